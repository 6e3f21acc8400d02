"""The duty to publish (8 U.S.C. 1378a) and the silence: what the book shows of each element, and since when."""

from tallybook.mandate.account import Mandate, mandate

__all__ = ["Mandate", "mandate"]
