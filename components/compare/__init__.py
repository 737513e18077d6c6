"""The panels of the compare view, in their order. A new panel is one module and one line here."""

from components.compare import disease, forest, lollipops, metrics, releases, studies
from components.compare.forest_figure import forest as forest_figure
from components.compare.marks import PALETTE
from components.compare.slope import Slope, slope
from components.panel.contract import Panel
from components.theme import Mark
from dashboard.rules.releases import ALL_RELEASES

COMPARE_PANELS: tuple[Panel, ...] = (
    forest.PANEL,
    metrics.PANEL,
    releases.PANEL,
    lollipops.PANEL,
    disease.PANEL,
    *studies.PANELS,
)


def prepare() -> None:
    """Have plotly load what it checks figures by, and check how these look.

    That takes 80 ms of a process, once: before somebody waits for the first figure.
    """
    marks = {colour: Mark(colour, symbol, "") for colour, symbol in PALETTE}
    release = next(iter(ALL_RELEASES.values()))
    forest_figure((), release, "")
    slope([Slope(name, None, None) for name in marks], (release, release), marks, "")
