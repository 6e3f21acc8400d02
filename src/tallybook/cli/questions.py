"""The options that make a question, shared by every command that asks one."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

_DAY = click.DateTime(["%Y-%m-%d"])
_OPTIONS = (
    click.option("--by", default="", metavar="WAY[,WAY]", help="Split by these ways."),
    click.option(
        "--where", multiple=True, metavar="WAY=CODE", help="Only this code; CODE|CODE takes several together."
    ),
    click.option("--on", type=_DAY, metavar="DATE", help="The day it is of, or the month or quarter that holds it."),
    click.option("--since", type=_DAY, metavar="DATE", help="Every period that ends on this day or later."),
    click.option("--until", type=_DAY, metavar="DATE", help="Every period that ends by this day."),
    click.option(
        "--errata",
        type=click.Choice(["heed", "ignore"]),
        default="heed",
        show_default=True,
        help="Whether cells that an erratum leaves out stand back.",
    ),
    click.option("--sum", "total", is_flag=True, help="The sum over the periods, where there is one."),
)


def question_options(required: bool = True) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """MEASURE and the options of a question; the command gets them as one `question`.

    Args:
        required: whether a measure must be named; where it need not and is not, `question` is None.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def asking(
            measure: str | None, by: str, where: tuple[str, ...], on: datetime | None, since: datetime | None,
            until: datetime | None, errata: str, total: bool, **rest: Any,
        ) -> Any:  # fmt: skip
            from tallybook.answers import Question

            first, last, one = (day.date() if day else None for day in (since, until, on))
            chosen = any((by, where, on, since, until, total))
            if measure is None and chosen:
                raise click.UsageError("These options choose figures of a measure; name one. See: tallybook measures")
            question = None
            if measure is not None:
                question = Question.asked(measure, by, where, one, first, last, errata=errata, total=total)
            return command(question=question, **rest)

        decorated: Callable[..., Any] = asking
        for option in reversed(_OPTIONS):
            decorated = option(decorated)
        return click.argument("measure", required=required)(decorated)

    return decorate
