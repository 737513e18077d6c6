"""Which release is taken, what is served of it, and the way back."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.commands.main import main
from dashboard.factory import SERVICE, create_app
from dashboard.rules.releases import RELEASES
from dashboard.settings import Mode, Settings
from dashboard.tables.importing import reading, store
from dashboard.tables.importing.layouts import V4_1_1
from dashboard.tables.importing.progress import note_progress, read_progress
from dashboard.tables.manifest import read_manifest
from dashboard.tables.snapshot import ImportedTables
from dashboard.update.run import RAW, Outcome
from tests.wire.imports import made_up
from tests.wire.imports.served import DAY
from tests.wire.updates import full
from tests.wire.updates.conftest import Run
from tests.wire.updates.mirror import Mirror

GENES = 300


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let a v4 file of a few genes count as a whole release, so that tests are quick."""
    monkeypatch.setattr(reading, "FEWEST_GENES", GENES)
    return GENES


def answer(client: FlaskClient, path: str) -> dict[str, Any]:
    """Return the JSON of an address below a gene's."""
    found: dict[str, Any] = orjson.loads(client.get(f"/api/v1/genes/{path}").data)
    return found


def strongest(app: Dash, symbol: str) -> str | None:
    """Return what explore has as a gene's strongest classification; None: it cannot be told."""
    found = app.server.extensions[SERVICE].genome_wide("v2.1").data
    assert found is not None
    word = found.table.loc[found.table["symbol"] == symbol, "clingen"].iloc[0]
    return word if isinstance(word, str) else None


def data_page(app: Dash) -> str:
    """Return what the data page's callback answers, as text."""
    body = {
        "output": "data-tables.children",
        "outputs": {"id": "data-tables", "property": "children"},
        "inputs": [{"id": "data-tables", "property": "id", "value": "data-tables"}],
        "changedPropIds": [],
    }
    return app.server.test_client().post("/_dash-update-component", json=body).text


def test_the_newest_v4_that_has_a_file_is_taken(
    mirror: Mirror, run: Run, folder: Path, few: int, said: list[str]
) -> None:
    mirror.releases += ["4.1.2", "5.0", "4.2"]
    mirror.gnomad("4.1.1", full.V4_NAME.format("4.1.1"), full.v4("4.1.1", GENES))
    (result,) = run("gnomad_v4", min_rows=GENES)
    assert result.outcome is Outcome.SWITCHED, result.words
    assert result.table == "constraint_v4_1_1"
    assert any("v4.2 is there; this version of the program does not know it." in s for s in said)
    assert any("v4.1.2 is there, without a file of gene constraint." in s for s in said)
    (load,) = mirror.of(full.V4_NAME.format("4.1.1"))
    assert load.status == 200
    (result,) = run("gnomad_v4", min_rows=GENES)
    assert result.outcome is Outcome.CURRENT
    assert len(mirror.of(full.V4_NAME.format("4.1.1"))) == 1


def test_t75_the_other_layout_of_v4_1_2_has_its_own_ranks(
    mirror: Mirror, run: Run, folder: Path, few: int
) -> None:
    columns = made_up.columns_of(V4_1_1)
    random.Random(2).shuffle(columns)
    name = full.V4_NAME.format("4.1.2")
    mirror.gnomad("4.1.2", name, full.v4("4.1.2", GENES, columns))
    mirror.gnomad("4.1.1", full.V4_NAME.format("4.1.1"), full.v4("4.1.1", GENES))
    downsampling = name.replace("metrics.", "metrics.downsampling.")
    mirror.gnomad("4.1.2", downsampling, b"another table")
    (result,) = run("gnomad_v4", min_rows=GENES)
    assert result.outcome is Outcome.SWITCHED, result.words
    assert result.entry is not None
    assert f"lof.oe_ci.upper_rank + 1, of {GENES:,}" in result.entry.method
    assert not any("Doubt" in caveat for caveat in result.entry.caveats)
    assert any("as named by gnomAD's folder" in caveat for caveat in result.entry.caveats)
    client = create_app(Settings(mode=Mode.OFFLINE, data_dir=folder)).server.test_client()
    data = answer(client, "STAT3/constraint?release=v4.1.2")["data"]
    assert data["rank"]["of"] == GENES
    frame = ImportedTables(folder, 0).table(RELEASES["v4.1.2"].table).sort_values("loeuf_rank")
    assert list(frame["loeuf_rank"]) == list(range(1, GENES + 1))
    assert frame["lof_oe_upper"].is_monotonic_increasing


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda place: "NA" if place == 5 else str(place), "1 rows with a LOEUF have none"),
        (lambda place: str(place + 1), "they count others than these 300 rows, up to 300"),
        (lambda place: str({3: 4, 4: 3}.get(place, place)), "not in the order of LOEUF"),
    ],
)
def test_t75_ranks_that_do_not_count_these_rows_are_not_used(
    mirror: Mirror, run: Run, few: int, monkeypatch: pytest.MonkeyPatch, change: Any, why: str
) -> None:
    content = full.v4("4.1.2", GENES, change=change)
    mirror.gnomad("4.1.2", full.V4_NAME.format("4.1.2"), content)
    (result,) = run("gnomad_v4", min_rows=GENES)
    assert result.entry is not None, result.words
    assert "rank = 1 + rows with a smaller LOEUF" in result.entry.method
    assert any(why in caveat for caveat in result.entry.caveats)


def test_a_running_server_has_the_new_set_with_its_next_request(
    mirror: Mirror, run: Run, folder: Path, v2_file: bytes
) -> None:
    app = create_app(Settings(mode=Mode.OFFLINE, data_dir=folder))
    client = app.server.test_client()
    before = answer(client, "STAT3/constraint?release=v2.1.1")["data"]
    assert before["complete"] is False or before["rank"]["of"] == 19_197
    assert answer(client, "KCNJ10/validity")["state"] == "not_covered"
    days = answer(client, "CFTR/validity")["provenance"]["release"]
    assert days == "files created 2026-02-09 and 2026-08-25"
    assert strongest(app, "KCNJ10") is None
    mirror.gnomad("2.1.1", full.V2_NAME, v2_file)
    mirror.clingen("validity", full.validity())
    results = run("gnomad_v2", "clingen_validity")
    assert [one.outcome for one in results] == [Outcome.SWITCHED] * 2
    after = answer(client, "STAT3/constraint?release=v2.1.1")
    assert (after["data"]["loeuf"], after["data"]["rank"]["rank"]) == (0.095, 173)
    assert any(note.startswith("Updated here on 20") for note in after["notes"])
    found = answer(client, "STAT3/validity")
    assert [one["disease"] for one in found["data"]] == ["disease 1", "disease 2"]
    assert found["provenance"]["release"] == "file created 2026-11-20"
    # The table is whole now: a gene without a row has no curation (T60).
    assert answer(client, "KCNJ10/validity")["state"] == "empty"
    dated = answer(client, "CFTR/validity")["provenance"]
    assert (dated["release"], dated["fetched_at"]) == ("file created 2026-11-20", "2026-11-20")
    # What is joined with a release for explore and lists is new as well.
    assert strongest(app, "KCNJ10") == ""
    assert strongest(app, "STAT3") == "Definitive"
    shown = data_page(app)
    assert shown.count('" updated"') == 2
    assert "Updated releases and embedded snapshot" in shown
    assert shown.count("not used, the updated one stands before it") == 2
    assert f"{full.V2_NAME}: {len(v2_file):,} bytes, SHA-256 " in shown
    shown = shown.replace("\\u002f", "/")  # as Dash writes it
    assert (
        f"from {mirror.url}gcp-public-data--gnomad/release/2.1.1/constraint/{full.V2_NAME}; "
        in shown
    )
    assert "no checksum is published" in shown
    assert "An update is under way" not in shown
    assert main(["update", "--rollback", "--dir", str(folder)]) == 0
    assert answer(client, "KCNJ10/validity")["state"] == "not_covered"
    assert strongest(app, "KCNJ10") is None
    assert answer(client, "CFTR/validity")["provenance"]["release"] == days


def test_the_data_page_tells_what_a_running_update_does(
    hpo: Mirror, run: Run, folder: Path
) -> None:
    app = create_app(Settings(mode=Mode.OFFLINE, data_dir=folder))
    shown: list[str] = []
    file = next(iter(hpo.files.values()))
    file.cuts, file.after = [300_000], lambda: shown.append(data_page(app))
    run("hpo")
    assert "An update is under way, as of " in shown[0]
    assert re.search(r"UTC: (hpo, |phenotype\.hpoa, 0\.\d of 0\.5 MB)", shown[0])
    assert "An update is under way" not in data_page(app)
    note_progress(folder, "a word of a process that was killed", datetime(2026, 11, 27, tzinfo=UTC))
    assert read_progress(folder) is None


def test_a_rollback_brings_back_the_figures_and_a_second_one_the_update(
    mirror: Mirror, run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = mirror.clingen("validity", full.validity(2_600))
    run("clingen_validity")
    file.content = full.validity(2_700, day="2026-11-27")
    run("clingen_validity")
    arguments = ["update", "--rollback", "--dir", str(folder)]
    assert main(arguments) == 0
    assert "validity: file created 2026-11-20, 2,600 rows" in capsys.readouterr().out
    assert len(ImportedTables(folder, 0).table("validity")) == 2_600
    assert main(arguments) == 0
    assert len(ImportedTables(folder, 0).table("validity")) == 2_700
    # Of older sets nothing is left; of these two both files are.
    assert len(list(folder.glob("validity-*.parquet"))) == 2


def test_a_rollback_of_the_first_update_brings_back_the_embedded_table(
    mirror: Mirror, run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mirror.clingen("validity", full.validity())
    run("clingen_validity")
    assert main(["update", "--rollback", "--dir", str(folder)]) == 0
    assert "validity: the embedded table" in capsys.readouterr().out
    assert not ImportedTables(folder, 0).has("validity")
    assert main(["update", "--rollback", "--dir", str(folder)]) == 0
    assert ImportedTables(folder, 0).has("validity")


def test_a_rollback_leaves_what_was_imported_since(
    mirror: Mirror, run: Run, folder: Path, tmp_path: Path, few: int
) -> None:
    file = mirror.clingen("validity", full.validity(2_600))
    run("clingen_validity")
    file.content = full.validity(2_700)
    run("clingen_validity")
    path = made_up.written(tmp_path / "v4.tsv", made_up.whole_v4(GENES))
    assert main(["import", str(path), "--release", "v4.1", "--dir", str(folder)]) == 0
    assert main(["update", "--rollback", "--dir", str(folder)]) == 0
    imports = ImportedTables(folder, 0)
    assert len(imports.table("validity")) == 2_600
    assert len(imports.table("constraint_v4_1")) == GENES
    store.drop("v4.1", folder, DAY)
    assert main(["update", "--rollback", "--dir", str(folder)]) == 0
    assert len(ImportedTables(folder, 0).table("validity")) == 2_700


def test_without_an_update_there_is_no_way_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["update", "--rollback", "--dir", str(folder)]) == 1
    assert "nothing to go back to" in capsys.readouterr().err


def test_rows_that_stay_the_same_are_no_new_set(
    mirror: Mirror, run: Run, folder: Path, said: list[str]
) -> None:
    file = mirror.clingen("validity", full.validity())
    run("clingen_validity")
    before = read_manifest(folder)
    file.content = full.validity(day="2026-11-27")
    (result,) = run("clingen_validity")
    assert result.outcome is Outcome.CURRENT
    assert "file created 2026-11-27 are those of file created 2026-11-20" in result.words
    assert read_manifest(folder) == before


def test_kept_files_are_fit_for_a_place_without_a_network(
    hpo: Mirror, run: Run, folder: Path, tmp_path: Path, v2_file: bytes
) -> None:
    hpo.gnomad("2.1.1", full.V2_NAME, v2_file)
    hpo.clingen("validity", full.validity())
    hpo.clingen("dosage", full.dosage())
    ids = ("gnomad_v2", "clingen_validity", "clingen_dosage", "hpo")
    run(*ids, keep_raw=True)
    raw = folder / RAW
    assert sorted(path.name for path in raw.iterdir()) == sorted(
        [
            *("SHA256SUMS", "clingen-gene-dosage.csv", "clingen-gene-validity.csv"),
            *("genes_to_phenotype.txt", full.V2_NAME, "phenotype.hpoa"),
        ]
    )
    there = tmp_path / "there"
    assert main(["update", "--from", str(raw), "--dir", str(there)]) == 0
    new, old = (read_manifest(one).tables for one in (there, folder))
    assert {name: entry.sha256 for name, entry in new.items()} == {
        name: entry.sha256 for name, entry in old.items()
    }
    # It can be told from a service's: nothing was tried from there.
    update = new["validity"].update
    assert update is not None
    assert update.files[0].url is None
    assert update.files[0].checksum is not None
    (raw / "phenotype.hpoa").write_bytes((raw / "phenotype.hpoa").read_bytes() + b"\n")
    assert main(["update", "--from", str(raw), "--dir", str(tmp_path / "elsewhere")]) == 3


def test_a_damaged_table_is_made_anew_although_its_files_are_the_newest(
    hpo: Mirror, run: Run, folder: Path, said: list[str]
) -> None:
    run("hpo")
    (table,) = folder.glob("phenotypes-*.parquet")
    table.write_bytes(table.read_bytes()[:-1])
    shown = data_page(create_app(Settings(mode=Mode.OFFLINE, data_dir=folder)))
    assert "update --only hpo`: it makes it anew." in shown
    (result,) = run("hpo")
    assert result.outcome is Outcome.SWITCHED
    assert any("the table here is damaged" in line for line in said)
    assert len(ImportedTables(folder, 0).table("phenotypes")) == 10_300


def test_a_damaged_table_of_before_is_not_brought_back(
    mirror: Mirror, run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = mirror.clingen("validity", full.validity(2_600))
    run("clingen_validity")
    (table,) = folder.glob("validity-*.parquet")
    file.content = full.validity(2_700)
    run("clingen_validity")
    table.write_bytes(b"")
    assert main(["update", "--rollback", "--dir", str(folder)]) == 1
    assert "of before cannot be brought back: 0 bytes instead of" in capsys.readouterr().err
    assert len(ImportedTables(folder, 0).table("validity")) == 2_700


def test_an_excerpt_that_is_imported_leaves_a_whole_release_as_it_is(
    mirror: Mirror, run: Run, folder: Path, few: int, tmp_path: Path, capsys: Any
) -> None:
    content = full.v4("4.1.1", GENES)
    mirror.gnomad("4.1.1", full.V4_NAME.format("4.1.1"), content)
    run("gnomad_v4", min_rows=GENES)
    path = made_up.v4_file(tmp_path / "v4.tsv", layout=V4_1_1)
    arguments = ["import", str(path), "--release", "v4.1.1", "--dir", str(folder)]
    assert main(arguments) == 0
    assert "The whole v4.1.1 is here, 300 rows: this excerpt adds" in capsys.readouterr().err
    assert main(["import", "--list", "--dir", str(folder)]) == 0
    assert (
        "v4.1.1: 300 rows, complete, GRCh38, 2026-03-30; by update, 20" in capsys.readouterr().out
    )
