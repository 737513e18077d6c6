"""Where the tables come from: what the data page and the command line print of each."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.models.answers import Provenance


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One table, embedded or imported; `problem` says what is wrong with its file, None: nothing.

    `remedy` says what helps. A table that is `behind` is embedded and not used, as an imported one
    of the same name stands before it. `wholly` is of how many genes a partial table has all that
    its source has, None where the table is complete or does not say it; `each_wholly`: of each
    gene in it. `updated` says, of a table that `update` made, when and from which files.
    `stands_before`: whether the one before an embedded table is imported or updated.
    """

    name: str
    provenance: Provenance
    rows: int
    partial: bool
    sha256: str
    package: str | None
    method: str
    caveats: tuple[str, ...]
    problem: str | None = None
    imported: bool = False
    behind: bool = False
    remedy: str = ""
    wholly: int | None = None
    each_wholly: bool = False
    updated: tuple[str, ...] = ()
    stands_before: str = "imported"


@dataclass(frozen=True, slots=True)
class MissingTable:
    """A table that nobody has brought yet: what it has, what its load takes, what brings it."""

    name: str
    title: str
    about_bytes: int
    command: str


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """One live source as this process sees it; `blocked_s` for which it is left alone.

    Moments are ISO in UTC, None: never yet. `newest_at` is when the newest answer was fetched that
    the cache has given to this process. `checked`: how it answered the last check, in words.
    """

    title: str
    address: str
    used_for: str
    limit: str
    failures: int
    blocked_s: float
    waiting: int
    newest_at: str | None = None
    succeeded_at: str | None = None
    failed_at: str | None = None
    failure: str = ""
    checked: str = ""
