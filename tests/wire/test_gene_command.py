"""`python -m dashboard gene`: the figures as on the page, with their source."""

from __future__ import annotations

import json

import pytest

from dashboard.commands.main import main


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what the command prints."""
    assert main(["gene", *arguments]) == 0
    return capsys.readouterr().out


def test_t4_the_command_prints_rounded_bounds_and_says_which_are_computed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = printed(capsys, "TTN", "--release", "v4.1.1")
    assert "o/e 0.47 (90 % 0.454†–0.494)" in shown
    assert "† lower bound computed here, not printed by the release" in shown
    assert "—–—" not in shown
    assert "unreliable: synonymous control fails" in shown
    assert "Source: gnomAD, v4.1.1, GRCh38, snapshot, 2026-03-30" in shown


def test_t11_a_class_without_figures_is_named_without_empty_brackets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = printed(capsys, "COX7B2", "--release", "v2.1")
    assert "LoF: not estimable: 0 expected" in shown
    assert "ENST00000396533 (not the MANE Select transcript)" in shown
    assert "missense: 56 observed" in shown


def test_the_command_s_json_stays_raw(capsys: pytest.CaptureFixture[str]) -> None:
    body = json.loads(printed(capsys, "STAT3", "--release", "v2.1", "--json"))
    rows = {row["class"]: row for row in body["constraint"]["data"]["rows"]}
    assert rows["lof"]["exp"] == pytest.approx(50.397, abs=5e-4)
    assert len(str(rows["lof"]["oe"])) > len("0.02")
