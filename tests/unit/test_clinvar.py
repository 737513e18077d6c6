"""ClinVar's vocabulary."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from dashboard.rules import clinvar
from dashboard.rules.clinvar import BUCKETS, bucket, pathogenic_or_likely, stars, uniprot_bucket

CLASSES = [
    ("Pathogenic", "pathogenic"),
    ("Pathogenic/Likely pathogenic", "pathogenic/likely pathogenic"),
    ("Likely pathogenic", "likely pathogenic"),
    ("Uncertain significance", "uncertain"),
    ("Likely benign", "likely benign"),
    ("Benign/Likely benign", "benign/likely benign"),
    ("Benign", "benign"),
    ("Pathogenic, low penetrance", "pathogenic"),
    ("Likely pathogenic, low penetrance", "likely pathogenic"),
    ("Pathogenic/Pathogenic, low penetrance", "pathogenic"),
    ("Pathogenic/Likely pathogenic/Pathogenic, low penetrance", "pathogenic/likely pathogenic"),
    ("Pathogenic/Likely_pathogenic|risk_factor", "pathogenic/likely pathogenic"),
    ("Pathogenic; risk factor", "pathogenic"),
    ("Pathogenic, risk factor", "pathogenic"),
    ("Pathogenic; drug response; other", "pathogenic"),
    ("Pathogenic/Likely risk allele", "pathogenic"),
    ("Uncertain significance/Uncertain risk allele", "uncertain"),
    ("Benign; association", "benign"),
    ("Pathogenic|Benign", "conflicting"),
    ("Pathogenic|Uncertain significance", "conflicting"),
    ("conflicting data from submitters", "conflicting"),
]


@pytest.mark.parametrize(("raw", "expected"), CLASSES)
def test_t31_each_class_has_its_bucket(raw: str, expected: str) -> None:
    assert bucket(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "Conflicting classifications of pathogenicity",
        "Conflicting interpretations of pathogenicity",
        "Conflicting interpretations of pathogenicity; risk factor",
        "Conflicting_classifications_of_pathogenicity|other",
    ],
)
def test_t30_conflicting_is_not_pathogenic(raw: str) -> None:
    assert bucket(raw) == "conflicting"
    assert pathogenic_or_likely({bucket(raw): 1}) == 0


@pytest.mark.parametrize(
    "raw",
    [
        "drug response",
        "risk factor",
        "association",
        "protective",
        "Affects",
        "not provided",
        "confers sensitivity",
        "Established risk allele",
        "Likely risk allele",
        "Uncertain risk allele",
        "no classification for the single variant",
        "no classifications from unflagged records",
    ],
)
def test_t31_risk_factor_and_its_like_are_other_and_not_p_lp(raw: str) -> None:
    assert bucket(raw) == "other"
    assert pathogenic_or_likely({bucket(raw): 1}) == 0


@pytest.mark.parametrize("raw", ["Pathogenicity", "not pathogenic", "Likely", "P", "Pathogenic?"])
def test_t30_a_term_that_only_contains_a_class_is_unknown(raw: str) -> None:
    assert bucket(raw) == "unknown"


def test_t30_a_new_term_makes_the_whole_unknown_and_is_logged_once() -> None:
    with capture_logs() as logs:
        for raw in ("Pathogenic; only on tuesdays", "only on Tuesdays", "Only on tuesdays"):
            assert bucket(raw) == "unknown"
    assert [(log["event"], log["term"]) for log in logs] == [
        ("classification_unknown", "only on tuesdays")
    ]


@pytest.mark.parametrize("raw", ["", "-", " ", ";", "/|;"])
def test_t60_no_class_is_unknown_and_nothing_to_report(raw: str) -> None:
    with capture_logs() as logs:
        assert bucket(raw) == "unknown"
    assert logs == []


def test_t30_a_hostile_class_is_logged_short_and_escaped() -> None:
    with capture_logs() as logs:
        assert bucket("<script>\n\ud800" * 1_000_000) == "unknown"
    assert len(logs) == 1
    assert logs[0]["term"].isascii()
    assert "\n" not in logs[0]["term"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("VUS-high", "uncertain"),
        ("VUS-mid", "uncertain"),
        ("vus-low", "uncertain"),
        ("Uncertain significance/VUS-high", "uncertain"),
        ("VUS-mid/VUS-low", "uncertain"),
        ("VUS-high; risk factor", "uncertain"),
        ("Uncertain_significance/VUS-low|other", "uncertain"),
        ("Likely benign|VUS-low", "conflicting"),
        ("VUS", "unknown"),
        ("VUS/Uncertain significance", "unknown"),
        ("VUS high", "unknown"),
        ("VUS-very-high", "unknown"),
        ("hot VUS", "unknown"),
    ],
)
def test_t66_the_tiers_of_uncertain_are_uncertain_and_a_plain_vus_is_no_term(
    raw: str, expected: str
) -> None:
    assert bucket(raw) == expected
    assert pathogenic_or_likely({bucket(raw): 1}) == 0


@pytest.mark.parametrize("term", sorted(clinvar.SOMATIC))
def test_t32_the_words_of_the_somatic_axes_are_no_germline_class(term: str) -> None:
    assert bucket(term) == "unknown"


@settings(deadline=None, database=None)
@given(st.text())
def test_any_text_has_a_bucket(raw: str) -> None:
    assert bucket(raw) in BUCKETS
    assert uniprot_bucket(raw) in BUCKETS
    assert stars(raw) in (None, 0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("practice guideline", 4),
        ("reviewed by expert panel", 3),
        ("criteria provided, multiple submitters, no conflicts", 2),
        ("criteria_provided,_multiple_submitters,_no_conflicts", 2),
        ("criteria provided, conflicting classifications", 1),
        ("criteria provided, conflicting interpretations", 1),
        ("criteria provided, single submitter", 1),
        ("no assertion criteria provided", 0),
        ("no classification provided", 0),
        ("", None),
        ("-", None),
        ("reviewed by a friend", None),
    ],
)
def test_t33_stars_follow_the_review_status_and_unknown_is_not_zero(
    status: str, expected: int | None
) -> None:
    assert stars(status) == expected


def test_t34_the_p_lp_count_is_three_buckets_and_no_more() -> None:
    counts = {name: 10**place for place, name in enumerate(BUCKETS)}
    assert pathogenic_or_likely(counts) == 111
    assert pathogenic_or_likely({}) == 0


def test_uniprots_three_classes_have_buckets_and_others_are_unknown() -> None:
    assert uniprot_bucket("LP/P") == "pathogenic/likely pathogenic"
    assert uniprot_bucket("US") == "uncertain"
    assert uniprot_bucket("LB/B") == "benign/likely benign"
    assert uniprot_bucket("Pathogenic") == "unknown"


# Rows of each export by bucket. The nine unknown rows of OTOF name no class at all.
EXPORTS = {
    "OTOF_2026.txt.gz": {
        "likely benign": 1111,
        "uncertain": 499,
        "conflicting": 231,
        "pathogenic": 225,
        "likely pathogenic": 139,
        "benign": 118,
        "benign/likely benign": 48,
        "pathogenic/likely pathogenic": 26,
        "other": 26,
        "unknown": 9,
    },
    "NF2_VHL_2023.txt.gz": {
        "uncertain": 2121,
        "likely benign": 957,
        "pathogenic": 947,
        "benign": 243,
        "conflicting": 213,
        "likely pathogenic": 146,
        "pathogenic/likely pathogenic": 57,
        "benign/likely benign": 42,
        "other": 12,
    },
    "variant_summary_sample.txt": {
        "pathogenic": 12,
        "uncertain": 8,
        "likely pathogenic": 6,
        "benign": 4,
        "likely benign": 4,
        "pathogenic/likely pathogenic": 4,
        "conflicting": 2,
    },
}


@pytest.mark.parametrize("file", EXPORTS)
def test_t30_every_class_of_a_real_export_is_known(shared: Path, file: str) -> None:
    rows = _rows(shared / "data" / "tables" / "clinvar-exports" / file)
    raw = [_first(row, "Germline classification", "Clinical", "ClinicalSig") for row in rows]
    assert dict(Counter(map(bucket, raw))) == EXPORTS[file]
    assert {text for text in raw if bucket(text) == "unknown"} <= {""}


@pytest.mark.parametrize("file", EXPORTS)
def test_t33_every_review_status_of_a_real_export_has_stars(shared: Path, file: str) -> None:
    rows = _rows(shared / "data" / "tables" / "clinvar-exports" / file)
    raw = {_first(row, "Germline review status", "Review status", "ReviewStatus") for row in rows}
    assert {text for text in raw if stars(text) is None} <= {""}


def _rows(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def _first(row: dict[str, str], *starts: str) -> str:
    """Return the first column whose name begins so; the 2023 layout adds a date in brackets."""
    column = next(name for start in starts for name in row if name and name.startswith(start))
    return re.sub(r"\(Last reviewed: .*\)$", "", row[column])
