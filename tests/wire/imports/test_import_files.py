"""Real and made-up constraint files are imported: which rows, which genes, which ranks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.tables.importing.layouts import V2_BY_GENE, V4_1, V4_1_1, Layout
from dashboard.tables.importing.reading import FEWEST_GENES, ParsedRelease
from dashboard.tables.making.constraint_tables import V4_COLUMNS
from dashboard.tables.making.rows import Row
from tests.wire.imports import made_up

Read = Callable[[Path, str], ParsedRelease]


def row_of(parsed: ParsedRelease, symbol: str) -> Row:
    """Return the only row that the file gives a symbol."""
    (row,) = [row for row in parsed.built.rows if row["symbol"] == symbol]
    return row


def test_t5_v2_1_1_gives_the_golden_counts(v2_1_1: ParsedRelease) -> None:
    counts = dict(v2_1_1.counts)
    assert v2_1_1.complete
    assert counts["rows read"] == counts["rows kept, one a gene"] == 19_704
    assert counts["ranked by LOEUF"] == counts["with a LOEUF"] == 19_197
    assert counts["with a LOEUF below 0.35"] == 2_971
    assert counts["ranked by missense Z"] == 19_703
    assert v2_1_1.warnings == ()


def test_t5_stat3_is_173rd_in_v2_1_1_as_the_file_counts_from_0(v2_1_1: ParsedRelease) -> None:
    row = row_of(v2_1_1, "STAT3")
    assert (row["loeuf_rank"], row["mis_z_rank"]) == (173, 105)
    assert (row["lof_obs"], row["lof_exp"], row["lof_oe_upper"]) == (1, 50.138, 0.095)


def test_t9_every_row_of_v2_1_1_is_given_or_stands_under_its_symbol(v2_1_1: ParsedRelease) -> None:
    rows, counts = v2_1_1.built.rows, dict(v2_1_1.counts)
    assert counts["under their own symbol: no gene of HGNC has their id or symbol"] == 508
    assert sum(row["hgnc_id"] is None for row in rows) == 508
    own = [row["hgnc_id"] for row in rows if row["is_primary"] and row["hgnc_id"]]
    assert len(own) == len(set(own))
    assert counts["further rows of a gene"] == sum(not row["is_primary"] for row in rows) == 85


def test_t8_v4_1_keeps_one_ensembl_row_a_gene(shared: Path, read: Read) -> None:
    folder = shared / "data/tables/gnomad-v4.1-reduced"
    parsed = read(folder / "gnomad.v4.1.constraint_metrics_reduced.tsv.gz", "v4.1")
    counts = dict(parsed.counts)
    assert counts["rows read"] == 3_754
    assert counts["dropped: RefSeq rows"] == 1_726
    assert counts["rows kept, one a gene"] == 230 + parsed.canonical == 235
    genes = [row["ensembl_id"] for row in parsed.built.rows]
    assert len(set(genes)) == len(genes)
    assert all(row["transcript"].startswith("ENST") for row in parsed.built.rows)


def test_t7_an_excerpt_has_no_ranks_and_names_the_genes_it_covers(shared: Path, read: Read) -> None:
    folder = shared / "data/tables/gnomad-v4.1-reduced"
    parsed = read(folder / "gnomad.v4.1.constraint_metrics_reduced.tsv.gz", "v4.1")
    assert not parsed.complete
    assert parsed.built.covers is not None
    assert len(parsed.built.covers) == 235
    assert {row["loeuf_rank"] for row in parsed.built.rows} == {None}
    assert dict(parsed.counts)["ranked by LOEUF"] == 0


@pytest.mark.parametrize("suffix", [".tsv", ".gz", ".bgz"])
def test_plain_gz_and_bgz_read_alike(tmp_path: Path, read: Read, suffix: str) -> None:
    parsed = read(made_up.v4_file(tmp_path / f"file{suffix}"), "v4.1")
    assert [row["symbol"] for row in parsed.built.rows] == ["STAT3", "SYT14"]
    assert dict(parsed.counts)["rows read"] == len(made_up.V4_ROWS)


def test_columns_are_found_by_name_whatever_their_order(tmp_path: Path, read: Read) -> None:
    columns = made_up.columns_of(V4_1)
    texts = [
        made_up.content(V4_1, made_up.V4_ROWS, order)
        for order in (columns, sorted(columns), sorted(columns, reverse=True))
    ]
    read_ones = [
        read(made_up.written(tmp_path / f"{number}.tsv", text), "v4.1").built.rows
        for number, text in enumerate(texts)
    ]
    assert read_ones[0] == read_ones[1] == read_ones[2]


def test_line_ends_of_windows_a_byte_order_mark_and_quotes_are_read(
    tmp_path: Path, read: Read
) -> None:
    text = made_up.content(
        V4_1_1, [made_up.V4_ROWS[0] | {"gene_flags": '"[""low_exome_coverage""]"'}]
    )
    path = tmp_path / "windows.tsv"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert row_of(read(path, "v4.1.1"), "STAT3")["flags"] == ["low_exome_coverage"]


def test_t10_a_gene_without_mane_keeps_its_protein_coding_canonical_row(
    tmp_path: Path, read: Read
) -> None:
    parsed = read(made_up.v4_file(tmp_path / "f.tsv"), "v4.1")
    assert row_of(parsed, "SYT14")["transcript"] == "ENST00000637265"
    assert parsed.canonical == 1
    assert "SENP3-EIF4A1" not in {row["symbol"] for row in parsed.built.rows}


def test_t9_an_old_symbol_finds_its_gene_and_says_how(tmp_path: Path, read: Read) -> None:
    parsed = read(made_up.v2_file(tmp_path / "f.tsv"), "v2.1.1")
    assert row_of(parsed, "MLL")["mapped_by"] == "previous"
    assert row_of(parsed, "MLL")["hgnc_id"] == "HGNC:7132"
    assert row_of(parsed, "NOSUCHGENE")["hgnc_id"] is None
    assert row_of(parsed, "NOSUCHGENE")["is_primary"]


def test_t11_a_gene_without_expected_lof_keeps_its_other_classes(
    tmp_path: Path, read: Read
) -> None:
    row = row_of(read(made_up.v2_file(tmp_path / "f.tsv"), "v2.1.1"), "COX7B2")
    assert (row["lof_obs"], row["lof_oe_upper"], row["loeuf_rank"]) == (None, None, None)
    assert row["mis_obs"] is not None
    assert row["flags"] == ["no_exp_lof"]


def test_t7_an_excerpt_of_v2_1_1_keeps_the_ranks_of_its_file(tmp_path: Path, read: Read) -> None:
    parsed = read(made_up.v2_file(tmp_path / "f.tsv"), "v2.1.1")
    assert not parsed.complete
    assert row_of(parsed, "STAT3")["loeuf_rank"] == 1
    assert row_of(parsed, "STAT3")["mis_z_rank"] is None


def test_a_file_of_far_fewer_genes_than_any_v4_release_has_is_an_excerpt() -> None:
    assert 12_000 < FEWEST_GENES < 17_063  # v4.1.1's MANE Select transcripts with a LOEUF


def test_t5_a_whole_v4_release_is_ranked_and_ties_share_a_rank(
    tmp_path: Path, read: Read, few: int
) -> None:
    path = made_up.written(tmp_path / "f.tsv", made_up.whole_v4(few))
    parsed = read(path, "v4.1")
    assert parsed.complete
    assert parsed.built.covers is None
    assert row_of(parsed, "STAT3")["loeuf_rank"] == 1
    for row in parsed.built.rows:
        smaller = sum(o["lof_oe_upper"] < row["lof_oe_upper"] for o in parsed.built.rows)
        assert row["loeuf_rank"] == 1 + smaller
    one_less = read(made_up.written(tmp_path / "less.tsv", made_up.whole_v4(few - 1)), "v4.1")
    assert not one_less.complete


def test_the_second_copy_of_a_gene_of_x_and_y_is_dropped(tmp_path: Path, read: Read) -> None:
    rows = [
        made_up.v4_row("SHOX", f"ENST0000000000{n}", "ENSG00000185960", chromosome=chromosome)
        for n, chromosome in enumerate(("chrY", "chrX"))
    ]
    parsed = read(made_up.v4_file(tmp_path / "f.tsv", rows, V4_1_1), "v4.1.2")
    assert row_of(parsed, "SHOX")["chromosome"] == "X"
    assert dict(parsed.counts)["dropped: Y copies of X and Y genes"] == 1


@pytest.mark.parametrize(("release", "percentile"), [("v4.1.2", "68"), ("v4.1.1", "99")])
def test_a_release_that_the_percentiles_speak_against_is_doubted(
    tmp_path: Path, read: Read, few: int, release: str, percentile: str
) -> None:
    more = {"lof.oe_ci.upper_bin_percentile": percentile}
    path = made_up.written(tmp_path / "f.tsv", made_up.whole_v4(few, V4_1_1, **more))
    plausibility_warnings = read(path, release).warnings
    # The file's ranks are all the same: of v4.1.2, whose own are used, that is said, too (T75).
    assert len(plausibility_warnings) == (3 if release == "v4.1.2" else 2)
    assert "Columns do not tell" in plausibility_warnings[0]
    assert f"end at {percentile}" in plausibility_warnings[1]


@pytest.mark.parametrize(
    ("layout", "release", "chromosome", "words"),
    [
        (V4_1, "v4.1", "chrX", "has 60 genes of X and Y, of which v4.1 has none"),
        (V4_1_1, "v4.1.1", "chr2", "has no genes of X and Y, which v4.1.1 has"),
    ],
)
def test_t15_chromosomes_that_speak_against_the_release_are_a_doubt(
    tmp_path: Path,
    read: Read,
    few: int,
    layout: Layout,
    release: str,
    chromosome: str,
    words: str,
) -> None:
    text = made_up.whole_v4(few, layout, chromosome=chromosome)
    assert words in read(made_up.written(tmp_path / "f.tsv", text), release).warnings[0]
    assert read(made_up.written(tmp_path / "f.tsv", made_up.whole_v4(few)), "v4.1").warnings == ()


def test_a_file_name_of_another_release_is_a_doubt(tmp_path: Path, read: Read) -> None:
    path = made_up.v4_file(tmp_path / "gnomad.v4.1.2.constraint_metrics.tsv", layout=V4_1_1)
    assert "says v4.1.2" in read(path, "v4.1.1").warnings[0]
    assert len(read(path, "v4.1.2").warnings) == 1


def test_values_stand_as_the_file_prints_them(tmp_path: Path, read: Read) -> None:
    row = made_up.V4_ROWS[0]
    found = row_of(read(made_up.v4_file(tmp_path / "f.tsv"), "v4.1"), "STAT3")
    for ours, theirs in V4_COLUMNS.items():
        assert found[ours] == float(row[theirs])


def test_v2_by_gene_needs_no_more_columns_than_it_reads(tmp_path: Path, read: Read) -> None:
    path = made_up.written(
        tmp_path / "f.tsv", made_up.content(V2_BY_GENE, made_up.V2_ROWS, V2_BY_GENE.needed)
    )
    row = row_of(read(path, "v2.1.1"), "STAT3")
    assert (row["ensembl_id"], row["chromosome"], row["cds_length"]) == (None, None, None)
