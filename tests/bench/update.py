"""Time an update from a mirror on this machine: seconds and memory of the command's own process.

Run: python -m tests.bench.update [TRANSCRIPTS]
Goals: a whole default set in at most 6 minutes; 221,898 transcripts of v4.1.1, as many as gnomAD's
file has, in well under two, in at most 700 MB. The files are made up, as long as whole ones (the
rows of v4.1.1 are as wide as gnomAD's); the second run finds all current, the third is a load that
breaks off in the middle and goes on.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from dashboard.update.sources import SOURCES
from tests.bench.imports import big_file
from tests.wire.updates import full
from tests.wire.updates.mirror import Mirror, serving

TRANSCRIPTS = 221_898

# A process of its own, so that its peak is the update's.
# Linux counts the memory of who started it into `ru_maxrss`, and the mirror's files are there.
MEASURED = """
import re, resource, sys
from pathlib import Path
from dashboard.commands.main import main
code = main(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(used.ru_utime + used.ru_stime, peak, file=sys.stderr)
sys.exit(code)
"""


def figures_by_ancestry() -> str:
    """Return figures that pack as badly as gnomAD's: 2.6 kB a row of the packed file."""
    return "[" + ",".join(f"{part / 7919:.6f}" for part in os.urandom(740)) + "]"


def measured(mirror: Mirror, folder: Path, *only: str) -> str:
    """Return one line: what an update took, in a process of its own."""
    arguments = ["update", "--dir", str(folder)]
    arguments += [part for one in SOURCES for part in ("--url", f"{one}={mirror.url}")]
    arguments += [part for one in only for part in ("--only", one)]
    before = sum(one.sent for one in mirror.asked)
    began = perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, *arguments], capture_output=True, text=True, check=False
    )
    seconds = perf_counter() - began
    if run.returncode:
        raise SystemExit(run.stdout + run.stderr)
    processor, kilobytes = run.stderr.split()[-2:]
    loaded = (sum(one.sent for one in mirror.asked) - before) / 1e6
    return (
        f"{loaded:7.1f} MB loaded: {seconds:5.1f} s, {float(processor):5.1f} s of the processor, "
        f"{int(kilobytes) / 1e3:4.0f} MB at most"
    )


def main() -> None:
    """Print a line for each run."""
    transcripts = int(sys.argv[1]) if len(sys.argv) > 1 else TRANSCRIPTS
    with tempfile.TemporaryDirectory() as scratch, serving(Mirror()) as mirror:
        path = Path(scratch) / "big.tsv.bgz"
        big_file(path, transcripts, full.stat3(), figures_by_ancestry)
        v4 = mirror.gnomad("4.1.1", full.V4_NAME.format("4.1.1"), path.read_bytes())
        path.unlink()
        mirror.gnomad("2.1.1", full.V2_NAME, full.v2())
        mirror.clingen("validity", full.validity(3_700))
        mirror.clingen("dosage", full.dosage(1_550))
        for name, content in zip(
            ("phenotype.hpoa", "genes_to_phenotype.txt"), full.hpo(12_300), strict=True
        ):
            mirror.hpo(name, content)
        print(f"{transcripts:,} transcripts of v4, {len(v4.content) / 1e6:.0f} MB .bgz")
        folder = Path(scratch) / "data"
        print("the default set:    ", measured(mirror, folder), flush=True)
        kept = sum(file.stat().st_size for file in folder.glob("*.parquet")) / 1e6
        print(f"its tables:          {kept:7.1f} MB", flush=True)
        print("all of it current:  ", measured(mirror, folder), flush=True)
        v4.cuts = [len(v4.content) // 2]
        print("v4, broken off once:", measured(mirror, Path(scratch) / "other", "gnomad_v4"))


if __name__ == "__main__":
    main()
