"""Markdown with YAML front matter."""

from __future__ import annotations

import re
from typing import Any

import yaml

from assistant.errors import DocumentError

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)


def split_front_matter(text: str) -> tuple[str, dict[str, Any]]:
    """Return the body and the front matter's values.

    :raises DocumentError: If the front matter is no YAML mapping.
    """
    found = _FRONT_MATTER.match(text)
    if not found:
        return text, {}
    return text[found.end() :], parse_metadata(found.group(1))


def parse_metadata(text: str) -> dict[str, Any]:
    try:
        values = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DocumentError("metadata_not_yaml", line=mark.line + 1 if mark else "?") from error
    if not isinstance(values, dict):
        raise DocumentError("metadata_not_yaml", line=1)
    return values
