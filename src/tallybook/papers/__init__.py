"""Papers that a person hands on: an exhibit for a filing, and a bundle by which a figure can be made again.

Both say what the book holds and nothing else; what only a person can know is a blank.
"""

from tallybook.papers.bundle import bundle_bytes
from tallybook.papers.exhibit import exhibit
from tallybook.papers.exhibit_docx import exhibit_docx
from tallybook.papers.exhibit_html import exhibit_html

__all__ = ["bundle_bytes", "exhibit", "exhibit_docx", "exhibit_html"]
