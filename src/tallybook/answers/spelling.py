"""How the numbers of one picture are written: all with as many decimals."""

from collections.abc import Callable, Sequence

from tallybook.answers.wording import value_words

_MOST = 2  # decimals of what is ten or more


def spelling(values: Sequence[float], unit: str) -> Callable[[float], str]:
    """How each of these values is written: with the decimals that one of them needs, and the largest bears.

    >>> spell = spelling([0.985251, 0.0714], "share")
    >>> spell(0.985251), spell(0.0714)
    ('98.53 %', '7.14 %')
    >>> spelling([0.2, 0.4], "share")(0.4), spelling([1.427, 2], "usd_per_day")(2), spelling([3, 68442], "persons")(3)
    ('40 %', '$2.00', '3')
    """
    needed = max((_decimals(value, unit) for value in values), default=0)
    largest = max((abs(value) for value in values), default=0.0) * (100 if unit == "share" else 1)
    before = len(str(int(largest)))
    borne = max(4 - before, 0) if unit == "share" or largest < 10 else _MOST
    decimals = min(needed, borne)

    def spelled(value: float) -> str:
        if unit == "share":
            return f"{100 * value:.{decimals}f} %"
        return f"{'$' if unit in ('usd', 'usd_per_day') else ''}{value:,.{decimals}f}"

    return spelled


def _decimals(value: float, unit: str) -> int:
    _, point, after = value_words(value, unit, is_bare=True).removesuffix(" %").partition(".")
    return len(after) if point else 0
