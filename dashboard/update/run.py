"""An update: each source loaded, checked and built aside, then all of them switched at once.

Folders below the one of imported releases: `.incoming/ID/` has what is being loaded and stays for
the next run, `.incoming/built/` the tables until they are switched to, `raw/` the files as they
came, where they are to be kept. Nothing that is served is touched before the switch.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from dashboard.errors import BadFile, DashboardError, SnapshotError
from dashboard.tables.importing.opening import shown
from dashboard.tables.importing.progress import end_progress, note_progress
from dashboard.tables.importing.store import imported, roll_back, switch, write_built
from dashboard.tables.manifest import RawFile, TableEntry, Update, read_manifest
from dashboard.tables.snapshot import Snapshot
from dashboard.tables.verify import problem_of
from dashboard.update import checks
from dashboard.update.offers import SUMS, VERSIONS, Offer, OfferedFile, Wire, offered_in
from dashboard.update.readers import HEADERS, READERS, Genes, Loaded
from dashboard.update.sources import SAID_BY_SERVICE, UpdateSource
from dashboard.upstream.http.download import Wanted, forget

LOCK = "update.lock"
INCOMING = ".incoming"
RAW = "raw"
BUILT = "built"
ROOM = 2
"""Times the bytes of a load that must be free: the file, and what is built from it."""


class Outcome(StrEnum):
    """How it went with one source."""

    SWITCHED = "switched"
    CURRENT = "current"
    FAILED = "failed"
    MISSING = "not in the folder"


@dataclass(frozen=True, slots=True)
class Result:
    """How it went with one source, in words; `entry` is the table that was built."""

    source: UpdateSource
    outcome: Outcome
    words: str
    table: str | None = None
    entry: TableEntry | None = None


@dataclass(frozen=True, slots=True)
class Reports:
    """Who is told: `say` one sentence, `progress` a source, a file, bytes here and all of them."""

    say: Callable[[str], None]
    progress: Callable[[str, str, int, int | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What an update is to do: its sources; files from a folder; raw files kept; smaller taken."""

    sources: Sequence[UpdateSource]
    from_folder: Path | None = None
    keep_raw: bool = False
    accept_smaller: bool = False


@dataclass(slots=True)
class Updates:
    """Updates of one folder of imported releases."""

    folder: Path
    embedded: Snapshot
    wire: Wire | None
    reports: Reports
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _noted: datetime | None = None
    free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free
    _genes: Genes = field(init=False)

    def __post_init__(self) -> None:
        """Name the genes' tables; nothing is read yet."""
        self._genes = Genes(self.embedded)

    def run(self, choice: Choice) -> list[Result]:
        """Update these sources; a failed one leaves its table as it is and the others go on.

        Raises:
            SnapshotError: Another update is under way, or the folder cannot be written.
        """
        with self._alone():
            built = self.folder / INCOMING / BUILT
            shutil.rmtree(built, ignore_errors=True)  # of a run that was ended
            built.mkdir(parents=True)
            results = [self._one(source, choice) for source in choice.sources]
            ready = {r.table: r.entry for r in results if r.table and r.entry}
            if ready:
                switch(ready, built, self.folder, self.clock().date())
            shutil.rmtree(built, ignore_errors=True)
            for result in results:
                if result.outcome is Outcome.SWITCHED:
                    self._say(result.source, f"{result.outcome}: {result.words}")
                if result.outcome in (Outcome.SWITCHED, Outcome.CURRENT):
                    self._tidy(result, choice)
        return results

    def go_back(self) -> Mapping[str, TableEntry | None]:
        """Bring back what the last update replaced; raises as `roll_back`."""
        with self._alone():
            return roll_back(self.folder, self.clock().date())

    def held(self, source: UpdateSource) -> tuple[str, TableEntry] | None:
        """Return the table here that an update of this source made; None: there is none."""
        made = [
            (entry.update.retrieved, name, entry)
            for name, entry in self._tables().items()
            if entry.update is not None and entry.update.source == source.id
        ]
        if not made:
            return None
        _, name, entry = max(made, key=lambda one: one[0])  # an older v4 stays beside a newer
        return name, entry

    def here(self, source: UpdateSource) -> str:
        """Say which table of a source is here, and how it came here."""
        made = self.held(source)
        if made and made[1].update:
            return f"{_named(made[1])}, retrieved {made[1].update.retrieved}"
        imports, embedded = self._tables(), self.embedded.manifest.tables
        for name in dict.fromkeys(golden.table for golden in source.golden):
            entry = imports.get(name) or embedded.get(name)
            if entry is not None:
                origin = "imported" if name in imports else "embedded"
                extent = "some genes" if entry.partial else "whole"
                return f"{_named(entry)} ({origin}, {extent})"
        return "nothing"

    def tried(self, source: UpdateSource) -> bool:
        """Tell whether a load from the service itself has succeeded here."""
        try:
            manifest = read_manifest(self.folder)
        except SnapshotError:
            return False
        entries = (*manifest.tables.values(), *manifest.previous.values())
        updates = (entry.update for entry in entries if entry is not None)
        return any(
            one.source == source.id and any(file.url for file in one.files)
            for one in updates
            if one is not None
        )

    def _tables(self) -> Mapping[str, TableEntry]:
        """Return what is here; a damaged manifest says nothing, as at an import."""
        try:
            return imported(self.folder)
        except SnapshotError:
            return {}

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / LOCK, timeout=0):
                try:
                    yield
                finally:
                    end_progress(self.folder)
        except Timeout:
            raise SnapshotError(
                f"Another update of {self.folder} is under way.", "Try again when it is done."
            ) from None
        except BrokenPipeError:  # who read what is printed has enough
            raise
        except OSError as error:
            raise SnapshotError(
                f"{self.folder} cannot be written: {error.strerror or error}.",
                "Make room, or name another folder in GCD_DATA_DIR.",
            ) from error

    def _one(self, source: UpdateSource, choice: Choice) -> Result:
        self._note(f"{source.id}, looking for what is offered")
        try:
            result = self._updated(source, choice)
        except DashboardError as error:
            words = f"{error.message} {error.hint}".strip()
            result = Result(source, Outcome.FAILED, words)
        # What is built is not switched to yet.
        state = "built" if result.outcome is Outcome.SWITCHED else result.outcome
        self._say(source, f"{state}: {result.words}")
        return result

    def _updated(self, source: UpdateSource, choice: Choice) -> Result:
        offer = self._offer(source, choice.from_folder)
        if offer is None:
            names = ", ".join(rule.name.format(version="…") for rule in source.files)
            return Result(source, Outcome.MISSING, f"the folder has no {names}")
        for note in offer.notes:
            self._say(source, note)
        here = self.held(source)
        damage = problem_of(self.folder, here[1]) if here else None
        if here and damage:
            self._say(source, f"the table here is damaged ({damage}): it is made anew")
        elif offer.is_of(here[1] if here else None, source):
            return Result(source, Outcome.CURRENT, f"{_version(here, offer)} is the newest", None)
        files = [self._file(source, offered, offer.version) for offered in offer.files]
        return self._built(source, choice, offer, files)

    def _offer(self, source: UpdateSource, folder: Path | None) -> Offer | None:
        if folder is not None:
            return offered_in(source, folder)
        assert self.wire is not None  # the command makes one unless there is a folder
        offer = self.wire.offered(source)
        needed = ROOM * (offer.size or source.about_bytes)
        checks.check_room(self.folder, self.free(self.folder), needed)
        return offer

    def _file(
        self, source: UpdateSource, offered: OfferedFile, version: str | None
    ) -> tuple[Path, RawFile]:
        """Return a file of an offer that is whole and right, loaded where it is not here."""
        if offered.path is not None:
            return offered.path, self._checked(source, offered, offered.path, None, version)
        try:
            return self._loaded(source, offered, version)
        except checks.ChecksumWrong as wrong:  # once more; then it is the published one
            self._say(source, f"{wrong.message} Loading it once more.")
            return self._loaded(source, offered, version)

    def _loaded(
        self, source: UpdateSource, offered: OfferedFile, version: str | None
    ) -> tuple[Path, RawFile]:
        assert self.wire is not None
        assert offered.url is not None
        folder = self.folder / INCOMING / source.id
        folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(offered.url.encode()).hexdigest()[:16]
        part, whole = folder / f"{digest}.part", folder / _plain(offered.name)
        if whole.exists() and not part.exists():
            whole.replace(part)  # of a run that was ended while it built

        def look(beginning: bytes) -> None:
            columns = checks.check_beginning(offered.rule, offered.name, beginning)
            if source.id in HEADERS:
                HEADERS[source.id](columns, version, offered.name)

        wanted = Wanted(
            url=offered.url,
            most=offered.rule.most_bytes,
            hosts=source.hosts,
            look=look,
            progress=lambda here, total: self._progress(source, offered, here, total),
            say=lambda words: self._say(source, f"{offered.name}: {words}"),
        )
        try:
            state = self.wire.downloads.fetch(self.wire.upstreams[source.id], wanted, part)
            raw = self._checked(source, offered, part, state.validator, version)
        except BadFile:
            forget(part)
            raise
        part.replace(whole)
        return whole, raw

    def _progress(
        self, source: UpdateSource, offered: OfferedFile, here: int, total: int | None
    ) -> None:
        total = total or offered.size
        self.reports.progress(source.id, offered.name, here, total)
        of = f" of {total / 1e6:,.1f}" if total else ""
        self._note(f"{offered.name}, {here / 1e6:,.1f}{of} MB")

    def _note(self, words: str) -> None:
        """Let the data page tell what is done, once a second."""
        now = self.clock()
        if self._noted is None or (now - self._noted).total_seconds() >= 1:
            self._noted = now
            with suppress(OSError):  # of a full disk the load itself tells
                note_progress(self.folder, words, now)

    def _say(self, source: UpdateSource, words: str) -> None:
        self.reports.say(f"{source.id}: {words}")
        self._note(f"{source.id}, {words}")

    def _checked(
        self,
        source: UpdateSource,
        offered: OfferedFile,
        path: Path,
        validator: str | None,
        version: str | None,
    ) -> RawFile:
        """Compare a file with what is published of it, and say so in one line.

        Raises:
            BadFile: It differs, or is another file.
        """
        name = _plain(offered.name)
        try:
            with path.open("rb") as file:
                checks.check_beginning(offered.rule, name, file.read(1 << 16))
            found = checks.hashes(path)
        except OSError as error:
            raise BadFile(f"{name} cannot be read: {error.strerror or error}.") from error
        checks.check_bytes(name, path, found, offered.size, offered.md5, offered.sha256)
        size = path.stat().st_size
        published = "as published" if offered.checksum else "no checksum is published"
        self._say(source, f"{name}: {size:,} bytes, SHA-256 {found.sha256}, {published}")
        return RawFile(
            name=name,
            url=offered.url,
            bytes=size,
            sha256=found.sha256,
            identity=offered.identity or validator,
            checksum=offered.checksum,
            version=version,
        )

    def _built(
        self,
        source: UpdateSource,
        choice: Choice,
        offer: Offer,
        files: Sequence[tuple[Path, RawFile]],
    ) -> Result:
        update = Update(
            source=source.id,
            retrieved=self.clock().isoformat(timespec="seconds"),
            files=tuple(raw for _, raw in files),
        )
        scratch = self.folder / INCOMING / source.id
        loaded = Loaded([path for path, _ in files], offer.version, offer.notes, scratch)
        try:
            table = READERS[source.id](loaded, self._genes, lambda line: self._say(source, line))
        except BadFile:  # the next run loads it anew
            shutil.rmtree(self.folder / INCOMING / source.id, ignore_errors=True)
            raise
        before = self._tables().get(table.name)
        checks.check_table(
            source, table.name, table.built, before, smaller_is_right=choice.accept_smaller
        )
        built = self.folder / INCOMING / BUILT
        try:
            entry = write_built(replace(table, update=update), built)
        except OSError as error:
            raise SnapshotError(
                f"{built} cannot be written: {error.strerror or error}.",
                "What is loaded stays; make room and run the update again.",
            ) from error
        folders = {"new": built, "old": self.folder}
        unharmed = before is not None and before.update and not problem_of(self.folder, before)
        if before is not None and unharmed and checks.same_rows(entry, before, folders):
            return Result(
                source,
                Outcome.CURRENT,
                f"the rows of {_named(entry)} are those of {_named(before)}, which stays",
            )
        words = f"{_named(entry)}, {entry.rows:,} rows" + (
            f", in the place of {_named(before)}, {before.rows:,} rows" if before else ""
        )
        for caveat in entry.caveats:
            self._say(source, f"note: {caveat}")
        return Result(source, Outcome.SWITCHED, words, table.name, entry)

    def _tidy(self, result: Result, choice: Choice) -> None:
        """Delete what was loaded, or keep it with its SHA-256, fit for `--from`."""
        folder = self.folder / INCOMING / result.source.id
        if choice.keep_raw and result.entry is not None and result.entry.update is not None:
            raw = self.folder / RAW
            raw.mkdir(exist_ok=True)
            for file in result.entry.update.files:
                if (folder / file.name).exists():
                    (folder / file.name).replace(raw / file.name)
                    _note(raw / SUMS, file.name, f"{file.sha256}  {file.name}")
                    if file.version and result.source.versions in SAID_BY_SERVICE:
                        _note(raw / VERSIONS, file.name, f"{file.version}\t{file.name}")
        shutil.rmtree(folder, ignore_errors=True)


def _named(entry: TableEntry) -> str:
    return entry.release or "release not stated"


def _version(here: tuple[str, TableEntry] | None, offer: Offer) -> str:
    return (here[1].release if here else None) or offer.version or "what is here"


def _plain(name: str) -> str:
    """Return a file's name fit for this disk: a service chose it."""
    return shown(Path(name).name, 120).replace("?", "_").lstrip(".") or "file"


def _note(path: Path, name: str, fresh_line: str) -> None:
    """Write what is known of a file into the list of a folder, in the place of an older line."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in lines if not line.endswith((f" {name}", f"\t{name}"))]
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text("\n".join([*kept, fresh_line]) + "\n", encoding="utf-8")
    fresh.replace(path)


def exit_code(results: Sequence[Result]) -> int:
    """Return 0: all are updated or current; 3: some are; 1: none is."""
    failed = sum(result.outcome is Outcome.FAILED for result in results)
    well = sum(result.outcome in (Outcome.SWITCHED, Outcome.CURRENT) for result in results)
    if not well:
        return 1
    return 3 if failed else 0
