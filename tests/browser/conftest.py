"""The browser of the browser tests: headless, of one size, and kept to this machine."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from werkzeug.serving import make_server

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
HOW_TO_GET = (
    "browser tests need Chromium and ChromeDriver; on Debian and Ubuntu: "
    "apt-get install --no-install-recommends chromium chromium-driver"
)
SIZE = (1440, 900)
ARGUMENTS = (
    "--headless=new",
    f"--window-size={SIZE[0]},{SIZE[1]}",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Virtual desktops and hardened browsers have no WebGL: nothing may need it.
    "--disable-3d-apis",
    # A page that asks another host gets no answer, and the tests of the console see it.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)

# Selenium is in the environment of the browser tests only: elsewhere there is nothing to import.
collect_ignore_glob = [] if find_spec("selenium") else ["test_*.py"]


def missing() -> str | None:
    """Return what is not on this machine, in words, or None if the tests can run."""
    browser = os.environ.get("DASH_TEST_CHROMEPATH") or any(map(shutil.which, BROWSERS))
    return None if browser and shutil.which("chromedriver") else HOW_TO_GET


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip where there is no browser, but fail in continuous integration."""
    if why := missing():
        if os.environ.get("CI") == "true":
            pytest.fail(why, pytrace=False)
        pytest.skip(why)


def pytest_setup_options() -> object:
    """Return the options that Dash's test fixtures start the browser with."""
    from selenium.webdriver.chrome.options import Options

    options = Options()
    for argument in ARGUMENTS:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return options


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Serve the app over the embedded snapshot for the whole run; return where."""
    with serving() as where:
        yield where


@contextmanager
def serving(root: Path | None = None, data_dir: Path | None = None) -> Iterator[str]:
    """Serve the app over the embedded snapshot; yield where.

    Args:
        root: A folder whose assets/ pages have in place of the project's own.
        data_dir: A folder of tables that were imported.
    """
    from dashboard import factory
    from dashboard.settings import Mode, Settings

    with patch.object(factory, "ROOT", root or factory.ROOT):
        settings = Settings(mode=Mode.OFFLINE)
        app = factory.create_app(
            settings.model_copy(update={"data_dir": data_dir} if data_dir else {})
        )
    listener = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.server_port}"
    listener.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """Return Dash's own test browser, one for the whole run: starting it costs over a second."""
    from dash.testing.browser import Browser

    option = request.config.getoption
    with Browser(
        browser=option("webdriver"),
        headless=option("headless"),
        options=[pytest_setup_options()],
        download_path=str(tmp_path_factory.mktemp("download")),
        percy_run=False,
    ) as started:
        # Page waits for what it looks for; what is to be absent would cost two seconds each time.
        started.driver.implicitly_wait(0)
        yield started


@pytest.fixture
def dash_br(browser: Any) -> Iterator[Any]:
    """Return the browser with a window that has no cookie, storage or setting of another test.

    Files with a fingerprint in their address stay in the cache, as on a second visit.
    """
    driver = browser.driver
    first = driver.current_window_handle
    driver.switch_to.new_window("window")
    driver.set_window_size(*SIZE)
    driver.get_log("browser")
    yield browser
    for opened in set(driver.window_handles) - {first}:
        driver.switch_to.window(opened)
        driver.close()
    driver.switch_to.window(first)
    driver.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})


@pytest.fixture
def page(dash_br: object, address: str) -> object:
    """Return a fresh window on the app."""
    from tests.browser.page import Page

    return Page(dash_br.driver, address)  # type: ignore[attr-defined]  # Dash's own fixture
