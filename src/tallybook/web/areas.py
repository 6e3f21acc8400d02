"""The map of the areas of responsibility: a colour for each value, and small outlines that show where a place lies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from tallybook.answers.wording import code_words
from tallybook.charts import WIDE, Canvas, Drawing, Sheet, Size, colour, linked, text, width_of, wrapped
from tallybook.claims.places import STATES
from tallybook.prose import listed
from tallybook.web.area_shapes import AreaShape, Atlas, areas_of_state, atlas, states_of_area

__all__ = ["area_map", "area_outline", "area_picture", "areas_of_state", "state_outline", "states_of_area"]

CLASSES = 5
_SWATCH = 16
_WORDS = {
    "en": {"none": "not published", "span": "{low} to {high}", "squares": "Squares", "VI": "the Virgin Islands",
           "MP": "the Northern Mariana Islands"},
    "es": {"none": "no publicado", "span": "{low} a {high}", "squares": "Cuadrados", "VI": "las Islas Vírgenes",
           "MP": "las Islas Marianas del Norte"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Map:
    """A map that is being drawn."""

    canvas: Canvas
    values: Mapping[str, float]
    spelled: Callable[[float], str]
    shades: Mapping[str, int]  # of each area with a value: its class, 1 for the lowest
    name: str
    link: Callable[[str], str] | None
    lang: str

    @property
    def scale(self) -> float:
        """How large a unit of the atlas is."""
        return self.canvas.size.width / atlas().box[2]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the atlas lies on the canvas."""
        left, top, _, _ = atlas().box
        return (x - left) * self.scale, self.canvas.top + (y - top) * self.scale

    def words(self, code: str) -> str:
        """An area and its value."""
        value = self.spelled(self.values[code]) if code in self.values else _WORDS[self.lang]["none"]
        return f"{code_words('aor', code, self.lang)}: {value}"


def area_map(
    values: Mapping[str, float],
    spelled: Callable[[float], str],
    link: Callable[[str], str],
    size: Size = WIDE,
    title: str = "",
    description: str = "",
    name: str = "map",
    lang: str = "en",
) -> str:
    """The areas as SVG, without words beside it: five classes of one hue, hatched where there is no value.

    Args:
        values: by code of the area.
        spelled: how a value is written.
        link: the address of an area.
        size: WIDE, with names and values on the map, or NARROW, where the table beside it has them.
        title: for those who hear it.
        description: likewise.
        name: makes its identifiers unique on a page.
        lang: language of its words.
    """
    picture = area_picture(values, spelled, title, "", description, "", lang)
    return picture.svg(size, with_words=False, link=link, name=name)


def area_picture(
    values: Mapping[str, float],
    spelled: Callable[[float], str],
    title: str,
    subtitle: str,
    description: str,
    source: str,
    lang: str = "en",
) -> Drawing[str]:
    """The map as a picture that can stand alone; its marks stand for areas, by their codes."""

    def paint(sheet: Sheet, link: Callable[[str], str] | None) -> Canvas:
        size = sheet.size
        height = atlas().box[3] * size.width / atlas().box[2]
        legend = _legend_lines(values, spelled, size, lang)
        note = wrapped(_note(lang), size.width - 2 * size.margin, size.letter)
        canvas = sheet.canvas(height + 14 + (size.line + 6) * len(legend) + size.line * len(note))
        drawn = _Map(canvas, values, spelled, _shades(values), sheet.name, link, lang)
        _draw_hatching(drawn)
        _draw_areas(drawn)
        if not size.is_narrow:
            _draw_labels(drawn)
        _draw_legend(drawn, legend, note, canvas.top + height + 14)
        return canvas

    return Drawing(title, subtitle, description, source, paint)


def _shades(values: Mapping[str, float]) -> dict[str, int]:
    """The class of each area: as many areas in each as can be, equal values always in one."""
    ordered = sorted(values.values())
    return {code: CLASSES * ordered.index(value) // len(ordered) + 1 for code, value in values.items()}


def _draw_hatching(drawn: _Map) -> None:
    """Two patterns that look alike: one for the map, which is scaled, one for what is beside it."""
    holder = ElementTree.SubElement(drawn.canvas.svg, "defs")
    stroke = {"class": "grey", "stroke": colour("grey"), "stroke-width": "1"}
    for name, scale in (("hatch", 1.0), ("hatch-map", 1 / drawn.scale)):
        size = {"width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
        turned = {"id": f"{drawn.name}-{name}", "patternTransform": f"scale({scale:.3f})"}
        pattern = ElementTree.SubElement(holder, "pattern", turned | size)
        ElementTree.SubElement(pattern, "path", {"d": "M0 6L6 0"} | stroke)


def _fill(drawn: _Map, shade: int | None, pattern: str = "hatch") -> dict[str, str]:
    if shade is None:
        return {"class": "hatched", "fill": f"url(#{drawn.name}-{pattern})", "stroke": colour("grey")}
    return {"class": f"area m{shade}", "fill": colour(f"m{shade}"), "stroke": colour("paper")}


def _draw_areas(drawn: _Map) -> None:
    """Each area leads to its page, and says its value when met."""
    shapes, (left, top) = atlas(), drawn.at(0, 0)
    place = {"transform": f"translate({left:.1f} {top:.1f}) scale({drawn.scale:.4f})", "stroke-width": "2"}
    group = ElementTree.SubElement(drawn.canvas.svg, "g", place)
    for code, shape in shapes.areas.items():
        holder = linked(group, drawn.link(code) if drawn.link else "")
        holder = ElementTree.SubElement(holder, "g") if holder is group else holder
        ElementTree.SubElement(holder, "title").text = drawn.words(code)
        fill = _fill(drawn, drawn.shades.get(code), "hatch-map")
        ElementTree.SubElement(holder, "path", {"d": shape.path} | fill)
        for square in (shapes.squares[state] for state in shape.not_drawn):
            _square(holder, square.x, square.y, square.side, square.side, fill)
    thin = {"fill": "none", "stroke-width": "1.2", "class": "paper", "stroke": colour("paper")}
    ElementTree.SubElement(group, "path", {"d": shapes.borders, "pointer-events": "none"} | thin)


def _square(
    holder: ElementTree.Element, x: float, y: float, width: float, height: float, fill: Mapping[str, str]
) -> None:
    path = f"M{round(x, 1):g} {round(y, 1):g}h{width:g}v{height:g}h{-width:g}Z"
    ElementTree.SubElement(holder, "path", {"d": path, **fill})


def _draw_labels(drawn: _Map) -> None:
    """Name and value of each area: in it where they fit, else on water beside it, with a thin line to it."""
    size = drawn.canvas.size
    for code, shape in atlas().areas.items():
        words = drawn.words(code).split(": ", 1) if code in drawn.values else [code_words("aor", code, drawn.lang)]
        width = max(width_of(line, size.letter, is_bold=number == 1) for number, line in enumerate(words))
        if width <= shape.label[2] * drawn.scale:
            shade = drawn.shades.get(code)
            group = ElementTree.SubElement(drawn.canvas.svg, "g", {"pointer-events": "none"})
            _two_lines(group, drawn, shape.label, words, "paper" if shade and shade > 3 else "ink")
        elif shape.beside and width <= shape.beside[2] * drawn.scale + 4:
            _leader(drawn, shape)
            holder = linked(drawn.canvas.svg, drawn.link(code) if drawn.link else "", is_reached_by_key=False)
            _two_lines(holder, drawn, shape.beside, words, "ink")
    for square in atlas().squares.values():
        x, y = drawn.at(square.x + square.side / 2, square.y)
        text(drawn.canvas.svg, x, y - 3, square.state, 10, "quiet", "middle")


def _two_lines(
    holder: ElementTree.Element, drawn: _Map, place: tuple[float, float, float], words: Sequence[str], name: str
) -> None:
    size, (x, y) = drawn.canvas.size, drawn.at(place[0], place[1])
    for number, line in enumerate(words):
        row = y + size.letter * 0.35 + (number - (len(words) - 1) / 2) * (size.letter + 2)
        element = text(holder, x, row, line, name=name, anchor="middle")
        if number:
            element.set("font-weight", "600")


def _leader(drawn: _Map, shape: AreaShape) -> None:
    assert shape.beside
    (x, y), (to_x, to_y) = drawn.at(*shape.beside[:2]), drawn.at(*shape.label[:2])
    half = shape.beside[2] * drawn.scale / 2
    start = min(max(to_x, x - half), x + half)
    row = y + (drawn.canvas.size.letter + 2) * ((to_y > y) - (to_y < y)) if abs(to_x - x) < half else y
    line = {"x1": f"{start:.1f}", "y1": f"{row:.1f}", "x2": f"{to_x:.1f}", "y2": f"{to_y:.1f}"}
    style = {"class": "ink", "stroke": colour("ink"), "stroke-width": ".7", "pointer-events": "none"}
    ElementTree.SubElement(drawn.canvas.svg, "line", line | style)


_Legend = list[list[tuple[int | None, str]]]


def _legend_lines(values: Mapping[str, float], spelled: Callable[[float], str], size: Size, lang: str) -> _Legend:
    """What each shade stands for, in words; lines of as many as fit."""
    shades, entries = _shades(values), list[tuple[int | None, str]]()
    for shade in sorted(set(shades.values())):
        of_shade = [values[code] for code, found in shades.items() if found == shade]
        low, high = spelled(min(of_shade)), spelled(max(of_shade))
        entries.append((shade, low if low == high else _WORDS[lang]["span"].format(low=low, high=high)))
    if len(values) < len(atlas().areas):
        entries.append((None, _WORDS[lang]["none"]))
    widest = max(width_of(words, size.letter) for _, words in entries) + _SWATCH + 22
    each = max(int((size.width - 2 * size.margin) / widest), 1)
    return [entries[start : start + each] for start in range(0, len(entries), each)]


def _draw_legend(drawn: _Map, legend: _Legend, note: Sequence[str], top: float) -> None:
    size = drawn.canvas.size
    widest = max(width_of(words, size.letter) for line in legend for _, words in line) + _SWATCH + 22
    y = top
    for line in legend:
        for number, (shade, words) in enumerate(line):
            x = size.margin + number * widest
            _square(drawn.canvas.svg, x, y, _SWATCH, size.letter, _fill(drawn, shade))
            text(drawn.canvas.svg, x + _SWATCH + 6, y + size.letter - 1, words)
        y += size.line + 6
    for words in note:
        text(drawn.canvas.svg, size.margin, y + size.letter - 1, words, name="quiet")
        y += size.line


def _note(lang: str) -> str:
    """What stands as a square on the map."""
    by_area: dict[str, list[str]] = {}
    for state, square in atlas().squares.items():
        by_area.setdefault(square.areas[0], []).append(_WORDS[lang].get(state, STATES.get(state, state)))
    places = [f"{listed(states, lang=lang)} ({code_words('aor', area, lang)})" for area, states in by_area.items()]
    return f"{_WORDS[lang]['squares']}: {'; '.join(places)}."


def area_outline(code: str, title: str = "", width: int = 160) -> str:
    """A little map that shows where an area lies."""
    shape = atlas().areas[code]
    return _outline(shape.little, title or code_words("aor", code), width)


def state_outline(state: str, title: str = "", width: int = 160) -> str:
    """A little map that shows where a state lies; blank for a territory, which is not in the atlas."""
    shape = atlas().states.get(state)
    return _outline(shape.path, title or STATES[state], width) if shape else ""


def _outline(path: str, title: str, width: int) -> str:
    shapes: Atlas = atlas()
    left, top, wide, high = shapes.box
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "outline",
        "role": "img",
        "viewBox": f"{left:g} {top:g} {wide:g} {high:g}",
        "width": str(width),
        "height": str(round(width * high / wide)),
    }
    svg = ElementTree.Element("svg", attributes)
    ElementTree.SubElement(svg, "title").text = title
    ElementTree.SubElement(svg, "path", {"class": "country", "d": shapes.nation, "fill": colour("grid")})
    ElementTree.SubElement(svg, "path", {"class": "place", "d": path, "fill": colour("s1")})
    return ElementTree.tostring(svg, encoding="unicode")
