"""Every table of the snapshot out of its sources, in one place: which file feeds which table."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from dashboard.tables.making import clingen_tables as clingen
from dashboard.tables.making import constraint_tables as constraint
from dashboard.tables.making import genes_table as genes
from dashboard.tables.making import phenotypes_table as phenotypes
from dashboard.tables.making import protein_tables as proteins
from dashboard.tables.making import transcripts_table as transcripts
from dashboard.tables.making.facts import VALIDITY_DATE, fact_lines, read_fact
from dashboard.tables.making.names import GeneNames, mane_lengths
from dashboard.tables.making.reference_page import ReferencePage
from dashboard.tables.making.rows import Built, tab_rows
from dashboard.tables.making.variants_table import variants_table
from dashboard.tables.making.wheels import MEMBERS, Wheelhouse


class Tables:
    """Makes the tables one after another; `scratch` holds the one file that must be on disk."""

    def __init__(self, wheels: Wheelhouse, scratch: Path) -> None:
        """Name the sources; nothing is read yet."""
        self._wheels = wheels
        self._scratch = scratch

    def __iter__(self) -> Iterator[tuple[str, Built]]:
        """Yield each table's name and rows, in the order of the build."""
        yield "genes", self._genes
        yield "transcripts", self._transcripts
        yield from self._constraint()
        yield "phenotypes", self._phenotypes()
        yield from self._clingen()
        lines = fact_lines("pfam_domains.tsv")
        yield "domains", proteins.domains_table(lines, self._names.approved)
        yield "proteins", proteins.proteins_table(lines, self._names.approved)
        yield "variants", self._variants()
        yield "trials", self._page.trials(self._page_gene)
        yield "publications", self._page.publications(self._page_gene)

    @cached_property
    def _page(self) -> ReferencePage:
        return ReferencePage(read_fact("stat3_reference_page.json"))

    @cached_property
    def _page_gene(self) -> str:
        return self._names.approved[self._page.symbol]

    @cached_property
    def _hgnc(self) -> list[str]:
        return list(self._wheels.lines(MEMBERS["hgnc"]))

    @cached_property
    def _mane(self) -> list[dict[str, str]]:
        text = gzip.decompress(self._wheels.read(MEMBERS["mane"])).decode("utf-8")
        return genes.parse_mane(text.splitlines())

    @cached_property
    def _genes(self) -> Built:
        gencode = genes.parse_gencode_names(self._wheels.lines(MEMBERS["gencode_v19"]))
        return genes.genes_table(self._hgnc, self._mane, self._page.aliases, gencode)

    @cached_property
    def _names(self) -> GeneNames:
        return GeneNames(self._genes.rows, mane_lengths(self._transcripts.rows))

    @cached_property
    def _starters(self) -> list[str]:
        """The HGNC ids of the starter genes, whose validity curations are complete."""
        rows = tab_rows(fact_lines("gnomad_v2.1.1_constraint.tsv"))
        return [self._names.approved[row["gene"]] for row in rows]

    @cached_property
    def _transcripts(self) -> Built:
        bigbed = self._scratch / "mane.bb"
        bigbed.write_bytes(self._wheels.read(MEMBERS["mane_bigbed"]))
        return transcripts.transcripts_table(self._mane, transcripts.read_bigbed(bigbed))

    def _constraint(self) -> Iterator[tuple[str, Built]]:
        names = self._names
        lines = self._wheels.lines(MEMBERS["constraint_v2_1"])
        ids = constraint.parse_grch37_ids(self._wheels.lines(MEMBERS["grch37_ids"]))
        yield "constraint_v2_1", constraint.v2_1_table(lines, ids, names)
        starter = fact_lines("gnomad_v2.1.1_constraint.tsv")
        yield "constraint_v2_1_1", constraint.v2_1_1_table(starter, names)
        complete = self._wheels.lines(MEMBERS["constraint_v4_1_1"])
        partial = fact_lines("gnomad_v4.1.1_constraint.tsv")
        yield "constraint_v4_1_1", constraint.v4_1_1_table(complete, partial, names)

    def _phenotypes(self) -> Built:
        pairs = phenotypes.parse_pairs(self._wheels.lines(MEMBERS["hpo_genes"]))
        diseases = phenotypes.parse_diseases(self._wheels.lines(MEMBERS["hpo_diseases"]))
        basis = self._page.basis(self._page_gene)
        return phenotypes.phenotypes_table(pairs, diseases, self._genes.rows, basis)

    def _clingen(self) -> Iterator[tuple[str, Built]]:
        newer = clingen.parse_clingen(self._wheels.lines(MEMBERS["validity"]), "GENE SYMBOL")
        older = clingen.starter_curations(fact_lines("clingen_validity.tsv"), VALIDITY_DATE)
        yield "validity", clingen.validity_table(newer, older, self._starters)
        dosage = clingen.parse_clingen(self._wheels.lines(MEMBERS["dosage"]), "GENE/REGION")
        yield "dosage", clingen.dosage_table(dosage)

    def _variants(self) -> Built:
        read = self._wheels.read
        return variants_table(
            read(MEMBERS["uniprot_variants"]),
            read(MEMBERS["uniprot_variant_diseases"]),
            read(MEMBERS["uniprot_diseases"]),
            genes.uniprot_owners(self._hgnc),
            self._names,
        )
