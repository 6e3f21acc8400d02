"""The draft of a declaration in the form of 28 U.S.C. 1746, for a person to fill in, correct and sign.

It says nothing for the person: what the book can't know is a blank, and every statement is the person's to strike out.
"""

from collections.abc import Iterator

from tallybook.pages import Heading
from tallybook.papers.parts import NewPage, Part, ToFill

_HEAD = (
    "DRAFT, not a declaration: it becomes one when the person whose name it bears has filled in what stands in square "
    "brackets, struck out what is not so, and signed. The program that made this draft knows none of what only that "
    "person can know.",
)


def draft_declaration(version: str, book_version: str, cells: int, files: int) -> Iterator[Part]:
    """The draft, at the head of a page of its own.

    Args:
        version: of the program.
        book_version: of the book.
        cells: how many cells the exhibit stands on.
        files: how many files.
    """
    yield NewPage()
    yield Heading("Draft declaration (28 U.S.C. 1746)")
    yield ToFill(_HEAD)
    yield ToFill(("[court or agency]", "[case name]", "[case or complaint number]"))
    yield ToFill(("DECLARATION OF [FULL NAME]",))
    yield ToFill(("I, [full name], declare:",))
    yield ToFill(
        (
            "I am [position] at [organisation], [city and state]. [What in my training or work bears on this.]",
            "I make this declaration of my own knowledge, except where I say on what it rests. [Strike out if not so.]",
            f"On [date] I ran version {version} of the program Tallybook with the command of section 7, on a book of "
            f"version {book_version}. [If another person ran it: who, and how I know.]",
            f"The figures rest on the {_files(files)} listed in section 5. I had {_it(files)} from [where, and how "
            "obtained] on [date]. On [date] I computed the SHA-256 of [each / which of them] with [program]; "
            "[each was the one listed / what differed].",
            f"On [date] I opened [which files] with [program] and compared [how many] of the {_cells(cells)} listed in "
            "section 6 with what this exhibit says of them. [What I found.]",
            "[What I know of how U.S. Immigration and Customs Enforcement collected or compiled these figures, and "
            "how I know it; or: I have no personal knowledge of that.]",
            "This exhibit is a true copy of what the program wrote[, except for: ...].",
        ),
        is_numbered=True,
    )
    yield ToFill(
        (
            "[If signed within the United States, its territories, possessions, or commonwealths:] I declare under "
            "penalty of perjury that the foregoing is true and correct.",
        )
    )
    yield ToFill(
        (
            "[If signed outside the United States:] I declare under penalty of perjury under the laws of the United "
            "States of America that the foregoing is true and correct.",
        )
    )
    yield ToFill(("Executed on [date], at [city and state, or country].",))
    yield ToFill(("______________________________ [signature]", "[printed name]"))


def _files(count: int) -> str:
    return "one file" if count == 1 else f"{count:,} files"


def _it(count: int) -> str:
    return "it" if count == 1 else "them"


def _cells(count: int) -> str:
    return "one cell" if count == 1 else f"{count:,} cells"
