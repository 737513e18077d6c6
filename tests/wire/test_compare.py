"""The compare view's callbacks over the wire: several genes in, each with its own state out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from dash import Dash
from flask.testing import FlaskClient

from components import ids
from components.compare import COMPARE_PANELS, head
from components.panel.contract import Panel
from dashboard.factory import create_app
from dashboard.models import Answer, Gene, Problem, Provenance, State, Wait
from dashboard.service import DataService
from dashboard.service.request import Request
from dashboard.settings import Mode, Settings
from dashboard.tables.snapshot import Snapshot
from tests.wire.conftest import posted

Post = Callable[..., dict[str, dict[str, Any]]]
FAILED = Problem("source_unreachable", "gnomAD could not be reached.", "Try again.")


def answer(app: Dash, client: FlaskClient, part: str, query: dict[str, str] | None) -> Any:
    """Return what the callback that fills a part answers to an address; None: nothing changes."""
    found = client.post("/_dash-update-component", json=posted(app, part, {ids.QUERY: query}))
    assert found.status_code in (200, 204), found.text[:500]
    return dict(orjson.loads(found.data)["response"]) if found.status_code == 200 else None


@pytest.fixture
def post(app: Dash, client: FlaskClient) -> Post:
    """Return a function that runs a panel's callback: component id -> changed properties."""

    def run(panel: Panel, **fields: str) -> dict[str, dict[str, Any]]:
        query = {"view": "compare", **fields}
        found = answer(app, client, f"{ids.panel(panel.name)}.data-state", query)
        return dict(found)

    return run


@pytest.mark.parametrize("panel", COMPARE_PANELS, ids=lambda panel: panel.name)
def test_every_panel_settles_with_the_token_of_its_address(post: Post, panel: Panel) -> None:
    fields = {"genes": "STAT3,KCNJ10", "release": "v2.1", "sort": "name"}
    frame = post(panel, **fields, source_set="clinvar_plp")[ids.panel(panel.name)]
    own = fields | ({"source_set": "clinvar_plp"} if "source_set" in panel.fields else {})
    assert frame["data-for"] == "|".join(own.values())
    assert frame["data-state"] in {state.value for state in State} - {"pending"}


@pytest.mark.parametrize("panel", COMPARE_PANELS, ids=lambda panel: panel.name)
@pytest.mark.parametrize("query", [None, {"view": "list", "genes": "STAT3"}, {"view": "explore"}])
def test_another_view_s_address_changes_nothing(
    app: Dash, client: FlaskClient, panel: Panel, query: dict[str, str] | None
) -> None:
    assert answer(app, client, f"{ids.panel(panel.name)}.data-state", query) is None


@pytest.mark.parametrize("panel", COMPARE_PANELS, ids=lambda panel: panel.name)
@pytest.mark.parametrize(
    "genes", ["", "NOSUCHGENE", "<script>alert(1)</script>", "A" * 10_000, "\x00,%00,,"]
)
def test_no_panel_fails_on_names_that_are_no_genes(post: Post, panel: Panel, genes: str) -> None:
    found = post(panel, genes=genes, release="v9", sort="nothing", axis="x")
    assert found[ids.panel(panel.name)]["data-state"] == "empty"


@pytest.mark.parametrize("panel", COMPARE_PANELS, ids=lambda panel: panel.name)
def test_a_panel_leaves_nothing_of_the_genes_before(post: Post, panel: Panel) -> None:
    before = post(panel, genes="STAT3,TP53")
    after = post(panel, genes="KCNJ10,KCNJ11")
    assert set(before) == set(after)
    for trace in ("STAT3", "TP53", "ENST00000264657", "P40763"):
        assert trace not in str(after)


def test_the_head_names_the_genes_shown_and_those_that_wait(app: Dash, client: FlaskClient) -> None:
    query = {"view": "compare", "genes": "TP53,p53,STAT3,1-Mar", "sort": "name"}
    found = answer(app, client, f"{head.VIEW}.data-genes", query)
    assert found[head.VIEW] == {"data-count": "2", "data-genes": "STAT3,TP53", "data-rest": "1-Mar"}
    assert found[head.TOOLS]["data-for"] == "TP53,p53,STAT3,1-Mar||name"
    assert "p53 is TP53" in json.dumps(found[head.NOTICES])


class FailingRequest(Request):
    """A request for which the sources of one gene fail."""

    def ask(
        self, question: str, gene: Gene, release: str | None = None, wait: Wait | None = None
    ) -> Answer[Any]:
        """Fail for STAT1, answer for the others."""
        if gene.symbol == "STAT1":
            return Answer(State.UNAVAILABLE, provenance=Provenance("gnomAD"), problem=FAILED)
        return super().ask(question, gene, release, wait or Wait())


class OneFails(DataService):
    """A service that makes such requests."""

    def request(self) -> Request:
        """Return one out of the tables."""
        return FailingRequest(super().request().tables, None)


@pytest.fixture(scope="module")
def failing() -> Dash:
    """Return an app for which one gene's sources fail."""
    return create_app(Settings(mode=Mode.OFFLINE), service=OneFails(Snapshot()))


@pytest.mark.parametrize("panel", COMPARE_PANELS, ids=lambda panel: panel.name)
def test_t60_a_gene_whose_source_fails_says_so_and_costs_no_other_gene(
    failing: Dash, panel: Panel
) -> None:
    query = {"view": "compare", "genes": "STAT3,STAT1,TP53", "release": "v2.1"}
    client = failing.server.test_client()
    found = answer(failing, client, f"{ids.panel(panel.name)}.data-state", query)
    shown = json.dumps(found)
    assert found[ids.panel(panel.name)]["data-state"] == "snapshot"
    assert "gnomAD could not be reached" in shown
    assert "STAT3" in shown
    if panel.name == "compare-metrics":
        row = found["compare-metrics-grid"]["rowData"][1]
        assert row["symbol"] == "STAT1"
        assert "loeuf" not in row
