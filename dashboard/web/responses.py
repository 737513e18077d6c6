"""What each response says: how long it may be kept, what a page may do, how a file is packed.

Files are compressed once, at build or when first asked.
"""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path

from flask import Request, Response, current_app, g, request
from werkzeug.security import safe_join

YEAR = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"  # it may be kept, and is asked for again before each use
OWN = f"private, {ASK_FIRST}"  # the same, and by nobody but the browser that asked
NEVER = "no-store"

ANSWER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""Of all that is no page: opened by itself it loads nothing, runs nothing, stands in no frame."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope"),
            *("hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
        )
    ),
}
"""Of every answer. The clipboard and the full screen stay allowed: pages copy and present."""

mimetypes.add_type("text/javascript", ".mjs")  # a browser runs no module of another type

_COMPONENT_FILE = re.compile(
    r"/_dash-component-suites/[^?\"'\s]*/[^/.?\"'\s]+\.(v[\w-]+m[0-9a-fA-F]+)\.[^/?\"'\s]*"
)


# Files of `frontend/build.js` carry a hash of their content in their name.
_BUILT_FILE = re.compile(r"vendor/[a-z]+-[0-9A-F]{8}\.(?:mjs|css)")
_VENDOR_FILE = re.compile(r"vendor/[\w.-]+\.(?:m?js|css)")
BROTLI = ".br"


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

    A year: a file with the right fingerprint, and "not modified" for it. Never: an error, and
    what answers a POST, which may be a visitor's own. All else
    is asked for again; an address with a wrong fingerprint too, which another server or version of
    this program may have written. What is no file names genes: no shared cache may keep it.

    Args:
        response: The answer to the current request.
        components: The right fingerprints of component files.
    """
    if response.status_code >= 400 or request.method == "POST":
        policy = NEVER
    elif response.status_code in (200, 304) and _has_right_fingerprint(components):
        policy = YEAR
        g.file_address = f"{request.path}?m={request.args.get('m', '')}"
    else:
        policy = ASK_FIRST if _is_file() else OWN
    response.headers["Cache-Control"] = policy


class CompressedFiles:
    """Files in their compressed form, a process's own: Flask-Compress asks it before it compresses.

    Only files at addresses with the right fingerprint are held, so there are as many as files.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._files: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Return a compressed file, None where it was not compressed yet, or is no such file."""
        return self._files.get(key)

    def set(self, key: str, value: bytes) -> None:
        """Hold a compressed file; an answer that is no such file is forgotten."""
        if not key.endswith(";"):
            self._files[key] = value


def compression_key(_: Request) -> str:
    """Return what a compressed file is held under, "" for an answer that is not to be held."""
    key: str = g.get("file_address", "")
    return key


def send_built(response: Response) -> None:
    """Send a file that `frontend/build.js` built as it compressed it, where the browser takes it.

    Brotli at its best makes the small plotly.js a fifth smaller than what is quick enough here.
    """
    name = (request.view_args or {}).get("filename", "")
    if response.status_code != 200 or not _VENDOR_FILE.fullmatch(name):
        return
    folder = Path(current_app.blueprints[request.blueprint or ""].static_folder or "")
    file, packed = folder / name, folder / f"{name}{BROTLI}"
    if not request.accept_encodings["br"] or not packed.is_file():
        return
    if packed.stat().st_mtime < file.stat().st_mtime:  # of another build
        return
    tag, _ = response.get_etag()
    response.close()
    response.direct_passthrough = False
    response.set_data(packed.read_bytes())
    response.headers["Content-Encoding"] = "br"
    response.set_etag(f"{tag}:br")
    response.make_conditional(request)


def _is_file() -> bool:
    """Tell whether the address is one of files that are the same for everybody."""
    blueprint = current_app.blueprints.get(request.blueprint or "")
    static = blueprint is not None and blueprint.static_folder is not None
    return static or "/_dash-component-suites/" in request.path


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


def content_policy(script_hashes: list[str]) -> str:
    """Return the policy under which a page can ask no other host and run no foreign script.

    Styles are set inline by Dash, Plotly and AG Grid; pictures of figures are blobs.
    """
    scripts = " ".join(script_hashes)
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'self'"
    )


def finished(response: Response, components: frozenset[str], policy: str) -> Response:
    """Return a response with its headers, after every request.

    Args:
        response: The answer to the current request.
        components: The right fingerprints of component files.
        policy: The `content_policy` of pages.
    """
    limit_keeping(response, components)
    send_built(response)
    _add_headers(response, policy)
    return response


def _add_headers(response: Response, policy: str) -> None:
    """Add the policy to pages, and what browsers may not guess to all answers.

    Files are read whole: Flask-Compress 1.25 leaves the file of a streamed response open.
    """
    if response.is_streamed:
        file = response.response
        response.direct_passthrough = False
        response.make_sequence()
        if hasattr(file, "close"):  # now, not when a browser that hung up is forgotten
            file.close()
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    page = response.mimetype == "text/html"
    response.headers["Content-Security-Policy"] = policy if page else ANSWER_POLICY
