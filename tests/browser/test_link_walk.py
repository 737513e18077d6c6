"""The link walk: every control of every view is changed, the link copied, opened anew and compared.

`CHANGES` has a row for each control that changes what is on screen; `WITHOUT_STATE` has the others,
each with the reason. A control that is in neither fails.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.browser.page import Page

# What is on screen: controls as they stand, tables as filtered and sorted, windows of plots.
STATE = """
const seen = (node) => node.checkVisibility();
const view = document.getElementById("view");
const all = (selector) => [...view.querySelectorAll(selector)].filter(seen);
const outside = (node) => !node.closest(".ag-root-wrapper, .grid-cover, .dropdown-menu");
const round = (value) => (typeof value === "number" ? Number(value.toPrecision(5)) : value);
return JSON.stringify({
  pressed: all("[aria-pressed]").filter(outside)
    .map((node) => [node.textContent, node.getAttribute("aria-pressed")]),
  values: all("input:not([type=file]), select, textarea").filter(outside)
    .map((node) => [node.id, node.type === "checkbox" ? node.checked : node.value]),
  tables: all(".grid[data-grid]").map(({ dataset }) => {
    const api = gcd.gridOf(dataset.grid);
    return api && dataset.rows !== "0" ? [
      dataset.grid, api.getDisplayedRowCount(), api.getFilterModel(),
      api.getColumnState().map(({ colId, sort }) => [colId, sort || null]),
    ] : [dataset.grid];
  }),
  plots: all(".js-plotly-plot").map(({ id, layout }) => [
    id, ...["xaxis", "yaxis"].flatMap((axis) =>
      layout[axis] ? [layout[axis].type, ...(layout[axis].range || []).map(round)] : []),
    layout.dragmode,
  ]),
}, null, 1);
"""
# A name for each kind of control, by what scripts know it by.
CONTROLS = """
const kept = ["field", "act", "compareAct", "compareField", "compareSet", "compare", "explore",
  "listAction", "listExport", "listOutcome", "listTake", "gridCsv", "gridAll", "retry", "picture",
  "copyLink", "export", "tool", "askAll", "copyOf", "gene", "topic"];
const named = (node) => {
  const key = kept.find((name) => name in node.dataset);
  const word = key && /[A-Z]/.test(key) ? key.replace(/[A-Z]/g, (c) => "-" + c.toLowerCase()) : key;
  if (key === "act" || key === "field" || key === "compareAct" || key === "listAction") {
    return `${word}=${node.dataset[key]}`;
  }
  if (key === "explore") return `explore=${node.dataset[key].replace(/^where-.*/, "where")}`;
  if (key) return word;
  if (node.id) return `#${node.id.replace(/[0-9]+/g, "N")}`;
  return `${node.localName}.${[...node.classList].filter((one) => !/^btn/.test(one)).join(".")}`;
};
const view = document.getElementById("view");
const inside = ".ag-root-wrapper, .grid-cover, .popover";
return [...new Set([...view.querySelectorAll("button, input, select, textarea, summary")]
  .filter((node) => !node.closest(inside)).map(named))].sort();
"""
CLICK = "document.querySelector(%s).dispatchEvent(new MouseEvent('click', { bubbles: true }))"


def click(selector: str) -> str:
    """Return the script of a click."""
    return CLICK % json.dumps(selector)


def choose(selector: str, value: str) -> str:
    """Return the script of a choice in a select, or of a text in a field."""
    return (
        f"const box = document.querySelector({json.dumps(selector)});"
        " const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value').set;"
        f" set.call(box, {json.dumps(value)});"
        " for (const kind of ['input', 'change'])"
        " box.dispatchEvent(new Event(kind, { bubbles: true }));"
    )


def tick(selector: str) -> str:
    """Return the script of a tick."""
    return f"document.querySelector({json.dumps(selector)}).click()"


def grid(grid_id: str, what: str) -> str:
    """Return the script of something done with a table; `what` calls its api."""
    return f"gcd.gridOf({json.dumps(grid_id)}).{what}"


def drag(plot: str, low: float, high: float) -> str:
    """Return the script of a zoom by dragging across a plot."""
    ends = f"{{'xaxis.range[0]': {low}, 'xaxis.range[1]': {high}}}"
    return f"Plotly.relayout(document.getElementById({json.dumps(plot)}), {ends})"


SORTED = "applyColumnState({state: [{colId: %s, sort: 'desc'}]})"
# View: where it begins; each control's name and what is done with it, one after the other.
CHANGES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "gene": (
        "/gene/STAT3",
        [
            ("field=release", click("[data-field=release][data-value='v2.1']")),
            ("act=only", click("[data-act=only][data-value=uncertain]")),
            ("act=toggle", click("[data-act=toggle][data-value=uncertain]")),
            ("act=all", click("[data-act=all][data-filter=class]")),
            ("#variants-from", choose("#variants-from", "300")),
            ("#variants-to", choose("#variants-to", "500")),
            ("act=unzoom", click("#panel-variants [data-act=unzoom]")),
            ("zoom by dragging", drag("variants-drawing", 350, 420)),
            ("act=clear", click("#panel-variants [data-act=clear]")),
            ("act=find", f"{choose('#variants-search', 'Arg382')}; {click('[data-act=find]')}"),
            ("clear after find", click("#panel-variants [data-act=clear]")),
            ("#variants-grid-find", choose("#variants-grid-find", "missense")),
            ("sort", grid("variants-grid", SORTED % "'stars'")),
            ("filter", grid("variants-grid", "setFilterModel({class_words: ['uncertain']})")),
            ("order", grid("variants-grid", "moveColumns(['stars'], 0)")),
        ],
    ),
    "compare": (
        "/compare?genes=STAT3,STAT1,JAK1",
        [
            ("field=release", click("[data-field=release][data-value='v2.1']")),
            ("compare-field", choose("#compare-sort", "loeuf")),
            ("field=sort", click("[data-field=sort]")),
            ("compare-act=up", click("[data-compare-act=up][data-gene=STAT1]")),
            ("compare-act=down", click("[data-compare-act=down][data-gene=STAT1]")),
            ("field=axis", click("[data-field=axis][data-value=percent]")),
            ("act=only", click("[data-act=only][data-value=uncertain]")),
            ("act=toggle", click("[data-act=toggle][data-value=uncertain]")),
            ("act=all", click("[data-act=all][data-filter=class]")),
            ("zoom by dragging", drag("compare-lollipops-drawing-0", 100, 200)),
            ("compare-act=remove", click("[data-compare-act=remove][data-gene=JAK1]")),
        ],
    ),
    "explore": (
        "/explore",
        [
            ("explore=x", choose("#explore-x", "mis_z")),
            ("explore=y", choose("#explore-y", "lof_oe")),
            ("act=swap", click("[data-act=swap]")),
            ("explore=colour", choose("#explore-colour", "clingen")),
            ("tool", click(".explore-tool [data-tool=zoom]")),
            ("explore=flagged", choose("#explore-flagged", "hide")),
            ("explore=underpowered", choose("#explore-underpowered", "hide")),
            ("explore=density", tick("#explore-density")),
            ("explore=ranks", tick("#explore-ranks")),
            ("explore=where", choose("#explore-where-loeuf-to", "0.5")),
            ("table filter", choose("#explore-grid-find", "STAT")),
        ],
    ),
    "list": (
        "/list?genes=STAT3,MLL,1-Mar,NOSUCHGENE,TTN,SCN1A,CFTR",
        [
            ("field=flagged", click("[data-field=flagged]")),
            ("list-outcome", click("[data-list-outcome=unknown]")),
            ("#list-ranked-find", choose("#list-ranked-find", "S")),
            ("sort", grid("list-ranked", SORTED % "'symbol'")),
        ],
    ),
}
# Controls that leave nothing on screen that a link could bring back, by a pattern of their names.
WITHOUT_STATE: dict[str, str] = {
    r".*-definition|.*-term-.*|#react-aria.*|button.dropdown-item": "opens a popover or a menu",
    r"summary\.|button.accordion-button.*|topic": "folds a part of the page",
    r"retry|#retry-all|ask-all": "asks a source again",
    r"copy-link|grid-csv|picture|list-export|act=(copy|link|picture)": "copies or saves",
    r"list-action=copy-.*": "copies",
    r"compare|act=(compare|list)|list-action=(compare|explore)": "opens another view",
    r"#compare-add|compare-act=add|compare-act=leave": "adds a gene, which the address has",
    r"#list-(file|text)|list-action=(clear|example|read)|list-take": "gives another list",
    r"#explore-region.*|explore=region-.*|button.small-button": "a selection, with its own test",
    r"act=(unselect|marked|whole)|explore=log[xy]": "a selection or an axis, with its own test",
    r"act=set|compare-set|copy-of": "the set of variants, with its own test",
    r"grid-all": "rows hidden at first: where a gene has such rows",
    r"#.*-grid-find|#list-lines-find": "as the field of the other tables, which are walked",
    r"act=(all|clear|only|toggle)|field=release": "chips and their reset, walked on the gene page",
}


def at_rest(page: Page) -> None:
    """Wait until panels are settled, tables are built and the address has what they show."""
    page.ready()
    page.grids()
    before = None
    for _ in range(60):
        now = (page.driver.current_url, page.driver.execute_script(STATE))
        if now == before:
            return
        before = now
        page.driver.execute_async_script("setTimeout(arguments[0], 300)")
    raise AssertionError("the page does not come to rest")


def state(page: Page) -> dict[str, Any]:
    """Return what is on screen."""
    found: dict[str, Any] = json.loads(page.driver.execute_script(STATE))
    return found


@pytest.mark.parametrize("view", CHANGES)
def test_a_link_restores_what_each_control_did(page: Page, view: str) -> None:
    start, changes = CHANGES[view]
    page.open(start)
    at_rest(page)
    differing = []
    for control, script in changes:
        before = state(page)
        page.driver.execute_script(script)
        at_rest(page)
        shown = state(page)
        if shown == before:
            differing.append(f"{control}: changes nothing")
            continue
        link = page.driver.execute_script("return gcd.viewLink()")
        page.driver.execute_script("localStorage.clear(); sessionStorage.clear()")
        page.driver.get("about:blank")
        page.driver.get(link)
        at_rest(page)
        again = state(page)
        differing += [
            f"{control}: {part}: {one} became {other}"
            for part in shown
            for one, other in zip(shown[part], again[part], strict=False)
            if one != other
        ]
        differing += [
            f"{control}: {part} has {len(again[part])} of {len(shown[part])}"
            for part in shown
            if len(shown[part]) != len(again[part])
        ]
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize("view", CHANGES)
def test_every_control_is_walked_or_says_why_not(page: Page, view: str) -> None:
    start, changes = CHANGES[view]
    page.open(start)
    at_rest(page)
    walked = {name for name, _ in changes}
    found = page.driver.execute_script(CONTROLS)
    excused = re.compile("|".join(f"(?:{pattern})" for pattern in WITHOUT_STATE))
    others = [name for name in found if name not in walked and not excused.fullmatch(name)]
    assert not others, "\n".join(others)
