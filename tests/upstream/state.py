"""What the upstream remembers: calls, rates, and which fault is switched on for whom."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.upstream.messages import Request

MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a source; `times` counts down, None: until switched off."""

    name: str | None = None
    delay: float = 0.0  # seconds before each answer, fault or not
    times: int | None = None
    retry_after: str | None = None
    path: str = ""  # only requests whose path and query contain this
    megabytes: int = 200


class State:
    """Counters and switches; safe between threads."""

    def __init__(self, *, limits: bool, slow: bool = False) -> None:
        """Begin with nothing counted and nothing wrong; `slow`: gnomAD takes its time."""
        self.stop = threading.Event()
        self.limits = limits
        self.slow = slow
        self._lock = threading.Lock()
        self._faults: dict[str, Fault] = {}
        self._calls: deque[dict[str, Any]] = deque(maxlen=MOST_KEPT)
        self._counts: Counter[str] = Counter()
        self._times: dict[str, deque[float]] = {}

    def count(self, request: Request) -> dict[str, Any]:
        """Remember a call and return it; its status is written down when it is answered."""
        call = {
            "source": request.source,
            "method": request.method,
            "path": request.path,
            "query": {k: v for k, v in request.fields.items() if "key" not in k.lower()},
            "agent": request.headers.get("user-agent", ""),
            "at": time.time(),
            "status": None,
        }
        with self._lock:
            self._counts[request.source] += 1
            self._calls.append(call)
        return call

    def calls(self) -> dict[str, int]:
        """Return how many calls each source had."""
        with self._lock:
            return dict(self._counts)

    def list_calls(self) -> list[dict[str, Any]]:
        """Return the last 20,000 calls, oldest first."""
        with self._lock:
            return list(self._calls)

    def forget(self) -> None:
        """Count from nothing again, also for the rates."""
        with self._lock:
            self._counts.clear()
            self._calls.clear()
            self._times.clear()

    def switch(self, source: str, fault: Fault | None) -> None:
        """Switch a fault on, or off with None. `*` is every source that has none of its own."""
        with self._lock:
            if fault is None or fault == Fault():
                self._faults.pop(source, None)
            else:
                self._faults[source] = fault

    def clear(self) -> None:
        """Switch every fault off."""
        with self._lock:
            self._faults.clear()

    def faults(self) -> Mapping[str, Fault]:
        """Return what is switched on."""
        with self._lock:
            return dict(self._faults)

    def take(self, request: Request) -> Fault:
        """Return what is wrong with this request, and count it down."""
        with self._lock:
            key = request.source if request.source in self._faults else "*"
            fault = self._faults.get(key, Fault())
            where = f"{request.path}?{'&'.join(f'{k}={v}' for k, v in request.fields.items())}"
            if fault.path not in where or fault.times == 0:
                return Fault(delay=fault.delay)
            if fault.times is not None:
                self._faults[key] = replace(fault, times=fault.times - 1)
            return fault

    def over(self, source: str, most: int, seconds: float) -> bool:
        """Tell whether a source had its number of requests within the last seconds."""
        if not self.limits:
            return False
        now = time.monotonic()
        with self._lock:
            times = self._times.setdefault(source, deque())
            while times and times[0] <= now - seconds:
                times.popleft()
            if len(times) >= most:
                return True
            times.append(now)
            return False
