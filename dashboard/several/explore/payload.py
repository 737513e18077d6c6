"""Everything that explore shows of a release, in one answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.errors import GeneNotFound, SeveralNamed
from dashboard.models import GenomeWide
from dashboard.several.explore import numbers
from dashboard.several.explore.against import NAMES, WORDS, against, named_groups
from dashboard.several.explore.groups import (
    NOT_KNOWN,
    UNKNOWN,
    Group,
    chromosome_group,
    clingen_group,
    depmap_group,
    flag_group,
    impc_group,
    in_order,
    inheritance_group,
)

Find = Callable[[Sequence[str]], Sequence[object]]
"""What today's symbols mean: a gene for each text, or the error that says why there is none."""

NUMBERS = (
    *("rank", "loeuf", "lof_obs", "lof_exp", "lof_oe", "lof_oe_lower", "lof_z", "pli"),
    *("mis_obs", "mis_exp", "mis_oe", "mis_oe_lower", "mis_oe_upper", "mis_z", "mis_z_rank"),
    *("syn_obs", "syn_exp", "syn_oe", "syn_oe_lower", "syn_oe_upper", "syn_z", "cds_length"),
    "clinvar_plp",
)
TOPICS: Mapping[str, tuple[str, Callable[[str], Group]]] = {
    "inheritance": ("inheritance", inheritance_group),
    "clingen": ("clingen", clingen_group),
    "chromosome": ("chromosome", chromosome_group),
    "flag": ("flags", flag_group),
    "depmap": ("depmap", depmap_group),
    "impc": ("impc", impc_group),
}
"""Each topic's column of the table, and what group its words belong to."""


def payload(
    release: GenomeWide, find: Find | None = None, other: GenomeWide | None = None
) -> dict[str, Any]:
    """Return a release as JSON values; rows stand in the table's order everywhere.

    `numbers` holds a column each (None: the release has none), `topics` groups and words of each
    topic, `elsewhere` the rows that are not a gene's own (T9): "unknown" or "further", and
    `misnamed` those of no known gene whose symbol means other genes today, which `find` tells, and
    `clingen_partial` those of genes of which some curations are here and perhaps not all (T61).
    With an `other` release: its columns, the topic "crossed", and what it is (`against`).
    """
    table = release.table
    beside = _beside(release, other) if other else {"numbers": {}, "topics": {}, "against": None}
    return {
        "release": release.release,
        "label": release.label,
        "build": release.build,
        "threshold": release.loeuf_threshold,
        "ranked": release.ranked,
        "size": len(table),
        "numbers": {
            **{name: numbers.column(table[name].to_numpy()) for name in NUMBERS},
            **beside["numbers"],
        },
        "topics": {**{topic: _topic(table, topic) for topic in TOPICS}, **beside["topics"]},
        "against": beside["against"],
        "symbols": table["symbol"].tolist(),
        "transcripts": _texts(table["transcript"]),
        "hgnc_ids": _texts(table["hgnc_id"]),
        "ensembl_ids": _texts(table["ensembl_id"]),
        "printed": _printed(table),
        "elsewhere": _elsewhere(table),
        "misnamed": _misnamed(table, find) if find else [],
        "clingen_partial": _partial(table),
    }


def _beside(release: GenomeWide, other: GenomeWide) -> dict[str, Any]:
    """Return what another release adds: numbers, a topic, and its own facts."""
    found = against(release, other)
    groups = named_groups(release, found)
    last = [Group(UNKNOWN, NOT_KNOWN["crossed"])] if (found.crossed < 0).any() else []
    topic = {
        "words": list(WORDS),
        "codes": numbers.codes(found.crossed, len(WORDS)),
        "group_of_word": list(range(len(WORDS))),
        "groups": _as_json([*groups, *last]),
    }
    return {
        "numbers": {name: numbers.column(found.columns[name].to_numpy()) for name in NAMES},
        "topics": {"crossed": topic},
        "against": {
            "release": found.release,
            "label": found.label,
            "build": found.build,
            "threshold": found.threshold,
        },
    }


def _as_json(groups: Sequence[Group]) -> list[dict[str, str]]:
    return [{"key": group.key, "label": group.label, "hint": group.hint} for group in groups]


def _texts(column: pd.Series) -> list[str | None] | None:
    """Return a column's texts, None where it has none at all."""
    if column.isna().all():
        return None
    texts: list[str | None] = column.astype(object).where(column.notna(), None).tolist()
    return texts


def _printed(table: pd.DataFrame) -> dict[str, str]:
    """Return the symbols that the release prints otherwise than HGNC does today."""
    other = (table["symbol"] != table["symbol_in_release"]).to_numpy()
    return dict(
        zip(_places(other), table["symbol_in_release"].to_numpy()[other].tolist(), strict=True)
    )


def _elsewhere(table: pd.DataFrame) -> dict[str, str]:
    unknown = table["hgnc_id"].isna().to_numpy()
    further = ~unknown & ~table["is_primary"].to_numpy(dtype=bool)
    return dict.fromkeys(_places(unknown), "unknown") | dict.fromkeys(_places(further), "further")


def _misnamed(table: pd.DataFrame, find: Find) -> list[int]:
    """Return the places of the rows that a list of symbols cannot name."""
    places = np.flatnonzero(table["hgnc_id"].isna().to_numpy())
    answers = find(table["symbol"].to_numpy()[places].tolist())
    return [
        int(place)
        for place, answer in zip(places, answers, strict=True)
        if not isinstance(answer, GeneNotFound | SeveralNamed)
    ]


def _partial(table: pd.DataFrame) -> list[int]:
    return [int(place) for place in np.flatnonzero(table["clingen_coverage"] == "partial")]


def _places(rows: npt.NDArray[np.bool_]) -> list[str]:
    """Return the numbers of the rows that are meant, as keys of a JSON object."""
    return [str(place) for place in np.flatnonzero(rows)]


def _topic(table: pd.DataFrame, topic: str) -> dict[str, Any]:
    """Return a topic's words and groups: each row has a code of its words, words have a group.

    A row without a code is of the last group, "unknown", which is there where it is needed.
    """
    name, group_of = TOPICS[topic]
    column = table[name]
    words = [str(word) for word in column.cat.categories]
    codes = column.cat.codes.to_numpy().astype(np.int32)
    if topic == "inheritance":  # the table has "" there, as if it had been looked up
        codes = np.where(table["hgnc_id"].isna().to_numpy(), -1, codes)
    used = {number: group_of(words[number]) for number in np.unique(codes[codes >= 0]).tolist()}
    groups = in_order(topic, used.values())
    places = {group.key: place for place, group in enumerate(groups)}
    last = [Group(UNKNOWN, NOT_KNOWN[topic])] if (codes < 0).any() else []
    return {
        "words": words,
        "codes": numbers.codes(codes, len(words)),
        "group_of_word": [
            places[used[number].key] if number in used else len(groups)
            for number in range(len(words))
        ],
        "groups": _as_json([*groups, *last]),
    }
