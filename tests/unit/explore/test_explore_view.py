"""The explore view: what stands there before a release comes, and what is said of releases."""

from __future__ import annotations

import json
from typing import Any

from components.explore import controls, release
from components.explore import element_ids as names
from components.explore.marks import MARKS
from components.explore.table import COLUMNS
from components.explore.view import view
from components.html.elements import tree
from dashboard.models import Answer, Problem, State
from dashboard.rules.releases import RELEASES
from dashboard.service import DataService
from dashboard.several.explore.against import NAMES as OTHERS
from dashboard.several.explore.axes import AXES
from dashboard.several.explore.groups import ORDERS, UNKNOWN
from dashboard.several.explore.payload import NUMBERS, TOPICS, payload

V2_1 = {"v2.1": RELEASES["v2.1"]}


def text(content: Any) -> str:
    """Return the words of a tree, one after the other."""
    if content is None or isinstance(content, str):
        return content or ""
    if isinstance(content, list):
        return "".join(text(item) for item in content)
    return text(tree(content)["inside"])


def test_every_axis_is_a_column_that_is_sent() -> None:
    # The browser makes the percentile of rank and number of ranks.
    assert {axis.name for axis in AXES} <= {*NUMBERS, *OTHERS, "percentile"}
    assert {axis.name for axis in AXES if axis.other} == set(OTHERS)


def test_every_column_of_the_table_is_a_figure_or_a_word_that_is_sent() -> None:
    own = {"symbol", "hgnc_id", "ensembl_id", "transcript", "symbol_in_release", "row_note"}
    known = own | set(NUMBERS) | {"of", "percentile", "flags", "inheritance", "clingen"}
    beside = {"other_loeuf", "other_percentile", "other_mis_z", "crossed"}
    assert {column.field for column in COLUMNS} == known | beside | {"chromosome", "depmap", "impc"}


def test_every_group_has_a_look_and_no_two_groups_of_a_topic_share_one() -> None:
    for topic, keys in ORDERS.items():
        looks = [tuple(MARKS[topic][key].items()) for key in (*keys, UNKNOWN)]
        same = {look for look in looks if looks.count(look) > 1}
        # A release has v2's flags or v4's, never both names of one flag.
        assert len(same) <= (3 if topic == "flag" else 0), topic


def test_the_picture_depends_on_every_field_that_the_address_has_of_it() -> None:
    assert set(TOPICS) <= set(names.FIELDS)
    shape = json.dumps(view(), default=lambda part: part.to_plotly_json())
    assert json.dumps(" ".join(names.FIELDS)) in shape


def test_each_control_has_a_label() -> None:
    shape = json.dumps(
        [controls.axis_bar(), controls.range_filters(), controls.region_form()],
        default=lambda part: part.to_plotly_json(),
    )
    for axis in AXES:
        assert f'"htmlFor": "explore-where-{axis.name}-from"' in shape
    assert '"htmlFor": "explore-region-x-from"' in shape


def test_t1_the_threshold_is_that_of_the_release(service: DataService) -> None:
    found = service.genome_wide("v2.1").data
    assert found is not None
    assert payload(found)["threshold"] == 0.35


def test_a_release_that_is_not_complete_says_how_to_get_it(service: DataService) -> None:
    found = service.genome_wide("v2.1")
    said = text(release.message("v4.1.1", found))
    assert "Not every gene of gnomAD v4.1.1 (2026) is here; shown: gnomAD v2.1 (2018)." in said
    assert "python -m dashboard import FILE --release v4.1.1" in said
    assert text(release.message("v2.1", found)) == ""
    assert text(release.message("", found)) == ""


def test_a_release_that_does_not_exist_is_named_as_text(service: DataService) -> None:
    found = service.genome_wide("v2.1")
    said = text(release.message("<b>v9</b>" + "x" * 1_000, found))
    assert "There is no release “<b>v9</b>" in said
    assert len(said) < 120


def test_without_a_complete_release_the_view_says_what_to_do() -> None:
    assert "python -m dashboard import" in text(release.none_here())


def test_a_damaged_table_is_a_problem_in_words() -> None:
    problem = Problem("table_damaged", "Snapshot table constraint_v2_1 is damaged", "Build it.")
    broken: Answer[Any] = Answer(State.UNAVAILABLE, problem=problem)
    assert "is damaged" in text(release.message("", broken))


def test_the_switch_presses_the_release_that_is_shown() -> None:
    shape = json.dumps(tree(release.switch(V2_1, "v2.1")))
    assert '"aria-pressed": "true"' in shape
    assert '"data-field": "release"' in shape
