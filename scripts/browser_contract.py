"""Write `assets/page/contract.mjs`: `python -m scripts.browser_contract`."""

from __future__ import annotations

from pathlib import Path

from components.contract import module

FILE = Path(__file__).parent.parent / "assets" / "page" / "contract.mjs"


def main() -> None:
    """Write the file."""
    FILE.write_text(module(), encoding="utf-8")


if __name__ == "__main__":
    main()
