"""Made-up publications, dated back from the day on which they are asked for."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from tests.upstream.genes import BY_SYMBOL

FIRST_PMID = 900_000_000  # no record of PubMed has such a number
TYPES = ("Journal Article", "Review", "Case Reports", "Systematic Review")
TEN_YEARS = 3_650


@dataclass(frozen=True, slots=True)
class Article:
    """One made-up article; `age` is in days."""

    pmid: int
    age: int
    kind: str
    title: str
    language: str

    @property
    def date(self) -> str:
        """Return the day it appeared, as PubMed prints it in a query."""
        day = datetime.now(UTC).date() - timedelta(days=self.age)
        return f"{day:%Y/%m/%d}"


@cache
def articles_of(symbol: str) -> tuple[Article, ...]:
    """Return the made-up articles of a gene, newest first."""
    gene = BY_SYMBOL[symbol]
    chance = random.Random(f"articles {symbol}")
    found = []
    for place in range(gene.articles):
        kind = chance.choices(TYPES, (70, 18, 9, 3))[0]
        foreign = place % 40 == 7
        title = f"A made-up {kind.lower()} {place + 1} of {symbol}."
        found.append(
            Article(
                pmid=FIRST_PMID + gene.hgnc * 1_000 + place,
                age=chance.randint(0, TEN_YEARS),
                kind=kind,
                title=f"[{title}]" if foreign else title,
                language="fre" if foreign else "eng",
            )
        )
    return tuple(sorted(found, key=lambda article: article.age))


def article(pmid: int) -> Article | None:
    """Return an article by its number, None where there is none."""
    for symbol in BY_SYMBOL:
        for found in articles_of(symbol):
            if found.pmid == pmid:
                return found
    return None
