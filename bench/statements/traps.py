"""The traps: how a true statement is made a false one, and how it is made sure that it is false."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

from bench.statements.saying import EXACT, Spoken, exactly, false_bound, is_rounding, loosely
from bench.statements.statement import RIGHT, TRUE, Statement
from bench.statements.times import Time, month_named, saying
from bench.statements.truth import Fact, Truth
from bench.statements.wordings import Family, Phrase, Swap, families, phrase, swaps

_APART = {"count": 0.1, "usd": 0.1, "days": 0.08, "share": 0.04}
"""By how much, of the number, two figures must differ for one to be false of the other."""
_PLACES = ("aor", "facility")
_OLDER = 0.25  # share of statements about an earlier period than the newest
_SPANISH = 0.2
_WHOLE_PERIOD = 100  # days since 1 October from which on a figure to date can't be taken for one of a month
_TRIES = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A number told in the words of a family, and whether it is true of them."""

    family: Family  # whose words
    codes: dict[str, str]
    time: Time
    claimed: float
    source: Fact  # where the number stands
    record: Fact | None  # what the book says for the words; None where no table answers them
    why: str
    spoken: Spoken | None = None  # where it is not said exactly


Alter = Callable[[Truth, Family, Fact, Random], Told | None]


def statements_of(truth: Truth, trap: str, dice: Random, only: str = "", lang: str = "") -> list[Statement]:
    """A false statement of a trap, the true one beside it, and the true one in looser words; none where none was found.

    Args:
        truth: the book as of the day.
        trap: what is altered.
        dice: chooses family, figure, words and alteration.
        only: statements about this measure or family only.
        lang: in this language only.
    """
    for _ in range(_TRIES):
        spoken_in = lang or ("es" if dice.random() < _SPANISH else "en")
        told = _drawn(truth, trap, dice, only)
        if told and (made := _made(truth, trap, told, spoken_in, dice)):
            return made
    return []


def _drawn(truth: Truth, trap: str, dice: Random, only: str) -> Told | None:
    if trap in SWAPPED:
        swap = dice.choice([one for one in swaps() if one.trap == trap])
        family = families()[swap.number_of]
        words = families()[swap.words_of]
        fact = _one_of(truth, family, dice, newest=True) if _is_asked(only, family, words) else None
        return _swapped(truth, swap, fact, dice) if fact else None
    family = dice.choice([one for one in families().values() if one.measure])
    fact = _one_of(truth, family, dice) if _is_asked(only, family) else None
    return ALTERED[trap](truth, family, fact, dice) if fact else None


def _is_asked(only: str, *of: Family) -> bool:
    return not only or any(only in (family.name, family.measure) for family in of)


def _one_of(truth: Truth, family: Family, dice: Random, newest: bool = False) -> Fact | None:
    facts = truth.newest(family) if newest or dice.random() >= _OLDER else truth.facts(family)
    return dice.choice(facts) if facts else None


def _made(truth: Truth, trap: str, told: Told, lang: str, dice: Random) -> list[Statement]:
    """The statement, and the true ones of the same figure."""
    words = phrase(told.family, told.codes, lang, dice)
    is_true = told.spoken is None and told.record and is_rounding(told.claimed, told.record.value, told.family.said)
    if words is None or is_true:
        return []
    spoken = told.spoken or exactly(told.claimed, told.family.said, lang)
    if told.spoken and told.family.said in ("count", "share"):
        bound = false_bound(told.claimed, told.family.said, lang, dice)
        if bound is None:
            return []
        spoken = bound
    when = saying(told.time, lang, dice, exact=True)
    made = [_statement(truth, trap, trap, told, words, spoken, when)]
    if told.record is not None:
        true = replace(told, claimed=told.record.value, source=told.record, spoken=None, why="as it stands")
        exact = exactly(true.claimed, told.family.said, lang)
        made.append(_statement(truth, TRUE, trap, true, words, exact, when))
    return [*made, *_looser(truth, trap, told, lang, dice)]


def _looser(truth: Truth, trap: str, told: Told, lang: str, dice: Random) -> Iterator[Statement]:
    """A true statement of the figure in its own words, as people say it who have no table at hand."""
    family = next((f for f in families().values() if f.measure and told.record is None and _fits(f, told)), told.family)
    fact = told.record or told.source
    words = phrase(family, fact.codes, lang, dice)
    if words is None or not family.measure:
        return
    spoken = loosely(fact.value, family.said, lang, dice)
    time = truth.time_of(family, fact)
    true = Told(family, fact.codes, time, fact.value, fact, fact, "as it stands, said loosely")
    yield _statement(truth, TRUE, trap, true, words, spoken, saying(time, lang, dice, exact=False))


def _fits(family: Family, told: Told) -> bool:
    """Whether the number is one of this family, told in words that no table answers."""
    return any(swap.words_of == told.family.name and swap.number_of == family.name for swap in swaps())


def _statement(truth: Truth, trap: str, beside: str, told: Told, words: Phrase, spoken: Spoken, when: str) -> Statement:
    expected, best = RIGHT[trap]
    if trap == TRUE and spoken.form != EXACT:
        best = "confirmed_rounded"
    text = words.filled(spoken.text, spoken.rate or spoken.text, when, month_named(told.time, words.lang))
    cells = told.source.cells if trap not in ("number", "bound") else ()
    recorded = told.record.value if told.record else None
    return Statement(
        text, truth.day, words.lang, trap, beside if trap == TRUE else "", told.family.name, spoken.form, expected,
        best, told.claimed, recorded, cells, told.why,
    )  # fmt: skip


def _apart(one: float, other: float, said: str) -> bool:
    """Whether a number is clearly not the other, however both are rounded."""
    return abs(one - other) > _APART[said] * max(abs(one), abs(other))


def _told(truth: Truth, family: Family, fact: Fact, claimed: float, source: Fact, why: str) -> Told:
    return Told(family, fact.codes, truth.time_of(family, fact), claimed, source, fact, why)


def _number(truth: Truth, family: Family, fact: Fact, dice: Random) -> Told | None:
    """Two digits exchanged, an eighth more, ten times as much or a tenth."""
    value = fact.value
    altered, why = dice.choice((
        (_transposed(value, family.said), "two digits exchanged"),
        (1.13 * value, "13 percent more"),
        (0.87 * value, "13 percent less"),
        (10 * value, "ten times as much"),
        (value / 10, "a tenth"),
    ))  # fmt: skip
    if family.said == "share" and not 0.01 < altered < 0.99:
        return None
    taken = (one.value for one in truth.facts(family))
    if abs(altered - value) < 0.02 * value or any(abs(altered - other) < 0.005 * other for other in taken):
        return None
    return _told(truth, family, fact, altered, fact, why)


def _transposed(value: float, said: str) -> float:
    """A number with its first two digits that differ exchanged."""
    digits = str(round(1000 * value) if said == "share" else round(value))
    for place in range(len(digits) - 1):
        if digits[place] != digits[place + 1] and (place or digits[1] != "0"):
            swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
            return float(swapped) / (1000 if said == "share" else 1)
    return value


def _bound(truth: Truth, family: Family, fact: Fact, dice: Random) -> Told | None:
    if family.said not in ("count", "share"):
        return None
    return replace(_told(truth, family, fact, fact.value, fact, "a bound that it breaks"), spoken=Spoken("", "bound"))


def _date(truth: Truth, family: Family, fact: Fact, dice: Random) -> Told | None:
    """The number of another day or month."""
    others = [
        one
        for one in truth.facts(family)
        if one.is_of(fact.codes) and one.end != fact.end and abs(one.value - fact.value) > 0.01 * fact.value
    ]
    same = {round(one.value, 3) for one in truth.facts(family) if one.is_of(fact.codes) and one.end == fact.end}
    if not others:
        return None
    other = dice.choice(others[-6:])
    if round(other.value, 3) in same:
        return None
    return _told(truth, family, fact, other.value, other, f"the number of {other.end}, told of {fact.end}")


def _sibling(truth: Truth, family: Family, fact: Fact, dice: Random, ways: tuple[str, ...]) -> Told | None:
    """The number of another code of one way."""
    way = next((name for name in family.ways if name in ways), "")
    if not way:
        return None
    others = [
        one
        for one in truth.facts(family)
        if one.end == fact.end
        and one.codes[way] != fact.codes[way]
        and {**one.codes, way: fact.codes[way]} == fact.codes
        and _apart(one.value, fact.value, family.said)
    ]
    if not others:
        return None
    other = dice.choice(others)
    why = f"the number of {other.codes[way]}, told of {fact.codes[way]}"
    return _told(truth, family, fact, other.value, other, why)


def _label(truth: Truth, family: Family, fact: Fact, dice: Random) -> Told | None:
    return _sibling(truth, family, fact, dice, tuple(way for way in family.ways if way not in _PLACES))


def _place(truth: Truth, family: Family, fact: Fact, dice: Random) -> Told | None:
    return _sibling(truth, family, fact, dice, _PLACES)


def _total(truth: Truth, family: Family, fact: Fact, dice: Random) -> Told | None:
    """The number of the whole told of a part."""
    if not family.whole:
        return None
    of = families()[family.whole]
    whole = truth.at(of, {way: fact.codes[way] for way in of.ways}, fact.end)
    if whole is None or not _apart(whole.value, fact.value, family.said):
        return None
    return _told(truth, family, fact, whole.value, whole, f"the number of all ({of.name}), told of a part")


def _swapped(truth: Truth, swap: Swap, fact: Fact, dice: Random) -> Told | None:
    """A number of one family in the words of another."""
    family, words = families()[swap.number_of], families()[swap.words_of]
    is_to_date = family.time == "to_date"
    if words.time == "month" and is_to_date and (fact.end - fact.start).days < _WHOLE_PERIOD:
        return None
    against = families()[swap.against or swap.words_of]
    codes = {way: fact.codes[way] for way in words.ways if way in fact.codes}
    why = f"the number of {family.name} ({fact.end}), told as {words.name}"
    if not against.measure:
        time = replace(truth.time_of(family, fact), kind=words.time)
        return Told(words, fact.codes, time, fact.value, fact, None, why)
    records = [one for one in truth.newest(against) if all(one.codes.get(way) == code for way, code in codes.items())]
    if family.time == words.time and words.measure:
        records = [one for one in truth.facts(against) if one.end == fact.end and one.is_of(codes)]
    if len(records) != 1 or not _apart(fact.value, records[0].value, words.said):
        return None
    time = replace(truth.time_of(against, records[0]), kind=words.time)
    return Told(words, codes, time, fact.value, fact, records[0] if words.measure else None, why)


ALTERED: dict[str, Alter] = {
    "number": _number,
    "bound": _bound,
    "date": _date,
    "label": _label,
    "place": _place,
    "total_for_part": _total,
}
SWAPPED = ("stock_flow", "to_date_for_month", "unit", "measure", "denominator")
TRAPS = (*ALTERED, *SWAPPED)
"""What is altered, one at a time."""
