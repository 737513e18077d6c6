"""What explore is steered with: axes, colours, tools, ranges; `assets/explore/view.mjs` listens."""

from __future__ import annotations

from typing import Any

from components.html.elements import Markup, element
from components.html.parts import button, segment, switch
from dashboard.several.explore.axes import AXES, DEFAULT_X, DEFAULT_Y, Axis

COLOURS = (
    ("inheritance", "Inheritance (HPO)"),
    ("clingen", "ClinGen class"),
    ("chromosome", "Chromosome"),
    ("flag", "Flag"),
    ("depmap", "DepMap, cancer cell lines"),
    ("impc", "IMPC, knockout mice"),
    ("crossed", "LOEUF thresholds of two releases"),
    ("one", "Nothing: one colour"),
)
COLOURED_BY = COLOURS[0][0]  # where the address says nothing
TOPIC_TITLES = {name: title for name, title in COLOURS if name != "one"}
PRESETS = (
    ("preset-no-disease", "Constrained, no disease in HPO"),
    ("preset-crossed", "Moved between releases"),
    ("preset-missense", "Missense constrained, pLoF tolerated"),
)
CAUTIONS = (("dim", "dimmed"), ("hide", "hidden"), ("show", "as the others"))
TOOLS = (
    ("lasso", "Lasso"),
    ("select", "Box"),
    ("zoom", "Zoom"),
    ("pan", "Move"),
    ("none", "Point only"),
)

Tree = dict[str, Any]


def axis_bar() -> Markup:
    """Return the choice of axes and of colours."""
    return Markup(
        "explore-axes",
        className="explore-bar",
        role="group",
        tree=[
            *_axis("x", "X axis", DEFAULT_X),
            *_axis("y", "Y axis", DEFAULT_Y),
            _button("swap", "Swap axes"),
            _choice("colour", "Colour by", COLOURS),
            _choice("against", "Against release", (("", "none"),)),
        ],
        **{"aria-label": "Axes and colours"},
    )


def presets() -> Markup:
    """Return questions that one click asks: axes, colours and filters at once."""
    return Markup(
        "explore-presets",
        className="explore-bar",
        role="group",
        tree=[
            element("span", "Presets", className="filter-label"),
            *[_button(act, words) for act, words in PRESETS],
        ],
        **{"aria-label": "Presets"},
    )


def tool_bar() -> Markup:
    """Return what a drag on the plot does, and how doubtful genes are shown."""
    tools = [
        segment(words, pressed=name == "lasso", **{"data-tool": name}) for name, words in TOOLS
    ]
    return Markup(
        "explore-tools",
        className="explore-bar",
        tree=[
            element("span", "Drag to", className="filter-label"),
            switch("What dragging on the plot does", tools, "explore-tool"),
            _button("whole", "Whole plot"),
            _choice("flagged", "Flagged genes", CAUTIONS),
            _choice("underpowered", "Under 10 expected pLoF", CAUTIONS),
            _tick("density", "Density map"),
        ],
    )


def region_form() -> Markup:
    """Return the way to a selection without a pointer: from and to on both axes."""
    fields = [
        element(
            "fieldset",
            [
                element("legend", "", **{"data-axis-name": side}),
                _field(f"region-{side}-from", "from"),
                _field(f"region-{side}-to", "to"),
            ],
        )
        for side in ("x", "y")
    ]
    return Markup(
        "explore-region",
        tag="form",
        className="explore-region",
        tree=[
            element("span", "Select by range", className="filter-label"),
            *fields,
            element("button", "Select", type="submit", className="small-button"),
            _button("unselect", "Clear selection"),
        ],
        **{"aria-label": "Select genes by range"},
    )


def range_filters() -> Markup:
    """Return a from and a to for each figure: genes outside are left out of plot and table."""
    rows = [
        element(
            "fieldset",
            [
                element("legend", axis.title),
                _field(f"where-{axis.name}-from", "from"),
                _field(f"where-{axis.name}-to", "to"),
            ],
            **{"data-where": axis.name},
        )
        for axis in AXES
    ]
    summary = element("summary", ["Ranges", element("span", "", className="choice-count")])
    return Markup(
        "explore-ranges",
        tag="details",
        className="explore-topic",
        tree=[summary, element("div", rows, className="explore-where")],
        **{"data-topic": "where"},
    )


def axis_facts() -> list[dict[str, Any]]:
    """Return the axes as the scripts need them."""
    return [_facts(axis) for axis in AXES]


def _facts(axis: Axis) -> dict[str, Any]:
    return {
        "name": axis.name,
        "title": axis.title,
        "decimals": axis.decimals,
        "lines": [list(line) for line in axis.lines],
        "signed": axis.signed,
        "of_release": axis.of_release,
        "other": axis.other,
    }


def _axis(side: str, words: str, usual: str) -> list[Tree]:
    titles = tuple((axis.name, axis.title) for axis in AXES)
    return [
        _choice(side, words, titles, usual),
        _tick(f"log{side}", "log", f"{words}: logarithmic"),
    ]


def _choice(name: str, words: str, choices: Any, usual: str | None = None) -> Tree:
    options = [element("option", shown, value=value) for value, shown in choices]
    own = {"defaultValue": usual} if usual else {}
    box = element(
        "select", options, id=f"explore-{name}", className="form-select", **own, **_named(name)
    )
    return _labelled(words, f"explore-{name}", box)


def _tick(name: str, words: str, full: str | None = None) -> Tree:
    own = {"aria-label": full} if full else {}
    box = element("input", id=f"explore-{name}", type="checkbox", **own, **_named(name))
    return element("label", [box, element("span", words)], className="explore-tick")


def _field(name: str, words: str) -> Tree:
    box = element(
        "input",
        id=f"explore-{name}",
        type="text",
        inputMode="decimal",
        autoComplete="off",
        className="form-control",
        **_named(name),
    )
    return _labelled(words, f"explore-{name}", box)


def _labelled(words: str, name: str, box: Tree) -> Tree:
    label = element("label", words, htmlFor=name, className="filter-label")
    return element("span", [label, box], className="explore-field")


def _button(act: str, words: str) -> Tree:
    return button(words, "small-button", **{"data-act": act})


def _named(name: str) -> dict[str, str]:
    return {"data-explore": name}


def actions() -> Markup:
    """Return what can be done with the genes that are selected."""
    buttons = (
        ("compare", "Compare (first 8)"),
        ("list", "Use as list"),
        ("copy", "Copy symbols"),
        ("unselect", "Clear selection"),
        ("marked", "Select the highlighted genes"),
    )
    return Markup(
        "explore-actions",
        className="explore-bar",
        tree=[
            *[_button(act, words) for act, words in buttons],
            _tick("ranks", "Ranks without flagged genes"),
        ],
    )
