"""The site as static files: the same pages, for any host that serves files."""

from tallybook.publishing.publish import Published, publish

__all__ = ["Published", "publish"]
