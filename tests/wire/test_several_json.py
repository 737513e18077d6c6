"""Several genes in one request: /api/v1/constraint and /api/v1/list, and every way to a number."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Any

import orjson
import pytest
from dash import Dash
from flask.testing import FlaskClient

from components.gene_list import element_ids as names
from dashboard.commands.main import main
from dashboard.rules.variant_sets import RECORDS_PER_GENE
from dashboard.service import DataService
from tests.wire.conftest import Ask

LIST = "/api/v1/list"
GOLDEN = {"STAT3": 0.094, "TTN": 0.339, "COX7B2": None}


BESIDE = ("depmap", "impc", "clinvar_plp")


def post(client: FlaskClient, body: Any, query: str = "") -> tuple[int, dict[str, Any]]:
    answer = client.post(LIST + query, json=body)
    assert answer.mimetype == "application/json", answer.data[:200]
    return answer.status_code, orjson.loads(answer.data)


def test_constraint_of_several_genes_is_a_list_with_symbols(ask: Ask) -> None:
    status, body = ask("/api/v1/constraint?release=v2.1&genes=STAT3,TTN,MLL")
    assert (status, body["state"], body["problem"]) == (200, "snapshot", None)
    assert [found["symbol"] for found in body["data"]] == ["STAT3", "TTN", "KMT2A"]
    assert body["report"]["repaired"][0]["input"] == "MLL"
    assert body["provenance"]["release"] == "v2.1"


@pytest.mark.parametrize("release", ["v2.1", "v2.1.1", "v4.1.1"])
def test_each_object_is_that_of_the_gene_alone(ask: Ask, release: str) -> None:
    several = ask(f"/api/v1/constraint?release={release}&genes=STAT3,TTN,KCNJ10,XIST")[1]
    there = {found["symbol"]: found for found in several["data"]}
    missing = {found["symbol"]: found for found in several["missing"]}
    assert set(there) | set(missing) == {"STAT3", "TTN", "KCNJ10", "XIST"}
    for symbol in ("STAT3", "TTN", "KCNJ10", "XIST"):
        alone = ask(f"/api/v1/genes/{symbol}/constraint?release={release}")[1]
        if alone["data"] is None:
            found = missing[symbol]
            assert (found["state"], found["problem"]) == (alone["state"], alone["problem"])
        else:
            assert alone["data"].items() <= there[symbol].items()


def test_t9_a_gene_named_twice_stands_once(ask: Ask) -> None:
    body = ask("/api/v1/constraint?genes=STAT3,HIES,NOTAGENE,1-Mar")[1]
    assert [found["symbol"] for found in body["data"]] == ["STAT3"]
    report = body["report"]
    assert [entry["line"] for entry in report["duplicate"]] == [2]
    assert report["ambiguous"][0]["choices"] == ["MARCHF1", "MTARC1"]
    assert report["unknown"][0]["input"] == "NOTAGENE"


@pytest.mark.parametrize(
    ("query", "status", "kind"),
    [
        ("genes=NOTAGENE", 404, "gene_not_found"),
        ("genes=1-Mar", 409, "gene_ambiguous"),
        ("genes=", 400, "bad_parameter"),
        ("", 400, "bad_parameter"),
        ("genes=" + ",".join(["STAT3"] * 51), 400, "bad_parameter"),
        ("genes=STAT3&release=v9", 400, "bad_release"),
        ("genes=STAT3&gene=TTN", 400, "bad_parameter"),
        ("genes=%3Cscript%3E", 404, "gene_not_found"),
    ],
)
def test_bad_questions_of_several_genes_are_4xx(
    ask: Ask, query: str, status: int, kind: str
) -> None:
    found, body = ask(f"/api/v1/constraint?{query}")
    assert (found, body["problem"]["kind"]) == (status, kind)
    assert body["problem"]["message"]


def test_a_list_accounts_for_every_symbol(client: FlaskClient) -> None:
    symbols = ["STAT3", "MLL", "KMT2A", "1-Sep", "1-Mar", "NOTAGENE", "", "stat3", "XIST"]
    status, body = post(client, {"symbols": symbols, "release": "v2.1"})
    data, report = body["data"], body["data"]["report"]
    assert (status, body["state"]) == (200, "snapshot")
    assert [row["symbol"] for row in data["rows"]] == ["KMT2A", "STAT3", "SEPTIN1", "XIST"]
    rest = [len(report[name]) for name in ("ambiguous", "unknown", "duplicate")]
    assert (rest, len(data["rows"]) + sum(rest)) == ([1, 2, 2], len(symbols))
    assert [entry["input"] for entry in report["repaired"]] == ["MLL", "1-Sep"]
    assert report["duplicate"][0]["first_line"] == 2
    assert data["statistics"]["everything"]["of"] == 19_172
    assert {"source", "release", "build", "url", "fetched_at"} <= set(body["provenance"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ([], 400),
        ({}, 400),
        ({"symbols": []}, 400),
        ({"symbols": "STAT3"}, 400),
        ({"symbols": ["STAT3", 7]}, 400),
        ({"symbols": ["STAT3"], "release": 2.1}, 400),
        ({"symbols": ["STAT3"], "release": "v4.1.1"}, 400),
        ({"symbols": ["STAT3"], "lines": ["1"]}, 400),
        ({"symbols": ["STAT3"], "lines": [1, 2]}, 400),
        ({"symbols": ["STAT3"], "without_flagged": "no"}, 400),
        ({"symbols": ["STAT3"], "more": 1}, 400),
        ({"symbols": ["STAT3"] * 30_001}, 400),
        ({"symbols": ["A" * 14_000_000]}, 413),
    ],
)
def test_bad_bodies_are_refused_with_a_sentence(
    client: FlaskClient, body: Any, status: int
) -> None:
    found, answer = post(client, body)
    assert found == status
    assert {"state", "data", "provenance", "problem"} <= set(answer)
    assert answer["problem"]["message"]


def test_a_release_of_some_genes_is_refused_with_those_that_can_be_ranked(
    client: FlaskClient,
) -> None:
    problem = post(client, {"symbols": ["STAT3"], "release": "v4.1.1"})[1]["problem"]
    assert "not every gene is here" in problem["message"]
    assert "only a complete release can be ranked" in problem["message"]
    assert problem["hint"] == "Complete here: v2.1."
    unknown = post(client, {"symbols": ["STAT3"], "release": "v9"})[1]["problem"]
    assert unknown["message"] == "There is no release 'v9' here."


def test_what_is_no_json_is_refused(client: FlaskClient) -> None:
    answer = client.post(LIST, data=b"STAT3\nTTN", content_type="application/json")
    assert answer.status_code == 400
    assert "JSON" in orjson.loads(answer.data)["problem"]["message"]


def test_a_body_without_a_length_is_bounded_too(client: FlaskClient) -> None:
    chunked = {"CONTENT_LENGTH": "", "wsgi.input_terminated": True}
    body = {"data": b" " * 14_000_000, "content_type": "application/json"}
    answer = client.post(LIST, **body, environ_overrides=chunked)
    assert answer.status_code == 413


@pytest.mark.parametrize("table", ["rows", "report"])
@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_a_list_exports(client: FlaskClient, table: str, kind: str) -> None:
    answer = client.post(f"{LIST}?format={kind}&table={table}", json={"symbols": ["STAT3", "=1+1"]})
    assert answer.status_code == 200
    assert answer.text.startswith("# Gene Constraint Dashboard")
    assert f".{kind}" in answer.headers["Content-Disposition"]
    assert "\n=" not in answer.text


def page_rows(app: Dash, client: FlaskClient, symbols: list[str]) -> dict[str, dict[str, Any]]:
    """Return the rows that the view's callback hands to its table."""
    key, found = next(
        (key, found) for key, found in app.callback_map.items() if f"{names.ROWS}.data" in key
    )
    requested = {"for": "|||", "symbols": symbols, "release": "v2.1"}
    answer = client.post(
        "/_dash-update-component",
        json={
            "output": key,
            "outputs": [
                {"id": part.rpartition(".")[0], "property": part.rpartition(".")[2]}
                for part in key.strip(".").split("...")
            ],
            "inputs": [{"id": names.REQUEST, "property": "data", "value": requested}],
            "changedPropIds": [f"{names.REQUEST}.data"],
        },
    )
    assert answer.status_code == 200, answer.data[:300]
    assert found
    columns = orjson.loads(orjson.loads(answer.data)["response"][names.ROWS]["data"])["rows"]
    rows = [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]
    return {row["symbol"]: row for row in rows}


def cells(lines: str) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(line for line in lines.splitlines() if not line.startswith("# "))
    return {row["symbol"]: row for row in rows}


def shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def test_page_csv_json_and_command_line_have_the_same_numbers(
    app: Dash, client: FlaskClient, ask: Ask, service: DataService, tmp_path: Path
) -> None:
    whole = service.genome_wide("v2.1").data
    assert whole is not None
    own = whole.table[whole.table["is_primary"] & whole.table["hgnc_id"].notna()]
    every = sorted(set(own["symbol"]) - set(GOLDEN))
    pick = random.Random(50).sample(every, 47)
    symbols = [*GOLDEN, *pick]
    requested = {"symbols": symbols, "release": "v2.1"}
    rows = {row["symbol"]: row for row in post(client, requested)[1]["data"]["rows"]}
    table = cells(client.post(f"{LIST}?format=csv", json=requested).text)
    given, out = tmp_path / "genes.txt", tmp_path / "out.csv"
    given.write_text("\n".join(symbols), encoding="utf-8")
    assert main(["list", str(given), "--release", "v2.1", "--out", str(out)]) == 0
    command = cells(out.read_text(encoding="utf-8"))
    page = page_rows(app, client, symbols)
    assert len(symbols) == len(rows) == len(table) == len(page) == 50
    assert table == command
    for symbol, row in rows.items():
        assert {name: shown(value) for name, value in row.items()} == table[symbol]
        assert page[symbol].items() <= row.items()
        alone = ask(f"/api/v1/genes/{symbol}/constraint?release=v2.1")[1]["data"]
        assert row["loeuf"] == (alone["loeuf"] if alone else None)
        if alone:
            assert row["rank"] == (alone["rank"]["rank"] if alone["rank"] else None)
            by_class = {found["class"]: found for found in alone["rows"]}
            for name in ("lof", "mis", "syn"):
                for field in ("obs", "exp", "oe", "oe_lower", "z"):
                    assert row[f"{name}_{field}"] == by_class[name][field], (symbol, name, field)
    assert {symbol: rows[symbol]["loeuf"] for symbol in GOLDEN} == GOLDEN


def test_t60_a_list_has_depmap_impc_and_clinvars_selection_with_their_sources(
    client: FlaskClient,
) -> None:
    requested = {"symbols": ["SCN1A", "MLH1", "KCNJ12"], "release": "v2.1"}
    rows = client.post("/api/v1/list", json=requested).get_json()["data"]["rows"]
    found = {row["symbol"]: [row[name] for name in BESIDE] for row in rows}
    assert found["SCN1A"] == ["neither", None, 365]
    assert found["MLH1"][1:] == ["viable", 983]
    assert found["KCNJ12"] == ["neither", None, None]  # not known, and never 0
    text = client.post("/api/v1/list?format=csv", json=requested).text
    head = [line for line in text.splitlines() if line.startswith("# ")]
    for source in ("DepMap", "IMPC", "ClinVar"):
        assert any(source in line for line in head), source
    assert any("2024-12-15: pathogenic and likely pathogenic" in line for line in head)
    assert f"# Column clinvar_plp: {RECORDS_PER_GENE}" in head
    report = client.post("/api/v1/list?format=csv&table=report", json=requested).text
    assert "clinvar_plp" not in report
