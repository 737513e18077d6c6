"""Who asks: user and client of a request, both by the word of named proxies only."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from flask import g, has_request_context
from werkzeug.datastructures import Headers

UNIX = "unix"  # among proxies: who connects over the Unix socket
LONGEST_NAME = 100
NOBODY = ""

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies whose headers are believed, and the header in which they name the user.

    `unix` is whether a peer on a Unix socket is one; `header` None: no user is ever known.
    """

    networks: tuple[Network, ...] = ()
    unix: bool = False
    header: str | None = None

    def trusts(self, peer: str) -> bool:
        """Tell whether a peer, an IP address or "" of a Unix socket, is one of the proxies."""
        if not peer:
            return self.unix
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None) or address
        return any(mapped in network for network in self.networks)

    def client(self, peer: str, headers: Headers) -> str:
        """Return the address that asks: the last one that no trusted proxy wrote of itself.

        A client can begin X-Forwarded-For as it likes; what a proxy adds stands at its end.
        """
        forwarded = ",".join(headers.getlist("X-Forwarded-For"))
        for hop in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
            if not self.trusts(peer):
                break
            try:
                peer = str(ip_address(hop))
            except ValueError:
                break
        return peer

    def user(self, peer: str, headers: Headers) -> str:
        """Return the user that a trusted proxy names, "" where none does.

        A header that came twice names nobody: one of the two may be the client's own.
        """
        if self.header is None or not self.trusts(peer):
            return NOBODY
        name = headers.get(self.header, "").strip()
        try:
            name = name.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return NOBODY
        odd = any(unicodedata.category(sign)[0] == "C" or sign in ",;" for sign in name)
        return NOBODY if odd or len(name) > LONGEST_NAME else name


def proxies(named: Sequence[str], header: str | None) -> Proxies:
    """Return the proxies of a setting: addresses, networks, and "unix".

    Raises:
        ValueError: One of them is neither.
    """
    networks = tuple(ip_network(one) for one in named if one != UNIX)
    return Proxies(networks, UNIX in named, header)


def user_now() -> str:
    """Return the user of the current request, "" where none is known or there is no request."""
    name: str = g.get("user", NOBODY) if has_request_context() else NOBODY
    return name
