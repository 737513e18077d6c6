"""How a list was chosen before it came here: by rows of a table, by a metric (T69)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.genes.text import listed
from dashboard.several.gene_list.headings import plain, words

# Names of figures, as explore, exports and gnomAD's files have them; all of PLOF say how few pLoF
# variants a gene has, so a list chosen by one of them is chosen by LOEUF too.
PLOF = words(
    "loeuf rank percentile below_threshold lof_oe lof_oe_lower lof_oe_upper lof_obs lof_exp lof_z "
    "pli underpowered oe_lof_upper oe_lof oe_lof_lower oe_lof_upper_rank oe_lof_upper_bin "
    "lof_oe_ci_upper lof_oe_ci_lower lof_pli loeuf_rank loeuf_decile loeuf_v2 loeuf_v4 exp_lof "
    "obs_lof band"
)
OTHERS = words(
    "mis_oe mis_oe_lower mis_oe_upper mis_z mis_z_rank mis_obs mis_exp syn_oe syn_oe_lower "
    "syn_oe_upper syn_z syn_obs syn_exp oe_mis oe_mis_upper oe_syn prec pnull"
)
LABELS = {
    "loeuf": "LOEUF",
    "pli": "pLI",
    "below_threshold": "the threshold of LOEUF",
    "rank": "its rank by LOEUF",
    "percentile": "its percentile by LOEUF",
    "underpowered": "the pLoF variants expected",
    "lof_oe": "pLoF o/e",
    "lof_z": "pLoF Z",
    "lof_exp": "the pLoF variants expected",
    "lof_obs": "the pLoF variants observed",
    "mis_z": "missense Z",
    "mis_oe": "missense o/e",
    "syn_z": "synonymous Z",
    "syn_oe": "synonymous o/e",
}
KNOWN = PLOF | OTHERS
MOST = 20
MOST_VALUES = 100
LINE = re.compile(r"^\W*Selected by: ([\w, ]{1,300})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Rows of a table that a list was made of: those with one of some values in a column.

    `kept` of `of` rows; None: not counted yet.
    """

    column: str
    values: tuple[str, ...]
    kept: int | None = None
    of: int | None = None
    place: int = 0

    def shown(self) -> str:
        """Return the choice in words: Rating: Green or Amber."""
        values = [f"“{value[:40]}”" for value in self.values[:6]]
        rest = len(self.values) - len(values)
        more = f" or {rest:,} other values" if rest > 0 else ""
        return f"{self.column[:40]} {' or '.join(values)}{more}"

    def words(self) -> str:
        """Return the choice with its rows, as notes and the methods text say it."""
        rows = "" if self.of is None else f": {self.kept:,} of {self.of:,}"
        return f"rows with {self.shown()}{rows}"


def metric_of(name: str) -> str | None:
    """Return the metric that a column of a table has, by its name; None: it is none."""
    text = plain(name)
    return text if text in KNOWN else None


def metrics(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of metrics, each once; what is none is left out."""
    return tuple(dict.fromkeys(name for name in map(plain, names) if name in KNOWN))[:MOST]


def parse_selected_by(text: str) -> tuple[str, ...]:
    """Return the metrics that the comment lines of an export say it was chosen by."""
    found = LINE.search(text)
    return metrics(found[1].split(",")) if found else ()


def tested(selected_by: Iterable[str]) -> bool:
    """Tell whether the tests of LOEUF say anything of a list that was chosen by these metrics."""
    return not PLOF & set(selected_by)


def metric_words(names: Iterable[str]) -> str:
    """Return metrics as a sentence names them: LOEUF and missense Z."""
    return listed(tuple(dict.fromkeys(LABELS.get(name, name) for name in names)))


def not_tested(selected_by: Iterable[str]) -> str:
    """Return the one sentence that stands in place of the tests (T69)."""
    names = [name for name in selected_by if name in PLOF]
    return (
        f"The list was chosen by {metric_words(names)}, so a test of its LOEUF against other genes "
        "would only show the choice; the tests are withheld."
    )
