"""Texts that several parts of the program must read or write alike."""

from __future__ import annotations

PRODUCT = "Gene Constraint Dashboard"
LICENCE = "MIT"
DISCLAIMER = "Research use, not for diagnosis."
# What a spreadsheet takes a cell for a formula by.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Around a gene's name. Not "@", "+" and "*": symbols end in them. Nor "-": aliases begin with it.
PUNCTUATION = " .,;:!?'\"`\u00b4\u2018\u2019\u201c\u201d\u201e()[]{}<>|/\\"
# Two decimals of a probability that would read 0 or 1, which it never is (T74).
NEVER_CERTAIN = {"0.00": "<0.01", "1.00": ">0.99"}
