"""The lollipop's figure: stacking, hover, axes, domains; no string of others runs as markup."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import numpy as np
import orjson
import pytest

from components import theme
from components.lollipop.domain_track import lanes
from components.lollipop.figure import HOVER_MOST, SVG_MOST, height_axis, lollipop
from components.lollipop.stacks import CLASSES
from components.markup import plain_text, plain_texts
from dashboard.models import Domain, Features, Variant
from dashboard.rules.clinvar import BUCKETS

EVIL = "<img src=x onerror=alert(1)>%{x}<br>"


def record(name: str, position: int, kind: str = "uncertain", change: str | None = None) -> Variant:
    text = change or f"p.Ala{position}Gly"
    return Variant(name, text, position, position, kind, "US", "missense")


def drawn(*variants: Variant, shape: Features | None = None, length: int = 100) -> dict[str, Any]:
    ordered = sorted(variants, key=lambda v: (v.position or 0, v.id))
    return lollipop(ordered, shape, length, "GENE", axis=f"UniProt P1, {length} aa", origin="here")


def numbers(spec: dict[str, str]) -> list[int]:
    assert spec["dtype"] == "i4"
    return np.frombuffer(b64decode(spec["bdata"]), "<i4").tolist()


def heads(figure: dict[str, Any]) -> dict[str, tuple[int, int, str]]:
    """Return residue, height and class of each record's head."""
    return {
        name: (x, y, trace["meta"]["class"])
        for trace in figure["data"]
        if "ids" in trace
        for name, x, y in zip(trace["ids"], numbers(trace["x"]), numbers(trace["y"]), strict=True)
    }


def trace(figure: dict[str, Any], uid: str) -> dict[str, Any]:
    return next(trace for trace in figure["data"] if trace["uid"] == uid)


def test_every_class_of_the_vocabulary_has_a_mark() -> None:
    assert set(CLASSES) == set(BUCKETS)
    looks = {(mark.colour, mark.symbol) for mark in theme.CLASS_MARKS.values()}
    assert len(looks) == len(CLASSES)


def test_t39_each_record_is_one_head_and_the_height_counts_them() -> None:
    figure = drawn(record("a", 5), record("b", 5), record("c", 5), record("d", 9))
    assert heads(figure) == {
        "a": (5, 1, "uncertain"),
        "b": (5, 2, "uncertain"),
        "c": (5, 3, "uncertain"),
        "d": (9, 1, "uncertain"),
    }


def test_the_most_severe_record_stands_on_top() -> None:
    figure = drawn(
        record("worst", 5, "pathogenic"), record("mild", 5, "benign"), record("vague", 5)
    )
    assert [heads(figure)[name][1] for name in ("mild", "vague", "worst")] == [1, 2, 3]
    drawn_last = [t["meta"]["class"] for t in figure["data"] if "ids" in t][-1]
    assert drawn_last == "pathogenic"


def test_all_stems_are_one_line_up_and_down_at_each_residue() -> None:
    stems = trace(drawn(record("a", 5), record("b", 5), record("c", 9)), "stems")
    assert numbers(stems["x"]) == [5, 5, 5, 9, 9, 9]
    assert numbers(stems["y"]) == [0, 2, 0, 0, 1, 0]


def test_t39_the_hover_lists_every_change_at_the_residue() -> None:
    figure = drawn(record("a", 5, "benign", "p.Ala5Gly"), record("b", 5, "pathogenic", "p.Ala5Val"))
    text = figure["layout"]["meta"]["at"]["5"]
    assert text.startswith("<b>Residue 5</b> · 2 records<br>p.Ala5Val · Pathogenic<br>p.Ala5Gly")
    templates = [t["hovertemplate"] for t in figure["data"] if "ids" in t]
    assert templates == [["%{layout.meta.at.5}"], ["%{layout.meta.at.5}"]]


def test_t39_a_crowded_residue_says_how_many_more_there_are() -> None:
    many = [record(f"{number:02}", 5) for number in range(HOVER_MOST + 3)]
    text = drawn(*many)["layout"]["meta"]["at"]["5"]
    assert text.count("p.Ala5Gly") == HOVER_MOST
    assert "and 3 more" in text


def test_external_text_cannot_be_markup() -> None:
    shape = Features("P1", 100, "uniprot", (Domain(1, 50, EVIL, EVIL, EVIL),), ())
    figure = lollipop([record("a", 5, change=EVIL)], shape, 100, "G", axis=EVIL, origin=EVIL)
    assert "<img" not in orjson.dumps(figure).decode()


def test_text_is_cut_and_put_on_one_line() -> None:
    assert plain_text("a\n<b>\t c") == "a &lt;b&gt; c"
    assert len(plain_text("x" * 1_000_000)) == 80
    assert list(plain_texts(["p.Ala5Gly", "<b>", "p.A\nB"])) == ["p.Ala5Gly", "&lt;b&gt;", "p.A B"]


def test_a_class_that_is_not_in_the_vocabulary_is_drawn_as_unknown() -> None:
    assert heads(drawn(record("a", 5, "no such class")))["a"][2] == "unknown"


def test_the_axis_runs_over_the_protein_and_names_no_residue_0() -> None:
    axis = drawn(record("a", 5), length=770)["layout"]["xaxis"]
    low, high = axis["range"]
    assert -10 < low < 1
    assert 770 < high < 780
    assert axis["labelalias"] == {"0": ""}
    assert axis["title"]["text"] == "residue (UniProt P1, 770 aa)"


@pytest.mark.parametrize(("tallest", "step"), [(0, 1), (1, 1), (5, 1), (6, 2), (40, 8)])
def test_heights_have_whole_number_ticks_and_room(tallest: int, step: int) -> None:
    axis = height_axis(tallest)
    assert axis["dtick"] == step
    assert axis["range"][0] == 0
    assert axis["range"][1] > tallest


def test_zoom_moves_along_the_protein_only() -> None:
    layout = drawn(record("a", 5))["layout"]
    assert layout["yaxis"]["fixedrange"] is layout["yaxis2"]["fixedrange"] is True
    assert "fixedrange" not in layout["xaxis"]


def test_few_heads_are_svg_and_very_many_are_left_to_the_canvas() -> None:
    few = drawn(record("a", 5))
    many = drawn(*(record(f"{n}", n % 90 + 1) for n in range(SVG_MOST + 1)))
    assert all("visible" not in t for t in few["data"])
    hidden = {t["uid"] for t in many["data"] if t.get("visible") is False}
    assert hidden == {"stems", *(t["uid"] for t in many["data"] if "ids" in t)}
    assert all("hovertemplate" not in t for t in many["data"] if "ids" in t)
    assert len(heads(many)) == SVG_MOST + 1


def test_no_lollipop_takes_a_webgl_context() -> None:
    many = drawn(*(record(f"{n}", n % 90 + 1) for n in range(SVG_MOST + 1)))
    assert {t["type"] for t in many["data"]} == {"scatter", "bar"}


def test_domains_are_bars_from_the_first_to_the_last_residue() -> None:
    domains = (
        Domain(10, 20, "SH2", "PF00017", "Domain"),
        Domain(40, 40, "Site", "PF1", "Motif"),
        Domain(50, 60, "SH2", "PF00017", "Domain"),
    )
    bars = trace(drawn(shape=Features("P1", 100, "uniprot", domains, (30, 70))), "domains")
    assert bars["base"] == [9.5, 39.5, 49.5]
    assert bars["x"] == [11, 1, 11]
    assert bars["marker"]["color"][0] == bars["marker"]["color"][2] != bars["marker"]["color"][1]
    assert "residues 10–20 (11 aa)" in bars["hovertext"][0]
    # By the height of its line, another in each browser, no name is hidden: it was in Firefox.
    assert bars["constraintext"] == "none"


def test_domains_that_overlap_stand_in_lanes() -> None:
    spans = [(1, 50), (40, 60), (51, 90), (55, 58)]
    assert lanes([Domain(a, b, "x", "", "") for a, b in spans]) == [0, 1, 0, 2]
    assert lanes([]) == []


def test_exon_borders_are_ticks_below_the_protein() -> None:
    figure = drawn(shape=Features("P1", 100, "uniprot", (), (30, 70)))
    assert [x for x in trace(figure, "exons")["x"] if x is not None] == [30, 30, 70, 70]


def test_a_protein_without_variants_is_drawn_all_the_same() -> None:
    figure = drawn(shape=Features("P1", 100, "uniprot", None, ()))
    assert heads(figure) == {}
    assert trace(figure, "backbone")["x"] == [100]


def test_t41_source_and_date_stand_on_the_plot_and_it_says_whose_it_is() -> None:
    layout = drawn(record("a", 5))["layout"]
    assert layout["annotations"][0]["text"] == "here"
    assert layout["meta"]["for"] == layout["uirevision"] == "GENE"
