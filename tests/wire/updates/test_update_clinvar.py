"""ClinVar as a whole: from its files to page, JSON and CSV, each row of the file accounted for."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from pathlib import Path

import orjson
import pytest
from dash import Dash

from components import ids
from dashboard.commands.main import main
from dashboard.factory import create_app
from dashboard.models import Answer, Coverage, State, VariantSet
from dashboard.rules.clinvar import bucket
from dashboard.rules.hgvs import NO_CHANGE, OTHER_ISOFORM, UNREADABLE
from dashboard.service import DataService
from dashboard.settings import Mode, Settings
from dashboard.tables.making import clinvar_records as records
from dashboard.tables.snapshot import EMBEDDED, Imports, Snapshot
from dashboard.update.run import Outcome
from tests.wire.conftest import posted
from tests.wire.updates import summaries
from tests.wire.updates.conftest import Run
from tests.wire.updates.mirror import Mirror

ROWS = summaries.cases() + summaries.filler(300)


def updated(folder: Path, mirror: Mirror, run: Run, rows: list[dict[str, str]] = ROWS) -> None:
    """Update ClinVar from a mirror with these rows."""
    summaries.offered(mirror, summaries.packed(rows))
    (result,) = run("clinvar", min_rows=10)
    assert result.outcome is Outcome.SWITCHED, result.words


def ask(folder: Path, symbol: str, question: str = "clinvar") -> Answer[VariantSet]:
    """Return an answer out of the updated tables."""
    service = DataService(Snapshot(EMBEDDED, Imports(folder)))
    return service.ask(question, service.gene(symbol))


def records_of(folder: Path, symbol: str) -> VariantSet:
    """Return the records of a gene out of the updated tables."""
    found = ask(folder, symbol).data
    assert found is not None
    return found


def test_t35_every_row_of_the_file_is_placed_or_in_the_ledger_under_its_reason(
    folder: Path, mirror: Mirror, run: Run, said: list[str]
) -> None:
    updated(folder, mirror, run)
    table = Snapshot(EMBEDDED, Imports(folder)).gene_rows("clinvar")
    (rows, placed), reasons = table.told(b"ledger")["ledger"]
    assert rows == len(ROWS)
    assert rows == placed + sum(reasons.values())
    assert reasons == {
        records.OTHER_BUILD: 4,
        records.SECOND_PLACE: 1,
        records.SEVERAL_GENES: 2,
        records.NO_GENE: 1,
        records.UNKNOWN_GENE: 1,
        records.TWO_GENES: 1,
        records.NO_NUMBER: 1,
    }
    assert placed == 300 + 12
    assert f"clinvar: {len(ROWS):,} rows of the file: 312 variants of a gene, 11 others." in said


def test_t37_a_gene_s_records_stand_at_their_residue_or_say_why_not(
    folder: Path, mirror: Mirror, run: Run
) -> None:
    updated(folder, mirror, run)
    answer = ask(folder, "STAT3")
    assert answer.state is State.SNAPSHOT
    found = answer.data
    assert found is not None
    assert [(v.id, v.position, v.consequence) for v in found.variants] == [
        ("VCV000000027", 1, "start lost"),
        ("VCV000000031", 1, "start lost"),
        ("VCV000018302", 382, "missense"),
    ]
    assert {v.id: v.reason for v in found.unplaced} == {
        "VCV000000022": NO_CHANGE,
        "VCV000000023": records.OTHER_TRANSCRIPT,
        "VCV000000024": OTHER_ISOFORM,
        "VCV000000025": UNREADABLE,
        "VCV000000026": records.NO_TRANSCRIPT,
        "VCV000000032": records.NO_TRANSCRIPT,
    }
    assert found.left_out == 1
    assert answer.coverage == Coverage(complete=True, of=10)


def test_t32_somatic_impact_and_oncogenicity_are_in_no_germline_count(
    folder: Path, mirror: Mirror, run: Run
) -> None:
    updated(folder, mirror, run)
    found = records_of(folder, "STAT3")
    assert found.counts == {"uncertain": 7, "pathogenic": 1, "likely benign": 1}
    (other,) = found.other_axes
    assert (other.somatic_impact, other.oncogenicity) == ("Tier I - Strong", "Likely oncogenic")
    assert other.variant_class == ""
    assert other.stars is None


def test_a_record_has_class_stars_conditions_day_and_origin(
    folder: Path, mirror: Mirror, run: Run
) -> None:
    updated(folder, mirror, run)
    record = next(v for v in records_of(folder, "STAT3").variants if v.position == 382)
    assert record.protein_change == "p.Arg382Trp"
    assert record.coding_change == "c.1144C>T"
    assert (record.variant_class, record.stars) == ("pathogenic", 3)
    assert record.evaluated == "2024-03-01"
    assert record.condition == "Hyper-IgE recurrent infection syndrome 1; not provided"
    assert record.condition_ids == ("MONDO:0007818",)
    assert record.origin == "germline; de novo"
    assert record.dbsnp == "rs113994135"


def test_t35_of_several_genes_the_one_whose_transcript_the_name_is_on(
    folder: Path, mirror: Mirror, run: Run
) -> None:
    updated(folder, mirror, run)
    found = records_of(folder, "VHL")
    assert [(v.id, v.position) for v in found.variants] == [("VCV000000041", 65)]
    assert found.left_out == 1
    # A gene that only a large copy-number variant names has no record.
    answer = ask(folder, "STAT5B")
    assert answer.state is State.EMPTY
    assert records_of(folder, "STAT5B").left_out == 1
    assert answer.problem is not None
    assert answer.problem.message == (
        "The whole ClinVar release of 2026-11-15 has no record of STAT5B."
    )


@pytest.mark.parametrize("build_order", [("GRCh37", "GRCh38"), ("GRCh38", "GRCh37")])
def test_each_variant_stands_once_in_whatever_order_its_builds_come(
    folder: Path, mirror: Mirror, run: Run, build_order: tuple[str, str]
) -> None:
    rows = sorted(
        ROWS,
        key=lambda row: build_order.index(row["Assembly"]) if row["Assembly"] in build_order else 2,
    )
    updated(folder, mirror, run, rows)
    table = Snapshot(EMBEDDED, Imports(folder)).gene_rows("clinvar")
    stat3 = table.of(11364).to_pylist()
    assert Counter(row["variation_id"] for row in stat3).most_common(1)[0][1] == 1
    assert {row["build"] for row in stat3 if row["variation_id"] == 18302} == {"GRCh38"}
    assert {row["build"] for row in stat3 if row["variation_id"] == 31} == {"GRCh37"}
    (read, placed), reasons = table.told(b"ledger")["ledger"]
    assert read == placed + sum(reasons.values())


@pytest.mark.parametrize("day", ["2026-10-18", "2026-11-17", None])
def test_the_day_is_the_vcf_s_and_the_table_s_own_where_that_is_of_another_week(
    folder: Path, mirror: Mirror, run: Run, said: list[str], day: str | None
) -> None:
    updated(folder, mirror, run)
    assert any("Dated 2026-11-15 by the header of ClinVar's VCF" in line for line in said)
    assert Snapshot(EMBEDDED, Imports(folder)).provenance("clinvar").release == "2026-11-15"
    summaries.offered(mirror, summaries.packed(ROWS + summaries.filler(310)[300:]), day)
    mirror.files[summaries.PATH].age += 1
    (result,) = run("clinvar", min_rows=10)
    assert result.entry is not None
    assert result.entry.release == "2026-11-16"
    assert any("by the table's file (Last-Modified)" in line for line in said)


def test_the_same_file_is_not_loaded_again(folder: Path, mirror: Mirror, run: Run) -> None:
    updated(folder, mirror, run)
    (result,) = run("clinvar", min_rows=10)
    assert result.outcome is Outcome.CURRENT
    assert len(mirror.of("variant_summary.txt.gz")) == 1


def test_without_an_md5_beside_it_the_file_is_taken_and_that_is_said(
    folder: Path, mirror: Mirror, run: Run, said: list[str]
) -> None:
    summaries.offered(mirror, summaries.packed(ROWS))
    del mirror.files[f"{summaries.PATH}.md5"]
    (result,) = run("clinvar", min_rows=10)
    assert result.outcome is Outcome.SWITCHED, result.words
    assert any("No MD5 is published" in line for line in said)
    assert any("no checksum is published" in line for line in said)


def bad_files() -> dict[str, tuple[bytes, str]]:
    """Return files that are refused, each with words of the reason."""
    whole = summaries.packed(ROWS)
    lines = summaries.text(ROWS).splitlines()
    short = gzip.compress("\n".join([*lines[:40], lines[40][:90]]).encode())
    crc = bytearray(summaries.packed(ROWS + summaries.filler(30_000)[300:]))
    crc[-6] ^= 0xFF
    columns = [name for name in summaries.COLUMNS if name != "ReviewStatus"]
    return {
        "cut in the middle": (whole[: len(whole) // 2], "cut off or damaged"),
        "a wrong checksum at the end": (bytes(crc), "cut off or damaged"),
        "a row that breaks off": (short, "cut off or damaged"),
        "without a column": (summaries.packed(ROWS, columns), "no line with the columns"),
        "another file": (gzip.compress(b"a\tb\n1\t2\n"), "no line with the columns"),
        "a web page": (b"<!DOCTYPE html><html>Sign in</html>", "web page"),
        "without the known change": (
            summaries.packed([r for r in ROWS if r["VariationID"] != "18302"]),
            "STAT3, protein_change p.Arg382Trp is expected",
        ),
        "too few rows": (summaries.packed(ROWS[:4]), "at least 10"),
    }


@pytest.mark.parametrize("name", bad_files())
def test_a_file_that_is_not_whole_and_right_leaves_what_stood_before(
    folder: Path, mirror: Mirror, run: Run, name: str
) -> None:
    updated(folder, mirror, run)
    content, why = bad_files()[name]
    summaries.offered(mirror, content)
    mirror.files[summaries.PATH].age += 7
    (result,) = run("clinvar", min_rows=10)
    assert result.outcome is Outcome.FAILED
    assert why in result.words
    assert len(records_of(folder, "STAT3").variants) == 3
    assert not list(folder.glob(".incoming/**/*.arrow"))


def test_a_table_that_shrank_by_more_than_a_tenth_is_refused(
    folder: Path, mirror: Mirror, run: Run
) -> None:
    updated(folder, mirror, run)
    summaries.offered(mirror, summaries.packed(summaries.cases() + summaries.filler(250)))
    mirror.files[summaries.PATH].age += 7
    (result,) = run("clinvar", min_rows=10)
    assert result.outcome is Outcome.FAILED
    assert "fewer than the 312" in result.words


def test_surplus_columns_and_another_order_are_read_and_old_ones_may_be_missing(
    folder: Path, mirror: Mirror, run: Run
) -> None:
    columns = list(reversed(summaries.COLUMNS[:34]))
    summaries.offered(mirror, summaries.packed(ROWS, columns))
    (result,) = run("clinvar", min_rows=10)
    assert result.outcome is Outcome.SWITCHED, result.words
    assert records_of(folder, "STAT3").counts["pathogenic"] == 1


def test_rolled_back_the_gene_has_what_it_had_before(
    folder: Path, mirror: Mirror, run: Run
) -> None:
    updated(folder, mirror, run)
    assert main(["update", "--rollback", "--dir", str(folder)]) == 0
    assert ask(folder, "STAT3").state is State.NOT_COVERED
    assert main(["update", "--rollback", "--dir", str(folder)]) == 0
    assert ask(folder, "STAT3").state is State.SNAPSHOT


def test_a_raw_file_that_is_kept_carries_its_day_into_a_place_without_a_network(
    folder: Path, mirror: Mirror, run: Run, tmp_path: Path
) -> None:
    summaries.offered(mirror, summaries.packed(ROWS))
    (result,) = run("clinvar", min_rows=10, keep_raw=True)
    assert result.outcome is Outcome.SWITCHED, result.words
    raw = folder / "raw"
    assert (raw / "variant_summary_2026-11-15.txt.gz").exists()
    (again,) = run("clinvar", min_rows=10, from_folder=raw)
    assert again.words.startswith("2026-11-15, 312 rows") or "stays" in again.words
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "variant_summary.txt.gz").write_bytes(summaries.packed(ROWS[:-1]))
    (undated,) = run("clinvar", min_rows=10, from_folder=plain)
    assert "undated, newest evaluation 2024-03-01" in undated.words


@pytest.fixture
def served(folder: Path, mirror: Mirror, run: Run) -> Dash:
    """Return an app that serves the made-up release."""
    updated(folder, mirror, run)
    return create_app(Settings(mode=Mode.OFFLINE, data_dir=folder))


@pytest.mark.parametrize("gene", ["STAT3", "PTEN", "VHL"])
def test_figures_read_again_by_the_csv_module_stand_in_json_and_csv(
    served: Dash, gene: str
) -> None:
    content = summaries.text(ROWS).removeprefix("#")
    reader = csv.DictReader(io.StringIO(content), delimiter="\t", quoting=csv.QUOTE_NONE)
    elsewhere = ("46", "-")  # of two genes; without a number
    raw = [
        row
        for row in reader
        if (f"({gene}):" in row["Name"] or row["GeneSymbol"] == gene)
        and row["VariationID"] not in elsewhere
    ]
    by_number = {row["VariationID"]: row for row in raw}
    germline = {n: r for n, r in by_number.items() if r["ClinicalSignificance"] != "-"}
    client = served.server.test_client()
    answer = orjson.loads(client.get(f"/api/v1/genes/{gene}/variants?source_set=clinvar").data)
    data = answer["data"]
    listed = [*data["variants"], *data["unplaced"]]
    assert sorted(v["id"] for v in listed) == sorted(f"VCV{int(n):09d}" for n in germline)
    assert data["counts"] == Counter(bucket(r["ClinicalSignificance"]) for r in germline.values())
    assert answer["provenance"]["release"] == "2026-11-15"
    assert answer["state"] == "snapshot"
    text = client.get(f"/api/v1/genes/{gene}/variants?source_set=clinvar&format=csv").text
    assert "# Release: 2026-11-15" in text
    assert "whole ClinVar release of 2026-11-15" in text
    table = list(csv.DictReader(line for line in text.splitlines() if line and line[0] != "#"))
    assert len(table) == len(by_number)
    for line in table:
        source = by_number[str(int(line["id"].removeprefix("VCV")))]
        assert line["raw_class"] == source["ClinicalSignificance"].removeprefix("-")
        assert line["somatic_impact"] == source["SomaticClinicalImpact"].removeprefix("-")


def test_the_page_names_the_whole_release_and_its_day(served: Dash) -> None:
    client = served.server.test_client()
    body = posted(served, "panel-variants.data-state", {ids.GENE: "STAT3"})
    page = client.post("/_dash-update-component", json=body).text
    assert "whole ClinVar release of 2026-11-15" in page
    assert "as a whole is not" not in page
    assert "axes of their own" in page
