"""Made-up constraint files in gnomAD's layouts: no figure in them is gnomAD's.

Symbols and transcripts are real, so that rows find their genes; observed and expected counts are
invented, the rest follows from them.
"""

from __future__ import annotations

import gzip
import random
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dashboard.tables.importing.layouts import V2_BY_GENE, V2_RANK, V4_1, Layout
from dashboard.tables.making.constraint_tables import V2_COLUMNS, V4_COLUMNS
from dashboard.tables.making.schemas import CLASSES

Fields = dict[str, str]
BGZF_END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
# Columns that no part of the program reads stand in the files as well.
IGNORED = ("lof_hc_lc.obs", "mis.possible", "syn.mu")


def figures(columns: Mapping[str, str], seed: object, *, lof: bool = True) -> Fields:
    """Return invented figures of all classes; without `lof` no LoF variant is expected."""
    draw = random.Random(str(seed))
    found: Fields = {columns["pli"]: f"{draw.random():.4f}" if lof else "NA"}
    for prefix in CLASSES:
        exp = draw.uniform(20, 400)
        obs = int(draw.uniform(0, 1.2) * exp)
        oe = obs / exp
        values = (obs, exp, oe, 0.8 * oe, 1.2 * oe + 0.05, draw.gauss(0, 2))
        names = ("obs", "exp", "oe", "oe_lower", "oe_upper", "z")
        for name, value in zip(names, values, strict=True):
            known = lof or prefix != "lof"
            found[columns[f"{prefix}_{name}"]] = f"{value:.6g}" if known else "NA"
    return found


def v2_row(gene: str, transcript: str, rank: int | None = None, **more: str) -> Fields:
    """Return a row of the v2.1.1 layout; `rank` counts from 0, None: no LOEUF."""
    own = {
        "gene": gene,
        "transcript": transcript,
        "constraint_flag": "" if rank is not None else "no_exp_lof",
        V2_RANK: "NA" if rank is None else str(rank),
        "gene_id": f"ENSG{zlib.crc32(transcript.encode()):011d}",
        "chromosome": "17",
        "cds_length": "900",
    }
    return own | figures(V2_COLUMNS, transcript, lof=rank is not None) | more


def v4_row(gene: str, transcript: str, gene_id: str, **more: str) -> Fields:
    """Return a MANE Select row of the v4 layouts."""
    own = {
        "gene": gene,
        "gene_id": gene_id,
        "transcript": transcript,
        "canonical": "true",
        "mane_select": "true",
        "transcript_type": "protein_coding",
        "chromosome": "chr17",
        "cds_length": "900",
        "constraint_flags": "[]",
        "gene_flags": "[]",
        "lof.oe_ci.upper_bin_percentile": "5",
        "lof.oe_ci.upper_rank": "7",
    }
    return own | figures(V4_COLUMNS, transcript) | more


def columns_of(layout: Layout) -> list[str]:
    """Return the columns of a layout and some that nobody reads, in an order of their own."""
    names = [*layout.needed, *layout.useful, *IGNORED]
    random.Random(layout.title).shuffle(names)
    return list(dict.fromkeys(names))


def content(layout: Layout, rows: Iterable[Mapping[str, str]], columns: Sequence[str] = ()) -> str:
    """Return the text of a file of a layout."""
    names = columns or columns_of(layout)
    lines = ["\t".join(names)]
    lines += ["\t".join(row.get(name, "0") for name in names) for row in rows]
    return "\n".join(lines) + "\n"


def bgzf(text: str, block: int = 4_000) -> bytes:
    """Return a text packed as bgzip packs it, in small blocks."""
    data = text.encode()
    blocks = [_block(data[at : at + block]) for at in range(0, len(data), block)]
    return b"".join(blocks) + BGZF_END


def _block(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    body = packer.compress(data) + packer.flush()
    head = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0" + struct.pack("<H", len(body) + 25)
    return head + body + struct.pack("<II", zlib.crc32(data), len(data))


def written(path: Path, text: str) -> Path:
    """Write a text, packed as the file's name says."""
    packers: dict[str, Any] = {
        ".gz": lambda: gzip.compress(text.encode()),
        ".bgz": lambda: bgzf(text),
    }
    pack = packers.get(path.suffix, text.encode)
    path.write_bytes(pack())
    return path


V2_ROWS = (
    v2_row("STAT3", "ENST00000264657", 0),
    v2_row("MLL", "ENST00000389506", 2),  # KMT2A today
    v2_row("NOSUCHGENE", "ENST00000999999", 1),
    v2_row("COX7B2", "ENST00000396533"),
)

STAT3_ENSG = "ENSG00000168610"
V4_ROWS = (
    v4_row("STAT3", "ENST00000264657", STAT3_ENSG),
    v4_row("STAT3", "NM_139276.3", "6774"),
    v4_row("STAT3", "ENST00000585517", STAT3_ENSG, mane_select="false", canonical="false"),
    v4_row("SYT14", "ENST00000637265", "ENSG00000143469", mane_select="false"),
    v4_row("SYT14", "ENST00000000001", "ENSG00000143469", mane_select="false", canonical="false"),
    v4_row(
        *("SENP3-EIF4A1", "ENST00000614237", "ENSG00000277957"),
        mane_select="false",
        transcript_type="nonsense_mediated_decay",
    ),
)


def whole_v4(genes: int, layout: Layout = V4_1, **more: str) -> str:
    """Return a v4 file of many genes, STAT3 the most constrained, the last on X but in v4.1."""
    most = {V4_COLUMNS["lof_oe_upper"]: "0.001", V4_COLUMNS["lof_oe_lower"]: "0"}
    most |= {V4_COLUMNS["lof_oe"]: "0", V4_COLUMNS["lof_obs"]: "0"}
    rows = [V4_ROWS[0] | most | more]
    rows += [
        v4_row(f"MADEUP{n}", f"ENST{n:011d}", f"ENSG9{n:010d}", **more) for n in range(1, genes)
    ]
    if layout is not V4_1 and "chromosome" not in more:
        rows[-1]["chromosome"] = "chrX"
    return content(layout, rows)


def v2_file(path: Path, rows: Iterable[Mapping[str, str]] = V2_ROWS) -> Path:
    """Write a file of the v2.1.1 layout."""
    return written(path, content(V2_BY_GENE, rows))


def v4_file(path: Path, rows: Iterable[Mapping[str, str]] = V4_ROWS, layout: Layout = V4_1) -> Path:
    """Write a file of a v4 layout."""
    return written(path, content(layout, rows))
