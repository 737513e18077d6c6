"""Other ways to write a gene than its symbol, taken apart into what the index knows (rule T64).

Nothing here knows a gene: each reading names texts that may be symbols, and the index looks whether
they are. A reading is only tried where the text as a whole names no gene.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, islice, product
from typing import NamedTuple

LONGEST = 60  # characters; the two longest symbols have 26 each
MOST_DASHES = 3
MOST_NAMES = 6
SHORTEST = 3  # letters of a part that may be a gene by itself: "A/B" and "mg/l" are no genes

# Each letter as HGNC's symbols have it, and as its aliases spell it.
GREEK = {
    "\u03b1": ("A", "ALPHA"),
    "\u03b2": ("B", "BETA"),
    "\u03b3": ("G", "GAMMA"),
    "\u03b4": ("D", "DELTA"),
    "\u03b5": ("E", "EPSILON"),
    "\u03b6": ("Z", "ZETA"),
    "\u03b7": ("H", "ETA"),
    "\u03b8": ("Q", "THETA"),
    "\u03b9": ("I", "IOTA"),
    "\u03ba": ("K", "KAPPA"),
    "\u03bb": ("L", "LAMBDA"),
    "\u03bc": ("M", "MU"),
    "\u03bd": ("N", "NU"),
    "\u03c0": ("P", "PI"),
    "\u03c1": ("R", "RHO"),
    "\u03c3": ("S", "SIGMA"),
    "\u03c2": ("S", "SIGMA"),
    "\u03c4": ("T", "TAU"),
    "\u03c6": ("F", "PHI"),
    "\u03c7": ("C", "CHI"),
    "\u03c8": ("Y", "PSI"),
    "\u03c9": ("O", "OMEGA"),
}
GREEK |= {letter.upper(): words for letter, words in GREEK.items()}
SPELT = "|".join(dict.fromkeys(words[1] for words in GREEK.values()))
SPELT_LETTER = re.compile(rf"(?i)([A-Z0-9]{{2,}})[ -]?\b({SPELT})([ -]?[0-9]{{0,2}})")
LETTER_OF = {words[1]: words[0] for words in GREEK.values()}

MARKS = "*\u2020\u2021\u00a7\u00b6\u2016#~\u2217\u22c6\u2605"
MARK_BEHIND = re.compile(
    rf"(?P<rest>.*?[^\s{MARKS}^])\s*(?P<mark>(?:[{MARKS}]|\^[A-Za-z0-9,+-]{{1,4}})+)"
)
MARK_BEFORE = re.compile(rf"(?P<mark>[{MARKS}]+)\s*(?P<rest>[^\s{MARKS}].*)")
MARK_LETTER = re.compile(r"(?P<rest>[A-Z][A-Z0-9-]*[A-Z0-9])(?P<mark>[a-h])")
ALLELE = re.compile(
    r"(?P<gene>[A-Za-z][A-Za-z0-9-]*)\*(?P<field>[0-9]{1,4}[A-Za-z]?)(?P<more>(?::[0-9]{1,4})*)[NLSCAQ]?"
)
SEROTYPE = re.compile(r"(?i)HLA-(?P<gene>[ABC])w?[0-9]{1,2}")
R_NUMBERED = re.compile(r"(?P<rest>.*[A-Za-z].*)\.[0-9]{1,2}")  # of two columns STAT3 the second
LETTER_DASH = re.compile(r"(?P<letter>[A-Za-z])-(?P<rest>[A-Za-z]{2}[A-Za-z0-9]*)")
IN_BRACKETS = re.compile(r"(?P<outer>[^()\[\]]+?)\s*[(\[](?P<inner>[^()\[\]]+)[)\]]")
BETWEEN = re.compile(r"\s*(?:::|--|[/|;,+&])\s*")
DASH = re.compile("-")
TAIL = re.compile(r"(?P<stem>.*?)(?P<tail>[0-9]{1,2}|[A-Za-z])")


def spelt(text: str) -> str:
    """Return the text with its Greek letters written out, as names of genes have them."""
    if text.isascii():
        return text
    return "".join(f" {GREEK[letter][1]} " if letter in GREEK else letter for letter in text)


class Reading(NamedTuple):
    """Texts that a name may be made of.

    `how`: "mark" (a footnote mark left out), "spelling" (one of the texts is the symbol), "allele"
    (of the gene), "names" (each text names a gene, and all must: the same one or several).
    `approved`: whether only an approved symbol will do. `left`: what was left out.
    """

    how: str
    texts: tuple[str, ...]
    approved: bool = False
    left: str = ""


def readings(text: str, *, several: bool = True) -> Iterator[Reading]:
    """Yield what a text (plain form, case kept) can mean taken apart, the surest first.

    Args:
        text: Names nothing as a whole.
        several: Whether it may be more than one name.
    """
    if len(text) > LONGEST or not any(map(str.isalpha, text)):
        return
    if text.isalnum() and text.isascii():
        yield from _glued(text)
        return
    yield from _alleles(text)
    yield from _marks(text)
    yield from _letters(text)
    yield from _dots(text)
    yield from _dashes(text)
    if several:
        yield from _names(text)


def _glued(text: str) -> Iterator[Reading]:
    """Yield readings of letters and digits alone: a footnote letter, the X that R puts first."""
    if match := MARK_LETTER.fullmatch(text):
        yield Reading("mark", (match["rest"],), approved=True, left=match["mark"])
    yield from _without_x(text)


def _without_x(text: str) -> Iterator[Reading]:
    """Yield the name that R could not begin with a digit: X7SK."""
    rest = text[1:]
    if text[:1] == "X" and rest[:1].isdigit() and any(map(str.isalpha, rest)):
        yield Reading("spelling", tuple(dict.fromkeys((rest, rest.replace(".", "-")))))


def _alleles(text: str) -> Iterator[Reading]:
    if "*" in text and (match := ALLELE.fullmatch(text)):
        gene = match["gene"]
        hla = (f"HLA-{gene}",) if match["more"] and not gene.upper().startswith("HLA") else ()
        yield Reading("allele", (gene, *hla) if len(gene) >= SHORTEST else hla, approved=True)
    elif match := SEROTYPE.fullmatch(text):
        yield Reading("allele", (f"HLA-{match['gene']}",), approved=True)


def _marks(text: str) -> Iterator[Reading]:
    if text[-1] not in MARKS and text[0] not in MARKS and "^" not in text:
        return
    if match := MARK_BEHIND.fullmatch(text) or MARK_BEFORE.fullmatch(text):
        yield Reading("mark", (match["rest"],), left=match["mark"])


def _letters(text: str) -> Iterator[Reading]:
    """Yield Greek letters as Latin ones and spelt out, with the dashes beside them and without."""
    greek = [] if text.isascii() else [one for one in dict.fromkeys(text) if one in GREEK]
    if 0 < len(greek) <= 2 and len(text) <= LONGEST // 2:
        forms = []
        for words in product(*(GREEK[letter] for letter in greek)):
            form = text
            for letter, word in zip(greek, words, strict=True):
                form = form.replace(letter, word if len(word) == 1 else word.lower())
            forms += [form, form.replace(" ", "-"), form.replace("-", "").replace(" ", "")]
        yield Reading("spelling", tuple(dict.fromkeys(forms)))
    elif match := SPELT_LETTER.fullmatch(text):
        digits = match[3].strip(" -")
        tails = (LETTER_OF[match[2].upper()], match[2])
        yield Reading("spelling", tuple(f"{match[1]}{tail}{digits}" for tail in tails))


def _dots(text: str) -> Iterator[Reading]:
    """Yield names as R writes them: dots (elsewhere underscores) for dashes, an X before digits."""
    if not text.replace(".", "").replace("_", "").replace("-", "").isalnum():
        return
    places = [i for i, letter in enumerate(text) if letter in "._" and 0 < i < len(text) - 1]
    if not places:
        return
    if 0 < len(places) <= 3 and any(map(str.isalpha, text)):
        chosen = (some for n in range(len(places), 0, -1) for some in combinations(places, n))
        yield from (Reading("spelling", (_dashed(text, some),)) for some in chosen)
    yield from _without_x(text)
    if match := R_NUMBERED.fullmatch(text):
        yield Reading("mark", (match["rest"],), approved=True, left=text[len(match["rest"]) :])


def _dashed(text: str, places: tuple[int, ...]) -> str:
    return "".join("-" if i in places else letter for i, letter in enumerate(text))


def _dashes(text: str) -> Iterator[Reading]:
    """Yield K-RAS as KRAS, c-MET as MET."""
    if text[1:2] == "-" and (match := LETTER_DASH.fullmatch(text)):
        yield Reading("spelling", (match["letter"] + match["rest"],), approved=True)
        if match["letter"] in "cC":
            yield Reading("spelling", (match["rest"],), approved=True)


def _names(text: str) -> Iterator[Reading]:
    """Yield several names in one text: in brackets, beside a slash, of a fusion of two genes."""
    if text[-1] in ")]" and (match := IN_BRACKETS.fullmatch(text)):
        yield Reading("names", (match["outer"].strip(), match["inner"].strip()))
        return
    parts = [part for part in BETWEEN.split(text) if part]
    if 1 < len(parts) <= MOST_NAMES:
        yield from _beside(parts)
        return
    at = (found.start() for found in DASH.finditer(text, 1, len(text) - 1))
    for place in islice(at, MOST_DASHES):
        pair = text[:place].strip(), text[place + 1 :].strip()
        if all(map(_can_stand_alone, pair)):
            yield Reading("names", pair)


def _beside(parts: list[str]) -> Iterator[Reading]:
    """Yield "CDKN2A/B" as CDKN2A and CDKN2B, "BCR/ABL1" as its two genes."""
    if len(parts[0]) >= SHORTEST and (match := TAIL.fullmatch(parts[0])):
        stem, tail = match["stem"], match["tail"]
        if all(part.isascii() and part.isalnum() and len(part) <= 2 for part in parts[1:]) and all(
            part.isdigit() == tail.isdigit() and part.isalpha() == tail.isalpha()
            for part in parts[1:]
        ):
            yield Reading("names", (parts[0], *(stem + part for part in parts[1:])))
            return
    if all(map(_can_stand_alone, parts)):
        yield Reading("names", tuple(parts))


def _can_stand_alone(part: str) -> bool:
    return len(part) >= SHORTEST and not part.isdigit()
