"""The JSON of everything the pages show: same service, same states, same sentences."""

from dashboard.web.api.genes import RESOURCES
from dashboard.web.api.parameters import FORMATS
from dashboard.web.api.routes import blueprint

__all__ = ["FORMATS", "RESOURCES", "blueprint"]
