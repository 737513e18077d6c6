"""From the command to the pages: gnomAD's v2.1.1 by gene, imported, then asked over the wire."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from dash import Dash
from flask.testing import FlaskClient

from components import ids
from dashboard.commands.main import main
from dashboard.factory import create_app
from dashboard.settings import Mode, Settings


@pytest.fixture(scope="module")
def folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which v2.1.1 (whole) and v4.1 (an excerpt) were imported."""
    folder = tmp_path_factory.mktemp("imported")
    tables = shared / "data/tables"
    for release, file in (
        ("v2.1.1", "gnomad-v2.1.1/gnomad_table.converted.tsv.gz"),
        ("v4.1", "gnomad-v4.1-reduced/gnomad.v4.1.constraint_metrics_reduced.tsv.gz"),
    ):
        arguments = ["import", str(tables / file), "--release", release, "--dir", str(folder)]
        assert main(arguments) == 0
    return folder


@pytest.fixture(scope="module")
def app(folder: Path) -> Dash:
    """Return an app that has the imported releases."""
    return create_app(Settings(mode=Mode.OFFLINE, data_dir=folder))


def data_page(app: Dash, client: FlaskClient) -> str:
    """Return what the data page's callback answers, as text."""
    body = {
        "output": f"{ids.DATA_TABLES}.children",
        "outputs": {"id": ids.DATA_TABLES, "property": "children"},
        "inputs": [{"id": ids.DATA_TABLES, "property": "id", "value": ids.DATA_TABLES}],
        "changedPropIds": [],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200, answer.text[:500]
    return str(answer.text)


def constraint(client: FlaskClient, gene: str, release: str = "") -> dict[str, Any]:
    """Return the JSON of a gene's constraint."""
    requested = f"?release={release}" if release else ""
    body = client.get(f"/api/v1/genes/{gene}/constraint{requested}").data
    answer: dict[str, Any] = orjson.loads(body)
    return answer


def test_t7_json_gives_the_rank_of_the_whole_release(client: FlaskClient) -> None:
    answer = constraint(client, "STAT3")
    data = answer["data"]
    assert (data["release"], data["complete"], data["loeuf"]) == ("v2.1.1", True, 0.095)
    assert (data["rank"]["rank"], data["rank"]["of"]) == (173, 19_197)
    assert round(data["rank"]["percentile"], 1) == 0.9
    assert data["band"] is None
    assert (answer["provenance"]["release"], answer["provenance"]["build"]) == ("v2.1.1", "GRCh37")


def test_a_gene_beyond_the_embedded_ones_has_the_imported_release(client: FlaskClient) -> None:
    data = constraint(client, "A1BG", "v2.1.1")["data"]
    assert data["rank"]["of"] == 19_197


def test_t60_an_excerpt_is_not_covered_for_other_genes(client: FlaskClient) -> None:
    answer = constraint(client, "STAT3", "v4.1")
    assert (answer["state"], answer["data"]) == ("not_covered", None)
    assert "Only 235 genes of gnomAD v4.1 are here" in answer["problem"]["message"]
    assert constraint(client, "ANK3", "v4.1")["data"]["rank"] is None


def test_the_data_page_lists_imports_beside_the_embedded_tables(
    app: Dash, client: FlaskClient
) -> None:
    shown = data_page(app, client)
    assert "Imported releases and embedded snapshot" in shown
    assert shown.count('" imported"') == 2
    assert "not used, the imported one stands before it" in shown
    assert "19,704" in shown
    assert "Imported from gnomad_table.converted.tsv.gz (3,775,704 bytes, SHA-256 " in shown
    assert "An excerpt: 235 genes" in shown


def test_a_damaged_import_is_named_with_its_remedy_and_leaves_the_rest(
    folder: Path, tmp_path: Path
) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (table,) = tmp_path.glob("constraint_v4_1-*.parquet")
    table.write_bytes(table.read_bytes()[:-1])
    app = create_app(Settings(mode=Mode.OFFLINE, data_dir=tmp_path))
    client = app.server.test_client()
    shown = data_page(app, client)
    assert "bytes instead of" in shown
    assert "Import it again: `python -m dashboard import FILE --release v4.1`." in shown
    assert constraint(client, "ANK3", "v4.1")["state"] == "unavailable"
    assert constraint(client, "ANK3", "v2.1.1")["state"] == "snapshot"
    ready = orjson.loads(client.get("/readyz").data)
    assert ready["status"] == "degraded"
    assert [name for name, words in ready["snapshot"].items() if words != "ok"] == [
        "imported constraint_v4_1"
    ]


def test_t1_a_list_counts_the_imported_release_below_its_threshold(client: FlaskClient) -> None:
    answer = client.post("/api/v1/list", json={"symbols": ["STAT3", "TTN"], "release": "v2.1.1"})
    data = orjson.loads(answer.data)["data"]
    everything = data["statistics"]["everything"]
    assert (everything["below"], everything["of"]) == (2_971, 19_197)
    assert [(row["symbol"], row["rank"], row["loeuf"]) for row in data["rows"]] == [
        ("STAT3", 173, 0.095),
        ("TTN", 3_012, 0.354),
    ]
