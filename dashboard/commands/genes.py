"""`gene STAT3 [--json]`: what the tables hold of one gene, never the network."""

from __future__ import annotations

import argparse
import sys
from typing import Any

import orjson

from components import formats, status
from dashboard.commands.lists import tables_alone
from dashboard.models import Answer, Constraint, ConstraintRow, Gene
from dashboard.models.plain import plain
from dashboard.rules.absence import STATE_WORDS
from dashboard.rules.constraint import CLASS_WORDS, NOT_MANE, cautions, flag_name
from dashboard.service import DataService
from dashboard.web.api.genes import RESOURCES, gene_body, resource_body


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
    answer = service.constraint(gene, release)
    head = [f"{gene.symbol} ({gene.hgnc_id}): {gene.name}"]
    if answer.data is None:
        problem = answer.problem
        why = f"{problem.message} {problem.hint}".strip() if problem else STATE_WORDS[answer.state]
        return [*head, why]
    notes = [f"Note: {note}" for note in answer.data.notes]
    return [*head, *_constraint_lines(answer.data), *notes, _source(answer)]


def _constraint_lines(found: Constraint) -> list[str]:
    standing = formats.rank(found.rank) if found.rank else found.band or "no rank"
    transcript = found.transcript or formats.MISSING
    if found.is_mane_select is False:
        transcript += f" ({NOT_MANE})"
    note = formats.computed_note(*found.rows)
    return [
        f"{found.label}, {found.build}, {transcript}",
        f"LOEUF {formats.loeuf(found.loeuf)} (threshold {found.loeuf_threshold:g}), {standing}, "
        f"pLI {formats.pli(found.pli)}",
        *(_class_line(found, row) for row in found.rows),
        *([note] if note else []),
        *([f"Flags: {'; '.join(map(flag_name, found.flags))}"] if found.flags else []),
    ]


def _class_line(found: Constraint, row: ConstraintRow) -> str:
    """Return a class's figures as the page has them, what speaks against them, or that none are."""
    words = CLASS_WORDS[row.variant_class]
    against = cautions(found, row.variant_class)
    if row.obs is None and row.exp is None and row.oe is None and row.z is None:
        parts: tuple[str, ...] = against or ("no figures here",)
    else:
        parts = (
            *([] if row.exp is None else [_counts(row)]),
            *([] if row.oe is None else [f"o/e {formats.oe(row.oe)} (90 % {formats.bounds(row)})"]),
            f"Z {formats.z_score(row.z)}",
            *against,
        )
    return f"{words}: {', '.join(parts)}"


def _counts(row: ConstraintRow) -> str:
    return f"{formats.observed(row.obs)} observed / {formats.expected(row.exp)} expected"


def _source(answer: Answer[Constraint]) -> str:
    """Return source, release, build, date and state, as under the panel of the page."""
    origin = answer.provenance
    facts = (
        [part for part in (origin.source, origin.release, origin.build) if part] if origin else []
    )
    notes = [STATE_WORDS[answer.state], status.when(origin), *answer.notes]
    return f"Source: {', '.join([*facts, *notes])}"
