"""The panels of the gene page, in their order. A new panel is one module and one line here."""

from components.gene import literature, summary, trials
from components.gene.constraint import panel as constraint
from components.gene.disease import panel as disease
from components.gene.variants import panel as variants
from components.panel.contract import Panel

PANELS: tuple[Panel, ...] = (
    constraint.PANEL,
    summary.PANEL,
    variants.PANEL,
    disease.PANEL,
    literature.PANEL,
    trials.PANEL,
)
