"""Raw pages → cleaned text, with a map from every cleaned range to (page, raw range).

The text is carried as characters that know where they stood. Furniture (running headers and footers, page numbers,
contents lists), hyphens at line ends, soft hyphens, markup and source marks are taken out; nothing else is lost.
"""

from ingest.cleaning.assembly import Cleaned, clean

__all__ = ["Cleaned", "clean"]
