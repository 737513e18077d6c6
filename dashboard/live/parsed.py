"""Parsed payloads of one process: a payload that has not changed is parsed once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")

MOST = 128


class Parsed:
    """Keeps the models that were parsed last; safe to share between threads."""

    def __init__(self, most: int = MOST) -> None:
        """Begin empty; `most` results are kept."""
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, parse: Callable[[], T]) -> T:
        """Return what is kept under a key, else parse and keep it; errors are not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: T = self._kept[key]
                return found
        made = parse()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
