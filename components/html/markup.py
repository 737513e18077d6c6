"""Static content as one Dash component, however many elements it has.

Dash wraps each element of a layout in a component that listens to every change of every other one:
on a page of a thousand cells that costs more than drawing them. What no callback addresses is
sent as a plain tree and drawn by `assets/page/markup.mjs` with React's own elements, text as text.
Components of dash-bootstrap-components may stand in a tree: the script draws them as what they
are, with what they do by themselves (menus, popovers, accordions), and no callback hears of it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from dash.development.base_component import Component

from components.html.elements import Element

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
