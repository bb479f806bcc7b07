"""What pages share while builds come and go."""

from __future__ import annotations

import pytest

from assistant import page_state
from assistant.index.location import Index
from assistant.settings import Settings
from ingest.run import ingest
from tests.conftest import FakeEmbeddings


def test_a_newer_build_takes_over_when_nobody_reads(fake_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is being drawn keeps its build; the next one gets the new build, and the old one is closed."""
    closed: list[str] = []
    close = Index.close

    def noted(index: Index) -> None:
        closed.append(index.manifest.id)
        close(index)

    monkeypatch.setattr(Index, "close", noted)
    monkeypatch.setattr(page_state, "load_settings", lambda: fake_settings)
    monkeypatch.setattr(page_state, "_embeddings", lambda settings: FakeEmbeddings())
    document = fake_settings.corpus / "a.md"
    document.write_text("Den gamla meningen om innovation.", encoding="utf-8")
    ingest(fake_settings, FakeEmbeddings())
    with page_state.assistant_now() as old:
        document.write_text("Den nya meningen om innovation.", encoding="utf-8")
        ingest(fake_settings, FakeEmbeddings())
        with page_state.assistant_now() as new:
            assert new.index.store.documents()[0].text == "Den nya meningen om innovation."
        assert old.index.store.documents()[0].text == "Den gamla meningen om innovation."
        assert closed == []
    assert closed == [old.index.manifest.id]
