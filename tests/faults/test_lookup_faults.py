"""Every fault of the sources that are asked for names, lengths and with a key: told, never kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from dashboard.models import Gene, Wait
from dashboard.upstream.answers.gene_names import HGNC_NAME, MYGENE_NAME
from dashboard.upstream.answers.live import Payload
from dashboard.upstream.answers.payloads import OMIM, TRANSCRIPT
from dashboard.upstream.sources import ensembl, hgnc, mygene, omim
from tests.faults.cases import ALL_FAULTS, HARMLESS
from tests.faults.house import KEY, House
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
def house(running_upstream: Upstream, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return an app of somebody who has a key of OMIM."""
    running_upstream.reset()
    running_upstream.state.limits = False
    with House(running_upstream, tmp_path_factory.mktemp("caches"), gene="STAT3") as served:
        yield served
    running_upstream.state.limits = True


def read(source: str, payload: Any, gene: Gene) -> Any:
    parse = LOOKUPS[source][2]
    return parse(payload, gene) if source == "omim" else parse(payload)


@pytest.mark.parametrize(("source", "fault"), tuple(product(LOOKUPS, ALL_FAULTS)))
def test_a_fault_of_a_lookup_is_told_and_not_kept(
    house: House, tmp_path_factory: pytest.TempPathFactory, source: str, fault: str
) -> None:
    payload, stand_in, _ = LOOKUPS[source]
    gene = stand_in or house.gene
    folder = tmp_path_factory.mktemp("case")
    with house.living(tmp_path_factory.mktemp("healthy")) as live:
        healthy = live.ask(payload, gene, Wait(10.0)).kept
        assert healthy is not None
    with ill(house, source, fault, folder) as live, house.listening() as journal:
        asked = live.ask(payload, gene, Wait(10.0))
        assert journal.lines
        assert all(line["source"] == source and line["outcome"] for line in journal.lines)
        assert KEY not in repr(journal.lines)
        if asked.kept is not None:
            assert fault in CHANGES or fault in HARMLESS
            assert "<script" not in repr(read(source, asked.kept.value, gene))
        else:
            assert asked.failure is not None
            assert asked.failure.message
    assert KEY.encode() not in b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    with house.living(folder) as live:
        again = live.ask(payload, gene, Wait(10.0, retry=True)).kept
        assert again is not None
        if fault not in CHANGES:
            assert read(source, again.value, gene) == read(source, healthy.value, gene)
