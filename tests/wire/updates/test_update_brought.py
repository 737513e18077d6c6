"""Tables that only an update brings: GenCC and scores, from the service's file to page and JSON."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from dashboard.factory import create_app
from dashboard.models import State
from dashboard.service import DataService
from dashboard.settings import Mode, Settings
from dashboard.tables.snapshot import EMBEDDED, Imports, Snapshot
from dashboard.update.readers import Genes
from dashboard.update.run import Choice, Outcome, Reports, Updates
from dashboard.update.sources import SOURCES
from tests.wire.updates import full
from tests.wire.updates.conftest import Run
from tests.wire.updates.mirror import Mirror

STAT3, PTEN, GJB2 = "HGNC:11364", "HGNC:9588", "HGNC:4284"
S_HET = {STAT3: (0.412, 0.201, 0.733), GJB2: (0.0011, 0.0002, 0.0043), PTEN: (0.3, 0.1, 0.6)}
DOSAGE = {"STAT3": (0.97, 0.88), "PTEN": (0.99, 0.95), "GJB2": (0.11, 0.2), "HDGFRP2": (0.9, 0.9)}
MEANS = {"ENST00000264657": 0.655, "ENST00000371953": 0.712}
BRINGS = ("s_het", "dosage_scores", "alphamissense")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Return the files of the scores, as long as whole ones."""
    tables = Snapshot()
    genes = tables.arrow("genes").select(["hgnc_id", "ensembl_id", "mane_select"]).to_pylist()
    coding = [(row["hgnc_id"], row["ensembl_id"]) for row in genes if row["mane_select"]]
    symbols = tables.arrow("constraint_v2_1")["symbol"].to_pylist()
    return {
        "s_het": full.s_het(coding, S_HET),
        "dosage_scores": full.dosage_scores(sorted(set(symbols)), DOSAGE),
        "alphamissense": full.alphamissense(
            [row["mane_select"] for row in genes if row["mane_select"]], MEANS
        ),
    }


@pytest.fixture
def brought(mirror: Mirror, files: dict[str, bytes], run: Run) -> Mirror:
    """Return a mirror from which all four sources have been brought."""
    mirror.gencc(full.gencc())
    mirror.record("10403254", "s_het_estimates.genebayes.tsv", files["s_het"])
    name = "Collins_rCNV_2022.dosage_sensitivity_scores.tsv.gz"
    mirror.record("6347673", name, files["dosage_scores"])
    mirror.alphamissense(files["alphamissense"])
    results = run("gencc", *BRINGS)
    assert [one.outcome for one in results] == [Outcome.SWITCHED] * 4, [r.words for r in results]
    return mirror


@pytest.fixture
def app(brought: Mirror, folder: Path) -> Dash:
    """Return the app on the updated folder."""
    return create_app(Settings(mode=Mode.OFFLINE, data_dir=folder))


def asked(app: Dash, address: str) -> Any:
    answer = app.server.test_client().get(f"/api/v1/{address}")
    assert answer.status_code == 200
    return answer.get_json()


def exported(app: Dash, address: str) -> tuple[list[str], list[dict[str, str]]]:
    """Return the lines of provenance and the rows of a CSV."""
    text = app.server.test_client().get(f"/api/v1/{address}?format=csv").get_data(as_text=True)
    lines = text.splitlines()
    said = [line for line in lines if line.startswith("# ")]
    return said, list(csv.DictReader(lines[len(said) :]))


def raw(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a raw file as the csv module reads them."""
    text = (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode()
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("# ")]
    lines = [line for line in lines if line.strip() != "#"]
    lines[0] = lines[0].removeprefix("#")
    return list(csv.DictReader(io.StringIO("".join(lines)), delimiter="\t"))


def test_t79_submitters_who_contradict_each_other_stand_side_by_side(app: Dash) -> None:
    body = asked(app, "genes/STAT3/gencc")
    assert body["state"] == "snapshot"
    assert body["coverage"]["complete"] is True
    found = {(one["submitter"], one["classification"]) for one in body["data"]}
    assert found == {
        ("ClinGen", "Definitive"),
        ('Laboratory, "A"', "Disputed Evidence"),
        ("Orphanet", "Refuted Evidence"),
    }
    one = body["data"][0]
    assert one["date"] == "2024-03-14"
    assert one["pmids"] == ["22772368", "25320121"]
    assert body["provenance"]["release"] == "run of 2026-11-20"
    assert "a title that is not GenCC's" not in str(body)
    said, rows = exported(app, "genes/STAT3/gencc")
    assert "# Release: run of 2026-11-20" in said
    assert {(row["submitter"], row["classification"]) for row in rows} == found


def test_a_gene_without_a_submission_is_empty_as_the_table_is_whole(app: Dash) -> None:
    body = asked(app, "genes/COX7B2/gencc")
    assert (body["state"], body["data"]) == ("empty", [])
    assert "GenCC (2026-11-20) has no submission on COX7B2." in body["problem"]["message"]


@pytest.mark.parametrize("symbol", ["STAT3", "PTEN", "GJB2"])
def test_each_score_is_the_raw_files_in_json_and_csv(
    app: Dash, files: dict[str, bytes], symbol: str
) -> None:
    gene = DataService(Snapshot()).gene(symbol)
    (s_het,) = [row for row in raw(files["s_het"]) if row["hgnc"] == gene.hgnc_id]
    (dosage,) = [row for row in raw(files["dosage_scores"]) if row["gene"] == symbol]
    transcript = gene.mane_select
    (mean,) = [r for r in raw(files["alphamissense"]) if r["transcript_id"] == transcript]
    wanted = {
        "s_het": s_het["post_mean"],
        "phaplo": dosage["pHaplo"],
        "ptriplo": dosage["pTriplo"],
        "alphamissense": mean["mean_am_pathogenicity"],
    }
    found = {one["name"]: one for one in asked(app, f"genes/{symbol}/scores")["data"]}
    said, rows = exported(app, f"genes/{symbol}/scores")
    printed = {row["name"]: row for row in rows}
    for name, value in wanted.items():
        assert found[name]["value"] == float(value)
        assert float(printed[name]["value"]) == float(value)
        assert found[name]["direction"]
        assert found[name]["threshold_source"]
    ends = (found["s_het"]["lower"], found["s_het"]["upper"])
    assert ends == (float(s_het["post_lower_95"]), float(s_het["post_upper_95"]))
    assert found["alphamissense"]["transcript"] == transcript
    assert found["s_het"]["release"] == "Zenodo record 10403254"
    assert any("Source: AlphaMissense" in line for line in said)
    assert {line for line in said if line.startswith("# Licence")}


def test_moeuf_names_its_release(app: Dash) -> None:
    found = [one for one in asked(app, "genes/STAT3/scores")["data"] if one["name"] == "moeuf"]
    assert {one["release"]: one["value"] for one in found}["v2.1"] == pytest.approx(0.352)
    assert all(one["source"] == "gnomAD" for one in found)


def test_a_symbol_of_gencode_v19_goes_to_the_gene_that_it_named_then(
    brought: Mirror, folder: Path
) -> None:
    service = DataService(Snapshot(EMBEDDED, Imports(folder)))
    found = {
        one.name: one.value for one in service.ask("scores", service.gene("HDGFL2")).data or ()
    }
    assert found["phaplo"] == 0.9


def test_a_second_update_loads_nothing(brought: Mirror, run: Run) -> None:
    before = len(brought.of("submissions-export-tsv"))
    results = run("gencc", *BRINGS)
    assert [one.outcome for one in results] == [Outcome.CURRENT] * 4
    assert len(brought.of("submissions-export-tsv")) == before
    assert brought.of("submissions-export-tsv", "HEAD")


def test_a_gencc_file_that_is_not_its_etag_is_refused(mirror: Mirror, run: Run) -> None:
    file = mirror.gencc(full.gencc(), tagged='"' + "0" * 32 + '"')
    (result,) = run("gencc")
    assert result.outcome is Outcome.FAILED
    assert "instead of 0000" in result.words
    file.tagged = None
    assert run("gencc")[0].outcome is Outcome.SWITCHED


def test_a_quota_of_gencc_is_said_and_what_is_here_stays(mirror: Mirror, run: Run) -> None:
    mirror.gencc(full.gencc(), status=[429] * 9)
    (result,) = run("gencc")
    assert result.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (full.gencc(header=full.GENCC_NEWER[:-5]), "no line with the columns"),
        (full.gencc(900), "900 rows, where at least 20,000 are expected"),
        (full.gencc()[:-40], "is cut off or damaged at line"),
        (full.gencc(known=()), "STAT3, classification Definitive is expected"),
        (b"<!DOCTYPE html><html>quota</html>", "web page"),
    ],
)
def test_a_gencc_file_that_is_not_whole_is_refused(
    mirror: Mirror, run: Run, content: bytes, says: str
) -> None:
    mirror.gencc(content)
    (result,) = run("gencc")
    assert result.outcome is Outcome.FAILED
    assert says in result.words


def test_the_older_layout_of_gencc_is_read(mirror: Mirror, run: Run) -> None:
    mirror.gencc(full.gencc(header=full.GENCC_OLDER))
    assert run("gencc")[0].outcome is Outcome.SWITCHED


def test_an_unknown_word_of_gencc_is_shown_as_it_is_and_counted(mirror: Mirror, run: Run) -> None:
    known = (*full.GENCC_KNOWN, ("Perhaps", "Orphanet", "MONDO:1", "d"))
    mirror.gencc(full.gencc(known=known))
    (result,) = run("gencc")
    assert result.entry is not None
    assert "A classification that is not known here, 'Perhaps': 1 rows." in result.entry.caveats


def test_a_score_outside_its_interval_is_refused(
    mirror: Mirror, run: Run, files: dict[str, bytes]
) -> None:
    content = files["s_het"].replace(b"0.412\t0.201\t0.733", b"0.412\t0.501\t0.733")
    mirror.record("10403254", "s_het_estimates.genebayes.tsv", content)
    (result,) = run("s_het")
    assert result.outcome is Outcome.FAILED
    assert "is not between 0.501 and 0.733" in result.words


def test_without_a_table_one_line_says_what_would_bring_it_and_its_size() -> None:
    service = DataService(Snapshot())
    answer = service.ask("gencc", service.gene("STAT3"))
    assert answer.state is State.NOT_COVERED
    assert answer.problem is not None
    assert answer.problem.message == "Not in the tables here: GenCC submissions (about 14 MB)."
    assert answer.problem.hint == "`python -m dashboard update --only gencc` brings it."
    scores = service.ask("scores", service.gene("STAT3"))
    assert {one.name for one in scores.data or ()} == {"moeuf"}
    assert scores.problem is not None
    assert "s_het (GeneBayes) (about 2.0 MB)" in scores.problem.message
    assert scores.problem.hint.endswith("s_het,dosage_scores,alphamissense` brings them.")


def test_the_genes_of_transcripts_and_of_old_symbols_are_those_of_the_tables() -> None:
    genes = Genes(Snapshot())
    assert genes.by_transcript["ENST00000264657"] == STAT3
    assert genes.by_v19_symbol["HDGFRP2"] == "HGNC:14680"


def test_files_that_are_carried_in_keep_the_release_that_only_their_service_knows(
    mirror: Mirror, files: dict[str, bytes], run: Run, folder: Path, snapshot: Snapshot
) -> None:
    mirror.record("10403254", "s_het_estimates.genebayes.tsv", files["s_het"])
    mirror.alphamissense(files["alphamissense"])
    run("s_het", "alphamissense", keep_raw=True)
    inside = Updates(folder / "inside", snapshot, None, Reports(lambda _: None, lambda *_: None))
    choice = Choice(
        sources=[SOURCES["s_het"], SOURCES["alphamissense"]], from_folder=folder / "raw"
    )
    entries = [result.entry for result in inside.run(choice)]
    assert [one.release for one in entries if one] == [
        "Zenodo record 10403254",
        "file of 2023-11-14",
    ]
    (folder / "raw" / "VERSIONS.tsv").unlink()
    bare = Updates(folder / "bare", snapshot, None, Reports(lambda _: None, lambda *_: None))
    results = bare.run(choice)
    assert [one.entry.release for one in results if one.entry] == [None, None]
    assert all(one.words.startswith("release not stated, ") for one in results)


def test_t51_g2p_names_the_mechanism_of_each_disease(
    mirror: Mirror, run: Run, folder: Path
) -> None:
    mirror.g2p("2026-07-28", full.g2p(3_050))
    mirror.g2p("2026-08-28", full.g2p())
    (result,) = run("g2p")
    assert result.outcome is Outcome.SWITCHED
    assert result.words == "file of 2026-08-28, 3,100 rows"
    app = create_app(Settings(mode=Mode.OFFLINE, data_dir=folder))
    body = asked(app, "genes/STAT3/g2p")
    found = {one["disease"]: one["mechanism"] for one in body["data"]}
    assert found == {
        "hyper-IgE syndrome": "dominant negative",
        "infantile-onset autoimmune disease": "gain of function",
    }
    assert body["data"][0]["consequences"] == [
        "altered gene product structure",
        "absent gene product",
    ]
    assert body["provenance"]["fetched_at"] == "2026-08-28"
    said, rows = exported(app, "genes/STAT3/g2p")
    assert "# Release: file of 2026-08-28" in said
    assert {row["mechanism"] for row in rows} == set(found.values())
    assert asked(app, "genes/COX7B2/g2p")["state"] == "empty"
    assert run("g2p")[0].outcome is Outcome.CURRENT


def test_a_g2p_file_of_2025_is_read_and_one_of_another_md5_refused(
    mirror: Mirror, run: Run
) -> None:
    older = [one for one in full.G2P_COLUMNS if one != "molecular mechanism support"]
    mirror.g2p("2025-08-28", full.g2p(columns=older))
    assert run("g2p")[0].outcome is Outcome.SWITCHED
    mirror.g2p("2026-08-28", full.g2p(), md5="0" * 32)
    (result,) = run("g2p")
    assert result.outcome is Outcome.FAILED
    assert "instead of 0000" in result.words
