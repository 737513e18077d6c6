"""What the reference page for STAT3 adds: aliases, basis of disease, trials, publications."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dashboard.tables.making.rows import Built

ET_AL = "et al."
"""Stands as the last author where the page names the first of several only."""


class ReferencePage:
    """The facts of the page; it gives no date, no PMIDs and no reason for a trial's match."""

    def __init__(self, content: str) -> None:
        """Parse the page's facts (JSON)."""
        self._facts: Mapping[str, Any] = json.loads(content)
        self.symbol = str(self._facts["gene"]["symbol"])

    @property
    def aliases(self) -> dict[str, list[str]]:
        """Return the page's aliases, by symbol."""
        return {self.symbol: [str(name) for name in self._facts["gene"]["aliases"]]}

    def basis(self, hgnc_id: str) -> dict[tuple[str, str], str]:
        """Return what is known of each OMIM disease's basis, by HGNC id and disease id."""
        return {
            (hgnc_id, f"OMIM:{disease['mim']}"): str(disease["basis"])
            for disease in self._facts["phenotypes"]
        }

    def trials(self, hgnc_id: str) -> Built:
        """Return the page's trials in its order; statuses and phases as the registry has them."""
        fields = ("nct_id", "title", "status", "phases", "conditions", "interventions")
        rows = [
            {"hgnc_id": hgnc_id} | {name: trial[name] for name in (*fields, "sponsor", "start")}
            for trial in self._facts["trials"]
        ]
        return Built(rows, frozenset({hgnc_id}))

    def publications(self, hgnc_id: str) -> Built:
        """Return the page's publications in its order; a damaged title is null (rule T57)."""
        rows = [
            {
                "hgnc_id": hgnc_id,
                "pmid": None,
                "title": None if paper.get("title_damaged") else paper["title"],
                "authors": [paper["first_author"]]
                + ([] if paper.get("single_author") else [ET_AL]),
                "journal": paper["journal"],
                "year": paper["year"],
                "kind": None,
            }
            for paper in self._facts["publications"]
        ]
        return Built(rows, frozenset({hgnc_id}))
