"""Ask the data service about several genes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard.models import Answer, Constraint, Gene, GeneAnswers, Problem, State, Wait
from dashboard.rules.releases import V4_LIVE, dated_label
from dashboard.service import DataService
from dashboard.service.request import Request
from dashboard.several.compare import releases
from dashboard.several.compare.answers import ComparisonAnswers
from dashboard.several.compare.order import Sorting, ordered, sorting
from dashboard.several.compare.selection import select

QUOTED = 40
# Questions on top of the service's own: constraint in the releases that are set side by side.
ENDS = {"before": "v2", "after": "v4"}
# Questions of which gnomAD answers few a minute, so that what nobody looks at is not asked.
IN_VIEW_ONLY = ("variants", "clinvar")
Found = tuple[Gene, tuple[Constraint, ...]]


def several(
    service: DataService,
    fields: Mapping[str, str],
    questions: Iterable[str],
    wait: Wait | None = None,
    in_view: Collection[str] | None = None,
) -> ComparisonAnswers:
    """Answer several questions about the genes that an address names.

    Args:
        service: The data service.
        fields: Of the address: genes, release, sort.
        questions: What to ask of each gene: the service's own, or those of ENDS.
        wait: How long answers may take, all together.
        in_view: Symbols of the genes whose variants somebody looks at; only of those are they
            asked for. None: of all.

    Raises:
        DashboardError: The gene table cannot be read.
    """
    chosen = select(fields.get("genes") or "", service.gene)
    questions = tuple(questions)
    request = service.request()
    if in_view is None:
        in_view = {gene.symbol for gene in chosen.genes}
    at_once = [question for question in questions if question not in IN_VIEW_ONLY]
    seen = [gene for gene in chosen.genes if gene.symbol in in_view]
    request.begin(chosen.genes, ("constraint", *at_once), wait or Wait())
    request.begin(seen, [one for one in questions if one in IN_VIEW_ONLY], wait or Wait())
    # Before the releases are looked at: what comes in between is asked for once more.
    waiting = bool({"constraint", *ENDS} & set(questions)) and _awaits_gnomad(
        request, chosen.genes, wait or Wait()
    )
    found = [(gene, request.releases(gene)) for gene in chosen.genes]
    known = tuple(request.known_releases)
    release, notices = _release(request, fields.get("release"), found)
    how = sorting(fields.get("sort"))
    if how is None:
        requested = str(fields.get("sort"))
        how, notices = Sorting(), [*notices, f"There is no order {requested[:QUOTED]!r}."]
    own = [constraints for _, constraints in found]
    shown = [found[place] for place in ordered(found, how, release)]
    pair = releases.pair(own, known)
    ends = dict(zip(ENDS, pair, strict=True))
    comparison = _Comparison(request, release, ends, wait or Wait(), in_view)
    return ComparisonAnswers(
        comparison.every(shown, questions),
        chosen,
        release,
        how,
        releases.shared(own, known),
        releases.counts(own, known),
        pair,
        tuple(notices),
        waiting,
        fields.get("release") or None,
    )


def _release(request: Request, requested: str | None, found: list[Found]) -> tuple[str, list[str]]:
    """Return the release to show, and what was not understood of the one asked for."""
    known = request.known_releases
    if requested in known:
        return str(requested), []
    # What a live answer adds later changes no headline (T71): the tables decide if they can.
    own = [request.releases_in_tables(gene) for gene, _ in found]
    own = own if any(own) else [every for _, every in found]
    usual = releases.default_release(own, tuple(known))
    if not requested:
        return usual, []
    return usual, [f"{request.not_here(requested)}; shown: {dated_label(usual)}."]


def _awaits_gnomad(request: Request, genes: Iterable[Gene], wait: Wait) -> bool:
    """Tell whether gnomAD's service is still being asked about one of these genes."""
    if request.live is None:
        return False
    answers = [request.constraint(gene, V4_LIVE, wait.at_once()) for gene in genes]
    return any(answer.refreshing for answer in answers)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Asks about one gene after the other; `ends` are the releases of gnomAD v2 and v4."""

    request: Request
    release: str
    ends: Mapping[str, str | None]
    wait: Wait
    in_view: Collection[str]

    def every(self, genes: list[Found], questions: tuple[str, ...]) -> tuple[GeneAnswers, ...]:
        """Return the answers about all genes; every source sets out before one is waited for."""
        if self.request.live is not None:
            for gene, _ in genes:
                self._answers(gene, questions, self.wait.at_once())
        known = tuple(self.request.known_releases)
        return tuple(
            GeneAnswers(gene, self._answers(gene, questions, self.wait), own, known, self.release)
            for gene, own in genes
        )

    def _answers(
        self, gene: Gene, questions: tuple[str, ...], wait: Wait
    ) -> dict[str, Answer[Any]]:
        return {question: self._answer(gene, question, wait) for question in questions}

    def _answer(self, gene: Gene, question: str, wait: Wait) -> Answer[Any]:
        if question in IN_VIEW_ONLY and gene.symbol not in self.in_view:
            return self.request.ask(question, gene, self.release, replace(wait, idle=True))
        if question not in self.ends:
            return self.request.ask(question, gene, self.release, wait)
        release = self.ends[question]
        if release is None:
            message = f"No release of gnomAD {ENDS[question]} here has any of these genes."
            return Answer(State.NOT_COVERED, problem=Problem("not_covered", message))
        return self.request.ask("constraint", gene, release, wait)
