"""What all tests share: no network but this machine's own, and where the recorded data lie."""

from __future__ import annotations

import gc
import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import structlog

from dashboard.genes.index import GeneIndex
from dashboard.models import GenomeWide
from dashboard.service import DataService
from dashboard.tables.snapshot import Snapshot

ROOT = Path(__file__).resolve().parents[1]

# Hypothesis is in the environment of unit, wire and fault tests, Selenium in the browser tests'.
PLUGINS = {"hypothesis": "_hypothesis_pytestplugin", "selenium": "dash.testing.plugin"}
pytest_plugins = [plugin for package, plugin in PLUGINS.items() if find_spec(package)]

if find_spec("hypothesis"):
    from hypothesis import settings

    # No deadline: a busy machine is no bug. Derandomized: a run tells about the code, not luck.
    settings.register_profile("project", deadline=None, derandomize=True, max_examples=100)
    settings.register_profile("long", deadline=None, max_examples=5_000)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))


# What a run loads stays to its end: looked through for garbage at every 700 new objects, as usual,
# it costs a second in seven.
gc.set_threshold(20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the folder of recorded answers: `-m "not needs_shared"` leaves it out."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.needs_shared)


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of all later searches for garbage."""
    gc.freeze()


class NetworkBlocked(OSError):
    """A test tried to reach another machine."""


def is_loopback(host: object) -> bool:
    """Tell whether a host is this machine; None and "" mean any address to bind to."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost", socket.gethostname()):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    """Return a socket's connect that refuses all but loopback and Unix addresses."""

    def guard(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(address[0]):
            raise NetworkBlocked(f"tests reach this machine only, not {address[0]!r}")
        return connect(self, address)

    return guard


def guarded_lookup(lookup: Callable[..., Any]) -> Callable[..., Any]:
    """Return a name lookup that refuses all names but this machine's."""

    def guard(host: Any, *rest: Any, **named: Any) -> Any:
        if not is_loopback(host):
            raise NetworkBlocked(f"tests reach this machine only, not {host!r}")
        return lookup(host, *rest, **named)

    return guard


@pytest.fixture(scope="session", autouse=True)
def _network_guard() -> Iterator[None]:
    """Block the network but for loopback, for the whole run and for every test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", guarded_lookup(socket.getaddrinfo))
        patch.setattr(socket, "gethostbyname", guarded_lookup(socket.gethostbyname))
        yield


@pytest.fixture(autouse=True)
def _logs_as_they_come() -> None:
    """Forget how an app of another test has set up the log: each test starts with its defaults."""
    structlog.reset_defaults()


@pytest.fixture(scope="session", autouse=True)
def _no_imports_of_mine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the person at this machine has imported out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GCD_DATA_DIR", str(tmp_path_factory.mktemp("imported")))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of recorded answers and real tables, which are not part of the project."""
    folder = Path(os.environ.get("GCD_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"no recorded data at {folder}: name their folder in GCD_SHARED")
    return folder


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    """Return the embedded snapshot."""
    return Snapshot()


@pytest.fixture(scope="session")
def service(snapshot: Snapshot) -> DataService:
    """Return a service over the embedded snapshot."""
    return DataService(snapshot)


@pytest.fixture(scope="session")
def wide(service: DataService) -> GenomeWide:
    """Return every gene of the embedded complete release."""
    found = service.genome_wide("v2.1").data
    assert found is not None
    return found


@pytest.fixture(scope="session")
def index(service: DataService) -> GeneIndex:
    """Return the index over all embedded genes."""
    return service.index
