"""Print how many requests each source gets for pages and comparisons, from a strict, slow upstream.

`python -m scripts.requests_by_source` takes about four minutes: the page of STAT3, that of TTN, and
two comparisons of eight genes one after the other, each with an empty cache and asked as a browser
asks, until no source is being asked any more. The upstream of the tests takes NCBI's three requests
a second and gnomAD's ten a minute and no more, refuses names and queries as ClinicalTrials.gov
does, and needs 2 s for an answer of gnomAD and 12 s for TTN's variants. It needs the published
contracts beside the project (or in GCD_SHARED), as the tests do.
"""

from __future__ import annotations

import logging
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from components.compare import COMPARE_PANELS
from components.gene import PANELS
from dashboard.models import Wait
from dashboard.service import DataService
from dashboard.service.compare import several
from dashboard.settings import Settings
from dashboard.tables.snapshot import Snapshot
from dashboard.upstream.answers.assembly import make_live
from tests.upstream.server import NAMES, Upstream

ROOT = Path(__file__).resolve().parents[1]
POLL_S = 0.5  # as assets/page/refresh.mjs
GIVE_UP_S = 200.0
FIRST_WAIT_S = 0.25  # as callbacks/panels.py
EIGHT = ("STAT3,TP53,CFTR,GJB2,BRCA1,BRCA2,SCN1A,PTEN", "MECP2,KMT2D,FBN1,NF1,PAH,LDLR,RB1,ATM")
ANSWERED = (200,)

Answers = Any  # GeneAnswers or SeveralAnswers
Ask = Callable[[Wait], Answers]


@dataclass
class Course:
    """How a panel went: seconds until its first state and its last, how often it was sent."""

    first_s: float = 0.0
    last_s: float = 0.0
    sent: int = 0
    asked: int = 0
    problems: tuple[str, ...] = ()


def course(ask: Ask) -> Course:
    """Ask for a panel as the page does, until no source is being asked for it any more."""
    begun, found, version = time.perf_counter(), Course(), None
    while True:
        answers = ask(Wait(FIRST_WAIT_S, courtesy=True))
        took = time.perf_counter() - begun
        found.asked += 1
        if answers.version != version:
            found.sent += 1
            version = answers.version
        found.first_s = found.first_s or took
        if not answers.refreshing or took > GIVE_UP_S:
            found.last_s = took
            found.problems = tuple(f"{one.source}: {one.message}" for one in answers.failures)
            return found
        time.sleep(POLL_S)


def gene_page(service: DataService, symbol: str) -> dict[str, Ask]:
    """Return how to ask for each panel of a gene's page."""
    gene = service.gene(symbol)

    def asking(questions: tuple[str, ...]) -> Ask:
        return lambda wait: service.answers(gene, questions, None, wait)

    return {panel.name: asking(panel.questions) for panel in PANELS}


def comparison(service: DataService, genes: str) -> dict[str, Ask]:
    """Return how to ask for each panel of a comparison."""

    def asking(questions: tuple[str, ...]) -> Ask:
        return lambda wait: several(service, {"genes": genes}, questions, wait)

    return {panel.name: asking(panel.questions) for panel in COMPARE_PANELS}


def opened(pages: Iterable[dict[str, Ask]]) -> dict[str, Course]:
    """Open pages one after the other, without waiting for the one before to be loaded."""
    asks = {
        f"{place} {name}": ask for place, page in enumerate(pages) for name, ask in page.items()
    }
    with ThreadPoolExecutor(len(asks)) as pool:
        return dict(zip(asks, pool.map(course, asks.values()), strict=True))


CASES: dict[str, Callable[[DataService], list[dict[str, Ask]]]] = {
    "page of STAT3": lambda service: [gene_page(service, "STAT3")],
    "page of TTN": lambda service: [gene_page(service, "TTN")],
    "two comparisons of eight": lambda service: [comparison(service, one) for one in EIGHT],
}


def main() -> None:
    """Print a row a case."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.getLogger("urllib3").setLevel(logging.CRITICAL)
    shared = Path(os.environ.get("GCD_SHARED", ROOT.parent / "shared"))
    columns = (
        "first state, s",
        "all loaded, s",
        "panels sent",
        "refused or failed",
        "left without",
    )
    print("| what |", " | ".join((*NAMES, *columns)), "|")
    print("|---" * (1 + len(NAMES) + len(columns)), "|", sep="")
    for name, pages in CASES.items():
        with (
            tempfile.TemporaryDirectory() as folder,
            Upstream(shared, slow=True) as upstream,
        ):
            print_row(name, pages, upstream, Path(folder))


def print_row(
    name: str,
    pages: Callable[[DataService], list[dict[str, Ask]]],
    upstream: Upstream,
    folder: Path,
) -> None:
    """Print what one case cost each source, and how it went."""
    addresses: dict[str, Any] = {f"{one}_url": upstream.address(one) for one in NAMES}
    service = DataService(Snapshot(), make_live(Settings(cache_dir=folder, **addresses)))
    courses = opened(pages(service))
    counts = upstream.calls()
    refused = Counter(
        f"{call['source']} {call['status']}"
        for call in upstream.state.list_calls()
        if call["status"] not in ANSWERED
    )
    problems = dict.fromkeys(text for one in courses.values() for text in one.problems)
    cells = [
        *(str(counts.get(one, 0)) for one in NAMES),
        f"{max(one.first_s for one in courses.values()):.2f}",
        f"{max(one.last_s for one in courses.values()):.0f}",
        str(sum(one.sent for one in courses.values())),
        ", ".join(f"{what} x {number}" for what, number in refused.items()) or "none",
        "; ".join(problems) or "none",
    ]
    print(f"| {name} |", " | ".join(cells), "|", flush=True)
    if service.live is not None:
        service.live.keeper.close(grace_s=2)
        service.live.http.close()


if __name__ == "__main__":
    main()
