"""Settings come from the environment, are frozen, and the documentation lists them all."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from dashboard.settings import Settings
from scripts.settings import PAGE, page


def test_the_documentation_lists_every_setting() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m scripts.settings`"


def test_the_environment_sets_and_nothing_changes_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GCD_LOG_LEVEL", "WARNING")
    settings = Settings()
    assert settings.log_level == "WARNING"
    with pytest.raises(ValidationError):
        settings.log_level = "INFO"


@pytest.mark.parametrize(
    ("name", "value"),
    [("GCD_URL_PREFIX", "genes"), ("GCD_MODE", "fast"), ("GCD_LOG_LEVEL", "loud")],
)
def test_a_bad_value_names_its_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=name.removeprefix("GCD_").lower()):
        Settings()
