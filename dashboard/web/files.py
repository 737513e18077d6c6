"""What browsers may keep: files at addresses that carry their fingerprint; errors never."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path

from flask import Response, current_app, request
from werkzeug.security import safe_join

YEAR = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"  # it may be kept, and is asked for again before each use
NEVER = "no-store"

mimetypes.add_type("text/javascript", ".mjs")  # a browser runs no module of another type

_COMPONENT_FILE = re.compile(
    r"/_dash-component-suites/[^?]*/[^/.?]+\.(v[\w-]+m[0-9a-fA-F]+)\.[^/?]*"
)


# Files of `frontend/build.js` carry a hash of their content in their name.
_BUILT_FILE = re.compile(r"vendor/[a-z]+-[0-9A-F]{8}\.(?:mjs|css)")


def fingerprint(file: Path) -> str:
    """Return what the address of a file carries as `m`: its time of change, as Dash writes it."""
    return str(file.stat().st_mtime)


def component_fingerprints(page: str) -> frozenset[str]:
    """Return the fingerprints of component files that a page names.

    A component fetches its further files under the fingerprint of its first one.
    """
    return frozenset(_COMPONENT_FILE.findall(page))


def limit_keeping(response: Response, components: frozenset[str]) -> None:
    """Say in an answer's header how long it may be kept.

    A year: a file with the right fingerprint, and "not modified" for it. Never: an error. All else
    is asked for again; an address with a wrong fingerprint too, which another server or version of
    this program may have written.

    Args:
        response: The answer to the current request.
        components: The right fingerprints of component files.
    """
    if response.status_code >= 400:
        kept = NEVER
    elif response.status_code in (200, 304) and _has_right_fingerprint(components):
        kept = YEAR
    else:
        kept = ASK_FIRST
    response.headers["Cache-Control"] = kept


def _has_right_fingerprint(components: frozenset[str]) -> bool:
    named = _COMPONENT_FILE.search(request.path)
    if named:
        return named[1] in components
    blueprint = current_app.blueprints.get(request.blueprint or "")
    if blueprint is None or blueprint.static_folder is None:
        return False
    file = safe_join(blueprint.static_folder, (request.view_args or {}).get("filename", ""))
    if file is None or not Path(file).is_file():
        return False
    if _BUILT_FILE.fullmatch((request.view_args or {}).get("filename", "")):
        return True
    return request.args.getlist("m") == [fingerprint(Path(file))]
