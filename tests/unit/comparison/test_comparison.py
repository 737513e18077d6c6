"""Several genes asked of the service at once."""

from __future__ import annotations

from dashboard.models import State
from dashboard.service import DataService
from dashboard.service.compare import several


def test_genes_come_in_the_order_of_the_metric_of_the_release(service: DataService) -> None:
    fields = {"genes": "TP53,STAT3,JAK2", "release": "v2.1.1", "sort": "loeuf"}
    found = several(service, fields, ("constraint",))
    assert found.symbols == ("STAT3", "JAK2", "TP53")
    assert found.release == "v2.1.1"
    assert found.selection.genes[0].symbol == "TP53"


def test_without_a_release_all_genes_get_one_that_they_share(service: DataService) -> None:
    found = several(service, {"genes": "STAT3,KCNJ10"}, ("constraint",))
    assert found.release == "v2.1"
    assert found.shared == ("v2.1.1", "v2.1")  # the first has a LOEUF alone for KCNJ10
    assert found.counts == {"v4.1.1": 1, "v2.1.1": 2, "v2.1": 2}
    assert {answer.state for _, answer in found.each("constraint")} == {State.SNAPSHOT}


def test_a_gene_that_lacks_the_release_has_a_reason_and_never_a_zero(service: DataService) -> None:
    found = several(service, {"genes": "STAT3,KCNJ10", "release": "v4.1.1"}, ("constraint",))
    answer = dict(found.each("constraint"))["KCNJ10"]
    assert answer.state is State.NOT_COVERED
    assert answer.data is None
    assert answer.problem is not None
    assert [one.release for one in found.genes[1].releases] == ["v2.1.1", "v2.1"]


def test_both_ends_of_the_pair_are_answered_with_their_own_origin(service: DataService) -> None:
    found = several(service, {"genes": "STAT3,STAT1"}, ("before", "after"))
    assert found.pair == ("v2.1.1", "v4.1.1")
    data = [found.genes[0][end].data for end in ("before", "after")]
    assert tuple(one.release for one in data if one is not None) == found.pair
    alone = several(service, {"genes": "KCNJ10"}, ("before", "after")).genes[0]
    assert alone["after"].state is State.NOT_COVERED


def test_a_release_with_whole_rows_stands_in_the_pair_before_a_newer_one(
    service: DataService,
) -> None:
    assert several(service, {"genes": "STAT3,KCNJ10"}, ("before",)).pair == ("v2.1", "v4.1.1")


def test_a_release_and_an_order_that_are_none_fall_back_and_say_so(service: DataService) -> None:
    found = several(service, {"genes": "STAT3", "release": "v9", "sort": "nothing"}, ())
    assert found.release == "v2.1.1"
    assert len(found.notices) == 2
    assert "'v9'" in found.notices[0]
    assert "'nothing'" in found.notices[1]


def test_no_genes_are_an_empty_comparison(service: DataService) -> None:
    found = several(service, {}, ("constraint",))
    assert found.genes == ()
    assert not found.refreshing
    assert found.version == ""
