"""Putting the live sources together out of the settings."""

from __future__ import annotations

from dashboard.registry import SOURCES, WITH_NCBI_KEY
from dashboard.settings import Mode, Settings
from dashboard.upstream.answers.live_sources import LiveSources
from dashboard.upstream.cache import make_cache
from dashboard.upstream.http import DEFAULT_BOUNDS, Bounds, Http, Upstream, make_http
from dashboard.upstream.http.upstream import user_agents

TOOL = "gene-constraint-dashboard"


def make_live(settings: Settings, bounds: Bounds = DEFAULT_BOUNDS) -> LiveSources | None:
    """Return the live sources, None in offline mode: nothing is then there that could connect."""
    if settings.mode is Mode.OFFLINE:
        return None
    folder = settings.cache_dir.expanduser()
    redis_url = settings.redis_url.get_secret_value() if settings.redis_url else None
    http = make_wire(settings, bounds)
    waiters = max(1, settings.threads // 2)  # the other half answers meanwhile
    cache = make_cache(folder, redis_url, waiters=waiters)
    memory = make_cache(None, None, waiters=waiters)
    has_omim = settings.omim_key is not None
    return LiveSources(http, cache, memory, has_omim=has_omim, checks=settings.data_dir)


def make_wire(settings: Settings, bounds: Bounds = DEFAULT_BOUNDS) -> Http:
    """Return the wire to the sources; all processes of these settings share its rates."""
    redis_url = settings.redis_url.get_secret_value() if settings.redis_url else None
    return make_http(upstreams(settings), settings.cache_dir.expanduser(), redis_url, bounds)


def upstreams(settings: Settings) -> list[Upstream]:
    """Return every upstream service as the settings describe it."""
    key = settings.ncbi_api_key.get_secret_value() if settings.ncbi_api_key else None
    mail = settings.contact if "@" in (settings.contact or "") else None
    ncbi = {"tool": TOOL, "email": settings.ncbi_email or mail, "api_key": key}
    omim = settings.omim_key.get_secret_value() if settings.omim_key else None
    params = {
        "eutils": {name: value for name, value in ncbi.items() if value},
        "omim": {"apiKey": omim} if omim else {},
    }
    faster = {"eutils": WITH_NCBI_KEY} if key else {}
    paces = {name: faster.get(name, (one.limit, one.pace_s)) for name, one in SOURCES.items()}
    return [
        Upstream(
            name=name,
            base_url=getattr(settings, f"{name}_url"),
            limit=paces[name][0],
            params=params.get(name, {}),
            slow_limit=source.slow_limit,
            pace_s=paces[name][1],
            user_agents=user_agents(settings.contact, settings.user_agents.get(name)),
        )
        for name, source in SOURCES.items()
    ]
