"""Where the numbers of an export come from, and under which terms: said once for every kind of file."""

from tallybook.book import Book

PUBLISHER = "U.S. Immigration and Customs Enforcement"
PUBLICATION = "Detention Statistics"
SOURCE = f"{PUBLISHER}, {PUBLICATION}"
LICENCE = (
    "The workbooks are works of the United States Government, which has no copyright in them in the United States "
    "(17 U.S.C. 105)."
)
LICENCE_TITLE = "Work of the United States Government (17 U.S.C. 105)"
LICENCE_URL = "https://www.law.cornell.edu/uscode/text/17/105"
NEUTRALISED = (
    "A text that begins like a formula (=, +, -, @, also after blanks and control characters) has an apostrophe before "
    "it, so that no spreadsheet runs it; numbers stand as they are."
)


def document_lines(book: Book) -> list[tuple[str, str]]:
    """Every file of the book with its hash and the day since which it is public."""
    return [
        (document["file"], f"sha256 {document['document']}, public by {document['report_date']}")
        for document in book.documents()
    ]


def known_line(book: Book) -> str:
    """Which state of which book it is."""
    as_of = f", as known on {book.as_of}" if book.as_of else ""
    return f"Tallybook, book version {book.version}{as_of}"
