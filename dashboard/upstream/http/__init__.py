"""The wire: how this program calls the upstream services, and the only place that does.

client (what sources use) -> call (attempts), limiter, breaker -> exchange -> connection, body.
`error_mapping` names what goes wrong, `call_log` writes the log, `redact` keeps keys out of it.
"""

from __future__ import annotations

from dashboard.upstream.http.client import Health, Http, make_http
from dashboard.upstream.http.upstream import DEFAULT_BOUNDS, Bounds, Upstream

__all__ = ["DEFAULT_BOUNDS", "Bounds", "Health", "Http", "Upstream", "make_http"]
