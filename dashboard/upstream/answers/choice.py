"""Which of a live answer and a held one is shown (the order of `GCD_MODE=auto`).

A frozen release has the same figures everywhere, so that what the live answer to it lacks is
filled in from the release's own table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dashboard.models import Constraint, Loaded, State

ANSWERED = (State.LOADED, State.EMPTY, State.STALE)


def best(live: Loaded[Any], held: Callable[[], Loaded[Any]]) -> Loaded[Any]:
    """Return the live answer if there is one, else what the snapshot holds, else why not.

    What the snapshot holds goes out with `refreshing` while a fetch runs, and with the live
    source's problem when it failed.
    """
    if live.state in ANSWERED:
        return live
    kept = held()
    if kept.state.has_data or kept.state is State.EMPTY:
        failed = live.problem if live.state is State.UNAVAILABLE else kept.problem
        return replace(kept, refreshing=live.refreshing, problem=failed or kept.problem)
    return live


RANK_NOTE = "The rank is that of the release's table: gnomAD's service gives none."
FLAGS_NOTE = "The flags are those of the release's table: gnomAD's service gives none."
OTHER_FIGURES = "The release's table has another LOEUF for this gene: its rank is left out."
SAME_LOEUF = 0.005  # tables print three decimals; another figure has another rank


def completed(live: Constraint, held: Constraint | None) -> Constraint:
    """Return a live answer to a frozen release with the ranks and flags that its table has.

    Nothing is taken from a row on another transcript, or with another LOEUF.
    """
    if held is None or held.release != live.release or not _same_transcript(live, held):
        return live
    if not _same_loeuf(live, held):
        return replace(live, notes=(*live.notes, OTHER_FIGURES))
    notes: list[str] = []
    rank, missense_rank = live.rank or held.rank, live.missense_rank or held.missense_rank
    if (rank, missense_rank) != (live.rank, live.missense_rank):
        notes.append(RANK_NOTE)
    flags = live.flags or held.flags
    if flags != live.flags:
        notes.append(FLAGS_NOTE)
    return replace(
        live,
        rank=rank,
        missense_rank=missense_rank,
        band=None if rank else live.band or held.band,
        flags=flags,
        other_transcripts=live.other_transcripts or held.other_transcripts,
        notes=(*live.notes, *notes),
    )


def _same_transcript(live: Constraint, held: Constraint) -> bool:
    ours, theirs = (one.transcript and one.transcript.partition(".")[0] for one in (live, held))
    return not ours or not theirs or ours == theirs


def _same_loeuf(live: Constraint, held: Constraint) -> bool:
    if live.loeuf is None or held.loeuf is None:
        return live.loeuf is held.loeuf
    return abs(live.loeuf - held.loeuf) <= SAME_LOEUF
