"""One upstream service as the settings describe it, and the bounds that hold for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from urllib.parse import urlsplit

import limits

from dashboard import __version__
from dashboard.registry import TITLES
from dashboard.upstream.http.redact import is_secret

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long, how often and how much: seconds, bytes and counts.

    `connect_s` bounds name lookup and connection together, `read_s` the silence between two
    parts of an answer, `whole_s` everything from the first byte sent, retries included; `slow_s`
    stands in place of both for a question that is known to be slow. `queue_s` is how long a
    question may wait for its turn before it is sent.
    """

    connect_s: float = 3.0
    read_s: float = 10.0
    whole_s: float = 20.0
    slow_s: float = 60.0
    queue_s: float = 300.0
    max_bytes: int = 64 * MEGABYTE
    redirects: int = 3
    retries: int = 2
    pause_s: float = 0.5
    failures: int = 3
    reset_s: float = 60.0

    def of(self, slow: bool) -> Bounds:
        """Return the bounds of a question."""
        return replace(self, read_s=self.slow_s, whole_s=self.slow_s) if slow else self


DEFAULT_BOUNDS = Bounds()

CLIENT = f"python-requests/{version('requests')}"
PRODUCT = f"gene-constraint-dashboard/{__version__}"


def user_agents(contact: str | None = None, own: str | None = None) -> tuple[str, ...]:
    """Return the names to ask a service by: the usual one, then the one for a second try.

    ClinicalTrials.gov refuses names that do not contain the client's token, and whoever runs a
    service wants to know who asks: so the token is followed by the product and a contact address.
    `own` is the usual name that an installation has chosen. The second is the client's alone.
    """
    product = f"{PRODUCT} ({contact})" if contact else PRODUCT
    return tuple(dict.fromkeys((own or f"{CLIENT} {product}", CLIENT)))


def limit_words(limit: str) -> str:
    """Return a limit of the `limits` library in words: "10 questions a minute"."""
    item = limits.parse(limit)
    unit = item.GRANULARITY.name
    span = f"a {unit}" if item.multiples == 1 else f"in {item.multiples} {unit}s"
    return f"{item.amount} questions {span}"


def channel(name: str, slow: bool) -> str:
    """Return the name of a source's line: that of its slow questions, or the usual one."""
    return f"{name}-slow" if slow else name


@dataclass(frozen=True, slots=True)
class Upstream:
    """One upstream service.

    `limit` is in the words of the `limits` library ("10/minute"), `slow_limit` what of it slow
    questions may use, so that others are not kept waiting by them; `pace_s` is the shortest time
    between two requests. `params` and `headers` go with every request; what they hold (keys, an
    e-mail address) is not part of the object's repr. The first of the `user_agents` is the name
    to ask by, the others are tried after a 403.

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
    slow_limit: str | None = None
    pace_s: float = 0.0
    user_agents: tuple[str, ...] = field(default_factory=user_agents, repr=False)

    def __post_init__(self) -> None:
        """Refuse addresses with a password, unaskable addresses, and limits that are none."""
        parts = urlsplit(self.base_url)
        plain = not (parts.username or parts.password or parts.query or parts.fragment)
        if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
            raise ValueError(f"The address of {self.name} must be a plain http(s) address.")
        limits.parse(self.limit)
        limits.parse(self.slow_limit or self.limit)

    def channel(self, slow: bool) -> str:
        """Return the name under which questions are counted: slow ones have a line of their own."""
        return channel(self.name, slow and self.slow_limit is not None)

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
