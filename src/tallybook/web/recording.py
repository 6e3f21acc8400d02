"""What the pages of the record need and takes long to make: briefs, numbers in sentences, claims, revisions."""

import time

from tallybook.brief import make_brief
from tallybook.errors import TallybookError
from tallybook.http.shelf import Held
from tallybook.ledger import ledger
from tallybook.mandate import mandate
from tallybook.sources import published_tables
from tallybook.vintages import Selection
from tallybook.web.cited import numbers_said
from tallybook.web.pages.claimed import kept_claims, outcome_of
from tallybook.web.pages.revised import changed_numbers

_PAUSE = 0.005  # seconds in which a request may take its turn


def warm_record(held: Held) -> None:
    """Makes what the pages of the record share of a state of the book, what is asked for most first.

    Raises:
        TallybookError: the book can't be read on.
    """
    whole = held.whole
    ledger(whole)
    numbers_said(whole)
    mandate(whole)
    for row in reversed(whole.documents()):
        make_brief(whole, row["document"])
        time.sleep(_PAUSE)
    for name in kept_claims():
        outcome_of(whole, name)
        time.sleep(_PAUSE)
    for table in published_tables():
        _changed(held, table.name)
        time.sleep(_PAUSE)


def _changed(held: Held, table: str) -> None:
    try:
        changed_numbers(held.whole, Selection.parse(table, totals=True))
    except TallybookError:  # a table that no edition of this book prints
        return
