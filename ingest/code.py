"""A digest of the code that shapes texts and passages, so that nothing made by older code lingers."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import assistant.index.analysis

_HERE = Path(__file__).parent


@cache
def cleaning_digest() -> str:
    """Changes when a reader or the cleaning changes: then documents are read anew."""
    return _digest([*sorted(_HERE.glob("readers/*.py")), *sorted(_HERE.glob("cleaning/*.py"))])


@cache
def code_digest() -> str:
    """Changes when anything changes that shapes a build."""
    own = [_HERE / "chunking.py", _HERE / "metadata.py", _HERE / "sample_questions.txt"]
    return _digest([*own, Path(assistant.index.analysis.__file__)]) + cleaning_digest()


def _digest(paths: list[Path]) -> str:
    sha = hashlib.sha256()
    for path in paths:
        sha.update(path.read_bytes())
    return sha.hexdigest()[:16]
