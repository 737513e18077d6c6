"""A real Redis on a free port of loopback, for as long as a test runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from tests.bench.servers import HOST, free_port

PATIENCE_S = 10.0
HOW_TO_INSTALL = "no redis-server here: apt-get install redis-server, or brew install redis"


class RedisServer:
    """A Redis that keeps nothing on disk; can be stopped and started again on its port."""

    def __init__(self, folder: Path) -> None:
        """Choose a port; `start` starts it."""
        self.port = free_port()
        self.url = f"redis://{HOST}:{self.port}/0"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it answers."""
        program = _program()
        words = [program, "--port", str(self.port), "--bind", HOST, "--save", ""]
        words += ["--appendonly", "no", "--dir", str(self._folder)]
        self._process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE_S
        with redis.Redis.from_url(self.url) as client:
            while not _answers(client):
                if time.monotonic() > end:
                    raise RuntimeError("redis-server does not answer")
                time.sleep(0.01)

    def stop(self) -> None:
        """Stop it, if it runs."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=PATIENCE_S)
            self._process = None


@contextmanager
def redis_server(folder: Path) -> Iterator[RedisServer]:
    """Run a Redis; without the program, a test is skipped, but not where CI runs it."""
    server = RedisServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


def _program() -> str:
    found = shutil.which("redis-server")
    if found is None:
        if os.environ.get("CI"):
            raise RuntimeError(HOW_TO_INSTALL)
        pytest.skip(HOW_TO_INSTALL)
    return found
