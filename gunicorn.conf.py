"""How `gunicorn app:server` serves; every value comes from the settings (docs/hosting.md)."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dashboard.errors import SnapshotError
from dashboard.factory import SERVICE
from dashboard.process.logs import library_logs
from dashboard.settings import Settings
from dashboard.web.serving import DEFAULT_PORT, HOST

try:
    _settings = Settings()
except ValidationError as error:
    sys.exit(f"A setting is wrong, see docs/settings.md.\n{error}")

wsgi_app = "app:server"
worker_class = "gthread"
workers = _settings.workers
threads = _settings.threads
bind = _settings.bind or f"{HOST}:{os.environ.get('PORT', DEFAULT_PORT)}"
timeout = _settings.timeout_s
graceful_timeout = _settings.graceful_timeout_s
keepalive = _settings.keepalive_s
# Safe to fork: before the first request there is no thread, no connection and no held lock.
preload_app = _settings.preload
loglevel = _settings.log_level.lower()
logconfig_dict = library_logs("gunicorn.error", level=_settings.log_level)
# Two servers of one person would share its file, and signals do all that is needed.
control_socket_disable = True
proc_name = "gene-constraint-dashboard"
if Path("/dev/shm").is_dir():  # noqa: S108 - the heartbeat file needs memory, not a slow disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def when_ready(server: Any) -> None:
    """Read the tables before the processes fork: they share them, and no first page waits."""
    if _settings.preload:
        with contextlib.suppress(SnapshotError):  # without a manifest: /healthz and pages say so
            # Another app may be served with this file: it has no such service.
            if service := server.app.wsgi().extensions.get(SERVICE):
                service.snapshot.read_ahead()
