"""A visitor's own variants on one gene's protein: read for one answer, kept nowhere."""

from __future__ import annotations

from functools import partial

from dashboard.errors import DashboardError
from dashboard.models import Answer, Features, Gene, VariantSet
from dashboard.rules.variant_sets import CLINVAR_PLP, SOURCE_SETS
from dashboard.service.service import DataService
from dashboard.service.variant_sets import variants_of
from dashboard.several.own_variants import OwnVariants, read_own

NO_RECORDS = VariantSet("", "records", None, None, (), (), {})


def shown_answers(
    service: DataService, gene: Gene, source_set: str | None
) -> tuple[Answer[VariantSet], Answer[Features]]:
    """Answer with the set that a page shows and the protein that its residues are numbered on.

    A name that is no set's is the usual set.
    """
    named = source_set if source_set in SOURCE_SETS else None
    loaded = variants_of(service, gene, named)
    shown = (named, loaded.data.source_set if loaded.data else None)
    numbering = "features_mane" if CLINVAR_PLP in shown else "features"
    return loaded, service.ask(numbering, gene)


def known_symbol(service: DataService, name: str) -> str | None:
    """Return the symbol of the gene that a name, transcript or protein is of; None: not known."""
    try:
        return service.gene(name).symbol
    except DashboardError:
        return None


def own_variants(
    service: DataService, gene: Gene, source_set: str | None, content: str | bytes
) -> OwnVariants:
    """Place what was pasted, or the bytes of a file, on the protein that a page shows.

    Raises:
        BadList: It cannot be read, is empty or too large.
    """
    found, features = shown_answers(service, gene, source_set)
    length = features.data.protein_length if features.data else None
    known = partial(known_symbol, service)
    return read_own(content, gene, found.data or NO_RECORDS, length, known)
