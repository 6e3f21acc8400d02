"""The brief as a page, as an object, and as entries of an Atom feed."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from xml.etree import ElementTree

from tallybook.brief.making import Brief, Quote
from tallybook.ledger import Entry
from tallybook.pages import Block, Heading, bullets, paragraph, written
from tallybook.prose import in_words

_NONE = "None of the figures that a brief tells is in this edition and free of doubt."
_TOLD = 12
_DATE = 10  # letters of the date at the head of a file's name, by which `tallybook show` finds it


def brief_page(brief: Brief) -> list[Block]:
    """The brief as a page: the answer first, then what to quote, what not to, and what is new."""
    document = brief.document
    name = f"{document['published_name']}, first captured on {in_words(document['report_date'])}."
    blocks: list[Block] = [Heading(brief.title, is_title=True), paragraph(f"{name} {brief.lateness}")]
    if brief.wrong or brief.unsafe:
        blocks += [Heading("Do not quote, or only with the reason"), bullets(_warnings(brief))]
    blocks += _section("Safe to quote", brief, brief.safe, _NONE)
    blocks += _section("What moved most since the edition before", brief, brief.moves)
    blocks += _section("Records, in what was published", brief, brief.records)
    blocks += _section("What was revised", brief, brief.revised)
    if brief.absent:
        blocks += [
            Heading("Not printed here, though in the edition before"),
            bullets(headline.words for headline in brief.absent),
        ]
    if brief.news:
        blocks += [Heading("New, gone or worded otherwise"), bullets(_entries(brief.news, with_kind=False))]
    source = (
        f"Source: ICE, Detention Statistics, {document['published_name']} (sha256 {document['document'][:16]}...), "
        f"kept by: {document['kept_by']}; as the record stood on {in_words(document['report_date'])}."
    )
    return [*blocks, paragraph(source)]


def _section(title: str, brief: Brief, quotes: Sequence[Quote], none: str = "") -> list[Block]:
    if not quotes:
        return [Heading(title), paragraph(none)] if none else []
    return [Heading(title), bullets(_cited(brief, quote) for quote in quotes)]


def _cited(brief: Brief, quote: Quote) -> str:
    return f"{quote.text} [{_cells(brief, quote)}]" if quote.cells else quote.text


def _cells(brief: Brief, quote: Quote) -> str:
    """The cells of a quote: sheet and cell, with the date at the head of the file where it is another's."""
    own = f"{brief.document['file']}!"
    return "; ".join(
        cell.removeprefix(own) if cell.startswith(own) else f"{cell[:_DATE]}!{cell.split('!', 1)[1]}"
        for cell in quote.cells
    )


def _warnings(brief: Brief) -> list[str]:
    told = {reason for quote in brief.unsafe for reason in quote.against}
    of_figures = [f"{quote.sentence} [{_cells(brief, quote)}] But: {' '.join(quote.against)}" for quote in brief.unsafe]
    others = [entry for entry in brief.wrong if told.isdisjoint((entry.sentence, *entry.details))]
    return [*of_figures, *_entries(others, with_kind=True)]


def _entries(entries: Sequence[Entry], with_kind: bool) -> list[str]:
    said = [
        f"{entry.severity.capitalize()}: {entry.sentence} [{entry.id}]" if with_kind else entry.sentence
        for entry in entries
    ]
    more = len(said) - _TOLD
    return [*said[:_TOLD], *([f"and {more} more: `tallybook ledger --doc`"] if more > 0 else [])]


def as_object(brief: Brief) -> dict[str, Any]:
    """The brief as one JSON object."""
    document = brief.document

    def quotes(found: Iterable[Quote]) -> list[dict[str, Any]]:
        return [{"sentence": q.text, "cells": q.cells, "against": q.against} for q in found]

    def entries(found: Iterable[Entry]) -> list[dict[str, str]]:
        return [{"id": e.id, "kind": e.kind, "severity": e.severity, "sentence": e.sentence} for e in found]

    return {
        "file": document["file"],
        "published_name": document["published_name"],
        "document": document["document"],
        "report_date": document["report_date"],
        "data_through": document["data_through"],
        "lateness": brief.lateness,
        "safe_to_quote": quotes(brief.safe),
        "moves": quotes(brief.moves),
        "records": quotes(brief.records),
        "revised": quotes(brief.revised),
        "not_to_quote": quotes(brief.unsafe),
        "not_printed": [headline.words for headline in brief.absent],
        "wrong": entries(brief.wrong),
        "news": entries(brief.news),
    }


def as_json(brief: Brief) -> str:
    """The brief as JSON text."""
    return json.dumps(as_object(brief), default=str, ensure_ascii=False)


_NO_DAY = date(2019, 10, 6)  # before the first edition: an empty feed has a moment too
_ATOM = "http://www.w3.org/2005/Atom"


def as_atom(briefs: Sequence[Brief], own: str = "", address: Callable[[Brief], str] | None = None) -> str:
    """Briefs as an Atom feed (RFC 4287), newest first; each entry holds the whole brief as HTML.

    Args:
        briefs: newest first.
        own: where the feed stands, if anywhere.
        address: where the page of a brief stands, if anywhere.
    """
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _text(feed, "title", "Tallybook: new editions of ICE's detention statistics")
    _text(feed, "id", "urn:tallybook:briefs")
    _link(feed, "self", own)
    _text(feed, "updated", _moment(max((brief.document["report_date"] for brief in briefs), default=_NO_DAY)))
    _text(ElementTree.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Tallybook")
    for brief in briefs:
        entry = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
        _text(entry, "title", brief.title)
        _text(entry, "id", f"urn:sha256:{brief.document['document']}")
        _link(entry, "alternate", address(brief) if address else "")
        _text(entry, "updated", _moment(brief.document["report_date"]))
        _text(entry, "summary", brief.safe[0].sentence if brief.safe else brief.lateness)
        content = ElementTree.SubElement(entry, f"{{{_ATOM}}}content", type="html")
        content.text = written(brief_page(brief), "html-body")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _link(parent: ElementTree.Element, relation: str, address: str) -> None:
    if address:
        ElementTree.SubElement(parent, f"{{{_ATOM}}}link", rel=relation, href=address)


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
