"""The variant search box."""

from __future__ import annotations

import pytest

from dashboard.rules import hgvs
from dashboard.rules.hgvs import parse_search

SEARCHES = [
    ("p.Arg382Trp", "change", 382, 382, None),
    ("v600e", "change", 600, 600, None),
    ("382", "residue", 382, 382, None),
    ("R382", "residue", 382, 382, None),
    ("Arg382", "residue", 382, 382, None),
    ("380-390", "range", 380, 390, None),
    ("390 \u2013 380", "range", 380, 390, None),
    ("R380_K390", "range", 380, 390, None),
    ("RS1234", "dbsnp", None, None, "rs1234"),
    ("var_012345", "uniprot", None, None, "VAR_012345"),
    ("VCV12345.7", "clinvar", None, None, "VCV000012345"),
]


@pytest.mark.parametrize(("text", "kind", "start", "end", "identifier"), SEARCHES)
def test_the_search_box_reads_each_accepted_form(
    text: str, kind: str, start: int | None, end: int | None, identifier: str | None
) -> None:
    term = parse_search(text)
    assert term is not None
    assert (term.kind, term.position, term.end, term.identifier) == (kind, start, end, identifier)


@pytest.mark.parametrize("text", ["", "0", "foo", "rs", "380-", "=HYPERLINK(1)", "1" * 101])
def test_the_search_box_says_what_it_accepts_when_it_cannot_read(text: str) -> None:
    assert parse_search(text) is None
    for example in ("p.Arg382Trp", "R382W", "382", "380-390", "rs1234", "VAR_012345"):
        assert example in hgvs.ACCEPTED_FORMS
        assert parse_search(example) is not None


def test_a_residue_in_the_search_box_keeps_its_name_and_a_change_its_reading() -> None:
    residue = parse_search("r382")
    change = parse_search("NP_644805.1:p.(Arg382Trp)")
    assert residue is not None
    assert residue.ref == "Arg"
    assert change is not None
    assert change.change is not None
    assert change.change.one_letter == "R382W"
