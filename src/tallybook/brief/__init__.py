"""The brief: one page on a new edition that a reporter can work from, as it stood on the day it came."""

from tallybook.brief.making import Brief, Quote, make_brief
from tallybook.brief.page import as_atom, as_json, brief_page

__all__ = ["Brief", "Quote", "as_atom", "as_json", "brief_page", "make_brief"]
