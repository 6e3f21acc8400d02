"""A table, a view, a query or the whole book as files that other programs read.

`relation` says what is exported, a module for each kind of file writes it, `writing` puts it in its place whole or not
at all. `answers.files` writes answers by the same modules.
"""

from tallybook.export.writing import FORMATS, export, export_all

__all__ = ["FORMATS", "export", "export_all"]
