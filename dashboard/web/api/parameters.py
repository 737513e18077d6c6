"""What a request asks for: parameters of the query string and bodies, checked."""

from __future__ import annotations

from typing import Any

import orjson
from flask import request
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from dashboard.errors import BadParameter
from dashboard.export.answer import MIME_TYPES

FORMATS = ("json", *MIME_TYPES)
MAX_WAIT = 30
JSON = "application/json"


def whole(name: str, default: int, most: int) -> int:
    """Read a whole number from 1 to `most` out of the query string.

    Raises:
        BadParameter: It is anything else.
    """
    text = request.args.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= most:
        raise BadParameter(f"{name} is {text[:40]!r}.", f"Give a whole number from 1 to {most}.")
    return int(text)


def seconds(name: str) -> float:
    """Read how long to wait for an answer that is not settled yet, 1.5 s if not given.

    Raises:
        BadParameter: It is no number from 0 to 30.
    """
    text = request.args.get(name, "1.5")
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= MAX_WAIT:
        raise BadParameter(f"{name} is {text[:40]!r}.", f"Give seconds from 0 to {MAX_WAIT}.")
    return number


def known_parameters(*names: str) -> None:
    """Refuse a query string with a parameter that this address does not take.

    Raises:
        BadParameter: There is one.
    """
    unknown = sorted(set(request.args) - set(names))
    if unknown:
        raise BadParameter(
            f"This address takes no parameter {unknown[0][:40]!r}.",
            f"It takes {', '.join(names)}.",
        )


def choice(name: str, allowed: tuple[str, ...]) -> str:
    """Read one of some words out of the query string, the first if it is not given.

    Raises:
        BadParameter: It is another.
    """
    value = request.args.get(name, allowed[0])
    if value not in allowed:
        raise BadParameter(f"{name} is {value[:40]!r}.", f"Choose one of {', '.join(allowed)}.")
    return value


def body(most_bytes: int, fields: tuple[str, ...]) -> dict[str, Any]:
    """Read the JSON object in a request's body.

    Raises:
        UnsupportedMediaType: It is not said to be application/json: a form of another site can
            post anything else without asking first.
        RequestEntityTooLarge: It is larger than `most_bytes`.
        BadParameter: It is no JSON object, or has other fields than these.
    """
    if request.mimetype != JSON:
        said = f"is {request.mimetype[:60]!r}" if request.mimetype else "is not said"
        raise UnsupportedMediaType(f"The body's type {said}. Send it with Content-Type: {JSON}.")
    if (request.content_length or 0) > most_bytes:
        raise _too_large(most_bytes)
    content = request.stream.read(most_bytes + 1)  # a length need not be given
    if len(content) > most_bytes:
        raise _too_large(most_bytes)
    try:
        found = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise BadParameter(f"The body is no JSON: {error}.", _shape(fields)) from error
    if not isinstance(found, dict):
        raise BadParameter("The body is no JSON object.", _shape(fields))
    unknown = sorted(set(found) - set(fields))
    if unknown:
        raise BadParameter(f"The body has a field {unknown[0][:40]!r}.", _shape(fields))
    return found


def _shape(fields: tuple[str, ...]) -> str:
    return f"Send an object with {', '.join(fields)}."


def _too_large(most_bytes: int) -> RequestEntityTooLarge:
    return RequestEntityTooLarge(f"The body is larger than {most_bytes / 1e6:g} MB.")
