"""Ids of explore, and the fields of the address that its picture depends on."""

from __future__ import annotations

REQUEST = "explore-asked"
DATA = "explore-data"
PARTS = "explore-parts"
PANEL = "panel-explore"
MESSAGE = "explore-message"
RELEASES = "explore-releases"
SOURCE = "explore-source"
DRAWING = "explore-drawing"
GRID = "explore-grid"

FIELDS = (
    *("release", "x", "y", "log", "colour", "inheritance", "clingen", "chromosome", "flag"),
    *("depmap", "impc", "against", "crossed"),
    *(
        "where",
        "flagged",
        "underpowered",
        "ranks",
        "density",
        "ring",
        "select",
        "genes",
        "set",
        "zoom",
    ),
)
