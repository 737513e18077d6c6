"""Which release serves several genes."""

from __future__ import annotations

from dashboard.several.compare import releases
from tests.unit.comparison.conftest import Make

KNOWN = ("v4.1.1", "v2.1.1", "v2.1")


def test_shared_releases_have_every_gene_newest_first(make: Make) -> None:
    both = [make(name) for name in KNOWN]
    assert releases.shared([both, both[1:]], KNOWN) == ("v2.1.1", "v2.1")
    assert releases.shared([both, []], KNOWN) == ()
    assert releases.shared([], KNOWN) == ()


def test_the_default_is_the_newest_shared_with_all_classes(make: Make) -> None:
    partial = make("v4.1.1", classes=("lof",))
    gene = [partial, make("v2.1.1"), make("v2.1")]
    assert releases.default_release([gene, gene], KNOWN) == "v2.1.1"
    assert releases.default_release([[partial], [partial]], KNOWN) == "v4.1.1"


def test_without_a_shared_release_the_default_has_most_of_the_genes(make: Make) -> None:
    found = [[make("v4.1.1")], [make("v2.1")], [make("v2.1")]]
    assert releases.default_release(found, KNOWN) == "v2.1"
    assert releases.default_release([[], []], KNOWN) == "v2.1"


def test_the_pair_is_the_v2_and_the_v4_release_with_most_genes(make: Make) -> None:
    found = [[make("v4.1.1"), make("v2.1.1"), make("v2.1")], [make("v2.1")]]
    assert releases.pair(found, KNOWN) == ("v2.1", "v4.1.1")
    assert releases.pair(found[:1], KNOWN) == ("v2.1.1", "v4.1.1")
    assert releases.pair([[make("v2.1")]], KNOWN) == ("v2.1", None)
    assert releases.pair([], KNOWN) == (None, None)
