"""Manners of the project's own files: finished, of no one machine, loading nothing from afar."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Made or installed, never committed.
FOREIGN = frozenset(
    {"__pycache__", "build", "dist", "node_modules", "site-packages", "vendor", "venv"}
)
TEXTS = frozenset(
    {".cfg", ".css", ".html", ".ini", ".js", ".json", ".md", ".mjs", ".py", ".sh", ".svg", ".toml"}
    | {".txt", ".yaml", ".yml"}
)
NAMED = frozenset({"Dockerfile", "Makefile", "Procfile"})
CODE = frozenset({".py", ".js", ".css", ".html", ".svg"})

UNFINISHED = re.compile(r"\b(?:TODO|FIXME)\b")
MACHINE_PATH = re.compile(
    r"(?<![\w.~*/-])(?:/(?:home|root|tmp|Users|private)/\w|[A-Z]:\\\\?(?:Users|Temp)\b)"
)
REGISTRY = re.compile(
    r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|crates\.io|"
    r"proxy\.golang\.org|anaconda\.org)\b"
)
# What a page would fetch by itself. Links that a person follows and the addresses of the
# upstream services, which the server asks, are neither.
PAGE_LOADS = (
    re.compile(
        r"\b(?:cdn\.|unpkg\.com|jsdelivr|cdnjs|bootstrapcdn|(?:fonts|ajax)\.g(?:oogle|static))"
    ),
    re.compile(r"(?:\burl\(|@import\s+)\s*[\"']?(?:https?:)?//", re.IGNORECASE),
    re.compile(r"\b(?:src|srcset|poster|data-src)\s*[=:]\s*f?[\"'](?:https?:)?//", re.IGNORECASE),
    re.compile(r"\b(?:fetch|importScripts|import|sendBeacon|Worker)\(\s*[\"'`](?:https?:)?//"),
    re.compile(r"\bimport\b[^\n;]*\bfrom\s+[\"'](?:https?:)?//"),
    re.compile(r"\bexternal_(?:scripts|stylesheets)\s*=\s*\[[^\]]*//", re.DOTALL),
    re.compile(r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=[\"']?(?:https?:)?//"),
    re.compile(r"\bserve_locally\s*=\s*False\b"),
    re.compile(r"\bdbc\.(?:themes|icons)\.[A-Z]"),
)


@cache
def own_texts() -> dict[Path, str]:
    """Return the project's own text files; this one names what it forbids and is left out."""
    return {path: path.read_text(encoding="utf-8") for path in own_files()}


def own_files() -> Iterator[Path]:
    """Yield the paths of these files."""
    for folder, below, files in os.walk(ROOT):
        below[:] = sorted(
            name
            for name in below
            if name not in FOREIGN and (not name.startswith(".") or name == ".github")
        )
        for file in sorted(files):
            path = Path(folder, file)
            if path != Path(__file__).resolve() and (path.suffix in TEXTS or file in NAMED):
                yield path


def hits(pattern: re.Pattern[str], suffixes: frozenset[str] | None = None) -> list[str]:
    """Return `file:line: text` of each place where a pattern occurs."""
    found = []
    for path, text in own_texts().items():
        if suffixes is not None and path.suffix not in suffixes:
            continue
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(ROOT)}:{line}: {match[0]!r}")
    return found


def test_nothing_is_marked_as_unfinished() -> None:
    assert hits(UNFINISHED) == []


def test_no_path_of_one_machine_is_written_down() -> None:
    assert hits(MACHINE_PATH) == []


def test_no_package_registry_is_named() -> None:
    assert hits(REGISTRY) == []


@pytest.mark.parametrize("pattern", PAGE_LOADS, ids=range(len(PAGE_LOADS)))
def test_no_page_loads_from_an_outside_address(pattern: re.Pattern[str]) -> None:
    assert hits(pattern, CODE) == []


@pytest.mark.parametrize(
    "text",
    [
        'html.Script(src="https://example.org/a.js")',
        '@import "//example.org/a.css";',
        "a { background: url(https://example.org/a.png) }",
        "fetch('https://example.org/a')",
        'Dash(external_stylesheets=[\n    "https://example.org/a.css"])',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        "external_stylesheets=[dbc.themes.BOOTSTRAP]",
    ],
)
def test_the_search_sees_what_a_page_would_load(text: str) -> None:
    assert any(pattern.search(text) for pattern in PAGE_LOADS)


@pytest.mark.parametrize(
    "text",
    [
        'html.A("ClinVar", href="https://example.org/clinvar")',
        'URL = "https://example.org/api"',
        '<svg xmlns="http://www.w3.org/2000/svg">',
        "a { background: url(data:image/png;base64,AA) }",
    ],
)
def test_the_search_lets_links_and_sources_pass(text: str) -> None:
    assert not any(pattern.search(text) for pattern in PAGE_LOADS)


@pytest.mark.parametrize("text", ['"/tmp/cache"', "cd /home/me", r"C:\Users\me", "(/private/main)"])
def test_the_search_sees_a_machines_path(text: str) -> None:
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize("text", ["https://example.org/home/x", "../tmp/x", "/api/v1/home/x"])
def test_the_search_lets_other_paths_pass(text: str) -> None:
    assert not MACHINE_PATH.search(text)
