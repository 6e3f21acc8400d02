"""Pictures as files: SVG as it is, PNG where what makes it is installed."""

from pathlib import Path

from tallybook.errors import QuestionError


def write(svg: str, path: Path) -> None:
    """Writes a picture to a file that ends in .svg or .png.

    Raises:
        QuestionError: it ends in neither, it can't be written, or what makes PNGs is not installed.
    """
    kind = path.suffix.lower()
    if kind not in (".svg", ".png"):
        raise QuestionError(
            "Pictures are written as SVG or PNG.", where=str(path), hint="name a file that ends in .svg or .png."
        )
    content = svg.encode() if kind == ".svg" else as_png(svg)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise QuestionError("The picture can't be written here.", where=str(path), found=error.strerror or "") from None


def as_png(svg: str) -> bytes:
    """A picture as PNG, two dots for each unit of the drawing.

    Raises:
        QuestionError: what makes PNGs is not installed.
    """
    try:
        import vl_convert  # an extra of its own: 80 MB for those who want PNGs
    except ImportError:
        raise QuestionError(
            "A PNG needs the extra `png`, which is not installed.",
            hint="pip install 'tallybook[png]', or name a file that ends in .svg.",
        ) from None
    png: bytes = vl_convert.svg_to_png(svg, scale=2)
    return png
