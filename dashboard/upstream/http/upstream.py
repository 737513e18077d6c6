"""One upstream service as the settings describe it, and the bounds that hold for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import limits

from dashboard.upstream.http.redact import is_secret

MEGABYTE = 1024 * 1024

# What people call the services; the short names are for settings, logs and keys.
TITLES: Mapping[str, str] = {
    "gnomad": "gnomAD",
    "eutils": "NCBI",
    "ncbi_ftp": "NCBI's file server",
    "pubtator": "PubTator",
    "clinicaltrials": "ClinicalTrials.gov",
    "clingen": "ClinGen",
    "uniprot": "UniProt",
    "ensembl": "Ensembl",
    "hgnc": "HGNC",
    "mygene": "MyGene.info",
    "omim": "OMIM",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long, how often and how much: seconds, bytes and counts.

    `connect_s` bounds name lookup and connection together, `read_s` the silence between two
    parts of an answer, `whole_s` everything from the first byte sent, retries included.
    """

    connect_s: float = 3.0
    read_s: float = 10.0
    whole_s: float = 20.0
    max_bytes: int = 64 * MEGABYTE
    redirects: int = 3
    retries: int = 2
    pause_s: float = 0.5
    failures: int = 3
    rest_s: float = 60.0


DEFAULT_BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Upstream:
    """One upstream service.

    `limit` is in the words of the `limits` library ("10/minute"). `params` and `headers` go with
    every request; what they hold (keys, an e-mail address) is not part of the object's repr.

    Raises:
        ValueError: The base address is no plain http(s) address, or the limit is no limit.
    """

    name: str
    base_url: str
    limit: str
    title: str = ""
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    max_bytes: int | None = None

    def __post_init__(self) -> None:
        """Refuse addresses with a password, unaskable addresses, and limits that are none."""
        parts = urlsplit(self.base_url)
        plain = not (parts.username or parts.password or parts.query or parts.fragment)
        if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
            raise ValueError(f"The address of {self.name} must be a plain http(s) address.")
        limits.parse(self.limit)

    @property
    def words(self) -> str:
        """Return the name that people use."""
        return self.title or TITLES.get(self.name, self.name)

    def address(self, path: str) -> str:
        """Return the base address, with the path after it if there is one."""
        base = self.base_url.rstrip("/")
        return f"{base}/{path.lstrip('/')}" if path else self.base_url

    def secrets(self) -> tuple[str, ...]:
        """Return the values that no log, error or page may show."""
        pairs = (*self.params.items(), *self.headers.items())
        return tuple(value for name, value in pairs if value and is_secret(name))
