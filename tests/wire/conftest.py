"""One app over the embedded snapshot, asked without a browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson
import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.factory import create_app
from dashboard.settings import Mode, Settings

Ask = Callable[..., tuple[int, dict[str, Any]]]


def posted(app: Dash, part: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a browser posts for the callback that fills a part; the first value set it off.

    `values` are those of its inputs, by component.
    """
    output = next(key for key in app.callback_map if part in key)
    callback = app.callback_map[output]
    return {
        "output": output,
        "outputs": outputs(output),
        "inputs": [{**one, "value": values.get(one["id"])} for one in callback["inputs"]],
        "state": [{**one, "value": None} for one in callback["state"]],
        "changedPropIds": [f"{next(iter(values))}.data"],
    }


def outputs(key: str) -> Any:
    """Return the outputs that a callback's key names as a browser posts them: one is no list."""
    named = [one.rpartition(".") for one in key.strip(".").split("...")]
    parts = [{"id": name, "property": prop} for name, _, prop in named]
    return parts if key.startswith("..") else parts[0]


@pytest.fixture(scope="session")
def app() -> Dash:
    """Return the app as a laptop starts it."""
    return create_app(Settings(mode=Mode.OFFLINE))


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    """Return a client that asks the app without a network."""
    client: FlaskClient = app.server.test_client()
    return client


@pytest.fixture
def ask(client: FlaskClient) -> Ask:
    """Return a function that gets a JSON address: status and body."""

    def get(address: str, **kwargs: Any) -> tuple[int, dict[str, Any]]:
        answer = client.get(address, **kwargs)
        assert answer.mimetype == "application/json", answer.data[:200]
        return answer.status_code, orjson.loads(answer.data)

    return get
