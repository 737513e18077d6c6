"""The list view's callbacks without a browser: what they take from it, and what they refuse."""

from __future__ import annotations

import base64
from typing import Any

import orjson
import pytest
from dash import Dash
from flask.testing import FlaskClient

from components.gene_list import element_ids as names


def called(app: Dash, client: FlaskClient, output: str, given: str, value: Any) -> dict[str, Any]:
    """Call the callback that fills an output, with one input."""
    key = next(key for key in app.callback_map if f"{output}.data" in key.strip("."))
    outputs = [part.rpartition(".") for part in key.strip(".").split("...")]
    answer = client.post(
        "/_dash-update-component",
        json={
            "output": key,
            "outputs": [{"id": name, "property": prop} for name, _, prop in outputs],
            "inputs": [{"id": given, "property": "data", "value": value}],
            "changedPropIds": [f"{given}.data"],
        },
    )
    assert answer.status_code == 200, answer.text[:300]
    found: dict[str, Any] = orjson.loads(answer.data)["response"]
    return found


def read(app: Dash, client: FlaskClient, **given: Any) -> dict[str, Any]:
    found: dict[str, Any] = called(app, client, names.READ, names.GIVEN, given)[names.READ]["data"]
    return found


def test_a_file_is_read_with_its_columns(app: Dash, client: FlaskClient) -> None:
    content = base64.b64encode("symbol;n\nSTAT3;1\nMLL;2\n".encode("utf-16")).decode()
    found = read(app, client, name="a.csv", content=content)
    assert (found["symbols"], found["lines"]) == (["STAT3", "MLL"], [2, 3])
    assert [column["name"] for column in found["columns"]] == ["symbol", "n"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"content": "no base64 ="}, "did not arrive whole"),
        ({"content": base64.b64encode(b"PK\x03\x04" + bytes(99)).decode()}, "damaged"),
        ({"text": "A" * 10_000_001}, "too large"),
        ({"text": "STAT3,a\nTTN,b\n", "column": 9}, "no column 10"),
        ({}, "no symbol"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(
    app: Dash, client: FlaskClient, given: dict[str, Any], words: str
) -> None:
    assert words in read(app, client, **given)["problem"]


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ({"for": "x", "symbols": []}, "empty"),
        ({"for": "x", "symbols": None}, "empty"),
        ({"for": "x", "symbols": "STAT3"}, "empty"),
        ({"for": "x", "symbols": ["STAT3"], "release": "v9"}, "unavailable"),
        ({"for": "x", "symbols": ["STAT3"] * 30_001}, "unavailable"),
        ({"for": "x", "symbols": ["STAT3", 7, None], "lines": [1]}, "snapshot"),
        ({"for": "x", "symbols": ["<script>alert(1)</script>"]}, "snapshot"),
    ],
)
def test_whatever_the_address_stands_for_is_answered(
    app: Dash, client: FlaskClient, value: dict[str, Any], state: str
) -> None:
    found = called(app, client, names.ROWS, names.REQUEST, value)
    shown = found[names.RESULTS]
    assert (shown["data-for"], shown["data-state"]) == ("x", state)
    assert found[names.GRAPH]["figure"]["layout"]["meta"]["for"] == "x"
