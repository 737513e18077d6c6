"""The JSON's manners: shapes, states, errors, hostile input."""

from __future__ import annotations

import csv
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from dashboard.tables.brought import BROUGHT
from dashboard.tables.snapshot import Snapshot
from dashboard.web.api import RESOURCES
from tests.wire.conftest import Ask

HOSTILE = [
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "'; DROP TABLE genes; --",
    '"',
    "STAT3\x00",
    "🧬",
    "A" * 10_000,
    "%",
    "=cmd|'/c calc'!A1",
    " ",
]


def test_healthz_says_ok(ask: Ask) -> None:
    assert ask("/healthz") == (200, {"status": "ok"})


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_answer_has_state_data_provenance_problem(ask: Ask, resource: str) -> None:
    status, body = ask(f"/api/v1/genes/STAT3/{resource}")
    assert status == 200
    assert {"state", "data", "provenance", "problem"} <= set(body)
    provenance = body["provenance"]
    assert {"source", "release", "build", "url", "fetched_at"} <= set(provenance)
    assert provenance["source"]


def test_gene_has_every_field_of_its_shape(ask: Ask) -> None:
    data = ask("/api/v1/genes/STAT3")[1]["data"]
    assert data["symbol"] == "STAT3"
    assert (data["hgnc_id"], data["ensembl_id"]) == ("HGNC:11364", "ENSG00000168610")
    assert (data["entrez_id"], data["uniprot_id"]) == ("6774", "P40763")
    assert (data["chromosome"], data["band"]) == ("17", "17q21.2")
    assert data["mane_select"] == "ENST00000264657.10"
    assert {"APRF", "ADMIO", "ADMIO1", "HIES"} == set(data["aliases"])
    assert data["previous"] == []
    assert data["resolved_from"] is None


@pytest.mark.parametrize(
    ("text", "symbol", "how"),
    [
        ("stat3", "STAT3", None),
        ("HIES", "STAT3", "alias"),
        ("MLL", "KMT2A", "previous"),
        ("1-Sep", "SEPTIN1", "spreadsheet"),
        ("ENSG00000168610.17", "STAT3", "ensembl"),
        ("HGNC:11364", "STAT3", "hgnc"),
        ("6774", "STAT3", "entrez"),
        *(("NM_139276", "STAT3", "refseq"), ("P40763", "STAT3", "uniprot")),
        *(("HER2/ERBB2", "ERBB2", "names"), ("KMT2A (MLL)", "KMT2A", "names")),
        *(("TNF\u03b1", "TNF", "spelling"), ("CHD8\u2020", "CHD8", "mark")),
        *(("sp|P40763|STAT3_HUMAN", "STAT3", "uniprot"), ("HLA-A*02:01", "HLA-A", "allele")),
    ],
)
def test_t9_t59_an_input_says_how_it_became_a_gene(
    ask: Ask, text: str, symbol: str, how: str | None
) -> None:
    status, body = ask(f"/api/v1/genes/{quote(text, safe='')}")
    assert (status, body["data"]["symbol"]) == (200, symbol)
    came_from = body["data"]["resolved_from"]
    assert (came_from and came_from["how"]) == how
    if how:
        assert came_from["input"] == text


def test_unknown_gene_is_404_with_suggestions(ask: Ask) -> None:
    status, body = ask("/api/v1/genes/STAT33")
    assert status == 404
    assert body["problem"]["kind"] == "gene_not_found"
    assert "STAT3" in body["problem"]["suggestions"]


def test_t59_ambiguous_gene_is_409_with_choices(ask: Ask) -> None:
    status, body = ask("/api/v1/genes/1-Mar")
    assert status == 409
    assert body["problem"]["choices"] == ["MARCHF1", "MTARC1"]


@pytest.mark.parametrize(
    ("text", "genes"),
    [
        *(("CDKN2A/B", ["CDKN2A", "CDKN2B"]), ("EWSR1/FLI1", ["EWSR1", "FLI1"])),
        *(("BCR-ABL1", ["BCR", "ABL1"]), ("44075", ["SEPTIN1"]), ("9/7", ["SEPTIN7"])),
    ],
)
@pytest.mark.parametrize("below", ["", "/constraint"])
def test_t64_several_genes_and_possible_dates_are_409_with_choices(
    ask: Ask, text: str, genes: list[str], below: str
) -> None:
    status, body = ask(f"/api/v1/genes/{quote(text, safe='')}{below}")
    assert (status, body["problem"]["choices"]) == (409, genes)
    hits = ask(f"/api/v1/genes?q={quote(text, safe='')}")[1]["data"]
    assert [hit["symbol"] for hit in hits][: len(genes)] == genes


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("below", ["", "/constraint", "/variants"])
def test_hostile_symbols_get_a_clear_4xx(ask: Ask, text: str, below: str) -> None:
    status, body = ask(f"/api/v1/genes/{quote(text, safe='')}{below}")
    assert 400 <= status < 500
    assert body["problem"]["message"]
    assert len(body["problem"]["message"]) < 300


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_searches_are_answered(ask: Ask, text: str) -> None:
    status, body = ask(f"/api/v1/genes?q={quote(text, safe='')}")
    assert status == 200
    assert body["state"] in ("loaded", "empty")


@pytest.mark.parametrize(
    "address",
    [
        "/api",
        "/api/",
        "/api//",
        "/api//v1/genes",
        "/api/v1",
        "/api/v2/genes/STAT3",
        "/api/v1/genes/STAT3/nothing",
        "/api/v1/genes/STAT3%2Fconstraint",
        "/api/v1/genes/A%2FB",
        "/api/v1/genes/HER2%2FERBB2/nothing",
        "/api/v1%2Fgenes/STAT3",
    ],
)
def test_addresses_that_match_nothing_are_a_json_404(ask: Ask, address: str) -> None:
    status, body = ask(address)
    assert status == 404
    assert body["problem"]["message"]


@pytest.mark.parametrize(
    "address",
    [
        *("/api/v1/genes?q=stat", "/api/v1/genes?q=zzzzzzz", "/api/v1/genes/STAT3"),
        *("/api/v1/genes/NOTAGENE", "/api/v1/genes/1-Mar", "/api/v1/genes?limit=0", "/api/nowhere"),
        *("/api/v1/tables", "/api/v1/constraint?genes=STAT3", "/api/v1/constraint?genes=", "/api"),
        "/api/v1/genes/STAT3/constraint?release=v9",
    ],
)
def test_every_answer_and_every_4xx_has_the_four_parts(ask: Ask, address: str) -> None:
    status, body = ask(address)
    assert {"state", "data", "provenance", "problem"} <= set(body)
    assert (body["problem"] is None) == (status == 200)
    assert (body["provenance"] is None) == (status != 200)


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize("symbol", ["STAT3", "XIST", "TTN"])
def test_a_csv_has_a_header_row_with_or_without_rows(
    client: FlaskClient, symbol: str, resource: str
) -> None:
    text = client.get(f"/api/v1/genes/{symbol}/{resource}?format=csv").text
    table = csv.DictReader(line for line in text.splitlines() if not line.startswith("# "))
    rows = list(table)
    assert (table.fieldnames or [])[:2] == ["symbol", "hgnc_id"]
    assert all(row["symbol"] == symbol for row in rows)


def test_t7_the_constraint_csv_has_the_missense_rank_of_the_json(
    ask: Ask, client: FlaskClient
) -> None:
    address = "/api/v1/genes/STAT3/constraint?release=v2.1"
    ranked = ask(address)[1]["data"]["missense_rank"]
    lines = client.get(f"{address}&format=csv").text.splitlines()
    row = next(csv.DictReader(line for line in lines if not line.startswith("# ")))
    assert ranked["rank"] > 0
    assert row["missense_rank"] == str(ranked["rank"])
    assert row["missense_of"] == str(ranked["of"])


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/api/v1/genes/STAT3/constraint?release=v9", "bad_release"),
        ("/api/v1/genes/STAT3/constraint?release=", "bad_release"),
        ("/api/v1/genes/STAT3/constraint?relase=v2.1", "bad_parameter"),
        ("/api/v1/genes/STAT3/variants?format=xlsx", "bad_parameter"),
        ("/api/v1/genes/STAT3/variants?wait=soon", "bad_parameter"),
        ("/api/v1/genes?q=STAT&limit=0", "bad_parameter"),
        ("/api/v1/genes?q=STAT&limit=1e9", "bad_parameter"),
    ],
)
def test_bad_parameters_are_400_with_advice(ask: Ask, address: str, kind: str) -> None:
    status, body = ask(address)
    assert status == 400
    assert body["problem"]["kind"] == kind
    assert body["problem"]["hint"]


def test_other_methods_are_refused_in_json(client: FlaskClient) -> None:
    answer = client.post("/api/v1/genes/STAT3")
    assert answer.status_code in (404, 405)
    assert answer.mimetype == "application/json"


def test_csv_begins_with_provenance_and_has_raw_values(client: FlaskClient) -> None:
    answer = client.get("/api/v1/genes/STAT3/constraint?release=v2.1.1&format=csv")
    assert answer.mimetype == "text/csv"
    assert "STAT3_constraint_v2.1.1.csv" in answer.headers["Content-Disposition"]
    lines = answer.text.splitlines()
    preamble = [line for line in lines if line.startswith("# ")]
    assert any("v2.1.1" in line for line in preamble)
    assert any("GRCh37" in line for line in preamble)
    rows = list(csv.DictReader(lines[len(preamble) :]))
    assert [row["class"] for row in rows] == ["lof", "mis", "syn"]
    assert (rows[0]["oe_upper"], rows[0]["oe"]) == ("0.095", "0.019945")


def test_csv_leaves_missing_values_empty(client: FlaskClient) -> None:
    answer = client.get("/api/v1/genes/COX7B2/constraint?release=v2.1&format=csv")
    rows = list(csv.DictReader(x for x in answer.text.splitlines() if not x.startswith("# ")))
    assert rows[0]["oe"] == rows[0]["loeuf"] == ""


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_everything_exports(client: FlaskClient, resource: str, kind: str) -> None:
    answer = client.get(f"/api/v1/genes/STAT3/{resource}?format={kind}")
    assert answer.status_code == 200
    assert answer.text.startswith("# ")


def test_t15_x_genes_say_what_they_should_per_release(ask: Ask) -> None:
    for release in ("v2.1", "v2.1.1", "v4.1.1"):
        body = ask(f"/api/v1/genes/MECP2/constraint?release={release}")[1]
        assert body["state"] == "snapshot", release
        assert body["data"]["loeuf"] is not None


@pytest.mark.parametrize(
    ("gene", "words"), [("MT-ND1", "mitochondrial"), ("XIST", "not a protein-coding gene")]
)
def test_t15_t16_genes_without_the_metric_say_why(ask: Ask, gene: str, words: str) -> None:
    body = ask(f"/api/v1/genes/{gene}/constraint")[1]
    assert body["state"] == "empty"
    assert words in body["problem"]["message"]


def test_a_gene_outside_the_embedded_part_of_a_release_is_not_covered(ask: Ask) -> None:
    body = ask("/api/v1/genes/KMT2B/constraint?release=v2.1.1")[1]
    assert (body["state"], body["data"]) == ("not_covered", None)
    assert "release" in body["problem"]["hint"]


def test_t60_a_loeuf_that_came_alone_has_null_beside_it_and_no_rank(ask: Ask) -> None:
    data = ask("/api/v1/genes/KCNQ1/constraint?release=v2.1.1")[1]["data"]
    assert (data["loeuf"], data["complete"], data["rank"]) == (0.814, False, None)
    assert all(row[field] is None for row in data["rows"] for field in ("obs", "exp", "oe", "z"))
    assert any("LOEUF and pLI only" in note for note in data["notes"])
    usual = ask("/api/v1/genes/KCNQ1/constraint")[1]["data"]
    assert usual["release"] == "v2.1"


def test_every_table_says_release_rows_coverage_date_hash_licence_and_origin(ask: Ask) -> None:
    status, body = ask("/api/v1/tables")
    assert status == 200
    found = {one["name"]: one for one in body["data"]}
    manifest = Snapshot().manifest.tables
    assert set(found) == set(manifest)
    for name, entry in manifest.items():
        one = found[name]
        assert (one["release"], one["rows"], one["date"]) == (entry.release, entry.rows, entry.date)
        assert (one["sha256"], one["licence"]) == (entry.sha256, entry.licence)
        assert one["coverage"]["complete"] is not entry.partial
        assert (one["origin"], one["in_use"], one["problem"]) == ("embedded", True, None)
    assert found["validity"]["coverage"]["words"] == "partial: all that the source has of 45 genes"
    brought = {one["name"]: one["about_bytes"] for one in body["not_here"]}
    assert brought == {name: one.about_bytes for name, one in BROUGHT.items()}
    assert ask("/api/v1/tables?nonsense=1")[0] == 400
