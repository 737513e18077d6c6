"""Every table of the snapshot out of its sources, in one place: which file feeds which table."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from dashboard.tables.making import clingen_tables as clingen
from dashboard.tables.making import clinvar_plp
from dashboard.tables.making import constraint_tables as constraint
from dashboard.tables.making import genes_table as genes
from dashboard.tables.making import mane_domains as domains
from dashboard.tables.making import phenotypes_table as phenotypes
from dashboard.tables.making import protein_tables as proteins
from dashboard.tables.making import screens_tables as screens
from dashboard.tables.making import transcripts_table as transcripts
from dashboard.tables.making.facts import VALIDITY_DATE, fact_lines, read_fact
from dashboard.tables.making.loeuf_only import with_loeuf_only
from dashboard.tables.making.mane_exons import ManeTranscript, parse_transcript
from dashboard.tables.making.mondo_table import mondo_table
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
        yield "domains_mane", self._domains_mane()
        yield "variants", self._variants
        yield from self._clinvar()
        yield from self._screens()
        yield "mondo", mondo_table(self._wheels.lines(MEMBERS["mondo"]))
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
    def _bigbed(self) -> list[tuple[str, Sequence[object]]]:
        path = self._scratch / "mane.bb"
        path.write_bytes(self._wheels.read(MEMBERS["mane_bigbed"]))
        return transcripts.read_bigbed(path)

    @cached_property
    def _transcripts(self) -> Built:
        return transcripts.transcripts_table(self._mane, transcripts.coding_parts(self._bigbed))

    @cached_property
    def _selects(self) -> list[tuple[str, ManeTranscript, bool]]:
        """The bigBed's MANE Select transcripts with their genes, and whether each is current."""
        current = {row["transcript"]: row["hgnc_id"] for row in self._transcripts.rows}
        by_entrez = {row["entrez_id"]: row["hgnc_id"] for row in self._genes.rows}
        found = []
        for chromosome, record in self._bigbed:
            transcript = parse_transcript(chromosome, record)
            gene = current.get(transcript.transcript) or by_entrez.get(transcript.entrez_id)
            if transcript.status == "MANE Select" and gene:
                found.append((gene, transcript, transcript.transcript in current))
        return found

    def _constraint(self) -> Iterator[tuple[str, Built]]:
        names = self._names
        lines = self._wheels.lines(MEMBERS["constraint_v2_1"])
        ids = constraint.parse_grch37_ids(self._wheels.lines(MEMBERS["grch37_ids"]))
        v2_1 = constraint.v2_1_table(lines, ids, names)
        yield "constraint_v2_1", v2_1
        starter = constraint.v2_1_1_table(fact_lines("gnomad_v2.1.1_constraint.tsv"), names)
        others = self._wheels.lines(MEMBERS["constraint_v2_1_1"])
        yield "constraint_v2_1_1", with_loeuf_only(starter, others, v2_1.rows)
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

    def _domains_mane(self) -> Built:
        symbols = {row["hgnc_id"]: row["symbol"] for row in self._genes.rows}
        return domains.domains_mane_table(
            (
                (gene, symbols.get(gene, transcript.symbol), transcript)
                for gene, transcript, current in self._selects
                if current
            ),
            domains.parse_structures(self._wheels.lines(MEMBERS["ensembl_structures"])),
            domains.parse_domains(self._wheels.lines(MEMBERS["ensembl_domains"])),
            self._names,
        )

    def _clinvar(self) -> Iterator[tuple[str, Built]]:
        keys = clinvar_plp.parse_keys(self._wheels.lines(MEMBERS["clinvar_plp_keys"]))
        yield (
            "clinvar_plp",
            clinvar_plp.clinvar_plp_table(
                self._wheels.lines(MEMBERS["clinvar_plp"]),
                keys,
                self._selects,
                self._variants.rows,
            ),
        )
        yield "clinvar_conditions", clinvar_plp.conditions_table(keys)

    def _screens(self) -> Iterator[tuple[str, Built]]:
        yield "depmap", screens.depmap_table(self._wheels.read(MEMBERS["depmap"]))
        yield "impc", screens.impc_table(self._wheels.read(MEMBERS["impc"]))

    @cached_property
    def _variants(self) -> Built:
        read = self._wheels.read
        return variants_table(
            read(MEMBERS["uniprot_variants"]),
            read(MEMBERS["uniprot_variant_diseases"]),
            read(MEMBERS["uniprot_diseases"]),
            genes.uniprot_owners(self._hgnc),
            self._names,
        )
