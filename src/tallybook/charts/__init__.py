"""What every picture is drawn with: a sheet that says what it shows, a frame with axes, labels that do not touch."""

from tallybook.charts.canvas import (
    MOST_BYTES,
    MOST_WORDS,
    NARROW,
    WIDE,
    Canvas,
    Drawing,
    Sheet,
    Size,
    Words,
    linked,
)
from tallybook.charts.files import as_png, write
from tallybook.charts.frame import BELOW, Frame, axes, day_ticks, room_for_heights, ticks
from tallybook.charts.labels import GAP, Label, beside_ends, dot, placed_freely, stacked, write_labels
from tallybook.charts.palette import GREY, MARKS, STYLES, Mark, colour, palette
from tallybook.charts.paths import UNSEEN, path_of, thinned
from tallybook.charts.sparkline import sparkline
from tallybook.charts.words import rim, shortened, text, width_of, wrapped

__all__ = [
    "BELOW",
    "GAP",
    "GREY",
    "MARKS",
    "MOST_BYTES",
    "MOST_WORDS",
    "NARROW",
    "STYLES",
    "UNSEEN",
    "WIDE",
    "Canvas",
    "Drawing",
    "Frame",
    "Label",
    "Mark",
    "Sheet",
    "Size",
    "Words",
    "as_png",
    "axes",
    "beside_ends",
    "colour",
    "day_ticks",
    "dot",
    "linked",
    "palette",
    "path_of",
    "placed_freely",
    "rim",
    "room_for_heights",
    "shortened",
    "sparkline",
    "stacked",
    "text",
    "thinned",
    "ticks",
    "width_of",
    "wrapped",
    "write",
    "write_labels",
]
