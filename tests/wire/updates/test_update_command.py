"""The command: what it prints, what it ends with, what it leaves alone."""

from __future__ import annotations

import csv
import gzip
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import orjson
import pytest
from dash import Dash

from components import ids
from dashboard.commands.main import main
from dashboard.factory import create_app
from dashboard.settings import Mode, Settings
from dashboard.tables.brought import BROUGHT
from dashboard.tables.making import catalogue
from dashboard.update.readers import READERS
from dashboard.update.sources import SOURCES
from tests.conftest import ROOT
from tests.wire.conftest import posted
from tests.wire.updates import full
from tests.wire.updates.conftest import Run
from tests.wire.updates.mirror import Mirror

Capture = pytest.CaptureFixture[str]


def urls(mirror: Mirror) -> list[str]:
    """Return the options that name the mirror for every source."""
    return [part for one in SOURCES for part in ("--url", f"{one}={mirror.url}")]


def test_every_source_has_a_reader_files_and_known_figures() -> None:
    assert set(SOURCES) == set(READERS)
    for source in SOURCES.values():
        assert source.files
        assert source.golden
        assert source.base_url.startswith("https://")
        for golden in source.golden:
            brought = BROUGHT.get(golden.table)
            like = catalogue.SOURCES.get(golden.table) or catalogue.SOURCES["constraint_v4_1_1"]
            table = brought.source if brought else like
            assert table.licence
            assert table.citation
        for rule in source.files:
            version = {"gnomad_v4": "4.1.2", "gnomad_v2": "2.1.1"}.get(source.id, "")
            assert rule.version_in(rule.name.format(version=version)) == version


def test_a_check_says_what_is_here_and_offered_and_touches_nothing(
    hpo: Mirror, folder: Path, capsys: Capture
) -> None:
    content = full.v4("4.1.1", 300)
    hpo.gnomad("4.1.1", full.V4_NAME.format("4.1.1"), content)
    assert main(["update", "--check", "--dir", str(folder), *urls(hpo)]) == 3
    out = capsys.readouterr().out
    embedded = "gnomad_v4: here v4.1.1 (embedded, some genes); offered v4.1.1; "
    assert re.search(re.escape(embedded) + r"(0\.\d MB|[\d,]+ bytes) to load", out)
    assert "never tried against the service from here" in out
    assert "gnomad_v2: here v2.1.1 (embedded, some genes); offered: not known: " in out
    assert "hpo: here 2025-01-16 (embedded, whole); offered v2026-09-02; 1.2 MB to load" in out
    assert "(embedded, some genes); offered a file made on request" in out
    assert "free: " in out
    assert not folder.exists()
    assert not hpo.of("phenotype.hpoa")


def test_a_check_after_an_update_says_current(
    hpo: Mirror, run: Run, folder: Path, capsys: Capture
) -> None:
    run("hpo")
    arguments = ["update", "--check", "--only", "hpo", "--dir", str(folder), *urls(hpo)]
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert "hpo: here 2026-09-02, retrieved 20" in out
    assert "offered v2026-09-02; current" in out
    assert "never tried" not in out
    hpo.tag = "v2026-10-02"
    for name, content in zip(
        ("phenotype.hpoa", "genes_to_phenotype.txt"), full.hpo(version=hpo.tag[1:]), strict=True
    ):
        hpo.hpo(name, content)
    assert main(arguments) == 0
    assert "offered v2026-10-02; 1.2 MB to load" in capsys.readouterr().out


def test_a_failed_check_is_not_current(mirror: Mirror, folder: Path, capsys: Capture) -> None:
    arguments = ["update", "--check", "--only", "gnomad_v2", "--dir", str(folder), *urls(mirror)]
    assert main(arguments) == 1
    assert "not known" in capsys.readouterr().out


def test_one_line_a_file_where_there_is_no_terminal(hpo: Mirror, folder: Path) -> None:
    hpo.clingen("validity", full.validity())
    command = [sys.executable, "-m", "dashboard", "update", "--only", "hpo,clingen_validity"]
    done = subprocess.run(
        [*command, "--dir", str(folder), *urls(hpo)],
        cwd=ROOT,
        env=os.environ | {"GCD_MODE": "auto"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert sum("bytes, SHA-256" in line for line in lines) == 3
    assert "clingen_validity: switched: file created 2026-11-20, 2,600 rows" in lines
    assert "\r" not in done.stdout


def test_a_terminal_has_a_bar_a_file_and_standard_output_stays_lines(
    hpo: Mirror, folder: Path
) -> None:
    hpo.clingen("validity", full.validity())
    command = [sys.executable, "-m", "dashboard", "update", "--only", "hpo,clingen_validity"]
    reading, terminal = pty.openpty()
    with subprocess.Popen(
        [*command, "--dir", str(folder), *urls(hpo)],
        cwd=ROOT,
        env=os.environ | {"GCD_MODE": "auto", "COLUMNS": "120", "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
    ) as running:
        os.close(terminal)
        seen = b""
        with suppress(OSError):  # how a terminal ends whose other side is closed
            while piece := os.read(reading, 4096):
                seen += piece
        assert running.stdout is not None
        lines = running.stdout.read().splitlines()
    os.close(reading)
    assert running.returncode == 0
    assert b"hpo: phenotype.hpoa" in seen
    assert re.search(rb"[0-9.]+/[0-9.]+ [kM]B", seen)
    assert sum("bytes, SHA-256" in line for line in lines) == 3
    assert not any("\x1b" in line for line in lines)


def test_a_file_has_an_address_of_its_own(
    mirror: Mirror, folder: Path, capsys: Capture, v2_file: bytes
) -> None:
    file = mirror.gnomad("2.1.1", full.V2_NAME, v2_file)
    (path,) = mirror.files
    mirror.files = {"elsewhere/" + full.V2_NAME: file, "elsewhere/download": file}
    only = ["update", "--only", "gnomad_v2", "--dir", str(folder)]
    assert path
    assert main([*only, "--url", f"gnomad_v2={mirror.url}elsewhere/{full.V2_NAME}"]) == 0
    assert "v2.1.1, 19,704 rows" in capsys.readouterr().out
    # The same file at the same address is not loaded again.
    assert main([*only, "--url", f"gnomad_v2={mirror.url}elsewhere/{full.V2_NAME}"]) == 0
    assert "gnomad_v2: current: v2.1.1 is the newest" in capsys.readouterr().out
    assert len(mirror.of(full.V2_NAME)) == 1
    assert main([*only, "--url", f"gnomad_v2={mirror.url}elsewhere/download"]) == 1
    assert "does not say which release it is" in capsys.readouterr().out
    assert main(["update", "--url", f"hpo={mirror.url}x", "--only", "hpo"]) == 1
    assert "hpo has 2 files" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--only", "nothing"], "There is no source 'nothing'"),
        (["--url", "hpo"], "is not ID=URL"),
        (["--url", "hpo=ftp://x/"], "is no address"),
        (["--url", "hpo=http://user:word@x/"], "is no address"),
        (["--accept-smaller"], "needs the sources that it is meant for"),
    ],
)
def test_a_wrong_option_is_refused_with_a_sentence(
    folder: Path, capsys: Capture, arguments: list[str], why: str
) -> None:
    assert main(["update", "--dir", str(folder), *arguments]) == 1
    assert why in capsys.readouterr().err
    assert not folder.exists()


def test_offline_no_service_is_asked(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GCD_MODE", "offline")
    assert main(["update", "--dir", str(folder)]) == 1
    assert "GCD_MODE is offline" in capsys.readouterr().err
    files = tmp_path / "files"
    files.mkdir()
    (files / "Clingen-Gene-Disease-Summary-2026-11-20.csv").write_bytes(full.validity())
    assert main(["update", "--from", str(files), "--dir", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "gnomad_v4: not in the folder: the folder has no gnomad.v…" in out
    assert "clingen_validity: switched: file created 2026-11-20, 2,600 rows" in out


def test_a_folder_without_any_file_is_nothing(
    folder: Path, capsys: Capture, tmp_path: Path
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    assert main(["update", "--from", str(files), "--dir", str(folder)]) == 1
    assert "Nothing is updated" in capsys.readouterr().err
    assert main(["update", "--from", str(files / "none"), "--dir", str(folder)]) == 1


RAW_V2 = "gnomad-v2.1.1/gnomad_table.converted.tsv.gz"
RAW_CLINGEN = "clingen/clingen-gene-validity.csv"
FIGURES = {
    "lof": ("obs_lof", "exp_lof", "oe_lof", "oe_lof_lower", "oe_lof_upper", "lof_z"),
    "mis": ("obs_mis", "exp_mis", "oe_mis", "oe_mis_lower", "oe_mis_upper", "mis_z"),
    "syn": ("obs_syn", "exp_syn", "oe_syn", "oe_syn_lower", "oe_syn_upper", "syn_z"),
}
NAMES = ("obs", "exp", "oe", "oe_lower", "oe_upper", "z")
GENES = ("STAT3", "TTN", "GJB2")


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder updated from the real v2.1.1 and ClinGen's real file."""
    files, folder = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("data")
    tables = shared / "data/tables"
    for name, source in (
        ("gnomad.v2.1.1.lof_metrics.by_gene.txt.gz", RAW_V2),
        ("clingen-gene-validity.csv", RAW_CLINGEN),
    ):
        (files / name).write_bytes((tables / source).read_bytes())
    assert main(["update", "--from", str(files), "--dir", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def served(real: Path) -> Dash:
    """Return an app that serves them."""
    return create_app(Settings(mode=Mode.OFFLINE, data_dir=real))


@pytest.mark.parametrize("gene", GENES)
def test_figures_read_again_from_the_raw_file_stand_in_page_json_and_csv(
    shared: Path, served: Dash, gene: str
) -> None:
    with gzip.open(shared / "data/tables" / RAW_V2, "rt", encoding="utf-8") as file:
        (raw,) = (row for row in csv.DictReader(file, delimiter="\t") if row["gene"] == gene)
    client = served.server.test_client()
    address = f"/api/v1/genes/{gene}/constraint?release=v2.1.1"
    data = orjson.loads(client.get(address).data)["data"]
    lines = [line for line in client.get(f"{address}&format=csv").text.splitlines() if line]
    table = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    for prefix, columns in FIGURES.items():
        printed = [float(raw[column]) for column in columns]
        (row,) = (row for row in data["rows"] if row["class"] == prefix)
        assert [row[name] for name in NAMES] == printed
        (line,) = (line for line in table if line["class"] == prefix)
        assert [float(line[name]) for name in NAMES] == printed
    rank = int(raw["oe_lof_upper_rank"]) + 1
    assert data["rank"] == {"rank": rank, "of": 19_197, "percentile": 100 * rank / 19_197}
    assert table[0]["rank"] == str(rank)
    body = posted(served, "panel-constraint.data-state", {ids.GENE: gene, ids.RELEASE: "v2.1.1"})
    page = client.post("/_dash-update-component", json=body).text
    for figure in (f"{float(raw['oe_lof_upper']):.3f}", f"{float(raw['oe_mis_lower']):.3f}"):
        assert figure in page
    assert f"{rank:,} of 19,197" in page.replace("\\u00a0", " ").replace("\xa0", " ")


@pytest.mark.parametrize("gene", [*GENES, "KCNJ10", "CFTR"])
def test_t52_every_curation_of_clingen_s_file_is_listed(
    shared: Path, served: Dash, gene: str
) -> None:
    lines = (shared / "data/tables" / RAW_CLINGEN).read_text(encoding="utf-8").splitlines()
    raw = sorted((row[2], row[4], row[6]) for row in csv.reader(lines) if row[0] == gene)
    client = served.server.test_client()
    answer = orjson.loads(client.get(f"/api/v1/genes/{gene}/validity").data)
    found = [(c["disease"], c["inheritance"], c["classification"]) for c in answer["data"]]
    assert sorted(found) == raw
    assert answer["state"] == ("snapshot" if raw else "empty")
    assert answer["coverage"] == {"complete": True, "of": len(raw)}
    assert answer["provenance"]["fetched_at"] == "2026-02-09"


def test_the_real_v2_1_1_and_clingen_s_file_come_out_of_a_folder(
    shared: Path, folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    tables = shared / "data/tables"
    files = tmp_path / "files"
    files.mkdir()
    for name, source in (
        ("gnomad.v2.1.1.lof_metrics.by_gene.txt.gz", "gnomad-v2.1.1/gnomad_table.converted.tsv.gz"),
        ("clingen-gene-validity.csv", "clingen/clingen-gene-validity.csv"),
        (
            "gnomad.v4.1.constraint_metrics.tsv.gz",
            "gnomad-v4.1-reduced/gnomad.v4.1.constraint_metrics_reduced.tsv.gz",
        ),
    ):
        (files / name).write_bytes((tables / source).read_bytes())
    assert main(["update", "--from", str(files), "--dir", str(folder)]) == 3
    printed = capsys.readouterr()
    assert "gnomad_v4: failed: " in printed.out
    assert "excerpt" in printed.out
    assert "gnomad_v2: switched: v2.1.1, 19,704 rows" in printed.out
    assert "clingen_validity: switched: file created 2026-02-09, 3,445 rows" in printed.out
    assert "Failed: gnomad_v4" in printed.err
