"""A digest of the code that shapes texts and passages, so that nothing made by older code lingers."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import assistant.index
import assistant.passages

_HERE = Path(__file__).parent
_SAMPLES = _HERE / "sample_questions.txt"
_INDEX = Path(assistant.index.__file__).parent
_PASSAGES = Path(assistant.passages.__file__)


@cache
def cleaning_digest() -> str:
    """Changes when a reader or the cleaning changes: then documents are read anew."""
    return _digest([*sorted(_HERE.glob("readers/*.py")), *sorted(_HERE.glob("cleaning/*.py"))])


@cache
def code_digest() -> str:
    """Changes when anything changes that shapes a build."""
    own = [_HERE / "metadata.py", _HERE / "documents.py", _PASSAGES, _SAMPLES]
    return _digest([*own, *sorted(_INDEX.glob("*.py"))]) + cleaning_digest()


@cache
def words_digest() -> str:
    """Changes when words of texts would be kept otherwise."""
    return _digest([_SAMPLES, _INDEX / "maxsim.py"])


def _digest(paths: list[Path]) -> str:
    sha = hashlib.sha256()
    for path in paths:
        sha.update(path.read_bytes())
    return sha.hexdigest()[:16]
