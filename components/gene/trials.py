"""Trials: those in which the gene's name matched, with where it matched (T53)."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats, ids, status
from components.html.elements import Markup
from components.panel.contract import Panel, PanelContent, Slot, Tile, TileContent
from components.panel.grid_slots import grid_content, grid_slots
from components.tables.grid import Column, grid
from dashboard.models import Answer, GeneAnswers, State, Trial
from dashboard.rules import trials
from dashboard.rules.absence import STATE_WORDS, being_asked

NAME = "trials"
GRID = ids.part(NAME, "grid")
ALL = ids.part(NAME, "all")
TILE = "trials"
HIDE = "only_eligibility"

COLUMNS = (
    Column("nct_id", "NCT number", "link", 125, link_field="url"),
    Column("title", "Title", width=260, flex=4),
    Column("status_words", "Status", "choice", 130, csv_field="status"),
    Column("phase_words", "Phase", "choice", 110, csv_field="phases"),
    Column("conditions", "Conditions", "list", 140, 2),
    Column("interventions", "Interventions", "list", 140, 2),
    Column("sponsor", "Sponsor", width=130, flex=2),
    Column(
        "start_words",
        "Start",
        "date",
        140,
        csv_field="start",
        hint="“Was planned”: recorded for a day that is past; whether it has come is not known.",
    ),
    Column(
        "match_words",
        "Gene matched in",
        "choice",
        150,
        csv_field="matched_in",
        hint="Title, condition, keyword, intervention, or the eligibility text only.",
    ),
    Column(
        "wanted_words",
        "Gene wanted as",
        "choice",
        130,
        csv_field="wanted",
        hint="Where the record speaks of the gene as wild type or negative, or names it among the "
        "exclusion criteria only; empty where it says none of these.",
    ),
)


def body() -> list[Component]:
    """Return the stable components: what the list is, the button for hidden rows, the grid."""
    return [
        Markup(ids.part(NAME, "list"), "p", className="list-line"),
        html.Button(
            "",
            id=ALL,
            type="button",
            className="grid-button",
            hidden=True,
            **{"data-grid-all": GRID, "aria-pressed": "false"},
        ),
        grid(GRID, COLUMNS, "Trials", height=520, lines=2, hide_field=HIDE, drop_empty=True),
    ]


def render(answers: GeneAnswers, token: str) -> PanelContent:
    """Return the trials of a gene, or why there are none to show."""
    answer: Answer[tuple[Trial, ...]] = answers["trials"]
    found = answer.data or ()
    hidden = len(trials.by_match(found)[1])
    return PanelContent(
        answer.state,
        status.source_line(answer),
        status.message("trials", answers.gene, answer),
        {
            "list": list_words(answer),
            "all": f"Show also {hidden} with the gene in the eligibility text only",
            "no-hidden": hidden == 0,
            **grid_content(GRID, [trial_row(trial) for trial in found], token),
        },
        {TILE: trials_tile(answer)},
    )


def list_words(answer: Answer[tuple[Trial, ...]]) -> str:
    """Return what the list is, and that a match is a mention."""
    if not answer.data or answer.provenance is None:
        return ""
    which = f", {answer.provenance.release}" if answer.provenance.release else ""
    least = "At least these trials: the registry may have more. " if answer.is_part else ""
    return (
        f"{answer.provenance.source}{which} ({status.when(answer.provenance)}). {least}"
        "A match is a mention of the gene in the trial's record, nothing more."
    )


def trials_tile(answer: Answer[tuple[Trial, ...]]) -> TileContent:
    """Return the tile of active trials, with what they are counted among: what the table shows.

    Trials with the gene in the eligibility text alone are hidden there and counted apart (T53).
    """
    source = answer.provenance.source if answer.provenance else "The source"
    dated = status.when(answer.provenance)
    if answer.state is State.PENDING:
        return TileContent(answer.state, formats.MISSING, being_asked(source))
    if answer.state is State.EMPTY:
        return TileContent(answer.state, "0", f"{source} lists none; asked {dated}")
    if not answer.state.has_data or answer.data is None:
        words = answer.problem.message if answer.problem else ""
        return TileContent(answer.state, formats.MISSING, words)
    counted, apart = trials.by_match(answer.data)
    active = sum(trials.is_active(trial.status) for trial in counted)
    more = f" and {len(apart):,} in eligibility text only" if apart else ""
    note = f"of {len(counted):,} listed{more}; {STATE_WORDS[answer.state]}, {dated}"
    if answer.is_part:  # a part gives no total (T61)
        value = f"\N{GREATER-THAN OR EQUAL TO}\N{NO-BREAK SPACE}{active:,}"
        return TileContent(answer.state, value, f"at least these, {note}")
    return TileContent(answer.state, f"{active:,}", note)


def trial_row(trial: Trial) -> dict[str, Any]:
    """Return a trial as a row; words for the screen stand beside the registry's own values."""
    return {
        "nct_id": trial.nct_id,
        "title": trial.title,
        "status": trial.status,
        "status_words": trials.status_words(trial.status),
        "phases": list(trial.phases),
        "phase_words": trials.phase_words(trial.phases),
        "conditions": list(trial.conditions),
        "interventions": list(trial.interventions),
        "sponsor": trial.sponsor,
        "start": trial.start,
        "start_words": trials.start_words(trial.start, trial.start_planned),
        "matched_in": None if trial.matched_in is None else list(trial.matched_in),
        "match_words": trials.match_words(trial.matched_in),
        "wanted": list(trial.wanted),
        "wanted_words": trials.wanted_words(trial.wanted),
        HIDE: trials.only_in_eligibility(trial.matched_in),
        "url": trial.url,
    }


PANEL = Panel(
    name=NAME,
    title="Trials",
    sentence="Clinical trials whose record names this gene, and where it does.",
    definition=(
        "A trial is listed because the gene's name stands in its record: in the title, a "
        "condition, a keyword, an intervention, or only in the text on who may take part. It is "
        "no advice on treatment.",
        "Active are trials that recruit, are about to, enrol by invitation, or run without "
        "recruiting. A start that has not come is a planned start.",
        "A gene is found as trials write it: BRCA1/2, FGFR1-3, K-RAS, KRASG12C, METex14, previous "
        "symbols. A symbol that is a word (MET, KIT, CAT) counts beside words of genetics only. A "
        "trial that wants the gene as wild type or negative says so.",
        "“Gene matched in” reads “Not recorded” where the source does not say it.",
    ),
    questions=("trials",),
    body=body,
    slots=(
        Slot("list", ids.part(NAME, "list"), "tree", ""),
        Slot("all", ALL, "children", ""),
        Slot("no-hidden", ALL, "hidden", True),
        *grid_slots(GRID),
    ),
    render=render,
    exports=(("Trials", "trials"),),
    tiles=(Tile(TILE, "Active trials"),),
)
