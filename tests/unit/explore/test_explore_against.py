"""One release against another: joined by gene, each with its own threshold, unknown never zero."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dashboard.models import GenomeWide
from dashboard.several.explore.against import GROUPS, against, named_groups
from dashboard.several.explore.payload import payload
from tests.unit.explore.test_explore_numbers import decoded


@pytest.fixture(scope="module")
def both(wide: GenomeWide) -> tuple[GenomeWide, GenomeWide]:
    """Return a complete release and a made-up one: other order, fewer rows, other figures."""
    table = wide.table.sample(frac=0.9, random_state=3).reset_index(drop=True)
    table["loeuf"] = np.round(table["loeuf"] * 1.2, 3)
    other = replace(
        wide, release="v4.1", label="gnomAD v4.1", build="GRCh38", loeuf_threshold=0.6, table=table
    )
    return wide, other


def test_each_gene_has_its_own_row_of_the_other_release(
    both: tuple[GenomeWide, GenomeWide],
) -> None:
    here, other = both
    found = against(here, other)
    assert len(found.columns) == len(here.table)
    theirs = other.table[other.table["is_primary"].to_numpy(bool)].set_index("hgnc_id")["loeuf"]
    genes = here.table["hgnc_id"].to_numpy()
    own = here.table["is_primary"].to_numpy(bool)
    places = np.random.default_rng(1).choice(np.flatnonzero(own & pd.notna(genes)), 200)
    for place in places:
        value = found.columns["other_loeuf"][place]
        expected = theirs.get(genes[place], np.nan)
        assert value == expected or (np.isnan(value) and np.isnan(expected))


def test_t1_a_gene_crosses_by_the_threshold_of_each_release(
    both: tuple[GenomeWide, GenomeWide],
) -> None:
    here, other = both
    found = against(here, other)
    loeuf = here.table["loeuf"].to_numpy(), found.columns["other_loeuf"].to_numpy()
    for place, code in enumerate(found.crossed.tolist()):
        known = not (np.isnan(loeuf[0][place]) or np.isnan(loeuf[1][place]))
        below = loeuf[0][place] < here.loeuf_threshold, loeuf[1][place] < other.loeuf_threshold
        expected = {
            (True, True): "both",
            (True, False): "only-here",
            (False, True): "only-other",
            (False, False): "neither",
        }[below]
        assert (GROUPS[code] if code >= 0 else None) == (expected if known else None)
    words = [group.label for group in named_groups(here, found)]
    assert str(here.loeuf_threshold) in words[1]
    assert here.label in words[1]
    assert str(other.loeuf_threshold) in words[2]
    assert other.label in words[2]


def test_t9_a_further_row_of_a_gene_has_nothing_of_the_other_release(
    both: tuple[GenomeWide, GenomeWide],
) -> None:
    here, other = both
    table = here.table.copy()
    table.loc[0, "is_primary"] = False
    found = against(replace(here, table=table), other)
    assert found.columns.loc[0].isna().all()
    assert found.crossed[0] == -1


def test_the_browser_gets_the_other_release_with_its_name(
    both: tuple[GenomeWide, GenomeWide],
) -> None:
    here, other = both
    sent = payload(here, None, other)
    assert sent["against"] == {
        "release": other.release,
        "label": other.label,
        "build": other.build,
        "threshold": other.loeuf_threshold,
    }
    values = against(here, other).columns["other_loeuf"]
    sent_values = decoded(sent["numbers"]["other_loeuf"])
    assert sent_values == values.astype(object).where(values.notna(), None).tolist()
    assert payload(here)["against"] is None
