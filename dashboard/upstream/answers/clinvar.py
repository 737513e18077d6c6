"""ClinVar's variants of a gene: by gnomAD, else by NCBI, each with ClinVar's own release."""

from __future__ import annotations

from typing import Any

from dashboard.models import Answer, Gene, VariantSet, Wait
from dashboard.upstream.answers.live_sources import LiveRequest, Parsed, second_way
from dashboard.upstream.answers.payloads import CLINVAR, GNOMAD_CLINVAR, VARIANTS
from dashboard.upstream.answers.provenance import NOT_STATED, origin
from dashboard.upstream.sources import eutils_clinvar, gnomad_variants


def clinvar(live: LiveRequest, gene: Gene, wait: Wait, length: int | None) -> Answer[VariantSet]:
    """Return ClinVar's variants: by gnomAD on the MANE transcript, else by NCBI's summaries."""

    def by_gnomad(records: gnomad_variants.Records) -> Parsed[VariantSet]:
        return _of_release(gnomad_variants.variants_of(records, gene, length))

    def by_ncbi(payload: Any) -> Parsed[VariantSet]:
        return _of_release(eutils_clinvar.parse_variants(payload, gene, length))

    source = origin("ClinVar by gnomAD", _clinvar_url(gene), None, "GRCh38")
    first: Answer[VariantSet] = live.answer(
        GNOMAD_CLINVAR, gene, wait, by_gnomad, source, f"{length}", part=VARIANTS
    )
    source = origin("ClinVar by NCBI", _clinvar_url(gene))
    return second_way(live, first, CLINVAR, gene, wait, by_ncbi, source)


def _of_release(found: VariantSet) -> Parsed[VariantSet]:
    """Return variants with ClinVar's release, which is another day than that of asking (T41)."""
    announced = found.announced
    of = None if announced is None else announced - found.left_out
    return Parsed(found, release=found.release_date or NOT_STATED, of=of)


def _clinvar_url(gene: Gene) -> str:
    return f"https://www.ncbi.nlm.nih.gov/clinvar/?term={gene.symbol}%5Bgene%5D"
