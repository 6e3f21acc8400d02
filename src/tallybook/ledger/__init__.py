"""The ledger of errors: what is wrong in the published record, one entry for each story, with its cells."""

from tallybook.ledger.entries import ENTRY_KINDS, Entry, LedgerCell, entries_of, entry_named, ledger
from tallybook.ledger.flags import Flag, flags_of, left_out

__all__ = ["ENTRY_KINDS", "Entry", "Flag", "LedgerCell", "entries_of", "entry_named", "flags_of", "ledger", "left_out"]
