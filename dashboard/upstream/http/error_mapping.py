"""From what went wrong on the wire to one plain sentence about the source."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
import urllib3.exceptions as wire

from dashboard.errors import (
    SourceBusy,
    SourceDown,
    SourceError,
    SourceRefused,
    SourceTimeout,
    SourceUnreachable,
    SourceUnreadable,
)
from dashboard.upstream.http.body import NotData
from dashboard.upstream.http.upstream import Bounds, Upstream, limit_words

LATER = "Ask again in a minute."
NETWORK = "Check this machine's network, then ask again."
SETTING = "Ask again later; if it stays, check the address of this source in the settings."
LONGEST_DETAIL = 2_000

# What reading an answer may raise besides requests' own.
WIRE_ERRORS = (requests.RequestException, wire.HTTPError, OSError, NotData)


class RetryableError(Exception):
    """A fault that may be over at the next attempt; carries what to say if it is not."""

    def __init__(self, error: SourceError) -> None:
        """Carry the error."""
        super().__init__(error.message)
        self.error = error


class OwnLimit(Exception):
    """Our own limit for a source keeps a call back; the source was not asked."""

    def __init__(self, error: SourceError) -> None:
        """Carry the error."""
        super().__init__(error.message)
        self.error = error


def too_late(source: Upstream, bounds: Bounds) -> SourceTimeout:
    """Return the error for a whole fetch that took too long."""
    return SourceTimeout(
        f"{source.words} did not answer within {bounds.whole_s:g} s.", LATER, source=source.name
    )


def of_exception(
    source: Upstream, bounds: Bounds, error: Exception
) -> SourceError | RetryableError:
    """Name a fault of connection or body; `RetryableError` when another attempt makes sense."""
    if isinstance(error, requests.ConnectTimeout):
        problem = f"{source.words} could not be reached within {bounds.connect_s:g} s."
        return RetryableError(SourceTimeout(problem, NETWORK, source=source.name))
    if isinstance(error, requests.ReadTimeout | wire.ReadTimeoutError | TimeoutError):
        problem = f"{source.words} sent nothing for {bounds.read_s:g} s."
        return SourceTimeout(problem, LATER, source=source.name)
    if isinstance(error, requests.exceptions.SSLError | wire.SSLError):
        problem = f"The connection to {source.words} is not secure: its certificate is refused."
        hint = "Behind a proxy with its own certificates, name them in REQUESTS_CA_BUNDLE."
        return SourceUnreachable(problem, hint, source=source.name)
    return _of_body(source, error) or RetryableError(
        SourceUnreachable(f"{source.words} could not be reached.", NETWORK, source=source.name)
    )


def _of_body(source: Upstream, error: Exception) -> SourceError | RetryableError | None:
    """Name a fault of the body; None when the connection is at fault."""
    if isinstance(error, NotData):
        problem = f"{source.words} {error.message}."
        return SourceUnreadable(problem, SETTING, source=source.name)
    if isinstance(error, wire.DecodeError):
        problem = f"{source.words} answered with data that cannot be unpacked."
        return SourceUnreadable(problem, SETTING, source=source.name)
    # A lost connection has the system's error with it; else the answer is shorter than announced.
    lost = any(isinstance(part, OSError) for part in error.args)
    if isinstance(error, wire.ProtocolError) and not lost:
        return RetryableError(
            SourceUnreadable(f"{source.words} broke off its answer.", LATER, source=source.name)
        )
    return None


def of_status(
    source: Upstream, status: int, headers: Mapping[str, str], detail: str
) -> SourceError | RetryableError:
    """Name an answer whose status says that it is no answer (300 and above)."""
    name, words = source.name, source.words
    after = retry_after(headers.get("Retry-After"))
    if status == 429 or (400 <= status < 500 and says_rate_limit(detail)):
        return RetryableError(busy(source, after))
    if status >= 500 or status == 408:
        problem = f"{words} is out of order (HTTP {status})."
        return RetryableError(SourceDown(problem, LATER, source=name, retry_after=after))
    if status == 403:
        return SourceRefused(
            f"{words} refuses this program's name or this network's address (HTTP 403).",
            "The addresses of data centres are refused at times: try another network, or set "
            "another name in GCD_USER_AGENTS.",
            source=name,
            status=status,
            detail=detail[:LONGEST_DETAIL],
        )
    if status < 400:
        problem = f"{words} sends its callers elsewhere (HTTP {status})."
        return SourceUnreadable(problem, SETTING, source=name)
    return SourceRefused(
        f"{words} refused the request (HTTP {status}).",
        "Asking again will not help; the other sources are unharmed.",
        source=name,
        status=status,
        detail=detail[:LONGEST_DETAIL],
    )


def busy(source: Upstream, after: float | None) -> SourceBusy:
    """Return the error for a source that wants fewer questions."""
    hint = LATER if after is None else f"Ask again in {math.ceil(after)} s."
    problem = f"{source.words} wants fewer questions for the moment."
    return SourceBusy(problem, hint, source=source.name, retry_after=after)


def queue_too_long(source: Upstream, after: float) -> SourceBusy:
    """Return the error for a question whose turn would come too late."""
    problem = f"{source.words} answers {limit_words(source.limit)}: too many wait."
    hint = f"Ask again in {max(1, math.ceil(after))} s."
    return SourceBusy(problem, hint, source=source.name, retry_after=after)


def circuit_open(source: Upstream, bounds: Bounds, after: float) -> SourceDown:
    """Return the error for a source that is left alone."""
    return SourceDown(
        f"{source.words} failed {bounds.failures} times in a row and is left alone for a while.",
        f"It is asked again in {max(1, math.ceil(after))} s.",
        source=source.name,
        retry_after=max(after, 1.0),
    )


def says_rate_limit(text: str) -> bool:
    """Tell whether an error's text means "too many requests"; gnomAD says so with HTTP 400."""
    return "rate limit" in text.lower()


def retry_after(header: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for: a number or a date; else None."""
    if not header:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            moment = parsedate_to_datetime(header)
        except ValueError:
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = (moment - datetime.now(UTC)).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else None
