"""What tables write where a value is missing: in a column of genes it is no gene.

Some of these words are a gene's alias or old symbol too (NA: XK, NaN: SCN11A). Whoever types one
as a gene may mean the gene; a list that holds one was exported from R, pandas or a spreadsheet.
"""

from __future__ import annotations

from dashboard.errors import BadInput, GeneAmbiguous
from dashboard.genes.index import GeneIndex
from dashboard.genes.text import DASHES, echo, listed
from dashboard.rules.texts import PUNCTUATION

# Upper case, without what PUNCTUATION strips; "nd", "inf" and "NaT" are not here: genes have them.
WORDS = frozenset(
    {
        *("NA", "N/A", "N.A", "NAN", "-NAN", "NULL", "NONE", "NIL", "-", "--", "---"),
        *("#NA", "#N/A", "#N/A N/A", "#NULL", "#REF", "#NAME", "#VALUE", "#DIV/0", "#NUM"),
    }
)
MARKS = frozenset({".", "..", "...", "?", "??"})  # punctuation alone
LONGEST = 16  # characters; longer texts need no look
LONGEST_PLAIN = max(len(word) for word in WORDS if word.isalnum())


def is_missing(text: str) -> bool:
    """Tell whether a cell holds what tables write for a missing value: NA, NaN, null, -, ...

    An empty text is none of them: it is unknown, as ever.
    """
    if len(text) > LONGEST or (len(text) > LONGEST_PLAIN and text.isalnum()):
        return False
    plain = text.strip().translate(DASHES)
    return plain in MARKS or plain.strip(PUNCTUATION).upper() in WORDS


def genes_called(index: GeneIndex, text: str) -> dict[str, str]:
    """Return symbols and names of the genes that such a word can mean, none for most."""
    try:
        row = index.find(text, near=False).row
    except GeneAmbiguous as error:
        return dict(zip(error.choices, error.names, strict=True))
    except BadInput:
        return {}
    return dict(zip(*index.columns([row], ("symbol", "name")).values(), strict=True))


def missing_note(text: str, genes: tuple[str, ...]) -> str:
    """Return what a list says of such a word."""
    words = f"\u201c{echo(text)}\u201d is what tables write for a missing value, so it is no gene"
    return f"{words} unless {listed(genes, 'or')} is meant." if genes else f"{words} here."
