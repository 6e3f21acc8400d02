"""The subjects of the site (`subjects.toml`): which questions stand on the page of each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a subject: over time, or of one day (the day that is picked, or the newest)."""

    name: str  # by which a link finds it
    title: str
    measure: str
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    is_over_time: bool = True


@dataclass(frozen=True, slots=True)
class Subject:
    """A page of questions."""

    title: str
    about: str
    asked: tuple[Asked, ...]


@cache
def subjects() -> Mapping[str, Subject]:
    """Every subject that has a page, by its address."""
    listed = tomllib.loads(Path(__file__).with_name("subjects.toml").read_text(encoding="utf-8"))
    return {
        name: Subject(told["title"], told["about"], tuple(map(_asked, told["asked"]))) for name, told in listed.items()
    }


def _asked(told: dict[str, Any]) -> Asked:
    return Asked(
        told["name"],
        told["title"],
        told["measure"],
        tuple(told.get("by", ())),
        tuple(told.get("where", {}).items()),
        told.get("over_time", True),
    )
