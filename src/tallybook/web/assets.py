"""The files of the site's own look: style, script, icon."""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@cache
def assets() -> dict[str, tuple[bytes, str]]:
    """Each file by its name, with its kind."""
    files = [*(_HERE / "static").iterdir(), _HERE.parent / "charts.css", _HERE.parent / "claims" / "report.css"]
    return {path.name: (path.read_bytes(), _TYPES[path.suffix]) for path in sorted(files) if path.is_file()}
