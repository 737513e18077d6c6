"""Ask for everything in a process of its own that tells of each socket it opens.

Run by test_offline_sockets: `python -m tests.faults.offline_pages` prints the events as JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any

GENES = ("STAT3", "TP53", "TTN", "COX7B2", "XIST", "MT-ND1", "CFTR", "HIES", "no-such-gene")


class Ear:
    """Hears what the interpreter's audit says of sockets and name lookups."""

    def __init__(self) -> None:
        """Begin to listen; there is no end."""
        self.heard: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith("socket.") and event != "socket.gethostname":
            self.heard.append(f"{event} {arguments!r:.200}")


def ask_for_everything() -> int:
    """Ask every page, panel, resource and format of several genes; return how many answers."""
    client = create_app().server.test_client()
    paths = ["/healthz", "/readyz", "/data", "/_dash-layout", "/api/v1/genes?q=STA"]
    for gene in GENES:
        paths += [f"/gene/{gene}", f"/api/v1/genes/{gene}"]
        paths += [
            f"/api/v1/genes/{gene}/{resource}?format={form}&wait=0"
            for resource in RESOURCES
            for form in FORMATS
        ]
    statuses = [client.get(path).status_code for path in paths]
    dependencies = client.get("/_dash-dependencies").json
    for gene in GENES:
        requested = panel_requests(dependencies, gene).values()
        answers = [client.post("/_dash-update-component", json=body) for body in requested]
        statuses += [answer.status_code for answer in answers]
    if not set(statuses) <= {200, 404, 503}:
        raise SystemExit(f"unexpected answers: {sorted(set(statuses))}")
    return statuses.count(200)


if __name__ == "__main__":
    ear = Ear()
    from dashboard.factory import create_app
    from dashboard.web.api import RESOURCES
    from dashboard.web.api.parameters import FORMATS
    from tests.faults.hosts import panel_requests

    importing = len(ear.heard)
    answered = ask_for_everything()
    heard = {"importing": ear.heard[:importing], "asking": ear.heard[importing:]}
    print(json.dumps({"answers": answered, **heard}))
