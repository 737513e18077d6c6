"""The packages' files counted anew, and the committed tables beside them.

Nothing of `dashboard.tables.making` is used: places are looked up in plain arrays of bases, names
in plain text, so that a fault of the build is not repeated here.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

TABLES = Path(__file__).resolve().parents[2] / "dashboard" / "tables" / "data"
CACHE = "package/dist/data/cache/"
NEAR = 8  # bases of an intron beside an exon


def rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of a committed table."""
    return list(pq.read_table(TABLES / f"{name}.parquet").to_pylist())


def of_npm(packages: Path, path: str) -> list[str]:
    """Return the lines of a file of ideogram's."""
    with tarfile.open(packages / "ideogram-1.53.0.tgz") as archive:
        packed = archive.extractfile(CACHE + path)
        assert packed is not None
        return gzip.decompress(packed.read()).decode().splitlines()


def of_wheel(packages: Path, package: str, path: str) -> bytes:
    """Return a file of a wheel."""
    (file,) = packages.glob(f"{package}-*.whl")
    with zipfile.ZipFile(file) as archive:
        return archive.read(path)


@pytest.fixture(scope="module")
def records(packages: Path) -> pd.DataFrame:
    """Return ClinVar's records with the bases that change: first, and one past the last."""
    lines = [x for x in of_npm(packages, "variants/homo-sapiens-variants.tsv.gz") if x[0] != "#"]
    parts = [(line.split("\t") + [""] * 13)[:13] for line in lines]
    found = pd.DataFrame(
        {
            "chromosome": [p[0] for p in parts],
            "pos": [int(p[1]) for p in parts],
            "id": [int(p[2]) for p in parts],
            "ref": [p[3] for p in parts],
            "alt": [p[4] for p in parts],
            "review": [int(p[7]) for p in parts],
            "class": [int(p[8]) for p in parts],
        }
    )
    ends = [
        _bases(p, r, a) for p, r, a in zip(found["pos"], found["ref"], found["alt"], strict=True)
    ]
    found["first"], found["past"] = zip(*ends, strict=True)
    return found


def _bases(pos: int, ref: str, alt: str) -> tuple[int, int]:
    same = 0
    while same < min(len(ref), len(alt)) and ref[same] == alt[same]:
        same += 1
    tail = 0
    while tail < min(len(ref), len(alt)) - same and ref[-1 - tail] == alt[-1 - tail]:
        tail += 1
    return pos - 1 + same, pos - 1 + len(ref) - tail


@pytest.fixture(scope="module")
def transcripts(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Return MANE's Select transcripts out of the bigBed, with their HGNC ids."""
    pybigtools = pytest.importorskip("pybigtools", reason="pybigtools is not installed")
    path = tmp_path_factory.mktemp("mane") / "mane.bb"
    path.write_bytes(
        of_wheel(packages, "scout_browser", "scout/resources/custom_igv_tracks/mane.bb")
    )
    by_transcript = {r["transcript"]: r["hgnc_id"] for r in rows("transcripts")}
    by_entrez = {r["entrez_id"]: r["hgnc_id"] for r in rows("genes")}
    found = []
    with pybigtools.open(str(path)) as bigbed:
        for chromosome in bigbed.chroms():
            for record in bigbed.records(chromosome):
                start, fields = int(record[0]), [str(x) for x in record[2:]]
                sizes = np.array([int(x) for x in fields[7].split(",") if x])
                starts = np.array([int(x) for x in fields[8].split(",") if x]) + start
                if fields[22] != "Select":
                    continue
                gene = by_transcript.get(fields[0]) or by_entrez.get(
                    fields[19].replace("GeneID:", "")
                )
                found.append(
                    {
                        "transcript": fields[0],
                        "symbol": fields[15],
                        "gene": gene,
                        "current": fields[0] in by_transcript,
                        "chromosome": chromosome.replace("chr", ""),
                        "strand": fields[2],
                        "starts": starts,
                        "ends": starts + sizes,
                        "coding": (int(fields[3]), int(fields[4])),
                    }
                )
    return pd.DataFrame(found)


def bases_of(transcript: Any) -> np.ndarray:
    """Return the coding bases of a transcript in reading order: the residue is index // 3 + 1."""
    begin, end = transcript.coding
    exons = zip(transcript.starts, transcript.ends, strict=True)
    bases = np.concatenate([np.arange(a, b) for a, b in exons])
    bases = bases[(bases >= begin) & (bases < end)]
    return bases if transcript.strand == "+" else bases[::-1]


def _is_near(transcript: Any, first: int, past: int) -> bool:
    starts, ends = transcript.starts.copy(), transcript.ends.copy()
    starts[1:] -= NEAR
    ends[:-1] += NEAR
    if first == past:
        return bool(np.any((starts < first) & (first < ends)))
    return bool(np.any((starts < past) & (first < ends)))


@pytest.fixture(scope="module")
def expected(
    records: pd.DataFrame, transcripts: pd.DataFrame
) -> dict[str, dict[int, tuple[int, int] | None]]:
    """Return each gene's records with their residues, None where they have none."""
    found: dict[str, dict[int, tuple[int, int] | None]] = defaultdict(dict)
    with_gene = transcripts[transcripts["gene"].notna()]
    for chromosome, theirs in records.groupby("chromosome"):
        ours = list(with_gene[with_gene["chromosome"] == chromosome].itertuples())
        left = np.array([t.starts[0] for t in ours])
        right = np.array([t.ends[-1] for t in ours])
        positions: dict[str, dict[int, int]] = {}
        for record in theirs.itertuples():
            first, past = record.first, record.past
            inside = (left < max(past, first)) & (first < right)
            if first != past:
                inside = (left < past) & (first < right)
            over = [ours[i] for i in np.flatnonzero(inside)]
            near = [t for t in over if _is_near(t, first, past)]
            for transcript in near or over:
                if transcript.transcript not in positions:
                    order = bases_of(transcript)
                    positions[transcript.transcript] = {int(b): i for i, b in enumerate(order)}
                place = _place(record, transcript, positions[transcript.transcript])
                found[transcript.gene][record.id] = place
    return found


def _place(record: Any, transcript: Any, index: dict[int, int]) -> tuple[int, int] | None:
    if not transcript.current or len(index) % 3:
        return None
    if record.first == record.past:  # an insertion: both neighbours in one coding exon
        sides = (record.first - 1, record.first)
        if not all(side in index for side in sides) or abs(index[sides[0]] - index[sides[1]]) != 1:
            return None
        residue = max(index[side] for side in sides) // 3 + 1
        return residue, residue
    places = [index.get(base) for base in range(record.first, record.past)]
    if None in places:
        return None
    residues = [place // 3 + 1 for place in places if place is not None]
    return min(residues), max(residues)


def test_every_record_stands_in_the_table_once_for_each_gene(
    records: pd.DataFrame, expected: dict[str, dict[int, tuple[int, int] | None]]
) -> None:
    table = rows("clinvar_plp")
    assert {row["variation_id"] for row in table} == set(records["id"])
    assert len(records) == len(set(records["id"])) == 72_582
    ours: dict[str, set[int]] = defaultdict(set)
    for row in table:
        if row["hgnc_id"]:
            assert row["variation_id"] not in ours[row["hgnc_id"]]
            ours[row["hgnc_id"]].add(row["variation_id"])
    assert ours == {gene: set(found) for gene, found in expected.items()}
    in_a_gene = {number for found in expected.values() for number in found}
    alone = [row["variation_id"] for row in table if row["hgnc_id"] is None]
    assert sorted(alone) == sorted(set(records["id"]) - in_a_gene)


def test_placed_and_ledger_together_are_the_records_of_each_gene(
    expected: dict[str, dict[int, tuple[int, int] | None]],
) -> None:
    placed: Counter[str] = Counter()
    ledger: Counter[str] = Counter()
    for row in rows("clinvar_plp"):
        gene = row["hgnc_id"]
        if gene is None:
            continue
        place = expected[gene][row["variation_id"]]
        assert (row["start"], row["end"]) == (place or (None, None)), row
        (ledger if place is None else placed)[gene] += 1
    assert {gene: placed[gene] + ledger[gene] for gene in expected} == {
        gene: len(found) for gene, found in expected.items()
    }
    print(f"{len(expected)} genes, {placed.total()} placed, {ledger.total()} in the ledger")


def test_classes_and_review_statuses_are_the_files(records: pd.DataFrame) -> None:
    words = ["Likely pathogenic", "Pathogenic/Likely pathogenic", "Pathogenic"]
    reviews = [
        "criteria provided, multiple submitters, no conflicts",
        "reviewed by expert panel",
        "practice guideline",
    ]
    theirs = {r.id: (words[r[7]], reviews[r.review]) for r in records.itertuples()}
    for row in rows("clinvar_plp"):
        assert (row["raw_class"], row["review_status"]) == theirs[row["variation_id"]]


@pytest.fixture(scope="module")
def structures(packages: Path) -> dict[str, list[str]]:
    """Return the names of the transcripts of each structure, as the file writes it."""
    names: dict[str, list[str]] = defaultdict(list)
    for line in of_npm(packages, "gene-structures/homo-sapiens-gene-structures.tsv.gz"):
        if line[0] != "#":
            name, _, _, strand, *features = line.split("\t")
            names[strand + " ".join(sorted(features))].append(name)
    return names


@pytest.fixture(scope="module")
def features(packages: Path) -> dict[str, set[str]]:
    """Return the domains of each transcript's name, as the file writes them."""
    found, gene, hundred = {}, "", 0
    for line in of_npm(packages, "proteins/homo-sapiens-proteins.tsv.gz"):
        if line[0] == "#":
            continue
        name, *parts = line.split("\t")
        if name.isdigit():
            name = f"{gene}-{hundred + int(name)}"
        else:
            gene, _, number = name.rpartition("-")
            hundred = int(number[0].ljust(len(number), "0"))
        found[name] = {f for f in parts if f[0] not in "_S"}
    return found


@pytest.fixture(scope="module")
def domains(
    transcripts: pd.DataFrame,
    structures: dict[str, list[str]],
    features: dict[str, set[str]],
) -> dict[str, list[tuple[str, Any, set[str]]]]:
    """Return each MANE Select transcript with its domains, by why its gene has them or not."""
    known = defaultdict(set)
    for row in rows("genes"):
        for other in (row["symbol"], *row["previous"], *row["aliases"]):
            known[other].add(row["hgnc_id"])
    found: dict[str, list[tuple[str, Any, set[str]]]] = defaultdict(list)
    for transcript in transcripts.itertuples():
        alike = structures.get(_written(transcript), [])
        own = [n for n in alike if n.rpartition("-")[0] == transcript.symbol] or [
            n for n in alike if transcript.gene in known[n.rpartition("-")[0]]
        ]
        theirs = max((features.get(n, set()) for n in own or alike), key=len, default=set())
        length = len(bases_of(transcript)) // 3 - 1
        ends = [sum(int(x) for x in feature.split(";")[1:]) for feature in theirs]
        why = "in the table"
        if not theirs:
            why = NO_DOMAIN if alike else NO_STRUCTURE
        elif not own:
            why = OTHER_NAME
        elif pd.isna(transcript.gene):
            why = NO_GENE
        elif not transcript.current:
            why = OTHER_VERSION
        elif max(ends) > length:
            why = BEYOND
        found[why].append((transcript.symbol, transcript, theirs))
    return found


NO_STRUCTURE = "no transcript of the same exons there"
NO_DOMAIN = "no domain there"
OTHER_NAME = "the same exons stand under another gene's name alone"
NO_GENE = "the gene has no HGNC id here"
OTHER_VERSION = "the exons here are of another version than the MANE Select transcript"
BEYOND = "a domain ends beyond the protein: the domains are of another one"


def test_domains_by_gene_are_those_of_the_transcript_with_manes_structure(
    domains: dict[str, list[tuple[str, Any, set[str]]]],
) -> None:
    expected = {one.gene: len(found) for _, one, found in domains["in the table"]}
    ours = Counter(row["hgnc_id"] for row in rows("domains_mane"))
    assert dict(ours) == expected
    print(f"{len(ours)} genes, {ours.total()} domains")


def test_each_gene_whose_domains_are_left_out_has_its_reason(
    domains: dict[str, list[tuple[str, Any, set[str]]]], transcripts: pd.DataFrame
) -> None:
    """`pytest -rP` prints the report."""
    for why, found in domains.items():
        names = sorted(symbol for symbol, _, _ in found)
        shown = f": {', '.join(names)}" if len(names) < 100 else ""
        print(f"{len(found):6} {why}{shown}")
    assert sum(map(len, domains.values())) == len(transcripts) == 19_252
    with_domains = {
        why: len(found) for why, found in domains.items() if why not in (NO_DOMAIN, NO_STRUCTURE)
    }
    assert with_domains == {
        "in the table": 17_928,
        OTHER_VERSION: 17,
        BEYOND: 10,
        OTHER_NAME: 10,
        NO_GENE: 1,
    }


def test_each_gene_whose_records_have_no_residue_has_its_reason(
    expected: dict[str, dict[int, tuple[int, int] | None]],
) -> None:
    """`pytest -rP` prints the report."""
    reasons: dict[str, set[str]] = defaultdict(set)
    for row in rows("clinvar_plp"):
        if row["hgnc_id"]:
            reasons[row["hgnc_id"]].add(row["reason"] or "")
    placed = {gene for gene, found in expected.items() if any(found.values())}
    assert placed == {gene for gene, found in reasons.items() if "" in found}
    symbols = {row["hgnc_id"]: row["symbol"] for row in rows("genes")}
    without: dict[str, list[str]] = defaultdict(list)
    for gene in expected.keys() - placed:
        without["; ".join(sorted(reasons[gene]))].append(symbols[gene])
    print(f"{len(placed):6} genes with a residue")
    for why, names in sorted(without.items()):
        print(f"{len(names):6} {why}: {', '.join(sorted(names))}")
    assert (len(placed), sum(map(len, without.values()))) == (2_774, 113)
    assert all(without)


def _written(transcript: Any) -> str:
    """Return a transcript as the structures' file writes it: lengths are one base short."""
    first = transcript.starts[0]
    begin, end = transcript.coding
    left, right = ("0", "2") if transcript.strand == "+" else ("2", "0")
    parts = []
    for a, b in zip(transcript.starts, transcript.ends, strict=True):
        parts.append(f"1;{a - first};{b - a - 1}")
        if a < begin:
            parts.append(f"{left};{a - first};{min(b, begin) - a - 1}")
        if b > end:
            parts.append(f"{right};{max(a, end) - first};{b - max(a, end) - 1}")
    return transcript.strand + " ".join(sorted(parts))


def test_loeuf_by_symbol_is_the_files(packages: Path) -> None:
    bed = of_wheel(packages, "tadacnv", "tadacnv/data/gnomad_genes_pli_loeuf_HI.bed")
    theirs = pd.read_csv(io.BytesIO(bed), sep="\t", keep_default_na=False)
    valued = theirs[theirs["LOEUF"] > 0]
    assert len(theirs) - len(valued) == 351
    ours = Counter((r["symbol"], r["lof_oe_upper"]) for r in rows("constraint_v2_1_1"))
    assert ours == Counter(zip(valued["gene_name"], valued["LOEUF"], strict=True))
    assert ours.total() == 18_407


@pytest.mark.parametrize(
    ("table", "path", "column", "counts"),
    [
        (
            "depmap",
            "DepMap/data/depmap26q1_gene_universe.parquet",
            "gene_metadata_essentiality",
            {"common essential": 1_827, "not common essential": 16_640},
        ),
        (
            "impc",
            "Mouse/data/gene_universe.parquet",
            "impc_viability_call",
            {"lethal": 1_945, "subviable": 648, "viable": 4_953, "conflicting": 34},
        ),
    ],
)
def test_screens_are_the_files(
    packages: Path, table: str, path: str, column: str, counts: dict[str, int]
) -> None:
    content = of_wheel(packages, "egbench", f"egbench_mcp/datasets/{path}")
    theirs = pq.read_table(io.BytesIO(content)).to_pylist()
    verdicts = {r["gene_key"]: r[column] for r in theirs if r[column] is not None}
    assert Counter(verdicts.values()) == counts
    ours = {
        r["hgnc_id"]: r["viability"]
        if table == "impc"
        else ("" if r["common_essential"] else "not ") + "common essential"
        for r in rows(table)
    }
    assert ours == verdicts
