"""The packages that this process runs with: their versions and licences, as they state them."""

from __future__ import annotations

from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata

NOT_STATED = "not stated"
PACKAGES = (
    "bootstrap-flask",
    "cachetools",
    "dash",
    "dash-ag-grid",
    "dash-bootstrap-components",
    "filelock",
    "Flask-Caching",
    "Flask-Compress",
    "gunicorn",
    "limits",
    "orjson",
    "pandas",
    "plotly",
    "pyarrow",
    "pydantic",
    "pydantic-settings",
    "python-calamine",
    "RapidFuzz",
    "redis",
    "requests",
    "rich",
    "scipy",
    "structlog",
    "XlsxWriter",
)
"""Those of requirements.txt (a test compares)."""


def packages() -> list[tuple[str, str, str]]:
    """Return name, version and licence of each package that is installed."""
    found = []
    for name in PACKAGES:
        try:
            facts = metadata(name)
        except PackageNotFoundError:
            continue  # a part that this installation does without
        found.append((name, facts["Version"], _licence(facts)))
    return found


def _licence(facts: PackageMetadata) -> str:
    """Return the licence of a package: SPDX's name, else its classifier, else its first line."""
    classifiers = [one for one in facts.get_all("Classifier") or [] if one.startswith("License ::")]
    named = [one.rsplit(" :: ", 1)[-1] for one in classifiers if one.count(" :: ") > 1]
    stated = (_one(facts, "License") or "").strip().partition("\n")[0]
    return _one(facts, "License-Expression") or ", ".join(named) or stated or NOT_STATED


def _one(facts: PackageMetadata, name: str) -> str | None:
    values = facts.get_all(name)
    return str(values[0]) if values else None
