"""Made-up files in the services' layouts, as long as whole ones: few figures are theirs.

The known figures that an update looks for (STAT3, TTN, GJB2, PTEN) are those of the starter facts.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Iterable, Mapping, Sequence

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


GENCC_OLDER = (
    *("uuid", "gene_curie", "gene_symbol", "disease_curie", "disease_title"),
    *("disease_original_curie", "disease_original_title", "classification_curie"),
    *("classification_title", "moi_curie", "moi_title", "submitter_curie", "submitter_title"),
    *("submitted_as_hgnc_id", "submitted_as_hgnc_symbol", "submitted_as_disease_id"),
    *("submitted_as_disease_name", "submitted_as_moi_id", "submitted_as_moi_name"),
    *("submitted_as_submitter_id", "submitted_as_submitter_name"),
    *("submitted_as_classification_id", "submitted_as_classification_name", "submitted_as_date"),
    *("submitted_as_public_report_url", "submitted_as_notes", "submitted_as_pmids"),
    *("submitted_as_assertion_criteria_url", "submitted_as_submission_id", "submitted_run_date"),
)
GENCC_NEWER = ("sgc_id", "version_number", *GENCC_OLDER[1:])
GENCC_KNOWN = (  # of STAT3: three submitters, three words
    ("Definitive", "ClinGen", "MONDO:0007818", "hyper-IgE syndrome"),
    ("Disputed Evidence", 'Laboratory, "A"', "MONDO:0007818", "hyper-IgE syndrome"),
    ("Refuted Evidence", "Orphanet", "MONDO:0014414", "autoimmune disease"),
)


def gencc(
    rows: int = 20_100,
    header: Sequence[str] = GENCC_NEWER,
    day: str = "2026-11-20",
    known: Sequence[tuple[str, str, str, str]] = GENCC_KNOWN,
) -> bytes:
    """Return GenCC's submissions; a note has a line break, a tab and quotes, as real ones do."""
    text = io.StringIO()
    writer = csv.DictWriter(
        text, header, delimiter="\t", lineterminator="\n", restval="", extrasaction="ignore"
    )
    writer.writeheader()
    found = [(*STAT3[:2], *one) for one in known]
    found.append((*PTEN[:2], "Definitive", "ClinGen", "MONDO:0017623", "PTEN syndrome"))
    found += [
        (f"MADEUP{n}", f"HGNC:{8_000_000 + n}", "Limited", "ClinGen", f"MONDO:{n:07d}", "d")
        for n in range(rows - len(found))
    ]
    for n, (symbol, gene, word, submitter, disease, title) in enumerate(found):
        writer.writerow(
            {
                "uuid": f"GENCC-{n}",
                "sgc_id": f"SGC-{n}",
                "gene_curie": gene,
                "gene_symbol": symbol,
                "disease_curie": disease,
                "disease_title": title,
                "disease_original_curie": "OMIM:147060",
                "disease_original_title": "a title that is not GenCC's",
                "classification_title": word,
                "moi_title": "Autosomal dominant",
                "submitter_title": submitter,
                "submitted_as_date": "2024-03-14 16:00:00",
                "submitted_as_public_report_url": "https://example.org/report",
                "submitted_as_notes": 'one\nnote\twith "quotes"' if n < 3 else "",
                "submitted_as_pmids": "PMID: 22772368; 25320121",
                "submitted_run_date": day,
            }
        )
    return text.getvalue().encode()


def s_het(genes: Sequence[tuple[str, str]], known: Mapping[str, Sequence[float]] = {}) -> bytes:
    """Return s_het of genes (HGNC id, Ensembl id); `known` has the three figures of some."""
    lines = [
        "ensg\thgnc\tchrom\tobs_lof\texp_lof\tprior_mean\tpost_mean\tpost_lower_95\tpost_upper_95"
    ]
    for hgnc, ensembl in genes:
        mean, lower, upper = known.get(hgnc, (0.01, 0.001, 0.04))
        lines.append(f"{ensembl}\t{hgnc}\tchr1\t4\t9.1\t0.02\t{mean}\t{lower}\t{upper}")
    return ("\n".join(lines) + "\n").encode()


def dosage_scores(symbols: Sequence[str], known: Mapping[str, tuple[float, float]] = {}) -> bytes:
    """Return pHaplo and pTriplo of symbols, packed by gzip."""
    lines = ["#gene\tpHaplo\tpTriplo"]
    for symbol in symbols:
        haplo, triplo = known.get(symbol, (0.25, 0.5))
        lines.append(f"{symbol}\t{haplo}\t{triplo}")
    return gzip.compress(("\n".join(lines) + "\n").encode())


def alphamissense(transcripts: Sequence[str], known: Mapping[str, float] = {}) -> bytes:
    """Return the means of transcripts with three lines of licence before them, packed by gzip."""
    lines = ["# Copyright", "#", "# Licensed", "transcript_id\tmean_am_pathogenicity"]
    lines += [f"{name}\t{known.get(name.partition('.')[0], 0.41)}" for name in transcripts]
    return gzip.compress(("\n".join(lines) + "\n").encode())


G2P_COLUMNS = (
    *("g2p id", "gene symbol", "gene mim", "hgnc id", "previous gene symbols", "disease name"),
    *("disease mim", "disease MONDO", "allelic requirement", "cross cutting modifier"),
    *("confidence", "variant consequence", "variant types", "molecular mechanism"),
    *("molecular mechanism support", "phenotypes", "publications", "panel", "comments"),
    "date of last review",
)
G2P_KNOWN = (  # of STAT3: two diseases, two mechanisms
    ("STAT3", "11364", "hyper-IgE syndrome", "definitive", "dominant negative"),
    ("STAT3", "11364", "infantile-onset autoimmune disease", "strong", "gain of function"),
    ("PTEN", "9588", "Cowden syndrome", "definitive", "loss of function"),
    ("FBN1", "3603", "Marfan syndrome", "definitive", "undetermined"),
)


def g2p(rows: int = 3_100, columns: Sequence[str] = G2P_COLUMNS) -> bytes:
    """Return all panels of Gene2Phenotype, packed by gzip."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    others = [
        (f"MADEUP{n}", str(8_000_000 + n), f"disease {n}", "limited", "undetermined")
        for n in range(rows - len(G2P_KNOWN))
    ]
    for n, (symbol, gene, disease, confidence, mechanism) in enumerate((*G2P_KNOWN, *others)):
        known = {
            "g2p id": f"G2P{n:05d}",
            "gene symbol": symbol,
            "hgnc id": gene,
            "disease name": disease,
            "disease MONDO": f"MONDO:{n:07d}",
            "allelic requirement": "monoallelic_autosomal",
            "confidence": confidence,
            "variant consequence": "altered gene product structure; absent gene product",
            "molecular mechanism": mechanism,
            "molecular mechanism support": "inferred",
            "publications": "22772368; 25320121",
            "panel": "DD; Skin",
            "comments": 'a comment, with "quotes"',
            "date of last review": "2026-08-01 10:11:12",
        }
        writer.writerow({name: known.get(name, "") for name in columns})
    return gzip.compress(text.getvalue().encode())
