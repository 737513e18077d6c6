"""A mirror of the services that `update` loads from: a real HTTP server on loopback.

It answers Range, If-Range, If-None-Match, If-Modified-Since, HEAD, a bucket's listing and the
redirect of a newest release, and every fault that a test switches on.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

BUCKET = "gcp-public-data--gnomad"
HPO = "obophenotype/human-phenotype-ontology"
PIECE = 16 * 1024


@dataclass
class File:
    """A file of the mirror; without `etag` and `dated` it cannot be continued.

    `cuts` are the bytes after which one answer after the other breaks off; `starts_at` is where an
    answer to a Range begins whatever is asked; `status` stands in place of 200; `listed_md5` is a
    checksum that the listing lies about, `tagged` an ETag that does.
    """

    content: bytes
    etag: bool = True
    dated: bool = True
    age: int = 0
    cuts: list[int] = field(default_factory=list)
    starts_at: int | None = None
    status: list[int] = field(default_factory=list)
    listed_md5: str | None = None
    after: Any = None
    tagged: str | None = None

    @property
    def tag(self) -> str:
        """Return the strong ETag of the content, or the one that stands in its place."""
        return self.tagged or '"' + hashlib.md5(self.content).hexdigest() + '"'

    @property
    def modified(self) -> str:
        """Return the date of the content."""
        return formatdate(1_700_000_000 + self.age, usegmt=True)


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    status: int = 0
    sent: int = 0


@dataclass
class Mirror:
    """The files by path, and what was asked; `releases` are folders of the bucket without files."""

    files: dict[str, File] = field(default_factory=dict)
    releases: list[str] = field(default_factory=lambda: ["2.1", "3.1.2", "4.0", "v4.0", "oddity"])
    tag: str = "v2026-09-02"
    records: dict[str, list[str]] = field(default_factory=dict)
    days: set[str] = field(default_factory=set)
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def gnomad(self, release: str, name: str, content: bytes, **more: Any) -> File:
        """Put a constraint file into the bucket."""
        path = f"{BUCKET}/release/{release}/constraint/{name}"
        return self.files.setdefault(path, File(content, **more))

    def hpo(self, name: str, content: bytes, **more: Any) -> File:
        """Put a file into HPO's newest release."""
        path = f"{HPO}/releases/download/{self.tag}/{name}"
        return self.files.setdefault(path, File(content, **more))

    def clingen(self, kind: str, content: bytes) -> File:
        """Let ClinGen make a file on request."""
        file = File(content, etag=False, dated=False)
        return self.files.setdefault(f"kb/gene-{kind}/download", file)

    def gencc(self, content: bytes, **more: Any) -> File:
        """Let GenCC offer its submissions; its ETag is their MD5."""
        return self.files.setdefault(
            "download/action/submissions-export-tsv", File(content, **more)
        )

    def record(self, number: str, name: str, content: bytes, **more: Any) -> File:
        """Put a file into a record of Zenodo."""
        self.records.setdefault(number, []).append(name)
        return self.files.setdefault(f"records/{number}/files/{name}", File(content, **more))

    def alphamissense(self, content: bytes, **more: Any) -> File:
        """Put AlphaMissense's means into their bucket."""
        path = "dm_alphamissense/AlphaMissense_gene_hg38.tsv.gz"
        return self.files.setdefault(path, File(content, **more))

    def g2p(self, day: str, content: bytes, *, md5: str = "") -> File:
        """Put all panels of G2P into the folder of a day, with their MD5, and list the folder."""
        above = "pub/databases/gene2phenotype/G2P_data_downloads"
        self.days.add(day)
        links = "".join(f'<a href="{one.replace("-", "_")}/">x</a>' for one in sorted(self.days))
        self.files[f"{above}/"] = File(f"<html><body>{links}</body></html>".encode())
        path = f"{above}/{day.replace('-', '_')}/allG2P_{day}.csv.gz"
        digest = md5 or hashlib.md5(content).hexdigest()
        self.files[f"{path}.md5"] = File(f"{digest}  allG2P_{day}.csv.gz\n".encode())
        return self.files.setdefault(path, File(content))

    def described(self, number: str) -> dict[str, Any]:
        """Return what Zenodo says of a record."""
        found = []
        for name in self.records[number]:
            file = self.files[f"records/{number}/files/{name}"]
            digest = file.listed_md5 or hashlib.md5(file.content).hexdigest()
            found.append({"key": name, "size": len(file.content), "checksum": f"md5:{digest}"})
        return {"id": int(number), "files": found}

    def of(self, end: str, method: str = "GET") -> list[Asked]:
        """Return the requests of paths with an end."""
        return [one for one in self.asked if one.path.endswith(end) and one.method == method]

    def listing(self, query: dict[str, list[str]]) -> dict[str, Any]:
        """Return a page of the bucket's listing; folders come on two pages."""
        prefix = query["prefix"][0]
        paths = {path.removeprefix(f"{BUCKET}/"): file for path, file in self.files.items()}
        if query.get("delimiter"):
            found = {path.split("/")[1] for path in paths if path.startswith(prefix)}
            folders = sorted(f"release/{one}/" for one in found | set(self.releases))
            half = len(folders) // 2
            if query.get("pageToken"):
                return {"prefixes": folders[half:]}
            return {"prefixes": folders[:half], "nextPageToken": "next"}
        items = [
            {
                "name": path,
                "size": str(len(file.content)),
                "md5Hash": file.listed_md5
                or base64.b64encode(hashlib.md5(file.content).digest()).decode(),
                "generation": str(1_000 + file.age),
            }
            for path, file in sorted(paths.items())
            if path.startswith(prefix)
        ]
        return {"items": items}


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer a file, a listing or a redirect."""
        mirror = self.server.mirror
        parts = urlsplit(self.path)
        asked = Asked(self.command, parts.path, dict(self.headers.items()))
        mirror.asked.append(asked)
        path = parts.path.lstrip("/")
        with suppress(BrokenPipeError, ConnectionError):
            if path == f"storage/v1/b/{BUCKET}/o":
                self._send(200, json.dumps(mirror.listing(parse_qs(parts.query))).encode(), asked)
            elif path == f"{HPO}/releases/latest":
                place = f"{mirror.url}{HPO}/releases/tag/{mirror.tag}"
                self._send(302, b"", asked, {"Location": place})
            elif path.startswith("api/records/") and path.rpartition("/")[2] in mirror.records:
                said = mirror.described(path.rpartition("/")[2])
                self._send(200, json.dumps(said).encode(), asked)
            elif path in mirror.files:
                self._file(mirror.files[path], asked)
            else:
                self._send(404, b"<!DOCTYPE html><html>Not found</html>", asked)

    def _file(self, file: File, asked: Asked) -> None:
        if file.status:
            status = file.status.pop(0)
            self._send(status, b"busy", asked, {"Retry-After": "0"})
            return
        headers = {"Accept-Ranges": "bytes"}
        headers |= {"ETag": file.tag} if file.etag else {}
        headers |= {"Last-Modified": file.modified} if file.dated else {}
        wanted = asked.headers
        if wanted.get("If-None-Match") == file.tag or (
            file.dated and wanted.get("If-Modified-Since") == file.modified
        ):
            self._send(304, b"", asked, headers)
            return
        start = 0
        same = wanted.get("If-Range") in (file.tag, file.modified)
        if "Range" in wanted and same and (file.etag or file.dated):
            start = int(wanted["Range"].removeprefix("bytes=").rstrip("-"))
            start = start if file.starts_at is None else file.starts_at
            total = len(file.content)
            headers["Content-Range"] = f"bytes {start}-{total - 1}/{total}"
        status = 206 if "Content-Range" in headers else 200
        self._send(status, file.content[start:], asked, headers, file)

    def _send(
        self,
        status: int,
        body: bytes,
        asked: Asked,
        headers: dict[str, str] | None = None,
        file: File | None = None,
    ) -> None:
        asked.status = status
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD" or status == 304:
            return
        cut = file.cuts.pop(0) if file and file.cuts else None
        for place in range(0, len(body) if cut is None else min(cut, len(body)), PIECE):
            piece = body[place : place + PIECE]
            piece = piece if cut is None else piece[: cut - place]
            self.wfile.write(piece)
            asked.sent += len(piece)
        if cut is not None:
            if file and file.after:
                file.after()
            self.close_connection = True
            self.connection.shutdown(2)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    mirror: Mirror


@contextmanager
def serving(mirror: Mirror) -> Iterator[Mirror]:
    """Serve a mirror on a free port."""
    server = _Server(("127.0.0.1", 0), Handler)
    server.mirror = mirror
    mirror.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield mirror
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
