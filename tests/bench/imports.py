"""Time the import of a constraint file: seconds and memory as the file grows.

Run: python -m tests.bench.imports
Goals: 200,000 transcripts, .bgz, well under a minute and 1 GB; no faster growth than the rows'.
The files are made up: one gene in ten rows, the rest other transcripts, v4.1.1's columns and as
wide as v4.1.1's, whose rows are mostly figures by ancestry that no part of the program reads.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from dashboard.tables.importing.layouts import V4_1_1
from tests.wire.imports import made_up

SIZES = (2_000, 20_000, 200_000)
ROWS_A_GENE = 10
PADDING = 6_000  # characters of a row that are skipped

# A process of its own, so that its peak is the import's.
MEASURED = """
import resource, sys
from dashboard.commands.main import main
code = main(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def big_file(
    path: Path,
    rows: int,
    first: made_up.Fields | None = None,
    padding: Callable[[], str] = lambda: "[" + "0.125," * (PADDING // 6) + "0]",
) -> None:
    """Write a file of so many rows, packed by bgzip's method; the first one may be given."""
    wide = "lof.gen_anc_exp.global"
    columns = [*made_up.columns_of(V4_1_1), wide]
    block: list[dict[str, str]] = []
    with path.open("wb") as file:
        for number in range(rows):
            main = "true" if number % ROWS_A_GENE == 0 else "false"
            gene = number // ROWS_A_GENE
            row = made_up.v4_row(
                f"MADEUP{gene}", f"ENST{number:011d}", f"ENSG9{gene:010d}", mane_select=main
            )
            if first is not None and number == 0:
                row = first
            block.append(row | {"canonical": main, wide: padding()})
            if len(block) == 1_000 or number == rows - 1:
                text = made_up.content(V4_1_1, block, columns)
                if number >= 1_000:
                    text = text.partition("\n")[2]
                file.write(made_up.bgzf(text, 65_000).removesuffix(made_up.BGZF_END))
                block = []
        file.write(made_up.BGZF_END)


def measured(path: Path, folder: Path) -> tuple[float, float, float]:
    """Return the seconds, those of the processor and the MB at most that an import takes."""
    arguments = ["import", str(path), "--release", "v4.1.1", "--dir", str(folder)]
    began = perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, *arguments], capture_output=True, text=True, check=True
    )
    seconds = perf_counter() - began
    processor, kilobytes = run.stderr.split()[-2:]
    return seconds, float(processor), int(kilobytes) / 1e3


def main() -> None:
    """Print one line a size."""
    with tempfile.TemporaryDirectory() as scratch:
        for rows in SIZES:
            path = Path(scratch) / f"{rows}.tsv.bgz"
            big_file(path, rows)
            seconds, processor, megabytes = measured(path, Path(scratch) / "kept")
            size = path.stat().st_size / 1e6
            print(
                f"{rows:>8,} rows, {size:6.1f} MB .bgz: {seconds:5.1f} s, {processor:5.1f} s of "
                f"the processor, {megabytes:4.0f} MB"
            )


if __name__ == "__main__":
    main()
