"""Nothing counts, shares or sums classes out of ClinVar's selection, anywhere (T60, T61).

Every figure that somebody could make out of the set, and must not, is worked out for genes with
many records; then all that the program says of these genes is searched for it.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from components import ids
from components.compare import COMPARE_PANELS
from components.gene import PANELS
from dashboard.commands.main import main
from dashboard.web.api.genes import RESOURCES
from tests.wire.conftest import Ask, posted

GENES = ("BRCA1", "MLH1", "FBN1", "SCN1A", "NF1", "DLG4")
LEAST = 13  # smaller numbers mean other things too often
# Parts of an answer that list records one by one, or are drawn: a residue is no count.
LISTS = ("variants", "unplaced", "rowData", "data", "x", "y", "customdata", "domains", "shapes")
SHARE = re.compile(
    r"(pathogenic|P/LP|classif)[^.;|]{0,60}[0-9] ?%|[0-9] ?%[^.;|]{0,60}pathogenic", re.IGNORECASE
)

NUMBER = re.compile(
    r"(?<![\w.,:/#*-])[0-9]{1,3}(?:,[0-9]{3})+(?![\w,])|(?<![\w.,:/#*-])[0-9]+(?![\w.:/%])"
)
PLACE = re.compile(r"residues? [0-9,]+(?:[-–][0-9,]+)?", re.IGNORECASE)


class Figures:
    """What may be said of a gene's sets, and what must not."""

    def __init__(self, ask: Ask, symbol: str) -> None:
        """Ask for both sets and work the figures out."""
        path = f"/api/v1/genes/{symbol}/variants?source_set="
        self.symbol = symbol
        self.selection, uniprot = (
            ask(path + name)[1]["data"] for name in ("clinvar_plp", "uniprot")
        )
        placed, unplaced = self.selection["variants"], self.selection["unplaced"]
        classes = Counter(one["class"] for one in (*placed, *unplaced))
        on_plot = Counter(one["class"] for one in placed)
        consequences = Counter(one["consequence"] for one in placed)
        total, others = sum(classes.values()), len(uniprot["variants"]) + len(uniprot["unplaced"])
        counts = [*classes.values(), *on_plot.values(), *consequences.values()]
        pairs = [a + b for a, b in itertools.combinations(classes.values(), 2)]
        sums = [n + m for n in (total, len(placed)) for m in (others, *uniprot["counts"].values())]
        reasons = Counter(one["reason"] for one in unplaced)
        self.allowed = {
            *(total, len(placed), len(unplaced), others, len(uniprot["variants"])),
            *(len(uniprot["unplaced"]), *uniprot["counts"].values(), *reasons.values()),
        }
        self.total = total
        self.forbidden = {n for n in (*counts, *pairs, *sums) if n >= LEAST} - self.allowed


@pytest.fixture(scope="module", params=GENES)
def figures(request: pytest.FixtureRequest, app: Dash) -> Figures:
    """Return the figures of one gene."""
    client = app.server.test_client()

    def ask(address: str) -> tuple[int, dict[str, Any]]:
        answer = client.get(address)
        return answer.status_code, answer.get_json()

    return Figures(ask, request.param)


def said(part: Any, within: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the texts of an answer, and its numbers with their names, without lists of records."""
    if isinstance(part, dict):
        for name, inside in part.items():
            if name not in LISTS or isinstance(inside, dict):
                yield from said(inside, (*within, str(name)))
    elif isinstance(part, list | tuple):
        texts = [one for one in part if isinstance(one, str)]
        yield " ".join(texts)
        for inside in part:
            yield from said(inside, within)
    elif isinstance(part, str):
        yield part
    elif isinstance(part, int) and not isinstance(part, bool) and within:
        yield f"{within[-1]} {part}"


def numbers(text: str) -> set[int]:
    """Return the whole numbers of a text, "2,713" as one."""
    found = NUMBER.findall(PLACE.sub("", text))
    return {int(one.replace(",", "")) for one in found}


def about_variants(text: str) -> bool:
    """Tell whether a text speaks of records or classes, so that its numbers may be counts."""
    return bool(
        re.search(r"pathogenic|clinvar|record|variant|P/LP|missense|class", text, re.IGNORECASE)
    )


def check(figures: Figures, texts: Iterator[str], where: str) -> None:
    """Look for what must not be said; a total out of the set never goes without its limits."""
    for text in texts:
        if not about_variants(text) or "observed" in text.lower():
            continue
        assert not numbers(text) & figures.forbidden, (where, text[:300])
        assert not SHARE.search(text), (where, text[:300])
        if figures.total >= LEAST and figures.total in numbers(text) and "P or LP" in text:
            assert "at least" in text, (where, text[:300])


def test_t60_the_search_finds_what_must_not_be_said(figures: Figures) -> None:
    assert figures.forbidden, "no class of this gene could be told by its number"
    wrong = max(figures.forbidden)
    with pytest.raises(AssertionError):
        check(figures, iter([f"{wrong:,} of the records are pathogenic"]), "made up")
    with pytest.raises(AssertionError):
        check(figures, iter(["71 % of the records are pathogenic"]), "made up")
    with pytest.raises(AssertionError):
        check(figures, iter([f"{figures.total:,} records P or LP"]), "made up")


@pytest.mark.parametrize("name", [*RESOURCES, "variants?source_set=clinvar_plp"])
def test_t60_no_json_and_no_file_counts_out_of_the_selection(
    figures: Figures, client: FlaskClient, name: str
) -> None:
    path = f"/api/v1/genes/{figures.symbol}/{name}"
    body = client.get(path).get_json()
    if name.startswith("variants"):
        body["data"].pop("counts" if body["data"]["source_set"] == "uniprot" else "announced")
        assert not body["data"].get("counts")
    check(figures, said(body), path)
    join = "&" if "?" in path else "?"
    for kind in ("csv", "tsv"):
        lines = client.get(f"{path}{join}format={kind}").text.splitlines()
        check(figures, (line for line in lines if line.startswith("# ")), f"{path} {kind}")


@pytest.mark.parametrize("source_set", [None, "clinvar_plp", "uniprot"])
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_t60_no_panel_tile_or_caption_counts_out_of_the_selection(
    figures: Figures, app: Dash, client: FlaskClient, panel: Any, source_set: str | None
) -> None:
    values = {ids.GENE: figures.symbol, ids.RELEASE: None, ids.SOURCE_SET: source_set}
    body = posted(app, f"{ids.panel(panel.name)}.data-state", values)
    answer = client.post("/_dash-update-component", json=body)
    response = json.loads(answer.data)["response"]
    for part, props in response.items():
        texts = said({name: unpacked(value) for name, value in props.items()})
        check(figures, texts, f"{panel.name} {source_set} {part}")
    for tile in ("clinvar", "pathogenic"):
        shown = json.dumps(response.get(ids.tile(tile), {}), ensure_ascii=False)
        if shown != "{}":
            assert "\\u2014" in shown or "—" in shown


def unpacked(value: Any) -> Any:
    """Return what a property holds; figures and trees are sent as text of JSON."""
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


@pytest.mark.parametrize("source_set", ["", "clinvar_plp"])
@pytest.mark.parametrize("panel", COMPARE_PANELS, ids=lambda panel: panel.name)
def test_t60_no_comparison_counts_sums_or_shares_out_of_the_selection(
    app: Dash, client: FlaskClient, ask: Ask, panel: Any, source_set: str
) -> None:
    genes = GENES
    own = [Figures(ask, symbol) for symbol in genes]
    sums = {
        *(a.total + b.total for a, b in itertools.combinations(own, 2)),
        sum(one.total for one in own),
        sum(len(one.selection["variants"]) for one in own),
    }
    classes = Counter(v["class"] for one in own for v in one.selection["variants"])
    query = {"view": "compare", "genes": ",".join(genes), "release": "v2.1"}
    body = posted(
        app, f"{ids.panel(panel.name)}.data-state", {ids.QUERY: {**query, "source_set": source_set}}
    )
    response = json.loads(client.post("/_dash-update-component", json=body).data)["response"]
    texts = [
        text
        for props in response.values()
        for text in said({name: unpacked(value) for name, value in props.items()})
    ]
    every = (sums | set(classes.values())) - set.union(*(one.allowed for one in own))
    for text in texts:
        if about_variants(text) and "observed" not in text.lower():
            assert not numbers(text) & every, text[:300]
            assert not SHARE.search(text), text[:300]


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_t60_a_list_sums_no_records_and_counts_no_gene_by_them(
    client: FlaskClient, ask: Ask, kind: str
) -> None:
    genes = [*GENES, "KCNJ12", "TTN"]
    own = [Figures(ask, symbol) for symbol in GENES]
    answer = client.post(f"/api/v1/list?format={kind}", json={"symbols": genes, "release": "v2.1"})
    if kind == "csv":
        texts = [line for line in answer.text.splitlines() if line.startswith("# ")]
    else:
        body = answer.get_json()
        assert all(row["clinvar_plp"] != 0 for row in body["data"]["rows"])
        assert "clinvar" not in json.dumps(body["data"]["statistics"]).lower()
        texts = [text for text in said({**body["data"], "rows": None}) if text]
    totals = {sum(one.total for one in own)}
    for text in texts:
        assert not numbers(text) & totals, text
        assert not SHARE.search(text), text


def test_t60_the_command_line_counts_nothing_out_of_the_selection(
    figures: Figures, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gene", figures.symbol]) == 0
    check(figures, iter(capsys.readouterr().out.splitlines()), "gene")
    assert main(["gene", figures.symbol, "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    variants = body.pop("variants")
    found = variants["data"]
    assert bool(found["counts"]) == (found["source_set"] == "uniprot")
    check(figures, said({**variants, "data": {**found, "counts": None}}), "gene --json")
    check(figures, said({name: part for name, part in body.items() if name != "releases"}), "json")
