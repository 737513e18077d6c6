"""ClinVar by E-utilities: this gene's records only, exact classes, a count that is explained."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import SourceError, SourceUnreadable
from dashboard.models import Gene, VariantSet
from dashboard.rules.clinvar import bucket
from dashboard.rules.hgvs import NO_CHANGE
from dashboard.upstream.sources.clean_text import clean_text
from dashboard.upstream.sources.eutils_clinvar import fetch_variants, parse_variants
from tests.unit.sources.fake_client import HOSTILE, NO_ANSWERS, STAT3, FakeClient, damaged, nulled
from tests.unit.sources.test_eutils import page, recorded

GENE = replace(STAT3, mane_refseq="NM_139276.3")
HBB = Gene("HGNC:4827", "HBB", "hemoglobin subunit beta", mane_refseq="NM_000518.5")
OTOF = Gene("HGNC:8515", "OTOF", "otoferlin", mane_refseq="NM_194248.3")


def record(title: str, **changes: Any) -> dict[str, Any]:
    """Return a made-up summary of a ClinVar record."""
    return {
        "obj_type": "single nucleotide variant",
        "title": title,
        "germline_classification": {
            "description": "Pathogenic",
            "review_status": "reviewed by expert panel",
            "trait_set": [{"trait_name": "A disease"}, {"trait_name": "Another"}],
        },
        "oncogenicity_classification": {"description": "Oncogenic"},
        "molecular_consequence_list": ["missense variant"],
        "protein_change": "L210P, L273P, L303P",
        **changes,
    }


def read(*records: Any, gene: Gene = GENE, announced: int | None = None) -> VariantSet:
    """Return the set that records make."""
    rows = {str(n): row for n, row in enumerate(records, 1)}
    count = len(rows) if announced is None else announced
    http = FakeClient([page(list(rows), count), *([page([], count)] if count > len(rows) else []),
                      {"result": rows}])  # fmt: skip
    return parse_variants(fetch_variants(http, gene), gene, 770)


ON_GENE = "NM_139276.3(STAT3):c.1144C>T (p.Arg382Trp)"


def test_the_recorded_record_is_read_and_counted(shared: Path) -> None:
    http = FakeClient([page(["15333"], 1), recorded(shared, "esummary_clinvar_15333_HBB.json")])
    found = parse_variants(fetch_variants(http, HBB), HBB, 147)
    assert (found.announced, len(found.variants), found.left_out) == (1, 1, 0)
    only = found.variants[0]
    assert (only.id, only.protein_change, only.position) == ("VCV000015333", "p.Glu7Val", 7)
    assert (only.variant_class, only.stars, only.dbsnp) == ("pathogenic", 2, "rs334")
    assert (only.consequence, only.condition) == ("missense", "Hb SS disease")


def test_the_change_is_the_titles_and_not_one_of_all_transcripts() -> None:
    assert read(record(ON_GENE)).variants[0].protein_change == "p.Arg382Trp"


def test_a_newer_version_of_the_mane_transcript_is_the_same_transcript() -> None:
    assert len(read(record(ON_GENE.replace(".3(", ".4("))).variants) == 1


def test_t35_what_is_not_named_on_the_mane_transcript_is_left_out_and_counted() -> None:
    found = read(
        record(ON_GENE),
        record("GRCh38/hg38 17q21.2(chr17:1-999999)x3", obj_type="copy number gain"),
        record("NM_003152.4(STAT5A):c.1A>G (p.Met1Val)"),
        record("NC_000017.11:g.42316899C>T"),
        record("NM_213662.2(STAT3):c.1A>G (p.Met1Val)"),
    )
    assert len(found.variants) == 1
    assert (found.left_out, found.announced) == (4, 5)


def test_without_a_mane_transcript_the_gene_in_the_name_decides() -> None:
    bare = replace(GENE, mane_refseq=None)
    other = record("NM_003152.4(STAT5A):c.1A>G (p.Met1Val)")
    assert len(read(record(ON_GENE), other, gene=bare).variants) == 1


def test_t32_a_somatic_or_oncogenic_class_is_no_germline_class() -> None:
    found = read(
        record(ON_GENE, germline_classification={"description": ""}),
        record(ON_GENE, germline_classification=None),
    )
    assert (found.variants, found.left_out) == ((), 2)


def test_t37_a_splice_variant_is_in_the_ledger() -> None:
    found = read(
        record("NM_139276.3(STAT3):c.372+1G>A", molecular_consequence_list=["splice donor variant"])
    )
    only = found.unplaced[0]
    assert (only.reason, only.consequence, only.position) == (NO_CHANGE, "splice donor", None)


def test_t42_fewer_records_than_announced_is_said() -> None:
    found = read(record(ON_GENE), announced=7)
    assert found.announced == 7
    assert found.axis_note == "1 of ClinVar's 7 records of this gene were read."


def test_no_records_is_an_answer() -> None:
    found = parse_variants(fetch_variants(FakeClient([page([], 0)]), GENE), GENE, 770)
    assert (found.announced, found.left_out, found.counts) == (0, 0, {})


def test_hostile_records_are_plain_and_short() -> None:
    hostile = {"description": HOSTILE * 9_000, "review_status": HOSTILE,
               "trait_set": [{"trait_name": HOSTILE * 9_000}] * 500}  # fmt: skip
    found = read(record(ON_GENE, germline_classification=hostile))
    shown = found.variants[0]
    for text in (shown.raw_class, shown.condition or ""):
        assert "<script" not in text
        assert len(text) < 10_000


def test_no_damage_ends_in_anything_but_data_or_a_source_error() -> None:
    http = FakeClient([page(["1"], 1), {"result": {"1": record(ON_GENE)}}])
    whole = fetch_variants(http, GENE)
    for broken in [*damaged(whole), nulled(whole), *NO_ANSWERS]:
        try:
            found = parse_variants(broken, GENE, 770)
        except SourceError:
            continue
        assert sum(found.counts.values()) == len(found.variants) + len(found.unplaced)


JUNK: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.integers(), st.text(max_size=9), st.lists(st.none()), st.just({})
)


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                name: st.one_of(JUNK, st.just(value)) for name, value in record(ON_GENE).items()
            },
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_a_record_is_it_is_explained(records: list[Any]) -> None:
    if not any(clean_text(row.get("title"), 400) for row in records):
        with pytest.raises(SourceUnreadable, match="an id and a name"):  # not "none" (T60)
            read(*records)
        return
    found = read(*records)
    read_rows = len(found.variants) + len(found.unplaced) + found.left_out
    missing = sum(1 for row in records if not row)  # an empty record is no summary
    assert read_rows == len(records) - missing
    assert missing == 0 or found.axis_note is not None


def test_a_real_genes_records_are_all_explained(shared: Path) -> None:
    file = shared / "data" / "tables" / "clinvar-exports" / "OTOF_2026.txt.gz"
    rows = list(
        csv.DictReader(io.StringIO(gzip.decompress(file.read_bytes()).decode()), delimiter="\t")
    )
    briefs = [
        {
            "uid": row["VariationID"],
            "title": row["Name"],
            "class": row["Germline classification"],
            "review": row["Germline review status"],
            "conditions": row["Condition(s)"].split("|"),
            "consequence": row["Molecular consequence"].split("|")[0],
            "dbsnp": row["dbSNP ID"].removeprefix("rs"),
        }
        for row in rows
    ]
    found = parse_variants({"announced": len(rows), "records": briefs}, OTOF, 1_997)
    kept = [row for row in rows if row["Name"].startswith("NM_194248.")]
    own = Counter(bucket(row["Germline classification"]) for row in kept
                  if row["Germline classification"])  # fmt: skip
    assert found.counts == own
    assert len(found.variants) + len(found.unplaced) + found.left_out == len(rows) == 2_432
    assert found.left_out < 250
    assert "unknown" not in found.counts
    assert all(v.stars is not None for v in (*found.variants, *found.unplaced))
