"""Tests reach this machine only."""

from __future__ import annotations

import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "10.0.0.1"])
def test_a_test_cannot_connect_to_another_machine(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as outward, pytest.raises(OSError, match="this machine only"):
        outward.connect((host, 443))


def test_a_test_cannot_look_up_a_name() -> None:
    with pytest.raises(OSError, match="this machine only"):
        socket.create_connection(("example.org", 443))


def test_a_test_can_talk_to_itself() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("localhost", port)) as client, server.accept()[0] as other:
            client.sendall(b"hello")
            assert other.recv(5) == b"hello"
