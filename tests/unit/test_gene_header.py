"""The gene header: where the gene lies, its inheritance by disease, or why there is none."""

from __future__ import annotations

from typing import Any

import pytest

from components.gene.header import chips, header
from components.html.elements import tree
from components.html.parts import dated, inheritance_legend
from dashboard.models import Answer, Gene, State
from dashboard.service import DataService


def words(part: Any) -> str:
    """Return the words in an element, a tree or a list of them."""
    if isinstance(part, str):
        return part
    if isinstance(part, list | tuple):
        return "".join(words(one) for one in part)
    if isinstance(part, dict):  # what a popover says is not in sight
        return "" if part["tag"] == "Popover" else words(part["inside"])
    return words(part.inside) if part is not None else ""


@pytest.mark.parametrize(
    ("chromosome", "band", "place"),
    [
        ("17", "17q21.2", "17q21.2Class"),
        ("mitochondria", "mitochondria", "mitochondriaClass"),
        ("X", "Xp22.33 and Yp11.2", "Xp22.33 and Yp11.2Class"),
        ("6", "reserved", "6 · reservedClass"),
        ("6", None, "6Class"),
        (None, None, "—Class"),
    ],
)
def test_a_location_names_its_chromosome_once(
    chromosome: str | None, band: str | None, place: str
) -> None:
    gene = Gene("HGNC:1", "A", "a gene", chromosome=chromosome, band=band)
    text = words(header(gene)).replace("MANE Select—", "")
    assert f"Location{place}" in text


def test_the_place_of_the_chips_says_why_there_are_none(service: DataService) -> None:
    answers = service.answers(service.gene("XIST"), ("phenotypes",))
    assert "no disease is linked to this gene" in words(chips(answers["phenotypes"]))
    assert words(chips(Answer(State.UNAVAILABLE))) == "Inheritance: unavailable."


def test_a_legend_reads_as_one_and_dates_stay_on_one_line() -> None:
    assert words(inheritance_legend(["AD", "XL"])) == (
        "Inheritance: AD = autosomal dominant · XL = X-linked"
    )
    assert inheritance_legend([]) == []
    before, date, after = dated("files created 2026-08-25, newest")
    assert (before, after) == ("files created ", ", newest")
    assert tree(date)["props"]["className"] == "date"
    assert dated("undated") == ["undated"]
