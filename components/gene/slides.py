"""The slides of a gene: one heading, one figure, three lines beside it, the source beneath.

A slide is plain data that `assets/figures/slides.mjs` lays out for the screen and for a deck; its
figure has no size and no letters of its own there. What has no figures says why (T60).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from components import formats, status, theme
from components.gene.disease.validity import AGAINST, STEPS
from components.gene.literature import NO_TITLE, TWO_YEARS
from components.gene.variants import panel as variants_panel
from components.lollipop.figure import lollipop
from components.lollipop.stacks import SEVERITY
from components.lollipop.words import axis_words, length_shown, origin_words
from components.markup import plain_text
from dashboard.models import (
    Answer,
    Constraint,
    ConstraintRow,
    Curation,
    GeneAnswers,
    State,
    Trial,
    Variant,
    VariantSet,
)
from dashboard.rules import trials as trial_rules
from dashboard.rules.absence import STATE_WORDS
from dashboard.rules.constraint import (
    AXIS_END,
    CLASSES,
    MISSENSE_Z_THRESHOLD,
    NOT_ESTIMABLE,
    NOT_MANE,
    band_share,
    cautions,
    flag_name,
    is_not_estimable,
)
from dashboard.rules.releases import short_label
from dashboard.rules.texts import DISCLAIMER, PRODUCT

QUESTIONS = (
    *("constraint", "features", "features_mane"),
    *("variants", "clinvar", "uniprot", "clinvar_plp"),
    *("validity", "dosage", "phenotypes", "trials", "publications", "publication_counts"),
)
MOST_LINES = 3
MOST_ROWS = 7  # of a list or of bars: letters stay as large as a room needs
MOST_LABELS = 8  # of records on the lollipop
LABEL_ROOM = 0.045  # of the protein's length, between two labels
INK = "#64748b"

Lines = list[tuple[str, str]]  # what is read first, and what stands beneath it


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address leaves of the records: None is all of them; ids that are to be labelled."""

    classes: Collection[str] | None = None
    consequences: Collection[str] | None = None
    labelled: Sequence[str] = ()


def slides(answers: GeneAnswers, chosen: Chosen | None = None) -> list[dict[str, Any]]:
    """Return the slides of a gene in their order.

    Each has `name`, `title`, `subject`, `figure` (None: there is none), `rows` (a list in large
    letters in place of a figure), `lines`, `cautions`, `message` (why there is nothing) and
    `source`.
    """
    several = [_releases(answers)] if _has_v2_and_v4(answers.releases) else []
    found = [
        _constraint(answers),
        *several,
        _variants(answers, chosen or Chosen()),
        _disease(answers),
        _trials(answers),
        _literature(answers),
    ]
    return [{**slide, "subject": answers.gene.symbol} for slide in found]


def _slide(name: str, title: str, *asked: Answer[Any], **own: Any) -> dict[str, Any]:
    lines: Lines = own.pop("lines", [])
    return {
        "name": name,
        "title": title,
        "figure": None,
        "rows": [],
        "cautions": [],
        "message": "",
        "source": f"{source_words(*asked)}. {PRODUCT}. {DISCLAIMER}",
        "lines": [[big, small] for big, small in lines[:MOST_LINES]],
        **own,
    }


def source_words(*asked: Answer[Any]) -> str:
    """Return source, release, build, date and state of each origin of some answers, once each."""
    found: dict[str, None] = {}
    for answer in asked:
        for part in answer.parts or (answer,):
            origin = part.provenance
            if origin is None or part.state is State.NOT_COVERED:
                continue
            facts = (
                origin.source,
                status.release_words(origin),
                origin.build,
                f"{STATE_WORDS[part.state]} {status.when(origin)}",
            )
            found.setdefault(", ".join(fact for fact in facts if fact))
    return "; ".join(found) or "Source not known"


# ---- constraint ----


def _constraint(answers: GeneAnswers) -> dict[str, Any]:
    answer: Answer[Constraint] = answers["constraint"]
    found = answer.data
    if found is None:
        why = status.why_words("constraint", answers.gene.symbol, answer)
        return _slide("constraint", "Constraint", answer, message=why)
    return _slide(
        "constraint",
        f"Constraint, {short_label(found.release, found.label)} ({found.build})",
        answer,
        figure=_bars(found),
        lines=_constraint_lines(found),
        cautions=_constraint_cautions(found),
    )


def _constraint_lines(found: Constraint) -> Lines:
    lof, mis = found.row("lof"), found.row("mis")
    standing = f"threshold {found.loeuf_threshold:g}"
    if found.rank:
        standing = f"{formats.rank(found.rank)}, {formats.among(found.rank)}"
    elif found.band:
        standing = f"published band {band_share(found)}"
    lines = [(f"LOEUF {formats.loeuf(found.loeuf)}", standing)]
    if lof is not None and (lof.obs is not None or lof.exp is not None):
        counts = f"{formats.observed(lof.obs)} of {formats.expected(lof.exp)}"
        lines.append((counts, f"pLoF variants observed of expected; pLI {formats.pli(found.pli)}"))
    if mis is not None and mis.z is not None:
        above = f"missense; threshold {MISSENSE_Z_THRESHOLD:g}"
        lines.append((f"Z {formats.z_score(mis.z)}", above))
    return lines


def _constraint_cautions(found: Constraint) -> list[str]:
    """Return every caution that stands on the page beside these figures."""
    named = [
        f"{theme.CONSTRAINT_NAMES[n]}: {words}" for n in CLASSES for words in cautions(found, n)
    ]
    flags = [flag_name(flag) for flag in found.flags]
    mane = [f"{found.transcript}: {NOT_MANE}"] if found.is_mane_select is False else []
    return list(dict.fromkeys([*mane, *named, *flags]))


def _bars(found: Constraint) -> dict[str, Any]:
    rows = [(place, name, found.row(name)) for place, name in enumerate(reversed(CLASSES))]
    drawn = [(place, row) for place, _, row in rows if row is not None and row.oe is not None]
    threshold = found.loeuf_threshold
    top = len(CLASSES) - 0.5
    data = [_bands(drawn, 0.42), _ticks(drawn)]
    names = [theme.CONSTRAINT_NAMES[name] for _, name, _ in rows]
    layout = _oe_layout(names, -0.5, top)
    layout["shapes"] += [_line(threshold, top - 1, top, dash="dash")]
    layout["annotations"] = [
        _words(f"LOEUF threshold {threshold:g}", threshold, top, yanchor="bottom"),
        *(_row_words(found, place, name, row) for place, name, row in rows),
    ]
    return {"data": data, "layout": layout}


def _row_words(
    found: Constraint, place: int, name: str, row: ConstraintRow | None
) -> dict[str, Any]:
    """Return o/e with its interval right of a row's band, or why there is none (T12)."""
    if row is None or row.oe is None:
        why = "not given by the release" if found.complete else "not in the tables here"
        words = NOT_ESTIMABLE if is_not_estimable(found, name) else why
        return _words(words, 0, place, yanchor="middle")
    end = min(max(row.oe, row.oe_upper or 0.0), AXIS_END)
    words = f"<b>{formats.oe(row.oe)}</b> ({formats.bounds(row)})"
    if name == "lof" and end < found.loeuf_threshold:  # not across the threshold
        end = found.loeuf_threshold
    if end > AXIS_END * 0.62:  # no room to the right: above the band
        return _words(words, AXIS_END, place + 0.24, xanchor="right", yanchor="bottom")
    return _words(words, end, place, yanchor="middle")


def _bands(rows: Sequence[tuple[float, ConstraintRow]], width: float) -> dict[str, Any]:
    known = [(at, row) for at, row in rows if row.oe_lower is not None and row.oe_upper is not None]
    low = [min(row.oe_lower or 0.0, AXIS_END) for _, row in known]
    high = [min(row.oe_upper or 0.0, AXIS_END) for _, row in known]
    return {
        "type": "bar",
        "orientation": "h",
        "base": low,
        "x": [end - start for start, end in zip(low, high, strict=True)],
        "y": [at for at, _ in known],
        "width": width,
        "marker": {
            "color": [theme.CONSTRAINT_COLOURS[row.variant_class] for _, row in known],
            "opacity": 0.32,
        },
    }


def _ticks(rows: Sequence[tuple[float, ConstraintRow]]) -> dict[str, Any]:
    """Return the points, as ticks; one beyond the axis is an arrow at its end (T22)."""
    beyond = [max(row.oe or 0.0, row.oe_upper or 0.0) > AXIS_END for _, row in rows]
    colours = [theme.CONSTRAINT_COLOURS[row.variant_class] for _, row in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": [AXIS_END if far else row.oe for far, (_, row) in zip(beyond, rows, strict=True)],
        "y": [at for at, _ in rows],
        "marker": {
            "symbol": ["arrow-right" if far else "line-ns" for far in beyond],
            "size": [14 if far else 30 for far in beyond],
            "color": colours,
            "line": {"width": 4, "color": colours},
        },
    }


def _oe_layout(names: Sequence[str], bottom: float, top: float) -> dict[str, Any]:
    return theme.layout(
        300,
        margin={"l": 20, "r": 20, "t": 30, "b": 40},
        bargap=0,
        xaxis={
            "range": [0, AXIS_END],
            "dtick": 0.5,
            "title": theme.axis_title("observed / expected, 90 % interval"),
            "gridcolor": "#94a3b833",
            "zeroline": False,
        },
        yaxis={
            "range": [bottom, top],
            "tickvals": list(range(len(names))),
            "ticktext": [f"<b>{plain_text(name)}</b>" for name in names],
            "zeroline": False,
            "showgrid": False,
        },
        shapes=[_line(1, bottom, top)],
        annotations=[],
    )


def _line(x: float, y0: float, y1: float, **look: str) -> dict[str, Any]:
    place = {"x0": x, "x1": x, "y0": y0, "y1": y1, "xref": "x", "yref": "y"}
    return {"type": "line", "layer": "above", **place, "line": {"color": INK, "width": 2, **look}}


def _words(words: str, x: float, y: float | str, **own: Any) -> dict[str, Any]:
    shift = -10 if own.get("xanchor") == "right" else 10
    return {
        "text": words,
        "x": x,
        "y": y,
        "showarrow": False,
        "xanchor": "left",
        "xshift": shift,
        "font": {"size": 13},
        **own,
    }


# ---- v2 against v4 ----


def _has_v2_and_v4(found: Sequence[Constraint]) -> bool:
    known = {one.release[:2] for one in found if one.loeuf is not None}
    return {"v2", "v4"} <= known


def _releases(answers: GeneAnswers) -> dict[str, Any]:
    found = [one for one in answers.releases if one.loeuf is not None][:MOST_ROWS]
    chosen = [next(one for one in found if one.release.startswith(v)) for v in ("v2", "v4")]
    lines = [
        (
            f"LOEUF {formats.loeuf(one.loeuf)}",
            f"{short_label(one.release, one.label)}, threshold {one.loeuf_threshold:g}"
            + (f", {formats.rank(one.rank)}" if one.rank else ""),
        )
        for one in chosen
    ]
    lines.append(("Z does not compare", "it grows with the sample; compare o/e and rank"))
    warned = [
        f"{short_label(one.release, one.label)}: {words}"
        for one in found
        for words in _constraint_cautions(one)
    ]
    return {
        **_slide("releases", "LOEUF in each release", answers["constraint"], lines=lines),
        "figure": _release_rows(found),
        "cautions": warned[:4],
        "source": "; ".join(
            f"{short_label(one.release, one.label)}, {one.build}, "
            f"{one.transcript or 'transcript not stated'}"
            for one in found
        )
        + f". {PRODUCT}. {DISCLAIMER}",
    }


def _release_rows(found: Sequence[Constraint]) -> dict[str, Any]:
    newest_on_top = list(enumerate(reversed(found)))
    rows = [(place, one.row("lof")) for place, one in newest_on_top]
    drawn = [(place, row) for place, row in rows if row is not None and row.oe is not None]
    names = [short_label(one.release, one.label) for _, one in newest_on_top]
    layout = _oe_layout(names, -0.5, len(found) - 0.5)
    layout["xaxis"]["title"] = theme.axis_title("pLoF observed / expected, 90 % interval")
    for place, one in newest_on_top:
        threshold = one.loeuf_threshold
        layout["shapes"].append(_line(threshold, place - 0.36, place + 0.36, dash="dash"))
        end = min(max(one.loeuf or 0.0, threshold), AXIS_END)
        words = f"<b>{formats.loeuf(one.loeuf)}</b> (threshold {threshold:g})"
        far = end > AXIS_END * 0.62
        side = {"xanchor": "right", "yanchor": "bottom"} if far else {"yanchor": "middle"}
        at = (AXIS_END, place + 0.24) if far else (end, place)
        layout["annotations"].append(_words(words, *at, **side))
    return {"data": [_bands(drawn, 0.42), _ticks(drawn)], "layout": layout}


# ---- lollipop ----


def _variants(answers: GeneAnswers, chosen: Chosen) -> dict[str, Any]:
    shown = variants_panel.shown_set(answers)
    found: VariantSet | None = shown.variants.data
    shape = shown.features.data
    length = length_shown(found, shape)
    title = found.label if found else "Variants on the protein"
    if found is None or length is None or not found.variants:
        why = status.why_words("variants", answers.gene.symbol, shown.variants)
        none = f"No variant of {answers.gene.symbol} has a place on the protein."
        return _slide("variants", title, shown.variants, shown.features, message=why or none)
    kept = [variant for variant in found.variants if _passes(variant, chosen)]
    figure = lollipop(
        kept,
        shape,
        length,
        "slide",
        axis=axis_words(answers.gene, shape),
        origin=origin_words(found, shown.variants.provenance),
        svg_most=len(kept),
    )
    figure["layout"]["annotations"] += _labels(kept, chosen.labelled, length)
    figure["layout"]["showlegend"] = True
    for trace in figure["data"]:
        heads = "ids" in trace
        trace["showlegend"] = heads
        if heads:
            trace["name"] = f"{trace['name']} ({len(trace['ids']):,})"
    return _slide(
        "variants",
        title,
        shown.variants,
        shown.features,
        figure=figure,
        lines=_variant_lines(found, kept),
        cautions=_variant_cautions(shown.variants),
    )


def _passes(variant: Variant, chosen: Chosen) -> bool:
    classes, terms = chosen.classes, chosen.consequences
    return (classes is None or variant.variant_class in classes) and (
        terms is None or (variant.consequence or "") in terms
    )


def _variant_lines(found: VariantSet, kept: Sequence[Variant]) -> Lines:
    placed = len(found.variants)
    least = "at least these, " if found.selection else ""
    number = f"{len(kept):,}" if len(kept) == placed else f"{len(kept):,} of {placed:,}"
    noun = "record" if len(kept) == placed == 1 else "records"
    lines = [(f"{number} {noun}", f"{least}one head each, the most severe on top")]
    at = Counter(variant.position for variant in kept)
    if at:
        residue, most = at.most_common(1)[0]
        if most > 1:
            lines.append((f"Residue {residue:,}", f"has the most records: {most:,}"))
    if found.unplaced:
        lines.append((f"{len(found.unplaced):,} more", "records have no place on the protein"))
    return lines


def _variant_cautions(answer: Answer[VariantSet]) -> list[str]:
    found = answer.data
    notes = [found.axis_note] if found and found.axis_note else []
    if found and found.selection:
        notes.append("A selection: no total and no share of classes follows from it")
    elif answer.is_part:
        notes.append(status.PART)
    return notes


def _labels(kept: Sequence[Variant], wanted: Sequence[str], length: int) -> list[dict[str, Any]]:
    """Return a label for the records that are found or picked, else for the tallest residues."""
    at = Counter(variant.position or 0 for variant in kept)
    by_residue: dict[int, list[Variant]] = {}
    for variant in sorted(kept, key=lambda one: SEVERITY.get(one.variant_class, len(SEVERITY))):
        by_residue.setdefault(variant.position or 0, []).append(variant)
    picked = [variant for variant in kept if variant.id in set(wanted)]
    if picked:
        residues = list(dict.fromkeys(variant.position or 0 for variant in picked))
        by_residue |= {n: [v for v in picked if v.position == n] for n in residues}
    else:
        residues = [residue for residue, count in at.most_common(3 * MOST_LABELS) if count > 1]
    placed: list[int] = []
    for residue in residues:
        near = any(abs(residue - other) < LABEL_ROOM * length for other in placed)
        if not near and len(placed) < MOST_LABELS:
            placed.append(residue)
    found = []
    for residue in placed:
        change = by_residue[residue][0].protein_change or by_residue[residue][0].id
        others = at[residue] - 1
        words = plain_text(change.removeprefix("p."), 18) + (f" +{others}" if others else "")
        own = {"xanchor": "center", "yanchor": "bottom", "xshift": 0, "yshift": 8}
        found.append(_words(words, residue, at[residue], **own))
    return found


# ---- disease, trials, literature ----


def _disease(answers: GeneAnswers) -> dict[str, Any]:
    validity: Answer[tuple[Curation, ...]] = answers["validity"]
    dosage, linked = answers["dosage"], answers["phenotypes"]
    curated = validity.data or ()
    lines: Lines = []
    if curated:
        least = "at least " if validity.is_part else ""
        named = "curation" if len(curated) == 1 else "curations"
        lines.append((f"{least}{len(curated)} {named}", "ClinGen gene-disease validity"))
    if dosage.data is not None and dosage.data.haploinsufficiency is not None:
        score = dosage.data.haploinsufficiency
        number = formats.MISSING if score.score is None else str(score.score)
        lines.append((f"Haploinsufficiency {number}", f"{score.words} (ClinGen)"))
    if linked.data:
        least = "at least " if linked.is_part else ""
        names = f"{least}{len(linked.data):,} linked"
        lines.append((names, "diseases of OMIM and ORPHA by HPO, which overlap"))
    message = "" if curated else status.why_words("validity", answers.gene.symbol, validity)
    figure = _steps(curated) if any(one.classification in STEPS for one in curated) else None
    more = len(curated) - MOST_ROWS
    return _slide(
        "disease",
        "Gene-disease validity (ClinGen)",
        validity,
        dosage,
        linked,
        figure=figure,
        rows=[] if figure else [[one.disease, one.classification] for one in curated[:MOST_ROWS]],
        lines=lines,
        message=message,
        cautions=[
            *([f"{more} more curations: see the page"] if more > 0 else []),
            *(["Inheritance belongs to each pair of gene and disease"] if curated else []),
        ],
    )


def _steps(curated: Sequence[Curation]) -> dict[str, Any]:
    """Return a bar a curation as far as its class goes; evidence against is a cross (T50)."""
    strongest = sorted(curated, key=lambda one: -STEPS.get(one.classification, -1))
    rows = list(enumerate(reversed(strongest[:MOST_ROWS])))
    scaled = [(n, STEPS[one.classification]) for n, one in rows if one.classification in STEPS]
    against = [n for n, one in rows if one.classification in AGAINST]
    steps = sorted((step, name) for name, step in STEPS.items())
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": [step for _, step in scaled],
                "y": [n for n, _ in scaled],
                "width": 0.34,
                "marker": {"color": "#1d5fa8"},
            },
            {
                "type": "scatter",
                "mode": "markers",
                "x": [0.06] * len(against),
                "y": [n - 0.02 for n in against],
                "marker": {"symbol": "x", "size": 12, "color": theme.CONSTRAINT_COLOURS["lof"]},
            },
        ],
        "layout": theme.layout(
            300,
            margin={"l": 20, "r": 20, "t": 10, "b": 40},
            xaxis={
                "range": [0, max(STEPS.values()) + 0.45],
                "tickvals": [step for step, _ in steps if step],
                "ticktext": [name for step, name in steps if step],
                "gridcolor": "#94a3b833",
                "zeroline": True,
                "zerolinecolor": "#94a3b8",
            },
            yaxis={"range": [-0.5, len(rows) - 0.4], "visible": False},
            annotations=[
                _words(
                    f"<b>{plain_text(one.disease, 60)}</b> · {plain_text(one.classification)} · "
                    f"{plain_text(one.inheritance or 'inheritance not stated', 12)}",
                    0,
                    n + 0.2,
                    yanchor="bottom",
                    xshift=2,
                )
                for n, one in rows
            ],
        ),
    }


def _trials(answers: GeneAnswers) -> dict[str, Any]:
    answer: Answer[tuple[Trial, ...]] = answers["trials"]
    why = status.why_words("trials", answers.gene.symbol, answer)
    counted, apart = trial_rules.by_match(answer.data or ())
    if why or not counted:
        none = f"{len(apart):,} trials name the gene in the eligibility text only." if apart else ""
        return _slide("trials", "Clinical trials", answer, message=why or none)
    active = sum(trial_rules.is_active(trial.status) for trial in counted)
    least = "≥ " if answer.is_part else ""
    of = f"of {len(counted):,} trials that name the gene"
    more = [(f"{len(apart):,} more", "in the eligibility text only")] if apart else []
    lines = [
        (f"{least}{active:,} active", f"{of}: recruiting, about to, by invitation or running"),
        *more,
        ("A mention", "of the gene in the trial's record, nothing more"),
    ]
    return _slide(
        "trials",
        "Clinical trials by phase",
        answer,
        figure=_phases(counted),
        lines=lines,
        cautions=["At least these trials: the registry may have more"] if answer.is_part else [],
    )


def _phases(found: Sequence[Trial]) -> dict[str, Any]:
    """Return trials by phase, active ones apart: the registry's order, late phases on top."""
    by_phase = Counter(trial_rules.phase_words(trial.phases) for trial in found)
    active = Counter(
        trial_rules.phase_words(trial.phases)
        for trial in found
        if trial_rules.is_active(trial.status)
    )
    names = sorted(by_phase, key=lambda name: (name.startswith("Phase"), name))
    own = {"type": "bar", "orientation": "h", "y": names, "width": 0.6}
    parts = [
        ("Active", [active[name] for name in names], "#1d5fa8"),
        ("Not active", [by_phase[name] - active[name] for name in names], "#94a3b8"),
    ]
    data = [
        {
            **own,
            "name": f"{name} ({sum(counts):,})",
            "x": counts,
            "marker": {"color": colour},
            "showlegend": True,
        }
        for name, counts, colour in parts
    ]
    most = max(by_phase.values())
    return {
        "data": data,
        "layout": theme.layout(
            300,
            margin={"l": 20, "r": 20, "t": 30, "b": 40},
            barmode="stack",
            showlegend=True,
            legend={"traceorder": "normal"},
            xaxis={
                "title": theme.axis_title("trials"),
                "range": [0, most * 1.3],
                "dtick": max(1, round(most / 5)),
                "gridcolor": "#94a3b833",
                "zeroline": False,
            },
            yaxis={"type": "category", "categoryarray": names},
            annotations=[
                _words(f"<b>{by_phase[name]:,}</b>, {active[name]:,} active", by_phase[name], name)
                for name in names
            ],
        ),
    }


def _literature(answers: GeneAnswers) -> dict[str, Any]:
    answer, counts = answers["publications"], answers["publication_counts"]
    why = status.why_words("publications", answers.gene.symbol, answer)
    recent = [one for one in counts.data or () if one.what == TWO_YEARS]
    lines: Lines = [(f"{one.count:,}", f"{one.what}, PubMed") for one in recent]
    if answer.data:
        of_queries = answer.provenance is not None and answer.provenance.release is None
        kind = "the newest of each query" if of_queries else "a selection, not a count of all"
        titles = "title" if len(answer.data) == 1 else "titles"
        lines.append((f"{len(answer.data):,} {titles}", kind))
    newest = sorted(answer.data or (), key=lambda one: -(one.year or 0))[:MOST_ROWS]
    rows = [
        [
            (f"{one.notice}: " if one.notice else "") + (one.title or NO_TITLE)[:220],
            ", ".join(str(part) for part in (one.journal, one.year) if part),
        ]
        for one in newest
    ]
    return _slide("literature", "Literature", answer, rows=rows, lines=lines, message=why)
