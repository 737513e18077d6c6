"""What a source needs of the wire: ask one of the upstream services for something.

`dashboard.upstream.http.Http` is the one that does it; a source knows only this much of it, so that
it can be tried without a network.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class HttpClient(Protocol):
    """Ask upstream services by name.

    Every method raises `dashboard.errors.SourceError` (or a subclass) and nothing else.
    `gene` is the gene the question is about; it stands in the log and nowhere else.
    """

    def json(
        self,
        upstream: str,
        path: str = "",
        *,
        params: Mapping[str, str] | None = None,
        body: object | None = None,
        headers: Mapping[str, str] | None = None,
        gene: str | None = None,
        slow: bool = False,
    ) -> Any:
        """Return a JSON answer: a GET, or a POST of JSON where `body` is given.

        A `slow` question may take the source a minute.
        """
        ...

    def form(
        self,
        upstream: str,
        path: str,
        data: Mapping[str, str],
        *,
        gene: str | None = None,
    ) -> Any:
        """Return the JSON answer to a POST of form fields (E-utilities with many ids)."""
        ...

    def text(
        self,
        upstream: str,
        path: str = "",
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        gene: str | None = None,
    ) -> str:
        """Return an answer as text."""
        ...

    def content(
        self,
        upstream: str,
        path: str = "",
        *,
        params: Mapping[str, str] | None = None,
        gene: str | None = None,
    ) -> bytes:
        """Return an answer as bytes."""
        ...
