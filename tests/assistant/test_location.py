"""Builds: which one answers, which are kept, and what a reader holds on to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import MioError
from assistant.index.location import KEPT_BUILDS, builds_folder, open_index
from assistant.settings import Settings
from ingest.run import ingest
from tests.conftest import FakeEmbeddings

# Ingests with fake vectors, and dies at the n-th time it opens, makes or moves something under its home.
_KILLED = """
import os, sys
from pathlib import Path
from assistant.settings import Settings
from ingest.run import ingest
from tests.conftest import FakeEmbeddings
import assistant.index.vectors
corpus, home, wanted = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
seen = 0
def watch(event, details):
    global seen
    if event in ("open", "os.rename", "os.mkdir", "os.remove", "sqlite3.connect") and str(home) in str(details[0]):
        seen += 1
        if seen == wanted:
            os._exit(9)
sys.addaudithook(watch)
ingest(Settings(corpus=corpus, home=home, models=home), FakeEmbeddings())
print(seen)
"""


def build_of(settings: Settings, text: str) -> str:
    """Ingest one document with this text and return the build's id."""
    (settings.corpus / "a.md").write_text(text, encoding="utf-8")
    built = ingest(settings, FakeEmbeddings()).built
    assert built
    return built.id


def builds(settings: Settings) -> set[str]:
    return {path.name for path in builds_folder(settings.home).iterdir() if path.is_dir()}


def test_three_builds_are_kept(fake_settings: Settings) -> None:
    """Older builds are pruned, the newest three stay for roll-back."""
    made = [build_of(fake_settings, f"Mening nummer {n} om innovation.") for n in range(5)]
    assert builds(fake_settings) == set(made[-KEPT_BUILDS:])


def test_a_build_in_use_is_not_pruned(fake_settings: Settings) -> None:
    """A reader's build answers as long as it is held, and is pruned at the next build after that."""
    first = build_of(fake_settings, "Den första meningen om innovation.")
    index = open_index(fake_settings.home)
    for n in range(4):
        build_of(fake_settings, f"Mening nummer {n} om innovation.")
    assert first in builds(fake_settings)
    assert index.store.documents()[0].text == "Den första meningen om innovation."
    index.close()
    build_of(fake_settings, "Den sista meningen om innovation.")
    assert first not in builds(fake_settings)


def test_an_older_build_comes_back_without_embedding(fake_settings: Settings) -> None:
    """The documents of a kept build give that build again, and nothing is embedded."""
    first = build_of(fake_settings, "Den första meningen om innovation.")
    build_of(fake_settings, "Den andra meningen om innovation.")
    (fake_settings.corpus / "a.md").write_text("Den första meningen om innovation.", encoding="utf-8")
    fake = FakeEmbeddings()
    built = ingest(fake_settings, fake).built
    assert built
    assert (built.id, fake.embedded) == (first, [])


def killed(settings: Settings, home: Path, at: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _KILLED, str(settings.corpus), str(home), str(at)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_killed_at_any_point_the_old_build_answers(fake_settings: Settings) -> None:
    """Wherever an import dies, the build before it answers, or the new one; and the next import ends well."""
    build_of(fake_settings, "Den gamla meningen om innovation.")
    (fake_settings.corpus / "a.md").write_text("Den nya meningen om innovation.", encoding="utf-8")
    steps = int(killed(fake_settings, fake_settings.home.parent / "counted", 0).stdout)
    assert steps > 20
    for at in range(3, steps, steps // 6):
        done = killed(fake_settings, fake_settings.home, at)
        index = open_index(fake_settings.home)
        text = index.store.documents()[0].text
        index.close()
        assert text.endswith("meningen om innovation.")
        assert done.returncode == 9 or "nya" in text
    built = ingest(fake_settings, FakeEmbeddings()).built
    assert built
    assert builds(fake_settings) >= {built.id}
    assert not list(builds_folder(fake_settings.home).glob(".half-*"))


def test_no_index_is_one_sentence(fake_settings: Settings) -> None:
    """Readers never create an index."""
    with pytest.raises(MioError, match="mio ingest"):
        open_index(fake_settings.home)
    assert not fake_settings.home.exists()
