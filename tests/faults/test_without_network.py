"""A machine without a network: the page comes as in offline mode."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from dashboard.live.building import make_live
from dashboard.models import Wait
from dashboard.service import DataService
from dashboard.settings import Mode, Settings
from dashboard.snapshot.open import Snapshot
from dashboard.sources.registry import SOURCES
from tests.upstream.nowhere import refused

QUESTIONS = ("constraint", "clinvar", "features", "validity", "dosage", "trials", "publications")


def test_without_a_network_only_the_first_page_is_slower_and_by_less_than_a_second(
    tmp_path: Path,
) -> None:
    service = DataService(Snapshot())
    gene = service.gene("STAT3")
    usual = timed(service)
    with refused() as nowhere:
        urls: dict[str, Any] = {f"{name}_url": nowhere for name in SOURCES}
        live = make_live(Settings(mode=Mode.AUTO, cache_dir=tmp_path, **urls))
        assert live is not None
        service.live = live
        assert timed(service) - usual < 1.0
        end = time.monotonic() + 20
        while service.answers(gene, QUESTIONS).refreshing and time.monotonic() < end:
            time.sleep(0.05)
        assert all(live.http.health(name).failures for name in ("gnomad", "uniprot"))
        other = service.gene("TP53")
        service.live = None
        usual = timed(service, other.symbol)
        service.live = live
        assert timed(service, other.symbol) - usual < 0.3  # no wait: what there is, at once
        live.keeper.close(grace_s=5)
        live.http.close()


def timed(service: DataService, symbol: str = "STAT3") -> float:
    """Return the seconds that a panel of all questions waits."""
    gene = service.gene(symbol)
    begun = time.perf_counter()
    service.answers(gene, QUESTIONS, None, Wait(0.4))
    return time.perf_counter() - begun
