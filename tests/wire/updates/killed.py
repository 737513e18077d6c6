"""Runs the command and kills its own process at a moment: as a power cut does, nothing is tidied.

Run: python -m tests.wire.updates.killed MOMENT ARGUMENTS...
Moments: load (the first bytes of a file are here), build (a table is to be written), switch (its
file is in place, the manifest is not), switched (the manifest is replaced, nothing tidied).
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from dashboard.commands.main import main
from dashboard.tables.importing import store
from dashboard.update import checks, run


def _die(*_words: Any, **_named: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


MOMENTS = {
    "load": (checks, "check_beginning"),
    "build": (run, "write_built"),
    "switch": (store, "_replace"),
    "switched": (run.Updates, "_tidy"),
}

if __name__ == "__main__":
    setattr(*MOMENTS[sys.argv[1]], _die)
    sys.exit(main(sys.argv[2:]))
