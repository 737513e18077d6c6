"""Print what pages and comparisons cost each source, and how long their panels take.

`python -m scripts.requests_by_source` takes about five minutes: the page of STAT3, that of TTN, and
two comparisons of eight genes opened together, first as they open and then scrolled to their end at
once. Upstream and gunicorn, as it is configured (2 workers of 8 threads), are processes of their
own, started anew for each case with an empty cache; panels are asked for as a browser asks, until
no source is being asked any more. The upstream takes NCBI's three requests a second and gnomAD's
ten a minute and no more, refuses names and queries as ClinicalTrials.gov does, and needs 2 s for an
answer of gnomAD and 12 s for TTN's variants. It needs the published contracts beside the project
(or in GCD_SHARED), as the tests do. `--case NAME` prints one case.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from components.compare import COMPARE_PANELS
from tests.bench.servers import upstream
from tests.faults.hosts import Host, comparison_requests, hosted, panel_requests
from tests.upstream.server import NAMES

POLL_S = 0.5  # as assets/page/refresh.mjs
GIVE_UP_S = 240.0
FIRST_GOAL_S, LAST_GOAL_S = 1.5, 150.0
EIGHT = ("STAT3,TP53,CFTR,GJB2,BRCA1,BRCA2,SCN1A,PTEN", "MECP2,KMT2D,FBN1,NF1,PAH,LDLR,RB1,ATM")
BY_VIEW = {f"panel-{panel.name}" for panel in COMPARE_PANELS if panel.by_view}

Body = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """What is opened: the page of a gene, or comparisons; and how far they are scrolled."""

    name: str
    gene: str = ""
    comparisons: tuple[str, ...] = ()
    scrolled: bool = False

    def bodies(self, host: Host) -> list[Body]:
        """Return what the pages post for their panels."""
        known = host.json("_dash-dependencies")
        if self.gene:
            return list(panel_requests(known, self.gene).values())
        pages = (comparison_requests(known, genes) for genes in self.comparisons)
        return [body for page in pages for body in page.values()]


CASES = (
    Case("page of STAT3", gene="STAT3"),
    Case("page of TTN", gene="TTN"),
    Case("two comparisons of eight, as they open", comparisons=EIGHT),
    Case("the same, scrolled to their end at once", comparisons=EIGHT, scrolled=True),
)


@dataclass
class Course:
    """How a panel went: its states and the seconds to them, what it said, how often it was sent."""

    panel: str
    first_state: str = ""
    first_s: float = 0.0
    last_state: str = ""
    last_s: float = 0.0
    sent: int = 0
    said: str = ""  # the longest time that it named
    failed: list[str] = field(default_factory=list)


def course(host: Host, body: Body, scrolled: bool) -> Course:
    """Ask for a panel as the page does, until no source is being asked for it any more."""
    begun = time.perf_counter()
    found = Course(next(out["id"] for out in body["outputs"] if out["property"] == "data-state"))
    genes = next((part["value"]["genes"] for part in body["inputs"] if _is_query(part)), "")
    seen = genes.split(",") if scrolled and found.panel in BY_VIEW else None
    shown = _asked(host, body, found)
    found.first_s, found.first_state = time.perf_counter() - begun, shown["data-state"]
    while shown["data-refreshing"] == "true" or seen is not None:
        if time.perf_counter() - begun > GIVE_UP_S:
            break
        time.sleep(POLL_S)
        again = {"why": "poll", "for": shown["data-for"], "at": 0, "seen": seen}
        shown = _asked(host, _polling(body, again, shown["data-version"]), found) or shown
        if seen is not None and shown["data-refreshing"] != "true":
            break
    found.last_s, found.last_state = time.perf_counter() - begun, shown["data-state"]
    found.failed = [f"{source}: {why}" for source, why in json.loads(shown["data-failed"] or "[]")]
    return found


def _is_query(part: Body) -> bool:
    return isinstance(part["value"], dict) and "genes" in part["value"]


def _polling(body: Body, again: Body, version: str) -> Body:
    inputs = [
        {**part, "value": again} if part["id"].endswith("-ask") else part for part in body["inputs"]
    ]
    return {**body, "inputs": inputs, "state": [{**one, "value": version} for one in body["state"]]}


def _asked(host: Host, body: Body, found: Course) -> dict[str, str]:
    """Return the properties of the panel's frame; none where nothing has changed."""
    status, answer = host.ask("/_dash-update-component", body)
    if status == 204:
        return {}
    if status != 200:
        raise RuntimeError(f"{status} for {found.panel}: {host.log.read_text()[-2_000:]}")
    found.sent += 1
    sent = json.loads(answer)["response"]
    said = re.findall(
        r"(?:due within about|of a large gene up to) ([\w ]+?)[.\"<]", html.unescape(str(sent))
    )
    found.said = max([found.said, *said], key=_seconds)
    frame: dict[str, str] = sent[found.panel]
    return frame


def _seconds(words: str) -> float:
    number = re.match(r"\d+|a", words)
    if number is None:
        return 0.0
    count = 1.0 if number[0] == "a" else float(number[0])
    return count * (60 if "minute" in words else 1)


def ran(case: Case) -> tuple[list[Course], list[Body]]:
    """Open the pages of a case; returns how its panels went, and the requests that sources had."""
    with (
        tempfile.TemporaryDirectory() as folder,
        upstream("--slow", limits=True) as sources,
    ):
        settings = {**sources, "GCD_MODE": "auto", "GCD_CACHE_DIR": folder}
        with hosted(Path(folder), settings) as host:
            bodies = case.bodies(host)
            with ThreadPoolExecutor(len(bodies)) as pool:
                went = list(pool.map(lambda body: course(host, body, case.scrolled), bodies))
            address = next(iter(sources.values())).rpartition("/")[0]
            calls = Host(host.process, int(address.rpartition(":")[2]), host.log)
            return went, json.loads(calls.ask("/_calls?list")[1])


def by_source(case: Case, went: Sequence[Course], calls: Sequence[Body]) -> str:
    """Return the row of a case: requests by source, and what went wrong."""
    counts = Counter(call["source"] for call in calls)
    refused = Counter(f"{one['source']} {one['status']}" for one in calls if one["status"] != 200)
    failed = dict.fromkeys(text for one in went for text in one.failed)
    cells = [
        *(str(counts[name]) for name in NAMES),
        f"{max(one.first_s for one in went):.2f}",
        f"{max(one.last_s for one in went):.0f}",
        str(sum(one.sent for one in went)),
        ", ".join(f"{what} x {number}" for what, number in refused.items()) or "none",
        "; ".join(failed) or "none",
    ]
    return f"| {case.name} | " + " | ".join(cells) + " |"


def by_panel(case: Case, went: Sequence[Course]) -> list[str]:
    """Return a row for each panel: the slowest of its courses."""
    rows = []
    for panel in dict.fromkeys(one.panel for one in went):
        own = [one for one in went if one.panel == panel]
        first, last = (max(own, key=lambda one: one.first_s), max(own, key=lambda one: one.last_s))
        cells = [
            panel.removeprefix("panel-"),
            first.first_state,
            f"{first.first_s:.2f}",
            max((one.said for one in own), key=_seconds) or "-",
            last.last_state,
            f"{last.last_s:.0f}",
        ]
        rows.append(f"| {case.name} | " + " | ".join(cells) + " |")
    return rows


def table(columns: Sequence[str], rows: Sequence[str]) -> None:
    """Print a table of rows that are written already."""
    print("|", " | ".join(columns), "|")
    print("|---" * len(columns), "|", sep="")
    print("\n".join(rows), flush=True)


def main() -> int:
    """Print both tables; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description="Requests by source, and how long panels take.")
    parser.add_argument("--case", choices=[case.name for case in CASES])
    chosen = parser.parse_args().case
    outcomes = [(case, *ran(case)) for case in CASES if chosen in (None, case.name)]
    ends = ("first state, s", "all loaded, s", "panels sent", "refused or failed", "left without")
    table(("what", *NAMES, *ends), [by_source(*outcome) for outcome in outcomes])
    print()
    table(
        ("what", "panel", "first state", "after, s", "longest time named", "at last", "after, s"),
        [row for case, went, _ in outcomes for row in by_panel(case, went)],
    )
    every = [one for _, went, _ in outcomes for one in went]
    calls = [call for _, _, found in outcomes for call in found]
    missed = [
        *(f"{one.panel}: first state after {one.first_s:.2f} s" for one in every
          if one.first_s > FIRST_GOAL_S),
        *(f"{one.panel}: loaded after {one.last_s:.0f} s" for one in every
          if one.last_s > LAST_GOAL_S),
        *(f"{one.panel}: {text}" for one in every for text in one.failed),
        *(f"{call['source']} answered {call['status']}" for call in calls
          if call["status"] != 200),
    ]  # fmt: skip
    print(f"\nGoals (first state {FIRST_GOAL_S:g} s, loaded {LAST_GOAL_S:g} s, nothing refused or "
          f"failed): {'; '.join(missed) or 'all met'}.")  # fmt: skip
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
