"""Words in a picture: how much room they take, where they are broken, how they are written."""

from functools import lru_cache
from xml.etree import ElementTree

from tallybook.charts.palette import colour

# Widths in parts of the letters' height, of the widest of the fonts that readers have (DejaVu Sans is some
# tenth wider than the others), so that nothing is cut anywhere.
_WIDTHS = (("iljI.,:;'|!’", 0.33), ('ftr()[]-/ "', 0.38), ("mwMW%@—…", 0.95), ("−+=<>", 0.8))
_DIGIT, _SMALL, _CAPITAL, _BOLD = 0.6, 0.59, 0.68, 1.13
_WIDTH_OF = {letter: width for letters, width in _WIDTHS for letter in letters}
_RIM = {"stroke-width": "4", "paint-order": "stroke", "font-weight": "600"}


@lru_cache(maxsize=4096)  # a label is measured at every place that is tried for it
def width_of(words: str, size: int, is_bold: bool = False) -> float:
    """How much room words take at most.

    >>> round(width_of("20,637", 12)), round(width_of("WAYNE COUNTY", 12)), round(width_of("Wayne County", 12))
    (40, 98, 85)
    """
    parts = sum(_WIDTH_OF.get(letter) or _width_of(letter) for letter in words)
    return parts * size * (_BOLD if is_bold else 1)


def _width_of(letter: str) -> float:
    return _DIGIT if letter.isdigit() else _CAPITAL if letter.isupper() else _SMALL


def wrapped(words: str, width: float, size: int, is_bold: bool = False) -> list[str]:
    """Words in lines that are no wider; a word that is wider by itself stands alone."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        # A sign of per cent stays with its number.
        if lines and (word.startswith("%") or width_of(longer, size, is_bold) <= width):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shortened(words: str, width: float, size: int, is_bold: bool = False) -> str:
    """Words cut to a width, with a sign that they are cut."""
    if width_of(words, size, is_bold) <= width:
        return words
    while words and width_of(words + "…", size, is_bold) > width:
        words = words[:-1]
    return words.rstrip() + "…"


def rim(parent: ElementTree.Element) -> ElementTree.Element:
    """What is written into this is bold, on a rim of paper, to be read across lines."""
    return ElementTree.SubElement(parent, "g", {"class": "rim", "stroke": colour("paper")} | _RIM)


def text(
    parent: ElementTree.Element,
    x: float,
    y: float,
    words: str,
    size: int | None = None,
    name: str = "ink",
    anchor: str = "start",
    is_bold: bool = False,
) -> ElementTree.Element:
    """Words at a place, in a colour of the palette; bold ones on a rim of paper, to be read across lines."""
    place = {"x": f"{round(x, 1):g}", "y": f"{round(y, 1):g}", "fill": colour(name), "class": name}
    if size is not None:
        place["font-size"] = str(size)
    if anchor != "start":
        place["text-anchor"] = anchor
    if is_bold:
        place |= _RIM | {"stroke": colour("paper"), "class": f"{name} rim"}
    element = ElementTree.SubElement(parent, "text", place)
    element.text = words
    return element
