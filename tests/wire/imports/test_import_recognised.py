"""`import FILE` without a release: columns and rows tell it; mixtures are refused."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dashboard.commands.main import main
from dashboard.errors import BadFile
from dashboard.models import State
from dashboard.service import DataService
from dashboard.tables.importing.layouts import (
    LAYOUTS,
    V2_BY_GENE,
    V2_BY_TRANSCRIPT,
    V2_RANK,
    V4_0,
    V4_1,
    V4_1_1,
    V4_RANK,
    Layout,
)
from dashboard.tables.importing.reading import ParsedRelease, names_of, read_release
from dashboard.tables.making.constraint_tables import V4_COLUMNS
from dashboard.tables.snapshot import EMBEDDED, Imports, Snapshot
from tests.wire.imports import made_up

Recognise = Callable[[Path], ParsedRelease]
ANCESTRY = ("lof.gen_anc_obs.afr", "mis.gen_anc_exp.nfe")
PERCENTILE = "lof.oe_ci.upper_bin_percentile"


@pytest.fixture(scope="module")
def recognise(snapshot: Snapshot) -> Recognise:
    """Return a function that reads a file whose release nobody names."""
    names = names_of(snapshot)
    return lambda path: read_release(path, None, names, lambda _line: None)


def v4_1_1_rows(of: int) -> list[made_up.Fields]:
    """Return rows whose ranks and percentiles count so many transcripts."""
    places = [of // 9, of // 3, of // 2, of - 1]
    return [
        made_up.V4_ROWS[0]
        | {V4_RANK: str(place), PERCENTILE: str(100 * place // of)}
        | {"gene_id": f"ENSG0{n:010d}", "transcript": f"ENST0{n:010d}", "gene": f"G{n}"}
        for n, place in enumerate(places)
    ]


@pytest.mark.parametrize(
    ("layout", "rows", "columns", "release"),
    [
        (V2_BY_GENE, made_up.V2_ROWS, (), "v2.1.1"),
        (V4_1, made_up.V4_ROWS, ("mis_pphen.obs", "level"), "v4.1"),
        (V4_0, made_up.V4_ROWS, (), "v4.0"),
        (V4_1_1, made_up.V4_ROWS, ANCESTRY, "v4.1.1"),
        (V4_1_1, made_up.V4_ROWS, (), "v4.1.2"),
        (V4_1_1, v4_1_1_rows(18_256), (), "v4.1.2"),
        (V4_1_1, v4_1_1_rows(24_900), (), "v4.1.1"),
        (V4_1_1, [made_up.V4_ROWS[0] | {V4_RANK: "NA", PERCENTILE: "NA"}], (), "v4.1.1"),
    ],
)
@pytest.mark.parametrize("by", ["\t", ",", ";"])
def test_columns_and_rows_tell_the_release_whatever_separates_them(
    tmp_path: Path,
    recognise: Recognise,
    layout: Layout,
    rows: Sequence[made_up.Fields],
    columns: Sequence[str],
    release: str,
    by: str,
) -> None:
    names = [*reversed(made_up.columns_of(layout)), *columns]
    text = io.StringIO()
    writer = csv.DictWriter(text, names, delimiter=by, restval="0", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**row, "constraint_flags": '["a","b"]'} for row in rows)
    path = tmp_path / "some.txt"
    path.write_text(text.getvalue(), encoding="utf-8")
    parsed = recognise(path)
    assert parsed.release.name == release
    assert parsed.built.rows[0]["lof_oe_upper"] is not None
    said = [line for line in parsed.warnings if line.startswith(f"Read as {release}: ")]
    assert len(said) == (layout is V4_1_1)


def test_v2_1_1_by_transcript_keeps_its_canonical_rows(
    tmp_path: Path, recognise: Recognise
) -> None:
    rows = [row | {"canonical": "true"} for row in made_up.V2_ROWS]
    other = made_up.v2_row("STAT3", "ENST00000585517", 5, canonical="false")
    path = made_up.written(tmp_path / "t.bgz", made_up.content(V2_BY_TRANSCRIPT, [other, *rows]))
    parsed = recognise(path)
    assert parsed.release.name == "v2.1.1"
    assert [row["transcript"] for row in parsed.built.rows] == [r["transcript"] for r in rows]
    assert dict(parsed.counts)["dropped: other transcripts"] == 1
    (stat3,) = [row for row in parsed.built.rows if row["symbol"] == "STAT3"]
    assert stat3["loeuf_rank"] == 1


def test_the_real_files_are_recognised(shared: Path, recognise: Recognise) -> None:
    tables = shared / "data/tables"
    v2 = recognise(tables / "gnomad-v2.1.1/gnomad_table.converted.tsv.gz")
    assert (v2.release.name, v2.complete) == ("v2.1.1", True)
    v4 = recognise(tables / "gnomad-v4.1-reduced/gnomad.v4.1.constraint_metrics_reduced.tsv.gz")
    assert (v4.release.name, v4.complete, len(v4.built.rows)) == ("v4.1", False, 235)


def test_a_copy_of_v2_1_1_without_its_ranks_is_whole_and_ranked(
    shared: Path, recognise: Recognise, tmp_path: Path
) -> None:
    path = shared / "data/tables/gnomad-v2.1.1/gnomad_table.converted.tsv.gz"
    text = gzip.decompress(path.read_bytes()).decode()
    header, _, rows = text.partition("\n")
    names = [*header.replace(V2_RANK, "gone").split("\t"), "canonical"]
    body = "".join(f"{line}\ttrue\n" for line in rows.splitlines())
    copy = tmp_path / "by_transcript.tsv"
    copy.write_text("\t".join(names) + "\n" + body, encoding="utf-8")
    parsed = recognise(copy)
    assert parsed.complete
    (stat3,) = [row for row in parsed.built.rows if row["symbol"] == "STAT3"]
    assert abs(stat3["loeuf_rank"] - 173) <= 5  # ties share a rank here


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (
            (*V4_1_1.needed, *V4_1_1.marks, "level"),
            "a mixture: it has level of v4.1 and gene_flags",
        ),
        ((*V4_1.needed, "oe_lof_upper"), "columns of v2 (oe_lof_upper) and of v4"),
        ((*V2_BY_GENE.needed, "gene_issues"), "gnomAD v2.1's"),
        (("transcript", "gene", "n_lof", "exp_lof", "mu_lof", "lof_z", "pLI"), "ExAC's constraint"),
        (("gene", "score"), "its columns are gene, score"),
        (("gene",), "its first line has one column, 'gene'"),
        (tuple(c for c in V4_1.needed if c != "lof.exp"), "lacks lof.exp"),
        (tuple(c for c in V4_1_1.needed if c != "gene_id"), "lacks gene_id"),
    ],
)
def test_a_wrong_mixture_is_refused_with_what_was_found(
    tmp_path: Path, recognise: Recognise, names: Sequence[str], says: str
) -> None:
    path = tmp_path / "given.tsv"
    path.write_text("\t".join(dict.fromkeys(names)) + "\n" + "\t".join("0" for _ in names) + "\n")
    with pytest.raises(BadFile) as refusal:
        recognise(path)
    assert says in refusal.value.message
    assert "given.tsv" in refusal.value.message


def test_every_layout_can_be_recognised() -> None:
    assert set(LAYOUTS) == {"v4.1.1", "v4.1", "v4.0", "v2.1.1 by gene"}


def served(folder: Path) -> DataService:
    return DataService(Snapshot(EMBEDDED, Imports(folder)))


def test_t61_an_excerpt_stands_beside_what_is_embedded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    figures = {V4_COLUMNS["lof_oe_upper"]: "0.777", V4_COLUMNS["lof_oe"]: "0.5"}
    figures |= {V4_COLUMNS["lof_obs"]: "50", V4_COLUMNS["lof_exp"]: "100"}
    figures |= {V4_COLUMNS["lof_oe_lower"]: "0.4"}
    row = made_up.v4_row("TP53", "ENST00000269305", "ENSG00000141510") | figures
    path = made_up.v4_file(tmp_path / "gnomad.v4.1.1.some.tsv", [row], V4_1_1)
    before = served(folder)
    kept = ["STAT3", "TTN", "SCN1A"]
    embedded = {gene: before.ask("constraint", before.gene(gene), "v4.1.1") for gene in kept}
    assert main(["import", str(path), "--dir", str(folder)]) == 0
    assert "is gnomAD v4.1.1's." in capsys.readouterr().err
    after = served(folder)
    found = after.ask("constraint", after.gene("TP53"), "v4.1.1")
    assert found.data is not None
    assert found.data.loeuf == 0.777
    assert not found.data.complete
    for gene, answer in embedded.items():
        now = after.ask("constraint", after.gene(gene), "v4.1.1")
        assert now.state is State.SNAPSHOT
        assert now.data is not None
        assert answer.data is not None
        assert (now.data.rows, now.data.loeuf) == (answer.data.rows, answer.data.loeuf)
    second = made_up.v4_row("GJB2", "ENST00000382848", "ENSG00000165474")
    path = made_up.v4_file(tmp_path / "gnomad.v4.1.1.more.tsv", [second], V4_1_1)
    assert main(["import", str(path), "--dir", str(folder)]) == 0
    assert "stay as they were imported before." in capsys.readouterr().err
    last = served(folder)
    for gene in ("TP53", "GJB2", *kept):
        assert last.ask("constraint", last.gene(gene), "v4.1.1").data is not None


def test_an_excerpt_leaves_a_whole_release_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], few: int
) -> None:
    folder = tmp_path / "data"
    whole = made_up.written(tmp_path / "whole.tsv", made_up.whole_v4(few))
    assert main(["import", str(whole), "--dir", str(folder)]) == 0
    manifest = (folder / "manifest.json").read_bytes()
    part = made_up.v4_file(tmp_path / "part.tsv")
    assert main(["import", str(part), "--dir", str(folder)]) == 0
    assert "The whole v4.1 is here, 60 rows: this excerpt adds nothing" in capsys.readouterr().err
    assert (folder / "manifest.json").read_bytes() == manifest
