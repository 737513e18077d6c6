"""External text inside figures: escaped for Plotly's pseudo-HTML, and never a megabyte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

MOST = 80

# What a protein change or an id is made of: such texts need no work, however many they are.
_HARMLESS = re.compile(r"(?:[\w.*=()+-]{1,30}\n)*", re.ASCII)


def plain_text(text: str, most: int = MOST) -> str:
    """Return a text that Plotly draws as it stands: no tags, one line, `most` characters."""
    flat = " ".join(text[: 4 * most].split())
    return escape(flat if len(flat) <= most else f"{flat[: most - 1]}…", quote=False)


def plain_texts(texts: Sequence[str], most: int = MOST) -> Sequence[str]:
    """Return many texts as `plain_text` does; they are looked at one by one only where needed."""
    if _HARMLESS.fullmatch("\n".join([*texts, ""])):
        return texts
    return [plain_text(text, most) for text in texts]
