"""What arrives at Dash's own addresses: a request that no page sends is refused in one sentence."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

import orjson
import structlog
from dash import Dash
from dash.exceptions import DependencyException
from flask import request
from flask.json.provider import DefaultJSONProvider
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from werkzeug.exceptions import BadRequest, HTTPException, MethodNotAllowed, NotFound
from werkzeug.wrappers import Response

from components import ids
from components.explore import element_ids as explore
from components.gene.variants import card, own
from components.gene.variants import panel as variants
from components.gene_list import element_ids as gene_list
from dashboard.errors import BadList

Part = tuple[str, str]  # id and property of a component

log = structlog.get_logger(__name__)

LONGEST_LOGGED = 200  # characters of an address; the rest is the visitor's
FILES = ("assets", "vendor")  # first parts of addresses below which files lie
OTHER_PAGE = "The page is of another version of this program. Load it again."


class RefreshRequest(BaseModel):
    """Why a panel is asked again (`assets/page/refresh.mjs`), and which genes were in view."""

    why: str
    seen: list[str] | None = None


class ReleaseRequest(BaseModel):
    """What explore asks for (`assets/explore/view.mjs`)."""

    release: str | None = None


class ListRequest(BaseModel):
    """What the list asks for (`assets/list/view.mjs`)."""

    subject: str = Field(alias="for")
    release: str | None = None
    lines: list[int] | None = None


class CardRequest(BaseModel):
    """Which residue's card is asked for (`assets/gene/variants.mjs`), with own variants there."""

    gene: str
    set: str | None = None
    residue: int = Field(ge=1, le=999_999)
    own: list[dict[str, str | None]] = Field(default_factory=list, max_length=2_000)


class OwnRequest(BaseModel):
    """A visitor's own variants (`assets/gene/own-variants.mjs`): a text, or a file as base64."""

    gene: str
    set: str | None = None
    text: str | None = None
    content: str | None = None


class GivenList(BaseModel):
    """What a list was given by (`assets/list/given.mjs`)."""

    column: int | None = None


_TEXT: TypeAdapter[Any] = TypeAdapter(str | None)
_REFRESH: TypeAdapter[Any] = TypeAdapter(RefreshRequest | None)
# What each input of a callback may hold, by component; those of panels by the end of their ids.
VALUES: dict[str, TypeAdapter[Any]] = {
    ids.ROUTE: _TEXT,
    ids.GENE: _TEXT,
    ids.RELEASE: _TEXT,
    ids.SOURCE_SET: _TEXT,
    ids.QUERY: TypeAdapter(dict[str, str | None] | None),
    ids.ABOUT: _TEXT,
    ids.DATA_TABLES: _TEXT,
    explore.REQUEST: TypeAdapter(ReleaseRequest),
    variants.REQUEST: TypeAdapter(dict[str, Any] | None),
    card.ASKED: TypeAdapter(CardRequest | None),
    own.GIVEN: TypeAdapter(OwnRequest | None),
    gene_list.GIVEN: TypeAdapter(GivenList | None),
    gene_list.REQUEST: TypeAdapter(ListRequest | None),
}


class StrictJSON(DefaultJSONProvider):
    """JSON that refuses what no browser writes: lone surrogates, NaN, a thousand levels."""

    def loads(self, s: str | bytes, **_: Any) -> Any:
        """Return what a text says.

        Raises:
            ValueError: It is no JSON.
        """
        return orjson.loads(s)


def content_of(given: Mapping[str, Any]) -> bytes | str:
    """Return the bytes of a file that a page gave, or the pasted text.

    Raises:
        BadList: The browser sent something else.
    """
    content = given.get("content")
    if content is None:
        return str(given.get("text") or "")
    try:
        return base64.b64decode(str(content), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadList("The file did not arrive whole.", "Choose it again.") from error


def guard(app: Dash) -> None:
    """Refuse requests at Dash's addresses that no page sends: 4xx and one line in the log."""
    server = app.server
    server.json = StrictJSON(server)
    prefix = app.config.url_base_pathname
    callback = f"{prefix}_dash-update-component"

    @server.before_request
    def check() -> None:
        if request.path == callback and request.method == "POST":
            check_posted(request.get_json(), app.callback_map)
        elif request.url_rule is not None and request.url_rule.rule == f"{prefix}<path:path>":
            _refuse_if_reserved(request.path, callback, prefix)

    @server.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Response:
        return _refused(error, prefix)

    @server.errorhandler(DependencyException)
    def refuse_file(_: DependencyException) -> Response:
        return _refused(NotFound("No component has a file at this address."), prefix)


def check_posted(body: Any, callbacks: Mapping[str, Mapping[str, Any]]) -> None:
    """Check what is posted for a callback.

    Args:
        body: The JSON that arrived.
        callbacks: Dash's callbacks by their output.

    Raises:
        BadRequest: No page of this app posts that.
    """
    output = body.get("output") if isinstance(body, dict) else None
    known = callbacks.get(output) if isinstance(output, str) else None
    if known is None or known.get("callback") is None:
        raise BadRequest(f"There is no such callback. {OTHER_PAGE}")
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(one, str) for one in changed):
        raise BadRequest("changedPropIds is no list of texts.")
    if _outputs(body.get("outputs")) != _named(str(output)):
        raise BadRequest(f"These are not the outputs of this callback. {OTHER_PAGE}")
    for kind in ("inputs", "state"):
        given = body.get(kind, [])
        if _parts(given) != [(one["id"], one["property"]) for one in known[kind]]:
            raise BadRequest(f"These are not the {kind} of this callback. {OTHER_PAGE}")
        for one in given:
            _check_value(one)


def _named(output: str) -> Part | list[Part]:
    """Return the outputs that a callback's key names: several in a list, one alone."""
    if not output.startswith(".."):
        return output.rpartition(".")[::2]
    return [one.rpartition(".")[::2] for one in output.strip(".").split("...")]


def _outputs(given: Any) -> Part | list[Part] | None:
    if isinstance(given, dict):
        parts = _parts([given])
        return parts[0] if parts else None
    return _parts(given)


def _parts(given: Any) -> list[Part] | None:
    """Return component and property of each part, None where it is no list of parts."""
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        return None
    found = [(one.get("id"), one.get("property")) for one in given]
    return found if all(isinstance(text, str) for pair in found for text in pair) else None


def value_type(component: str, prop: str) -> TypeAdapter[Any] | None:
    """Return what an input may hold; None: it is not known here."""
    if prop == "data-version":
        return _TEXT
    return VALUES.get(component) or (_REFRESH if component.endswith("-ask") else None)


def _check_value(one: Mapping[str, Any]) -> None:
    kind = value_type(one["id"], one["property"])
    try:
        if kind is not None:
            kind.validate_python(one.get("value"))
        orjson.dumps(
            one.get("value")
        )  # refuses 255 levels, which Dash's recursion does not survive
    except (ValidationError, orjson.JSONEncodeError) as error:
        raise BadRequest(f"{one['id']} cannot hold this value.") from error


def _refuse_if_reserved(path: str, callback: str, prefix: str) -> None:
    """Refuse what lies where files and callbacks do: Dash would answer with the page, and 200."""
    if path == callback:
        raise MethodNotAllowed(["POST"], "Callbacks are posted.")
    first = path.removeprefix(prefix).partition("/")[0]
    if first.startswith("_") or first in FILES:
        raise NotFound("There is nothing at this address.")


def _refused(error: HTTPException, prefix: str) -> Response:
    """Return an error as one sentence, and log it in one line: no page sends such a request."""
    answer = error.get_response()
    code = error.code or 500
    if code >= 400:
        words = (error.description or error.name).split("\n")[0]
        where = _logged(request.path.removeprefix(prefix))
        log.warning("refused", status=code, method=request.method[:20], path=where, reason=words)
        answer.data = f"{words}\n"
        answer.mimetype = "text/plain"
    return answer


def _logged(path: str) -> str:
    """Return what the log may have of an address: of a page its view, for the rest names genes."""
    first, slash, _ = path.partition("/")
    of_page = bool(slash) and not (first.startswith("_") or first in FILES)
    return f"{first}/..." if of_page else path[:LONGEST_LOGGED]
