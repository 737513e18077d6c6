"""Static content as a tree: elements and text, nothing that a callback would miss."""

from __future__ import annotations

import json
from typing import Any

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html
from plotly.io.json import to_json_plotly

from components.html import elements
from components.html.definitions import question_mark, term
from components.html.elements import Markup, attributed, tree
from dashboard.rules.definitions import DEFINITIONS


def test_an_element_becomes_its_name_its_attributes_and_what_is_inside() -> None:
    found = tree(html.P(["a ", html.B("b", className="x"), None, 3], **{"data-k": "v"}))
    assert found == {
        "tag": "p",
        "props": {"data-k": "v"},
        "inside": ["a ", {"tag": "b", "props": {"className": "x"}, "inside": "b"}, None, 3],
    }


def test_a_static_element_is_the_same_as_the_component_of_its_name() -> None:
    shown = ["a ", ("b", {"className": "x", "data-k": "v"}), 3]

    def built(module: Any) -> Any:
        return module.P([module.B(p[0], **p[1]) if isinstance(p, tuple) else p for p in shown])

    assert tree(built(elements)) == tree(built(html))
    as_child = json.loads(to_json_plotly(html.Div([built(elements)])))
    assert as_child == json.loads(to_json_plotly(html.Div([built(html)])))


def test_a_tree_is_plain_json_and_stays_what_it_is() -> None:
    once = tree([html.Abbr("AD", title="autosomal dominant")])
    assert json.loads(json.dumps(once)) == once
    assert tree(once) == once


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "&amp;", "x" * 100_000])
def test_hostile_words_stay_words(words: str) -> None:
    assert tree(html.Td(words))["inside"] == words


def test_what_needs_a_callback_is_refused() -> None:
    with pytest.raises(TypeError, match="Store"):
        tree(html.Div(dcc.Store(id="x")))


def test_the_component_carries_its_tree_beside_its_attributes() -> None:
    shape = Markup("some-id", "p", className="list-line", **{"data-state": "empty"})
    assert shape.to_plotly_json() == {
        "namespace": "gcd_markup",
        "type": "Markup",
        "props": {"id": "some-id", "tag": "p", "className": "list-line", "data-state": "empty"},
    }


def test_a_bootstrap_component_keeps_its_library_and_its_properties_that_hold_elements() -> None:
    item = attributed(dbc.DropdownMenuItem("Retry"), **{"data-retry": "constraint"})
    found = tree(dbc.DropdownMenu([item], label=html.B("more"), caret=False))
    assert found == {
        "namespace": "dash_bootstrap_components",
        "tag": "DropdownMenu",
        "props": {"caret": False},
        "inside": [
            {
                "namespace": "dash_bootstrap_components",
                "tag": "DropdownMenuItem",
                "props": {"data-retry": "constraint"},
                "inside": "Retry",
            }
        ],
        "nodes": {"label": {"tag": "b", "props": {}, "inside": "more"}},
    }


def test_a_definition_is_two_sentences_with_a_source_and_the_rules_it_follows() -> None:
    assert {"loeuf", "oe", "interval", "pli", "z", "rank", "flags", "mane", "stars"} <= set(
        DEFINITIONS
    )
    for known in DEFINITIONS.values():
        assert [len(sentence) > 40 and sentence[-1] for sentence in known.sentences] == [".", "."]
        assert known.source
        assert known.url.startswith(("https://", "~/"))  # elsewhere, or a page of this app
        assert known.rules


@pytest.mark.parametrize(
    "parts", [term("loeuf", "constraint-lof"), question_mark("Constraint", ["words"], "constraint")]
)
def test_a_popover_belongs_to_the_button_before_it(parts: list[Any]) -> None:
    button, popover = (tree(part) for part in parts)
    assert popover["props"]["target"] == button["props"]["id"]
