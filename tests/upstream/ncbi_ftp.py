"""NCBI's files: MIM numbers by gene, GeneReviews chapters by symbol."""

from __future__ import annotations

from tests.upstream.genes import GENES
from tests.upstream.messages import Request, Response, of_text
from tests.upstream.state import State

MIM_HEADER = "#MIM number\tGeneID\ttype\tSource\tMedGenCUI\tComment"
CHAPTER_HEADER = "#NBK_id\tGR_shortname\tgenesymbol"
FILLERS = 2_000  # lines of genes that nobody has


def answer(request: Request, state: State) -> Response:
    """Answer with one of the files."""
    if request.path == "gene/DATA/mim2gene_medgen":
        return of_text("\n".join([MIM_HEADER, *_mims()]) + "\n")
    if request.path == "pub/GeneReviews/NBKid_shortname_genesymbol.txt":
        chapters = [f"{g.chapter}\tmade-up\t{g.symbol}" for g in GENES if g.chapter]
        return of_text("\n".join([CHAPTER_HEADER, "NBK1\tmade-up\tMADEUP1", *chapters]) + "\n")
    return of_text("not found", 404)


def _mims() -> list[str]:
    """Return the lines; fields have a blank before them, as there."""
    lines = [f"{900_000 + n}\t {9_000_000 + n}\t gene\t -\t -\t -" for n in range(FILLERS)]
    for gene in GENES:
        lines.append(f"{gene.mim}\t {gene.entrez}\t gene\t -\t -\t -")
        lines += [
            f"{mim}\t {gene.entrez}\t phenotype\t GeneMap\t {medgen_id(mim)}\t -"
            for mim in gene.phenotypes
        ]
    return lines


def medgen_id(mim: str) -> str:
    """Return the made-up concept of a MIM number."""
    return f"C9{mim}"
