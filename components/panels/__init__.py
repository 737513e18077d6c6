"""The panels of the gene page, in their order. A new panel is one module and one line here."""

from components.panels import constraint, disease, literature, summary, trials, variants
from components.panels.panel import Panel

PANELS: tuple[Panel, ...] = (
    summary.PANEL,
    constraint.PANEL,
    variants.PANEL,
    disease.PANEL,
    literature.PANEL,
    trials.PANEL,
)
