"""Ids of genes and of their products: HGNC, Entrez, Ensembl, RefSeq, UniProt, CCDS, OMIM, UCSC."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.errors import TableDamaged
from dashboard.genes.symbols import Rows, Texts

# At most 18 digits, so that every number fits 64 bits. A version behind an accession is dropped,
# and so is GENCODE's mark of a pseudoautosomal gene's copy on Y: _PAR_Y, in v19 an R for a zero.
VERSION = r"(?:\.[0-9]{1,3})?"
ENSEMBL = rf"[R0]([0-9]{{10}}){VERSION}(?:_PAR_Y)?"
# NCBI names a gene LOC and its number where it has no symbol; below 1000 all have one, so LOC1 is
# a placeholder of a table and not A1BG.
LOC = r"LOC(?=[1-9][0-9]{3})"
ENTREZ = rf"(?:(?:ENTREZ|GENEID|NCBIGENE|ENTREZGENE)[: ] ?|(?:HSA|NCBI):|{LOC})?0*([0-9]{{1,18}})"
ACCESSION = r"(?:[OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9](?:[A-Z][A-Z0-9]{2}[0-9]){1,2})"
ISOFORM = r"(?:-[0-9]{1,2})?"


ENSEMBL_DIGITS = 11


class Kind(NamedTuple):
    """One kind of id, digits behind a prefix: as it is typed (upper case), as the table has it."""

    pattern: re.Pattern[str]
    prefix: str
    name: str
    how: str


def _kind(pattern: str, prefix: str, name: str, how: str) -> Kind:
    return Kind(re.compile(pattern), prefix, name, how)


KINDS = (
    _kind(r"(?:HGNC:)?HGNC[:_ ]? ?0*([0-9]{1,18})", "HGNC:", "HGNC id", "hgnc"),
    _kind(ENTREZ, "", "Entrez id", "entrez"),
    _kind(f"ENSG{ENSEMBL}", "ENSG", "Ensembl id", "ensembl"),
    _kind(f"ENST{ENSEMBL}", "ENST", "MANE transcript", "ensembl"),
    _kind(f"ENSP{ENSEMBL}", "ENSP", "MANE protein", "ensembl"),
    *(
        _kind(rf"{prefix}([0-9]{{5,12}}){VERSION}", prefix, "RefSeq accession", "refseq")
        for prefix in ("NM_", "NR_", "NP_", "XM_", "XR_", "YP_")
    ),
    _kind(rf"CCDS:?([0-9]{{1,9}}){VERSION}", "CCDS", "CCDS id", "ccds"),
    _kind(r"O?MIM[: ]? ?([0-9]{6})", "OMIM:", "OMIM number", "omim"),
)
UNIPROT = re.compile(
    rf"(?:(?P<said>UNIPROT(?:KB)?[:|]|(?:SP|TR)\|))?(?P<id>{ACCESSION}){ISOFORM}(?:\|[A-Z0-9_]*)?"
)
UCSC = re.compile(r"UC[0-9]{3}[A-Z]{3}\.[0-9]{1,2}")
BEGINNINGS = {  # the kinds that a text can be, by its first two letters
    "HG": KINDS[:1],
    "EN": (*KINDS[1:5],),
    "GE": KINDS[1:2],
    "NC": KINDS[1:2],
    "HS": KINDS[1:2],
    "LO": KINDS[1:2],
    "OM": KINDS[-1:],
    "MI": KINDS[-1:],
    "CC": KINDS[-2:-1],
    **{kind.prefix[:2]: (kind,) for kind in KINDS if kind.how == "refseq"},
    "NM": KINDS[5:6],
    "NR": KINDS[6:7],
    "NP": KINDS[7:8],
}


class FoundId(NamedTuple):
    """What an id is called, how the gene model names the way, and the genes that have it."""

    name: str
    how: str
    rows: tuple[int, ...]


class Numbers:
    """The digits of one kind of id ("HGNC:11364": 11364), with the gene of each."""

    def __init__(self, ids: pa.Array, prefix: str, rows: Rows) -> None:
        """Take ids with this prefix, and the gene of each; nulls are left out.

        A version behind an Ensembl id is dropped.

        Raises:
            TableDamaged: An id has another form.
        """
        known = pc.is_valid(ids).to_numpy(zero_copy_only=False)
        digits = pc.utf8_slice_codeunits(ids.drop_null(), start=len(prefix))
        if prefix.startswith("ENS"):
            digits = pc.utf8_slice_codeunits(digits, start=0, stop=ENSEMBL_DIGITS)
        try:
            values = digits.cast(pa.int64()).to_numpy()
        except pa.ArrowInvalid as error:
            message = f"The genes table has an id that is not {prefix!r} with digits: {error}"
            raise TableDamaged(message, "Run: python -m dashboard snapshot build") from error
        order = np.argsort(values, kind="stable")
        self._values = values[order]
        self._rows: Rows = rows[known][order]

    def rows(self, number: int) -> Rows:
        """Return the genes with this number; more than one where a source gave it twice."""
        low, high = np.searchsorted(self._values, [number, number + 1])
        return self._rows[low:high]


class Listed:
    """Ids that are more than a prefix and digits, sorted, with the gene of each."""

    def __init__(self, ids: pa.Array, rows: Rows) -> None:
        """Take ids without nulls, in upper case, and the gene of each."""
        order = pc.sort_indices(ids)
        self._ids, self._rows = Texts(ids.take(order)), rows[order.to_numpy()]

    def rows(self, text: str) -> tuple[int, ...]:
        """Return the genes that have exactly this id."""
        return tuple(dict.fromkeys(self._rows[self._ids.equal(text.encode())].tolist()))


class Ids:
    """Finds genes by the ids that the genes table has of them, of transcripts and of proteins."""

    def __init__(self, table: Mapping[str, pa.Array]) -> None:
        """Read the id columns of the genes table; `accessions` lists what has no column."""
        rows = np.arange(len(table["hgnc_id"]), dtype=np.int32)
        own = {
            prefix: (table[column].cast(pa.string()), rows)
            for prefix, column in (("HGNC:", "hgnc_id"), ("", "entrez_id"), ("ENSG", "ensembl_id"))
        }
        transcripts, of = _flat(table["mane_plus_clinical"])
        select = table["mane_select"].cast(pa.string())
        own["ENST"] = pa.concat_arrays([select, transcripts]), np.concatenate([rows, of])
        others, of = _flat(table["accessions"])
        self._numbers: dict[str, Numbers] = {}
        for kind in KINDS:
            ids, owners = own.get(kind.prefix, (pa.array([], pa.string()), rows[:0]))
            if kind.prefix and (there := pc.starts_with(others, kind.prefix)).true_count:
                more = there.to_numpy(zero_copy_only=False)
                ids = pa.concat_arrays([ids, others.filter(there)])
                owners = np.concatenate([owners, of[more]])
            self._numbers[kind.prefix] = Numbers(ids, kind.prefix, owners)
        self._uniprot, self._ucsc = (
            Listed(pc.utf8_upper(others.filter(there)), of[there.to_numpy(zero_copy_only=False)])
            for there in (
                pc.match_substring_regex(others, f"^{ACCESSION}$"),
                pc.starts_with(others, "uc"),
            )
        )

    def find(self, text: str) -> FoundId | None:
        """Return what an id (upper case) leads to, which can be no gene; None: this is no id.

        A UniProt accession is only known for one by who has it: symbols look like it (B3GNT2).
        """
        kinds = KINDS[1:2] if text[:1].isdigit() else BEGINNINGS.get(text[:2], ())
        for kind in kinds:
            if match := kind.pattern.fullmatch(text):
                rows = self._numbers[kind.prefix].rows(int(match[1]))
                return FoundId(kind.name, kind.how, tuple(dict.fromkeys(rows.tolist())))
        if text.startswith("UC") and UCSC.fullmatch(text):
            found = self._ucsc.rows(text)
            return FoundId("UCSC id", "ucsc", found) if found else None
        may_be = text[1:2].isdigit() or text.startswith(("UNIPROT", "SP|", "TR|"))
        if may_be and (match := UNIPROT.fullmatch(text)):
            found = self._uniprot.rows(match["id"])
            is_one = found or match["said"]
            return FoundId("UniProt accession", "uniprot", found) if is_one else None
        return None


def _flat(lists: pa.Array) -> tuple[pa.Array, Rows]:
    """Return the texts of a column of lists, and the row of each."""
    owners: Rows = pc.list_parent_indices(lists).to_numpy().astype(np.int32)
    return pc.list_flatten(lists).cast(pa.string()), owners
