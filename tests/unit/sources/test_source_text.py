"""Texts from outside: plain, on one line, of a sane length, with what they mean unharmed (T57)."""

from __future__ import annotations

import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.upstream.sources.clean_text import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    clean_text,
    clean_texts,
    clean_title,
    title_and_translation,
)

MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("<i>STAT3</i> in IL-2<sub>a</sub>", "STAT3 in IL-2a"),
        ("&lt;i&gt;STAT3&lt;/i&gt; &amp; JAK", "STAT3 & JAK"),
        ("&amp;lt;b&amp;gt;twice&amp;lt;/b&amp;gt;", "twice"),
        ("p<0.05 and n>3", "p<0.05 and n>3"),
        ("a<b and c>d", "a<b and c>d"),
        ("<script>alert(1)</script>Hi", "Hi"),
        ("Hi<script>alert(1)", "Hi"),
        ("x <img src=x onerror=alert(1)> y", "x y"),
        ("<mml:math display='inline'><mml:mi>α</mml:mi></mml:math>", "α"),
        ("a\x00b\x1b[31mc\u202ed\u200be", "ab[31mcde"),
        ("two\nlines\tand\u00a0more", "two lines and more"),
        ("<<b>b>x<<<<i>i>i>i>", "b x i i i"),
        ("<!-- hidden -->shown<![CDATA[ too]]>", "shown too"),
    ],
)
def test_markup_and_control_characters_are_gone_and_text_is_not(raw: str, plain: str) -> None:
    assert clean_text(raw) == plain


@pytest.mark.parametrize("raw", [None, 3, [], {}, b"x", True])
def test_what_is_no_text_is_empty(raw: Any) -> None:
    assert clean_text(raw) == ""
    assert clean_title(raw) is None


@pytest.mark.parametrize(
    "raw", ["", " ", ".", "[Not Available].", "Title not available", "[]", "null", "n/a", "-",
            "Dama\ufffdged"],
)  # fmt: skip
def test_t57_an_empty_or_damaged_title_is_none(raw: str) -> None:
    assert clean_title(raw) is None


def test_t57_brackets_mark_a_translation_and_are_not_part_of_the_title() -> None:
    assert title_and_translation("[Hyper-IgE syndrome].") == ("Hyper-IgE syndrome", True)
    assert title_and_translation("Hyper-IgE [corrected]") == ("Hyper-IgE [corrected]", False)


BLOWN_UP = ["<", "&lt;", "<script>", "<a ", " =", "<!--", "[", "\x00", "a", "</a", "]]>", "&#60;"]


@pytest.mark.parametrize("unit", BLOWN_UP)
def test_a_megabyte_is_cut_before_it_is_read(unit: str) -> None:
    raw = unit * (MEGABYTE // len(unit))
    began = time.process_time()
    assert len(clean_text(raw)) <= LONGEST_TEXT
    assert len(clean_title(raw) or "") <= LONGEST_TITLE
    assert time.process_time() - began < 1


def test_a_cut_text_says_so() -> None:
    assert clean_text("word " * 1_000, 20) == "word word word word…"


def test_lists_of_texts_are_short_and_without_empty_ones() -> None:
    assert clean_texts(["a", None, "<b></b>", " b "], 10) == ("a", "b")
    assert clean_texts(["a"] * 99, 2) == ("a", "a")
    assert clean_texts("abc", 3) == ()


@given(st.text(), st.integers(1, 50))
def test_what_comes_out_is_printable_one_line_and_short(raw: str, longest: int) -> None:
    found = clean_text(raw, longest)
    assert len(found) <= longest
    assert found == " ".join(found.split())
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in found)


@given(st.text(alphabet="<>/ab=&lt;gt; !-\"'"))
def test_no_tag_comes_through(raw: str) -> None:
    assert "<b>" not in clean_text(raw)
