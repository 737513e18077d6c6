"""Domains that lollipops can be aligned on."""

from __future__ import annotations

from dashboard.models import Domain, Features
from dashboard.several.compare.domains import shared_domains


def protein(*domains: tuple[int, str]) -> Features:
    """Return a protein with domains of ten residues, each by start and accession."""
    found = tuple(Domain(start, start + 9, f"name {a}", a, "Domain") for start, a in domains)
    return Features("P1", 500, "uniprot", found, ())


def test_domains_are_shared_by_accession_and_have_all_their_copies_in_order() -> None:
    found = shared_domains(
        [("A", protein((50, "PF1"), (5, "PF1"), (90, "PF2"))), ("B", protein((7, "PF1")))]
    )
    assert [(one.accession, one.name) for one in found] == [("PF1", "name PF1")]
    assert [copy.start for copy in found[0].copies["A"]] == [5, 50]
    assert [copy.start for copy in found[0].copies["B"]] == [7]


def test_a_domain_of_one_gene_or_without_an_accession_is_not_shared() -> None:
    twice = protein((5, "PF1"), (50, "PF1"))
    assert shared_domains([("A", twice), ("B", protein((5, "")))]) == ()
    assert shared_domains([("A", protein((5, ""))), ("B", protein((5, "")))]) == ()


def test_domains_of_most_genes_come_first_and_unknown_proteins_have_none() -> None:
    found = shared_domains(
        [
            ("A", protein((5, "PF1"), (50, "PF2"))),
            ("B", protein((5, "PF1"), (50, "PF2"))),
            ("C", protein((5, "PF2"))),
            ("D", None),
            ("E", Features("P", 9, "mane", None, ())),
        ]
    )
    assert [one.accession for one in found] == ["PF2", "PF1"]
