"""Every recorded response belongs to a test that reads it, or the reason why none does is here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.errors import SourceUnreadable
from dashboard.upstream.sources.clingen import VALIDITY_COLUMNS, parse_file

# Folders whose tests go through all files there, or name each.
READ_WHOLE = frozenset({"clinicaltrials", "eutils", "hgnc", "mygene", "pubtator3", "uniprot"})
GNOMAD_READ = frozenset(
    f"constraint_{name}.json"
    for name in ("TSC2", "ddx3x_null", "graphql_error", "not_found", "tp53")
)
OTHERS = {
    "gnomad/variant_11-5227002-T-A_joint.json": "answers about one variant; we ask by gene",
    "gnomad/variant_7_140753125_t_c_v4_20260812.json": "answers about one variant",
    "clingen/api_dosage_rows.json": "rows of the web page's table; we read the daily file",
    "clingen/api_validity_rows.json": "rows of the web page's table; we read the daily file",
    "europepmc": "not a source of ours",
    "gencc": "not a source of ours",
    "interpro": "not a source of ours: the domains come with UniProt",
    "monarch": "not a source of ours",
}


def test_every_recorded_response_is_read_somewhere_or_its_reason_named(shared: Path) -> None:
    folder = shared / "data" / "recorded"
    unexplained = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder)
        top = name.parts[0]
        read = top in READ_WHOLE or (top == "gnomad" and name.name in GNOMAD_READ)
        if not (read or top in OTHERS or str(name) in OTHERS or len(name.parts) == 1):
            unexplained.append(str(name))
    assert unexplained == []


def test_t60_clingens_recorded_rows_of_another_shape_are_refused(shared: Path) -> None:
    for name in ("validity", "dosage"):
        text = (shared / f"data/recorded/clingen/api_{name}_rows.json").read_text()
        assert json.loads(text)
        with pytest.raises(SourceUnreadable):
            parse_file(text, VALIDITY_COLUMNS)
