"""Is everything in place, and what to do if not."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.metadata import version

from assistant.answering.calibration import calibration_file
from assistant.errors import MioError
from assistant.index.bundled_model import FOLDER
from assistant.index.location import current_build, ensure_writable, open_index
from assistant.settings import BUNDLED_EMBEDDER, Settings

_LIBRARIES = ("langchain", "chromadb", "sentence-transformers", "streamlit", "pypdf")


@dataclass(frozen=True)
class Result:
    """One check: its name, whether it holds, and a sentence."""

    name: str
    ok: bool
    text: str


def run_checks(settings: Settings) -> list[Result]:
    """Check state folder, model, index and versions; never raises for what it looks for."""
    return [_home(settings), _model(settings), _index(settings), _calibration(settings), _versions(), _disk(settings)]


def _home(settings: Settings) -> Result:
    try:
        ensure_writable(settings.home)
    except MioError as error:
        return Result("mapp", False, error.text())
    return Result("mapp", True, str(settings.home))


def _model(settings: Settings) -> Result:
    if settings.embedder != BUNDLED_EMBEDDER:
        return Result("modell", True, settings.embedder)
    folder = settings.models / FOLDER
    if not (folder / "complete").is_file():
        return Result("modell", False, "Modellen är inte gjord än. Kör `mio ingest`.")
    return Result("modell", True, str(folder))


def _index(settings: Settings) -> Result:
    try:
        index = open_index(settings.home)
    except MioError as error:
        return Result("index", False, error.text())
    manifest = index.manifest
    index.close()
    if manifest.embedder.rpartition("@")[0] != settings.embedder:
        other = MioError("index_other_embedder", found=manifest.embedder, wanted=settings.embedder)
        return Result("index", False, other.text())
    text = f"{manifest.id}: {len(manifest.documents)} dokument, {manifest.passages} avsnitt, {manifest.embedder}"
    return Result("index", current_build(settings.home) is not None, text)


def _calibration(settings: Settings) -> Result:
    """Not a fault: without a calibration the assistant answers more cautiously."""
    if calibration_file(settings.embedder).is_file():
        return Result("kalibrering", True, calibration_file(settings.embedder).name)
    text = "Ingen kalibrering för den här modellen: svaren blir försiktiga. Kör `mio calibrate`."
    return Result("kalibrering", True, text)


def _versions() -> Result:
    return Result("versioner", True, ", ".join(f"{name} {version(name)}" for name in _LIBRARIES))


def _disk(settings: Settings) -> Result:
    parent = next(p for p in (settings.home, *settings.home.parents) if p.exists())
    free = shutil.disk_usage(parent).free // 1_000_000
    return Result("disk", free > 1_000, f"{free} MB ledigt")
