"""Which genes are compared: nothing is dropped without a word."""

from __future__ import annotations

import pytest

from dashboard.errors import GeneAmbiguous, GeneNotFound
from dashboard.models import Gene
from dashboard.service import DataService
from dashboard.several.compare.selection import MOST_GENES, MOST_INPUTS, names_in, select
from tests.unit.comparison.conftest import gene

EIGHT = "STAT3,STAT1,JAK1,JAK2,TP53,BRCA1,SCN1A,TTN"


def resolve(name: str) -> Gene:
    """Return a gene for any name but two."""
    if name == "MANY":
        raise GeneAmbiguous("Which?", "", ("ONE", "TWO"))
    if name.startswith("NO"):
        raise GeneNotFound(f"No gene {name}.", "Check it.", ("ONE",))
    return gene(name)


@pytest.mark.parametrize("text", ["A,B", "A;B", "A B", " A ,, B\n", "A\t;B"])
def test_names_are_parted_by_commas_semicolons_and_white_space(text: str) -> None:
    assert names_in(text) == ["A", "B"]


def test_the_order_given_is_kept() -> None:
    assert [one.symbol for one in select("C,A,B", resolve).genes] == ["C", "A", "B"]


def test_an_alias_of_a_gene_collapses_with_a_notice(service: DataService) -> None:
    found = select("TP53,p53,STAT3,ENSG00000141510", service.gene)
    assert [one.symbol for one in found.genes] == ["TP53", "STAT3"]
    assert "p53 is TP53, which is compared already; it is shown once." in found.notices
    assert any("ENSG00000141510 is TP53" in words for words in found.notices)


def test_a_repaired_name_says_so(service: DataService) -> None:
    found = select("MLL,STAT3", service.gene)
    assert [one.symbol for one in found.genes] == ["KMT2A", "STAT3"]
    assert any("MLL is now KMT2A" in words for words in found.notices)


def test_the_ninth_gene_is_refused_and_waits(service: DataService) -> None:
    found = select(f"{EIGHT},JAK3,p53", service.gene)
    assert len(found.genes) == MOST_GENES
    assert found.waiting == ("JAK3",)
    assert found.notices[0] == (
        "At most 8 genes can be compared: JAK3 is left out. Remove a gene to make room."
    )
    assert any("p53 is TP53" in words for words in found.notices)  # an alias is no ninth gene


def test_unknown_and_ambiguous_names_carry_their_choices_and_the_rest_is_shown() -> None:
    found = select("A,NOPE,MANY,B", resolve)
    assert [one.symbol for one in found.genes] == ["A", "B"]
    assert [(one.input, one.choices, one.ambiguous) for one in found.unresolved] == [
        ("NOPE", ("ONE",), False),
        ("MANY", ("ONE", "TWO"), True),
    ]
    assert found.rest == ("NOPE", "MANY")


def test_an_address_of_thousands_of_names_is_read_up_to_a_number_and_says_so() -> None:
    requested = []

    def counted(name: str) -> Gene:
        requested.append(name)
        return resolve("NO")

    found = select(",".join(f"N{n}" for n in range(5000)), counted)
    assert len(requested) == MOST_INPUTS
    assert any("names 5,000 genes" in words for words in found.notices)


def test_nothing_named_is_nothing_compared() -> None:
    assert select(" , ;", resolve).genes == ()
