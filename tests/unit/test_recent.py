"""What was worked out last is there at once, and never older than what it was made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from callbacks.panels import rendered_panels
from dashboard.process.memo import Recent
from dashboard.upstream.cache.entries import HEAD_BYTES, head_of, packed, value_envelope
from dashboard.upstream.cache.fetch_cache import Decoded
from dashboard.upstream.cache.resilient_store import Memory, ResilientStore
from dashboard.upstream.cache.stores import JsonFiles

KEY = "gnomad:gene:HGNC:11364"


class Counting(JsonFiles):
    """Files of which it is counted how often one is read whole."""

    whole = 0

    def get(self, key: str) -> Any:
        self.whole += 1
        return super().get(key)


def test_a_result_is_made_once_until_there_is_no_room() -> None:
    recent, made = Recent(3), []

    def make(name: str) -> str:
        made.append(name)
        return name

    for name in "abcabcad":
        recent.get(name, lambda name=name: make(name))  # type: ignore[misc]
    assert made == ["a", "b", "c", "d"]
    recent.get("b", lambda: make("b"))
    assert made[-1] == "b"  # it was not asked for for longest


def test_an_error_is_not_cached() -> None:
    recent = Recent(3)
    with pytest.raises(ZeroDivisionError):
        recent.get("a", lambda: 1 // 0)
    assert recent.get("a", lambda: 1) == 1


def test_results_are_weighed() -> None:
    recent = Recent(10, len)
    for text in ("x" * 6, "y" * 6):
        recent.get(text, lambda text=text: text)  # type: ignore[misc]
    assert recent.get("x" * 6, lambda: "made again") == "made again"


def test_a_result_too_heavy_for_the_cache_displaces_no_other() -> None:
    recent, made = Recent(10, len), []

    def make(text: str) -> str:
        made.append(text)
        return text

    for text in ("small", "x" * 11, "small", "x" * 11):
        assert recent.get(text, lambda text=text: make(text)) == text  # type: ignore[misc]
    assert made == ["small", "x" * 11, "x" * 11]


def envelope(value: Any, at: float) -> dict[str, Any]:
    return value_envelope(KEY, packed(value), at, 60)


def test_a_value_is_read_whole_once_and_again_when_another_process_wrote_it(
    tmp_path: Path,
) -> None:
    files = Counting(tmp_path)
    decoded = Decoded(ResilientStore(files, Memory()))
    files.set("v", envelope({"rows": ["x" * 5_000]}, 1_000.0))
    first = decoded.get("v", KEY)
    assert decoded.get("v", KEY) is first
    assert files.whole == 1
    JsonFiles(tmp_path).set("v", envelope("newer", 1_001.0))
    assert decoded.get("v", KEY)["value"] == "newer"
    assert files.whole == 2
    files.delete("v")
    assert decoded.get("v", KEY) is None


def test_the_head_of_an_envelope_needs_its_first_bytes_only() -> None:
    data = orjson.dumps(envelope({"key": "another", "value": 1}, 1_000.0))
    assert head_of(data[:HEAD_BYTES]) == {"format": 1, "key": KEY, "at": 1_000.0, "fresh_s": 60}
    assert head_of(b"") is head_of(data[:20]) is head_of(b'[1],"value":2}') is None


def test_a_panel_is_rendered_once_for_the_same_answers() -> None:
    rendered, fillings = rendered_panels(), []

    def render() -> dict[str, Any]:
        fillings.append(1)
        return {"slots": {"a": orjson.Fragment(b"[1]")}, "other": object()}

    assert rendered.get("STAT3", render) is rendered.get("STAT3", render)
    assert len(fillings) == 1
