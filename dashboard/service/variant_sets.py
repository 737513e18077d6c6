"""The sets of variants that a gene may have: each from one source, none ever summed with another."""

from __future__ import annotations

from dashboard.errors import BadParameter
from dashboard.models import Gene, Loaded, VariantSet, Wait
from dashboard.service.service import AT_ONCE, DataService

SOURCE_SETS = ("clinvar_plp", "uniprot", "clinvar")
"""Names in addresses and the JSON; each is the question that the service answers with the set."""


def variants_of(
    service: DataService, gene: Gene, source_set: str | None, wait: Wait = AT_ONCE
) -> Loaded[VariantSet]:
    """Answer with one set; without a name with the usual one: ClinVar's, else UniProt's.

    Raises:
        BadParameter: There is no set of this name.
    """
    if source_set is not None and source_set not in SOURCE_SETS:
        named = source_set[:40]
        raise BadParameter(f"source_set is {named!r}.", f"Choose one of {', '.join(SOURCE_SETS)}.")
    return service.ask(source_set or "variants", gene, wait=wait)


def available_sets(service: DataService, gene: Gene) -> tuple[str, ...]:
    """Return the sets that have a record of a gene, of what is here already."""
    answers = {name: service.ask(name, gene) for name in SOURCE_SETS}
    return tuple(name for name, loaded in answers.items() if _has_records(loaded))


def _has_records(loaded: Loaded[VariantSet]) -> bool:
    found = loaded.data
    return found is not None and bool(found.variants or found.unplaced)
