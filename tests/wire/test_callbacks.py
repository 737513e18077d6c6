"""Panel callbacks over the wire: what the browser posts, what it gets back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from dash import Dash
from flask.testing import FlaskClient

from components import ids
from components.gene import PANELS
from components.gene.variants import panel as variants
from components.panel.contract import Panel
from dashboard.models import State
from tests.wire.conftest import posted

Post = Callable[..., dict[str, dict[str, Any]]]
STATES = {state.value for state in State}


@pytest.fixture
def post(app: Dash, client: FlaskClient) -> Post:
    """Return a function that runs a panel's callback: component id -> changed properties."""

    def run(
        panel: Panel, gene: str | None, release: str | None = None
    ) -> dict[str, dict[str, Any]]:
        part, values = f"{ids.panel(panel.name)}.data-state", {ids.GENE: gene, ids.RELEASE: release}
        body = posted(app, part, values)
        answer = client.post("/_dash-update-component", json=body)
        assert answer.status_code == 200, answer.text[:500]
        return dict(orjson.loads(answer.data)["response"])

    return run


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
@pytest.mark.parametrize(
    "gene", ["STAT3", "TP53", "TTN", "COX7B2", "KCNJ10", "XIST", "MT-ND1", "CFTR"]
)
def test_every_panel_settles_for_every_kind_of_gene(post: Post, panel: Panel, gene: str) -> None:
    frame = post(panel, gene)[ids.panel(panel.name)]
    assert frame["data-state"] in STATES - {"pending"}
    assert frame["data-for"].split("|")[0] == gene


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
@pytest.mark.parametrize(
    "gene", ["", None, "NOSUCHGENE", "<script>alert(1)</script>", "A" * 10_000]
)
def test_no_panel_fails_on_a_name_that_is_no_gene(
    post: Post, panel: Panel, gene: str | None
) -> None:
    answer = post(panel, gene)
    assert answer[ids.panel(panel.name)]["data-state"] == "unavailable"
    assert answer[ids.part(panel.name, "message")]["tree"]


def test_a_bad_release_falls_back_and_says_so(post: Post) -> None:
    panel = next(panel for panel in PANELS if panel.name == "constraint")
    answer = post(panel, "STAT3", "v9")
    assert "v2.1.1" in str(answer["constraint-message"]["tree"])
    assert answer["panel-constraint"]["data-state"] == "snapshot"


def test_the_reference_figures_of_v211_are_on_the_page(post: Post) -> None:
    panel = next(panel for panel in PANELS if panel.name == "constraint")
    shown = str(post(panel, "STAT3", "v2.1.1")).replace("\\xa0", "\N{NO-BREAK SPACE}")
    for figure in (
        "0.095",
        "0.006",
        "50.1",
        "6.43",
        ">0.99",
        "418.5",
        "0.271",
        "0.362",
        "4.99",
        "0.976",
        "0.857",
        "1.114",
        "0.24",
        "173 of 19,197",
        "0.9\N{NO-BREAK SPACE}%",
    ):
        assert figure in shown, figure
    assert "gnomAD v2.1.1" in shown
    assert "gnomAD v4 " not in shown


def test_t4_a_computed_bound_says_so_wherever_it_stands(post: Post) -> None:
    panel = next(panel for panel in PANELS if panel.name == "constraint")
    answer = post(panel, "STAT3", "v4.1.1")
    for part in ("constraint-cards", "constraint-tables"):
        assert "lower bound computed" in str(answer[part]["tree"]), part
    assert "lower bound computed" in str(answer["constraint-bars"]["figure"]["data"])


def test_the_release_on_screen_goes_into_the_csv_link(post: Post) -> None:
    panel = next(panel for panel in PANELS if panel.name == "constraint")
    assert post(panel, "HIES")["panel-constraint"]["data-release"] == "v2.1.1"
    assert post(panel, "HIES", "v2.1")["panel-constraint"]["data-release"] == "v2.1"


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_a_panel_leaves_nothing_of_the_gene_before(post: Post, panel: Panel) -> None:
    before = post(panel, "STAT3")
    after = str(post(panel, "KCNJ10"))
    assert set(before) == set(post(panel, "KCNJ10"))
    for trace in ("STAT3", "147060", "ENST00000264657", "NCT02876302", "P40763"):
        assert trace not in after


def test_clinvar_tiles_are_not_covered_and_show_no_zero(post: Post) -> None:
    panel = next(panel for panel in PANELS if panel.name == "variants")
    answer = post(panel, "STAT3")
    for tile in ("tile-clinvar", "tile-pathogenic"):
        assert answer[tile]["data-state"] == "not_covered"
        assert "—" in str(answer[tile]["tree"])
        assert "0" not in str(answer[tile]["tree"]["inside"][1])


def test_the_disease_panel_fills_the_headers_chips_and_empties_them(post: Post) -> None:
    disease = next(panel for panel in PANELS if panel.name == "disease")
    assert b"Autoimmune disease, multisystem" in orjson.dumps(post(disease, "STAT3")[ids.CHIPS])
    assert post(disease, "NOSUCHGENE")[ids.CHIPS]["tree"] == []


def test_t68_the_search_says_of_which_gene_a_variant_is(app: Dash, client: FlaskClient) -> None:
    def searched(gene: str, text: str, source_set: Any = None) -> dict[str, Any]:
        requested = {variants.REQUEST: {"gene": gene, "text": text, "set": source_set}}
        body = posted(app, f"{variants.FOUND}.data", requested)
        answer = client.post("/_dash-update-component", json=body)
        assert answer.status_code == 200, answer.text[:500]
        return dict(orjson.loads(answer.data)["response"][variants.FOUND]["data"])

    other = searched("STAT3", "TP53:p.Arg175His")
    assert other["ids"] == []
    assert other["other"] == {"gene": "TP53", "find": "p.Arg175His"}
    for text in ("STAT3 R382W", "NM_139276.3(STAT3):c.1144C>T (p.Arg382Trp)", "p.Arg382Trp."):
        own = searched("STAT3", text)
        assert len(own["ids"]) == 1, text
        assert "other" not in own
    assert searched("STAT3", "hello R382W")["ids"] == []
    selected = searched("STAT3", "p.Arg382Trp", "clinvar_plp")
    assert (selected["ids"], selected["set"]) == (["VCV000018304"], "clinvar_plp")
    assert searched("STAT3", "VCV000018304", "clinvar_plp")["ids"] == ["VCV000018304"]
    for hostile in ("nosuchset", ["clinvar_plp"], {"a": 1}, 7):
        assert len(searched("STAT3", "p.Arg382Trp", hostile)["ids"]) == 1
    assert "c. names are not read here" in searched("STAT3", "c.1144C>T")["message"]
