"""A headless Chromium over its debugging pipe, for screenshots and for the page benchmark.

The browser tests use Selenium; this is for timing: a new browser context costs milliseconds, and
no driver stands between the page and the clock. It needs nothing but the standard library.
Commands and events are those of the Chrome DevTools Protocol.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from types import TracebackType
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Everything that would make the browser ask the outside by itself is off.
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    # Nothing is drawn with WebGL, which many desktops do not have.
    "--disable-3d-apis",
    "--remote-debugging-pipe",
)


class BrowserError(RuntimeError):
    """The browser is missing, refused a command, or took too long."""


def chromium_path() -> str:
    """Return the browser's path: the variable CHROMIUM, else the first of NAMES."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise BrowserError("no Chromium found; on Debian: apt-get install chromium")
    return found


class Browser:
    """A running Chromium with a profile of its own; a context manager."""

    def __init__(self) -> None:
        """Start the browser and connect to its pipe."""
        self.events: list[dict[str, Any]] = []
        self._sent = 0
        self._buffer = b""
        self._profile = tempfile.mkdtemp(prefix="chromium-")
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()
        flags = " ".join(FLAGS)
        # Chromium reads commands on file 3 and writes answers on file 4; the shell puts them there.
        script = f'exec "$0" {flags} "--user-data-dir=$1" 3<&{to_read} 4>&{to_write}'
        self._process = subprocess.Popen(
            ["bash", "-c", script, chromium_path(), self._profile],
            pass_fds=(to_read, to_write),
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)

    def __enter__(self) -> Browser:
        """Return the browser itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the browser and remove its profile."""
        self._process.terminate()
        self._process.wait(timeout=20)
        os.close(self._to)
        os.close(self._from)
        shutil.rmtree(self._profile, ignore_errors=True)

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Send one command and return its result; events that come meanwhile are kept."""
        self._sent += 1
        number = self._sent
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read(timeout=60)
            if answer is None:
                raise BrowserError(f"no answer to {method} in 60 s")
            if answer.get("id") == number:
                break
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def listen(self, seconds: float) -> None:
        """Take in events for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(timeout=left)

    def page(self, width: int = 1440, height: int = 900, *, dark: bool = False) -> Page:
        """Open an empty page in a new browser context: no cache, no cookies, no storage."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)
        page = Page(self, context, target["targetId"])
        page.look(width, height, dark=dark)
        return page

    def _read(self, timeout: float) -> dict[str, Any] | None:
        """Return the next message, keeping it if it is an event; None when time is up."""
        while b"\0" not in self._buffer:
            if not select.select([self._from], [], [], timeout)[0]:
                return None
            part = os.read(self._from, 1 << 20)
            if not part:
                raise BrowserError("the browser has gone")
            self._buffer += part
        raw, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(raw)
        if "method" in message:
            self.events.append(message)
        return message


class Page:
    """One page in a browser context of its own; a context manager that disposes of both."""

    def __init__(self, browser: Browser, context: str, target: str) -> None:
        """Attach to the target and turn on what is watched."""
        self.browser = browser
        self._context = context
        attached = browser.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session: str = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.call("Network.enable", maxPostDataSize=1 << 20)

    def __enter__(self) -> Page:
        """Return the page itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the page and forget its context."""
        self.browser.call("Target.disposeBrowserContext", browserContextId=self._context)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send one command to this page."""
        return self.browser.call(method, self._session, **params)

    def look(self, width: int, height: int, *, dark: bool = False) -> None:
        """Set the window's size in CSS pixels and the colour scheme the page is told of."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def before_load(self, script: str) -> None:
        """Run a script in every document before its own."""
        self.call("Page.addScriptToEvaluateOnNewDocument", source=script)

    def goto(self, url: str) -> None:
        """Navigate, without waiting for the page."""
        answer = self.call("Page.navigate", url=url)
        if answer.get("errorText"):
            raise BrowserError(f"{url}: {answer['errorText']}")

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression; a promise is waited for."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise BrowserError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def wait(self, expression: str, seconds: float = 30) -> Any:
        """Return the expression's value once it is true, looked at 20 times a second."""
        end = time.monotonic() + seconds
        while not (value := self.evaluate(expression)):
            if time.monotonic() > end:
                console = "; ".join(self.complaints()) or "empty"
                raise BrowserError(f"not so after {seconds} s: {expression}; console: {console}")
            self.browser.listen(0.05)
        return value

    def watched(self, method: str) -> list[dict[str, Any]]:
        """Return the parameters of this page's events of one kind, oldest first."""
        mine = (e for e in self.browser.events if e.get("sessionId") == self._session)
        return [event["params"] for event in mine if event["method"] == method]

    def requests(self) -> list[dict[str, Any]]:
        """Return every request that the page made: url, method, postData, headers."""
        return [event["request"] for event in self.watched("Network.requestWillBeSent")]

    def complaints(self) -> list[str]:
        """Return what the console holds of errors and warnings."""
        said = [
            " ".join(str(a.get("value", a.get("description", ""))) for a in e["args"])
            for e in self.watched("Runtime.consoleAPICalled")
            if e["type"] in ("error", "warning", "assert")
        ]
        thrown = [str(e["exceptionDetails"]) for e in self.watched("Runtime.exceptionThrown")]
        logged = [e["entry"] for e in self.watched("Log.entryAdded")]
        return said + thrown + [e["text"] for e in logged if e["level"] in ("error", "warning")]

    def grow(self) -> None:
        """Make the window as high as the page, so that all of it is in view."""
        content = self.call("Page.getLayoutMetrics")["cssContentSize"]
        size = {"width": content["width"], "height": content["height"]}
        self.call("Emulation.setDeviceMetricsOverride", **size, deviceScaleFactor=1, mobile=False)

    def screenshot(self) -> bytes:
        """Return a PNG of the window."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])
