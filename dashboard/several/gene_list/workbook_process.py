"""Read one workbook in a process of its own: bytes on standard input, JSON on standard output.

A workbook of a few kilobytes can unpack to gigabytes, or name a cell in the last row of the last
column: here it costs this process, which has a limit, and not the server.
"""

import io
import json
import sys
import zipfile
from datetime import date, datetime, time
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

# Not on Windows.
resource: Any = import_module("resource") if find_spec("resource") else None

MOST_MEMORY = 1_500_000_000  # bytes of this process
MOST_UNPACKED = 250_000_000  # bytes
MOST_SECONDS = 20  # of processor
MOST_CELLS = 8_000_000


def limit() -> None:
    """Bound memory and time of this process, where the system can."""
    if resource is None:  # on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def text(value: object) -> str:
    """Return a cell as text: whole numbers without a point, dates as 2023-09-01."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value)


def is_date(value: object) -> bool:
    """Tell whether a cell is a date in the workbook."""
    return isinstance(value, date)


def answer(content: bytes, wanted: str | None, most_rows: int, most_columns: int) -> dict[str, Any]:
    """Return names of sheets and the rows of the wanted one; of all the first rows without one."""
    if content.startswith(b"PK") and (fault := unpacked(content)):
        return {"fault": fault}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        return {"fault": "password"}
    names = book.sheet_names
    if wanted is not None and wanted not in names:
        return {"sheets": names, "fault": "sheet"}
    if wanted is None:
        return {"sheets": names, "heads": [head(book, place) for place in range(len(names[:20]))]}
    sheet = book.get_sheet_by_name(wanted)
    if sheet.total_height > most_rows or sheet.height * sheet.width > MOST_CELLS:
        return {"sheets": names, "fault": "rows", "height": sheet.total_height}
    found, dates = rows(sheet, most_rows, most_columns)
    return {"sheets": names, "rows": found, "dates": dates}


def unpacked(content: bytes) -> str:
    """Return why a zip archive is not unpacked; nothing: it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "damaged"
    if any(part.flag_bits & 1 for part in parts):
        return "password"
    names = {part.filename for part in parts}
    if not any(name.startswith("xl/") or name == "content.xml" for name in names):
        return "archive"
    return "bomb" if sum(part.file_size for part in parts) > MOST_UNPACKED else ""


def head(book: CalamineWorkbook, place: int) -> list[Any]:
    """Return the first rows of a sheet, none of a chart or a damaged one among others."""
    try:
        return rows(book.get_sheet_by_index(place), 200, 100)[0]
    except CalamineError:
        return []


def rows(
    sheet: CalamineSheet, most_rows: int, most_columns: int
) -> tuple[list[Any], list[list[int]]]:
    """Return rows as [number, cells] and the places of dates, empty rows left out."""
    found: list[Any] = []
    dates = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > most_rows:
            break
        cells = [text(value) for value in row[:most_columns]]
        if any(cells):
            found.append([number, cells])
            dates += [[number, i] for i, value in enumerate(row[:most_columns]) if is_date(value)]
    return found, dates


def main() -> None:
    """Answer what standard input asks."""
    limit()
    wanted = json.loads(sys.argv[1])
    content = sys.stdin.buffer.read()
    try:
        found = answer(content, wanted["sheet"], wanted["rows"], wanted["columns"])
    except MemoryError:
        found = {"fault": "bomb"}
    except (CalamineError, OSError, ValueError, KeyError, IndexError) as error:
        words = f"{type(error).__name__}: {error}".lower()
        found = {"fault": "password" if "password" in words or "encrypt" in words else "damaged"}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
