"""Constraint of a gene, release by release: from a complete table, gnomAD's service, some rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.models import Answer, Constraint, Gene, State, Wait
from dashboard.rules.constraint import default_release, why_absent
from dashboard.rules.releases import (
    ALL_RELEASES,
    LIVE_RELEASES,
    V4_LIVE,
    Release,
    dated_label,
    release_named,
)
from dashboard.service.table_answers import TableAnswers
from dashboard.tables.answers.constraint import in_short
from dashboard.upstream.answers import LiveSources
from dashboard.upstream.answers import questions as live_questions
from dashboard.upstream.answers.choice import best


def known(tables: TableAnswers, live: LiveSources | None) -> dict[str, Release]:
    """Return the releases that can be asked for here, newest first."""
    here = {
        *(tables.releases() if tables.shown else ()),
        *(LIVE_RELEASES if live is not None else ()),
    }
    return {name: release for name, release in ALL_RELEASES.items() if name in here}


def every(
    tables: TableAnswers, live: LiveSources | None, gene: Gene, wait: Wait
) -> tuple[Constraint, ...]:
    """Return the gene's constraint in every release that has it, newest first.

    A row of a table goes before gnomAD's answer for the same release: a frozen release has the
    same figures everywhere, and what is looked at is not replaced (T71).
    """
    found = {constraint.release: constraint for constraint in tables.every_release(gene)}
    if live is not None:
        names = (V4_LIVE,) if live.together else LIVE_RELEASES
        for name in names:  # GRCh37 of several genes would be a question for each
            if name in found:
                continue
            answered = live_questions.constraint(live, gene, wait.at_once(), name).data
            if answered is not None:
                found[name] = answered
    return tuple(found[name] for name in ALL_RELEASES if name in found)


def usual(tables: TableAnswers, live: LiveSources | None, gene: Gene) -> str:
    """Return the release that is shown where none is chosen: a rule that no late answer changes.

    The newest with all classes in the tables here, else the newest in them (T71). Only a gene that
    no table has is shown in gnomAD's own answer: v4, or v2.1.1 where v4 has no figures for it.
    """
    here = known(tables, live)
    own = tables.every_release(gene)
    wanted = default_release(in_short(constraint) for constraint in own)
    if live is not None and not own and not all(why_absent(gene, one) for one in here.values()):
        answers = {
            name: live_questions.constraint(live, gene, Wait(), name) for name in LIVE_RELEASES
        }
        has_none = [name for name, answer in answers.items() if answer.state is State.EMPTY]
        return next((name for name in answers if name not in has_none), wanted)
    return wanted if wanted in here else next(iter(here), wanted)


def chosen(
    tables: TableAnswers, live: LiveSources | None, gene: Gene, preferred: str | None, wait: Wait
) -> tuple[str, tuple[str, ...]]:
    """Return the release that a page shows, and what it says where that is not the preferred one.

    A preferred release that has the gene, or may have it, is shown; else the usual one (T71).
    """
    rule = usual(tables, live, gene)
    if not preferred or preferred == rule:
        return rule, ()
    here = known(tables, live)
    shown = dated_label(rule)
    if preferred not in here:
        return rule, (f"{not_here(preferred, live)}; shown: {shown}.",)
    answer = constraint(tables, live, gene, preferred, wait)
    found = {one.release for one in every(tables, live, gene, wait)}
    if answer.data is not None or answer.state is State.PENDING or rule not in found:
        return preferred, ()
    label = here[preferred].label
    reason = answer.problem.message if answer.problem else ""
    if answer.state is State.UNAVAILABLE:
        return rule, (f"{label} cannot be read now; shown: {shown}. {reason}".strip(),)
    return rule, (f"{gene.symbol} is not in {label} here; shown: {shown}. {reason}".strip(),)


def not_here(name: str, live: LiveSources | None) -> str:
    """Return why a release that an address names cannot be shown, without a full stop."""
    release = ALL_RELEASES.get(name)
    if release is None:
        return f"There is no release {name!r:.60}"
    if not release.table and live is None:
        return f"{release.label} is not asked here: live sources are switched off"
    return f"{release.label} is not here"


def constraint(
    tables: TableAnswers, live: LiveSources | None, gene: Gene, release: str | None, wait: Wait
) -> Answer[Any]:
    """Return constraint in a release; without one, in the gene's usual release.

    A live answer that comes in beside the usual release is awaited by nobody; `refreshing` says
    that it is on its way.

    Raises:
        BadRelease: No release has this name.
    """
    beside = None if release or live is None else offered(live, gene, wait)
    found = every(tables, live, gene, wait)
    here = known(tables, live)
    chosen = release_named(usual(tables, live, gene) if release is None else release, here)
    available = tuple(in_short(constraint) for constraint in found)

    def of_table() -> Answer[Any]:
        return tables.constraint(gene, chosen, available)

    in_table = any(one.release == chosen.name for one in tables.every_release(gene))
    if live is None or chosen.name not in LIVE_RELEASES or tables.has_all_of(chosen) or in_table:
        return with_offer(of_table(), beside)
    answer = live_questions.constraint(live, gene, wait, chosen.name)
    if answer.data is not None:  # it may have come while it was waited for: it is there as well now
        available = tuple(in_short(one) for one in every(tables, live, gene, wait))
        answer = replace(answer, data=replace(answer.data, available_releases=available))
    if not tables.shown or chosen.name == V4_LIVE:
        return answer
    return best(answer, of_table)


def offered(live: LiveSources, gene: Gene, wait: Wait) -> Answer[Any]:
    """Return gnomAD's own answer, which stands beside the usual release; nobody waits for it."""
    return live_questions.constraint(live, gene, wait.at_once(), V4_LIVE)


def with_offer(shown: Answer[Any], beside: Answer[Any] | None) -> Answer[Any]:
    """Return what is shown, saying whether the live answer beside it is on its way or failed."""
    if beside is None:
        return shown
    failed = beside.problem if beside.state is State.UNAVAILABLE else None
    refreshing = shown.refreshing or beside.refreshing
    return replace(shown, refreshing=refreshing, problem=shown.problem or failed)
