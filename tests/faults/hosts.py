"""The dashboard as it is hosted: gunicorn with the project's own configuration, on loopback."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.servers import HOST, ROOT, answers, free_port

PATIENCE_S = 60.0
GENE, QUERY = "store-gene", "store-query"
COMPARED = "panel-compare-"
WORKER = "X-Worker"
PANEL = ".data-state"  # what the callback of a panel sets, and no other


@dataclass(frozen=True)
class Host:
    """A running gunicorn, and the file of what it writes."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    prefix: str = "/"

    def ask(self, path: str, body: Any = None, timeout: float = PATIENCE_S) -> tuple[int, bytes]:
        """Return status and body of one request over a connection of its own."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=timeout)
        try:
            data = None if body is None else json.dumps(body)
            headers = {"Content-Type": "application/json"}
            connection.request("GET" if data is None else "POST", path, data, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def json(self, path: str) -> Any:
        """Return the JSON at an address below the base path."""
        return json.loads(self.ask(self.prefix + path)[1])

    def panels(self, gene: str) -> dict[str, tuple[int, bytes]]:
        """Run the callback of every panel for a gene, as the page does; status and body."""
        requested = panel_requests(self.json("_dash-dependencies"), gene)
        where = f"{self.prefix}_dash-update-component"
        return {output: self.ask(where, body) for output, body in requested.items()}

    def stop(self) -> int:
        """Ask it to stop, as a service manager does, and return its exit code."""
        self.process.terminate()
        return self.process.wait(timeout=PATIENCE_S)


def panel_requests(dependencies: list[dict[str, Any]], gene: str) -> dict[str, dict[str, Any]]:
    """Return what a page posts for each panel, by the callback's output."""
    return {
        callback["output"]: _request(callback, {GENE: gene})
        for callback in dependencies
        if PANEL in callback["output"] and _is_of_gene(callback)
    }


def comparison_requests(
    dependencies: list[dict[str, Any]], genes: str
) -> dict[str, dict[str, Any]]:
    """Return what a comparison posts for each of its panels, by the callback's output."""
    query = {QUERY: {"view": "compare", "genes": genes}}
    return {
        callback["output"]: _request(callback, query)
        for callback in dependencies
        if COMPARED in callback["output"]
        and PANEL in callback["output"]
        and any(part["id"] == QUERY for part in callback["inputs"])
    }


def _is_of_gene(callback: Mapping[str, Any]) -> bool:
    """Tell whether the server answers a callback about the gene in the address."""
    named = {part["id"] for part in callback["inputs"]}
    return GENE in named and not callback["clientside_function"]


def _request(callback: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    named = [output.rpartition(".") for output in callback["output"].strip(".").split("...")]
    return {
        "output": callback["output"],
        "outputs": [{"id": name, "property": part} for name, _, part in named],
        "inputs": [{**part, "value": values.get(part["id"])} for part in callback["inputs"]],
        "state": [{**part, "value": None} for part in callback["state"]],
        "changedPropIds": [f"{name}.data" for name in values],
    }


def surroundings(settings: Mapping[str, str]) -> dict[str, str]:
    """Return an environment with these settings of the dashboard and no others."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GCD_") and not name.lower().endswith("_proxy")
    }
    return {**kept, "no_proxy": "*", **settings}


NAMING_WORKERS = f"""
from pathlib import Path

exec(Path({str(ROOT / "gunicorn.conf.py")!r}).read_text())


def post_worker_init(worker):
    app = worker.wsgi

    def named(environ, start_response):
        def start(status, headers, *rest):
            return start_response(status, [*headers, ("{WORKER}", str(worker.pid))], *rest)

        return app(environ, start)

    worker.wsgi = named
"""


@contextmanager
def hosted(
    folder: Path, settings: Mapping[str, str], *, name_workers: bool = False
) -> Iterator[Host]:
    """Run `gunicorn app:server` with these settings until it answers; `folder` gets its log.

    Args:
        folder: Where log and configuration are written.
        settings: The environment's settings of the dashboard, and no others.
        name_workers: Whether each answer carries the process id of its worker, as the header
            `WORKER`; nothing is asked then before the first request of the test.
    """
    port = free_port()
    config = ROOT / "gunicorn.conf.py"
    if name_workers:
        config = folder / f"gunicorn-{port}.conf.py"
        config.write_text(NAMING_WORKERS, encoding="utf-8")
    log = folder / f"server-{port}.log"
    prefix = settings.get("GCD_URL_PREFIX", "/")
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", str(config), "app:server"],
            cwd=ROOT,
            env=surroundings({"PORT": str(port), **settings}),
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        if name_workers:
            _wait(process, log, lambda: _listens(port))
        else:
            _wait(process, log, lambda: answers(port, f"{prefix}healthz"))
        yield Host(process, port, log, prefix)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


def _wait(process: subprocess.Popen[bytes], log: Path, ready: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not ready():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"gunicorn does not answer: {log.read_text()[-2000:]}")
        time.sleep(0.02)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
