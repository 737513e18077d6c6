"""Where a clinical text mentions a gene, as trials write genes (T54, T67).

Whole tokens with their case kept; families in one word (BRCA1/2, FGFR1-3), hyphens and blanks
(K-RAS, BRCA 2), changes and prefixes grown onto the symbol (KRASG12C, METex14, gBRCA1). A symbol
that is a word counts only where words of genetics stand right beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from dashboard.models import Gene
from dashboard.rules.ambiguous_symbols import is_ambiguous

SHORTEST_ALIAS = 4
SHORTEST_PREVIOUS = 3
MOST_NAMES = 12
NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9@*./+ -]+")
"""What a registry's query language could read as its own."""

LONGEST_LEAD = 12
JUST_BEFORE = 24  # characters that show whether a symbol is a verb or part of a compound
MOST_READ = 20  # mentions of a text whose state is read
AROUND = 90  # characters on each side of a mention, in which its context is looked for
WIDEST_RANGE = 20  # members of a family, FGFR1-4; more is no range of genes
SHORTEST_STEM = 4  # letters that may stand apart from their number without any context: BRCA 2

# Families whose stem is a word or another abbreviation of clinical prose: "STAT 3 mg", "PER 2".
_STEMS = """
    BEST CARD CARS CHIP CLIP COPS DARS FARS GARS HARS IARS LARS MARS NARS PARK PASK PLAN RAMP RARS
    RING SARS SLIT SNAP SPIN STAT STEP TARS TEAD TEST TRAP TRIM VARS WARS YARS
"""
_WORD_STEMS = frozenset(_STEMS.split())
# Read back: who MET, criteria MET, a KIT, per MAX. "a KIT mutation" is read forward first.
_NO_GENE_BEFORE = re.compile(
    r"(?i:\b(?:who|which|that|have|has|had|having|was|were|is|are|be|been|being|not|criteri(?:a|on)|"
    r"endpoints?|goals?|requirements?|conditions?|a|an|each|per|this|one|every|tests?|testing|"
    r"detection|diagnostic|collection|at|to|by|rapid|starter|assay)\s+)\Z"
)
_STRONG = (
    r"(?:gen(?:e|es|etic\w*|otyp\w*|omic)|onco(?:gen|protein)\w*|mutat\w*|mutant\w*|variants?|"
    r"alleles?|exons?|ex(?:on)?\s?[0-9]{1,2}|proteins?|kinases?|receptors?|inhibit\w*|antagonist\w*|"
    r"antibod\w+|agonists?|\w*express\w*|fusions?|amplif\w*|amplication|delet\w*|alter\w*|"
    r"aberra\w+|rearrang\w*|translocat\w*|pathogenic|haploinsuff\w*|deficien\w*|duplicat\w*|"
    r"loss[- ]of[- ]function|gain[- ]of[- ]function|wild[- ]?type|TKIs?|copy[- ]number|pathway|"
    r"signal+ing|polymorphisms?|promoter|methylation|positiv\w*|negativ\w*|carriers?|locus|"
    r"dysregulat\w*|addict\w*|driven|associated|related|linked|mediated|targeted|[+](?!\w)|"
    r"p\.\w+|c\.[0-9]\w*|[ACDEFGHIKLMNPQRSTVWY][0-9]{2,4}[ACDEFGHIKLMNPQRSTVWY*]?)(?!\w)"
)
# Possessive: each token of a list has one reading, or lists of symbols would take for ever.
_OTHER = r"[A-Z](?=[A-Za-z0-9]*[A-Z0-9])[A-Za-z0-9-]*+"
_AND = r"(?:\s*+(?:[,/+&]\s*+(?:(?:and/or|and|or)\s++)?|(?<=\s)(?:and/or|and|or)\s++))"
_CONTEXT_AFTER = re.compile(
    rf"(?:\)|\s*\([^()]{{1,30}}\))?(?:{_AND}{_OTHER}){{0,12}}[\s,-]*(?:(?:proto|tyrosine|somatic|"
    rf"germline|activating|high|low|over|receptor|tumou?r|point|hot[- ]?spot)[\s-]*){{0,2}}"
    rf"(?i:{_STRONG})"
)
_CONTEXT_BEFORE = re.compile(
    rf"(?:(?i:\b{_STRONG})(?:\s+(?i:in|of|on|for|to|at|involving|including|affecting|with))?"
    rf"(?:\s+(?i:the|either|known|human))*[\s:(]+(?i:gene\s+)?|(?i:\banti-?|\btarget(?:s|ing)\s+))"
    rf"(?:{_OTHER}{_AND}){{0,12}}\Z|\b[A-Z][A-Z0-9]{{2,}}/\Z"
)
_ANY_CONTEXT = re.compile(rf"(?i:\b(?:{_STRONG}|anti|target))|[A-Z]/\Z")
# "who MET genetic criteria", but "who have MET amplification".
_VERB_BEFORE = re.compile(
    r"(?i:\b(?:who|they|patients|subjects|participants|criteri(?:a|on)|endpoints?|goals?|"
    r"requirements?|hav(?:e|ing)|has|had|been|be|conditions?)\s+)\Z"
)
_ALTERED = re.compile(
    r"[\s-]*(?i:mutat|mutant|exon|ex[0-9]|amplif|fusion|gene\s+(?:mut|amp|fus|alt)|alter|overexp|"
    r"rearrang|dysreg|inhib|receptor|kinase|copy|[+]|[a-z][0-9]{2,4}[a-z]\b)"
)
_TREATMENT = re.compile(
    r"[\s-]*(?i:inhib|TKIs?\b|therap|treat|antibod|target|direct|agent|blockade|vaccin|agonist)"
)
_HYPHEN_BEFORE = re.compile(r"(\w+)-\Z")
_FREE_PREFIXES = frozenset({"anti", "non", "pan", "c", "v", "g", "s", "t"})

# A change, an exon or a state grown onto a symbol: KRASG12C, METex14, EGFRvIII, BRCA1m, RASwt.
_GROWN = (
    r"(?:[ACDEFGHIKLMNPQRSTVWY][0-9]{1,4}(?:[ACDEFGHIKLMNPQRSTVWY*]|fs|del|ins|dup)"
    r"(?:/[ACDEFGHIKLMNPQRSTVWY])*|[ACDEFGHIKLMNPQRSTVWY][0-9]{3,4}|[eE]x(?:on)?-?[0-9]{1,2}"
    r"(?:ins|del|skip\w*)?|vIII|[mM]ut(?:ant|ated|ation)?|mt|m|wt|WT|amp|"
    r"\N{GREEK CAPITAL LETTER DELTA}\w+)"
)
_WILD_AFTER = re.compile(
    rf"(?:{_AND}{_OTHER}){{0,12}}\)?[\s(-]*(?:(?i:gene|status|is|of)[\s-]+){{0,2}}"
    r"(?:(?i:wild[\s-]?type)|WT\b|wt\b)"
)
_WILD_BEFORE = re.compile(
    rf"(?:(?i:\bwild[\s-]?type)|\bWT|\bwt)[\s-]+(?i:for\s+|of\s+)?(?:{_OTHER}{_AND}){{0,12}}\Z"
)
_NEGATIVE_AFTER = re.compile(
    rf"(?:{_AND}{_OTHER}){{0,12}}(?:[\s-]*(?:(?i:gene|mutations?|mutated|fusions?|rearrangements?|"
    r"amplifications?|expression|status|receptor|protein)[\s-]+){0,3}[\s(-]*(?i:negativ\w*)|"
    r"(?:-|\N{MINUS SIGN}|\N{EN DASH})(?=[,;/)]|\Z|\s(?!and\b|or\b))|"
    r"[\s-]+(?:(?i:gene|mutation)\s+)?(?i:non-?carriers?))"
)
# Looked for first, at a hundredth of the cost.
_WILD = re.compile("(?i:wild)|WT|wt")
_NEGATIVE = re.compile("(?i:negativ|carrier)|[-\N{MINUS SIGN}\N{EN DASH}](?=[\\s,;/)]|\\Z)")
_WITHOUT = re.compile(r"(?i:\b(?:negative|without|lack|no|non|not|absence|free)\b)")
_NEGATIVE_BEFORE = re.compile(
    r"(?i:\b(?:negative\s+for|without|lack(?:s|ing)?|no|non|not\s+(?:have|harbou?r\w*|carry\w*)|absence\s+of|"
    r"free\s+of)[\s-]+(?:(?:an?|any|the|known|documented|activating|sensiti[sz]ing|actionable|"
    r"pathogenic|germline|somatic|detectable|evidence\s+of|mutations?\s+(?:in|of)|"
    rf"alterations?\s+(?:in|of))\s+){{0,4}})(?:{_OTHER}{_AND}){{0,12}}\Z"
)


_MAY_BE_PARTED = re.compile("[A-Z]{4,6}")  # K-RAS, B-RAF
_IN_WORDS = re.compile(r"\s(?:and|or|and/or|to)\s|,")
_GOES_ON = re.compile(r"\s+(?!and|or)[a-z]")
_HAS_OLD_FORM = re.compile("[A-Z]{3,6}")  # c-Met, c-Kit
_PARTS = re.compile("(?:orf)|[- ]")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a gene; `wanted` is "wild type", "negative" or None where it says neither."""

    start: int
    end: int
    wanted: str | None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """How one name is found: `stem` has to be in the text at all, a cautious name needs context."""

    stem: str  # without what may be written otherwise
    old: str | None  # c-Met
    found: re.Pattern[str]
    tail: str
    needs_context: bool
    family_is_word: bool


def searched_names(gene: Gene) -> tuple[str, ...]:
    """Return the symbol and those other names that can be searched for in prose, at most 12.

    An alias counts if it has four characters or more, a letter and a digit: "HIES" is a disease,
    "CAT" an animal, "STAT3" and "BRAF1" are genes. A previous symbol counts from three capital
    letters on, as older trials write it (GBA); what has no digit is a mention only beside words of
    genetics. No name may have brackets or quotes, which the query language of a registry would
    read as its own.
    """
    previous = (name for name in gene.previous if _is_telling(name) or _is_symbol(name))
    aliases = (name for name in gene.aliases if _is_telling(name))
    return tuple(dict.fromkeys((gene.symbol, *previous, *aliases)))[:MOST_NAMES]


def _is_symbol(name: str) -> bool:
    return len(name) >= SHORTEST_PREVIOUS and name.isascii() and name.isalpha() and name.isupper()


def _is_telling(name: str) -> bool:
    return (
        len(name) >= SHORTEST_ALIAS
        and any(c.isdigit() for c in name)
        and any(c.isalpha() for c in name)
        and not NOT_IN_NAMES.search(name)
    )


def mentions(texts: Iterable[str], names: Sequence[str]) -> bool:
    """Tell whether one of the texts mentions one of the names.

    The first name is the symbol; another one without a digit needs words of genetics beside it.
    """
    patterns = _patterns(tuple(names))
    return any(next(_mentions(text, pattern), None) for text in texts for pattern in patterns)


def mentions_in(text: str, names: Sequence[str]) -> list[Mention]:
    """Return the mentions of the names in a text, in its order, at most 20 a name."""
    found = {
        mention
        for pattern in _patterns(tuple(names))
        for mention in islice(_mentions(text, pattern), MOST_READ)
    }
    return sorted(found, key=lambda mention: (mention.start, mention.end))


@lru_cache(maxsize=512)
def _patterns(names: tuple[str, ...]) -> tuple[_Pattern, ...]:
    return tuple(_pattern(name, place > 0) for place, name in enumerate(names) if name)


def _pattern(name: str, is_other: bool) -> _Pattern:
    stem, tail = _parts(name)
    digits = any(letter.isdigit() for letter in name)
    before = r"(?<![^\W_])(?:(?P<prefix>[gst])(?=[A-Z]{3})|(?P<old>[cv]-?))?"
    after = rf"(?P<grown>{_GROWN})?(?![^\W_])(?!\.[0-9])"
    body = _spelled(stem)
    if tail.isdigit():
        number = r"[0-9]{1,3}"
        body += (
            rf"(?P<gap>[ -]?)(?P<members>{number}(?:(?:\s?/\s?-?|\s?[-\u2013]\s?|,\s?|\s?&\s?|"
            rf"\s(?:and/or|and|or|to|through)\s)(?:(?:and|or)\s)?{number}(?![0-9]|\.[0-9]))*)"
        )
    elif tail:
        body += r"(?P<members>[A-Z](?:/[A-Z](?!\w))*)(?P<gap>)"
    else:
        body += r"(?P<members>)(?P<gap>)"
    return _Pattern(
        stem=_fixed(stem),
        old=f"c-{stem.capitalize()}" if _HAS_OLD_FORM.fullmatch(stem) else None,
        found=re.compile(before + body + after),
        tail=tail,
        needs_context=is_ambiguous(name) or (is_other and not digits),
        family_is_word=stem in _WORD_STEMS or len(stem) < SHORTEST_STEM,
    )


def _parts(name: str) -> tuple[str, str]:
    """Return stem and member of a family: BRCA, 2; STAT5, A; KRAS and nothing."""
    found = re.fullmatch(r"(.*?[A-Za-z])([0-9]{1,3})", name) or re.fullmatch(
        r"([A-Z]{2,}[0-9]+)([A-Z])", name
    )
    return (found[1], found[2]) if found else (name, "")


def _fixed(stem: str) -> str:
    """Return the longest part of a stem that every spelling of it has."""
    return stem[1:] if _MAY_BE_PARTED.fullmatch(stem) else max(_PARTS.split(stem), key=len)


def _spelled(stem: str) -> str:
    """Return a pattern of a stem: hyphens may be left out, "orf" written large, K-RAS parted."""
    pattern = "".join("[- ]?" if letter == "-" else re.escape(letter) for letter in stem)
    pattern = re.sub("orf(?=[0-9]|$)", "(?:orf|ORF|Orf)", pattern)
    if _MAY_BE_PARTED.fullmatch(stem):
        pattern = rf"{stem[0]}-?{stem[1:]}"
    if _HAS_OLD_FORM.fullmatch(stem):
        # c-Met, c-Kit: the old prefix says that it is the gene.
        pattern = rf"(?:{pattern}|(?<=c-){stem.capitalize()})"
    return pattern


def _mentions(text: str, pattern: _Pattern) -> Iterator[Mention]:
    begin = text.find(pattern.stem)
    if pattern.old is not None and (old := text.find(pattern.old)) >= 0:
        begin = old if begin < 0 else min(begin, old)
    if begin < 0:
        return
    # What stands before the part that every spelling has is short: a prefix, a letter, a hyphen.
    for found in pattern.found.finditer(text, max(0, begin - LONGEST_LEAD - len(pattern.stem))):
        end = _end_of_member(found, pattern.tail)
        if end is not None and _is_gene(text, found, end, pattern):
            yield Mention(found.start(), found.end(), _wanted(text, found))


def _end_of_member(found: re.Match[str], tail: str) -> int | None:
    """Return where the gene's own number ends in BRCA1/2 or FGFR1-3; None: it is not among them."""
    members = found["members"]
    if members == tail:
        return found.end("members")
    if not tail.isdigit():
        return found.end("members") if tail in members.split("/") else None
    numbers = list(re.finditer("[0-9]+", members))
    for place, number in enumerate(numbers):
        if number[0] == tail:
            return found.start("members") + number.end()
        if place == 0:
            continue
        between = members[numbers[place - 1].end() : number.start()].strip()
        first, last = int(numbers[place - 1][0]), int(number[0])
        is_range = between in ("-", "\u2013", "to", "through")
        if is_range and first < int(tail) < last <= first + WIDEST_RANGE:
            return found.start("members") + number.end()
    return None


def _is_gene(text: str, found: re.Match[str], end: int, pattern: _Pattern) -> bool:
    before, after = text[max(0, found.start() - AROUND) : found.start()], text[end : end + AROUND]
    family = found["members"][: end - found.start("members")]
    is_in_words = family != pattern.tail and _IN_WORDS.search(family) is not None
    if is_in_words and _GOES_ON.match(after):
        # "BRCA1 and 2 mutations" are two genes, "BRCA1 and 2 other genes" one.
        return _CONTEXT_AFTER.match(after) is not None
    if found["old"] or (found["grown"] and found["grown"] not in ("m", "mt")):
        return True
    if not pattern.needs_context and not (found["gap"] == " " and pattern.family_is_word):
        return True
    return _is_among_words_of_genetics(before, after)


def _is_among_words_of_genetics(before: str, after: str) -> bool:
    just_before = before[-JUST_BEFORE:]
    hyphen = _HYPHEN_BEFORE.search(just_before)
    if hyphen and hyphen[1].lower() not in _FREE_PREFIXES:
        return False  # MSK-IMPACT is a test
    if _CONTEXT_AFTER.match(after):
        return not _VERB_BEFORE.search(just_before) or _ALTERED.match(after) is not None
    if _NO_GENE_BEFORE.search(just_before) or not _ANY_CONTEXT.search(before):
        return False
    return _CONTEXT_BEFORE.search(before) is not None


def _wanted(text: str, found: re.Match[str]) -> str | None:
    before = text[max(0, found.start() - AROUND) : found.start()]
    after = text[found.end() : found.end() + AROUND]
    if (found["grown"] or "").lower() == "wt" or _is_wild(before, after):
        return "wild type"
    if _NEGATIVE.search(after) and _NEGATIVE_AFTER.match(after):
        return "negative"
    is_without = _WITHOUT.search(before) and _NEGATIVE_BEFORE.search(before)
    return "negative" if is_without and not _TREATMENT.match(after) else None


def _is_wild(before: str, after: str) -> bool:
    if _WILD.search(after) and _WILD_AFTER.match(after):
        return True
    return _WILD.search(before) is not None and _WILD_BEFORE.search(before) is not None
