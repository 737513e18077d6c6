"""The slots of a grid in a panel, and what fills them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from components.panel.contract import Slot
from components.tables.grid import box_id, box_style, frame_id


def grid_slots(grid_id: str) -> tuple[Slot, ...]:
    """Return the slots of a grid: its rows, how many they are, whose they are, its height."""
    frame = frame_id(grid_id)
    return (
        Slot(f"{grid_id}-rows", grid_id, "rowData", []),
        Slot(f"{grid_id}-count", frame, "data-rows", 0),
        Slot(f"{grid_id}-for", frame, "data-for", ""),
        Slot(f"{grid_id}-box", box_id(grid_id), "style", box_style(0)),
    )


def grid_content(grid_id: str, rows: Sequence[Mapping[str, Any]], token: str) -> dict[str, Any]:
    """Return rows as the content of a grid's slots; `token` says whose they are.

    A new token clears the filters, the search, the selection and the scroll of the gene before;
    fresh rows of the same gene leave them as they are.
    """
    return {
        f"{grid_id}-rows": [dict(row) for row in rows],
        f"{grid_id}-count": len(rows),
        f"{grid_id}-for": token,
        f"{grid_id}-box": box_style(len(rows)),
    }
