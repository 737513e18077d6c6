"""What the cache answers, and the envelopes in which values and failures are stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

# What orjson would turn into JSON by itself comes back as something else: refused.
NOTHING_ELSE = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
FORMAT = 1  # of the envelopes; another one is a miss
HEAD_BYTES = 1_000  # in which everything before the value stands, the longest keys included
VALUE_MARK = b',"value":'
CLOCK_SLACK_S = 60.0  # a value from the future by more than this comes from a wrong clock


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """A value and when it was fetched (ISO, UTC); `fresh` if it need not be fetched again.

    The value is JSON as it was read back; those who waited for one fetch share it, so it is
    not to be changed.
    """

    value: Any
    fetched_at: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a value could not be fetched; `at` is ISO, UTC; `retry_after` in seconds or None."""

    kind: str
    message: str
    hint: str
    at: str
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class CacheLookup:
    """What there is: a value or none, whether a fetch is under way, why the last one failed."""

    entry: CacheEntry | None
    refreshing: bool = False
    failure: Failure | None = None


def moment(at: float) -> str:
    """Return seconds since 1970 as ISO in UTC, to the millisecond."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")


def packed(value: Any) -> bytes:
    """Return a value as JSON.

    Raises:
        TypeError: It is more than lists, objects, texts, numbers, truths and nulls.
    """
    return orjson.dumps(value, option=NOTHING_ELSE)


def value_envelope(key: str, value: bytes, at: float, fresh_s: float) -> dict[str, Any]:
    """Return what is stored for a value that is packed already."""
    whole = orjson.Fragment(value)
    return {"format": FORMAT, "key": key, "at": at, "fresh_s": fresh_s, "value": whole}


def failure_envelope(key: str, failure: Failure, at: float) -> dict[str, Any]:
    """Return what is stored for a failure; it can never be read as a value."""
    return {
        "format": FORMAT,
        "key": key,
        "at": at,
        "failure": {
            "kind": failure.kind,
            "message": failure.message,
            "hint": failure.hint,
            "retry_after": failure.retry_after,
        },
    }


def head_of(data: bytes | memoryview) -> dict[str, Any] | None:
    """Return an envelope without its value, by the first bytes of it; None if they show none."""
    head, found, _ = bytes(data).partition(VALUE_MARK)
    try:
        envelope = orjson.loads(head + b"}") if found else None
    except orjson.JSONDecodeError:
        return None
    return envelope if isinstance(envelope, dict) else None


def read_value(
    envelope: Any, key: str, now: float, fresh_s: float | None = None
) -> CacheEntry | None:
    """Return the value in an envelope; None if it is none, damaged or another key's."""
    if not _is_ours(envelope, key) or "value" not in envelope:
        return None
    limit = envelope.get("fresh_s") if fresh_s is None else fresh_s
    age = now - envelope["at"]
    fresh = isinstance(limit, int | float) and -CLOCK_SLACK_S <= age < limit
    return CacheEntry(envelope["value"], moment(envelope["at"]), fresh)


def read_failure(envelope: Any, key: str) -> Failure | None:
    """Return the failure in an envelope; None if it is none, damaged or another key's."""
    if not _is_ours(envelope, key) or not isinstance(envelope.get("failure"), Mapping):
        return None
    stored = envelope["failure"]
    after = stored.get("retry_after")
    return Failure(
        kind=str(stored.get("kind", "")),
        message=str(stored.get("message", "")),
        hint=str(stored.get("hint", "")),
        at=moment(envelope["at"]),
        retry_after=after if isinstance(after, int | float) else None,
    )


def stored_at(envelope: Any, key: str) -> float | None:
    """Return when an envelope was stored, in seconds since 1970; None if it is not ours."""
    at: float | None = envelope["at"] if _is_ours(envelope, key) else None
    return at


def _is_ours(envelope: Any, key: str) -> bool:
    """Tell whether something stored is an envelope of this format for this key."""
    return (
        isinstance(envelope, dict)
        and envelope.get("format") == FORMAT
        and envelope.get("key") == key
        and isinstance(envelope.get("at"), int | float)
        and 0 <= envelope["at"] < 1e11
    )
