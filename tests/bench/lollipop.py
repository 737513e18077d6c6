"""How long the lollipop takes on the server, against the same heads as plain Plotly objects.

Run it with `python -m tests.bench.lollipop`. Both are built and serialised in one run, turn by
turn; times are of this process's own work, the ratio is what counts. The variants are made up.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

import orjson
import plotly.graph_objects as go

from components import theme
from components.lollipop.figure import lollipop
from dashboard.models import Variant

SIZES = (500, 5_000, 30_000)
ROUNDS = 9
RESIDUES = ("Ala", "Arg", "Asn", "Asp", "Cys", "Gln", "Glu", "Gly", "His", "Ile", "Leu", "Lys")


def made_up_variants(count: int, length: int = 2_000) -> tuple[Variant, ...]:
    """Return variants over a protein, the same in every run, sorted by position."""
    dice = random.Random(count)
    places = sorted(dice.randint(1, length) for _ in range(count))
    classes = tuple(theme.CLASS_MARKS)
    return tuple(
        Variant(
            id=f"VAR_{number:06d}",
            protein_change=f"p.{dice.choice(RESIDUES)}{place}{dice.choice(RESIDUES)}",
            position=place,
            end=place,
            variant_class=dice.choice(classes),
            raw_class="US",
            consequence="missense",
            dbsnp=f"rs{number}",
        )
        for number, place in enumerate(places)
    )


def own(variants: tuple[Variant, ...]) -> bytes:
    """Return the dashboard's figure as JSON."""
    return orjson.dumps(lollipop(variants, None, 2_000, "made-up", axis="made up", origin="none"))


def naive(variants: tuple[Variant, ...]) -> str:
    """Return what one writes first: Plotly objects, a stem each separated by None, SVG heads."""
    figure = go.Figure()
    heights: dict[int, int] = {}
    by_class: dict[str, list[tuple[int, int, str]]] = {}
    for variant in variants:
        place = variant.position or 0
        heights[place] = heights.get(place, 0) + 1
        point = (place, heights[place], f"{variant.protein_change}<br>{variant.variant_class}")
        by_class.setdefault(variant.variant_class, []).append(point)
    placed = [point for points in by_class.values() for point in points]
    x_stems = [x for place, _, _ in placed for x in (place, place, None)]
    y_stems = [y for _, top, _ in placed for y in (0, top, None)]
    figure.add_trace(go.Scatter(x=x_stems, y=y_stems, mode="lines"))
    for name, points in by_class.items():
        x, y, text = map(list, zip(*points, strict=True))
        figure.add_trace(go.Scatter(x=x, y=y, text=text, name=name, mode="markers"))
    answer: str = figure.to_json()
    return answer


def median_ms(work: Callable[[tuple[Variant, ...]], object], given: tuple[Variant, ...]) -> float:
    """Return the median time of one call, in milliseconds of this process."""
    times = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        work(given)
        times.append(time.process_time() - begin)
    return 1000 * statistics.median(times)


def main() -> None:
    """Print both and their ratio, for each size."""
    print(f"{'variants':>9} {'own ms':>9} {'naive ms':>9} {'ratio':>7}  (goal at 30,000: 20 ms)")
    for size in SIZES:
        given = made_up_variants(size)
        ours, theirs = median_ms(own, given), median_ms(naive, given)
        print(f"{size:>9,} {ours:>9.1f} {theirs:>9.1f} {ours / theirs:>7.2f}")


if __name__ == "__main__":
    main()
