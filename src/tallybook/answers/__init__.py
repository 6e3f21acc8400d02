"""Answers: the only way to a number. A question about a measure, and what answers it."""

from tallybook.answers.answer import FEWEST, Answer, CountedRows, Evidence, Figure, Publication, Rank
from tallybook.answers.ask import ask
from tallybook.answers.question import Question

__all__ = ["FEWEST", "Answer", "CountedRows", "Evidence", "Figure", "Publication", "Question", "Rank", "ask"]
