"""What is asked: one measure, how it is split and chosen, of which days, as known when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tallybook.errors import QuestionError
from tallybook.measures import Where


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one measure.

    Without a day it is about the newest period that is printed. `on` is a day that a count is of, that a month or
    quarter holds, or on which a figure since 1 October ends; `since` and `until` choose every period between.
    """

    measure: str
    by: tuple[str, ...] = ()
    where: Where = ()
    on: date | None = None
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    errata: str = field(default="heed")  # or "ignore": cells that an erratum sets aside answer too
    total: bool = False  # the sum over the periods, where one has a meaning

    @classmethod
    def asked(
        cls,
        measure: str,
        by: str | Sequence[str] = (),
        where: Mapping[str, str] | Sequence[str] = (),
        on: str | date | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        as_of: str | date | None = None,
        errata: str = "heed",
        total: bool = False,
    ) -> "Question":
        """A question from what a person typed.

        Args:
            measure: its name.
            by: ways by which to split, also joined by commas.
            where: a code (or several joined by `|`) of each way that is chosen; `NAME=CODE` or a mapping.
            on: see the class; days as dates or YYYY-MM-DD.
            since: periods that end on this day or later.
            until: periods that end by this day.
            as_of: with only what had been published by this day.
            errata: "heed", or "ignore" to let cells answer that an erratum sets aside.
            total: the sum over the periods from `since` to `until`.

        Raises:
            QuestionError: a day is none, or the days contradict each other.
        """
        ways = [name.strip() for name in (by.split(",") if isinstance(by, str) else by) if name.strip()]
        pairs = tuple(where.items()) if isinstance(where, Mapping) else tuple(_pair(text) for text in where)
        question = cls(measure, tuple(ways), pairs, _day(on), _day(since), _day(until), _day(as_of), errata, total)
        question.check()
        return question

    def check(self) -> None:
        """Raises QuestionError where its parts contradict each other."""
        if self.on and (self.since or self.until):
            raise QuestionError("`on` is one day; it goes without `since` and `until`.")
        if self.since and self.until and self.since > self.until:
            raise QuestionError(f"`since` {self.since} is after `until` {self.until}.")
        if twice := set(self.by) & {name for name, _ in self.where}:
            raise QuestionError(f"{sorted(twice)[0]!r} is chosen and split by: one of them is enough.")
        names = [name for name, _ in self.where]
        if again := next((name for name in names if names.count(name) > 1), ""):
            raise QuestionError(f"{again!r} is chosen twice.", hint=f"join its codes: --where '{again}=CODE|CODE'.")
        if self.total and not (self.since or self.until):
            raise QuestionError("A sum is over several periods.", hint="say `since`, `until` or both.")
        if self.errata not in ("heed", "ignore"):
            raise QuestionError(f"errata are heeded or ignored, not {self.errata!r}.", expected="heed or ignore")

    def as_arguments(self) -> list[str]:
        """The question as `tallybook ask` takes it."""
        arguments = [self.measure]
        arguments += ["--by", ",".join(self.by)] if self.by else []
        for name, code in self.where:
            arguments += ["--where", f"{name}={code}"]
        for name in ("on", "since", "until", "as_of"):
            if day := getattr(self, name):
                arguments += [f"--{name.replace('_', '-')}", f"{day}"]
        arguments += ["--errata", "ignore"] if self.errata == "ignore" else []
        return arguments + (["--sum"] if self.total else [])

    def of_all_days(self) -> "Question":
        """The same question about every period that is printed."""
        return replace(self, on=None, since=date.min, until=None)

    def as_parameters(self) -> dict[str, Any]:
        """The question as a flat mapping, for a query string or a file."""
        parameters: dict[str, Any] = {"measure": self.measure}
        parameters |= {"by": list(self.by)} if self.by else {}
        parameters |= {"where": [f"{name}={code}" for name, code in self.where]} if self.where else {}
        for name in ("on", "since", "until", "as_of"):
            if day := getattr(self, name):
                parameters[name] = f"{day}"
        parameters |= {"errata": "ignore"} if self.errata == "ignore" else {}
        return parameters | ({"total": True} if self.total else {})


def _day(day: str | date | None) -> date | None:
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise QuestionError(f"{day!r} is no day.", expected="YYYY-MM-DD, like 2025-05-17") from None


def _pair(text: str) -> tuple[str, str]:
    name, equals, code = text.partition("=")
    if not (name.strip() and equals and code.strip()):
        raise QuestionError(f"{text!r} chooses nothing.", expected="NAME=CODE, like technology=smartlink")
    return name.strip(), code.strip()
