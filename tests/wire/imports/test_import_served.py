"""What an imported release changes for a gene: ranks, default, notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.models import Answer, Constraint, Gene, State, Wait
from dashboard.rules.releases import V4_LIVE
from dashboard.service import DataService
from dashboard.tables.importing import store
from dashboard.tables.importing.layouts import V4_1_1
from dashboard.tables.importing.reading import ParsedRelease
from dashboard.tables.snapshot import EMBEDDED, Imports, Snapshot
from dashboard.upstream.answers import questions
from tests.wire.imports import made_up
from tests.wire.imports.served import DAY, Serve, found

Read = Callable[[Path, str], ParsedRelease]


LIVE = SimpleNamespace(request=lambda: SimpleNamespace(together=()))
"""Live sources of which nothing but `questions.constraint` is called."""


@pytest.fixture
def whole_v4(tmp_path: Path, read: Read, few: int) -> ParsedRelease:
    """Return a made-up v4.1.1 of so many genes that it counts as whole."""
    path = tmp_path / "whole.tsv"
    return read(made_up.written(path, made_up.whole_v4(few, V4_1_1)), "v4.1.1")


@pytest.fixture(scope="module")
def with_v2_1_1(tmp_path_factory: pytest.TempPathFactory, v2_1_1: ParsedRelease) -> DataService:
    """Return a service with the whole v2.1.1 imported."""
    folder = tmp_path_factory.mktemp("imported")
    store.save(v2_1_1, folder, DAY)
    return DataService(Snapshot(EMBEDDED, Imports(folder)))


def test_t7_v2_1_1_whole_ranks_every_gene(with_v2_1_1: DataService) -> None:
    service = with_v2_1_1
    stat3 = found(service, "STAT3", "v2.1.1")
    assert stat3.complete
    assert stat3.rank is not None
    assert (stat3.rank.rank, stat3.rank.of) == (173, 19_197)
    assert stat3.missense_rank is not None
    assert (stat3.missense_rank.rank, stat3.missense_rank.of) == (105, 19_703)
    assert (stat3.band, stat3.notes) == (None, ())
    assert found(service, "STAT3").release == "v2.1.1"  # v4.1.1 has no synonymous row of it
    # A gene that is not among the 45 embedded ones.
    assert found(service, "A1BG").release == "v2.1.1"
    assert list(service.complete_releases) == ["v2.1.1", "v2.1"]


@pytest.mark.parametrize("whole", [True, False])
def test_t71_a_row_of_a_table_goes_before_gnomads_answer_for_the_same_release(
    with_v2_1_1: DataService,
    service: DataService,
    monkeypatch: pytest.MonkeyPatch,
    whole: bool,
) -> None:
    live = replace(found(service, "STAT3", "v2.1.1"), loeuf=0.5, rank=None, complete=False)

    def answer(_: object, gene: Gene, wait: Wait, release: str) -> Answer[Constraint]:
        return Answer(State.LOADED, live) if release == "v2.1.1" else Answer(State.PENDING)

    monkeypatch.setattr(questions, "constraint", answer)
    requested = with_v2_1_1 if whole else service
    monkeypatch.setattr(requested, "live", LIVE)
    answered = requested.constraint(requested.gene("STAT3"), "v2.1.1")
    assert answered.data is not None
    assert answered.data.loeuf == 0.095
    assert answered.data.complete is whole
    assert answered.data.rank is not None
    (listed,) = [c for c in requested.releases(requested.gene("STAT3")) if c.release == "v2.1.1"]
    assert listed.loeuf == answered.data.loeuf


def test_a_live_answer_lists_the_releases_that_the_page_shows(
    service: DataService, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = replace(found(service, "STAT3", "v2.1.1"), release=V4_LIVE, available_releases=())

    def answer(_: object, gene: Gene, wait: Wait, release: str) -> Answer[Constraint]:
        return Answer(State.LOADED, live) if release == V4_LIVE else Answer(State.PENDING)

    monkeypatch.setattr(questions, "constraint", answer)
    monkeypatch.setattr(service, "live", LIVE)
    stat3 = service.gene("STAT3")
    answered = service.constraint(stat3, V4_LIVE).data
    assert answered is not None
    listed = [one.release for one in answered.available_releases]
    assert listed == [V4_LIVE, "v4.1.1", "v2.1.1", "v2.1"]
    assert listed == [one.release for one in service.releases(stat3)]


def test_t5_the_share_below_the_threshold_is_that_of_the_release(
    with_v2_1_1: DataService,
) -> None:
    answer = with_v2_1_1.genome_wide("v2.1.1")
    assert answer.data is not None
    wide = answer.data
    assert (int((wide.table["loeuf"] < 0.35).sum()), wide.ranked) == (2_971, 19_197)
    assert wide.table["rank"].max() == 19_197


def test_t12_a_gene_without_loeuf_keeps_its_rows_and_has_no_rank(
    with_v2_1_1: DataService,
) -> None:
    gene = found(with_v2_1_1, "COX7B2", "v2.1.1")
    assert (gene.loeuf, gene.rank) == (None, None)
    mis = gene.row("mis")
    assert mis is not None
    assert mis.oe is not None


def test_t5_a_whole_v4_1_1_has_a_rank_and_no_band_and_is_the_default(
    serve: Serve, whole_v4: ParsedRelease, few: int
) -> None:
    service = serve(whole_v4)
    gene = found(service, "STAT3")
    assert (gene.release, gene.complete, gene.band, gene.notes) == ("v4.1.1", True, None, ())
    assert gene.rank is not None
    assert (gene.rank.rank, gene.rank.of) == (1, few)
    assert [other.release for other in gene.available_releases] == ["v4.1.1", "v2.1.1", "v2.1"]
    assert next(iter(service.complete_releases)) == "v4.1.1"


def test_a_doubt_about_the_release_stands_beside_every_figure(
    serve: Serve, tmp_path: Path, read: Read, few: int
) -> None:
    more = {"lof.oe_ci.upper_bin_percentile": "99"}
    path = made_up.written(tmp_path / "f.tsv", made_up.whole_v4(few, V4_1_1, **more))
    service = serve(read(path, "v4.1.1"))
    note = (
        "Doubt: the file's percentiles end at 99; those of v4.1.1 end near 70: it may be v4.1.2, "
        "which repaired them."
    )
    assert found(service, "STAT3", "v4.1.1").notes == (note,)
    wide = service.genome_wide("v4.1.1")
    assert wide.data is not None
    assert wide.data.notes == (note,)
    assert wide.notes == service.constraint(service.gene("STAT3"), "v4.1.1").notes
    assert wide.notes == ("Imported here.",)


def test_t60_a_gene_that_a_whole_release_lacks_is_empty_not_uncovered(
    serve: Serve, whole_v4: ParsedRelease
) -> None:
    service = serve(whole_v4)
    answer = service.constraint(service.gene("TTN"), "v4.1.1")
    assert (answer.state, answer.data) == (State.EMPTY, None)
    assert answer.problem is not None
    assert answer.problem.message == "gnomAD v4.1.1 has no row for TTN."


def test_t60_a_gene_that_an_excerpt_lacks_is_not_covered(
    serve: Serve, shared: Path, read: Read
) -> None:
    path = shared / "data/tables/gnomad-v4.1-reduced/gnomad.v4.1.constraint_metrics_reduced.tsv.gz"
    service = serve(read(path, "v4.1"))
    answer = service.constraint(service.gene("STAT3"), "v4.1")
    assert answer.state is State.NOT_COVERED
    assert answer.problem is not None
    assert answer.problem.message.startswith("Only 235 genes of gnomAD v4.1 are here; STAT3")
    gene = found(service, "ANK3", "v4.1")
    assert (gene.rank, gene.band, gene.complete) == (None, None, False)
    assert "it has no rank of its own" in gene.notes[-1]
    assert "v4.1" not in service.complete_releases


@pytest.mark.parametrize(
    ("symbol", "reason"),
    [
        ("KDM5C", "gnomAD v4.1 has no genes of X and Y; v2.1, v2.1.1, v4.1.1 and later"),
        ("SHOX", "gnomAD v4.1 has no genes of X and Y"),  # in the region that both have
        ("XIST", "not a protein-coding gene"),  # no other release has it either
        ("MT-ND1", "mitochondrial"),
    ],
)
def test_t15_t16_v4_1_says_why_it_lacks_a_gene(
    serve: Serve, tmp_path: Path, read: Read, symbol: str, reason: str
) -> None:
    service = serve(read(made_up.v4_file(tmp_path / "f.tsv"), "v4.1"))
    answer = service.constraint(service.gene(symbol), "v4.1")
    assert answer.state is State.EMPTY
    assert answer.problem is not None
    assert reason in answer.problem.message


def test_t15_every_list_of_v4_1_says_that_it_lacks_x_and_y(
    serve: Serve, tmp_path: Path, read: Read, few: int
) -> None:
    path = made_up.written(tmp_path / "f.tsv", made_up.whole_v4(few))
    wide = serve(read(path, "v4.1")).genome_wide("v4.1").data
    assert wide is not None
    assert wide.notes == ("gnomAD v4.1 has no genes of X and Y.",)


def test_t10_a_row_that_is_not_manes_says_so(serve: Serve, tmp_path: Path, read: Read) -> None:
    rows = [made_up.v4_row("STAT3", "ENST00000404395", made_up.STAT3_ENSG, mane_select="false")]
    service = serve(read(made_up.v4_file(tmp_path / "f.tsv", rows), "v4.1"))
    assert found(service, "STAT3", "v4.1").notes[0] == (
        "The row of gnomAD v4.1 is on ENST00000404395; the gene's MANE Select transcript is "
        "ENST00000264657.10."
    )


def test_an_import_is_served_without_a_restart(
    serve: Serve, folder: Path, whole_v4: ParsedRelease, tmp_path: Path, read: Read, few: int
) -> None:
    service = serve()
    before = found(service, "STAT3", "v4.1.1")
    assert (before.loeuf, before.complete) == (0.11498, False)
    store.save(whole_v4, folder, DAY)
    assert found(service, "STAT3", "v4.1.1").loeuf == 0.001
    first = service.genome_wide("v4.1.1").data
    assert first is not None
    assert len(first.table) == few
    text = made_up.whole_v4(few + 1, V4_1_1)
    store.save(read(made_up.written(tmp_path / "f.tsv", text), "v4.1.1"), folder, DAY)
    second = service.genome_wide("v4.1.1").data
    assert second is not None
    assert len(second.table) == few + 1
    rank = found(service, "STAT3", "v4.1.1").rank
    assert rank is not None
    assert rank.of == few + 1
    store.drop("v4.1.1", folder, DAY)
    assert found(service, "STAT3", "v4.1.1").loeuf == 0.11498


def test_without_an_import_nothing_differs(serve: Serve, service: DataService) -> None:
    gene = service.gene("STAT3")
    assert serve().releases(gene) == service.releases(gene)
    assert serve().tables() == service.tables()


def test_one_request_sees_the_tables_of_one_moment_and_looks_at_the_folder_once(
    serve: Serve, whole_v4: ParsedRelease, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, looks = serve(whole_v4), []
    stat = Path.stat

    def counted(path: Path, **how: Any) -> Any:
        looks.extend([path.name] if path.is_relative_to(folder) else [])
        return stat(path, **how)

    gene = service.gene("STAT3")
    service.answers(gene, ("constraint", "features"))  # reads the tables
    monkeypatch.setattr(Path, "stat", counted)
    request = service.request()
    before = request.answers(gene, ("constraint", "features"))
    assert looks == ["manifest.json"]
    store.drop("v4.1.1", folder, DAY)
    assert request.answers(gene, ("constraint", "features")) == before
    assert request.known_releases.keys() == {"v4.1.1", "v2.1.1", "v2.1"}
    assert service.answers(gene, ("constraint",))["constraint"].notes != before["constraint"].notes
