"""What a row label says: dimensions by the vocabulary, or a quantity by a rule of the layout."""

from dataclasses import dataclass, field

from tallybook.calendar import find_fiscal_year
from tallybook.sources.ice_detention_statistics.cells import text_of
from tallybook.sources.ice_detention_statistics.layout import RowRule, TableLayout
from tallybook.sources.ice_detention_statistics.vocabulary import OPEN_DIMENSIONS, load_vocabulary


@dataclass(frozen=True, slots=True)
class RuledLabel:
    """A row label under a rule of the layout."""

    rule: RowRule
    dimensions: dict[str, str] = field(default_factory=dict)  # dimension to label as printed


def apply_rules(layout: TableLayout, label: str) -> RuledLabel | None:
    """The first rule of a table whose label fits, with the dimensions that the label names."""
    label = text_of(label)
    vocabulary = load_vocabulary()
    for rule in layout.rows:
        if match := rule.label.search(label):
            groups = {name: text for name, text in match.groupdict().items() if text}
            if any(vocabulary[name].find(text) is None for name, text in groups.items()):
                continue
            return RuledLabel(rule, {name: label if name == "aor" else text for name, text in groups.items()})
    return None


def is_known_label(layout: TableLayout, label: str) -> bool:
    """Whether a label belongs to the table even where nothing stands beside it."""
    first = layout.stub[0]
    if first == "fiscal_year":
        return find_fiscal_year(label) is not None and len(label) < 40
    if first == "row":
        return apply_rules(layout, label) is not None
    vocabulary = load_vocabulary()
    dimensions = [name for name in (layout.head, first) if name and name not in OPEN_DIMENSIONS]
    return any(vocabulary[name].find(label) for name in dimensions if name in vocabulary)
