"""The colours of the pictures: read from `charts.css`, where each stands once, with the dash that tells it in grey."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STYLES = Path(__file__).parents[1] / "charts.css"
"""What a page needs to show the pictures in light and in dark."""

_COLOUR = re.compile(r"--chart-(\w+):\s*(#[0-9a-f]{6})")
_DASHES = ("", "7 3", "2 2", "10 3 2 3", "5 2", "14 3")


@dataclass(frozen=True, slots=True)
class Mark:
    """How one series is drawn."""

    name: str  # of its class: a page gives the class its colour, in light and in dark
    dash: str = ""

    @property
    def colour(self) -> str:
        """Its colour on white, for a file that stands alone."""
        return colour(self.name)


@cache
def palette(is_dark: bool = False) -> dict[str, str]:
    """Each class of colour with its colour, on white or on the dark paper."""
    light, dark = STYLES.read_text(encoding="utf-8").split("@media", 1)
    return dict(_COLOUR.findall(dark.split("@media", 1)[0] if is_dark else light))


def colour(name: str) -> str:
    """The colour on white of a class."""
    return palette()[name]


GREY = Mark("grey")
"""What the seventh series and those after it are drawn in."""

MARKS = tuple(Mark(f"s{number}", dash) for number, dash in enumerate(_DASHES, start=1))
"""The colours of at most six series, told apart by people with colour-blindness, and each by its dash."""
