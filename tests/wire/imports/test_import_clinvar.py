"""Excerpts of ClinVar: what `import` reads of them, and that none is taken for the whole."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from components import ids
from dashboard.commands.main import main
from dashboard.factory import create_app
from dashboard.models import State, VariantSet
from dashboard.service import DataService
from dashboard.settings import Mode, Settings
from dashboard.tables.importing.store import imported
from dashboard.tables.making import clinvar_records as records
from dashboard.tables.snapshot import EMBEDDED, Imports, Snapshot
from tests.wire.conftest import posted
from tests.wire.updates import summaries

Capture = pytest.CaptureFixture[str]

EXPORT = (
    *("Name", "Gene(s)", "Protein change", "Condition(s)", "Accession", "GRCh37Chromosome"),
    *("GRCh37Location", "GRCh38Chromosome", "GRCh38Location", "VariationID", "AlleleID(s)"),
    *("dbSNP ID", "Canonical SPDI", "Variant type", "Molecular consequence"),
    *("Germline classification", "Germline date last evaluated", "Germline review status"),
    *("Somatic clinical impact", "Somatic clinical impact date last evaluated"),
    *("Somatic clinical impact review status", "Oncogenicity classification"),
    *("Oncogenicity date last evaluated", "Oncogenicity review status"),
)
EXPORT_2023 = (
    *("Name", "Gene(s)", "Protein change", "Condition(s)"),
    *("Clinical significance (Last reviewed)", "Review status", "Accession", "GRCh37Chromosome"),
    *("GRCh37Location", "GRCh38Chromosome", "GRCh38Location", "VariationID", "AlleleID(s)"),
    *("dbSNP ID", "Canonical SPDI"),
)


def export(columns: tuple[str, ...], rows: list[dict[str, str]], end: str = "\t") -> str:
    """Return the text of an export; its header ends with a tab, its rows with `end`."""
    lines = ["\t".join(columns) + "\t"]
    lines += ["\t".join(row.get(name, "") for name in columns) + end for row in rows]
    return "\n".join(lines) + "\n"


def current() -> list[dict[str, str]]:
    """Return rows of today's export: two of OTOF, one of several genes, one somatic alone."""
    usual = {"Gene(s)": "OTOF", "GRCh38Chromosome": "2", "GRCh38Location": "26461788"}
    return [
        usual
        | {
            "Name": "NM_194248.3(OTOF):c.2485C>T (p.Gln829Ter)",
            "VariationID": "6105",
            "AlleleID(s)": "21144",
            "dbSNP ID": "rs80356593",
            "Condition(s)": "Autosomal recessive nonsyndromic hearing loss 9|not provided",
            "Germline classification": "Pathogenic",
            "Germline date last evaluated": "Jan 2, 2025",
            "Germline review status": "criteria provided, multiple submitters, no conflicts",
            "Molecular consequence": "nonsense|intron variant",
        },
        usual
        | {
            "Name": "NM_194248.3(OTOF):c.4091A>G (p.Gln1364Arg)",
            "VariationID": "48231",
            "Germline classification": "Uncertain significance",
            "Germline review status": "criteria provided, single submitter",
        },
        usual
        | {
            "Name": "NM_194248.3(OTOF):c.3032T>C (p.Leu1011Pro)",
            "VariationID": "21",
            "Oncogenicity classification": "Uncertain significance",
            "Oncogenicity review status": "criteria provided, single submitter",
        },
        usual
        | {
            "Name": "GRCh38/hg38 2p25.3-22.3(chr2:12770-33711509)x3",
            "Gene(s)": "ABHD1|OTOF|STAT3",
            "VariationID": "59133",
            "Germline classification": "Pathogenic",
            "Germline review status": "criteria provided, single submitter",
        },
    ]


def old() -> list[dict[str, str]]:
    """Return rows of the export of 2023, one of VHL under two genes."""
    return [
        {
            "Name": "NM_000551.4(VHL):c.194C>T (p.Ser65Leu)",
            "Gene(s)": "LOC107303340|VHL",
            "Clinical significance (Last reviewed)": "Pathogenic(Last reviewed: Jan 1, 2013)",
            "Review status": "no assertion criteria provided",
            "VariationID": "2216",
            "GRCh38Location": "10142041",
        },
        {
            "Name": "NM_000551.4(VHL):c.340+5G>C",
            "Gene(s)": "VHL",
            "Clinical significance (Last reviewed)": "not provided",
            "Review status": "no assertion provided",
            "VariationID": "2217",
            "GRCh37Location": "10188320",
        },
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of imports, which is not there yet."""
    return tmp_path / "data"


def bring(folder: Path, name: str, text: str) -> int:
    """Import a text as a file of a name and return the command's exit code."""
    path = folder.parent / name
    path.write_text(text, encoding="utf-8")
    return main(["import", str(path), "--dir", str(folder)])


def records_of(folder: Path, symbol: str, question: str = "clinvar") -> VariantSet:
    """Return the variants of a gene out of what is imported."""
    service = DataService(tables(folder))
    found = service.ask(question, service.gene(symbol)).data
    assert found is not None
    return found


def tables(folder: Path) -> Snapshot:
    """Return the tables with what is imported."""
    return Snapshot(EMBEDDED, Imports(folder))


def test_an_export_of_the_website_is_recognised_and_every_row_accounted_for(
    folder: Path, capsys: Capture
) -> None:
    assert bring(folder, "otof.txt", export(EXPORT, current())) == 0
    out = capsys.readouterr()
    assert "otof.txt: ClinVar, export of ClinVar's website." in out.err
    assert re.search(r"^ +4  rows read$", out.out, re.MULTILINE)
    assert re.search(r"^ +3  variants of a gene$", out.out, re.MULTILINE)
    assert f"1  rows left out: {records.SEVERAL_GENES}" in out.out
    assert "1  Pathogenic (2 rows of the file)" in out.out
    assert "1  no germline class (1 rows of the file)" in out.out


@pytest.mark.parametrize("end", ["", "\t"])
def test_the_export_of_2023_has_class_and_day_in_one_column(folder: Path, end: str) -> None:
    assert bring(folder, "vhl.txt", export(EXPORT_2023, old(), end)) == 0
    found = records_of(folder, "VHL")
    (placed,) = found.variants
    assert (placed.raw_class, placed.evaluated, placed.stars) == ("Pathogenic", "2013-01-01", 0)
    assert placed.position == 65
    (other,) = found.unplaced
    assert other.raw_class == "not provided"
    assert other.evaluated is None


def test_t61_an_excerpt_is_at_least_these_and_counts_nothing(folder: Path) -> None:
    assert bring(folder, "otof.txt", export(EXPORT, current())) == 0
    service = DataService(tables(folder))
    answer = service.ask("clinvar", service.gene("OTOF"))
    assert answer.state is State.SNAPSHOT
    assert answer.coverage is not None
    assert not answer.coverage.complete
    found = records_of(folder, "OTOF")
    assert found.counts == {}
    assert "excerpt otof.txt" in (found.selection or "")
    assert not found.is_whole
    assert [v.position for v in found.variants] == [829, 1364]
    condition = "Autosomal recessive nonsyndromic hearing loss 9; not provided"
    assert found.variants[0].condition == condition
    # Of a gene that no excerpt has, nothing follows.
    assert service.ask("clinvar", service.gene("STAT3")).state is State.NOT_COVERED
    # What a page opens with is what it was.
    assert records_of(folder, "STAT3", "variants").source_set == "uniprot"


def test_excerpts_stand_side_by_side_and_one_is_taken_out_by_its_name(
    folder: Path, capsys: Capture
) -> None:
    assert bring(folder, "otof.txt", export(EXPORT, current())) == 0
    assert bring(folder, "vhl.txt", export(EXPORT_2023, old())) == 0
    assert bring(folder, "again.txt", export(EXPORT_2023, old())) == 0
    assert len(imported(folder)) == 2
    capsys.readouterr()
    assert main(["import", "--list", "--dir", str(folder)]) == 0
    names = re.findall(r"\((clinvar_excerpt_[0-9a-f]{8})\)", capsys.readouterr().out)
    assert len(names) == 2
    assert main(["import", "--remove", names[0], "--dir", str(folder)]) == 0
    assert list(imported(folder)) == [names[1]]


def test_an_excerpt_of_variant_summary_hides_nothing_of_a_whole_release(folder: Path) -> None:
    assert bring(folder, "part.txt", summaries.text(summaries.cases())) == 0
    (name,) = imported(folder)
    entry = imported(folder)[name]
    assert entry.partial
    assert entry.wholly == frozenset()
    found = records_of(folder, "STAT3")
    assert [v.position for v in found.variants] == [1, 1, 382]


def test_page_json_and_csv_name_the_excerpt(folder: Path) -> None:
    assert bring(folder, "otof.txt", export(EXPORT, current())) == 0
    app = create_app(Settings(mode=Mode.OFFLINE, data_dir=folder))
    client = app.server.test_client()
    address = "/api/v1/genes/OTOF/variants?source_set=clinvar"
    answer = orjson.loads(client.get(address).data)
    assert answer["coverage"] == {"complete": False, "of": None}
    assert "excerpt otof.txt" in answer["data"]["selection"]
    text = client.get(f"{address}&format=csv").text
    assert "# Selection: excerpt otof.txt" in text
    assert "# Coverage: not complete: at least these" in text
    body = posted(app, "panel-variants.data-state", {ids.GENE: "OTOF", ids.SOURCE_SET: "clinvar"})
    page = client.post("/_dash-update-component", json=body).text
    assert "excerpt otof.txt" in page
    assert "at least these" in page
    assert "two stars or more, ClinVar None" not in page


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (export(EXPORT, current()) + "NM_194248.3(OTOF):c.1", "cut off or damaged"),
        (export(EXPORT, []), "No row of bad.txt is of a gene"),
        (summaries.text(summaries.cases())[:-300], "cut off or damaged"),
    ],
)
def test_a_damaged_or_empty_excerpt_is_refused_and_nothing_is_stored(
    folder: Path, capsys: Capture, text: str, why: str
) -> None:
    assert bring(folder, "bad.txt", text) == 1
    assert why in capsys.readouterr().err
    assert not imported(folder)
    assert not list(folder.glob(".clinvar-*"))


def raw_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a real export by the csv module."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(io.StringIO(file.read()), delimiter="\t", quoting=csv.QUOTE_NONE)


@pytest.mark.parametrize(
    ("name", "column", "genes"),
    [
        ("NF2_VHL_2023", "Clinical significance (Last reviewed)", ("NF2", "VHL", "TUSC3")),
        ("OTOF_2026", "Germline classification", ("OTOF",)),
    ],
)
def test_real_exports_are_placed_or_in_the_ledger_to_the_last_row(
    shared: Path, folder: Path, capsys: Capture, name: str, column: str, genes: tuple[str, ...]
) -> None:
    path = shared / f"data/tables/clinvar-exports/{name}.txt.gz"
    rows = list(raw_rows(path))
    classes = Counter(re.sub(r"\(Last reviewed: .*\)$", "", row[column]) for row in rows)
    assert main(["import", str(path), "--dir", str(folder)]) == 0
    out = capsys.readouterr().out
    (table,) = imported(folder)
    found = tables(folder).gene_rows(table)
    (read, placed), reasons = found.told(b"ledger")["ledger"]
    assert read == len(rows)
    assert read == placed + sum(reasons.values())
    printed = {
        words: int(count.replace(",", ""))
        for words, count in re.findall(r"(?m)^ *[\d,]+  (.*) \(([\d,]+) rows of the file\)$", out)
    }
    assert printed.pop("no germline class", 0) == classes.pop("", 0)
    assert printed == classes
    for symbol in genes:
        own = {row["VariationID"]: row for row in rows if row["Gene(s)"] == symbol}
        excerpt = records_of(folder, symbol)
        listed = [*excerpt.variants, *excerpt.unplaced, *excerpt.other_axes]
        accessions = {v.id: v for v in listed}
        missing = {n for n in own if f"VCV{int(n):09d}" not in accessions}
        assert not missing
        here = Counter(accessions[f"VCV{int(n):09d}"].raw_class for n in own)
        plain = Counter(re.sub(r"\(Last reviewed: .*\)$", "", r[column]) for r in own.values())
        assert here == plain


def test_the_sample_of_variant_summary_is_read_to_the_last_row(
    shared: Path, folder: Path, capsys: Capture
) -> None:
    path = shared / "data/tables/clinvar-exports/variant_summary_sample.txt"
    assert main(["import", str(path), "--dir", str(folder)]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^ +40  rows read$", out, re.MULTILINE)
    assert re.search(r"^ +20  variants of a gene$", out, re.MULTILINE)
    assert f"20  rows left out: {records.OTHER_BUILD}" in out
