"""Take pictures of the dashboard, by default those in docs/screenshots.

Run: `make screenshots`, or for any address
`make screenshots ARGS="/gene/BRCA2 --width 1920 --height 1080 --dark --full --out pictures"`.
It starts the dashboard on a free port, or takes a running one with --server.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from scripts.chromium import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
READY = 'document.documentElement?.getAttribute("data-ready") === "true"'
# What the documentation shows: file name and address.
PICTURES = {
    "stat3": "/gene/STAT3",
    "tp53": "/gene/TP53",
    "ttn-outlier-flag": "/gene/TTN?release=v4.1.1",
    "cox7b2-no-loeuf": "/gene/COX7B2?release=v2.1",
    **{
        f"{symbol.lower()}-clinvar": f"/gene/{symbol}?source_set=clinvar_plp#panel-variants"
        for symbol in ("SCN1A", "BRCA1", "KCNQ1", "MLH1", "FBN1")
    },
    "clinvar-neither": "/gene/AKIRIN2#panel-variants",
    "compare": "/compare?genes=STAT3,STAT1,JAK1,TP53&release=v2.1",
    "list": "/list?genes=STAT3,MLL,p53,1-Mar,BRCA1,BRCA2,JAK1,STAT1,NOTAGENE&release=v2.1",
    "explore": "/explore?release=v2.1&ring=STAT3&select=box*loeuf*0_0.35*mis_z*3.09_12",
}


def file_name(address: str, *, dark: bool) -> str:
    """Return a picture's name for an address: `gene-brca2-release-v4.1.1`."""
    words = re.sub(r"[^a-z0-9.]+", "-", address.lower()).strip("-.") or "start"
    return f"{words}-dark" if dark else words


@contextmanager
def dashboard() -> Iterator[str]:
    """Serve the dashboard on a free port and yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port), "GCD_MODE": "offline"},
        stdout=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + 60
        while not _answers(f"{address}/healthz"):
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit("The dashboard did not start; see the lines above.")
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=10) as answer:
            return bool(answer.status == 200)
    except URLError:
        return False


def picture(page: Page, url: str, *, full: bool = False) -> bytes:
    """Return a PNG of an address once every panel is settled and painted."""
    page.goto(url)
    page.wait(READY, 60)
    if full:
        page.grow()
        page.browser.listen(2)  # tables load when they come into view
    page.browser.listen(0.3)  # fonts and the last frame
    return page.screenshot()


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what the person asked for."""
    parser = argparse.ArgumentParser(description="Pictures of the dashboard.")
    parser.add_argument("address", nargs="*", help="such as /gene/BRCA2; none: the documentation's")
    parser.add_argument("--width", type=int, default=1440)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--dark", action="store_true", help="in the dark colours")
    parser.add_argument("--full", action="store_true", help="the whole page, not one window of it")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--server", help="a running dashboard, such as http://127.0.0.1:8050")
    return parser.parse_args(arguments)


def take(server: str, chosen: argparse.Namespace) -> None:
    """Write one PNG for each address."""
    wanted = {file_name(a, dark=chosen.dark): a for a in chosen.address} or PICTURES
    chosen.out.mkdir(parents=True, exist_ok=True)
    with Browser() as browser:
        for name, address in wanted.items():
            with browser.page(chosen.width, chosen.height, dark=chosen.dark) as page:
                image = picture(page, f"{server.rstrip('/')}{address}", full=chosen.full)
            file = chosen.out / f"{name}.png"
            file.write_bytes(image)
            print(f"{file}  {address}  {len(image) / 1000:.0f} kB")


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the pictures that were asked for."""
    chosen = options(arguments)
    if chosen.server:
        take(chosen.server, chosen)
    else:
        with dashboard() as server:
            take(server, chosen)


if __name__ == "__main__":
    main()
