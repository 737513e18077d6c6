"""The date of an answer is that of the file that its rows came out of (T41)."""

from __future__ import annotations

from dashboard.models import Provenance
from dashboard.service import DataService
from dashboard.tables.answers.disease import _of_files


def test_clingens_date_is_that_of_the_file_that_a_genes_rows_came_out_of(
    service: DataService,
) -> None:
    assert service.snapshot.provenance("validity").fetched_at == "2026-08-25"
    for symbol, day in (("STAT3", "2026-02-09"), ("TTN", "2026-02-09"), ("KIT", "2026-08-25")):
        answer = service.ask("validity", service.gene(symbol))
        assert {row.file_date for row in answer.data or ()} == {day}
        assert answer.provenance is not None
        assert answer.provenance.fetched_at == day
        assert answer.provenance.release == f"file created {day}"


def test_of_two_files_the_older_one_dates_a_genes_curations_and_both_are_named() -> None:
    origin = _of_files(Provenance("ClinGen"), ["2026-02-09", "2026-08-25"])
    assert origin.fetched_at == "2026-02-09"
    assert origin.release == "files created 2026-02-09 and 2026-08-25"
