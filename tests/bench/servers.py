"""Servers as processes of their own: started on a free port, asked until they answer, stopped."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard.registry import SOURCES

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    """A running server: its process, its port, and the seconds to its first good answer."""

    process: subprocess.Popen[bytes]
    port: int
    started_in: float

    @property
    def address(self) -> str:
        """Return the address without a slash at its end."""
        return f"http://{HOST}:{self.port}"

    def workers_mb(self) -> list[float]:
        """Return the resident memory of each child process in MB."""
        listing = subprocess.run(
            ["ps", "-A", "-o", "ppid=,rss="], capture_output=True, text=True, check=True
        )
        rows = [line.split() for line in listing.stdout.splitlines()]
        return [int(kb) * 1024 / 1e6 for parent, kb in rows if int(parent) == self.process.pid]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server((HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def older_state(commit: str) -> Iterator[Path]:
    """Check a commit out in a folder of its own and build its browser files; yields the folder."""
    with tempfile.TemporaryDirectory(prefix="older-state-") as folder:
        tree = Path(folder) / "tree"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), commit], check=True)
        try:
            subprocess.run(["make", "--silent", "bundle"], cwd=tree, check=True, stdout=sys.stderr)
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


@contextmanager
def gunicorn(page: str, root: Path = ROOT) -> Iterator[Server]:
    """Serve a page of the tests.bench.pages below `root`: one worker of eight threads."""
    port = free_port()
    words = ["-m", "gunicorn", "--worker-class", "gthread", "--workers", "1", "--threads", "8"]
    words += ["--bind", f"{HOST}:{port}", "--log-level", "error", f"tests.bench.pages:{page}()"]
    with running(words, port, "/", root=root) as server:
        yield server


@contextmanager
def app() -> Iterator[Server]:
    """Serve the dashboard as `python app.py` does."""
    port = free_port()
    with running(["app.py"], port, "/healthz") as server:
        yield server


@contextmanager
def running(
    words: list[str], port: int, path: str, patience: float = 60, root: Path = ROOT
) -> Iterator[Server]:
    """Start Python with these words in a folder and wait until the path answers 200."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=root,
        env=os.environ | {"PORT": str(port), "GCD_MODE": "offline"},
        stdout=subprocess.DEVNULL,
    )
    try:
        while not answers(port, path):
            if process.poll() is not None or time.perf_counter() - begun > patience:
                raise RuntimeError(f"python {' '.join(words)} does not answer {path}")
            time.sleep(0.01)
        yield Server(process, port, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def upstream(*options: str, limits: bool = False) -> Iterator[dict[str, str]]:
    """Run the test upstream, without limits of its own unless asked; yields the settings to it."""
    port = free_port()
    words = [sys.executable, "-m", "tests.upstream", "--port", str(port), *options]
    words += [] if limits else ["--no-limits"]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        while not answers(port, "/_calls"):
            if process.poll() is not None:
                raise RuntimeError("the test upstream does not start")
            time.sleep(0.05)
        yield {f"GCD_{name.upper()}_URL": f"http://{HOST}:{port}/{name}" for name in SOURCES}
    finally:
        process.terminate()
        process.wait(timeout=20)


def answers(port: int, path: str) -> bool:
    """Tell whether a path answers 200."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
