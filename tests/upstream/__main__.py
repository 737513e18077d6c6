"""Serve the upstream by hand: `python -m tests.upstream --port 8099`."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from tests.upstream.server import Upstream

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Serve until interrupted; prints the settings that lead here."""
    parser = argparse.ArgumentParser(prog="python -m tests.upstream", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--no-limits", action="store_true", help="do not count requests")
    parser.add_argument("--slow", action="store_true", help="gnomAD takes its time, TTN 12 s")
    chosen = parser.parse_args()
    shared = Path(os.environ.get("GCD_SHARED", ROOT.parent / "shared"))
    with Upstream(
        shared, port=chosen.port, limits=not chosen.no_limits, slow=chosen.slow
    ) as upstream:
        upstream.switch("*", delay=chosen.delay)
        for name, value in upstream.settings().items():
            print(f"{name}={value}", flush=True)
        while True:
            time.sleep(3_600)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("stopped")
