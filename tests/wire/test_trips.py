"""How far a figure goes: the files that a question about a gene passes."""

from __future__ import annotations

import pytest
from dash import Dash

from scripts.trips import asked, trip

MOST = 25


@pytest.mark.parametrize("gene", ["STAT3", "TTN"])
def test_a_figure_of_the_constraint_panel_passes_few_files(app: Dash, gene: str) -> None:
    asked(app, "constraint", "BRCA1")  # what a process makes once
    passed = trip(lambda: asked(app, "constraint", gene)).files
    assert "dashboard/tables/answers/constraint.py" in passed
    assert len(passed) <= MOST, sorted(passed)
