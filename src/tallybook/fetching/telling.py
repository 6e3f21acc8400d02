"""A look, and the silence since the last news, in words."""

from collections.abc import Iterable, Iterator
from datetime import date

from tallybook.fetching.looking import Look
from tallybook.fetching.looks import PlaceLook
from tallybook.fetching.places import AGENCY, Places
from tallybook.fetching.remembering import moment_of
from tallybook.prose import in_words, listed


def lines_of(look: Look, places: Places) -> Iterator[str]:
    """What a look brought, the answer first, then place by place."""
    yield _answer(look)
    for file in look.new:
        document, day = file.document, file.document.report_date
        since = f"public since {in_words(day)} ({document.report_date_basis})" if day else "of an unknown day"
        title = places.agency.title if file.place == AGENCY else places.web_archive.title
        numbers = f"{file.report.observations:,} numbers, " if file.report.status == "loaded" else ""
        yield f"  {document.file}: {numbers}{since}; from {title}."
    for place in look.places:
        yield f"  {_place(place, places)}"


def _answer(look: Look) -> str:
    if look.new:
        return f"{len(look.new):,} new {'file is' if len(look.new) == 1 else 'files are'} in the book."
    if look.wanted:
        return f"{len(look.wanted):,} {'file' if len(look.wanted) == 1 else 'files'} would be asked for."
    if all(place.outcome in ("no_answer", "resting", "stopped") for place in look.places):
        return "Nothing is known to be new: no place could be read."
    return "Nothing new." if look.is_whole else "Nothing new was taken; not all could be looked at."


def _place(look: PlaceLook, places: Places) -> str:
    """One place in a sentence or a few."""
    title = places.agency.title if look.place == AGENCY else places.web_archive.title
    title = title[0].upper() + title[1:]
    if look.outcome in ("no_answer", "resting"):
        said = "was not read" if look.outcome == "no_answer" else "was not asked"
        return f"{title} {said}: {look.note}"
    verb = "links to" if look.place == AGENCY else "lists"
    parts = [f"{look.held:,} held before"] + ([] if look.is_dry_run else [f"{len(look.new):,} new"])
    parts += [f"{len(look.failed):,} could not be taken"] if look.failed else []
    parts += [f"{look.left:,} left for another time"] if look.left else []
    files = f"{look.offered:,} {'workbook' if look.offered == 1 else 'workbooks'}"
    others = f" Workbooks of other names there: {listed(look.others)}." if look.others else ""
    ended = " It was ended by a signal." if look.outcome == "stopped" else ""
    note = f" {look.note[0].upper()}{look.note[1:]}." if look.note else ""
    return f"{title} {verb} {files}: {', '.join(parts)}.{note}{others}{ended}"


def silence_of(looks: Iterable[PlaceLook], today: date) -> str:
    """For how long all looks have found nothing, from the log.

    Args:
        looks: the log, oldest first.
        today: the day up to which the silence is counted.
    """
    real = [look for look in looks if not look.is_dry_run]
    if not real:
        return "Nobody has looked yet."
    first = moment_of(real[0].at).date()
    answered = sum(look.outcome in ("answered", "unchanged") for look in real)
    said = f"{len(real):,} looks at a place since {in_words(first)}, {answered:,} of them answered."
    news = [number for number, look in enumerate(real) if look.new]
    if not news:
        return f"{said} None found anything new."
    last = moment_of(real[news[-1]].at).date()
    days = (today - last).days
    ago = "today" if days <= 0 else f"{days:,} {'day' if days == 1 else 'days'} ago"
    since = sum(look.outcome in ("answered", "unchanged") for look in real[news[-1] + 1 :])
    return f"{said} The last news came on {in_words(last)}, {ago}; {since:,} answered looks since then found nothing."
