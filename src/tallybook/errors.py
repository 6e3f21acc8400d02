"""The errors of Tallybook.

    TallybookError
    ├── SourceError          a file is not what it should be
    │   ├── UnreadableFile   its bytes cannot be read as a workbook at all
    │   └── LayoutError      it is a workbook, and not one of a publication we know
    ├── QuestionError        what was asked makes no sense
    │   ├── AmbiguousName    a name that fits several things
    │   ├── UnknownMeasure   no measure has that name
    │   ├── UnknownSplit     the measure can't be split or chosen so
    │   └── NotAdditive      a sum, or a rank, that would have no meaning
    ├── StoreError           the book itself cannot be read or written
    └── FetchError           what stands on another machine cannot be got
        └── PlaceResting     that machine does not answer, or asks to be left alone for now

Every message has the same parts in the same order: what is wrong, where, what was
expected, what was found, what to do.
"""


class TallybookError(Exception):
    """A fault that a user can do something about; printed without a traceback."""

    def __init__(
        self,
        message: str,
        *,
        where: str = "",
        expected: str = "",
        found: str = "",
        hint: str = "",
    ) -> None:
        self.message = message
        self.where = where
        self.expected = expected
        self.found = found
        self.hint = hint
        super().__init__(message)

    def __str__(self) -> str:
        head = f"{self.where}\n  {self.message}" if self.where else self.message
        parts = (("Expected", self.expected), ("Found", self.found), ("To fix", self.hint))
        return "\n".join([head, *(f"  {name:<9} {text}" for name, text in parts if text)])


class SourceError(TallybookError):
    """A file is not what it should be."""


class UnreadableFile(SourceError):
    """The bytes cannot be read as a workbook."""


class LayoutError(SourceError):
    """A workbook in which no table of a known publication stands."""


class QuestionError(TallybookError):
    """What was asked makes no sense as asked."""


class AmbiguousName(QuestionError):
    """A name or beginning of a name that fits several things; the message lists them."""


class UnknownMeasure(QuestionError):
    """No measure has that name; the message names the nearest."""


class UnknownSplit(QuestionError):
    """A way of splitting or a code that the measure does not know; the message says which it knows."""


class NotAdditive(QuestionError):
    """A sum that would have no meaning: of a stock over time, of averages, of figures that hold each other."""


class StoreError(TallybookError):
    """The book cannot be read or written."""


class FetchError(TallybookError):
    """What stands on another machine cannot be got, or must not be taken."""


class PlaceResting(FetchError):
    """A machine that does not answer, or asks to be left alone: nothing more is asked of it for now."""

    def __init__(self, message: str, *, where: str = "", found: str = "", hint: str = "", seconds: float = 0) -> None:
        self.seconds = seconds  # for which it asks to be left alone; 0 where it does not say
        super().__init__(message, where=where, found=found, hint=hint)
