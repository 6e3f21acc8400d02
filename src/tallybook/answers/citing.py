"""Citations of answers and of cells: who printed it, in which file, sheet and cells, public since when."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tallybook.answers.answer import Answer, CountedRows, Publication
from tallybook.answers.wording import value_words
from tallybook.errors import QuestionError
from tallybook.ledger import Flag
from tallybook.model import column_letter, column_number
from tallybook.prose import in_words, listed, period_words
from tallybook.showing import Shown
from tallybook.vintages import Edition

FORMS = ("plain", "bibtex", "apa")
_MOST_RANGES = 8
_MOST_DOCUMENTS = 6
_MOST_DOUBTS = 2
_SHORT = 8  # so many digits of a hash are shown
_CELL = re.compile(r"([A-Z]+)(\d+)")


def cite(answer: Answer, form: str = "plain") -> str:
    """A citation of an answer: sentence, publisher, title, file, sheet, cells, hash, and since when it is public.

    Raises:
        QuestionError: there is no such form, or nothing to cite.
    """
    if not answer.publications:
        raise QuestionError("There is nothing to cite.", found=answer.why_none)
    known = f"As known on {in_words(answer.question.as_of)}." if answer.question.as_of else ""
    standing = " ".join(part for part in (_standing(answer), known) if part)
    places = {publication.document: _places(answer, publication) for publication in answer.publications}
    return citation(answer.sentence(), answer.publications, places, standing, form)


def citation(
    sentence: str, publications: Sequence[Publication], places: dict[str, str], standing: str, form: str = "plain"
) -> str:
    """A citation of a sentence that stands on places in documents.

    Raises:
        QuestionError: there is no such form.
    """
    if form not in FORMS:
        raise QuestionError(f"No form of citation {form!r}.", expected=f"one of {', '.join(FORMS)}")
    if form == "bibtex":
        return "\n\n".join(_bibtex(publication, places[publication.document], sentence) for publication in publications)
    told = publications[:_MOST_DOCUMENTS]
    one = _plain if form == "plain" else _apa
    lines = [one(publication, places[publication.document]) for publication in told]
    if len(publications) > len(told):
        lines.append(f"And {len(publications) - len(told)} more files; the evidence lists each cell.")
    return "\n".join([*([sentence] if form == "plain" else []), *lines, *([standing] if standing else [])])


def cell_ranges(cells: Iterable[str]) -> list[str]:
    """Cells of one sheet, those that adjoin as ranges.

    >>> cell_ranges(["B9", "B10", "B11", "D4", "C9", "C10", "C11"])
    ['B9:C11', 'D4']
    """
    columns: dict[int, list[int]] = {}
    for cell in dict.fromkeys(cells):
        if match := _CELL.fullmatch(cell):
            columns.setdefault(column_number(match[1]), []).append(int(match[2]))
    runs = [(column, run) for column, rows in sorted(columns.items()) for run in _runs(sorted(rows))]
    blocks: list[tuple[int, int, tuple[int, int]]] = []  # first and last column, rows
    for column, run in runs:
        beside = next((b for b in blocks if b[1] == column - 1 and b[2] == run), None)
        if beside:
            blocks[blocks.index(beside)] = (beside[0], column, run)
        else:
            blocks.append((column, column, run))
    return [_spelled(*block) for block in blocks]


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    for _, group in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        run = [row for _, row in group]
        yield run[0], run[-1]


def _spelled(first: int, last: int, rows: tuple[int, int]) -> str:
    start, end = f"{column_letter(first)}{rows[0]}", f"{column_letter(last)}{rows[1]}"
    return start if start == end else f"{start}:{end}"


def cells_of_sheet(sheet: str, cells: Sequence[str]) -> str:
    """`sheet 'ATD FY26 YTD', cells B9:B13`."""
    ranges = cell_ranges(cells)
    more = f" and more, {len(cells):,} cells in all" if len(ranges) > _MOST_RANGES else ""
    named = ", ".join(ranges[:_MOST_RANGES]) if more else listed(ranges, _MOST_RANGES)
    return f"sheet '{sheet.strip()}', cell{'s' if len(cells) > 1 else ''} {named}{more}"


def _places(answer: Answer, publication: Publication) -> str:
    pieces = dict.fromkeys(
        piece for figure in answer.figures for piece in figure.evidence if piece.document == publication.document
    )
    counted = [piece for piece in pieces if isinstance(piece, CountedRows)]
    if counted:
        told = [piece.count for piece in counted if piece.count is not None]
        count = f"{sum(told):,} rows" if len(told) == len(counted) else "rows, of which too few are counted to be told"
        return f"{count} where {counted[0].condition}"
    by_sheet: dict[str, list[str]] = {}
    for piece in pieces:
        if isinstance(piece, Edition):
            by_sheet.setdefault(piece.sheet, []).append(piece.cell)
    return "; ".join(cells_of_sheet(sheet, list(dict.fromkeys(cells))) for sheet, cells in by_sheet.items())


def _kept(publication: Publication) -> str:
    kept = f", kept by {publication.kept_by}" if publication.kept_by else ""
    return f"public by {in_words(publication.report_date)}{kept}"


def _plain(publication: Publication, places: str) -> str:
    return (
        f"ICE, Detention Statistics, {publication.published_name}, {places} "
        f"(sha256 {publication.document[:_SHORT]}..., {_kept(publication)})."
    )


def _apa(publication: Publication, places: str) -> str:
    day = publication.report_date
    return (
        f"U.S. Immigration and Customs Enforcement. ({day.year}, {day:%B} {day.day}). Detention statistics "
        f"({publication.published_name}; {places}) [Data set]. SHA-256 {publication.document[:_SHORT]}..., "
        f"{_kept(publication)}."
    )


def _bibtex(publication: Publication, places: str, sentence: str) -> str:
    """One entry; its key is made of the day and the hash, so that it is the same in every citation of the file."""
    day = publication.report_date
    fields = {
        "author": "{U.S. Immigration and Customs Enforcement}",
        "title": "Detention Statistics",
        "year": f"{day.year}",
        "month": f"{day:%b}".lower(),
        "day": f"{day.day}",
        "howpublished": _escaped(f"{publication.published_name}, {places}"),
        "note": _escaped(f"{sentence} SHA-256 {publication.document}, {_kept(publication)}"),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items()]
    return "\n".join([f"@misc{{ice-{day}-{publication.document[:_SHORT]},", *lines, "}"])


def _escaped(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text)


def _standing(answer: Answer) -> str:
    """How the printed figure stands among the editions."""
    newest = answer.publications[0].is_newest
    if len(answer.figures) != 1:
        differing = sum(figure.differs for figure in answer.figures)
        return f"Of {differing} of these figures another edition prints another value." if differing else ""
    figure = answer.figures[0]
    latest = "The latest report held" if newest else ""
    if figure.differs:
        first = (
            f"first {figure.first_value:,.10g}, public by {in_words(figure.first_report_date)}"
            if figure.first_value is not None and figure.first_report_date and figure.first_value != figure.value
            else ""
        )
        others = "other editions print another value" + (f" ({first})" if first else "")
    elif figure.editions == 1:
        others = "no other report held prints it"
    elif figure.editions > 1:
        others = f"{figure.editions} printed cells give it, all alike"
    else:
        others = ""
    text = "; ".join(part for part in (latest, others) if part)
    said = [f"{text[0].upper()}{text[1:]}."] if text else []
    return " ".join([*said, *_doubts(figure.flags)])


def _doubts(flags: Iterable[Flag]) -> list[str]:
    return [f"The ledger of errors: {flag.sentence}" for flag in list(flags)[:_MOST_DOUBTS]]


def cite_cell(shown: Shown, form: str = "plain") -> str:
    """A citation of one cell that is shown.

    Raises:
        QuestionError: there is no such form.
    """
    document = shown.document
    publication = Publication(
        document=document["document"],
        file=document["file"],
        published_name=document["published_name"],
        report_date=document["report_date"],
        kept_by=document["kept_by"] or "",
        is_newest=False,
    )
    places = {publication.document: cells_of_sheet(shown.sheet, [shown.cell])}
    return citation(_printed(shown), [publication], places, " ".join(_doubts(shown.flags)), form)


def _printed(shown: Shown) -> str:
    seen = shown.observation
    if seen is None or seen["value"] is None:
        content = " ".join(str(shown.content or "").split())
        return f"The cell reads '{content}'." if content else "The cell is blank."
    value = value_words(seen["value"], seen["unit"])
    start, end = seen["reference_start"], seen["reference_end"]
    when = f" for {period_words(start, end)}" if start and end else ""
    labels = ", ".join(text for text in (seen["row_label"], seen["column_label"]) if text)
    return f"ICE printed {value}{when}: {seen['quantity'].replace('_', ' ')} ({' '.join(labels.split())})."
