"""The JSON of everything the pages show: same service, same states, same sentences."""

from dashboard.api.asked import FORMATS
from dashboard.api.genes import RESOURCES
from dashboard.api.routes import blueprint

__all__ = ["FORMATS", "RESOURCES", "blueprint"]
