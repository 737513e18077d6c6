"""Static content as a tree: elements and text, nothing that a callback would miss."""

from __future__ import annotations

import json
from typing import Any

import pytest
from dash import dcc, html
from plotly.io.json import to_json_plotly

from components.html import elements
from components.html.markup import Markup, tree


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
