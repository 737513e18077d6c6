"""Ids of genes that are numbers with a prefix: HGNC, Entrez, Ensembl."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.genes.sorted_columns import Numbers

# At most 18 digits, so that every number fits 64 bits. A version behind an Ensembl id is dropped.
HGNC = re.compile(r"HGNC[: ] ?0*([0-9]{1,18})")
ENTREZ = re.compile(r"(?:(?:ENTREZ|GENEID|NCBIGENE)[: ] ?)?0*([0-9]{1,18})")
GENE = re.compile(r"ENSG([0-9]{11})(?:\.[0-9]{1,3})?")
TRANSCRIPT = re.compile(r"ENST([0-9]{11})(?:\.[0-9]{1,3})?")


ONE_A_GENE = ("hgnc_id", "entrez_id", "ensembl_id", "mane_select")


class FoundId(NamedTuple):
    """What an id is called, how the gene model names the way, and the genes that have it."""

    name: str
    how: str
    rows: tuple[int, ...]


class Ids:
    """Finds genes by HGNC, Entrez and Ensembl gene ids and by their MANE transcripts."""

    def __init__(self, table: Mapping[str, pa.Array]) -> None:
        """Read the id columns of the genes table."""
        columns = {name: table[name].cast(pa.string()) for name in ONE_A_GENE}
        rows = np.arange(len(columns["hgnc_id"]), dtype=np.int32)
        plus = table["mane_plus_clinical"]
        flat = pc.list_flatten(plus).cast(pa.string())
        transcripts = pa.concat_arrays([columns["mane_select"], flat])
        owners = np.concatenate([rows, pc.list_parent_indices(plus).to_numpy()]).astype(np.int32)
        self._kinds = (
            (HGNC, "HGNC id", "hgnc", Numbers(columns["hgnc_id"], "HGNC:", rows)),
            (ENTREZ, "Entrez id", "entrez", Numbers(columns["entrez_id"], "", rows)),
            (GENE, "Ensembl id", "ensembl", Numbers(columns["ensembl_id"], "ENSG", rows)),
            (TRANSCRIPT, "MANE transcript", "ensembl", Numbers(transcripts, "ENST", owners)),
        )

    def find(self, text: str) -> FoundId | None:
        """Return what an id (upper case) leads to, which can be no gene; None: this is no id."""
        for pattern, name, how, numbers in self._kinds:
            if match := pattern.fullmatch(text):
                return FoundId(name, how, tuple(numbers.rows(int(match[1])).tolist()))
        return None
