"""One set of a gene's variants by its name, and which sets there are."""

from __future__ import annotations

from dashboard.errors import BadParameter
from dashboard.models import Answer, Gene, VariantSet, Wait
from dashboard.rules.variant_sets import SOURCE_SETS, record_count
from dashboard.service.request import AT_ONCE
from dashboard.service.service import DataService


def variants_of(
    service: DataService, gene: Gene, source_set: str | None, wait: Wait = AT_ONCE
) -> Answer[VariantSet]:
    """Answer with one set; without a name with the usual one: ClinVar's, else the tables'.

    Raises:
        BadParameter: There is no set of this name.
    """
    if source_set is not None and source_set not in SOURCE_SETS:
        named = source_set[:40]
        raise BadParameter(f"source_set is {named!r}.", f"Choose one of {', '.join(SOURCE_SETS)}.")
    return service.ask(source_set or "variants", gene, wait=wait)


def available_sets(service: DataService, gene: Gene) -> tuple[str, ...]:
    """Return the sets that have a record of a gene, of what is here already."""
    ask = service.request().ask
    return tuple(name for name in SOURCE_SETS if record_count(ask(name, gene).data))
