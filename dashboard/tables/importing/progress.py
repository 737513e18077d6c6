"""How far a running update is: one small file, which every server process can read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.tables.importing.opening import shown

PROGRESS = "update-progress.json"
SILENCE = timedelta(minutes=10)
"""After so long without a word an update counts as ended: its process may have been killed."""


def note_progress(folder: Path, words: str, now: datetime) -> None:
    """Write what an update does now, in the place of what it did before.

    Raises:
        OSError: The folder cannot be written.
    """
    fresh = folder / f".{PROGRESS}.new"
    fresh.write_text(json.dumps({"at": now.isoformat(), "words": words}), encoding="utf-8")
    fresh.replace(folder / PROGRESS)


def end_progress(folder: Path) -> None:
    """Say that no update is under way."""
    (folder / PROGRESS).unlink(missing_ok=True)


def read_progress(folder: Path, now: datetime | None = None) -> str | None:
    """Return what a running update does, in one sentence; None where none has said so lately."""
    try:
        stored = json.loads((folder / PROGRESS).read_text(encoding="utf-8"))
        at = datetime.fromisoformat(stored["at"])
        words = shown(str(stored["words"]), 200)
        silent = (now or datetime.now(UTC)) - at
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not timedelta(minutes=-1) < silent < SILENCE:
        return None
    return f"An update is under way, as of {at:%H:%M:%S} UTC: {words}."
