"""What a source offers now: by a bucket's listing, a tag, a given address, or a folder here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from dashboard.errors import (
    BadFile,
    BadParameter,
    SourceError,
    SourceRefused,
    SourceUnreadable,
)
from dashboard.rules.releases import importable
from dashboard.tables.importing.opening import shown
from dashboard.tables.manifest import RawFile, TableEntry
from dashboard.update.checks import GZIP, hex_of, text_of
from dashboard.update.sources import (
    SAID_BY_SERVICE,
    Checksum,
    FileRule,
    UpdateSource,
    Versions,
)
from dashboard.upstream.http import Http, Upstream
from dashboard.upstream.http.download import Downloads, State

SUMS = "SHA256SUMS"
"""Of a folder of raw files, as `sha256sum` writes it."""

VERSIONS = "VERSIONS.tsv"
"""Of the same folder: the release or day that a service gives a file, which is not in it."""

_RELEASE = re.compile(r"v?(\d+(?:\.\d+)*)")
_TAG = re.compile(r"v\d{4}-\d{2}-\d{2}")
_MD5 = re.compile(r"[0-9a-f]{32}")
_MOST_PAGES = 20
_DAY_FOLDER = re.compile(r"href=\"(\d{4})_(\d{2})_(\d{2})/?\"")
_MOST_DAYS = 3
VCF = "vcf_GRCh38/clinvar.vcf.gz"
"""Of ClinVar, below its folder: its header has the day of the release."""

_FILE_DATE = re.compile(rb"^##fileDate=(\d{4}-\d{2}-\d{2})\s*$", re.MULTILINE)
_MOST_DAYS_APART = 7  # the VCF is of the Sunday before the table's Monday


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedFile:
    """A file as it is offered: at a `url`, or at a `path` here.

    `size`, `md5`, `sha256` are what is published of it, `identity` what its service calls this
    state of it; None: nothing.
    """

    rule: FileRule
    name: str
    url: str | None = None
    path: Path | None = None
    size: int | None = None
    md5: str | None = None
    sha256: str | None = None
    identity: str | None = None

    @property
    def checksum(self) -> str | None:
        """Return what is published of its bytes, as the manifest has it."""
        return f"md5:{self.md5}" if self.md5 else f"sha256:{self.sha256}" if self.sha256 else None


@dataclass(frozen=True, slots=True)
class Offer:
    """The files of one version; None: it is known when they are loaded. `notes` are for people."""

    version: str | None
    files: tuple[OfferedFile, ...]
    notes: tuple[str, ...] = ()

    @property
    def size(self) -> int | None:
        """Return the bytes of all files, None where one is not known."""
        sizes = [file.size for file in self.files]
        return None if None in sizes else sum(size or 0 for size in sizes)

    def is_of(self, entry: TableEntry | None, source: UpdateSource) -> bool:
        """Tell whether a table was built from just these files; where that is not known, not."""
        if entry is None or entry.update is None or entry.update.source != source.id:
            return False
        built_from = {file.name: file for file in entry.update.files}
        return all(_same(file, built_from.get(file.name)) for file in self.files)


def _same(offered: OfferedFile, built_from: RawFile | None) -> bool:
    if built_from is None:
        return False
    pairs = (
        (offered.identity, built_from.identity),
        (offered.checksum, built_from.checksum),  # a bucket may copy the same bytes again
    )
    return any(one is not None and one == other for one, other in pairs)


@dataclass(frozen=True, slots=True)
class Wire:
    """The ways to the services, and each source as an upstream."""

    http: Http
    downloads: Downloads
    upstreams: Mapping[str, Upstream]
    addresses: Mapping[str, str]

    def offered(self, source: UpdateSource) -> Offer:
        """Return what a source offers.

        Raises:
            SourceError: It does not answer, or with something else.
            BadParameter: The address given for it cannot be used.
        """
        given = self.addresses.get(source.id, "")
        if given and not given.endswith("/"):
            return self._at_address(source, given)
        offers = {
            Versions.LISTED: self._listed,
            Versions.TAGGED: self._tagged,
            Versions.SAME_ADDRESS: self._same_address,
            Versions.RECORD: self._record,
            Versions.DATED: self._dated,
            Versions.WITH_VCF: self._with_vcf,
            Versions.ON_REQUEST: self._on_request,
        }
        return offers[source.versions](source)

    def _dated(self, source: UpdateSource) -> Offer:
        """Return the newest day's file out of a page that lists a folder for each day."""
        (rule,) = source.files
        folder = f"{self._base(source)}/{source.folder}"
        page = self.downloads.beginning(
            self.upstreams[source.id], f"{folder}/", source.hosts
        ).decode("utf-8", "replace")
        days = sorted({"-".join(found) for found in _DAY_FOLDER.findall(page)}, reverse=True)
        for day in days[:_MOST_DAYS]:
            url = f"{folder}/{day.replace('-', '_')}/{rule.path.format(version=day)}"
            md5 = first_word(self._beginning(source, f"{url}.md5") or b"")
            try:
                state = self._state(source, url)
            except SourceRefused:
                continue  # a day without this file
            file = OfferedFile(
                rule=rule,
                name=rule.name.format(version=day),
                url=url,
                size=state.total,
                md5=md5 if _MD5.fullmatch(md5) else None,
                identity=f"{day}, {state.validator}" if state.validator else day,
            )
            return Offer(day, (file,))
        raise SourceUnreadable(
            f"{source.title}: the service lists no day with this file.",
            "Name the file's address with --url, or download it and use --from.",
            source=source.id,
        )

    def _on_request(self, source: UpdateSource) -> Offer:
        """Return files that are made when they are asked for: nothing is known of them before."""
        return Offer(None, tuple(self._plain(source, rule, "") for rule in source.files))

    def _plain(self, source: UpdateSource, rule: FileRule, version: str) -> OfferedFile:
        base = "/".join(part for part in (self._base(source), source.folder) if part)
        url = f"{base}/{rule.path.format(version=version)}"
        return OfferedFile(rule=rule, name=rule.name, url=url, identity=version or None)

    def _base(self, source: UpdateSource) -> str:
        return self.upstreams[source.id].base_url.rstrip("/")

    def _tagged(self, source: UpdateSource) -> Offer:
        latest = f"{self._base(source)}/{source.folder}/releases/latest"
        tag = self.downloads.redirect(self.upstreams[source.id], latest).rpartition("/")[2]
        if not _TAG.fullmatch(tag):
            raise SourceUnreadable(
                f"{source.title}: the newest release has the tag {shown(tag, 40)!r}, which is no "
                "day.",
                "Look at the source's page of releases.",
                source=source.id,
            )
        files = []
        for rule in source.files:
            file = self._plain(source, rule, tag)
            state = self._state(source, file.url or "")
            files.append(replace(file, size=state.total))
        return Offer(tag, tuple(files))

    def _same_address(self, source: UpdateSource) -> Offer:
        """Return files whose address never changes; their version is the newest one's day."""
        files, days = [], []
        for rule in source.files:
            file = self._plain(source, rule, "")
            state = self._state(source, file.url or "")
            etag = (state.etag or "").strip('"').lower()
            is_md5 = source.checksum is Checksum.ETAG_MD5 and _MD5.fullmatch(etag)
            files.append(
                replace(
                    file,
                    size=state.total,
                    md5=etag if is_md5 else None,
                    identity=state.validator,
                )
            )
            if day := _day(state.modified):
                days.append(day)
        return Offer(max(days, default=None), tuple(files))

    def _record(self, source: UpdateSource) -> Offer:
        """Return the files of a record of Zenodo, with what it publishes of their bytes."""
        record = self.http.json(source.id, f"api/records/{source.folder}")
        listed = record.get("files") if isinstance(record, dict) else None
        found = {
            str(one.get("key")): one
            for one in (listed if isinstance(listed, list) else ())
            if isinstance(one, dict)
        }
        absent = [rule.path for rule in source.files if rule.path not in found]
        if absent:
            raise SourceUnreadable(
                f"{source.title}: record {source.folder} lists no {', '.join(absent)}.",
                "Name the file's address with --url, or download it and use --from.",
                source=source.id,
            )
        files = []
        for rule in source.files:
            item = found[rule.path]
            kind, _, digest = str(item.get("checksum") or "").partition(":")
            md5 = digest.lower() if kind == "md5" and _MD5.fullmatch(digest.lower()) else None
            files.append(
                OfferedFile(
                    rule=rule,
                    name=rule.path,
                    url=f"{self._base(source)}/records/{source.folder}/files/{quote(rule.path)}",
                    size=int(item["size"]) if str(item.get("size")).isdecimal() else None,
                    md5=md5,
                    identity=f"Zenodo record {source.folder}, {md5}" if md5 else None,
                )
            )
        return Offer(f"Zenodo record {source.folder}", tuple(files))

    def _with_vcf(self, source: UpdateSource) -> Offer:
        """Return ClinVar's table with its MD5, and its day as the VCF beside it says it.

        Files of one week are not one build: a VCF that is not of the week before the table, or
        that cannot be read, dates nothing; then the day of the table's file stands, and is called
        that.
        """
        (rule,) = source.files
        file = self._plain(source, rule, "")
        state = self._state(source, file.url or "")
        notes = []
        md5 = first_word(self._beginning(source, f"{file.url}.md5") or b"")
        if not _MD5.fullmatch(md5):
            md5 = ""
            notes.append("No MD5 is published beside the file today.")
        modified = day_of_header(state.modified)
        vcf = self._beginning(source, f"{self._base(source)}/{source.folder}/{VCF}")
        day = vcf_day(vcf or b"")
        if day and modified and not 0 <= (modified - day).days <= _MOST_DAYS_APART:
            day = None
        if day:
            said = f", the table's own file {modified} (Last-Modified)" if modified else ""
            notes.append(f"Dated {day} by the header of ClinVar's VCF{said}.")
        elif modified:
            day = modified
            notes.append(
                f"Dated {day} by the table's file (Last-Modified): ClinVar's VCF has no date "
                "of that week."
            )
        version = day.isoformat() if day else None
        return Offer(
            version,
            (
                replace(
                    file,
                    name=rule.name.format(version=version) if version else "variant_summary.txt.gz",
                    size=state.total,
                    md5=md5 or None,
                    identity=state.validator,
                ),
            ),
            tuple(notes),
        )

    def _beginning(self, source: UpdateSource, url: str) -> bytes | None:
        """Return the first bytes of a small or large file beside a table; None: not to be had."""
        try:
            return self.downloads.beginning(self.upstreams[source.id], url, source.hosts)
        except SourceError:
            return None

    def _state(self, source: UpdateSource, url: str) -> State:
        """Return what is said of a file; nothing where its service answers with it whole only."""
        try:
            return self.downloads.size(self.upstreams[source.id], url, source.hosts)
        except SourceRefused as refused:
            if refused.status in (403, 405, 501):
                return State(None, None, None)
            raise

    def _at_address(self, source: UpdateSource, url: str) -> Offer:
        offer = _at_address(source, url)
        (file,) = offer.files
        state = self._state(source, url)
        return replace(offer, files=(replace(file, size=state.total, identity=state.validator),))

    def _listed(self, source: UpdateSource) -> Offer:
        """Return the newest release that has the file and that this program knows."""
        (rule,) = source.files
        notes = []
        for version in self._versions(source):
            name = f"v{version}"
            if rule.version_in(rule.name.format(version=version)) is None:
                continue  # a release of another source
            if name not in importable():
                notes.append(f"{name} is there; this version of the program does not know it.")
                continue
            found = self._constraint_file(source, rule, version)
            if found is not None:
                return Offer(name, (found,), tuple(notes))
            notes.append(f"{name} is there, without a file of gene constraint.")
        raise SourceUnreadable(
            " ".join((f"{source.title}: the bucket lists no file of it.", *notes)),
            "Name the file's address with --url, or download it and use --from.",
            source=source.id,
        )

    def _versions(self, source: UpdateSource) -> list[str]:
        """Return the numbers of the releases in the bucket, newest first."""
        params = {"prefix": "release/", "delimiter": "/", "fields": "prefixes,nextPageToken"}
        numbers = set()
        for page in self._pages(source, params):
            for prefix in page.get("prefixes", ()):
                name = str(prefix).removeprefix("release/").rstrip("/")
                if found := _RELEASE.fullmatch(name):
                    numbers.add(tuple(int(part) for part in found[1].split(".")))
        return [".".join(map(str, number)) for number in sorted(numbers, reverse=True)]

    def _constraint_file(
        self, source: UpdateSource, rule: FileRule, version: str
    ) -> OfferedFile | None:
        params = {
            "prefix": rule.path.format(version=version),
            "fields": "items(name,size,md5Hash,generation),nextPageToken",
        }
        for page in self._pages(source, params):
            for item in page.get("items", ()):
                path = str(item.get("name", ""))
                name = path.rpartition("/")[2]
                if rule.version_in(name) == version:
                    return self._item(source, rule, item, name)
        return None

    def _item(
        self, source: UpdateSource, rule: FileRule, item: Mapping[str, Any], name: str
    ) -> OfferedFile:
        generation, size, md5 = (item.get(key) for key in ("generation", "size", "md5Hash"))
        url = f"{self._base(source)}/{source.folder}/{quote(str(item['name']))}"
        if generation:  # its bytes cannot change while it is loaded
            url += f"?generation={quote(str(generation))}"
        return OfferedFile(
            rule=rule,
            name=name,
            url=url,
            size=int(str(size)) if str(size).isdecimal() else None,
            md5=hex_of(str(md5)) if md5 else None,
            identity=f"generation {generation}" if generation else None,
        )

    def _pages(self, source: UpdateSource, params: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        token = ""
        for _ in range(_MOST_PAGES):
            sent = {**params, "pageToken": token} if token else dict(params)
            page = self.http.json(source.id, f"storage/v1/b/{source.folder}/o", params=sent)
            if not isinstance(page, dict):
                break
            yield page
            token = str(page.get("nextPageToken") or "")
            if not token:
                return
        raise SourceUnreadable(
            f"{source.title}: the bucket's listing cannot be read.",
            "Name the file's address with --url, or download it and use --from.",
            source=source.id,
        )


def _day(modified: str | None) -> str | None:
    """Return the ISO day of a Last-Modified header, None where it has none."""
    try:
        return parsedate_to_datetime(modified).date().isoformat() if modified else None
    except ValueError:
        return None


def base_of(source: UpdateSource, given: str, setting: str | None) -> str:
    """Return the address of a source's service: a mirror that is given, else the setting's.

    Raises:
        BadParameter: The given address is no plain http(s) address.
    """
    if not given:
        return setting or source.base_url
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise BadParameter(
            f"{shown(given, 120)!r} is no address.", "Give --url ID=https://host/path."
        )
    return given.rstrip("/") if given.endswith("/") else f"{parts.scheme}://{parts.netloc}"


def _at_address(source: UpdateSource, url: str) -> Offer:
    if len(source.files) > 1:
        raise BadParameter(
            f"{source.id} has {len(source.files)} files.",
            "Give the address of a mirror, which ends with a slash, or use --from.",
        )
    (rule,) = source.files
    name = urlsplit(url).path.rpartition("/")[2]
    version = rule.version_in(name)
    if source.versions is Versions.LISTED and not version:
        raise BadParameter(
            f"The name {shown(name, 80)!r} does not say which release it is.",
            f"It should be such as {rule.name.format(version='4.1.1')}.",
        )
    release = f"v{version}" if version else None
    return Offer(
        _known(release, source), (OfferedFile(rule=rule, name=name or rule.name, url=url),)
    )


def offered_in(source: UpdateSource, folder: Path) -> Offer | None:
    """Return what a folder has of a source, its newest version; None: not all of its files.

    Raises:
        BadFile: The folder cannot be read, or has a release that this program does not know.
    """
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file())
        sums = _sums(folder / SUMS)
        versions = _versions(folder / VERSIONS)
    except OSError as error:
        raise BadFile(f"{folder} cannot be read: {error.strerror or error}.") from error
    files = []
    told: list[str | None] = []
    version = ""
    for rule in source.files:
        found = [(rule.version_in(name), name) for name in names]
        known = [(_numbers(one), one, name) for one, name in found if one is not None]
        if not known:
            return None
        _, version, name = max(known)
        if source.versions in SAID_BY_SERVICE:
            told.append(versions.get(name))
        files.append(
            OfferedFile(
                rule=rule,
                name=name,
                path=folder / name,
                sha256=sums.get(name),
                md5=_md5_beside(folder / name),
            )
        )
    if source.versions is Versions.WITH_VCF:
        return Offer(version or None, tuple(files), _named_day(version, files[0].name))
    if source.versions is Versions.DATED:
        return Offer(version or None, tuple(files))
    release = f"v{version}" if version else None
    if told:
        release = max((one for one in told if one), default=None)
    return Offer(_known(release, source), tuple(files))


def _named_day(version: str, name: str) -> tuple[str, ...]:
    if version:
        return (f"Dated {version} by the name {shown(name, 60)}.",)
    return (f"The name {shown(name, 60)} has no date, and the file states none.",)


def _md5_beside(path: Path) -> str | None:
    """Return the MD5 of a file as NAME.md5 beside it has it; None without one."""
    beside = path.with_name(f"{path.name}.md5")
    if not beside.is_file():
        return None
    with beside.open("rb") as file:
        word = first_word(file.read(200))
    return word if _MD5.fullmatch(word) else None


def first_word(content: bytes) -> str:
    """Return what a list of checksums begins with; "" where there is none."""
    words = content[:200].decode("ascii", "replace").split()
    return words[0].lower() if words else ""


def day_of_header(modified: str | None) -> date | None:
    """Return the day of a Last-Modified header; None: it has none."""
    try:
        return parsedate_to_datetime(modified).date() if modified else None
    except ValueError:
        return None


def vcf_day(packed: bytes) -> date | None:
    """Return the day that the header of a VCF states, by its first bytes; None: none."""
    found = _FILE_DATE.search(text_of(packed) if packed.startswith(GZIP) else packed)
    try:
        return date.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def _known(release: str | None, source: UpdateSource) -> str | None:
    if source.versions is Versions.LISTED and release not in importable():
        raise BadFile(
            f"{source.title}: this version of the program does not know {release}.",
            f"It knows {', '.join(importable())}.",
        )
    return release


def _versions(path: Path) -> dict[str, str]:
    """Return the version of each file that a list names; none without a list."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    pairs = (line.split("\t") for line in lines)
    return {pair[1]: shown(pair[0], 60) for pair in pairs if len(pair) == 2}


def _sums(path: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that a list names; none without a list."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    parts = (line.split(maxsplit=1) for line in lines)
    return {pair[1].lstrip("*"): pair[0].lower() for pair in parts if len(pair) == 2}
