"""The settings: one frozen object, read from the environment with the prefix `GCD_`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

EMBEDDED_SNAPSHOT = Path(__file__).parent / "snapshot" / "data"


class Mode(StrEnum):
    """Where answers may come from."""

    OFFLINE = "offline"


class Settings(BaseSettings):
    """Everything that an installation can choose; `docs/settings.md` lists the same fields."""

    model_config = SettingsConfigDict(env_prefix="GCD_", frozen=True, extra="forbid")

    mode: Mode = Field(
        default=Mode.OFFLINE,
        description="Where answers may come from. `offline`: the embedded snapshot only.",
    )
    snapshot_dir: Path = Field(
        default=EMBEDDED_SNAPSHOT,
        description="Folder of the snapshot: Parquet tables and manifest.json.",
    )
    url_prefix: str = Field(
        default="/",
        pattern=r"^/(?:[A-Za-z0-9._~-]+/)*$",
        description="Base path behind a reverse proxy; begins and ends with a slash.",
    )
    log_level: str = Field(
        default="INFO",
        pattern=r"^(DEBUG|INFO|WARNING|ERROR)$",
        description="Least severe log line that is written.",
    )
