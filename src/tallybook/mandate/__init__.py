"""The duty to publish (8 U.S.C. 1378a) and the silence: what the book shows of each element, and since when."""

from tallybook.mandate.account import Mandate, mandate
from tallybook.mandate.objects import as_json
from tallybook.mandate.request import records_request
from tallybook.mandate.words import account_page, silence_line
from tallybook.pages import written

__all__ = ["Mandate", "account_page", "as_json", "mandate", "records_request", "silence_line", "written"]
