"""The cases of the fault matrix: questions of each source, faults, and what a false answer is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.upstream.contents import CHANGES
from tests.upstream.server import FAULTS

NOWHERE = ("refused", "no-such-host", "connect-timeout")
BUSY_FOR = "429-retry-after"  # the 429 that says for how long
ALL_FAULTS = (*NOWHERE, *FAULTS, BUSY_FOR)
SLOW = frozenset({"connect-timeout", "read-timeout", "drip"})
"""Faults that last as long as the limits of time let them."""

HARMLESS = frozenset({"double-gzip", "old-schema"})
"""What a reader copes with: the answer is the healthy one."""

MORE_CALLS = frozenset({"repeat-page"})
"""Faults after which a source is asked another question, which has its own line in the log."""

IN_PARTS = frozenset({"publications", "phenotypes", "variants"})
"""Questions that several answers make up, of which some may be missing."""

V4 = "v4-live"
# The first question of each source stands for it in the table: it needs one call.
QUESTIONS: Mapping[str, tuple[tuple[str, str | None], ...]] = {
    "gnomad": (("constraint", V4), ("variants", None), ("regional", None)),
    "eutils": (
        ("about", None),
        ("publication_counts", None),
        ("publications", None),
        ("phenotypes", None),
    ),
    "pubtator": (("publication_counts", None), ("publications", None)),
    "clinicaltrials": (("trials", None),),
    "clingen": (("validity", None), ("dosage", None)),
    "uniprot": (("features", None), ("phenotypes", None)),
    "ncbi_ftp": (("genereviews", None), ("phenotypes", None)),
}
EVERYTHING = tuple(dict.fromkeys(one for requested in QUESTIONS.values() for one in requested))


def _constraint(data: Any) -> dict[str, float]:
    found = {f"{row['class']} {name}": row[name] for row in data["rows"] for name in ("exp", "oe")}
    return {name: value for name, value in found.items() if value is not None}


def _rows(data: Any) -> dict[str, float]:
    return {"rows": len(data)}


FIGURES: Mapping[str, Callable[[Any], dict[str, float]]] = {
    "constraint": _constraint,
    "regional": lambda data: {"regions": len(data["regions"])},
    "variants": lambda data: {"variants": len(data["variants"]) + len(data["unplaced"])},
    "about": lambda data: {"summary": len(data["summary"])},
    "publication_counts": lambda data: {one["what"]: one["count"] for one in data},
    "publications": _rows,
    "trials": _rows,
    "validity": _rows,
    "dosage": lambda data: {
        name: 1 for name in ("haploinsufficiency", "triplosensitivity") if data[name]
    },
    "phenotypes": _rows,
    "genereviews": _rows,
    "features": lambda data: {"residues": data["protein_length"]},
}


def falsehoods(
    question: str,
    fault: str,
    body: Mapping[str, Any],
    healthy: Any,
    of_tables: Mapping[str, Any] | None = None,
) -> list[str]:
    """Return what is false in an answer while a fault is on; `healthy` is the data without it.

    There is something, so "empty" and 0 are false, unless the snapshot (`of_tables`) says so by its
    own date and the fault is told beside it. A live answer under a fault of the wire has
    the healthy figures or lacks them; what a fault of content has changed is not known to anybody.
    """
    state, data = body["state"], body["data"]
    if state == "empty":
        if of_tables and of_tables["provenance"] == body["provenance"] and body["problem"]:
            return []
        return ["says that there is none"]
    if data is None:
        reason = body["problem"] and body["problem"]["message"]
        return [] if reason else [f"is {state} without a reason"]
    found, right = FIGURES[question](data), FIGURES[question](healthy)
    wrong = [f"{name} is 0" for name, value in found.items() if not value and right.get(name)]
    if not found:
        wrong.append("has no figure")
    if state == "loaded" and fault not in CHANGES and question not in IN_PARTS:
        wrong += [f"{name} is {value}" for name, value in found.items() if right[name] != value]
    if "<script" in json.dumps(data):
        wrong.append("has a script")
    return wrong
