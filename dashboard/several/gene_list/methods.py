"""The methods paragraph of a list: releases, thresholds, tests, exclusions, versions."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import __version__
from dashboard.models import GeneList, Provenance
from dashboard.process.clock import today
from dashboard.rules.releases import recommendation
from dashboard.several.gene_list import phrases as words
from dashboard.several.gene_list.phrases import count, named
from dashboard.several.gene_list.selection import metric_words


def methods(found: GeneList, origins: Sequence[Provenance]) -> str:
    """Return one paragraph that says how every figure of the list was made.

    Args:
        found: The list in its release.
        origins: Where the release, the names of genes and the columns beside them are from.
    """
    sentences = (*_genes(found), *_release(found, origins), *_tests(found), *_results(found))
    return " ".join((*sentences, words.ASSOCIATION, _made(origins)))


def _genes(found: GeneList) -> list[str]:
    left = [
        count(found.count("ambiguous"), "ambiguous symbol"),
        count(found.count("unknown"), "unknown symbol"),
        count(found.count("duplicate"), "duplicate"),
    ]
    dates, ids = found.named_by("spreadsheet"), len(found.by_id)
    old = found.named_by("alias", "previous")
    other = len(found.repaired) - dates - old
    ways = [
        count(found.named_by(None), "approved symbol"),
        count(ids, "identifier"),
        count(
            old,
            "alias or previous symbol",
            "aliases or previous symbols",
        ),
        count(
            dates,
            "date that a spreadsheet had made of a symbol",
            "dates that spreadsheets had made of symbols",
        ),
    ]
    sentences = [
        f"A list of {count(len(found.lines), 'symbol')} was resolved to "
        f"{count(len(found.rows), 'gene')} (HGNC) by {', '.join(ways[:3])} and {ways[3]}; "
        f"{', '.join(left[:2])} and {left[2]} were left out."
    ]
    if other:
        words_ = count(other, "further name was", "further names were")
        sentences.append(f"{words_} read in another spelling.")
    if found.origin.rows:
        sentences.insert(0, f"Of a table, {found.origin.rows} were taken.")
    if found.origin.selected_by:
        by = metric_words(found.origin.selected_by)
        sentences.append(f"The list had been chosen by {by} before.")
    return sentences


def _release(found: GeneList, origins: Sequence[Provenance]) -> list[str]:
    date = origins[0].fetched_at if origins else None
    sentences = [
        f"Constraint is that of {found.label} ({found.build}, "
        f"{'file of ' + date if date else 'file undated'}): LOEUF, the upper end of the 90 % "
        "interval of observed over expected predicted loss-of-function (pLoF) variants, with the "
        "threshold "
        f"{recommendation(found.release)}, LOEUF < {found.loeuf_threshold:g}."
    ]
    left = found.left_out
    if left.not_in_release:
        number = len(left.not_in_release)
        sentences.append(
            f"{count(number, 'gene is', 'genes are')} not in the release "
            f"({named(left.not_in_release)})."
        )
    if left.no_loeuf:
        number = len(left.no_loeuf)
        sentences.append(
            f"{count(number, 'gene has', 'genes have')} no LOEUF ({named(left.no_loeuf)})."
        )
    if found.without_flagged:
        number = len(left.flagged)
        which = f" ({named(left.flagged)})" if number else ""
        sentences.append(
            f"Genes with a gnomAD flag were left out of ranks and statistics: {number:,} of the "
            f"list{which} and {left.flagged_others:,} others."
        )
    if left.further_rows:
        words_ = count(left.further_rows, "further row", "further rows")
        sentences.append(f"{words_} of the release for genes of the list were left out.")
    return sentences


def _tests(found: GeneList) -> list[str]:
    tests = found.tests
    if found.withheld:
        return [found.withheld]
    return [
        f"{count(tests.listed.of, 'gene')} of the list with a LOEUF "
        f"{'was' if tests.listed.of == 1 else 'were'} compared with the other "
        f"{tests.others.of:,} genes of the release that have one: the share below the threshold "
        "with its exact 95 % interval (Clopper-Pearson), Fisher's exact test (two-sided; odds "
        "ratio of the sample, 95 % interval by Woolf) and the Mann-Whitney U test of LOEUF "
        "(two-sided, normal approximation, corrected for ties and continuity)."
    ]


def _results(found: GeneList) -> list[str]:
    tests = found.tests
    if found.withheld:
        return [
            f"Below the threshold: {words.fraction(tests.listed)} of the list "
            f"({words.percent(tests.listed.share)}), {words.fraction(tests.others)} of the others "
            f"({words.percent(tests.others.share)})."
        ]
    if tests.u is None:
        which = "of the list" if not tests.listed.of else "outside the list"
        return [f"No gene {which} has a LOEUF, so nothing was tested."]
    return [
        f"Below the threshold: {words.fraction(tests.listed)} of the list "
        f"({words.percent(tests.listed.share)}, {words.interval(tests.listed)}), "
        f"{words.fraction(tests.others)} of the others ({words.percent(tests.others.share)}); "
        f"odds ratio {words.odds(tests)}, {words.p_value(tests.fisher_p)}. Median LOEUF "
        f"{words.loeuf(tests.listed_median)} against {words.loeuf(tests.others_median)}; "
        f"U = {tests.u:,.1f}, {words.p_value(tests.mann_whitney_p)}."
    ]


def _made(origins: Sequence[Provenance]) -> str:
    from scipy import __version__ as scipy_version  # noqa: PLC0415  # as in statistics.py

    sources = "; ".join(
        dict.fromkeys(
            " ".join(filter(None, (o.source, o.release, o.fetched_at and f"({o.fetched_at})")))
            for o in origins
        )
    )
    cited = " ".join(dict.fromkeys(o.citation for o in origins if o.citation))
    return (
        f"Computed on {today()} with Gene Constraint Dashboard {__version__} and scipy "
        f"{scipy_version}. Sources: {sources}. Cite: {cited}".strip()
    )
