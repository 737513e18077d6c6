"""ClinGen: the two files, with banner, rules and header as they are, and made-up rows."""

from __future__ import annotations

from tests.upstream.genes import GENES
from tests.upstream.messages import CSV, Request, Response, of_text
from tests.upstream.state import State

CREATED = "2026-11-20"
SITE = "https://search.clinicalgenome.org/kb"
FILLERS = 400  # rows of genes that nobody has: HGNC:9000001 and on
VALIDITY = (
    *("GENE SYMBOL", "GENE ID (HGNC)", "DISEASE LABEL", "DISEASE ID (MONDO)", "MOI", "SOP"),
    *("CLASSIFICATION", "ONLINE REPORT", "CLASSIFICATION DATE", "GCEP"),
)
DOSAGE = (
    *("GENE SYMBOL", "HGNC ID", "HAPLOINSUFFICIENCY", "TRIPLOSENSITIVITY"),
    *("ONLINE REPORT", "DATE"),
)
CLASSES = ("Definitive", "Strong", "Moderate", "Limited", "Disputed", "Refuted")


def answer(request: Request, state: State) -> Response:
    """Answer with one of the files."""
    if request.path == "kb/gene-validity/download":
        return _file("CLINGEN GENE DISEASE VALIDITY CURATIONS", VALIDITY, _curations())
    if request.path == "kb/gene-dosage/download":
        return _file("CLINGEN DOSAGE SENSITIVITY CURATIONS", DOSAGE, _dosages())
    return of_text("not found", 404)


def _file(title: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> Response:
    rule = tuple("+" * len(name) for name in header)
    empty = ("",) * (len(header) - 1)
    banner = ((title, *empty), (f"FILE CREATED: {CREATED}", *empty), (f"WEBPAGE: {SITE}", *empty))
    lines = (*banner, rule, header, rule, *rows)
    return of_text("".join(_line(fields) for fields in lines), kind=CSV)


def _line(fields: tuple[str, ...]) -> str:
    return ",".join('"' + field.replace('"', '""') + '"' for field in fields) + "\n"


def _curations() -> list[tuple[str, ...]]:
    """Return two made-up curations for each known gene but GJB2, and those of the fillers."""
    known = [
        (g.symbol, g.hgnc_id, place) for place in range(2) for g in GENES if g.symbol != "GJB2"
    ]
    fillers = [(f"MADEUP{n}", f"HGNC:{9_000_000 + n}", n % 6) for n in range(1, FILLERS + 1)]
    return [_curation(symbol, gene_id, place) for symbol, gene_id, place in (*fillers, *known)]


def _curation(symbol: str, gene_id: str, place: int) -> tuple[str, ...]:
    return (
        symbol,
        gene_id,
        f"made-up disease {place + 1} of {symbol}",
        f"MONDO:99{place:05}",
        ("AD", "AR")[place % 2],
        "SOP10",
        CLASSES[place],
        f"{SITE}/gene-validity/CGGV:made-up-{symbol}-{place}",
        "2024-03-14T16:00:00.000Z",
        "Made-up Gene Curation Expert Panel",
    )


def _dosages() -> list[tuple[str, ...]]:
    known = [
        (
            gene.symbol,
            gene.hgnc_id,
            "Little Evidence for Haploinsufficiency",
            "No Evidence for Triplosensitivity",
            f"{SITE}/gene-dosage/{gene.hgnc_id}",
            "2023-05-06",
        )
        for gene in GENES
    ]
    region = ("made-up region", "ISCA-37434", "Sufficient Evidence for Haploinsufficiency", "",
              f"{SITE}/gene-dosage/ISCA-37434", "2023-05-06")  # fmt: skip
    return [*known, region]
