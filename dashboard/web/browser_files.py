"""The browser half: ES modules and style sheets, as they are or joined by `frontend/build.js`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.web.responses import fingerprint

SHARED = ("page", "grid", "lollipop", "plot")  # folders whose modules every view may import
ON_DEMAND = ("figures",)  # folders that a page of any view fetches when they are first used
ENTRY = "index.mjs"  # of a folder: the module that is run
AROUND = "page"
MANIFEST = Path("vendor") / "modules.json"


@dataclass(frozen=True, slots=True)
class Files:
    """Own files of the page or of a view, as paths below assets/, with what their address carries.

    `module` is run, None where there is none; `imported` are the modules that it imports in turn.
    """

    module: str | None
    imported: tuple[str, ...]
    styles: tuple[str, ...]


def browser_files(assets: Path, views: Iterable[str]) -> Mapping[str, Files]:
    """Return the files of each view and of ON_DEMAND, and of the page around them as "page".

    They are the joined ones where these were built from the modules as they are now; an older
    build is left alone, and the modules themselves serve.
    """
    names = (AROUND, *views, *ON_DEMAND)
    built = _built(assets)
    if built is not None:
        return {name: _joined(built.get(name, {})) for name in names}
    return {name: _single(assets, name) for name in names}


def sources_hash(assets: Path) -> str:
    """Return a hash of all modules and style sheets; `frontend/build.js` computes the same."""
    found = hashlib.sha256()
    for path in _sources(assets):
        found.update(f"{path.relative_to(assets).as_posix()}\0".encode())
        found.update(path.read_bytes() + b"\0")
    return found.hexdigest()


def _sources(assets: Path) -> list[Path]:
    vendor = assets / MANIFEST.parent
    files = [path for kind in ("*.mjs", "*.css") for path in assets.rglob(kind)]
    own = (path for path in files if vendor not in path.parents)
    return sorted(own, key=lambda path: path.relative_to(assets).as_posix())


def _built(assets: Path) -> dict[str, dict[str, str]] | None:
    """Return the joined files by page or view, None where they are not of these modules."""
    try:
        manifest = json.loads((assets / MANIFEST).read_text(encoding="utf-8"))
        files: dict[str, dict[str, str]] = manifest["files"]
        if manifest["sources"] != sources_hash(assets):
            return None
        paths = [name for one in files.values() for name in one.values()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return files if all((assets / path).is_file() for path in paths) else None


def _joined(kinds: Mapping[str, str]) -> Files:
    return Files(kinds.get("module"), (), tuple(filter(None, [kinds.get("style")])))


def _single(assets: Path, name: str) -> Files:
    """Return single files: modules at plain addresses, as they import each other; styles marked."""
    around = name == AROUND
    folders = SHARED if around else (name,)
    modules = [path for folder in folders for path in sorted((assets / folder).glob("*.mjs"))]
    entry = assets / name / ENTRY
    styles = sorted((assets if around else assets / name).glob("*.css"))
    return Files(
        _path(assets, entry) if entry in modules else None,
        tuple(_path(assets, path) for path in modules if path != entry),
        tuple(f"{_path(assets, path)}?m={fingerprint(path)}" for path in styles),
    )


def _path(assets: Path, file: Path) -> str:
    return file.relative_to(assets).as_posix()
