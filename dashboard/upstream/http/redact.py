"""Keep keys and addresses of people out of everything that is written down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus, urlsplit
from urllib.request import getproxies

HIDDEN = "***"
SHORTEST_SECRET = 4  # a shorter one would hide half of each sentence
SHORTEST_IN_DATA = 12  # a shorter one could be a part of what a source has to say

_NAMES = r"api[-_]?key|e?mail|(?:access[-_]?)?token|authorization|password|x-api-key"
_IN_QUERY = re.compile(rf"(?i)\b({_NAMES})=[^&\s\"'<>]*")
_IN_JSON = re.compile(rf"(?i)(\"(?:{_NAMES})\"\s*:\s*)\"[^\"]*\"")
_NAME = re.compile(rf"(?i)(?:{_NAMES})")


def is_secret(name: str) -> bool:
    """Tell whether a parameter or header of this name is nobody's business."""
    return _NAME.fullmatch(name) is not None


def credentials(texts: Iterable[str]) -> Iterator[str]:
    """Yield user and password of those texts that are addresses with some."""
    for text in texts:
        try:
            parts = urlsplit(text)
        except ValueError:
            continue
        yield from (one for one in (parts.username, parts.password) if one)


def proxy_secrets() -> Iterator[str]:
    """Yield the addresses of this machine's proxies, and who signs on there with what."""
    addresses = tuple(getproxies().values())
    yield from (*addresses, *credentials(addresses))


class Redactor:
    """Hides known secrets, and whatever stands where a secret usually stands."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Take the secrets that the settings hold; the long ones are hidden first."""
        known = {
            form for text in secrets for form in (text, quote(text, safe=""), quote_plus(text))
        }
        self._known = sorted((s for s in known if len(s) >= SHORTEST_SECRET), key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """Return the text without them."""
        for secret in self._known:
            text = text.replace(secret, HIDDEN)
        return _IN_JSON.sub(rf'\1"{HIDDEN}"', _IN_QUERY.sub(rf"\1={HIDDEN}", text))

    def data(self, body: bytearray) -> bytearray:
        """Return an answer without the secrets of the settings: some sources say them again.

        What never enters is in no cache, no log and no page.
        """
        for secret in self._known:
            text = secret.encode()
            if len(text) >= SHORTEST_IN_DATA and text in body:
                body = body.replace(text, HIDDEN.encode())
        return body
