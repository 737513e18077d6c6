"""Genes and constraint made for a test: one figure differs, the others stand still."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dashboard.models import Constraint, ConstraintRow, Gene

Make = Callable[..., Constraint]


@pytest.fixture
def make() -> Make:
    """Return a function that makes constraint in a release with a LoF o/e and a LOEUF."""

    def constraint(release: str, loeuf: float | None = 0.5, **own: Any) -> Constraint:
        oe = None if loeuf is None else loeuf / 2
        rows = tuple(
            ConstraintRow(name, 5, 20.0, oe, oe and oe / 2, loeuf, 1.0)
            for name in own.pop("classes", ("lof", "mis", "syn"))
        )
        facts: dict[str, Any] = {
            "label": f"gnomAD {release}",
            "complete": True,
            "build": "GRCh37",
            "transcript": "ENST1",
            "pli": None,
            "flags": (),
            "loeuf_threshold": 0.35,
        }
        return Constraint(release=release, rows=rows, loeuf=loeuf, **{**facts, **own})

    return constraint


def gene(symbol: str) -> Gene:
    """Return a gene of this symbol, which is its HGNC id too."""
    return Gene(f"HGNC:{symbol}", symbol, f"name of {symbol}")
