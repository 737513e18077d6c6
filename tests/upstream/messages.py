"""A request and a response, apart from the wire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

JSON = "application/json"
TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """A request to one source; `path` has neither the source's prefix nor a slash before it."""

    method: str
    source: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def fields(self) -> Mapping[str, str]:
        """Return the parameters of the query, and those of a form in the body."""
        if "form-urlencoded" not in self.headers.get("content-type", ""):
            return self.query
        return {**self.query, **dict(parse_qsl(self.body.decode(), keep_blank_values=True))}

    def accepts_json(self) -> bool:
        """Tell whether the client named JSON as what it takes."""
        return JSON in self.headers.get("accept", "") or JSON in self.query.get("content-type", "")


@dataclass(frozen=True, slots=True)
class Response:
    """What to send back."""

    body: bytes
    status: int = 200
    kind: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)


def of_json(value: Any, status: int = 200, **headers: str) -> Response:
    """Return an answer of JSON; underscores in names of headers are dashes."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Response(json.dumps(value).encode(), status, JSON, named)


def of_text(text: str, status: int = 200, kind: str = TEXT) -> Response:
    """Return an answer of text."""
    return Response(text.encode(), status, kind)


def read(method: str, target: str, headers: Mapping[str, str], body: bytes) -> Request:
    """Return a request; the first part of its path names the source."""
    parts = urlsplit(target)
    source, _, path = parts.path.lstrip("/").partition("/")
    query = dict(parse_qsl(parts.query.replace(";", "&"), keep_blank_values=True))
    lower = {name.lower(): value for name, value in headers.items()}
    return Request(method, source, unquote(path), query, lower, body)
