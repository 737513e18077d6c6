"""The summaries of E-utilities' records: genes, made-up variants, articles and diseases."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from tests.upstream.articles import article
from tests.upstream.genes import EVERY, GENES, KnownGene
from tests.upstream.ncbi_ftp import medgen_id
from tests.upstream.variants import MadeUp, others_of, variants_of

Record = dict[str, Any]

_LETTERS = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E", "Gly": "G",
    "His": "H", "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F", "Pro": "P", "Ser": "S",
    "Thr": "T", "Trp": "W", "Tyr": "Y", "Val": "V", "Ter": "*",
}  # fmt: skip


def _gene(uid: str) -> Record | None:
    found = next((gene for gene in EVERY if gene.entrez == uid), None)
    return None if found is None else {
        "name": found.symbol,
        "description": f"{found.symbol} (made-up name)",
        "status": "",
        "currentid": "",
        "chromosome": found.chromosome,
        "maplocation": found.band,
        "otheraliases": ", ".join(found.aliases),
        "nomenclaturesymbol": found.symbol,
        "nomenclaturename": f"{found.symbol} (made-up name)",
        "nomenclaturestatus": "Official",
        "mim": [found.mim],
        "genomicinfo": [],
        "summary": f"A made-up summary of {found.symbol}. [provided by nobody, Nov 2026]",
        "organism": {"scientificname": "Homo sapiens", "commonname": "human", "taxid": 9606},
    }  # fmt: skip


@cache
def _numbered() -> Mapping[str, tuple[KnownGene, MadeUp]]:
    return {str(one.number): (gene, one) for gene in EVERY for one in variants_of(gene.symbol)}


@cache
def _large() -> Mapping[str, tuple[KnownGene, str]]:
    return {str(n): (gene, name) for gene in EVERY for n, name in others_of(gene.symbol)}


def _variant(uid: str) -> Record | None:
    if uid in _large():
        gene, name = _large()[uid]
        return _clinvar(gene, name, "copy number loss", "Uncertain significance", "") | {
            "genes": [{"symbol": g.symbol, "geneid": g.entrez} for g in GENES]
        }
    if uid not in _numbered():
        return None
    gene, one = _numbered()[uid]
    protein = f" (p.{one.hgvsp.removeprefix('p.')})" if one.hgvsp else ""
    name = f"{gene.refseq}({gene.symbol}):{one.hgvsc}{protein}"
    record = _clinvar(gene, name, "single nucleotide variant", one.classification, one.review)
    change = _short(one.hgvsp or "")
    return record | {
        "accession": f"VCV{one.number:09}",
        "protein_change": ", ".join(filter(None, (change, change and f"made-up {change}"))),
        "molecular_consequence_list": [one.consequence.replace("_", " ")],
    }


def _clinvar(gene: KnownGene, name: str, kind: str, classification: str, review: str) -> Record:
    trait = {"trait_name": f"Made-up disease 1 of {gene.symbol}", "trait_xrefs": []}
    return {
        "title": name,
        "obj_type": kind,
        "variation_set": [{"variation_name": name, "variation_xrefs": []}],
        "germline_classification": {
            "description": classification,
            "last_evaluated": "2024/05/06 00:00",
            "review_status": review,
            "trait_set": [trait],
        },
        "clinical_impact_classification": {"description": "", "review_status": ""},
        "oncogenicity_classification": {"description": "", "review_status": ""},
        "genes": [{"symbol": gene.symbol, "geneid": gene.entrez}],
        "molecular_consequence_list": [],
    }


def _short(change: str) -> str:
    """Return a substitution in one-letter words, on no particular transcript."""
    found = re.fullmatch(r"p\.([A-Z][a-z]{2})(\d+)([A-Z][a-z]{2})", change)
    return f"{_LETTERS[found[1]]}{found[2]}{_LETTERS[found[3]]}" if found else ""


def _article(uid: str) -> Record | None:
    found = article(int(uid)) if uid.isdigit() else None
    return None if found is None else {
        "title": found.title,
        "vernaculartitle": "",
        "authors": [{"name": "Nobody A", "authtype": "Author"}, {"name": "Nobody B"}],
        "fulljournalname": "Journal of Made-up Results",
        "source": "J Made-up Res",
        "pubdate": found.date[:7].replace("/", " "),
        "sortpubdate": f"{found.date} 00:00",
        "pubtype": ["Journal Article", found.kind],
        "lang": [found.language],
    }  # fmt: skip


def medgen_uid(mim: str) -> str:
    """Return MedGen's number for a MIM number."""
    return f"8{mim}"


def _disease(uid: str) -> Record | None:
    for gene in GENES:
        for number, mim in enumerate(gene.phenotypes, 1):
            if medgen_uid(mim) == uid:
                return {
                    "conceptid": medgen_id(mim),
                    "title": f"Made-up disease {number} of {gene.symbol}",
                    "semanticid": "T047",
                    "conceptmeta": _meta(gene, mim, ("dominant", "recessive")[number % 2]),
                }
    return None


def _meta(gene: KnownGene, mim: str, mode: str) -> str:
    """Return the XML fragment of a disease: no root, as there."""
    name = f"Autosomal {mode} inheritance"
    chapter = f'<Name SAB="GENEREVIEWS" CODE="{gene.chapter}" type="x">made-up</Name>'
    return (
        f"<ModesOfInheritance><ModeOfInheritance><Name>{name}</Name></ModeOfInheritance>"
        f"</ModesOfInheritance><OMIM><MIM>{mim}</MIM></OMIM><AssociatedGenes>"
        f'<Gene gene_id="{gene.entrez}">{gene.symbol}</Gene></AssociatedGenes>'
        f"<Names>{chapter if gene.chapter else ''}</Names>"
    )


RECORDS: Mapping[str, Callable[[str], Record | None]] = {
    "gene": _gene,
    "clinvar": _variant,
    "pubmed": _article,
    "medgen": _disease,
}
