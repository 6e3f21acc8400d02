"""The words of a claim report in English and Spanish: verdicts, labels, days."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tallybook.claims.verdicts import CAREFUL, REFUTE, SUPPORT
from tallybook.prose import LANGUAGES, in_words

GROUPS = ("contradicted", "careful", "supported", "outside")  # the order in which an editor wants to know


def group_of(verdict: str) -> str:
    """Which of the four ways of marking a statement a verdict has.

    >>> group_of("wrong_date"), group_of("opinion")
    ('contradicted', 'outside')
    """
    for group, verdicts in (("supported", SUPPORT), ("contradicted", REFUTE), ("careful", CAREFUL)):
        if verdict in verdicts:
            return group
    return "outside"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    lang: str
    verdicts: Mapping[str, str]
    meanings: Mapping[str, str]
    groups: Mapping[str, str]
    lines: Mapping[str, str]  # how each group is underlined, in words
    units: Mapping[str, str]  # of time and change, as the claim desk names them
    labels: Mapping[str, str]

    def __getitem__(self, label: str) -> str:
        return self.labels[label]

    def counted(self, count: int, one: str, many: str) -> str:
        """A label for one thing, or for several."""
        return self[one] if count == 1 else self[many].format(count=f"{count:,}")

    def day(self, day: date) -> str:
        """A day in words; never without its day.

        >>> words_of("es").day(date(2025, 5, 17))
        '17 de mayo de 2025'
        """
        return in_words(day, self.lang)


@cache
def words_of(lang: str) -> Words:
    """The words of a language; English where it has none of its own."""
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    path = Path(__file__).with_name("report_words.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    spoken = {name: {key: both[lang] for key, both in table.items()} for name, table in tables.items()}
    return Words(
        lang,
        verdicts=spoken["verdict"],
        meanings=spoken["meaning"],
        groups=spoken["group"],
        lines=spoken["line"],
        units=spoken["unit"],
        labels=spoken["label"],
    )
