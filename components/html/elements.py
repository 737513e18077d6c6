"""Static elements, named as in `dash.html`: what an answer shows costs no Dash component each.

A panel shows hundreds of elements that no callback addresses. A Dash component takes twenty
times as long to make and to serialise as these, and in the browser listens to every change of
every other one: on a page of a thousand cells that costs more than drawing them. So they go into
one component, a `Markup`, as the plain JSON that `tree` makes of them, and
`assets/page/markup.mjs` draws them with React's own elements, text as text. They may stand among
the children of Dash components as well. Components of dash-bootstrap-components may stand in a
tree: the script draws them as what they are, with what they do by themselves (menus, popovers,
accordions), and no callback hears of it.

Dash has plotly walk every value of an answer for numpy and dates before it is serialised, which
takes longer than all else on a table of a thousand rows: `packed` values go past it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import orjson
from dash.development.base_component import Component


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


_HTML = "dash_html_components"
_BOOTSTRAP = "dash_bootstrap_components"
_NODES = ("header", "label", "title")  # properties that may hold elements


class Markup(Component):  # type: ignore[misc]  # what comes from Dash is Any
    """An element whose content is a tree that `tree` made; callbacks set its `tree`."""

    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = ["children"]
    _namespace = "gcd_markup"
    _type = "Markup"
    _prop_names: ClassVar[list[str]] = ["id", "tree", "tag", "className", "hidden", "role"]
    _valid_wildcard_attributes: ClassVar[list[str]] = ["data-", "aria-"]
    available_properties = _prop_names
    available_wildcard_properties = _valid_wildcard_attributes

    def __init__(self, name: str, tag: str = "div", **own: Any) -> None:
        """Take the id, the element's name and its attributes."""
        super().__init__(id=name, tag=tag, **own)


def tree(content: Any) -> Any:
    """Return elements, components, texts, numbers and lists of these as JSON.

    Components are those of `dash.html` and dash-bootstrap-components.

    Raises:
        TypeError: A component of another kind is among them; it needs a callback's care.
    """
    if content is None or isinstance(content, str | int | float):
        return content
    if isinstance(content, dict):  # a tree already
        return content
    if isinstance(content, Element):
        return {"tag": content.tag, "props": content.props, "inside": tree(content.inside)}
    if isinstance(content, list | tuple):
        return [tree(item) for item in content]
    return _component(content)


def attributed(component: Component, **attributes: str) -> dict[str, Any]:
    """Return a component's tree with attributes that its Python class does not list.

    Those of dash-bootstrap-components take no `data-*` and `aria-*` in Python; in the browser they
    hand them on to their element.
    """
    drawn = _component(component)
    return {**drawn, "props": {**drawn["props"], **attributes}}


def _component(component: Component) -> dict[str, Any]:
    shape = component.to_plotly_json()
    kind, props = shape["type"], dict(shape["props"])
    inside = tree(props.pop("children", None))
    props.pop("n_clicks", None)
    if shape["namespace"] == _HTML:
        return {"tag": kind.lower(), "props": props, "inside": inside}
    if shape["namespace"] != _BOOTSTRAP:
        raise TypeError(f"{kind} is no static element.")
    nodes = {name: tree(props.pop(name)) for name in _NODES if name in props}
    return {
        "namespace": _BOOTSTRAP,
        "tag": kind,
        "props": props,
        "inside": inside,
        **({"nodes": nodes} if nodes else {}),
    }


def element(tag: str, inside: Any = None, **props: Any) -> dict[str, Any]:
    """Return an element that `dash.html` does not have, with React's names of its attributes."""
    return {"tag": tag, "props": props, "inside": tree(inside)}


def packed(value: Any) -> Any:
    """Return a value as ready JSON, Dash components in it as Dash writes them.

    A NaN becomes null. What neither orjson nor Dash can write stays as it is.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    try:
        return orjson.Fragment(orjson.dumps(value, default=_written))
    except orjson.JSONEncodeError:
        return value


def _written(value: Any) -> Any:
    """Return a component's name and properties.

    Raises:
        TypeError: It is no component.
    """
    if isinstance(value, Component | Element):
        return value.to_plotly_json()
    raise TypeError(type(value).__name__)
