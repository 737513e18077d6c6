"""Protein changes in HGVS notation."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutalyzer_hgvs_parser import to_model
from mutalyzer_hgvs_parser.exceptions import UnexpectedCharacter, UnexpectedEnd

from dashboard.rules import hgvs
from dashboard.rules.hgvs import ProteinChange, parse_protein_change, parse_search
from dashboard.rules.hgvs.residues import LETTERS

RESIDUES = sorted(set(LETTERS) - {"Ter", "Xaa"})

Row = tuple[str, str, str, int | None, int | None, str, bool]

# text, canonical, one-letter, position, end, consequence, truncating
T36_FORMS: list[Row] = [
    ("p.Arg382Trp", "p.Arg382Trp", "R382W", 382, 382, "missense", False),
    ("p.(Arg382Trp)", "p.Arg382Trp", "R382W", 382, 382, "missense", False),
    ("p.R382W", "p.Arg382Trp", "R382W", 382, 382, "missense", False),
    ("p.Arg382Ter", "p.Arg382Ter", "R382*", 382, 382, "stop gained", True),
    ("p.Arg382*", "p.Arg382Ter", "R382*", 382, 382, "stop gained", True),
    ("p.R382X", "p.Arg382Ter", "R382*", 382, 382, "stop gained", True),
    ("p.Arg97ProfsTer23", "p.Arg97ProfsTer23", "R97Pfs*23", 97, 97, "frameshift", True),
    ("p.Arg97Profs*23", "p.Arg97ProfsTer23", "R97Pfs*23", 97, 97, "frameshift", True),
    ("p.Arg97fs", "p.Arg97fs", "R97fs", 97, 97, "frameshift", True),
    ("p.Lys23_Val25del", "p.Lys23_Val25del", "K23_V25del", 23, 25, "inframe deletion", False),
    ("p.Gly4_Gln6dup", "p.Gly4_Gln6dup", "G4_Q6dup", 4, 6, "inframe duplication", False),
    (
        "p.Lys2_Gly3insGlnSerLys",
        "p.Lys2_Gly3insGlnSerLys",
        "K2_G3insQSK",
        2,
        3,
        "inframe insertion",
        False,
    ),
    ("p.Cys28delinsTrpVal", "p.Cys28delinsTrpVal", "C28delinsWV", 28, 28, "inframe delins", False),
    ("p.Ter770GlnextTer17", "p.Ter770GlnextTer17", "*770Qext*17", 770, 770, "stop lost", False),
    ("p.Ter770Gln", "p.Ter770Gln", "*770Q", 770, 770, "stop lost", False),
    ("p.Met1ext-5", "p.Met1ext-5", "M1ext-5", 1, 1, "extension", False),
    ("p.Met1?", "p.Met1?", "M1?", 1, 1, "start lost", False),
    ("p.Met1Val", "p.Met1Val", "M1V", 1, 1, "start lost", False),
    ("p.Gly12=", "p.Gly12=", "G12=", 12, 12, "synonymous", False),
    ("p.Gly12Gly", "p.Gly12=", "G12=", 12, 12, "synonymous", False),
    ("p.=", "p.=", "=", None, None, "synonymous", False),
    ("p.?", "p.?", "?", None, None, "unknown", False),
    ("p.0", "p.0", "0", None, None, "no protein", False),
    ("p.Ala2[10]", "p.Ala2[10]", "A2[10]", 2, 2, "repeat", False),
    (
        "p.[Ser68Arg;Asn594del]",
        "p.[Ser68Arg;Asn594del]",
        "[S68R;N594del]",
        68,
        68,
        "combined",
        False,
    ),
    ("NP_644805.1:p.(Arg382Trp)", "p.Arg382Trp", "R382W", 382, 382, "missense", False),
    ("NM_139276.3(STAT3):p.Arg382Trp", "p.Arg382Trp", "R382W", 382, 382, "missense", False),
    ("ENSP00000264657.4:p.Gly12%3D", "p.Gly12=", "G12=", 12, 12, "synonymous", False),
    ("p.38_42SGPEE[3]", "p.Ser38_Glu42[3]", "S38_E42[3]", 38, 42, "repeat", False),
    ("p.467PA[8]", "p.Pro467_Ala468[8]", "P467_A468[8]", 467, 468, "repeat", False),
    (
        "p.Glu107_Leu109delinsTer",
        "p.Glu107_Leu109delinsTer",
        "E107_L109delins*",
        107,
        109,
        "stop gained",
        True,
    ),
]


def _peers() -> list[dict[str, str]]:
    file = Path(__file__).with_name("protein_changes.tsv")
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("# ")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


PEERS = _peers()


@pytest.mark.parametrize("row", T36_FORMS, ids=[row[0] for row in T36_FORMS])
def test_t36_every_form_is_read(row: Row) -> None:
    text, three, one, start, end, consequence, truncating = row
    change = _read(text)
    assert change.text == text
    assert (change.three_letter, change.one_letter) == (three, one)
    assert (change.position, change.end) == (start, end)
    assert (change.consequence, change.truncating) == (consequence, truncating)
    assert change.consequence in hgvs.CONSEQUENCES


@pytest.mark.parametrize("form", [row[0] for row in T36_FORMS])
def test_t36_a_rendering_reads_back_as_the_same_change(form: str) -> None:
    change = _read(form)
    for rendering in (change.three_letter, f"p.{change.one_letter}"):
        again = _read(rendering)
        assert again.core == change.core
        assert again.truncating == change.truncating


@pytest.mark.parametrize("text", ["r382w", "arg382trp", "ARG382TRP", "R382Trp", " p.r382w\n"])
def test_t36_one_residue_is_read_in_any_case(text: str) -> None:
    assert _read(text).core == "Arg382Trp"


def test_t36_a_run_keeps_its_case_because_ala_has_two_readings() -> None:
    assert _read("p.Lys2_Gly3insALA").alt == "AlaLeuAla"
    assert _read("p.Lys2_Gly3insAla").alt == "Ala"
    assert parse_protein_change("p.Lys2_Gly3insala") is None


def test_t36_stop_loss_and_frameshift_in_the_stop_are_not_truncating() -> None:
    for text in ("p.Ter770Gln", "p.X770Q", "p.*770Glnext*?", "p.Ter770fs", "p.Ter770del"):
        assert not _read(text).truncating, text


def test_t36_an_unknown_residue_is_never_rendered_as_a_stop() -> None:
    assert _read("p.Arg5Xaa").one_letter == "R5Xaa"
    assert _read("p.Arg5Xaa").consequence == "unknown"


def test_t36_an_allele_keeps_its_parts_and_stands_at_the_first_placed_one() -> None:
    change = _read("p.[=;(Lys23_Val25del);Arg97ProfsTer23]")
    assert [part.core for part in change.parts] == ["=", "Lys23_Val25del", "Arg97ProfsTer23"]
    assert (change.position, change.end) == (23, 25)
    assert change.truncating


@pytest.mark.parametrize(
    "text", ["p.[Ser68Arg];[Ala2[10]]", "p.(Ser68Arg)(;)(Ala2[10])", "p.([Ser68Arg;Ala2[10]])"]
)
def test_t36_alleles_in_trans_and_of_unknown_phase_are_read(text: str) -> None:
    assert _read(text).core == "[Ser68Arg;Ala2[10]]"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "p.",
        "=",
        "0",
        "c.76A>T",
        "p.Arg0Trp",
        "p.Arg-5Trp",
        "p.Arg1234567Trp",
        "p.Arg\u0663\u0668Trp",
        "p.Lys25_Lys23del",
        "p.Lys2insGln",
        "p.Arg5ext-5",
        "p.Arg382Trp<b>",
        "p.[Ser68Arg;]",
        "p.[Ser68Arg;Asn594del",
        "L210P, L273P",
        "p.1_20AGD[3]",
        "p.Arg382\x00Trp",
    ],
)
def test_t36_what_is_no_change_is_none(text: str) -> None:
    assert parse_protein_change(text) is None


def test_t76_there_are_strings_of_peers_enough_and_each_once() -> None:
    texts = [row["text"] for row in PEERS]
    assert len(texts) >= 150
    assert len(set(texts)) == len(texts)
    assert sum(row["kind"] == "refused" for row in PEERS) >= 50


@pytest.mark.parametrize("row", PEERS, ids=[row["text"] for row in PEERS])
def test_t76_each_string_of_peers_is_read_as_it_is_meant(row: dict[str, str]) -> None:
    change = parse_protein_change(row["text"])
    if row["kind"] == "refused":
        assert change is None
        return
    assert change is not None
    assert [str(n or "") for n in (change.position, change.end)] == [row["position"], row["end"]]
    assert change.consequence == row["kind"]
    assert ("yes" if change.truncating else "no") == row["truncating"]


READ = [row["text"] for row in PEERS if row["kind"] != "refused"]


@pytest.mark.parametrize("text", READ)
def test_t76_the_renderings_of_a_string_of_peers_read_back_as_the_same(text: str) -> None:
    change = _read(text)
    for rendering in (change.three_letter, f"p.{change.one_letter}"):
        again = _read(rendering)
        assert (again.core, again.position, again.end) == (change.core, change.position, change.end)
        assert again.truncating == change.truncating


def test_t76_positions_agree_with_mutalyzers_parser_wherever_it_reads_the_string() -> None:
    compared = 0
    valid = ("HGVS recommendations", "mutalyzer-hgvs-parser tests", "biocommons/hgvs")
    for row in PEERS:
        text = row["text"]
        if row["kind"] == "refused" or not row["source"].startswith(valid):
            continue
        whole = text if ":" in text else f"NP_000001.1:{text}"
        try:
            model = to_model(whole if ":p." in whole else whole.replace(":", ":p."))
        except (UnexpectedCharacter, UnexpectedEnd):
            continue  # its grammar leaves out extensions, alternatives, old spellings
        variants = model.get("variants") or []
        places = [p for v in variants if (p := _mutalyzer_place(v["location"])) is not None]
        change = _read(text)
        if not places or change.position is None:
            continue  # p.0: its number is no residue
        compared += 1
        assert (change.position, change.end) == places[0], text
    assert compared >= 75


def _mutalyzer_place(location: dict[str, Any]) -> tuple[int, int] | None:
    start, end = location.get("start", location), location.get("end", location)
    if "position" not in start or "position" not in end:
        return None
    return start["position"], end["position"]


@pytest.mark.parametrize("unknown", ["X", "XX", "XXXXX", "X[5]", "QSX", "XaaXaa", "Xaa[12]"])
@pytest.mark.parametrize("form", ["Lys2_Gly3ins", "Lys2_Gly9delins", "Lys2delins"])
def test_t76_x_in_an_inserted_run_is_never_a_stop(form: str, unknown: str) -> None:
    change = _read(f"p.{form}{unknown}")
    assert not change.truncating
    assert change.consequence in ("inframe insertion", "inframe delins", "unknown")
    assert "Ter" not in change.core
    assert "*" not in change.one_letter


def test_t76_two_spellings_of_an_unknown_run_are_one_change() -> None:
    spellings = ("XXXXX", "X[5]", "Xaa[5]", "XaaXaaXaaXaaXaa", "[5]", "(5)", "5")
    assert {_read(f"p.Lys2_Gly3ins{words}").core for words in spellings} == {"Lys2_Gly3insXaa[5]"}


def test_t76_thirty_thousand_changes_take_less_than_a_second() -> None:
    names = [f"p.{a}{n}{b}" for n in range(2, 60) for a in RESIDUES for b in RESIDUES][:30_000]
    start = process_time()
    assert all(parse_protein_change(name) is not None for name in names)
    assert process_time() - start < 1


@pytest.mark.parametrize(
    "unit", ["[", "(", "A1T;", "A1T^", "A1T/", "[A1T]^", "Stop", "(A1_", "];["]
)
def test_brackets_and_alternatives_of_any_number_are_answered_at_once(unit: str) -> None:
    for text in (unit * (hgvs.MAX_LENGTH // len(unit)), f"[{unit * 900}A1T]"):
        start = process_time()
        parse_protein_change(text)
        assert process_time() - start < 0.2


def test_t37_a_change_without_a_residue_says_why_it_is_not_drawn() -> None:
    assert hgvs.unplaced_reason(None, None, 770) == hgvs.NO_CHANGE
    assert hgvs.unplaced_reason(" ", None, 770) == hgvs.NO_CHANGE
    assert hgvs.unplaced_reason("p.?!", None, 770) == hgvs.UNREADABLE
    assert hgvs.unplaced_reason("p.?", _read("p.?"), 770) == hgvs.NO_POSITION


def test_t38_the_stop_codon_is_on_the_plot_and_what_lies_behind_it_is_not() -> None:
    assert hgvs.unplaced_reason("", _read("p.Ter771Gln"), 770) is None
    assert hgvs.unplaced_reason("", _read("p.Arg772Trp"), 770) == hgvs.OTHER_ISOFORM
    assert hgvs.unplaced_reason("", _read("p.Arg769_Arg780del"), 770) == hgvs.OTHER_ISOFORM
    assert hgvs.unplaced_reason("", _read("p.Arg9999Trp"), None) is None


def test_the_protein_part_of_a_clinvar_name_is_found_at_its_end() -> None:
    assert hgvs.protein_part("NM_1.2(STAT3):c.1144C>T (p.Arg382Trp) ") == "p.Arg382Trp"
    assert hgvs.protein_part("NM_1.2(OTOF):c.1A>G (p.(Met1Val))") == "p.(Met1Val)"
    assert hgvs.protein_part("NM_194248.3(OTOF):c.4362+1G>A") is None


@settings(deadline=None, database=None)
@given(st.text() | st.text("pP.()[];_*=?XfsdelinupxtARGTrpe0123456789:-"))
def test_reading_any_text_never_raises(text: str) -> None:
    change = parse_protein_change(text)
    parse_search(text)
    hgvs.protein_part(text)
    assert change is None or change.position is None or 1 <= change.position <= (change.end or 0)


@settings(deadline=None, database=None)
@given(
    st.sampled_from(RESIDUES),
    st.integers(2, 40_000),
    st.sampled_from(RESIDUES),
    st.sampled_from(["{a}{n}{b}", "{a}{n}{b}fsTer{n}", "{a}{n}_{b}{m}dup", "{a}{n}_{b}{m}ins{b}"]),
)
def test_a_generated_change_survives_both_renderings(a: str, n: int, b: str, form: str) -> None:
    change = _read("p." + form.format(a=a, b=b, n=n, m=n + 1))
    assert change.position == n
    assert _read(change.one_letter).core == _read(change.three_letter).core == change.core


@pytest.mark.parametrize(
    "unit", ["p.", "(p.", "Ala", "[", "A1A;", "*", "\x00", "\ud800", "9", " ", "A1insA", "a_"]
)
@pytest.mark.parametrize("size", [hgvs.MAX_LENGTH, 10_000_000])
def test_hostile_text_of_any_size_is_refused(unit: str, size: int) -> None:
    text = unit * (size // len(unit)) + "!"
    assert parse_protein_change(text) is None
    assert parse_search(text) is None
    assert hgvs.protein_part(text) is None


def test_a_change_longer_than_the_limit_is_refused() -> None:
    head = "p.Lys2_Gly3ins"
    room = hgvs.MAX_LENGTH - len(head)
    assert parse_protein_change(head + "A" * room) is not None
    assert parse_protein_change(head + "A" * (room + 1)) is None


def test_t36_every_protein_change_of_the_clinvar_exports_is_read(shared: Path) -> None:
    folder = shared / "data" / "tables" / "clinvar-exports"
    named, listed = [], []
    for file in ("OTOF_2026.txt.gz", "NF2_VHL_2023.txt.gz", "variant_summary_sample.txt"):
        for row in _rows(folder / file):
            named += [part] if (part := hgvs.protein_part(row["Name"])) else []
            listed += [c.strip() for c in row.get("Protein change", "").split(",") if c.strip()]
    assert (len(named), len(listed)) == (4356, 7974)
    assert [text for text in named + listed if parse_protein_change(text) is None] == []
    assert [text for text in named if _read(text).position is None] == []


def _rows(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def _read(text: str) -> ProteinChange:
    change = parse_protein_change(text)
    assert change is not None, text
    return change
