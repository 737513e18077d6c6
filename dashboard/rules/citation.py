"""How to cite the dashboard, as text and as BibTeX. CITATION.cff says the same."""

from __future__ import annotations

from dashboard.rules.texts import LICENCE, PRODUCT

AUTHORS = "The Gene Constraint Dashboard developers"
KEY = "gene_constraint_dashboard"


def citation(version: str) -> str:
    """Return the citation of a version as a line of text."""
    return f"{AUTHORS}. {PRODUCT}, version {version}. Software, {LICENCE} licence."


def bibtex(version: str) -> str:
    """Return the citation of a version as an entry of BibTeX; the authors are one body."""
    return (
        f"@software{{{KEY},\n"
        f"  author  = {{{{{AUTHORS}}}}},\n"
        f"  title   = {{{{{PRODUCT}}}}},\n"
        f"  version = {{{version}}},\n"
        f"  license = {{{LICENCE}}}\n"
        "}"
    )
