"""An answer that stays the same however the book grows: asked as known on the day of its newest file."""

from dataclasses import replace

from tallybook.answers import Answer, ask
from tallybook.book import Book
from tallybook.errors import QuestionError


def pinned(book: Book, answer: Answer) -> tuple[Book, Answer]:
    """The same answer to a question that names the day on which it is known, and the book as known on that day.

    Raises:
        QuestionError: there is no figure to hand on.
    """
    if not answer.figures:
        raise QuestionError("There is no figure to make a paper of.", found=answer.why_none)
    day = answer.question.as_of
    if day is None:
        [(day,)] = book.sql("SELECT max(report_date) FROM document")
        answer = ask(book, replace(answer.question, as_of=day), answer.measure)
    return book if book.as_of == day else book.as_known_on(day), answer
