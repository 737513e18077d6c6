"""Clients whose time limits are short enough to test them."""

from __future__ import annotations

from typing import Any

from dashboard.upstream.http import Bounds, Http, Upstream

# Long enough for a busy machine to answer from loopback; what is about time sets its own.
SHORT = Bounds(connect_s=2, read_s=2, whole_s=5, max_bytes=1_000_000, pause_s=0.005, reset_s=60)
SECRET = "k3y-of-the-house"


def client(url: str, bounds: Bounds = SHORT, **how: Any) -> Http:
    """Return a client of one source, gnomAD, that goes with a key; `how` as `Http` takes it."""
    source = Upstream("gnomad", url, "1000/second", params={"api_key": SECRET})
    return Http([source], bounds=bounds, use_environment=False, **how)
