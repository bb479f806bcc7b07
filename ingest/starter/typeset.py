"""Typesets the starter PDFs from the Markdown beside this file, byte for byte the same each time (`make corpus`)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import reportlab
import yaml
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from ingest.readers.markdown import split_front_matter

HERE = Path(__file__).parent
CORPUS = HERE.parent.parent / "corpus"
INK, BLUE, GREY = HexColor("#1b1b1b"), HexColor("#1f4e79"), HexColor("#6b6b6b")
_MARK = re.compile(r"\s*(\[@[\w-]+(?:; @[\w-]+)*\])")

_TEXT = ParagraphStyle(
    "text", fontName="Vera", fontSize=10.5, leading=16, textColor=INK, alignment=TA_JUSTIFY, spaceAfter=9,
    hyphenationLang="sv_SE", hyphenationMinWordLength=9, uriWasteReduce=0.3,
)  # fmt: skip
_CELL = ParagraphStyle("cell", parent=_TEXT, alignment=0, fontSize=9.5, leading=13, spaceAfter=0, hyphenationLang="")
_HEADING = ParagraphStyle("heading", parent=_TEXT, fontName="VeraBd", fontSize=14, leading=19, textColor=BLUE,
                          alignment=0, spaceBefore=14, spaceAfter=6, keepWithNext=1, hyphenationLang="")  # fmt: skip
_TITLE = ParagraphStyle("title", parent=_HEADING, fontSize=24, leading=31, spaceBefore=60, spaceAfter=10)
_IMPRINT = ParagraphStyle("imprint", parent=_TEXT, textColor=GREY, alignment=0, spaceAfter=26, hyphenationLang="")


class NumberedCanvas(Canvas):  # type: ignore[misc]
    """Draws running header and "Sida 2 av 4" once the number of pages is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self.setFont("Vera", 8)
            self.setFillColor(GREY)
            self.drawString(25 * mm, A4[1] - 15 * mm, self._doc.info.title)
            self.drawRightString(A4[0] - 25 * mm, 13 * mm, f"Sida {number} av {len(self._pages)}")
            super().showPage()
        super().save()


def main() -> None:
    """Write `corpus/NAME.pdf` and its metadata `corpus/NAME.yaml` for each source text."""
    fonts = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, str(fonts / f"{name}.ttf")))
    for source in sorted(HERE.glob("*.md")):
        body, about = split_front_matter(source.read_text(encoding="utf-8"))
        _write_pdf(CORPUS / f"{source.stem}.pdf", about, body)
        text = yaml.safe_dump(about, allow_unicode=True, sort_keys=False, width=120)
        (CORPUS / f"{source.stem}.yaml").write_text(text, encoding="utf-8")


def _write_pdf(path: Path, about: dict[str, Any], body: str) -> None:
    template = SimpleDocTemplate(
        str(path), pagesize=A4, title=about["title"], author=about["publisher"], lang="sv", invariant=1,
        leftMargin=25 * mm, rightMargin=25 * mm, topMargin=27 * mm, bottomMargin=24 * mm,
    )  # fmt: skip
    imprint = f"{about['publisher']}, {about['published']}"
    story: list[Flowable] = [Paragraph(html.escape(about["title"]), _TITLE), Paragraph(imprint, _IMPRINT)]
    template.build([*story, *_flowables(body)], canvasmaker=NumberedCanvas)


def _flowables(body: str) -> Iterator[Flowable]:
    for block in re.split(r"\n\s*\n", body.strip()):
        if block.startswith("#"):
            yield Paragraph(html.escape(block.lstrip("# ")), _HEADING)
        elif block.startswith("|"):
            yield _table(block)
            yield Spacer(1, 12)
        else:
            lines = block.splitlines() if re.match(r"\d+\. ", block) else [block]
            yield from (Paragraph(_markup(line), _TEXT) for line in lines)


def _markup(text: str) -> str:
    """Source marks are printed as they stand, small and grey."""
    return _MARK.sub(r' <font size="6.5" color="#6b6b6b">\1</font>', html.escape(text, quote=False))


def _table(block: str) -> Table:
    lines = [line for line in block.splitlines() if not re.match(r"^[|\s:-]+$", line)]
    rows = [[Paragraph(_markup(cell.strip()), _CELL) for cell in line.strip("|").split("|")] for line in lines]
    style = [
        ("BACKGROUND", (0, 0), (-1, 0), HexColor("#dfe8f1")),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, GREY),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return Table(rows, colWidths=[46 * mm, 112 * mm], style=style, repeatRows=1)


if __name__ == "__main__":
    main()
