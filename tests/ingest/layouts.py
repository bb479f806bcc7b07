"""PDFs that are hard to read, typeset on the spot: what people upload, not what we would write."""

from __future__ import annotations

from pathlib import Path

import typst

_START = '#set text(lang: "sv", size: 11pt)\n#set par(justify: true)\n'
_SENTENCES = " ".join(f"Mening nummer {n} handlar om hur kommunen arbetar med innovation." for n in range(30))
_ROWS = "\n".join(
    f"[Kommun {n}], [Insatsen i kommun {n} gällde idéer från medarbetare och chefer.]," for n in range(60)
)

SOURCES = {
    "two_columns": f"#set page(columns: 2)\n= Vänster och höger\n{_SENTENCES}",
    "long_table": f"#table(columns: (4cm, 9cm), table.header([*Kommun*], [*Insats*]),\n{_ROWS})",
    "headed_table": "Så gjorde kommunerna.\n#v(17cm)\n#table(columns: (4cm, 9cm), table.header([Ort], [Insats]),\n"
    + "\n".join(_ROWS.splitlines()[:20])
    + ")\n"
    + "#pagebreak()\nText på en sida för sig.\n" * 3,
    "same_rows": "#table(columns: (4cm, 9cm), [Ja], [Nej], [Nej], [Ja], [Ja], [Nej])",
    "footnotes": "Staden införde modellen 2019.#footnote[Enligt stadens egen webbplats.] Modellen används än i dag.",
    "letter_spacing": "#text(tracking: 3pt)[Spärrad text om innovation.]\n\nVanlig text efter den spärrade raden.",
    "ligatures": "Effekten av finansieringen flyttades till affischen.",
    "contents": """#outline(title: [Innehåll])
#pagebreak()
= Första delen
Text i första delen.
= Andra delen
Text i andra.""",
    "image_page": """Första sidan har text om innovation.
#pagebreak()
#rect(width: 5cm, height: 5cm, fill: blue)
#pagebreak()
Tredje sidan har text om stöd.""",
    "rotated": """#set page(flipped: true)
#rotate(90deg, reflow: true)[Tabell på tvären om kommunens innovationsarbete.]""",
}


def write(name: str, folder: Path) -> Path:
    """The PDF of that name, written into the folder."""
    path = folder / f"{name}.pdf"
    source = folder / f"{name}.typ"
    source.write_text(_START + SOURCES[name], encoding="utf-8")
    path.write_bytes(typst.compile(str(source), ignore_system_fonts=True))
    return path
