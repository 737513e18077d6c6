"""`gene STAT3 [--json]`: what the tables hold of one gene, never the network."""

from __future__ import annotations

import argparse
import sys
from typing import Any

import orjson

from dashboard.api.genes import RESOURCES, gene_body, resource_body
from dashboard.commands.lists import tables_alone
from dashboard.constraint import CLASSES
from dashboard.models import Constraint, Gene
from dashboard.service import DataService
from dashboard.shapes import plain

MISSING = "—"


def add(commands: Any) -> None:
    """Add the command to what argparse's `add_subparsers` returned."""
    command = commands.add_parser("gene", help="print what the tables hold of a gene")
    command.add_argument("symbol", help="symbol, alias, previous symbol or id")
    command.add_argument("--release", help="release of the constraint; else the gene's default")
    command.add_argument("--json", action="store_true", help="print the JSON of every question")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    service = tables_alone()
    gene = service.gene(options.symbol)
    if gene.note:
        print(gene.note, file=sys.stderr)
    if options.json:
        body = _body(service, gene, options.release)
        print(orjson.dumps(body, option=orjson.OPT_INDENT_2).decode())
    else:
        print("\n".join(_lines(service, gene, options.release)))
    return 0


def _body(service: DataService, gene: Gene, release: str | None) -> dict[str, Any]:
    """Return the JSON of /api/v1/genes/SYMBOL and, by name, of every address below it."""
    answers = {
        name: resource_body(
            gene, service.ask(name, gene, release if name == "constraint" else None)
        )
        for name in RESOURCES
    }
    releases = [plain(found) for found in service.releases(gene)]
    return {**gene_body(service, gene), **answers, "releases": releases}


def _lines(service: DataService, gene: Gene, release: str | None) -> list[str]:
    loaded = service.constraint(gene, release)
    head = [f"{gene.symbol} ({gene.hgnc_id}): {gene.name}"]
    if loaded.data is None:
        return [*head, loaded.problem.message if loaded.problem else loaded.state.value]
    return [*head, *_constraint_lines(loaded.data)]


def _constraint_lines(found: Constraint) -> list[str]:
    rank = found.rank
    standing = f"rank {rank.rank:,} of {rank.of:,}" if rank else found.band or "no rank"
    lines = [
        f"{found.label}, {found.build}, {found.transcript or MISSING}",
        f"LOEUF {_raw(found.loeuf)} (threshold {found.loeuf_threshold:g}), {standing}, "
        f"pLI {_raw(found.pli)}",
    ]
    for name in CLASSES:
        row = found.row(name)
        if row is None:
            continue
        lines.append(
            f"{name}: {_raw(row.obs)} observed / {_raw(row.exp)} expected, o/e {_raw(row.oe)} "
            f"(90 % {_raw(row.oe_lower)}–{_raw(row.oe_upper)}), Z {_raw(row.z)}"
        )
    return [*lines, *([f"Flags: {'; '.join(found.flags)}"] if found.flags else [])]


def _raw(value: float | None) -> str:
    return MISSING if value is None else str(value)
