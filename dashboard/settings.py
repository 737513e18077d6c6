"""The settings: one frozen object, read from the environment with the prefix `GCD_`."""

from __future__ import annotations

import re
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field, SecretStr, create_model, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from dashboard.registry import SOURCES, Source

EMBEDDED_SNAPSHOT = Path(__file__).parent / "tables" / "data"
CACHE = Path("~/.cache/gene-constraint-dashboard")
IMPORTED = Path("~/.local/share/gene-constraint-dashboard")
_HEADER = re.compile(r"[!-~](?:[ -~]{0,198}[!-~])?")


class Mode(StrEnum):
    """Where answers may come from."""

    AUTO = "auto"
    OFFLINE = "offline"
    LIVE = "live"


def _address(source: Source) -> tuple[type[str], str]:
    """Return a setting for the base address of an upstream service."""
    field: str = Field(
        default=source.base_url,
        pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$",
        description=f"Base address of the service for {source.used_for}.",
    )
    return str, field


ADDRESSES: dict[str, Any] = {f"{one.name}_url": _address(one) for one in SOURCES.values()}
"""The settings that the registry's rows bring with them."""

if TYPE_CHECKING:
    _Addresses = BaseSettings
else:
    _Addresses = create_model("_Addresses", __base__=BaseSettings, **ADDRESSES)


class Settings(_Addresses):
    """Everything that an installation can choose; `docs/settings.md` lists the same fields."""

    model_config = SettingsConfigDict(env_prefix="GCD_", frozen=True, extra="forbid")

    mode: Mode = Field(
        default=Mode.AUTO,
        description="Where answers may come from. `auto`: fresh cache, else live, else stale "
        "cache, else the snapshot. `offline`: the embedded snapshot and imported releases only, "
        "never a connection. `live`: never the snapshot, but for the names of genes.",
    )
    snapshot_dir: Path = Field(
        default=EMBEDDED_SNAPSHOT,
        description="Folder of the snapshot: Parquet tables and manifest.json.",
    )
    data_dir: Path = Field(
        default=IMPORTED,
        description="Folder of the releases that `python -m dashboard import` has imported and "
        "`update` loaded; they stand before embedded ones of the same name.",
    )
    cache_dir: Path = Field(
        default=CACHE,
        description="Folder of the cache, made for its owner only; may be deleted at any time.",
    )
    redis_url: SecretStr | None = Field(
        default=None,
        description="Address of a Redis that all workers share for cache and rate limits, such "
        "as `redis://127.0.0.1:6379/0`; without it they share the cache folder.",
    )
    contact: str | None = Field(
        default=None,
        pattern=r"^[!-'*-:<-~]{3,200}$",
        description="Address, of mail or of a page, that every request carries in its User-Agent, "
        "so that a service can write to whoever runs this.",
    )
    user_agents: dict[str, str] = Field(
        default_factory=dict,
        description="Names to ask single services by, as JSON: "
        '`{"clinicaltrials": "python-requests/2.34 our-clinic"}`. Without one it is the HTTP '
        "client's, this program's and the contact; the client's alone is tried after a 403.",
    )
    ncbi_api_key: SecretStr | None = Field(
        default=None, description="Key of NCBI: a request in 0.11 s in place of 0.4 s."
    )
    ncbi_email: str | None = Field(
        default=None,
        description="Address that NCBI may write to if something goes wrong; without it, "
        "the contact where that is an address of mail.",
    )
    omim_key: SecretStr | None = Field(
        default=None,
        description="Your own key of OMIM: diseases and inheritance by OMIM itself. Its answers "
        "stay in the memory of the process that asked. Without a key OMIM is never asked.",
    )
    url_prefix: str = Field(
        default="/",
        pattern=r"^/(?:[A-Za-z0-9._~-]+/)*$",
        description="Base path behind a reverse proxy; begins and ends with a slash.",
    )
    log_level: str = Field(
        default="INFO",
        pattern=r"^(DEBUG|INFO|WARNING|ERROR)$",
        description="Least severe log line that is written.",
    )
    workers: int = Field(
        default=2, ge=1, le=64, description="Processes of `gunicorn app:server`; one for each core."
    )
    threads: int = Field(
        default=8, ge=1, le=256, description="Requests that each process answers at a time."
    )
    bind: str | None = Field(
        default=None,
        description="Where gunicorn listens, such as `0.0.0.0:8050` or `unix:/run/gcd.sock`; "
        "without it at `PORT` on 127.0.0.1.",
    )
    timeout_s: int = Field(
        default=60, ge=1, description="Seconds of silence after which gunicorn replaces a process."
    )
    graceful_timeout_s: int = Field(
        default=35,
        ge=0,
        description="Seconds that requests under way have to end when gunicorn is told to stop; "
        "the longest question takes 30.",
    )
    keepalive_s: int = Field(
        default=5,
        ge=0,
        description="Seconds for which gunicorn keeps an idle connection open; "
        "behind a proxy, longer than the proxy does.",
    )
    preload: bool = Field(
        default=True,
        description="Whether gunicorn reads the program and the tables once, before it "
        "forks: the processes then share that memory.",
    )
    access_log: bool = Field(
        default=False,
        description="Whether a JSON line is written for each request: id, user, client, route, "
        "status, state, ms, bytes. It names no gene.",
    )
    log_genes: bool = Field(
        default=False,
        description="Whether log lines may name the genes that were asked for.",
    )
    user_header: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,60}$",
        description="Header in which a proxy of `GCD_TRUSTED_PROXIES` names the user, such as "
        "`X-Forwarded-User` or `X-Auth-Request-Email`; the name is shown in the header bar and "
        "stands in the access log. From anybody else it is ignored.",
    )
    trusted_proxies: str = Field(
        default="",
        description="Proxies whose `X-Forwarded-For` and user header are believed: addresses, "
        "networks and `unix` (who comes over the Unix socket), separated by commas, such as "
        "`127.0.0.1,10.1.0.0/24,unix`.",
    )

    @property
    def proxies(self) -> tuple[str, ...]:
        """Return the trusted proxies one by one."""
        return tuple(one.strip() for one in self.trusted_proxies.split(",") if one.strip())

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, text: str) -> str:
        """Refuse what is no address, no network and not `unix`."""
        for one in filter(None, map(str.strip, text.split(","))):
            if one != "unix":
                ip_network(one)  # a ValueError names it
        return text

    @model_validator(mode="after")
    def _somebody_names_users(self) -> Settings:
        """Refuse a header of users that nobody may write."""
        if self.user_header and not self.proxies:
            raise ValueError("user_header is set, and trusted_proxies names nobody who may set it")
        return self

    @field_validator("user_agents")
    @classmethod
    def _names_of_services(cls, names: dict[str, str]) -> dict[str, str]:
        """Refuse names of services that are none, and what cannot stand in a header."""
        for source, name in names.items():
            if source not in SOURCES:
                raise ValueError(f"there is no service {source!r:.40}: {', '.join(SOURCES)}")
            if not _HEADER.fullmatch(name):
                raise ValueError(f"the name for {source} must be 1 to 200 printable ASCII signs")
        return names
