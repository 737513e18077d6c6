"""The panel contract: a definition and a body; states, source line, menu and retry come with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.formats import MISSING
from components.html import elements
from components.html.elements import Markup, tree
from components.html.parts import notice
from components.panel.head import action, download, head, pictures
from dashboard.models import State

# Why `assets/page/refresh.mjs` has a panel ask again: a person wants it, a source was being asked,
# a plot came into view.
RETRY, POLL, VIEW = "retry", "poll", "view"
POLL_MS = 500


@dataclass(frozen=True, slots=True)
class Slot:
    """A property of a stable component that an answer fills; `blank` when there is nothing."""

    name: str
    component_id: str
    prop: str = "children"
    blank: Any = None


@dataclass(frozen=True, slots=True)
class TileContent:
    """What a tile shows: state, figure, one line beneath, and what speaks against the figure."""

    state: State
    value: str
    note: str
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of the facts strip; the panel that it scrolls to fills it."""

    name: str
    label: str

    def blank(self, state: State) -> TileContent:
        """Return what the tile shows when its panel has nothing for it."""
        return TileContent(state, MISSING, "")


@dataclass(frozen=True, slots=True)
class PanelContent:
    """What a panel shows of its subject. Slots that are not named are blanked."""

    state: State
    source: list[Component] = field(default_factory=list)
    message: list[Component] | str = ""
    slots: Mapping[str, Any] = field(default_factory=dict)
    tiles: Mapping[str, TileContent] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: about the gene of the gene page, or about the genes that are compared.

    `questions` names what to ask the data service; `render` turns the answers (GeneAnswers, or
    ComparisonAnswers) into its content; it also gets the token that figures carry in `layout.meta`
    to say whose they are. `body` builds the stable components once; `graphs` are ids that the menu
    can save as pictures; `exports` are pairs of menu words and the JSON resource that gives the
    CSV; `saves` are menu words, an attribute and its value for what a script saves.
    `by_release` and `by_set` say that a panel of the gene page depends on the release, or on the
    set of variants, that the address names; `fields` of the address are what a panel about
    several genes depends on. `by_view`: of which genes their plots have been in view is told too.
    """

    name: str
    title: str
    sentence: str
    definition: tuple[str, ...]
    questions: tuple[str, ...]
    body: Callable[[], list[Component]]
    slots: tuple[Slot, ...]
    render: Callable[[Any, str], PanelContent]
    exports: tuple[tuple[str, str], ...] = ()
    graphs: tuple[str, ...] = ()
    tiles: tuple[Tile, ...] = ()
    by_release: bool = False
    by_set: bool = False
    by_view: bool = False
    saves: tuple[tuple[str, str, str], ...] = ()
    fields: tuple[str, ...] = ()


def frame(panel: Panel) -> Component:
    """Return a panel's stable frame: heading, definition, menu, message, body, source line."""
    return html.Section(
        [
            Markup(ids.part(panel.name, "head"), tree=_head(panel)),
            Markup(ids.part(panel.name, "message"), className="panel-message", role="status"),
            dbc.CardBody(panel.body(), class_name="panel-body"),
            Markup(ids.part(panel.name, "source"), className="card-footer panel-source"),
            dcc.Store(id=ids.part(panel.name, "ask")),
        ],
        id=ids.panel(panel.name),
        className="card panel",
        **{
            "data-testid": ids.panel(panel.name),
            "data-state": State.PENDING.value,
            "data-for": "",
            "data-version": "",
            "data-failed": "",
            "data-refreshing": "false",
            "data-by-release": str(panel.by_release).lower(),
            "data-by-set": str(panel.by_set).lower(),
            "aria-labelledby": f"{panel.name}-title",
            "tabIndex": "-1",
            **({"data-settles": " ".join(panel.fields)} if panel.fields else {}),
        },
    )


def alert(message: Any, state: State) -> Any:
    """Return a panel's message as an alert; one that failed is marked as such.

    Its place is a status already, so it is a note: nobody is interrupted by it.
    """
    look = "danger" if state is State.UNAVAILABLE else "light"
    return notice(message, look)


def tile_tree(tile: Tile, address: str, content: TileContent) -> Any:
    """Return what stands in a tile: its label, figure and note, as a link to its panel."""
    return tree(
        elements.A(
            [
                elements.Span(tile.label, className="tile-label"),
                elements.Span(content.value, className="tile-value"),
                _tile_note(content),
            ],
            href=address,
        )
    )


def _tile_note(content: TileContent) -> elements.Element:
    """Return what stands beneath a figure, first what speaks against it; all of it on hover."""
    caution = elements.Span(content.caution, className="tile-caution")
    between = " · " if content.caution and content.note else ""
    inside = [caution, between, content.note] if content.caution else content.note
    said = f"{content.caution}{between}{content.note}"
    return elements.Span(inside, className="tile-note", title=said or None)


def _head(panel: Panel) -> Any:
    """Return title, definition and menu; `assets/page/panel-menu.mjs` does what the menu says."""
    items = [
        *(download(words, resource) for words, resource in panel.exports),
        *(action(words, **{attribute: value}) for words, attribute, value in panel.saves),
        *(pictures() if panel.graphs else ()),
        action("Copy link to this view", **{"data-copy-link": ids.panel(panel.name)}),
        action("Retry", **{"data-retry": panel.name}),
    ]
    return head(panel.name, panel.title, panel.definition, items, panel.sentence)
