"""Every fault of the sources that are asked for names, lengths and with a key: told, never kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from dashboard.models import Gene, Wait
from dashboard.upstream.answers.gene_names import HGNC_NAME, MYGENE_NAME
from dashboard.upstream.answers.live_sources import Payload
from dashboard.upstream.answers.payloads import OMIM, TRANSCRIPT
from dashboard.upstream.sources import ensembl, hgnc, mygene, omim
from tests.faults.cases import ALL_FAULTS, HARMLESS
from tests.faults.live_app import KEY, LiveApp
from tests.faults.test_fault_matrix import ill
from tests.upstream.contents import CHANGES
from tests.upstream.fixture import running_upstream
from tests.upstream.server import Upstream

__all__ = ["running_upstream"]  # a fixture

NAME = Gene("name:STAT3", "STAT3", "")
LOOKUPS: dict[str, tuple[Payload, Gene | None, Any]] = {
    "hgnc": (HGNC_NAME, NAME, hgnc.parse_genes),
    "mygene": (MYGENE_NAME, NAME, mygene.parse_genes),
    "ensembl": (TRANSCRIPT, None, ensembl.parse_gene),
    "omim": (OMIM, None, omim.parse_phenotypes),
}


@pytest.fixture(scope="module")
def live_app(
    running_upstream: Upstream, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveApp]:
    """Return an app of somebody who has a key of OMIM."""
    running_upstream.reset()
    running_upstream.state.limits = False
    with LiveApp(running_upstream, tmp_path_factory.mktemp("caches"), gene="STAT3") as served:
        yield served
    running_upstream.state.limits = True


def read(source: str, payload: Any, gene: Gene) -> Any:
    parse = LOOKUPS[source][2]
    return parse(payload, gene) if source == "omim" else parse(payload)


@pytest.mark.parametrize(("source", "fault"), tuple(product(LOOKUPS, ALL_FAULTS)))
def test_a_fault_of_a_lookup_is_reported_and_not_cached(
    live_app: LiveApp, tmp_path_factory: pytest.TempPathFactory, source: str, fault: str
) -> None:
    payload, placeholder, _ = LOOKUPS[source]
    gene = placeholder or live_app.gene
    folder = tmp_path_factory.mktemp("case")
    with live_app.living(tmp_path_factory.mktemp("healthy")) as live:
        healthy = live.request().ask(payload, gene, Wait(10.0)).entry
        assert healthy is not None
    with ill(live_app, source, fault, folder) as live, live_app.listening() as journal:
        lookup = live.request().ask(payload, gene, Wait(10.0))
        assert journal.lines
        assert all(line["source"] == source and line["outcome"] for line in journal.lines)
        assert KEY not in repr(journal.lines)
        if lookup.entry is not None:
            assert fault in CHANGES or fault in HARMLESS
            assert "<script" not in repr(read(source, lookup.entry.value, gene))
        else:
            assert lookup.failure is not None
            assert lookup.failure.message
    assert KEY.encode() not in b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    with live_app.living(folder) as live:
        again = live.request().ask(payload, gene, Wait(10.0, retry=True)).entry
        assert again is not None
        if fault not in CHANGES:
            assert read(source, again.value, gene) == read(source, healthy.value, gene)
