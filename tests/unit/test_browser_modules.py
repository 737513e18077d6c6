"""The browser half: who imports whom, what stands on `window`, what both halves agree on."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

from components.contract import IDS, module
from components.shell.views import VIEWS
from dashboard.web.browser_files import (
    AROUND,
    ENTRY,
    MANIFEST,
    ON_DEMAND,
    SHARED,
    browser_files,
    sources_hash,
)
from tests.conftest import ROOT

ASSETS = ROOT / "assets"
IMPORT = re.compile(
    r"^(?:import|export)\b[^;\"]*?\bfrom \"([^\"]+)\";|^import \"([^\"]+)\";", re.MULTILINE
)
EXPORT = re.compile(r"^export (?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
# What Dash and its components look up by name on `window`, set in one module.
DASH_MODULE = "page/dash.mjs"
WINDOW = {
    "dash_clientside",
    "gcd_markup",
    "dash_ag_grid",
    "dashAgGridFunctions",
    "dashAgGridComponentFunctions",
}
SETS_WINDOW = re.compile(r"\bwindow(?:\.(\w+)|\[[^\]]+\]) = |Object\.assign\(window\b")
PRIVATE = re.compile(r"(?:\.|\{ ?|, )(_[a-z]\w*)")
# Folders of the browser half, each with those whose modules it may import beside its own.
MAY_IMPORT: Mapping[str, frozenset[str]] = {
    "plot": frozenset({"page"}),
    "grid": frozenset({"page"}),
    "page": frozenset({"plot", "grid"}),
    "lollipop": frozenset({"page", "plot"}),
    "gene": frozenset(SHARED),
    "compare": frozenset(SHARED),
    "explore": frozenset(SHARED),
    "list": frozenset(SHARED),
    "figures": frozenset(SHARED),
}


@cache
def modules() -> dict[str, str]:
    """Return the text of each module by its path below assets/."""
    files = (path for path in ASSETS.rglob("*.*js") if path.parent.name != "vendor")
    return {path.relative_to(ASSETS).as_posix(): path.read_text("utf-8") for path in sorted(files)}


def imports(name: str, text: str) -> Iterator[str]:
    """Yield the paths below assets/ of what a module imports."""
    for one, other in IMPORT.findall(text):
        yield (ASSETS / name).parent.joinpath(one or other).resolve().relative_to(ASSETS).as_posix()


@cache
def graph() -> dict[str, frozenset[str]]:
    """Return what each module imports."""
    return {name: frozenset(imports(name, text)) for name, text in modules().items()}


def circle(arrows: Mapping[str, frozenset[str]]) -> list[str]:
    """Return a way that ends where it began, the empty list where there is none."""
    done: set[str] = set()

    def walk(name: str, way: list[str]) -> list[str]:
        if name in way:
            return [*way[way.index(name) :], name]
        if name in done:
            return []
        found = next((c for to in sorted(arrows[name]) if (c := walk(to, [*way, name]))), [])
        done.add(name)
        return found

    return next((found for name in sorted(arrows) if (found := walk(name, []))), [])


def test_every_module_is_an_es_module_and_imports_what_is_there() -> None:
    assert len(modules()) > 50
    assert [name for name in modules() if not name.endswith(".mjs")] == []
    lost = {(name, to) for name, found in graph().items() for to in found - modules().keys()}
    assert lost == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(graph()) == []


def test_the_search_finds_a_circle() -> None:
    arrows = {"a": frozenset({"b"}), "b": frozenset({"c"}), "c": frozenset({"b"})}
    assert circle(arrows) == ["b", "c", "b"]
    assert list(imports("page/a.mjs", 'import {\n  x,\n} from "../grid/b.mjs";\n')) == [
        "grid/b.mjs"
    ]
    assert list(imports("page/a.mjs", 'export * as c from "./c.mjs";')) == ["page/c.mjs"]


def test_a_folder_imports_shared_folders_and_no_other_view() -> None:
    wrong = [
        f"{name} imports {to}"
        for name, found in graph().items()
        for to in found
        if (folder := name.split("/")[0]) != (other := to.split("/")[0])
        and other not in MAY_IMPORT[folder]
    ]
    assert wrong == []


def test_every_module_is_run_or_imported() -> None:
    entries = {f"{folder}/{ENTRY}" for folder in (AROUND, *VIEWS, *ON_DEMAND)}
    assert modules().keys() - entries - frozenset().union(*graph().values()) == set()


def test_names_of_shared_modules_are_unique_so_that_one_file_can_export_them() -> None:
    names = [
        exported
        for name, text in modules().items()
        if name.split("/")[0] in SHARED
        for exported in EXPORT.findall(text)
    ]
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_only_what_dash_looks_up_is_set_on_window_and_in_one_module() -> None:
    set_by = {
        name: SETS_WINDOW.findall(COMMENT.sub("", text))
        for name, text in modules().items()
        if SETS_WINDOW.search(COMMENT.sub("", text))
    }
    assert list(set_by) == [DASH_MODULE]
    text = modules()[DASH_MODULE]
    assert set(re.findall(r"window\.(\w+) = ", text)) | {"gcd_markup", "dash_ag_grid"} == WINDOW
    assert '@param {"gcd_markup" | "dash_ag_grid"} namespace' in text


@pytest.mark.parametrize(
    "line", ["window.gcd = {};", "window[name] = found;", "Object.assign(window, { gcd })"]
)
def test_the_search_sees_what_is_set_on_window(line: str) -> None:
    assert SETS_WINDOW.search(line)


def test_private_parts_of_plotly_are_read_in_one_module() -> None:
    readers = {
        name: found
        for name, text in modules().items()
        if (found := PRIVATE.findall(COMMENT.sub("", text))) and name != "plot/plotly.mjs"
    }
    # What is not of Plotly: Dash's page, and arguments that are not used.
    assert readers == {"grid/formats.mjs": ["_first", "_second"]}


def test_private_parts_of_plotly_were_read_in_the_version_that_draws() -> None:
    text = modules()["plot/plotly.mjs"]
    read_in = re.search(r'READ_IN = "([\d.]+)"', text)
    assert read_in is not None
    assert read_in[1] == get_plotlyjs_version(), "read assets/plot/plotly.mjs again, then raise it"


def test_the_contract_is_the_one_that_python_writes() -> None:
    written = modules()["page/contract.mjs"]
    assert written == module(), "run: python -m scripts.browser_contract"


def test_every_part_of_the_contract_is_used() -> None:
    names = set(re.findall(r"^export const (\w+)", modules()["page/contract.mjs"], re.MULTILINE))
    code = "\n".join(text for name, text in modules().items() if name != "page/contract.mjs")
    assert {name for name in names if not re.search(rf"\b{name}\b", code)} == set()
    assert {name for name in IDS if f"IDS.{name}" not in code} == set()


def test_no_module_writes_an_id_of_the_contract_by_itself() -> None:
    found = {
        (name, written)
        for name, text in modules().items()
        if name != "page/contract.mjs"
        for written in re.findall(r'(?:elementById|figureById|setProps)\("([\w-]+)"', text)
        if written in IDS.values()
    }
    assert found == set()


ATTRIBUTE = re.compile(r"\[data-([a-z-]+)")
PROPERTY = re.compile(r"\bdataset\.(\w+)|\{ ([\w, :]+) \} = \w+(?:\(\"\w+\"\))?\.dataset")


def attributes() -> set[str]:
    """Return the data-* attributes that modules look for."""
    text = "\n".join(COMMENT.sub("", one) for one in modules().values())
    properties = {
        name.split(":")[0].strip()
        for one, several in PROPERTY.findall(text)
        for name in (one, *several.split(","))
        if name.strip()
    }
    dashed = {re.sub(r"[A-Z]", lambda m: f"-{m[0].lower()}", name) for name in properties}
    return dashed | set(ATTRIBUTE.findall(text))


def test_every_data_attribute_that_modules_read_is_written_somewhere() -> None:
    python = "\n".join(
        path.read_text("utf-8")
        for folder in ("components", "callbacks")
        for path in sorted((ROOT / folder).rglob("*.py"))
    )
    scripts = "\n".join(modules().values())
    set_here = set(re.findall(r"dataset\.(\w+) = ", scripts))
    dashed = {re.sub(r"[A-Z]", lambda m: f"-{m[0].lower()}", name) for name in set_here}
    made = set(re.findall(r'"data-([a-z-]+)"', scripts))
    toggled = set(re.findall(r'toggleAttribute\("data-([a-z-]+)"', scripts))
    written = {
        name
        for name in attributes()
        if re.search(rf"data[-_]{name.replace('-', '[-_]')}\b", python)
    }
    assert attributes() - written - dashed - made - toggled == set()


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """Return a copy of the assets without what is built."""
    shutil.copytree(ASSETS, tmp_path / "assets", ignore=shutil.ignore_patterns("vendor"))
    return tmp_path / "assets"


def build(assets: Path) -> dict[str, dict[str, str]]:
    """Write what `frontend/build.js` would, with empty files."""
    (assets / "vendor").mkdir()
    files = {
        "page": {"module": "vendor/page-00000001.mjs", "style": "vendor/page-00000002.css"},
        "gene": {"module": "vendor/gene-00000003.mjs"},
    }
    for path in (path for one in files.values() for path in one.values()):
        (assets / path).touch()
    manifest = {"sources": sources_hash(assets), "files": files}
    (assets / MANIFEST).write_text(json.dumps(manifest))
    return files


def test_without_a_build_modules_are_named_at_the_addresses_that_they_import(assets: Path) -> None:
    files = browser_files(assets, VIEWS)
    assert files[AROUND].module == "page/index.mjs"
    assert {"grid/grids.mjs", "page/address.mjs"} <= set(files[AROUND].imported)
    assert files["explore"].module == "explore/index.mjs"
    assert [style.split("?m=")[0] for style in files["list"].styles] == ["list/list.css"]
    assert (files["data"].module, files["data"].imported) == (None, ())
    named = [path for one in files.values() for path in (*one.imported, one.module) if path]
    assert set(named) == set(modules())


def test_joined_files_serve_where_they_are_of_these_modules(assets: Path) -> None:
    build(assets)
    files = browser_files(assets, VIEWS)
    assert files[AROUND].module == "vendor/page-00000001.mjs"
    assert files[AROUND].styles == ("vendor/page-00000002.css",)
    assert files["gene"].imported == ()
    assert files["data"].module is None


def test_a_build_of_other_modules_is_left_alone(assets: Path) -> None:
    build(assets)
    (assets / "page" / "text.mjs").write_text("export const one = 1;")
    assert browser_files(assets, VIEWS)[AROUND].module == "page/index.mjs"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": {}}', '{"files": 1, "sources": 2}'])
def test_a_damaged_build_is_left_alone(assets: Path, text: str) -> None:
    build(assets)
    (assets / MANIFEST).write_text(text)
    assert browser_files(assets, VIEWS)[AROUND].module == "page/index.mjs"


def test_a_build_that_lacks_a_file_is_left_alone(assets: Path) -> None:
    (assets / build(assets)["gene"]["module"]).unlink()
    assert browser_files(assets, VIEWS)[AROUND].module == "page/index.mjs"
