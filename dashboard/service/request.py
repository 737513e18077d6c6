"""What one request sees: the tables as they are now, and each live answer looked up once.

Constraint goes release by release: from a complete table, gnomAD's service, some rows of a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from dashboard.models import Answer, Constraint, Gene, GeneAnswers, State, Wait
from dashboard.models.answers import NOT_ASKED, QUEUED
from dashboard.rules.absence import being_asked
from dashboard.rules.constraint import default_release, why_absent
from dashboard.rules.releases import (
    ALL_RELEASES,
    LIVE_RELEASES,
    V4_LIVE,
    Release,
    dated_label,
    release_named,
)
from dashboard.tables.answers.constraint import in_short
from dashboard.tables.answers.questions import TableAnswers
from dashboard.upstream.answers import LiveRequest
from dashboard.upstream.answers import questions as live_questions
from dashboard.upstream.answers.clinvar import clinvar
from dashboard.upstream.answers.diseases import beside, phenotypes

AT_ONCE = Wait()
WAITING = (NOT_ASKED, QUEUED)
ANSWERED = (State.LOADED, State.EMPTY, State.STALE)


class Request:
    """Answers questions about genes for one page, address of the JSON or command; then it ends."""

    def __init__(self, tables: TableAnswers, live: LiveRequest | None) -> None:
        """Take the tables as they are now, and the live sources; None: never a connection."""
        self.tables = tables
        self.live = live

    @cached_property
    def known_releases(self) -> dict[str, Release]:
        """Return the releases that can be asked for here, newest first."""
        here = {
            *(self.tables.releases() if self.tables.shown else ()),
            *(LIVE_RELEASES if self.live is not None else ()),
        }
        return {name: release for name, release in ALL_RELEASES.items() if name in here}

    @cached_property
    def complete_releases(self) -> dict[str, Release]:
        """Return the releases of which every gene is here, newest first."""
        return self.tables.complete_releases()

    def begin(self, genes: Iterable[Gene], questions: Iterable[str], wait: Wait) -> None:
        """Have the sources asked all questions about all genes, and wait for none of them."""
        if self.live is not None:
            asked = tuple(one for one in questions if not self._is_here_whole(one))
            live_questions.begin(self.live, tuple(genes), asked, wait)

    def _is_here_whole(self, question: str) -> bool:
        """Tell whether the tables have all that a question's source has, so that none is asked."""
        return question in ("clinvar", "variants") and self.tables.has_whole_clinvar()

    def answers(
        self,
        gene: Gene,
        questions: Iterable[str],
        release: str | None = None,
        wait: Wait = AT_ONCE,
    ) -> GeneAnswers:
        """Answer several questions about a gene, as a panel asks them, all sources at a time.

        A release that is not here, or lacks the gene, falls back to the usual one, with a notice.
        """
        questions = tuple(questions)
        self.begin([gene], questions, wait)
        # Before the releases are looked at: what comes in between is asked for once more.
        offered = None
        if self.live is not None and "constraint" in questions:
            offered = _offered(self.live, gene, wait)
        found = self.releases(gene)
        chosen, notices = self._chosen(gene, release, wait)
        answers = {question: self.ask(question, gene, chosen, wait) for question in questions}
        if "constraint" in answers:
            answers["constraint"] = _with_offer(answers["constraint"], offered)
        return GeneAnswers(
            gene,
            answers,
            found,
            tuple(self.known_releases),
            chosen,
            notices,
            release,
            self.usual_release(gene),
            offered,
        )

    def ask(
        self, question: str, gene: Gene, release: str | None = None, wait: Wait = AT_ONCE
    ) -> Answer[Any]:
        """Answer one question: a live answer if there is one, else what the tables say.

        Raises:
            BadRelease: `release` is no release's name.
            KeyError: There is no such question.
        """
        if question == "constraint":
            return self.constraint(gene, release, wait)
        if self.live is None or question not in live_questions.NEEDS:
            return self.tables.answer(question, gene)
        return self._live_or_tables(self.live, question, gene, wait)

    def _live_or_tables(
        self, live: LiveRequest, question: str, gene: Gene, wait: Wait
    ) -> Answer[Any]:
        def of_tables() -> Answer[Any]:
            return self.tables.answer(question, gene)

        if self._is_here_whole(question) and (ours := of_tables()).state is not State.UNAVAILABLE:
            return ours
        if question in ("clinvar", "variants"):
            features = self.tables.answer("features", gene).data
            length = features.protein_length if features else None
            return _best(clinvar(live, gene, wait, length), of_tables)
        if question == "phenotypes":
            ours = of_tables()
            found = phenotypes(live, gene, wait, ours.data or ())
            return beside(found, ours) if found.data else _best(found, lambda: ours)
        answer = _best(live_questions.QUESTIONS[question](live, gene, wait), of_tables)
        if question == "features" and answer.data is None and gene.is_coding:
            return live_questions.length_by_ensembl(live, gene, wait, answer)
        return answer

    def releases(self, gene: Gene, wait: Wait = AT_ONCE) -> tuple[Constraint, ...]:
        """Return the gene's constraint in every release that has it, newest first.

        A row of a table goes before gnomAD's answer for the same release: a frozen release has the
        same figures everywhere, and what is looked at is not replaced (T71).
        """
        own = self.releases_in_tables(gene)
        if self.live is None:
            return own
        found = {constraint.release: constraint for constraint in own}
        # GRCh37 of several genes would be a question for each.
        for name in (V4_LIVE,) if self.live.together else LIVE_RELEASES:
            if name not in found:
                answered = live_questions.constraint(self.live, gene, wait.at_once(), name).data
                if answered is not None:
                    found[name] = answered
        return tuple(found[name] for name in ALL_RELEASES if name in found)

    def releases_in_tables(self, gene: Gene) -> tuple[Constraint, ...]:
        """Return the gene's constraint in every release of the tables here, newest first."""
        return self.tables.every_release(gene)

    def usual_release(self, gene: Gene) -> str:
        """Return the release that is shown where none is chosen; no late answer changes it.

        The newest with all classes in the tables here, else the newest in them (T71). Only a gene
        that no table has is shown in gnomAD's own answer: v4, or v2.1.1 where v4 has no figures
        for it.
        """
        here, own, live = self.known_releases, self.releases_in_tables(gene), self.live
        wanted = default_release(in_short(constraint) for constraint in own)
        if live is not None and not own and not all(why_absent(gene, one) for one in here.values()):
            answers = {
                name: live_questions.constraint(live, gene, AT_ONCE, name) for name in LIVE_RELEASES
            }
            has_none = [name for name, answer in answers.items() if answer.state is State.EMPTY]
            return next((name for name in answers if name not in has_none), wanted)
        return wanted if wanted in here else next(iter(here), wanted)

    def _chosen(self, gene: Gene, preferred: str | None, wait: Wait) -> tuple[str, tuple[str, ...]]:
        """Return the release that a page shows, and what it says where it is not the preferred one.

        A preferred release that has the gene, or may have it, is shown; else the usual one (T71).
        """
        rule = self.usual_release(gene)
        if not preferred or preferred == rule:
            return rule, ()
        shown = dated_label(rule)
        if preferred not in self.known_releases:
            return rule, (f"{self.not_here(preferred)}; shown: {shown}.",)
        answer = self.constraint(gene, preferred, wait)
        found = {one.release for one in self.releases(gene, wait)}
        if answer.data is not None or answer.state is State.PENDING or rule not in found:
            return preferred, ()
        label = self.known_releases[preferred].label
        reason = answer.problem.message if answer.problem else ""
        if answer.state is State.UNAVAILABLE:
            return rule, (f"{label} cannot be read now; shown: {shown}. {reason}".strip(),)
        return rule, (f"{gene.symbol} is not in {label} here; shown: {shown}. {reason}".strip(),)

    def not_here(self, name: str) -> str:
        """Return why a release that an address names cannot be shown, without a full stop."""
        release = ALL_RELEASES.get(name)
        if release is None:
            return f"There is no release {name!r:.60}"
        if not release.table and self.live is None:
            return f"{release.label} is not asked here: live sources are switched off"
        return f"{release.label} is not here"

    def constraint(
        self, gene: Gene, release: str | None = None, wait: Wait = AT_ONCE
    ) -> Answer[Any]:
        """Return constraint in a release; without one, in the gene's usual release.

        A live answer that comes in beside the usual release is awaited by nobody; `refreshing`
        says that it is on its way.

        Raises:
            BadRelease: No release has this name.
        """
        live = self.live
        beside_it = None if release or live is None else _offered(live, gene, wait)
        found = self.releases(gene, wait)
        name = self.usual_release(gene) if release is None else release
        chosen = release_named(name, self.known_releases)
        available = tuple(in_short(constraint) for constraint in found)

        def of_table() -> Answer[Any]:
            return self.tables.constraint(gene, chosen, available)

        if live is None or chosen.name not in LIVE_RELEASES or self._has_row(gene, chosen):
            return _with_offer(of_table(), beside_it)
        answer = live_questions.constraint(live, gene, wait, chosen.name)
        if answer.data is not None:  # it may have come while it was waited for: it is there now
            available = tuple(in_short(one) for one in self.releases(gene, wait))
            answer = replace(answer, data=replace(answer.data, available_releases=available))
        if not self.tables.shown or chosen.name == V4_LIVE:
            return answer
        return _best(answer, of_table)

    def _has_row(self, gene: Gene, release: Release) -> bool:
        """Tell whether a table decides about a gene in a release: it has the row, or every row."""
        own = self.releases_in_tables(gene)
        return any(one.release == release.name for one in own) or self.tables.has_all_of(release)


def _offered(live: LiveRequest, gene: Gene, wait: Wait) -> Answer[Any]:
    """Return gnomAD's own answer, which stands beside the usual release; nobody waits for it."""
    return live_questions.constraint(live, gene, wait.at_once(), V4_LIVE)


def _with_offer(shown: Answer[Any], beside_it: Answer[Any] | None) -> Answer[Any]:
    """Return what is shown, saying whether the live answer beside it is on its way or failed."""
    if beside_it is None:
        return shown
    failed = beside_it.problem if beside_it.state is State.UNAVAILABLE else None
    refreshing = shown.refreshing or beside_it.refreshing
    return replace(shown, refreshing=refreshing, problem=shown.problem or failed)


def _best(live: Answer[Any], of_tables: Callable[[], Answer[Any]]) -> Answer[Any]:
    """Return the live answer if there is one, else what the tables say, else why not.

    What the tables say goes out with `refreshing` while a fetch runs, and with the live source's
    problem when it failed, has others before us, or has not been asked.
    """
    if live.state in ANSWERED:
        return live
    snapshot = of_tables()
    if snapshot.state.has_data or snapshot.state is State.EMPTY:
        waits = live.problem is not None and live.problem.kind in WAITING
        told = live.problem if waits or live.state is State.UNAVAILABLE else snapshot.problem
        if told is not None and told.kind == QUEUED and live.provenance is not None:
            told = replace(told, message=f"{being_asked(live.provenance.source)} {told.message}")
        return replace(snapshot, refreshing=live.refreshing, problem=told or snapshot.problem)
    return live
