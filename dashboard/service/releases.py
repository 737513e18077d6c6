"""Constraint of a gene, release by release: from a complete table, gnomAD's service, some rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard.models import Constraint, Gene, Loaded, Wait
from dashboard.rules.constraint import default_release
from dashboard.rules.releases import ALL_RELEASES, LIVE_RELEASES, V4_LIVE, Release, release_named
from dashboard.service.from_tables import Held
from dashboard.tables.answers.constraint import in_short
from dashboard.upstream.answers import Live
from dashboard.upstream.answers import questions as live_questions
from dashboard.upstream.answers.choice import best, completed


def known(held: Held, live: Live | None) -> dict[str, Release]:
    """Return the releases that can be asked for here, newest first."""
    here = {*(held.releases() if held.shown else ()), *(LIVE_RELEASES if live is not None else ())}
    return {name: release for name, release in ALL_RELEASES.items() if name in here}


def every(held: Held, live: Live | None, gene: Gene, wait: Wait) -> tuple[Constraint, ...]:
    """Return the gene's constraint in every release that has it, newest first.

    A complete table goes before gnomAD's answer for the same release; one of some genes adds to
    it what gnomAD's service leaves out, the ranks.
    """
    found = {constraint.release: constraint for constraint in held.every_release(gene)}
    if live is not None:
        names = (V4_LIVE,) if live.together else LIVE_RELEASES
        for name in names:  # GRCh37 of several genes would be a question for each
            answered = live_questions.constraint(live, gene, wait.at_once(), name).data
            if answered is not None and not (name in found and found[name].complete):
                found[name] = completed(answered, found.get(name))
    return tuple(found[name] for name in ALL_RELEASES if name in found)


def usual(found: tuple[Constraint, ...], here: Mapping[str, Release]) -> str:
    """Return the release that is shown where none is chosen: the gene's default, if it is here."""
    wanted = default_release(in_short(constraint) for constraint in found)
    return wanted if wanted in here else next(iter(here), wanted)


def constraint(
    held: Held, live: Live | None, gene: Gene, release: str | None, wait: Wait
) -> Loaded[Any]:
    """Return constraint in a release; without one, in the gene's default release.

    Raises:
        BadRelease: No release has this name.
    """
    if live is not None and release is None:
        live_questions.constraint(live, gene, wait, V4_LIVE)  # the default may depend on it
    found = every(held, live, gene, wait)
    here = known(held, live)
    chosen = release_named(usual(found, here) if release is None else release, here)
    available = tuple(in_short(constraint) for constraint in found)

    def of_table() -> Loaded[Any]:
        return held.constraint(gene, chosen, available)

    if live is None or chosen.name not in LIVE_RELEASES or held.has_all_of(chosen):
        return of_table()
    answer = live_questions.constraint(live, gene, wait, chosen.name)
    if answer.data is not None:
        own = next((one for one in held.every_release(gene) if one.release == chosen.name), None)
        whole = replace(completed(answer.data, own), available_releases=available)
        answer = replace(answer, data=whole)
    if not held.shown or chosen.name == V4_LIVE:
        return answer
    return best(answer, of_table)
