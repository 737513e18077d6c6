"""Static elements, named as in `dash.html`: what an answer shows costs no Dash component each.

A panel shows hundreds of elements that no callback addresses. A Dash component takes twenty
times as long to make and to serialise as these. They go into a `Markup` by `tree`, and may stand
among the children of Dash components as well.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Element:
    """One element: its name, its attributes (React's names of them) and what is inside."""

    __slots__ = ("inside", "props", "tag")

    def __init__(self, tag: str, inside: Any, props: dict[str, Any]) -> None:
        """Keep the three as they are; `tree` makes them plain."""
        self.tag, self.inside, self.props = tag, inside, props

    def to_plotly_json(self) -> dict[str, Any]:
        """Return the element as the component of `dash.html` that it is named after."""
        children = {} if self.inside is None else {"children": self.inside}
        shape = {"namespace": "dash_html_components", "type": self.tag.capitalize()}
        return {**shape, "props": {**self.props, **children}}


def _maker(tag: str) -> Callable[..., Element]:
    def make(children: Any = None, **props: Any) -> Element:
        return Element(tag, children, props)

    return make


A = _maker("a")
Abbr = _maker("abbr")
B = _maker("b")
Button = _maker("button")
Caption = _maker("caption")
Code = _maker("code")
Dd = _maker("dd")
Details = _maker("details")
Div = _maker("div")
Dl = _maker("dl")
Dt = _maker("dt")
H1 = _maker("h1")
H2 = _maker("h2")
H3 = _maker("h3")
Li = _maker("li")
Nav = _maker("nav")
P = _maker("p")
Span = _maker("span")
Summary = _maker("summary")
Table = _maker("table")
Tbody = _maker("tbody")
Td = _maker("td")
Th = _maker("th")
Thead = _maker("thead")
Tr = _maker("tr")
Ul = _maker("ul")
