"""Gene scores beside gnomAD's figures: what each means, its direction, the threshold published.

No sentence here or anywhere draws a verdict from one: a score is shown, with what its authors say
that it measures (T78).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NO_THRESHOLD = "none published for genes"


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """One score; `interval` is what its two ends are, None where its source gives none.

    `threshold` is published by its authors, who are named in `threshold_source`; None: they give
    none, and `threshold_source` says so.
    """

    name: str
    title: str
    meaning: str
    direction: str
    interval: str | None = None
    threshold: float | None = None
    threshold_source: str = NO_THRESHOLD
    decimals: int = 2


_COLLINS = "Collins et al. 2022, Cell 185:3041"

SCORES: Mapping[str, ScoreRule] = {
    rule.name: rule
    for rule in (
        ScoreRule(
            "s_het",
            "s_het",
            "Estimated loss of fitness of carriers of one pLoF variant, by a model with gene "
            "features",
            "higher: stronger selection against pLoF variants",
            "95 % credible interval",
            decimals=3,
        ),
        ScoreRule(
            "phaplo",
            "pHaplo",
            "Predicted probability that losing one copy matters, from rare copy-number variants of "
            "cases and controls",
            "higher: more like genes whose deletions are rare",
            threshold=0.86,
            threshold_source=f"at least 0.86: {_COLLINS}",
        ),
        ScoreRule(
            "ptriplo",
            "pTriplo",
            "Predicted probability that gaining a copy matters, from rare copy-number variants of "
            "cases and controls",
            "higher: more like genes whose duplications are rare",
            threshold=0.94,
            threshold_source=f"at least 0.94: {_COLLINS}",
        ),
        ScoreRule(
            "alphamissense",
            "AlphaMissense mean",
            "Mean AlphaMissense score of all missense variants of one transcript",
            "higher: missense variants are predicted to change the protein more",
        ),
        ScoreRule(
            "moeuf",
            "MOEUF",
            "Upper end of the interval of missense observed / expected, the missense counterpart "
            "of LOEUF",
            "lower: fewer missense variants than expected",
            "90 % interval of missense o/e",
        ),
    )
}
"""By name, in the order in which they are shown."""
