"""Typesets the starter PDFs from the Markdown beside this file, byte for byte the same each time (`make corpus`).

Typst hyphenates, tags the text for screen readers and writes the outline; `report.typ` says how the pages look.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst
import yaml

from ingest.readers.markdown import split_front_matter

HERE = Path(__file__).parent
CORPUS = HERE.parent.parent / "corpus"
Part = dict[str, Any]
_MARK = re.compile(r"\s*(\[@[\w-]+(?:; @[\w-]+)*\])\s*$")
_RULE = re.compile(r"^[|\s:-]+$")


def main() -> None:
    """Write `corpus/NAME.pdf` and its metadata `corpus/NAME.yaml` for each source text."""
    for source in sorted(HERE.glob("*.md")):
        body, about = split_front_matter(source.read_text(encoding="utf-8"))
        (CORPUS / f"{source.stem}.pdf").write_bytes(typeset(about, body))
        text = yaml.safe_dump(about, allow_unicode=True, sort_keys=False, width=120)
        (CORPUS / f"{source.stem}.yaml").write_text(text, encoding="utf-8")


def typeset(about: dict[str, Any], body: str) -> bytes:
    """The PDF of a report: its first paragraph stands on the title page."""
    lead, *parts = _parts(body)
    report = {
        "title": about["title"],
        "publisher": about["publisher"],
        "published": str(about["published"]),
        "lead": lead,
        "parts": parts,
    }
    pdf: bytes = typst.compile(
        str(HERE / "report.typ"), sys_inputs={"report": json.dumps(report)}, ignore_system_fonts=True, timestamp=0
    )
    return pdf


def _parts(body: str) -> Iterator[Part]:
    for block in re.split(r"\n\s*\n", body.strip()):
        lines = block.splitlines()
        if block.startswith("#"):
            yield {"kind": "heading", "text": block.lstrip("# ")}
        elif block.startswith("|"):
            yield _table(lines)
        elif block.startswith("- "):
            yield {"kind": "bullets", "items": [_marked(line[2:]) for line in lines]}
        elif re.match(r"\d+\. ", block):
            yield {"kind": "steps", "items": [_marked(line.split(". ", 1)[1]) for line in lines]}
        else:
            yield {"kind": "paragraph", **_marked(" ".join(lines))}


def _marked(text: str) -> Part:
    """A text and its source marks, which are printed as they stand, small and grey."""
    mark = _MARK.search(text)
    return {"text": text[: mark.start()] if mark else text.strip(), "mark": mark.group(1) if mark else ""}


def _table(lines: list[str]) -> Part:
    """Columns are weighted by the square root of their longest cell, so that none starves."""
    header, *rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines if not _RULE.match(line)]
    weights = [max(len(_marked(row[i])["text"]) for row in [header, *rows]) ** 0.5 for i in range(len(header))]
    return {
        "kind": "table",
        "weights": [round(weight, 2) for weight in weights],
        "header": header,
        "rows": [[_marked(cell) for cell in row] for row in rows],
    }


if __name__ == "__main__":
    main()
