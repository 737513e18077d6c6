"""A machine without a network: the page comes as in offline mode."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from dashboard.factory import create_app, make_service
from dashboard.models import Wait
from dashboard.registry import SOURCES
from dashboard.service import DataService
from dashboard.settings import Mode, Settings
from dashboard.tables.snapshot import Snapshot
from dashboard.upstream.answers.assembly import make_live
from tests.faults.hosts import panel_requests
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
        live.cache.close(grace_s=5)
        live.http.close()


def timed(service: DataService, symbol: str = "STAT3") -> float:
    """Return the seconds that a panel of all questions waits."""
    gene = service.gene(symbol)
    begun = time.perf_counter()
    service.answers(gene, QUESTIONS, None, Wait(0.4))
    return time.perf_counter() - begun


def test_t60_without_a_network_the_clinvar_tile_says_why_and_never_0(tmp_path: Path) -> None:
    with refused() as nowhere:
        urls: dict[str, Any] = {f"{name}_url": nowhere for name in SOURCES}
        service = make_service(Settings(cache_dir=tmp_path, **urls))  # `auto` is the default
        assert service.live is not None
        client = create_app(Settings(cache_dir=tmp_path, **urls), service=service).server
        ask = client.test_client()
        bodies = panel_requests(ask.get("/_dash-dependencies").json, "STAT3")
        (body,) = (body for output, body in bodies.items() if "panel-variants" in output)
        end, shown = time.monotonic() + 20, {}
        while time.monotonic() < end:
            answer = ask.post("/_dash-update-component", json=body)
            shown = answer.json["response"]
            if shown["panel-variants"]["data-refreshing"] == "false":
                break
            time.sleep(0.05)
        assert shown["panel-variants"]["data-state"] == "snapshot"  # UniProt's, by their own name
        for name in ("tile-clinvar", "tile-pathogenic"):
            assert shown[name]["data-state"] == "unavailable"
            words = json.dumps(shown[name]["tree"], ensure_ascii=False)
            assert "gnomAD could not be reached" in words
            assert '"0"' not in words
        service.live.cache.close(grace_s=5)
        service.live.http.close()
