"""Wrong, mixed, cut off and damaged files are refused: what was expected and what was found."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.errors import BadFile, BadRelease
from dashboard.tables.importing.layouts import V2_BY_GENE, V4_1, V4_1_1, Layout, layout_of
from dashboard.tables.importing.opening import LONGEST_LINE
from dashboard.tables.importing.reading import ParsedRelease
from tests.wire.imports import made_up

Read = Callable[[Path, str], ParsedRelease]
Refused = Callable[[bytes | str, str], str]

V2_TEXT = made_up.content(V2_BY_GENE, made_up.V2_ROWS)
V4_TEXT = made_up.content(V4_1, made_up.V4_ROWS)
NEWER_TEXT = made_up.content(V4_1_1, made_up.V4_ROWS)


@pytest.fixture
def refused(tmp_path: Path, read: Read) -> Refused:
    """Return a function that reads what must be refused: the whole sentence."""

    def sentence(content: bytes | str, release: str) -> str:
        path = tmp_path / "given.tsv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with pytest.raises(BadFile) as refusal:
            read(path, release)
        assert "given.tsv" in refusal.value.message
        return f"{refusal.value.message} {refusal.value.hint}"

    return sentence


@pytest.mark.parametrize(
    ("text", "release", "found"),
    [
        (V2_TEXT, "v4.1", "oe_lof_upper is that of v2.1.1"),
        (V2_TEXT, "v4.1.2", "oe_lof_upper is that of v2.1.1"),
        (V4_TEXT, "v2.1.1", "lof.oe_ci.upper is that of v4"),
        (NEWER_TEXT, "v2.1.1", "gene_flags is that of v4.1.1 and v4.1.2"),
        (NEWER_TEXT, "v4.1", "gene_flags is that of v4.1.1 and v4.1.2"),
        (V4_TEXT, "v4.1.1", "lacks gene_flags, lof.oe_ci.upper_bin_percentile, as v4.1 does"),
        (V4_TEXT, "v4.1.2", "lacks gene_flags"),
        (V4_TEXT.replace("gene_id", "other", 1), "v4.1", "no column gene_id, as v4.0"),
        (V2_TEXT.replace("constraint_flag", "gene_issues", 1), "v2.1.1", "that of v2.1"),
        (V4_TEXT.replace("syn.mu", "oe_lof_upper", 1), "v4.1", "columns of v2 (oe_lof_upper)"),
    ],
)
def test_another_release_is_refused_with_what_was_expected_and_found(
    refused: Refused, text: str, release: str, found: str
) -> None:
    sentence = refused(text, release)
    assert found in sentence
    assert f"is not {layout_of(release).title}" in sentence
    assert f"For --release {release} give " in sentence
    assert layout_of(release).marks[0] in sentence


@pytest.mark.parametrize(
    ("text", "release"), [(V2_TEXT, "v2.1.1"), (V4_TEXT, "v4.1"), (NEWER_TEXT, "v4.1.1")]
)
def test_every_column_that_is_read_is_missed(refused: Refused, text: str, release: str) -> None:
    layout: Layout = layout_of(release)
    header, _, rows = text.partition("\n")
    for column in layout.needed:
        names = ["gone" if name == column else name for name in header.split("\t")]
        assert column in refused("\t".join(names) + "\n" + rows, release)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "is empty"),
        (b"\n\n \n", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (b"PK\x03\x04" + bytes(60), "an Excel or zip file"),
        (gzip.compress(b"PK\x03\x04" + bytes(60), mtime=0), "an Excel or zip file"),
        (b"PAR1" + bytes(60), "a Parquet file"),
        (b"BZh9" + bytes(60), "packed by bzip2"),
        (V2_TEXT.encode("utf-16"), "UTF-16"),
        (b"<?xml version='1.0'?><Error/>", "a web page or XML"),
        (b"\x7fELF" + bytes(60), "a binary file"),
        (random.Random(1).randbytes(9_000), "binary file"),
        (V2_TEXT.encode() + bytes(50), "null byte"),
        (V2_TEXT.encode().replace(b"MLL", b"\xff\xfe\xfd"), "no UTF-8 text"),
        (b"STAT3\nSTAT1\n", "one column, 'STAT3'"),
        (b"a\tb\tc\n1\t2\t3\n", "its columns are a, b, c"),
        (b"a" * (LONGEST_LINE + 1), "more than a megabyte"),
    ],
)
def test_what_is_no_constraint_file_is_refused_by_its_kind(
    refused: Refused, content: bytes, kind: str
) -> None:
    assert kind in refused(content, "v2.1.1")


def test_a_name_that_a_file_gives_cannot_reach_the_terminal(refused: Refused) -> None:
    sentence = refused("\x1b[2Jevil\tb\n1\t2\n", "v4.1")
    assert "\x1b" not in sentence
    assert "?[2Jevil" in sentence


def packed(kind: str) -> bytes:
    """Return a file of some blocks."""
    text = made_up.content(V2_BY_GENE, [made_up.v2_row(f"G{n}", f"T{n}", n) for n in range(200)])
    return made_up.bgzf(text) if kind == "bgz" else gzip.compress(text.encode())


@pytest.mark.parametrize("kind", ["gz", "bgz"])
@pytest.mark.parametrize("share", [0.001, 0.3, 0.9, 0.999])
def test_a_packed_file_that_is_cut_off_is_refused(
    refused: Refused, kind: str, share: float
) -> None:
    content = packed(kind)
    assert "cut off" in refused(content[: max(20, int(share * len(content)))], "v2.1.1")


def test_a_bgz_file_cut_between_two_blocks_is_refused(refused: Refused) -> None:
    sentence = refused(packed("bgz").removesuffix(made_up.BGZF_END), "v2.1.1")
    assert "the mark at the end of a .bgz file is missing" in sentence


@pytest.mark.parametrize("kind", ["gz", "bgz"])
def test_a_packed_file_with_a_changed_byte_is_refused(refused: Refused, kind: str) -> None:
    content = bytearray(packed(kind))
    content[len(content) // 2] ^= 1
    assert "Download the file again" in refused(bytes(content), "v2.1.1")


def test_a_plain_file_that_ends_within_a_row_is_refused(refused: Refused) -> None:
    sentence = refused(V2_TEXT[: -len(V2_TEXT) // 6], "v2.1.1")
    assert "columns instead of" in sentence


def test_a_header_alone_is_refused(refused: Refused) -> None:
    assert "a header and no row" in refused(V2_TEXT.partition("\n")[0] + "\n", "v2.1.1")


@pytest.mark.parametrize("second", [V2_TEXT, V4_TEXT])
def test_two_files_in_one_are_refused(refused: Refused, second: str) -> None:
    first = V2_TEXT if second is V2_TEXT else V4_TEXT
    sentence = refused(first + second, "v2.1.1" if first is V2_TEXT else "v4.1")
    assert "second header" in sentence or "columns instead of" in sentence


def test_t8_two_mane_rows_of_a_gene_are_refused(refused: Refused) -> None:
    rows = [*made_up.V4_ROWS, made_up.v4_row("STAT3", "ENST00000585517", made_up.STAT3_ENSG)]
    sentence = refused(made_up.content(V4_1, rows), "v4.1")
    assert "two MANE Select rows for STAT3: ENST00000585517 and ENST00000264657" in sentence


def test_a_transcript_that_stands_twice_is_refused(refused: Refused) -> None:
    rows = [*made_up.V2_ROWS, made_up.v2_row("OTHER", "ENST00000264657", 9)]
    assert "several rows for ENST00000264657" in refused(
        made_up.content(V2_BY_GENE, rows), "v2.1.1"
    )


@pytest.mark.parametrize("rank", [0, 19_197])
def test_t5_ranks_that_are_not_v2_1_1s_are_refused(refused: Refused, rank: int) -> None:
    rows = [*made_up.V2_ROWS, made_up.v2_row("STAT1", "ENST00000361099", rank)]
    sentence = refused(made_up.content(V2_BY_GENE, rows), "v2.1.1")
    assert "1 to 19,197, each once, is expected; found are 4" in sentence


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("obs_lof", "many", "could not convert"),
        ("obs_lof", "1.5", "not a whole number"),
        ("exp_mis", "-3", "less than 0"),
        ("syn_z", "inf", "is inf"),
        ("pLI", "1.2", "not a probability"),
    ],
)
def test_a_value_that_no_release_prints_is_refused_with_its_gene(
    refused: Refused, column: str, value: str, words: str
) -> None:
    text = made_up.content(V2_BY_GENE, [made_up.V2_ROWS[0] | {column: value}])
    sentence = refused(text, "v2.1.1")
    assert words in sentence
    assert "gene STAT3, ENST00000264657" in sentence


def test_columns_that_do_not_belong_together_are_refused(refused: Refused) -> None:
    rows = [made_up.v2_row(f"G{n}", f"T{n}", n) for n in range(40)]
    shifted = [
        row | {"exp_lof": other["exp_lof"]}
        for row, other in zip(rows, [*rows[1:], rows[0]], strict=True)
    ]
    assert "is mixed up" in refused(made_up.content(V2_BY_GENE, shifted), "v2.1.1")


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path, read: Read) -> None:
    with pytest.raises(BadFile, match="is not a file"):
        read(tmp_path, "v4.1")
    with pytest.raises(BadFile, match="There is no file"):
        read(tmp_path / "none.tsv", "v4.1")


def test_a_release_without_a_layout_is_refused(tmp_path: Path, read: Read) -> None:
    with pytest.raises(BadRelease) as refusal:
        read(made_up.v2_file(tmp_path / "f.tsv"), "v2.1")
    assert refusal.value.hint == "Choose one of v4.1.2, v4.1.1, v4.1, v4.0, v2.1.1."
