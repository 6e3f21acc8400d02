"""Statements made by program from the book itself, true ones and false ones, to measure the claim desk with.

A true statement tells a figure of the book in one of many phrasings. A false one is a true one with one thing altered:
the number, the date, the label, the place, the unit. The benchmark grows with the book and with its phrasings.
"""

from bench.statements.statement import Statement
from bench.statements.traps import TRAPS, statements_of
from bench.statements.trial import Outcome, try_out

__all__ = ["TRAPS", "Outcome", "Statement", "statements_of", "try_out"]
