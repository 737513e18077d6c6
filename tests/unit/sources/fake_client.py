"""A fake of the wire: answers what it was given, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.models import Gene

STAT3 = Gene(
    hgnc_id="HGNC:11364",
    symbol="STAT3",
    name="signal transducer and activator of transcription 3",
    ensembl_id="ENSG00000168610",
    entrez_id="6774",
    uniprot_id="P40763",
    locus_group="protein-coding gene",
    mane_select="ENST00000264657.10",
    aliases=("APRF", "HIES", "ADMIO1"),
)

# Any of these may stand where an answer should.
NO_ANSWERS: tuple[Any, ...] = (None, [], {}, "", "<html>", 0, True, [None], {"x": {}}, 1e308)
HOSTILE = '<script>alert(1)</script>=HYPERLINK("x")\x00\x1b[31m <b>bold</b> \u202etxt'


@dataclass(slots=True)
class Call:
    """One question: the upstream, the path, the parameters, the gene for the log, the body."""

    upstream: str
    path: str
    params: Mapping[str, str]
    gene: str | None
    body: Any = None


@dataclass(slots=True)
class FakeClient:
    """Answers in turn; the last answer again and again."""

    answers: list[Any]
    calls: list[Call] = field(default_factory=list)

    def _next(
        self,
        upstream: str,
        path: str,
        params: Mapping[str, str] | None,
        gene: str | None,
        body: object | None = None,
    ) -> Any:
        self.calls.append(Call(upstream, path, dict(params or {}), gene, body))
        answer = self.answers[min(len(self.calls), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer

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
        """Return the next answer."""
        return self._next(upstream, path, params, gene, body)

    def form(
        self, upstream: str, path: str, data: Mapping[str, str], *, gene: str | None = None
    ) -> Any:
        """Return the next answer."""
        return self._next(upstream, path, data, gene)

    def text(
        self,
        upstream: str,
        path: str = "",
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        gene: str | None = None,
    ) -> str:
        """Return the next answer."""
        return str(self._next(upstream, path, params, gene))

    def content(
        self,
        upstream: str,
        path: str = "",
        *,
        params: Mapping[str, str] | None = None,
        gene: str | None = None,
    ) -> bytes:
        """Return the next answer."""
        return bytes(self._next(upstream, path, params, gene))


def nulled(value: Any) -> Any:
    """Return the same shape with None for every value that is no object and no list."""
    if isinstance(value, dict):
        return {key: nulled(item) for key, item in value.items()}
    return [nulled(item) for item in value] if isinstance(value, list) else None


def damaged(value: Any) -> list[Any]:
    """Return copies of an answer, each with one part of it gone, null, a number, a text, a list."""
    wrongs: tuple[Any, ...] = (None, 7, "x", [], {}, [None], {"x": 1})
    if isinstance(value, dict):
        changed = [{**value, key: wrong} for key in value for wrong in wrongs]
        gone = [{k: v for k, v in value.items() if k != key} for key in value]
        deep = [{**value, key: part} for key in value for part in damaged(value[key])]
        return [*changed, *gone, *deep]
    if isinstance(value, list) and value:
        return [[part, *value[1:]] for part in (*wrongs, *damaged(value[0]))]
    return []
