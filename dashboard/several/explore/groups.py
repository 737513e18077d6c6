"""Groups of genes that explore colours and filters by: inheritance, ClinGen, chromosome, flag."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.rules.clingen import CLASSIFICATIONS
from dashboard.rules.constraint import FLAG_WORDS, flag_name
from dashboard.rules.inheritance import words as mode_words

UNKNOWN = "unknown"
"""The group of rows of which nothing is known: their gene is not, or the source is not here."""

CHROMOSOMES = (*map(str, range(1, 23)), "X", "X and Y", "Y")
INHERITANCE = {
    "AD": "AD",
    "AR": "AR",
    "AD-AR": "AD and AR",
    "XL": "X-linked",
    "other": "Other modes",
    "none": "No disease in HPO",
}
CLINGEN = CLASSIFICATIONS
DEPMAP = {
    "common-essential": "Common essential",
    "both": "Common essential and strongly selective",
    "strongly-selective": "Strongly selective",
    "none": "Screened, neither",
}
IMPC = {
    "lethal": "Lethal",
    "subviable": "Subviable",
    "viable": "Viable",
    "conflicting": "Lines disagree",
}


@dataclass(frozen=True, slots=True)
class Group:
    """One group: `key` stands in addresses, `label` on the screen, `hint` says more on hover."""

    key: str
    label: str
    hint: str = ""


def inheritance_group(modes: str) -> Group:
    """Return the group of "AD; SP": what stands at a gene's diseases together (T51)."""
    codes = [code for code in modes.split("; ") if code]
    if not codes:
        key = "none"
    elif any(code.startswith("XL") for code in codes):
        key = "XL"
    elif {"AD", "AR"} <= set(codes):
        key = "AD-AR"
    else:
        key = next((code for code in ("AD", "AR") if code in codes), "other")
    hint = mode_words(key) or "Modes of all diseases that HPO links to the gene"
    return Group(key, INHERITANCE[key], hint)


def clingen_group(classification: str) -> Group:
    """Return the group of a gene's strongest classification; "" is curated for nothing (T60)."""
    if not classification:
        return Group("none", "No curation")
    return Group(classification, classification)


def flag_group(flags: str) -> Group:
    """Return the group of "mis_too_many; syn_outlier"."""
    names = [name for name in flags.split("; ") if name]
    if not names:
        return Group("none", "No flag")
    if len(names) > 1:
        return Group("several", "Several flags")
    return Group(names[0], flag_name(names[0]), FLAG_WORDS.get(names[0], ""))


def depmap_group(verdict: str) -> Group:
    """Return the group of "common essential; strongly selective"; "" is neither (T60)."""
    key = "both" if ";" in verdict else verdict.replace(" ", "-") or "none"
    return Group(key, DEPMAP.get(key, verdict), "DepMap: cancer cell lines, CRISPR screens")


def impc_group(viability: str) -> Group:
    """Return the group of a viability of knockout mice."""
    return Group(viability, IMPC.get(viability, viability), "IMPC: homozygous knockout mice")


def chromosome_group(name: str) -> Group:
    """Return the group of a chromosome."""
    return Group(name, name)


ORDERS: Mapping[str, tuple[str, ...]] = {
    "inheritance": tuple(INHERITANCE),
    "clingen": (*CLINGEN, "none"),
    "chromosome": CHROMOSOMES,
    "flag": ("several", *FLAG_WORDS, "none"),
    "depmap": tuple(DEPMAP),
    "impc": tuple(IMPC),
}
NOT_KNOWN: Mapping[str, str] = {
    "inheritance": "Gene not known",
    "clingen": "Curations not wholly here",
    "chromosome": "Not known",
    "flag": "Not known",
    "depmap": "Not screened",
    "impc": "No call",
    "crossed": "No LOEUF in one of the two",
}


def in_order(topic: str, found: Iterable[Group]) -> list[Group]:
    """Return groups once each: in the topic's order, what it does not name behind that."""
    order = {key: place for place, key in enumerate(ORDERS[topic])}
    return sorted(set(found), key=lambda group: (order.get(group.key, len(order)), group.key))
