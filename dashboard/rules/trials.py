"""The vocabulary of ClinicalTrials.gov in human words, and where a trial names a gene (T53 to T56).

The JSON keeps the registry's own values; these words are for the screen. What is not known here
passes through as it came.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dashboard.models import Trial
from dashboard.process.clock import today
from dashboard.rules.gene_mentions import mentions, mentions_in

ACTIVE = frozenset(
    {"RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING"}
)
"""Statuses that the tile counts as active."""

STATUS_WORDS: Mapping[str, str] = {
    "RECRUITING": "Recruiting",
    "NOT_YET_RECRUITING": "Not yet recruiting",
    "ENROLLING_BY_INVITATION": "Enrolling by invitation",
    "ACTIVE_NOT_RECRUITING": "Active, not recruiting",
    "COMPLETED": "Completed",
    "SUSPENDED": "Suspended",
    "TERMINATED": "Terminated",
    "WITHDRAWN": "Withdrawn",
    "AVAILABLE": "Available",
    "NO_LONGER_AVAILABLE": "No longer available",
    "TEMPORARILY_NOT_AVAILABLE": "Temporarily not available",
    "APPROVED_FOR_MARKETING": "Approved for marketing",
    "WITHHELD": "Withheld",
    "UNKNOWN": "Unknown status",
}

NOT_STATED = "Not stated"
NOT_APPLICABLE = "Not applicable"
NOT_RECORDED = "Not recorded"
ELIGIBILITY = "eligibility"

OTHER_PHASES: Mapping[str, str] = {"EARLY_PHASE1": "Early phase 1", "NA": NOT_APPLICABLE}

EXCLUDED = "excluded"
WANTED_WORDS: Mapping[str, str] = {
    "wild type": "Wild type",
    "negative": "Negative",
    EXCLUDED: "Named in the exclusion criteria only",
}
"""What a trial says of the gene that it names, where it does not want a variant of it (T67)."""

# The heading that parts the text on who may take part, or may not.
_EXCLUSION = re.compile(
    r"(?im)^[\s*#-]*(?:key\s+|main\s+)?exclusion(?:\s+criteria)?\b|exclusion criteria"
)
_PHASE = re.compile(r"PHASE[1-4]")


def status_words(status: str | None) -> str:
    """Return a status as people say it; an unknown one passes through (T55)."""
    if not status:
        return NOT_STATED
    return STATUS_WORDS.get(status, status)


def phase_words(phases: Sequence[str]) -> str:
    """Return the phases together: "Phase 1/2"; NA is "Not applicable", none "Not stated"."""
    numbers = [phase.removeprefix("PHASE") for phase in phases if _PHASE.fullmatch(phase)]
    together = [f"Phase {'/'.join(numbers)}"] if numbers else []
    others = [OTHER_PHASES.get(phase, phase) for phase in phases if not _PHASE.fullmatch(phase)]
    return ", ".join([*together, *others]) or NOT_STATED


def start_words(start: str | None, planned: bool | None) -> str | None:
    """Return a start as an ISO date or month, with what is known of one that had not come (T56).

    A start in the past whose trial is recorded as not yet recruiting was planned when it was
    noted; whether it has come is not known.
    """
    if not (start and planned):
        return start
    is_past = start < today()[: len(start)]
    return f"{start} (was planned)" if is_past else f"{start} (planned start)"


def matched_places(texts: Mapping[str, Sequence[str]], names: Sequence[str]) -> list[str]:
    """Return the places whose texts name the gene, in the order given (T53, T67)."""
    return [place for place, own in texts.items() if mentions(own, names)]


def wanted_states(texts: Mapping[str, Sequence[str]], names: Sequence[str]) -> list[str]:
    """Return the states in which a trial wants the gene, as far as its texts say so (T67).

    "wild type" and "negative" are read in titles, conditions, keywords and who may take part;
    "excluded" where the gene stands among the criteria of exclusion alone. Interventions say
    nothing of the participants.
    """
    found: set[str | None] = set()
    excluded = False
    for place, own in texts.items():
        for text in own if place != "intervention" else ():
            cut = _EXCLUSION.search(text) if place == ELIGIBILITY else None
            end = cut.start() if cut else len(text)
            found |= {mention.wanted for mention in mentions_in(text[:end], names)}
            excluded = excluded or mentions([text[end:]], names)
    if excluded and not found:
        return [EXCLUDED]
    return [state for state in WANTED_WORDS if state in found]


def wanted_words(wanted: Sequence[str] | None) -> str | None:
    """Return the states that a trial wants the gene in, in words; None where it names none."""
    return "; ".join(WANTED_WORDS.get(state, state) for state in wanted or ()) or None


def match_words(matched_in: Sequence[str] | None) -> str:
    """Return where the gene matched (T53); None is a trial of which that was not recorded."""
    if matched_in is None:
        return NOT_RECORDED
    if only_in_eligibility(matched_in):
        return "eligibility text only"
    return ", ".join(matched_in) or NOT_RECORDED


def only_in_eligibility(matched_in: Sequence[str] | None) -> bool:
    """Tell whether the gene stands in the eligibility text alone; not recorded is not that."""
    return bool(matched_in) and set(matched_in or ()) == {ELIGIBILITY}


def by_match(found: Sequence[Trial]) -> tuple[list[Trial], list[Trial]]:
    """Return the trials that are counted and shown, and those of the eligibility text alone."""
    counted = [trial for trial in found if not only_in_eligibility(trial.matched_in)]
    return counted, [trial for trial in found if only_in_eligibility(trial.matched_in)]


def is_active(status: str | None) -> bool:
    """Tell whether a trial counts as active: recruiting, about to, by invitation, or running."""
    return status in ACTIVE


def start_is_planned(start: str | None, status: str | None, day: str) -> bool | None:
    """Tell whether a start is still planned: in the future, or recruiting not begun (T56).

    Dates are ISO, a month ("2026-06") counts until it is over; None where no start is given.
    """
    if start is None:
        return None
    return status == "NOT_YET_RECRUITING" or start > day[: len(start)]
