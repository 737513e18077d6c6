"""The first page of a start: whoever of the workers is asked, every file of it is there."""

from __future__ import annotations

import html
import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dashboard.factory import create_app
from dashboard.settings import Mode, Settings
from tests.bench.servers import HOST, ROOT, free_port
from tests.faults.hosts import PATIENCE_S, WORKER, Host, hosted, surroundings

CONNECTIONS = 8  # at once, as a browser's are
OFFLINE = {"GCD_MODE": "offline", "GCD_WORKERS": "2"}
SUITES = "_dash-component-suites"


@dataclass
class Visit:
    """What many connections were answered: each file's status by worker."""

    statuses: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def workers(self) -> set[int]:
        """Return the process ids of the workers that answered."""
        return {int(worker) for worker in self.statuses}

    @property
    def failures(self) -> list[tuple[str, int]]:
        """Return what was not answered with 200."""
        files = [file for seen in self.statuses.values() for file in seen.items()]
        return sorted({(path, status) for path, status in files if status != 200})


def chunks() -> list[str]:
    """Return the addresses of all files that components fetch by themselves, as Dash knows them."""
    app = create_app(Settings(mode=Mode.OFFLINE))
    with app.server.test_request_context("/"):
        app.index()
    return [
        f"/{SUITES}/{package}/{path}"
        for package, paths in app.registered_paths.items()
        for path in paths
        if path.endswith(".js") and (Path(sys.modules[package].__path__[0]) / path).exists()
    ]


def files_of(page: str) -> list[str]:
    """Return every script and style that a page names: its own, other views', the grid's."""
    named = re.findall(r'"(/[^"\s]*\.(?:js|mjs|css)(?:\?[^"\s]*)?)"', html.unescape(page))
    return list(dict.fromkeys(named))


def get(connection: http.client.HTTPConnection, path: str) -> tuple[int, str, str]:
    """Return status, worker and text of one answer over an open connection."""
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    return answer.status, answer.getheader(WORKER, "0"), body.decode("utf-8", "replace")


def first_page(port: int) -> list[str]:
    """Return the files of a page, which is the first thing that is asked for."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE_S)
    status, _, page = get(connection, "/gene/STAT3")
    connection.close()
    assert status == 200
    return files_of(page)


def visited(port: int, files: list[str], workers: int) -> Visit:
    """Fetch all files over many connections at once, until so many workers answered for each."""
    visit, lock = Visit(), threading.Lock()

    def fetch_all(first: int) -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE_S)
        for path in files[first:] + files[:first]:
            status, worker, _ = get(connection, path)
            with lock:
                seen = visit.statuses.setdefault(worker, {})
                seen[path] = max(status, seen.get(path, 0))
        connection.close()

    end = time.monotonic() + PATIENCE_S
    while len(visit.workers) < workers and time.monotonic() < end:
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            list(pool.map(fetch_all, range(0, CONNECTIONS * 3, 3)))
    return visit


def assert_whole(visit: Visit, files: Iterable[str], workers: int) -> None:
    """Assert that each of so many workers answered every file with 200."""
    assert visit.failures == []
    assert len(visit.workers) == workers
    assert {frozenset(seen) for seen in visit.statuses.values()} == {frozenset(files)}


def children(host: Host) -> set[int]:
    """Return the process ids of a gunicorn's workers."""
    listing = subprocess.run(
        ["ps", "-A", "-o", "ppid=,pid="], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in listing.stdout.splitlines()]
    return {int(pid) for parent, pid in rows if int(parent) == host.process.pid}


def wait_for_new(host: Host, old: set[int], how_many: int) -> None:
    """Wait until so many workers of before have been replaced."""
    end = time.monotonic() + PATIENCE_S
    while len(children(host) - old) < how_many or len(children(host)) > 2:
        assert time.monotonic() < end, "no new worker"
        time.sleep(0.01)


@pytest.mark.parametrize("preload", ["1", "0"], ids=["preloaded", "each by itself"])
def test_every_file_of_the_first_page_is_there_at_each_worker(tmp_path: Path, preload: str) -> None:
    """At the start, after SIGHUP and after a worker was killed, with nothing asked in between."""
    with hosted(tmp_path, {**OFFLINE, "GCD_PRELOAD": preload}, name_workers=True) as host:
        files = [*first_page(host.port), *chunks()]
        assert len(files) > 40  # more where modules are not joined
        assert_whole(visited(host.port, files, 2), files, 2)

        old = children(host)
        host.process.send_signal(signal.SIGHUP)
        wait_for_new(host, old, 2)
        assert_whole(visited(host.port, files, 2), files, 2)

        old = children(host)
        os.kill(min(old), signal.SIGKILL)
        wait_for_new(host, old, 1)
        assert_whole(visited(host.port, files, 2), files, 2)
        log = host.log.read_text(encoding="utf-8")
    assert "Traceback" not in log


def test_every_file_of_the_first_page_is_there_with_python_app_py() -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=surroundings({**OFFLINE, "PORT": str(port)}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        assert process.stdout is not None
        assert f":{port}".encode() in process.stdout.readline()
        visit = visited(port, files := chunks(), 1)
        assert_whole(visit, files, 1)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


def test_a_new_app_knows_every_component_file_before_its_first_request() -> None:
    app = create_app(Settings(mode=Mode.OFFLINE))
    assert {"dash", "dash_ag_grid", "plotly"} <= set(app.registered_paths)
    known = {package: set(paths) for package, paths in app.registered_paths.items()}
    for view in ("/", "/compare", "/explore", "/list", "/data", "/nowhere"):
        status = app.server.test_client().get(view).status_code
        assert status == (404 if view == "/nowhere" else 200)
    assert {package: set(paths) for package, paths in app.registered_paths.items()} == known
