"""A visitor's own variants and the record card over the wire; nothing of them stays anywhere."""

from __future__ import annotations

import base64
import gc
import logging
from pathlib import Path
from typing import Any

import orjson
import pytest
from dash import Dash
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from components.gene.variants import card, own
from dashboard.factory import create_app
from dashboard.settings import Mode, Settings
from tests.wire.conftest import posted

SECRET = "patient-77-of-the-family"
URL = "/_dash-update-component"


def give(app: Dash, client: FlaskClient, **given: Any) -> tuple[dict[str, Any], str]:
    """Return what was read, and the account as text."""
    value = {"gene": "STAT3", "set": "", **given}
    answer = client.post(URL, json=posted(app, f"{own.READ}.data", {own.GIVEN: value}))
    assert answer.status_code == 200, answer.text[:500]
    assert "no-store" in answer.headers["Cache-Control"]
    response = orjson.loads(answer.data)["response"]
    return response[own.READ]["data"], orjson.dumps(response[own.ACCOUNT]["tree"]).decode()


def test_a_text_and_a_file_are_placed(app: Dash, client: FlaskClient) -> None:
    read, said = give(app, client, text="p.Arg382Trp, p.Val637Met, p.Arg423Gln")
    assert [one["position"] for one in read["variants"]] == [382, 423, 637]
    assert "3 variants given: 3 placed." in said
    content = base64.b64encode(b"Gene,HGVSp_Short\nSTAT3,p.R382W\nTP53,p.R175H\n").decode()
    read, said = give(app, client, content=content)
    assert [one["protein_change"] for one in read["variants"]] == ["p.Arg382Trp"]
    assert "/gene/TP53?find=p.R175H" in said


def test_own_variants_are_on_the_protein_of_the_set_that_is_shown(
    app: Dash, client: FlaskClient
) -> None:
    on_uniprot, _ = give(app, client, gene="DNMT3A", text="p.Met880Val")
    on_mane, _ = give(app, client, gene="DNMT3A", set="clinvar_plp", text="p.Met880Val")
    assert len(on_uniprot["variants"]) == len(on_mane["variants"]) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": ""}, "There is no variant in it."),
        ({"content": "%%%"}, "did not arrive whole"),
        ({"content": base64.b64encode(b"%PDF-1.7").decode()}, "a PDF"),
        ({"gene": "NOSUCHGENE", "text": "R382W"}, "NOSUCHGENE"),
    ],
)
def test_what_cannot_be_read_is_said(
    app: Dash, client: FlaskClient, given: dict[str, Any], words: str
) -> None:
    read, said = give(app, client, **given)
    assert read["failed"]
    assert words in said


@pytest.mark.parametrize("value", [{"gene": 5}, {"text": "R382W"}, "R382W", ["STAT3"]])
def test_what_no_page_sends_is_refused(app: Dash, client: FlaskClient, value: Any) -> None:
    answer = client.post(URL, json=posted(app, f"{own.READ}.data", {own.GIVEN: value}))
    assert answer.status_code == 400


def test_markup_in_a_label_stays_text(app: Dash, client: FlaskClient) -> None:
    read, said = give(app, client, text="R382W <img src=x onerror=alert(1)>")
    assert read["variants"][0]["label"] == "<img src=x onerror=alert(1)>"
    assert '"tag":"img"' not in said


def test_own_variants_are_neither_logged_nor_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(mode=Mode.OFFLINE, cache_dir=tmp_path, access_log=True)
    app = create_app(settings)
    with capture_logs() as logs, caplog.at_level(logging.DEBUG):
        read, _ = give(app, app.server.test_client(), text=f"R382W {SECRET}")
    assert read["variants"][0]["label"] == SECRET
    del read
    assert SECRET not in str(logs)
    assert SECRET not in caplog.text
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]
    gc.collect()
    told = f"R382W {SECRET}"  # this module and this test have the rest
    held = [one for one in gc.get_objects() if type(one) in (dict, list, tuple)]
    texts = (value for one in held for value in (one.values() if type(one) is dict else one))
    assert not [text for text in texts if type(text) is str and text == told]


def asked_card(app: Dash, client: FlaskClient, **given: Any) -> str:
    value = {"gene": "STAT3", "set": "", **given}
    answer = client.post(URL, json=posted(app, f"{card.CARD}.tree", {card.ASKED: value}))
    assert answer.status_code == 200, answer.text[:500]
    return orjson.dumps(orjson.loads(answer.data)["response"][card.CARD]["tree"]).decode()


def test_a_card_has_all_that_is_known_at_a_residue(app: Dash, client: FlaskClient) -> None:
    own_here = [{"protein_change": "p.Arg382Gly", "label": "case", "note": None}]
    shown = asked_card(app, client, residue=382, own=own_here)
    for words in ("STAT3 residue 382: ", "p.Arg382Trp", "p.Arg382Gly", "my variant", "case"):
        assert words in shown
    for words in ("STAT_bind (325–464)", "12 of 23, residues 381–411", "UniProt humsavar"):
        assert words in shown, words
    assert "Nearest P or LP: 3 at this residue; next p.Phe384Leu, 2 residues away" in shown
    assert "Regional missense constraint: gnomAD is not part of the embedded snapshot." in shown


def test_t61_a_card_of_a_selection_says_what_the_nearest_is_among(
    app: Dash, client: FlaskClient
) -> None:
    shown = asked_card(app, client, residue=400, set="clinvar_plp")
    assert "among the records of this set" in shown
    assert "ClinVar" in shown


def test_the_stop_codon_and_a_gene_without_records_have_a_card(
    app: Dash, client: FlaskClient
) -> None:
    assert "the stop codon" in asked_card(app, client, residue=771)
    assert "no record" in asked_card(app, client, gene="KCNJ10", residue=1)
