"""A text as it comes in a file: bytes in, characters out, or a clear word why not."""

from tallybook.errors import QuestionError


def text_of(raw: bytes, name: str) -> str:
    """The text of a file, with its line ends as they stand, since places in it are counted in characters.

    Raises:
        QuestionError: it is empty, or not UTF-8.
    """
    try:
        # A mark at the head that only says how it is encoded is no character of the text.
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise QuestionError(
            "This text is not UTF-8.",
            where=name,
            found=f"byte 0x{raw[fault.start]:02x} at place {fault.start:,}",
            hint="save it as UTF-8, or: iconv -f WINDOWS-1252 -t UTF-8 FILE | tallybook check -",
        ) from fault
    if not text.strip():
        raise QuestionError("This text is empty.", where=name, expected="a sentence, a press release, an article")
    return text
