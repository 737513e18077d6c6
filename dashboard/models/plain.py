"""Models as plain JSON values: the shapes that other programs rely on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

# `class` is a word of Python, so the models cannot name a field so.
JSON_NAMES = {"variant_class": "class"}

SCALARS = (str, int, float, bool, type(None))


def plain(value: Any) -> Any:
    """Return a model, or models in tuples and mappings, as dicts, lists and scalars.

    Every field is there; a missing value is None. Fields that only the unplaced variants have
    (`reason`) stay in all of them.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, SCALARS):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {shown: plain(getattr(value, name)) for name, shown in json_fields(type(value))}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value]


@cache
def json_fields(model: type) -> tuple[tuple[str, str], ...]:
    """Return the fields of a model with their names in the JSON, in order."""
    return tuple((field.name, JSON_NAMES.get(field.name, field.name)) for field in fields(model))
