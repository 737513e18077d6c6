"""Where a release has its rows of a gene."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.genes.text import normal


class Places:
    """The rows of a complete release by HGNC id, and by symbol where no gene is known."""

    def __init__(self, table: pd.DataFrame) -> None:
        """Take a release's table; `GenomeWide` has its columns."""
        self._symbols = table["symbol"].to_numpy(dtype=object)
        ids = table["hgnc_id"].to_numpy(dtype=object)
        own = np.flatnonzero(table["is_primary"].to_numpy())
        self.by_id: dict[str, int] = {
            ids[place]: place for place in own.tolist() if isinstance(ids[place], str)
        }
        self._genes, every = pd.factorize(ids)  # -1 where no gene is known
        self._numbers: dict[str, int] = {key: number for number, key in enumerate(every)}

    @cached_property
    def _by_symbol(self) -> dict[str, int]:
        nameless = np.flatnonzero(self._genes < 0).tolist()
        return {normal(self._symbols[place]): place for place in reversed(nameless)}

    @property
    def own_symbols(self) -> Container[str]:
        """Return the symbols of rows of no known gene, in normal form."""
        return self._by_symbol.keys()

    def own_symbol(self, key: str) -> str | None:
        """Return the symbol of a row of no known gene, by its normal form; None: no such row."""
        place = self._by_symbol.get(key)
        return None if place is None else str(self._symbols[place])

    def of(self, hgnc_id: str | None, symbol: str) -> int:
        """Return the row of a gene, -1 where the release has none."""
        if hgnc_id is not None:
            return self.by_id.get(hgnc_id, -1)
        return self._by_symbol.get(normal(symbol), -1)

    def belonging(self, genes: pd.DataFrame) -> npt.NDArray[np.bool_]:
        """Return which rows are those of these genes, further rows of a gene among them."""
        listed = np.zeros(len(self._numbers) + 1, bool)  # the last for rows of no known gene
        listed[[self._numbers.get(key, -1) for key in genes["hgnc_id"].dropna()]] = True
        listed[-1] = False
        mask: npt.NDArray[np.bool_] = listed[self._genes]
        mask[[self.of(None, symbol) for symbol in genes["symbol"][genes["hgnc_id"].isna()]]] = True
        return mask
