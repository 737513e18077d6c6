"""Made-up files in the services' layouts, as long as whole ones: few figures are theirs.

The known figures that an update looks for (STAT3, TTN, GJB2, PTEN) are those of the starter facts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence

from dashboard.tables.importing.layouts import V2_BY_GENE, V2_RANK, V4_1_1, V4_RANK
from dashboard.tables.making.constraint_tables import V4_COLUMNS
from dashboard.tables.making.facts import fact_lines
from dashboard.tables.making.rows import tab_rows
from tests.wire.imports import made_up
from tests.wire.imports.made_up import Fields

V2_GENES, V2_RANKED = 19_704, 19_197
V2_NAME = "gnomad.v2.1.1.lof_metrics.by_gene.txt.bgz"
V4_NAME = "gnomad.v{}.constraint_metrics.tsv.bgz"
PTEN, STAT3 = ("PTEN", "HGNC:9588", "5728"), ("STAT3", "HGNC:11364", "6774")


def v2(genes: int = V2_GENES) -> bytes:
    """Return v2.1.1 by gene: the starter genes' own rows, the others made up; each rank once."""
    known = [dict(row) for row in tab_rows(fact_lines("gnomad_v2.1.1_constraint.tsv"))]
    taken = {int(row[V2_RANK]) for row in known if row[V2_RANK] not in ("", "NA")}
    free = iter([rank for rank in range(V2_RANKED) if rank not in taken])
    rows: list[Fields] = [row | {"chromosome": "17"} for row in known]
    for n in range(genes - len(rows)):
        rows.append(made_up.v2_row(f"MADEUP{n}", f"ENST9{n:010d}", next(free, None)))
        rows[-1]["gene_id"] = f"ENSG9{n:010d}"
    return made_up.bgzf(made_up.content(V2_BY_GENE, rows), 60_000)


def stat3() -> Fields:
    """Return STAT3's row of v4: its own pLoF figures, the others made up."""
    fact = next(
        row
        for row in tab_rows(fact_lines("gnomad_v4.1.1_constraint.tsv"))
        if row["gene"] == "STAT3"
    )
    lof = {name: value for name, value in fact.items() if name.startswith("lof.")}
    return made_up.V4_ROWS[0] | lof | {V4_COLUMNS["lof_oe_lower"]: "NA"}


def v4(
    release: str,
    genes: int = 16_200,
    columns: Sequence[str] = (),
    change: Callable[[int], str] = str,
) -> bytes:
    """Return a v4 file with STAT3's own pLoF figures; of v4.1.1 the ranks are not usable.

    `change` returns what is printed for a rank, counted from 0.
    """
    rows = [stat3()]
    rows += [
        made_up.v4_row(f"MADEUP{n}", f"ENST9{n:010d}", f"ENSG9{n:010d}") for n in range(1, genes)
    ]
    rows[-1]["chromosome"] = "chrX"
    percentile = "lof.oe_ci.upper_bin_percentile"
    upper = V4_COLUMNS["lof_oe_upper"]
    for place, row in enumerate(sorted(rows, key=lambda row: float(row[upper]))):
        right = release == "4.1.2"
        row[V4_RANK] = change(place) if right else "NA"
        row[percentile] = str(100 * place // len(rows) if right else min(68, place))
    return made_up.bgzf(made_up.content(V4_1_1, rows, columns), 60_000)


def _csv(title: str, day: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    empty = [""] * (len(header) - 1)
    rule = ["+" * 9] * len(header)
    writer.writerows([[title, *empty], [f"FILE CREATED: {day}", *empty], rule, header, rule, *rows])
    return text.getvalue().encode()


def validity(
    rows: int = 2_600, day: str = "2026-11-20", header: Sequence[str] = (), word: str = "Definitive"
) -> bytes:
    """Return ClinGen's gene-disease validity, two curations of STAT3 and one of PTEN among them."""
    names = header or (
        *("GENE SYMBOL", "GENE ID (HGNC)", "DISEASE LABEL", "DISEASE ID (MONDO)", "MOI", "SOP"),
        *("CLASSIFICATION", "ONLINE REPORT", "CLASSIFICATION DATE", "GCEP"),
    )
    known = [(*STAT3[:2], 1), (*STAT3[:2], 2), (*PTEN[:2], 1)]
    others = [(f"MADEUP{n}", f"HGNC:{8_000_000 + n}", n) for n in range(rows - len(known))]
    found = [
        (
            *(symbol, gene, f"disease {n}", f"MONDO:{n:07d}", "AD", "SOP10"),
            *(word if n else "Limited", "https://example.org/report", "2024-03-14T16:00:00.000Z"),
            "A panel",
        )
        for symbol, gene, n in (*known, *others)
    ]
    return _csv("CLINGEN GENE DISEASE VALIDITY CURATIONS", day, names, found)


def dosage(rows: int = 1_300, day: str = "2026-11-20") -> bytes:
    """Return ClinGen's dosage sensitivity with the columns of the site's file, and a region."""
    header = ("GENE SYMBOL", "HGNC ID", "HAPLOINSUFFICIENCY", "TRIPLOSENSITIVITY")
    most, none = "Sufficient Evidence for Haploinsufficiency", "No Evidence for Triplosensitivity"
    genes = [PTEN[:2], *((f"MADEUP{n}", f"HGNC:{8_000_000 + n}") for n in range(rows - 1))]
    found = [(*gene, most, none, "https://example.org/gene", "2023-05-06") for gene in genes]
    found.append(("a region", "ISCA-37434", most, none, "https://example.org/region", "2023-05-06"))
    title = "CLINGEN DOSAGE SENSITIVITY CURATIONS"
    return _csv(title, day, (*header, "ONLINE REPORT", "DATE"), found)


def hpo(rows: int = 10_300, version: str = "2026-09-02") -> tuple[bytes, bytes]:
    """Return phenotype.hpoa and genes_to_phenotype.txt of a version."""
    columns = (
        *("database_id", "disease_name", "qualifier", "hpo_id", "reference", "evidence", "onset"),
        *("frequency", "sex", "modifier", "aspect", "biocuration"),
    )
    diseases = [("OMIM:147060", "Hyper-IgE syndrome 1", "6774", "STAT3")]
    diseases += [(f"OMIM:{900_000 + n}", f"disease {n}", "5728", "PTEN") for n in range(1, rows)]
    lines = [f"#description: made up\n#version: {version}\n#tracker: none", "\t".join(columns)]
    pairs = ["\t".join(("ncbi_gene_id", "gene_symbol", "hpo_id", "hpo_name", "frequency"))]
    pairs[0] += "\tdisease_id"
    for disease, name, entrez, symbol in diseases:
        term = ("HP:0000006", "Autosomal dominant inheritance")
        lines.append("\t".join((disease, name, "", term[0], *[""] * 6, "I", "")))
        pairs.append("\t".join((entrez, symbol, *term, "-", disease)))
    return ("\n".join(lines) + "\n").encode(), ("\n".join(pairs) + "\n").encode()
