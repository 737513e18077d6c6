"""Everything that can go wrong, as one tree.

DashboardError
├── BadInput                 the person asked for something that is not there
│   ├── BadFile              a file given to `import` is not what it should be
│   ├── BadParameter         a parameter has a value that is not allowed
│   ├── BadRelease           no such gnomAD release
│   ├── BadList              a list of genes that cannot be read, or is too long
│   ├── GeneNotFound         no gene has this name; carries the nearest ones
│   └── GeneAmbiguous        several genes have this name; carries the choices
├── SnapshotError            the embedded snapshot cannot be used
│   ├── TableDamaged         a table is missing, truncated or altered
│   └── HashChanged          a file that is pinned by its hash has another one
└── SourceError              an upstream service did not answer as it should; names the `source`
    ├── SourceUnreachable    no connection: refused, no such host, reset, certificate
    ├── SourceTimeout        no answer in time
    ├── SourceBusy           too many questions: theirs or our own limit; `retry_after`
    ├── SourceDown           it answers with faults, or is left alone after several; `retry_after`
    ├── SourceRefused        the request is at fault; HTTP `status` and their `detail`
    └── SourceUnreadable     an answer that is no data: web page, broken off, too large, empty

Each error has a `kind` (a stable word for programs), a message (what happened) and
a hint (what to do). Pages, JSON and the command line print these three, nothing else.
"""

from __future__ import annotations

from typing import Any, ClassVar


class DashboardError(Exception):
    """Say what happened and what to do about it."""

    kind: ClassVar[str] = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the sentence for people and the advice apart."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadInput(DashboardError):
    """The request is at fault, not the data."""

    kind = "bad_input"


class BadFile(BadInput):
    """A file is not what it should be: of another release or kind, cut off, damaged, empty."""

    kind = "bad_file"


class BadParameter(BadInput):
    """A parameter has a value that is not allowed."""

    kind = "bad_parameter"


class BadRelease(BadInput):
    """No release has this name."""

    kind = "bad_release"


class BadList(BadInput):
    """A file or text is no list of genes that can be read: another format, too large, too long.

    `columns` are those of a table in which no column of genes was found, to choose from (each has
    a name, three examples, how many cells name a gene of how many); `sheets` those of a workbook.
    """

    kind = "bad_list"

    def __init__(
        self,
        message: str,
        hint: str = "",
        columns: tuple[Any, ...] = (),
        sheets: tuple[str, ...] = (),
    ) -> None:
        """Carry the columns and sheets to choose from; none: there is no choice."""
        super().__init__(message, hint)
        self.columns = columns
        self.sheets = sheets


class GeneNotFound(BadInput):
    """No gene answers to this name; `suggestions` are the nearest symbols, `names` their names."""

    kind = "gene_not_found"

    def __init__(
        self,
        message: str,
        hint: str = "",
        suggestions: tuple[str, ...] = (),
        names: tuple[str, ...] = (),
    ) -> None:
        """Carry the nearest symbols, best first; no names: they are not known."""
        super().__init__(message, hint)
        self.suggestions = suggestions
        self.names = names


class GeneAmbiguous(BadInput):
    """Several genes answer to this name; `choices` are their symbols, `names` their names."""

    kind = "gene_ambiguous"

    def __init__(
        self,
        message: str,
        hint: str = "",
        choices: tuple[str, ...] = (),
        names: tuple[str, ...] = (),
    ) -> None:
        """Carry the approved symbols to choose from; no names: they are not known."""
        super().__init__(message, hint)
        self.choices = choices
        self.names = names


class PossibleDate(GeneAmbiguous):
    """A date, or a number that is one in Excel, that a spreadsheet can have made of a symbol."""


class SeveralNamed(GeneAmbiguous):
    """A text that as a whole is no name, and whose parts name several genes: EML4::ALK."""


class SnapshotError(DashboardError):
    """The embedded snapshot cannot be used."""

    kind = "snapshot"


class TableDamaged(SnapshotError):
    """A table of the snapshot is missing, truncated or altered."""

    kind = "snapshot_table_damaged"


class HashChanged(SnapshotError):
    """A file pinned by its SHA-256 has another one."""

    kind = "hash_changed"


class SourceError(DashboardError):
    """An upstream service did not answer as it should; `source` is its short name."""

    kind = "source"

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        source: str = "",
        retry_after: float | None = None,
    ) -> None:
        """Carry the source's short name and the seconds after which asking again makes sense."""
        super().__init__(message, hint)
        self.source = source
        self.retry_after = retry_after


class SourceUnreachable(SourceError):
    """There is no connection: refused, no such host, reset, a certificate that is not accepted."""

    kind = "source_unreachable"


class SourceTimeout(SourceError):
    """There is no answer, or no whole answer, in time."""

    kind = "source_timeout"


class SourceBusy(SourceError):
    """Too many questions: the source says so, or our own limit for it does."""

    kind = "source_busy"


class SourceDown(SourceError):
    """The source answers with faults, or is left alone for a while after several."""

    kind = "source_down"


class SourceRefused(SourceError):
    """The request is at fault: `status` is HTTP's, `detail` the first part of what they wrote.

    The detail is their text: redacted and shortened, but for programs, not for the page.
    """

    kind = "source_refused"

    def __init__(
        self, message: str, hint: str = "", *, source: str = "", status: int = 0, detail: str = ""
    ) -> None:
        """Carry what a source module may decide by, for example an unknown GraphQL field."""
        super().__init__(message, hint, source=source)
        self.status = status
        self.detail = detail


class SourceUnreadable(SourceError):
    """The answer is no data: a web page, broken off, wrongly encoded, too large, empty."""

    kind = "source_unreadable"
