"""Parameters of the assistant from a TOML file, for measuring one version against another."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from assistant.answering.pipeline import Parameters
from assistant.errors import MioError


def with_file(parameters: Parameters, path: Path) -> Parameters:
    """The parameters with what the file's tables `[retrieval]`, `[decision]` and `[quotes]` replace.

    :raises MioError: If the file cannot be read or names a parameter that there is not.
    """
    try:
        tables = {name: dict(table) for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, TypeError, ValueError) as error:
        raise MioError("file_unreadable", path=path, reason=error) from error
    _known(tables, parameters, path)
    return replace(parameters, **{name: _replaced(getattr(parameters, name), tables[name], path) for name in tables})


def _replaced(part: Any, values: dict[str, Any], path: Path) -> Any:
    _known(values, part, path)
    return replace(part, **{name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})


def _known(values: dict[str, Any], owner: Any, path: Path) -> None:
    names = {field.name for field in fields(owner)}
    for name in values:
        if name not in names:
            raise MioError("unknown_parameter", name=name, path=path, known=", ".join(sorted(names)))
