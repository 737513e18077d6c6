"""ClinVar's missense records beside UniProt's variants: the same rsID, the same residue.

Those on another residue are listed with their reason: `pytest -rP` prints the report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from dashboard.tables.making.genetic_code import can_become
from dashboard.tables.making.rows import Row
from dashboard.tables.snapshot import Snapshot

COMPLEMENT = str.maketrans("ACGT", "TGCA")
CHANGE = re.compile(r"p\.([A-Z][a-z]{2})([0-9]+)([A-Z][a-z]{2})")


@pytest.fixture(scope="module")
def pairs(snapshot: Snapshot) -> list[tuple[Row, list[str]]]:
    """Return the placed missense records whose rsID UniProt has for the gene, and its changes."""
    changes = defaultdict(list)
    for row in snapshot.arrow("variants").to_pylist():
        if row["dbsnp"]:
            changes[row["hgnc_id"], row["dbsnp"]].append(row["protein_change"])
    rows = snapshot.arrow("clinvar_plp").to_pylist()
    missense = (row for row in rows if row["consequence"] == "missense" and row["dbsnp"])
    return [
        (row, changes[key])
        for row in missense
        if row["start"] is not None and (key := (row["hgnc_id"], row["dbsnp"])) in changes
    ]


def residues(changes: list[str]) -> set[int]:
    """Return the residues of UniProt's changes."""
    return {int(found[2]) for text in changes if (found := CHANGE.fullmatch(text))}


def reason(row: Row, changes: list[str], strand: str) -> str | None:
    """Say why a record stands on another residue than UniProt's, None where nothing tells."""
    parts = [found.groups() for text in changes if (found := CHANGE.fullmatch(text))]
    if not parts:
        return f"UniProt's change is no substitution: {', '.join(changes)}"
    if len(row["ref"]) != len(row["alt"]):
        return "a deletion or insertion under the rsID of a substitution"
    bases = (row["ref"], row["alt"])
    if strand == "-":
        bases = (row["ref"].translate(COMPLEMENT), row["alt"].translate(COMPLEMENT))
    for before, number, after in parts:
        if len(row["ref"]) > 1 or any(can_become(before, after, p, *bases) for p in range(3)):
            away = int(number) - row["start"]
            return f"isoform: {before}{number}{after} in UniProt's numbering, {away:+} residues"
    offsets = ", ".join(f"{int(number) - row['start']:+}" for _, number, _ in parts)
    return f"isoform, and another change under the same rsID: {', '.join(changes)} ({offsets})"


def listed(snapshot: Snapshot, pairs: list[tuple[Row, list[str]]]) -> Iterator[tuple[Row, str]]:
    """Yield each record on another residue, with its reason."""
    strands = {r["hgnc_id"]: r["strand"] for r in snapshot.arrow("transcripts").to_pylist()}
    for row, changes in pairs:
        if row["start"] not in residues(changes):
            why = reason(row, changes, strands[row["hgnc_id"]])
            assert why is not None
            yield row, why


def test_at_least_8600_missense_records_stand_on_uniprots_residue(
    pairs: list[tuple[Row, list[str]]],
) -> None:
    same = sum(row["start"] in residues(changes) for row, changes in pairs)
    assert same >= 8_600
    assert (same, len(pairs)) == (8_639, 8_974)


def test_every_other_one_has_a_reason_and_most_are_the_same_change_on_another_isoform(
    snapshot: Snapshot, pairs: list[tuple[Row, list[str]]]
) -> None:
    symbols = {r["hgnc_id"]: r["symbol"] for r in snapshot.arrow("genes").to_pylist()}
    others = list(listed(snapshot, pairs))
    for row, why in others:
        print(f"{symbols[row['hgnc_id']]}\tVCV{row['variation_id']:09d}\t{row['start']}\t{why}")
    shifted = {symbols[row["hgnc_id"]] for row, why in others if why.startswith("isoform: ")}
    assert sum(why.startswith("isoform: ") for _, why in others) == 315
    assert len(others) == 335
    # Where the change itself is another one, other records of the gene show the isoform.
    assert {symbols[row["hgnc_id"]] for row, _ in others} == shifted
    assert shifted >= {"MECP2", "ARSA", "DYSF"}


def test_a_change_that_the_table_gives_is_one_that_uniprot_has(
    pairs: list[tuple[Row, list[str]]],
) -> None:
    given = [(row, changes) for row, changes in pairs if row["protein_change"]]
    assert len(given) == 7_896
    assert all(row["protein_change"] in changes for row, changes in given)
