"""The program over HTTP: app, service, cache and wire, with the test upstream as its world."""

from __future__ import annotations

import json
import logging
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from pydantic import SecretStr
from werkzeug.serving import BaseWSGIServer, make_server

from dashboard.factory import create_app
from dashboard.models import Wait
from dashboard.models.plain import plain
from dashboard.registry import SOURCES
from dashboard.service import DataService
from dashboard.settings import Settings
from dashboard.tables.snapshot import Snapshot
from dashboard.upstream.answers import LiveSources
from dashboard.upstream.answers.assembly import upstreams
from dashboard.upstream.cache import FetchCache, make_cache
from dashboard.upstream.http import Bounds, make_http
from dashboard.upstream.http import call_log as journal
from dashboard.web import api
from tests.faults.payloads import CLINVAR, payloads
from tests.upstream.server import Upstream

DAY_S = 24 * 3_600.0
OLD_S = 10 * DAY_S  # older than anything stays fresh, younger than anything is thrown away
KEY = "made-up-key-0815"
GENE = "CFTR"  # the upstream knows fewer variants of it than of STAT3: the matrix is quicker
PATIENT = Bounds(connect_s=2, read_s=8, whole_s=15, retries=1, pause_s=0.01)
HASTY = Bounds(connect_s=0.3, read_s=0.4, whole_s=0.8, slow_s=0.8, retries=1, pause_s=0.01)
SETTLED_S = 30.0


@dataclass(frozen=True, slots=True)
class Said:
    """What the program said to one question: the JSON, and how long it took."""

    body: dict[str, Any]
    ms: float

    @property
    def state(self) -> str:
        """Return the answer's state."""
        return str(self.body["state"])

    @property
    def settles(self) -> bool:
        """Tell whether it is a fresh answer of a live source without any problem."""
        return self.state == "loaded" and self.body["problem"] is None


class Journal:
    """Stands in for the log of upstream calls and keeps its lines."""

    def __init__(self) -> None:
        """Begin empty."""
        self.lines: list[dict[str, Any]] = []

    def info(self, event: str, **facts: Any) -> None:
        """Keep a line."""
        self.lines.append({"event": event, **facts})

    warning = info


class LiveApp:
    """An app that answers over HTTP; its cache and its addresses can be changed."""

    def __init__(self, upstream: Upstream, folder: Path, gene: str = GENE) -> None:
        """Take the world and a folder for caches."""
        self.upstream = upstream
        self.folder = folder
        self.addresses = {f"{name}_url": upstream.address(name) for name in SOURCES}
        self.service = DataService(Snapshot())
        self.gene = self.service.gene(gene)
        self._case = 0
        self._settings = self.settings(folder / "unused", {})
        app = create_app(self._settings, service=self.service)
        self._server: BaseWSGIServer = make_server("127.0.0.1", 0, app.server, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def settings(self, folder: Path, elsewhere: Mapping[str, str]) -> Settings:
        """Return the settings of a case: its cache, and sources that live at other addresses."""
        other = {f"{name}_url": url for name, url in elsewhere.items()}
        return Settings(
            cache_dir=folder,
            ncbi_api_key=SecretStr(KEY),
            omim_key=SecretStr(KEY),  # OMIM itself is asked only where `has_omim` says so
            log_level="ERROR",
            **{**self.addresses, **other},  # type: ignore[arg-type]
        )

    @contextmanager
    def living(
        self,
        folder: Path,
        bounds: Bounds = PATIENT,
        elsewhere: Mapping[str, str] | None = None,
        age_s: float = 0.0,
    ) -> Iterator[LiveSources]:
        """Answer from live sources meanwhile, by a cache folder, with these limits of time.

        `age_s`: what is cached meanwhile is as old as that.
        """
        settings = self.settings(folder, elsewhere or {})
        sources = [
            replace(source, limit="1000/second", slow_limit=None, pace_s=0.0)
            for source in upstreams(settings)
        ]
        http = make_http(sources, folder, None, bounds)
        cache = make_cache(folder, None)
        cache._clock = lambda: time.time() - age_s
        live = self.service.live = LiveSources(http, cache)
        try:
            yield live
        finally:
            self.service.live = None
            cache.close(grace_s=5)
            http.close()

    def case(self, fresh: Path, source: str, old: Path | None = None) -> Path:
        """Return a cache folder in which all is fresh but one source: nothing, or old values."""
        self._case += 1
        folder = Path(shutil.copytree(fresh, self.folder / f"case-{self._case}"))
        target = make_cache(folder, None)
        origin = make_cache(old, None) if old else None
        for payload in payloads(source, self.service, self.gene):
            key = f"value:{payload.key(self.gene)}"
            target._store.delete(key)
            if origin is not None:
                copied(origin, target, key)
        return folder

    def get(self, question: str, wait: float = 0.0, **more: str) -> Said:
        """Ask one question: over HTTP where there is an address for it, else the service."""
        begun = time.perf_counter()
        if question in api.RESOURCES:
            query = "&".join([f"wait={wait}", *(f"{name}={text}" for name, text in more.items())])
            with urlopen(f"{self._address(question)}?{query}", timeout=60) as answer:
                body = json.load(answer)
        else:
            body = plain(self.service.ask(question, self.gene, wait=Wait(wait)))
        return Said(body, 1_000 * (time.perf_counter() - begun))

    def text(self, question: str, form: str) -> str:
        """Return an answer as a table in text."""
        with urlopen(f"{self._address(question)}?format={form}", timeout=60) as answer:
            return str(answer.read(), "utf-8")

    def _address(self, question: str) -> str:
        gene = self.gene.symbol
        return f"http://127.0.0.1:{self._server.port}/api/v1/genes/{gene}/{question}"

    def settled(self, question: str, **more: str) -> Said:
        """Ask until no source is being asked any more, as the page does."""
        begun = time.perf_counter()
        while True:
            said = self.get(question, 2.0, **more)
            took = time.perf_counter() - begun
            if not said.body["refreshing"] or took > SETTLED_S:
                return Said(said.body, 1_000 * took)
            time.sleep(0.01)

    def of_tables(self, question: str) -> dict[str, Any]:
        """Return what is answered without any live source."""
        live, self.service.live = self.service.live, None
        try:
            return dict(plain(self.service.ask(question, self.gene)))
        finally:
            self.service.live = live

    def retried(self, question: str, release: str | None = None) -> dict[str, Any]:
        """Ask as the retry button does, and then until it is settled."""
        self.service.ask(question, self.gene, release, Wait(5.0, retry=True))
        more = {} if release is None else {"release": release}
        return self.settled(question, **more).body

    @contextmanager
    def listening(self) -> Iterator[Journal]:
        """Collect the lines that the log would have of upstream calls."""
        log, own = journal.log, Journal()
        journal.log = own
        try:
            yield own
        finally:
            journal.log = log

    def __enter__(self) -> LiveApp:
        """Begin to answer, without a line for each request."""
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def copied(origin: FetchCache, target: FetchCache, key: str) -> None:
    """Copy what is cached under a key from one cache to another."""
    envelope = origin._store.get(key)
    if envelope is not None:
        target._store.set(key, envelope, DAY_S)


def filled(
    live_app: LiveApp, name: str, questions: Iterable[tuple[str, str | None]], age_s: float
) -> Path:
    """Return a cache folder that a healthy world has filled so long ago."""
    folder = live_app.folder / name
    with live_app.living(folder, age_s=age_s) as live:
        live.request().ask(CLINVAR, live_app.gene, Wait(10.0))  # the second way to variants
        for question, release in questions:
            more = {} if release is None else {"release": release}
            said = live_app.settled(question, **more)
            assert said.state == "loaded", (question, said.body["problem"])
    return folder
