"""The panels of the compare view, in their order. A new panel is one module and one line here."""

from components.compare import disease, forest, lollipops, metrics, releases, studies
from components.panel.contract import Panel

COMPARE_PANELS: tuple[Panel, ...] = (
    forest.PANEL,
    metrics.PANEL,
    releases.PANEL,
    lollipops.PANEL,
    disease.PANEL,
    *studies.PANELS,
)
