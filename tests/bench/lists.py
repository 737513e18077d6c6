"""Time lists of genes on the server: reading, accounting, ranking, statistics, the page's answer.

Run: python -m tests.bench.lists
Goals: 2,000 symbols in 150 ms, 20,000 in 800 ms to the page; a table of 10 MB in 2 s and 200 MB; a
text of words refused after a look at it. `find_all` of 20,000 texts costs at most 50 microseconds
each. While a server works on two of the worst bodies at once, others are answered within 250 ms.
"""

from __future__ import annotations

import base64
import http.client
import json
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from statistics import median, quantiles
from threading import Event, Thread
from time import perf_counter, process_time, sleep
from typing import Any

from components.gene_list.outputs import SHOWN, render
from dashboard.errors import BadList
from dashboard.export.gene_list import list_text
from dashboard.process.turns import share_time
from dashboard.service import DataService
from dashboard.service.gene_list import ask_list
from dashboard.several.gene_list import records
from dashboard.several.gene_list.reading import read_list
from dashboard.tables.snapshot import Snapshot
from tests.bench.servers import HOST, Server, free_port, running

SIZES = (100, 1_000, 2_000, 10_000, 20_000)
TURNS = 5
MOST_MS = 250


def symbols(service: DataService, size: int) -> list[str]:
    """Return what real lists hold: nine in ten symbols, then old ones, aliases, dates, errors."""
    pick = random.Random(size)
    genes = service.snapshot.table("genes")
    old = genes["previous"].explode().dropna().tolist()
    aliases = genes["aliases"].explode().dropna().tolist()
    own = service.genome_wide("v2.1").data
    assert own is not None
    kinds = [own.table["symbol"].tolist()] * 45 + [old] * 2 + [aliases] * 2
    found = [str(pick.choice(pick.choice(kinds))) for _ in range(size - size // 50)]
    found += [f"{pick.choice(found)}Q" for _ in range(size // 50)]
    pick.shuffle(found)
    return found


def timed(work: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """Return the median milliseconds of some turns."""
    times = []
    for _ in range(TURNS):
        start = clock()
        work()
        times.append(1_000 * (clock() - start))
    return median(times)


def page(service: DataService, given: list[str]) -> object:
    """Do what the view's callback does."""
    answer = ask_list(service, given, "v2.1")
    found = answer.result.data
    assert found is not None
    rows = records.columns(found.rows, SHOWN)
    request = {"for": "|||", "symbols": given, "name": None}
    return render(answer.result, answer.origins, answer.methods, rows, [], request)


def files(service: DataService) -> dict[str, str]:
    """Return what costs most before it is ranked or refused."""
    pick = random.Random(1)
    known = symbols(service, 2_000)
    words = ["".join(pick.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(36_000)]
    rows = (f"{n},{pick.choice(known)},0.5,{words[n % len(words)] * 3}" for n in range(195_000))
    return {
        "words, 255 kB": " ".join(words),
        "words line by line, 255 kB": "\n".join(words),
        "words, 5 MB": "\n".join(words * 5),
        "table, 10 MB": "id,gene,value,text\n" + "\n".join(rows),
    }


def bodies(service: DataService) -> dict[str, bytes]:
    """Return the worst that can be sent: files, and texts of which half are genes."""
    pick = random.Random(2)
    known = symbols(service, 2_000)

    def junk() -> str:
        return "".join(pick.choices("abcdefghijklmnopqrstuvwxyz", k=6))

    def halves(size: int, other: Callable[[], str]) -> str:
        # Lists of both kinds in turn, and no more different symbols than are taken.
        return "\n".join(other() if n % 2 else pick.choice(known) for n in range(size))

    some = files(service)
    return {
        "symbols and junk, 255 kB": halves(38_000, junk).encode()[:255_000],
        "symbols and two-word junk, 255 kB": halves(24_000, lambda: f"{junk()} {junk()}").encode(),
        "symbols and two-word junk, 5 MB": halves(
            190_000, lambda: f"{junk()} {junk()} {'x' * 20}"
        ).encode(),
        "words, 5 MB": some["words, 5 MB"].encode(),
        "table, 10 MB": some["table, 10 MB"].encode()[:9_990_000],
        "30,000 unknown symbols": "\n".join(f"Q{n}Z{junk()[:2]}" for n in range(29_990)).encode(),
        "20,000 symbols": "\n".join(symbols(service, 20_000)).encode(),
        "one line of slashes and dashes, 255 kB": ("STAT3/" * 20_000 + "A - " * 30_000).encode(),
    }


@contextmanager
def asked_beside(server: Server) -> Iterator[list[float]]:
    """Ask for one gene every 50 ms; yields the milliseconds of each answer."""
    took: list[float] = []
    over = Event()

    def ask() -> None:
        line = http.client.HTTPConnection(HOST, server.port, timeout=60)
        while not over.is_set():
            begun = perf_counter()
            line.request("GET", "/api/v1/genes/STAT3/constraint?release=v2.1")
            status = line.getresponse()
            status.read()
            took.append(1_000 * (perf_counter() - begun))
            if status.status != 200:
                raise RuntimeError(f"{status.status} beside a list")
            sleep(0.05)

    thread = Thread(target=ask)
    thread.start()
    try:
        yield took
    finally:
        over.set()
        thread.join()


def posted(server: Server, path: str, body: bytes) -> tuple[int, float]:
    """Post JSON; return the status and the seconds."""
    begun = perf_counter()
    line = http.client.HTTPConnection(HOST, server.port, timeout=300)
    line.request("POST", path, body, {"Content-Type": "application/json"})
    answer = line.getresponse()
    answer.read()
    return answer.status, perf_counter() - begun


def callback_body(server: Server, content: str) -> bytes:
    """Return what the list's page posts for a file."""
    line = http.client.HTTPConnection(HOST, server.port, timeout=60)
    line.request("GET", "/_dash-dependencies")
    every: list[dict[str, Any]] = json.loads(line.getresponse().read())
    one = next(one for one in every if "list-read.data" in one["output"].strip("."))
    parts = one["output"].strip(".").split("...")
    outputs = [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in parts]
    value = {"content": content, "name": "worst.txt", "at": 1}
    inputs = [{**given, "value": value} for given in one["inputs"]]
    request = {"output": one["output"], "outputs": outputs, "inputs": inputs, "state": []}
    return json.dumps(request | {"changedPropIds": ["list-given.data"]}).encode()


def dashboard() -> AbstractContextManager[Server]:
    """Serve the dashboard by gunicorn with one worker of eight threads."""
    port = free_port()
    words = ["-m", "gunicorn", "--worker-class", "gthread", "--workers", "1", "--threads", "8"]
    words += ["--bind", f"{HOST}:{port}", "--log-level", "error", "app:server"]
    return running(words, port, "/healthz")


def beside(service: DataService) -> None:
    """Print how others are answered while two of each body are worked on at once."""
    print(f"{'two at once':<40} {'status':>8}  {'seconds':>8}  others: p95, most (ms)")
    with dashboard() as server:
        posted(server, "/api/v1/list", b'{"symbols": ["STAT3"]}')
        with asked_beside(server) as took:
            sleep(3)
        print(f"{'nothing':<65} {quantiles(took, n=20)[-1]:7.0f} {max(took):7.0f}")
        for name, content in bodies(service).items():
            text = base64.b64encode(content).decode()
            api = json.dumps({"content": text, "release": "v2.1"}).encode()
            page_ = callback_body(server, text)
            for kind, sent in (
                ("JSON", [("/api/v1/list", api)] * 2),
                ("page", [("/_dash-update-component", page_)] * 2),
            ):
                with asked_beside(server) as took:
                    sleep(0.3)
                    with ThreadPoolExecutor(2) as pool:
                        found = list(pool.map(lambda one: posted(server, *one), sent))
                most = max(took)
                p95 = quantiles(took, n=20)[-1] if len(took) > 1 else most
                seconds = max(second for _, second in found)
                status = "/".join(str(code) for code, _ in found)
                print(
                    f"{name + ', ' + kind:<47} {status:>8} {seconds:6.1f} s {p95:7.0f} {most:7.0f}"
                    f"{'  over 250 ms' if most > MOST_MS else ''}"
                )


def lookups(service: DataService) -> None:
    """Print what `find_all` costs of 20,000 texts of three kinds."""
    pick = random.Random(3)
    known = symbols(service, 20_000)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/. *"
    kinds = {
        "known": known,
        "unknown": [f"Q{n}ZX" for n in range(20_000)],
        "hostile": ["".join(pick.choices(letters, k=pick.choice((5, 30, 190)))) for _ in known],
    }
    for name, texts in kinds.items():
        milliseconds = timed(partial(service.index.find_all, texts), process_time)
        print(f"find_all of 20,000 {name} texts: {milliseconds / 20:.1f} us each")
    print(
        f"find_all of one text: {1_000 * timed(partial(service.index.find_all, ['STAT3'])):.0f} us"
    )


def main() -> None:
    """Measure and print."""
    service = DataService(Snapshot())
    share_time()  # as the factory does for every server
    lookups(service)
    page(service, ["STAT3"])
    for name, content in files(service).items():
        before = process_time()
        try:
            said = f"{len(read_list(content, service.index).symbols):,} symbols"
        except BadList as error:
            said = error.message
        print(f"{name}: {process_time() - before:.2f} s of processor; {said}")
    print(f"{'symbols':>8}  {'read':>8}  {'answer':>8}  {'page':>8}  {'CSV':>8}  page, us a symbol")
    for size in SIZES:
        given = symbols(service, size)
        answer = ask_list(service, given, "v2.1")
        found = answer.result.data
        assert found is not None
        columns = (
            timed(partial(read_list, "\n".join(given), service.index)),
            timed(partial(ask_list, service, given, "v2.1")),
            timed(partial(page, service, given)),
            timed(partial(list_text, found, answer.origins)),
        )
        shown = "  ".join(f"{milliseconds:5.0f} ms" for milliseconds in columns)
        print(f"{size:>8,}  {shown}  {1_000 * columns[2] / size:8.0f}")
    beside(service)


if __name__ == "__main__":
    main()
