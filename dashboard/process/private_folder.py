"""Folders that are nobody else's business."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path


def private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for its owner only (0700).

    One that is there stays as it is.

    Raises:
        OSError: It cannot be made.
    """
    above = takewhile(lambda parent: not parent.is_dir(), folder.parents)
    for missing in (*reversed(list(above)), folder):
        missing.mkdir(mode=0o700, exist_ok=True)
