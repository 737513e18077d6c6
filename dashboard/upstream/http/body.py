"""From the bytes on the wire to JSON, text or bytes: bounded, unpacked, decoded."""

from __future__ import annotations

import json
import re
import zlib
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from typing import Any

import orjson
import requests

from dashboard.upstream.http.deadline import Deadline
from dashboard.upstream.http.upstream import MEGABYTE

CHUNK = 64 * 1024
GZIP = b"\x1f\x8b"
GZIP_LAYERS = 2  # one source has been seen to pack twice; nobody packs three times
_WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?<(?:!doctype\s+html|html|head|body|!--)", re.IGNORECASE
)


class NotData(Exception):
    """The answer is no data; `message` ends a sentence that begins with the source's name."""

    def __init__(self, message: str) -> None:
        """Keep the end of the sentence."""
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Body:
    """A whole body, unpacked; `charset` is the one that its header names, or None."""

    data: bytearray
    charset: str | None


def read(response: requests.Response, most: int, deadline: Deadline) -> Body:
    """Read a body of at most so many bytes, counted after unpacking.

    Raises:
        NotData: It is larger, or packed in a way that cannot be unpacked.
        TimeoutError: The deadline passed.
        urllib3.exceptions.HTTPError: The connection failed, or the deadline cut it.
    """
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > most:
        raise NotData(_too_large(most))
    data = bytearray()
    for chunk in response.raw.stream(CHUNK, decode_content=True):
        if len(data) + len(chunk) > most:
            raise NotData(_too_large(most))
        data += chunk
        if deadline.over:
            break
    if deadline.over:  # a connection that was cut looks like one that ended
        raise TimeoutError
    for _ in range(GZIP_LAYERS):
        if data.startswith(GZIP):
            data = _unpacked(data, most)
    return Body(data, _charset(response.headers.get("Content-Type", "")))


def parsed(body: Body) -> Any:
    """Return the body as JSON.

    Raises:
        NotData: It is none.
    """
    _whole(body)
    if re.match(rb"\s*<", body.data):
        raise NotData("answered with a web page in place of data")
    with suppress(orjson.JSONDecodeError):
        return orjson.loads(body.data)
    with suppress(orjson.JSONDecodeError):
        return orjson.loads(_text(body, json.detect_encoding(body.data)))
    raise NotData("answered with data that are damaged or broken off")


def text(body: Body) -> str:
    """Return the body as text.

    Raises:
        NotData: It is empty, a web page, or in no encoding that it names.
    """
    _whole(body)
    return _text(body, "utf-8-sig")


def content(body: Body) -> bytes:
    """Return the body's bytes.

    Raises:
        NotData: It is empty or a web page.
    """
    _whole(body)
    return bytes(body.data)


def is_web_page(beginning: bytes | bytearray) -> bool:
    """Tell whether bytes begin as a web page does."""
    return _WEB_PAGE.match(beginning) is not None


def _whole(body: Body) -> None:
    if not re.search(rb"\S", body.data):
        raise NotData("answered with nothing")
    if is_web_page(body.data[:CHUNK]):
        raise NotData("answered with a web page in place of data")


def _text(body: Body, likely: str) -> str:
    """Decode strictly: what it looks like, then what its header names; never by guessing on."""
    for name in (likely, "utf-8-sig", body.charset):
        try:
            if name:
                return body.data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise NotData("answered with text in an encoding that cannot be read")


def _unpacked(data: bytearray, most: int) -> bytearray:
    """Undo one layer of gzip, member after member, without ever holding more than allowed."""
    whole, rest = bytearray(), bytes(data)
    try:
        while rest.startswith(GZIP):
            member = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
            whole += member.decompress(rest, most + 1 - len(whole))
            if len(whole) > most:
                raise NotData(_too_large(most))
            if not member.eof:
                raise NotData("answered with data that are broken off")
            rest = member.unused_data
    except zlib.error:
        raise NotData("answered with data that cannot be unpacked") from None
    return whole


def _charset(content_type: str) -> str | None:
    header = Message()
    header["Content-Type"] = content_type
    found = header.get_content_charset()
    return found if isinstance(found, str) else None


def _too_large(most: int) -> str:
    size = f"{most / MEGABYTE:g} MB" if most >= MEGABYTE else f"{most:,} bytes"
    return f"answered with more than {size}"
