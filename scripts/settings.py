"""Write docs/settings.md: every setting with its default and effect, out of the settings class.

Run it with `python -m scripts.settings`; a test compares the page with the class.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from dashboard.settings import ADDRESSES, Settings

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "settings.md"
HEAD = """# Settings

Every setting is an environment variable; none is needed. `PORT` (8050) is where `python app.py`,
`make run` and `gunicorn app:server` serve on 127.0.0.1; [hosting.md](hosting.md) has the rest of
what a server needs.

| variable | default | effect |
|---|---|---|
"""


def page() -> str:
    """Return the whole page; the addresses of the services stand last."""
    prefix = Settings.model_config["env_prefix"]
    fields = sorted(Settings.model_fields.items(), key=lambda item: item[0] in ADDRESSES)
    return HEAD + "".join(_row(f"{prefix}{name.upper()}", field) for name, field in fields)


def _row(variable: str, field: FieldInfo) -> str:
    default = _words(field.get_default(call_default_factory=True))
    return f"| `{variable}` | {default} | {field.description} |\n"


def _words(default: Any) -> str:
    if default in (None, "", {}):
        return "none"
    if isinstance(default, Path):
        inside = default.is_relative_to(ROOT)
        return f"`{default.relative_to(ROOT) if inside else default}`"
    return f"`{default}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(Settings.model_fields)} settings")
