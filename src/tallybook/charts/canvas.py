"""What every picture is drawn on: a sheet of one of two widths that says what it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from xml.etree import ElementTree

from tallybook.charts.palette import colour
from tallybook.charts.words import text, wrapped

Thing = TypeVar("Thing")
MOST_BYTES = 40_000  # of a picture: past it, what can only be met by the mouse is left out
MOST_WORDS = 15  # of a title
MARGIN = 20

_FONT = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Size:
    """How wide a picture is, and how high its plot; the words above and below come on top of that."""

    width: int
    height: int
    letter: int  # height of the letters of a label
    title: int  # and of the title

    @property
    def is_narrow(self) -> bool:
        """Whether it is for a phone, where letters are shrunk and little room is left beside a line."""
        return self.width < 600

    @property
    def margin(self) -> int:
        """Room at either side."""
        return 4 if self.is_narrow else MARGIN

    @property
    def line(self) -> int:
        """From one line of a label to the next."""
        return self.letter + 4


WIDE = Size(960, 400, 12, 20)
NARROW = Size(400, 360, 13, 18)


@dataclass(frozen=True, slots=True)
class Words:
    """What a picture says beside its marks."""

    title: str
    subtitle: str
    description: str  # for those who hear the picture
    source: str


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture that is being drawn, and where its plot may lie."""

    svg: ElementTree.Element
    size: Size
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a picture is to be drawn on."""

    words: Words
    size: Size = WIDE
    with_words: bool = True  # without, title, subtitle and source stand beside it, and it is cropped
    name: str = "chart"  # makes its identifiers unique on a page
    has_links: bool = False
    is_detailed: bool = True  # whether what can only be met by the mouse is in it

    def canvas(self, height: float | None = None) -> Canvas:
        """An empty picture with its words, and room of this height for the plot."""
        size = self.size
        height = size.height if height is None else height
        above, below = self._lines() if self.with_words else ([], [])
        top = above[-1][1] + 14 if above else 4
        bottom = top + height
        total = bottom + (20 + 16 * len(below) if below else 2)
        svg = self._root(round(total))
        for words, y, letter, name in above:
            text(svg, size.margin, y, words, letter, name, is_bold=name == "ink")
        for number, words in enumerate(below):
            text(svg, size.margin, bottom + 24 + 16 * number, words, 12, "quiet")
        return Canvas(svg, size, top, bottom)

    def _lines(self) -> tuple[list[tuple[str, float, int, str]], list[str]]:
        """The lines above, each with its place, size and colour, and the lines below."""
        size, room = self.size, self.size.width - 2 * self.size.margin
        above, y = [], 8.0
        for words, letter, name in ((self.words.title, size.title, "ink"), (self.words.subtitle, 14, "quiet")):
            for line in wrapped(words, room, letter, is_bold=name == "ink"):
                y += letter + 5
                above.append((line, y, letter, name))
            y += 4
        return above, wrapped(self.words.source, room, 12)

    def _root(self, height: int) -> ElementTree.Element:
        ids = f"{self.name}-title", f"{self.name}-description"
        svg = ElementTree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": "chart",
                "viewBox": f"0 0 {self.size.width} {height}",
                # What is an image has nothing in it that can be followed.
                "role": "group" if self.has_links else "img",
                "aria-labelledby": ids[0],
                "aria-describedby": ids[1],
                "font-family": _FONT,
                "font-size": str(self.size.letter),
            },
        )
        ElementTree.SubElement(svg, "title", {"id": ids[0]}).text = self.words.title
        ElementTree.SubElement(svg, "desc", {"id": ids[1]}).text = self.words.description
        paper = {"class": "paper", "width": str(self.size.width), "height": str(height), "fill": colour("paper")}
        ElementTree.SubElement(svg, "rect", paper)
        return svg


@dataclass(frozen=True)  # without slots: a generic class notes in each value what it was made for
class Drawing(Generic[Thing]):
    """A picture that can be drawn wide or narrow, with its words or beside them."""

    title: str
    subtitle: str
    description: str
    source: str
    paint: Callable[[Sheet, Callable[[Thing], str] | None], Canvas]
    is_heavy: bool = False  # known to be too much with all its details

    def svg(
        self,
        size: Size = WIDE,
        with_words: bool = True,
        link: Callable[[Thing], str] | None = None,
        name: str = "chart",
    ) -> str:
        """The picture as SVG.

        Args:
            size: WIDE, or NARROW for a phone.
            with_words: whether title, subtitle and source are in it; without them it is cropped.
            link: the address of what a mark stands for; its end label and its points lead there.
            name: makes its identifiers unique on a page.
        """
        words = Words(self.title, self.subtitle, self.description, self.source)
        svg = ""
        for is_detailed in (False,) if self.is_heavy else (True, False):
            sheet = Sheet(words, size, with_words, name, link is not None, is_detailed)
            svg = ElementTree.tostring(self.paint(sheet, link).svg, encoding="unicode").replace(" />", "/>") + "\n"
            if len(svg.encode()) < MOST_BYTES:
                break
        return svg


def linked(parent: ElementTree.Element, address: str, is_reached_by_key: bool = True) -> ElementTree.Element:
    """What is put into this leads to an address; without one it leads nowhere."""
    if not address:
        return parent
    return ElementTree.SubElement(parent, "a", {"href": address} | ({} if is_reached_by_key else {"tabindex": "-1"}))
