"""Every upstream takes eight seconds: when a page has its first content, and when all of it.

Run: `python -m tests.bench.slow_world`, or with `--delay 8 --users 1 16 --key --cold`. Upstream,
gunicorn and users are processes of their own. The server has answered about another gene, or, with
`--cold`, about none; a user opens the page of one that nobody has asked for, all its panels at once
as a browser does, and each panel asks again until it is settled. Goals: first content after 1 s,
panels of one call after 9 s, of two (search, then records) after 17 s.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.servers import upstream
from tests.faults.hosts import Host, hosted, panel_requests
from tests.faults.redis_server import redis_server

POLL_S = 0.5  # as assets/page/refresh.mjs
GIVE_UP_S = 60.0


@dataclass(frozen=True)
class Course:
    """How one panel went: its states, and the seconds since the page was opened."""

    panel: str
    first_state: str
    first_s: float
    last_state: str
    last_s: float


def visit(host: Host, bodies: dict[str, dict[str, Any]]) -> list[Course]:
    """Open a page as a browser does that has its files already."""
    begun = time.perf_counter()
    for path in ("/", "/_dash-layout", "/_dash-dependencies"):
        host.ask(path)
    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(lambda body: course(host, body, begun), bodies.values()))


def course(host: Host, body: dict[str, Any], begun: float) -> Course:
    """Ask for a panel until no source is being asked for it any more."""
    asked_at = time.perf_counter()
    shown = posted(host, body)
    first = shown
    first_s = time.perf_counter() - begun
    frame = frame_of(body)
    while shown["data-refreshing"] == "true" and time.perf_counter() - begun < GIVE_UP_S:
        time.sleep(max(0.0, POLL_S - (time.perf_counter() - asked_at)))
        asked_at = time.perf_counter()
        again = {"why": "poll", "for": shown["data-for"], "at": 0}
        shown = posted(host, polling(body, again, shown["data-version"])) or shown
    took = time.perf_counter() - begun
    return Course(frame, first["data-state"], first_s, shown["data-state"], took)


def frame_of(body: dict[str, Any]) -> str:
    """Return the id of the panel that a request is for."""
    return str(next(out["id"] for out in body["outputs"] if out["property"] == "data-state"))


def posted(host: Host, body: dict[str, Any]) -> dict[str, str]:
    """Return the properties of the panel's frame; none where nothing has changed."""
    status, answer = host.ask("/_dash-update-component", body)
    if status == 204:
        return {}
    if status != 200:
        raise RuntimeError(f"{status} for {frame_of(body)}: {host.log.read_text()[-2_000:]}")
    found: dict[str, str] = json.loads(answer)["response"][frame_of(body)]
    return found


def polling(body: dict[str, Any], again: dict[str, Any], version: str) -> dict[str, Any]:
    """Return the request by which the page asks again."""
    inputs = [
        {**part, "value": again} if part["id"].endswith("-ask") else part for part in body["inputs"]
    ]
    state = [{**part, "value": version} for part in body["state"]]
    return {**body, "inputs": inputs, "state": state}


def report(courses: list[Course], users: int) -> None:
    """Print the slowest course of each panel."""
    for panel in dict.fromkeys(one.panel for one in courses):
        own = [one for one in courses if one.panel == panel]
        first, last = max(one.first_s for one in own), max(one.last_s for one in own)
        states = ("/".join(sorted({getattr(one, when) for one in own})) for when in STATES)
        print(f"| {panel} | {users} | {next(states)} | {first:.2f} | {next(states)} | {last:.2f} |")


STATES = ("first_state", "last_state")


def main() -> None:
    """Measure each number of users with a cache of their own."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.slow_world", description=__doc__)
    parser.add_argument("--delay", type=float, default=8.0)
    parser.add_argument("--users", type=int, nargs="*", default=[1, 16])
    parser.add_argument("--gene", default="STAT3")
    parser.add_argument("--cold", action="store_true", help="a server that has answered nothing")
    parser.add_argument("--key", action="store_true", help="with a key of NCBI: 10 requests a s")
    chosen = parser.parse_args()
    print("| panel | users | first content | after, s | settled | after, s |")
    print("|---|---|---|---|---|---|")
    for users in chosen.users:
        report(crowd(users, chosen), users)


def crowd(users: int, chosen: argparse.Namespace) -> list[Course]:
    """Have so many users open the page of a gene at once, on a server with an empty cache."""
    with (
        tempfile.TemporaryDirectory() as folder,
        redis_server(Path(folder)) as redis,
        upstream("--delay", str(chosen.delay)) as sources,
    ):
        settings = {**sources, "GCD_MODE": "auto"}
        settings |= {"GCD_REDIS_URL": redis.url, "GCD_CACHE_DIR": folder}
        settings |= {"GCD_NCBI_API_KEY": "made-up"} if chosen.key else {}
        with hosted(Path(folder), settings) as host:
            if not chosen.cold:
                for _ in range(8):  # each process has answered about another gene
                    host.panels("CFTR")
                time.sleep(chosen.delay + 3)
            bodies = panel_requests(host.json("_dash-dependencies"), chosen.gene)
            with ThreadPoolExecutor(users) as pool:
                went = pool.map(lambda _: visit(host, bodies), range(users))
                return [one for courses in went for one in courses]


if __name__ == "__main__":
    main()
