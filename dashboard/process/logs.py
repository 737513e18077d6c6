"""One structured log line an event, on standard error: own events and those of libraries."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

NAMING = ("gene", "genes", "key", "path", "first")
"""Fields of events that can name a gene that somebody looked at."""
ADDRESSES = ("refused",)  # events whose path was shortened already to what names no gene

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


class _Lines(logging.Handler):
    """Write what libraries log as JSON lines, wherever standard error is now."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; a traceback is text inside of it."""
        sys.stderr.write(f"{self.format(record)}\n")
        sys.stderr.flush()


def configure_logs(level: str, *, names_genes: bool = False) -> None:
    """Write JSON lines at or above a level; safe to call more than once.

    Args:
        level: Least severe level that is written.
        names_genes: Whether fields that can name a gene are written.
    """
    hidden = [] if names_genes else [_without_genes]
    structlog.configure(
        processors=[
            *_SHARED,
            *hidden,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    if not any(isinstance(handler, _Lines) for handler in root.handlers):
        handler = _Lines()
        handler.setFormatter(_formatter())
        root.addHandler(handler)


def library_logs(*loggers: str, level: str) -> dict[str, Any]:
    """Return a `logging.config` dictionary by which these loggers write JSON lines."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": _formatter}},
        "handlers": {"lines": {"()": _Lines, "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            name: {"handlers": ["lines"], "level": level, "propagate": False} for name in loggers
        },
    }


def _formatter() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_SHARED, structlog.stdlib.add_logger_name],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
    )


def _without_genes(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leave out what can name a gene that somebody looked at."""
    for name in NAMING:
        if not (name == "path" and event.get("event") in ADDRESSES):
            event.pop(name, None)
    return event
