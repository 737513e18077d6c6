"""One request and its answer on the wire: redirects followed, body bounded."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

import requests

from dashboard.upstream.http import body as bodies
from dashboard.upstream.http import error_mapping as faults
from dashboard.upstream.http.body import Body, NotData
from dashboard.upstream.http.call_log import Entry
from dashboard.upstream.http.connection import TURN, session
from dashboard.upstream.http.deadline import Deadline
from dashboard.upstream.http.pace import Pace
from dashboard.upstream.http.redact import Redactor
from dashboard.upstream.http.upstream import Bounds, Upstream

FOLLOWED = frozenset({301, 302, 303, 307, 308})
SAME_METHOD = frozenset({307, 308})
ERROR_BYTES = 64 * 1024  # of an error page; the reason stands at its beginning
DEFAULT_PORTS: Mapping[str, int] = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Question:
    """What to send: method, path below the source's address, parameters, headers, body."""

    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    data: bytes | Mapping[str, str] | None = None
    slow: bool = False  # one that takes its source long, and may


class Exchange:
    """Sends questions; a session serves one thread at a time, connections stay open."""

    def __init__(
        self,
        bounds: Bounds,
        redact: Redactor,
        use_environment: bool = True,
        pace: Pace | None = None,
    ) -> None:
        """Take the bounds; sessions are made when they are needed."""
        self._bounds = bounds
        self._pace = pace or Pace()
        self._agents: dict[str, str] = {}  # source -> the name that it answers to
        self._redact = redact
        self._use_environment = use_environment
        self._idle: deque[requests.Session] = deque()

    def __call__(
        self, source: Upstream, question: Question, entry: Entry, deadline: Deadline
    ) -> Body:
        """Return the body of a good answer.

        Raises:
            SourceError, faults.Again: The answer's status says that it is none.
            faults.WIRE_ERRORS: Connection or body failed.
        """
        with self._session() as client, self._answer(client, source, question, deadline) as found:
            entry.status = found.status_code
            if found.status_code >= 300:
                raise faults.of_status(
                    source, found.status_code, found.headers, self._detail(found, deadline)
                )
            body = bodies.read(found, source.max_bytes or self._bounds.max_bytes, deadline)
            entry.bytes = len(body.data)
            return replace(body, data=self._redact.data(body.data))

    def close(self) -> None:
        """Close the connections of sessions that nobody uses."""
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _session(self) -> Iterator[requests.Session]:
        try:
            client = self._idle.pop()
        except IndexError:
            client = session(self._use_environment)
        try:
            yield client
        finally:
            self._idle.append(client)

    @contextmanager
    def _answer(
        self,
        client: requests.Session,
        source: Upstream,
        question: Question,
        deadline: Deadline,
    ) -> Iterator[requests.Response]:
        """Yield the answer after its redirects; each must stay with the host that was asked."""
        address = source.address(question.path)
        # In a form, the source's own parameters (a key) travel in the body, not in the address.
        form = isinstance(question.data, Mapping)
        params = {**question.params} if form else {**source.params, **question.params}
        question = replace(question, params=params)
        if isinstance(question.data, Mapping):
            question = replace(question, data={**source.params, **question.data})
        for _ in range(self._bounds.redirects + 1):
            with closing(self._send(client, source, question, address, deadline)) as response:
                target = _target(response, question.method, address)
                if target is None:
                    yield response
                    return
            address, question = target, replace(question, params={})
        raise NotData("sends its callers in circles")

    def _send(
        self,
        client: requests.Session,
        source: Upstream,
        question: Question,
        address: str,
        deadline: Deadline,
    ) -> requests.Response:
        left = max(deadline.left(), 0.001)
        read_s = self._bounds.of(question.slow).read_s
        name = {"User-Agent": self.agent(source)} if source.user_agents else {}
        turn, ticket = None, uuid.uuid4().hex
        if source.pace_s:
            turn = TURN.set(
                lambda: self._pace.slot(source.name, source.pace_s, deadline.left, ticket)
            )
        try:
            return client.request(
                question.method,
                address,
                params=question.params,
                data=question.data,
                headers={**name, **source.headers, **question.headers},
                timeout=(min(self._bounds.connect_s, left), min(read_s, left)),
                stream=True,
                allow_redirects=False,
            )
        finally:
            if turn is not None:
                TURN.reset(turn)
                self._pace.answered(source.name, ticket)

    def agent(self, source: Upstream) -> str:
        """Return the name by which a source is asked."""
        return self._agents.get(source.name, source.user_agents[0])

    def renamed(self, source: Upstream, refused: str) -> bool:
        """Ask a source by another name from now on; False where there is none.

        `refused` is the name by which it was asked: another call may have changed it meanwhile.
        """
        current = self.agent(source)
        if current != refused:
            return True
        other = next((name for name in source.user_agents if name != refused), None)
        if other is None:
            return False
        self._agents[source.name] = other
        return True

    def _detail(self, response: requests.Response, deadline: Deadline) -> str:
        """Return the beginning of an error's text; nothing where it cannot be read."""
        try:
            text = bodies.text(bodies.read(response, ERROR_BYTES, deadline))
        except faults.WIRE_ERRORS:
            return ""
        return self._redact(text)


def _target(response: requests.Response, method: str, address: str) -> str | None:
    """Return the address that an answer sends its caller to; None if it does not.

    Raises:
        NotData: It is another host's, or an unprotected one, or would lose what was posted.
    """
    location = response.headers.get("Location")
    if response.status_code not in FOLLOWED or not location:
        return None
    target = urljoin(address, location)
    old, new = urlsplit(address), urlsplit(target)
    same_scheme = new.scheme == old.scheme or (old.scheme, new.scheme) == ("http", "https")
    ports = [part.port or DEFAULT_PORTS.get(part.scheme) for part in (old, new)]
    same_port = ports[0] == ports[1] or ports == [80, 443]
    if not (same_scheme and same_port and new.hostname == old.hostname):
        raise NotData("sends its callers to another host")
    if method != "GET" and response.status_code not in SAME_METHOD:
        raise NotData("sends its callers elsewhere without their question")
    return target
