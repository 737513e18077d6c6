"""What texts of a file name, looked up in bulk and once each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dashboard.errors import BadInput, GeneAmbiguous, GeneNotFound, PossibleDate
from dashboard.genes.index import GeneIndex, Named
from dashboard.models import IDS
from dashboard.several.gene_list.missing import is_missing

Result = Named | BadInput
NUMBER = re.compile(
    r"[-+\u2212<>~\u2264\u2265=\u00b1]{0,2} ?(?:[0-9]+(?:[.,' ][0-9]+)*|[.,][0-9]+)"
    r"(?:[eE][-+]?[0-9]+)? ?%?"
)
INTEGER = re.compile(r"[0-9]{1,18}")
LOWER = re.compile(r"[a-z]")
LONGEST = 60  # characters that a name of a gene can have; the longest symbol has 26
ONE_BY_ONE = 30  # texts up to which each is looked up by itself
FEWEST = 3  # letters from which an old name says that a column holds genes: T, B and R are words


def is_number(text: str) -> bool:
    """Tell whether a text is a figure: 17, 1.2E-15, 2,5, 80 %, < 0.001, (12)."""
    return len(text) <= LONGEST and NUMBER.fullmatch(text.strip(" ()[]\t\r\n")) is not None


def is_integer(text: str) -> bool:
    """Tell whether a text is a bare whole number, as Entrez ids are."""
    return INTEGER.fullmatch(text.strip()) is not None


class Lookup:
    """The gene index as a reader of files asks it: many texts at a time, each of them once."""

    def __init__(self, index: GeneIndex) -> None:
        """Ask this index; what was found is remembered for one file."""
        self._index = index
        self._found: dict[str, Result] = {}

    def answers(self, texts: Sequence[str]) -> list[Result]:
        """Return for each text what the index finds or raises."""
        new = [text for text in dict.fromkeys(texts) if text not in self._found]
        # Many at a time cost a hundredth each, but some milliseconds to begin with.
        found = self._index.find_all(new) if len(new) > ONE_BY_ONE else map(self._one, new)
        self._found.update(zip(new, found, strict=True))
        return [self._found[text] for text in texts]

    def _one(self, text: str) -> Result:
        try:
            return self._index.find(text, near=False)
        except BadInput as error:
            return error.with_traceback(None)  # which would hold its frames

    def known(self, texts: Sequence[str]) -> list[bool]:
        """Tell for each text whether it names a gene, or several.

        A missing value names none, nor does what can as well be a date or a number of its own.
        """
        queried = [text if len(text) <= LONGEST and not is_missing(text) else "" for text in texts]
        found = self.answers([text for text in queried if text])
        answers = iter(found)
        return [
            bool(text) and not isinstance(next(answers), GeneNotFound | PossibleDate)
            for text in queried
        ]

    def sure(self, texts: Sequence[str]) -> list[bool]:
        """Tell for each text whether it speaks for a column of genes.

        Words in small letters (yes, Type, Red) and one or two letters (T, B) are old names of
        genes too; a figure is the Entrez id of some gene. None of them tells what a column is.
        """
        queried = [text.strip() for text in texts]
        return [
            named and not is_number(text) and self._is_evidence(text)
            for text, named in zip(queried, self.known(queried), strict=True)
        ]

    def _is_evidence(self, text: str) -> bool:
        answer = self._found.get(text)
        approved = isinstance(answer, Named) and answer.how is None
        if not approved and len(text) < FEWEST:
            return False
        return any(c.isdigit() for c in text) or not LOWER.search(text)

    def is_one(self, text: str) -> bool:
        """Tell whether a text by itself names exactly one gene."""
        return isinstance(self.answers([text])[0], Named)

    def approved(self, text: str) -> bool:
        """Tell whether a text is a gene's own symbol as HGNC spells it, case aside, or an id."""
        (answer,) = self.answers([text])
        return isinstance(answer, Named) and (answer.how is None or answer.how in IDS)

    def symbol(self, answer: Named) -> str:
        """Return the approved symbol of a gene that was found."""
        return str(self._index.columns([answer.row], ("symbol",))["symbol"][0])

    def ambiguous(self, texts: Iterable[str]) -> set[str]:
        """Return the texts that several genes have."""
        unique = list(dict.fromkeys(texts))
        answers = zip(unique, self.answers(unique), strict=True)
        return {text for text, answer in answers if isinstance(answer, GeneAmbiguous)}

    def settled(self, text: str, ids: Sequence[str]) -> tuple[str, str] | None:
        """Return the symbol that an ambiguous text means by an id beside it, and that id.

        None: the text is not ambiguous, or no id names one of its genes.
        """
        (answer,) = self.answers([text])
        if not isinstance(answer, GeneAmbiguous):
            return None
        for one, found in zip(ids, self.answers(ids), strict=True):
            if isinstance(found, Named) and (symbol := self.symbol(found)) in answer.choices:
                return symbol, one
        return None
