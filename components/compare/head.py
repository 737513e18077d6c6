"""What stands above the comparison: genes to add, release and order for all, notices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from dash.development.base_component import Component

from components.html import elements as html
from components.html.elements import Element, Markup, element, tree
from components.html.parts import Tree, button, notice, segment, switch
from dashboard.rules.releases import ALL_RELEASES, dated_label
from dashboard.several.compare.answers import ComparisonAnswers
from dashboard.several.compare.order import BY_NAME, METRICS, REVERSE, Sorting
from dashboard.several.compare.selection import MOST_GENES, Unresolved, names_in

VIEW = "compare-view"
TOOLS = "compare-tools"
NOTICES = "compare-notices"
RECENT = "compare-recent"
ADD, ADD_HITS, ADD_ANSWER = "compare-add", "compare-add-hits", "compare-add-answer"
EXAMPLES = (
    ("JAK-STAT signalling", "STAT3,STAT1,JAK1"),
    ("Sodium channels", "SCN1A,SCN2A,SCN5A,SCN8A"),
    ("RAS-MAPK signalling", "PTPN11,SOS1,RAF1,BRAF,KRAS,NF1"),
    ("Mismatch repair", "MLH1,MSH2,MSH6,PMS2"),
    ("Breast cancer susceptibility", "BRCA1,BRCA2,PALB2,ATM,CHEK2"),
    ("Dominant and recessive disease", "SYNGAP1,SHANK3,CFTR,GJB2"),
)

Link = Callable[[str], str]  # genes -> address of this view with them, all else as it is


def add_field() -> Component:
    """Return the field that adds genes; `assets/compare/view.mjs` reads it."""
    box = element(
        "input",
        id=ADD,
        type="text",
        placeholder="Symbol, alias or id",
        autoComplete="off",
        spellCheck="false",
        className="form-control compare-add",
        role="combobox",
        **{
            "aria-autocomplete": "list",
            "aria-expanded": "false",
            "aria-controls": ADD_HITS,
        },
    )
    hits = html.Ul(
        id=ADD_HITS,
        role="listbox",
        hidden=True,
        className="gene-hits",
        **{"aria-label": "Matching genes"},
    )
    inside = [
        element("label", "Add a gene", htmlFor=ADD),
        html.Div([box, hits], className="compare-picker"),
        button("Add", "small-button", **{"data-compare-act": "add"}),
        html.Span(id=ADD_ANSWER, role="status", className="compare-add-answer"),
    ]
    return Markup("compare-adding", tree=tree(inside), className="compare-adding")


def address(fields: Mapping[str, str]) -> Link:
    """Return what makes the address of the same view with other genes."""
    others = {name: value for name, value in fields.items() if name not in ("view", "genes", "set")}

    def link(genes: str) -> str:
        return f"?{urlencode({'genes': genes, **others}, safe=',')}"

    return link


def tools(answers: ComparisonAnswers) -> list[Element | Tree]:
    """Return release switch and order, both for all genes; nothing without a gene."""
    if not answers.genes:
        return []
    return [_release_switch(answers), *_shared_button(answers), _order(answers.sorting)]


def notices(answers: ComparisonAnswers, text: str, link: Link) -> list[Tree]:
    """Return what happened to the names given, and the next step where genes are too few."""
    chosen = answers.selection
    return [
        *(_notice(words) for words in (*answers.notices, *chosen.notices)),
        *(_unresolved(one, text, link) for one in chosen.unresolved),
        *_next_step(answers, link),
    ]


def _notice(words: str) -> Tree:
    return notice(words, **{"data-testid": "compare-notice"})


def _unresolved(one: Unresolved, text: str, link: Link) -> Tree:
    """Return a name that is none, with the genes that it may have meant as links."""
    names = names_in(text)

    def instead(symbol: str) -> str:
        return link(",".join(symbol if name == one.input else name for name in names))

    links: list[Element | str] = []
    for symbol in one.choices:
        links += [" ", html.A(symbol, href=instead(symbol))]
    ask = ["Which gene?" if one.ambiguous else "Did you mean:", *links] if links else [one.hint]
    without = html.Button(
        "Leave it out",
        type="button",
        className="link-button",
        **{"data-compare-act": "leave", "data-name": one.input},
    )
    return notice(
        [html.B(one.message), " ", *ask, " ", without],
        "warning",
        **{"data-testid": "compare-unresolved"},
    )


def _next_step(answers: ComparisonAnswers, link: Link) -> list[Tree]:
    count = len(answers.genes)
    if count > 1:
        return []
    if not count:
        return [_start(link)]
    words = f"{answers.symbols[0]} stands alone. Add a gene to compare it with, or begin with:"
    links: list[Element | str] = []
    for label, genes in EXAMPLES[:2]:
        names = dict.fromkeys([answers.symbols[0], *genes.split(",")])
        links += [" · " if links else " ", html.A(label, href=link(",".join(names)))]
    return [notice([words, *links], **{"data-testid": "compare-next-step"})]


def _start(link: Link) -> Tree:
    """Return what stands where no gene is compared yet; a script adds the genes seen last."""
    examples = [
        html.Li([html.A(label, href=link(genes)), html.Span(genes.replace(",", ", "))])
        for label, genes in EXAMPLES
    ]
    inside = [
        html.P(f"Nothing is compared yet. Add two to {MOST_GENES} genes, or begin with:"),
        html.Ul(id=RECENT, className="start-recent"),
        html.Ul(examples, className="start-examples"),
    ]
    start: Tree = tree(
        html.Div(inside, className="compare-start", **{"data-testid": "compare-start"})
    )
    return start


def _release_switch(answers: ComparisonAnswers) -> Element:
    of = len(answers.genes)
    buttons = [
        segment(
            ALL_RELEASES[name].label,
            _about(name, f"{count} of {of} genes"),
            pressed=name == answers.release,
            **{"data-field": "release", "data-value": name},
        )
        for name, count in answers.counts.items()
    ]
    return html.Div([switch("gnomAD release for all", buttons), _rule(answers)])


def _about(name: str, counted: str) -> str:
    """Return year, build and how many genes are there, for a button of the switch."""
    release = ALL_RELEASES[name]
    return " · ".join([*([str(release.year)] if release.year else []), release.build, counted])


def _rule(answers: ComparisonAnswers) -> Element:
    """Return by which rule the release was chosen, and how to come back to it (T71)."""
    words: list[Element | str] = [
        "Newest release here that all genes share with all classes. One that you choose stays, in "
        "every view."
    ]
    if answers.preferred:
        reset = html.Button(
            "Back to the newest that all share with all classes",
            type="button",
            className="link-button",
            **{"data-field": "release", "data-value": ""},
        )
        words = ["Preferred in every view. ", reset]
    return html.P(words, className="release-rule", **{"data-testid": "release-rule"})


def _shared_button(answers: ComparisonAnswers) -> list[Element | Tree]:
    """Return the button that moves all genes to the newest release that they share."""
    if len(answers.genes) < 2:
        return []
    if not answers.shared:
        return [html.Span("No release has all these genes.", className="soft shared-release")]
    newest = answers.shared[0]
    return [
        button(
            f"Newest with a row of every gene: {dated_label(newest)}",
            "small-button shared-release",
            **{
                "data-field": "release",
                "data-value": newest,
                "aria-disabled": str(newest == answers.release).lower(),
            },
        )
    ]


def _order(how: Sorting) -> Element:
    """Return the choice of the order; the value goes into the address."""
    options = [("", "the order given"), (BY_NAME, "name")]
    options += [(key, metric.label) for key, metric in METRICS.items()]
    chosen = how.key or ""
    select = element(
        "select",
        [element("option", words, value=value) for value, words in options],
        id="compare-sort",
        defaultValue=chosen,
        className="form-select compare-sort",
        **{"data-compare-field": "sort"},
    )
    turn = button(
        "↓↑",
        "small-button",
        title="Turn the order round",
        **{
            "data-field": "sort",
            "data-value": chosen if how.reverse else f"{REVERSE}{chosen}",
            "aria-pressed": str(how.reverse).lower(),
            "aria-label": "Turn the order round",
        },
    )
    label = element("label", "Order by", htmlFor="compare-sort")
    inside: list[Any] = [label, select, *([turn] if how.key else [])]
    return html.Div(inside, className="compare-order")
