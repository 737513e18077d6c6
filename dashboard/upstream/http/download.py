"""Files that are too large for memory: to a part on the disk, and on from there when it broke off.

A part is continued only while the service says that the file is still the same (If-Range with its
ETag, else its date); else it begins anew. Bytes stay as they came over the wire: nothing is
unpacked, so that size, checksum and range mean the same file.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit

import requests

from dashboard.errors import SnapshotError, SourceError, SourceTimeout, SourceUnreadable
from dashboard.upstream.http import error_mapping as faults
from dashboard.upstream.http.body import NotData, is_web_page
from dashboard.upstream.http.call import pause
from dashboard.upstream.http.connection import session
from dashboard.upstream.http.error_mapping import RetryableError
from dashboard.upstream.http.exchange import FOLLOWED
from dashboard.upstream.http.upstream import Bounds, Upstream

CHUNK = 1 << 18
BEGINNING = 64 * 1024
"""Bytes after which the beginning of a file can be looked at."""

_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_MOST_ATTEMPTS = 500  # also where each brings something


@dataclass(frozen=True, slots=True)
class State:
    """What a service says of a file: its size, its strong ETag, its date; None: nothing."""

    total: int | None
    etag: str | None
    modified: str | None

    @property
    def validator(self) -> str | None:
        """Return what tells this state of the file from another; a weak ETag does not."""
        return self.etag or self.modified


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to load: its address, the most bytes that are taken, what is done meanwhile.

    `hosts` are those to which the service may send its callers. `look` is given the beginning of
    the file and raises where it is another one; `progress` has the bytes that are here and all of
    them, None where that is not known; `say` has one sentence.
    """

    url: str
    most: int
    hosts: Collection[str]
    look: Callable[[bytes], None]
    progress: Callable[[int, int | None], None]
    say: Callable[[str], None]


class Downloads:
    """Loads files of services, one at a time."""

    def __init__(
        self,
        bounds: Bounds,
        sleep: Callable[[float], None] = time.sleep,
        use_environment: bool = True,
    ) -> None:
        """Take the bounds: seconds to connect, of silence, of one file; attempts without a byte."""
        self._bounds = bounds
        self._sleep = sleep
        self._session = session(use_environment)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def size(self, source: Upstream, url: str, hosts: Collection[str]) -> State:
        """Return what a service says of a file, without the file.

        Raises:
            SourceError: There is no answer; its subclass says why.
        """

        def ask() -> State:
            with self._answer(source, "HEAD", url, {}, hosts) as response:
                return _state(response)

        return self._patiently(source, ask, lambda: 0)

    def beginning(self, source: Upstream, url: str, hosts: Collection[str]) -> bytes:
        """Return the first bytes of a file, at most `BEGINNING`, and load no more of it.

        Raises:
            SourceError: There is no answer; its subclass says why.
        """
        found = b""

        def ask() -> State:
            nonlocal found
            headers = {"Range": f"bytes=0-{BEGINNING - 1}"}
            with self._answer(source, "GET", url, headers, hosts) as response:
                found = b""
                for chunk in response.raw.stream(CHUNK, decode_content=False):
                    found += chunk
                    if len(found) >= BEGINNING:
                        break
                return _state(response)

        self._patiently(source, ask, lambda: 0)
        return found[:BEGINNING]

    def redirect(self, source: Upstream, url: str) -> str:
        """Return the address that a service sends the callers of another to.

        Raises:
            SourceError: It does not.
        """
        found: list[str] = []

        def ask() -> State:
            response = self._session.head(
                url,
                headers={"User-Agent": source.user_agents[0]},
                timeout=(self._bounds.connect_s, self._bounds.read_s),
                allow_redirects=False,
            )
            if response.status_code not in FOLLOWED:
                code = max(response.status_code, 300)
                raise faults.of_status(source, code, response.headers, "")
            found.append(urljoin(url, response.headers.get("Location", "")))
            return _state(response)

        self._patiently(source, ask, lambda: 0)
        return found[-1]

    def fetch(self, source: Upstream, wanted: Wanted, part: Path) -> State:
        """Load a file into `part`, going on where an earlier run stopped.

        Raises:
            SourceError: It cannot be had whole; what is here stays for the next run.
            SnapshotError: The part cannot be written.
        """
        end = time.monotonic() + self._bounds.whole_s

        def attempt() -> State:
            if time.monotonic() > end:
                raise faults.too_late(source, self._bounds)
            return self._attempt(source, wanted, part)

        return self._patiently(source, attempt, lambda: _length(part))

    def _patiently(
        self, source: Upstream, attempt: Callable[[], State], length: Callable[[], int]
    ) -> State:
        """Try again while attempts bring something, and a few times when they do not."""
        idle, seen = 0, length()
        for number in range(1, _MOST_ATTEMPTS + 1):
            try:
                return attempt()
            except RetryableError as again:
                fault = again.error
            except (SourceError, SnapshotError):
                raise
            except faults.WIRE_ERRORS as error:
                failed = faults.of_exception(source, self._bounds, error)
                fault = failed.error if isinstance(failed, RetryableError) else failed
                # Silence may be over soon: a part is not given up for it.
                if failed is fault and not isinstance(fault, SourceTimeout):
                    raise fault from None
            now = length()
            idle, seen = 0 if now > seen else idle + 1, now
            if idle > self._bounds.retries:
                break
            self._sleep(min(pause(fault, number, self._bounds.pause_s), self._bounds.read_s))
        raise fault

    def _attempt(self, source: Upstream, wanted: Wanted, part: Path) -> State:
        before = read_pin(part, wanted.url)
        here = _length(part) if before is not None and before.validator else 0
        headers = _conditions(here, before)
        with self._answer(source, "GET", wanted.url, headers, wanted.hosts) as response:
            if response.status_code == 304 and before is not None:
                wanted.say(f"already here, {here:,} bytes, and unchanged at the service")
                return before
            state = _state(response)
            start = _start(response, here, before, state)
            if start is None:  # what comes does not belong to what is here
                forget(part)
                raise RetryableError(_broken(source))
            if response.status_code == 206:
                assert before is not None  # else nothing was asked to be continued
                state = before
                wanted.say(f"going on at {start:,} of {state.total or 0:,} bytes")
            elif here:
                wanted.say("changed at the service meanwhile: from the beginning again")
            _bounded(source, state.total, wanted.most)
            self._store(source, response, wanted, part, (start, state))
        if state.total is not None and _length(part) != state.total:
            raise RetryableError(_broken(source))
        return state

    def _store(
        self,
        source: Upstream,
        response: requests.Response,
        wanted: Wanted,
        part: Path,
        begun: tuple[int, State],
    ) -> None:
        start, state = begun
        looked = start >= BEGINNING
        with _writing(part):
            if start == 0:
                part.unlink(missing_ok=True)  # its bytes are of another state than the pin's
            _pin(part, wanted.url, state)
            file = part.open("r+b" if part.exists() else "wb")
        with closing(file):
            file.seek(start)
            file.truncate()
            here = start
            for chunk in response.raw.stream(CHUNK, decode_content=False):
                if here == 0 and is_web_page(chunk):
                    forget(part)
                    raise NotData("answered with a web page in place of data")
                with _writing(part):
                    file.write(chunk)
                here += len(chunk)
                _bounded(source, here, wanted.most)
                if not looked and here >= BEGINNING:
                    self._look(wanted, part, file)
                    looked = True
                wanted.progress(here, state.total)
            with _writing(part):
                file.flush()
                os.fsync(file.fileno())
            if not looked:
                self._look(wanted, part, file)

    @staticmethod
    def _look(wanted: Wanted, part: Path, file: BinaryIO) -> None:
        with _writing(part):
            file.flush()
            beginning = part.open("rb")
        with closing(beginning):
            wanted.look(beginning.read(BEGINNING))

    @contextmanager
    def _answer(
        self,
        source: Upstream,
        method: str,
        url: str,
        headers: dict[str, str],
        hosts: Collection[str],
    ) -> Iterator[requests.Response]:
        """Yield a good answer after its redirects.

        Raises:
            SourceError, RetryableError: The status says that it is none.
        """
        sent = {"Accept-Encoding": "identity", "User-Agent": source.user_agents[0], **headers}
        address = url
        for _ in range(self._bounds.redirects + 1):
            response = self._session.request(
                method,
                address,
                headers=sent,
                timeout=(self._bounds.connect_s, self._bounds.read_s),
                stream=True,
                allow_redirects=False,
            )
            with closing(response):
                location = response.headers.get("Location")
                if response.status_code not in FOLLOWED or not location:
                    if response.status_code in (200, 206, 304, 416):
                        yield response
                        return
                    raise faults.of_status(source, response.status_code, response.headers, "")
            address = _followed(address, urljoin(address, location), hosts)
        raise NotData("sends its callers in circles")


def read_pin(part: Path, url: str) -> State | None:
    """Return which state of a file a part is of; None: unknown, or of another address."""
    try:
        stored = json.loads(_beside(part).read_text(encoding="utf-8"))
        if stored["url"] != url or not part.exists():
            return None
        return State(stored["total"], stored["etag"], stored["modified"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(part: Path) -> None:
    """Delete a part and what is known of it."""
    _beside(part).unlink(missing_ok=True)
    part.unlink(missing_ok=True)


def _pin(part: Path, url: str, state: State) -> None:
    fresh = part.with_suffix(".json.new")
    fresh.write_text(json.dumps({"url": url, **asdict(state)}), encoding="utf-8")
    fresh.replace(_beside(part))


def _beside(part: Path) -> Path:
    return part.with_suffix(".json")


def _length(part: Path) -> int:
    try:
        return part.stat().st_size
    except OSError:
        return 0


def _conditions(here: int, before: State | None) -> dict[str, str]:
    """Return the headers that ask for the rest of a file, or whether a whole one has changed."""
    if not here or before is None or before.validator is None:
        return {}
    if here == before.total:
        name = "If-None-Match" if before.etag else "If-Modified-Since"
        return {name: before.validator}
    return {"Range": f"bytes={here}-", "If-Range": before.validator}


def _state(response: requests.Response) -> State:
    length = response.headers.get("Content-Length", "")
    etag = response.headers.get("ETag")
    return State(
        int(length) if length.isdecimal() else None,
        etag if etag and etag.startswith('"') else None,
        response.headers.get("Last-Modified"),
    )


def _start(
    response: requests.Response, here: int, before: State | None, state: State
) -> int | None:
    """Return where an answer's bytes belong; None where they do not fit what is here."""
    if response.status_code == 200:
        return 0
    served = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if response.status_code != 206 or served is None or before is None:
        return None
    same_size = served[2] == "*" or before.total is None or int(served[2]) == before.total
    start = int(served[1])
    return start if same_size and state.validator == before.validator and start <= here else None


def _followed(old: str, new: str, hosts: Collection[str]) -> str:
    """Return an address that an answer sends its caller to.

    Raises:
        NotData: It is of a host that is not known, or not as protected as the first.
    """
    asked, found = urlsplit(old), urlsplit(new)
    known = found.netloc == asked.netloc or found.hostname in hosts
    if not known or found.scheme not in ("https", asked.scheme):
        raise NotData(f"sends its callers to another host, {(found.hostname or '')[:80]}")
    return new


def _bounded(source: Upstream, found: int | None, most: int) -> None:
    if found is not None and found > most:
        raise SourceUnreadable(
            f"{source.words} offers a file of more than {most:,} bytes, which none of these has.",
            "Look at the file yourself; if it is right, the program needs another limit.",
            source=source.name,
        )


def _broken(source: Upstream) -> SourceError:
    return SourceUnreadable(
        f"{source.words} broke off its answer.", faults.LATER, source=source.name
    )


@contextmanager
def _writing(part: Path) -> Iterator[None]:
    """Tell a fault of the disk from one of the network: both are OSErrors."""
    try:
        yield
    except OSError as error:
        raise SnapshotError(
            f"{part.parent} cannot be written: {error.strerror or error}.",
            "What is loaded stays; make room and run the update again.",
        ) from error
