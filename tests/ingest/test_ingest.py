"""Import folder → library → build."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from assistant.errors import MioError
from assistant.index.location import open_index
from assistant.passages import SectionQuestion
from assistant.settings import Settings
from ingest import documents, library, readers
from ingest.library import Change
from ingest.readers.raw import RawDocument
from ingest.report import Report
from ingest.run import ingest
from tests.conftest import FakeEmbeddings


def run(settings: Settings, fake: FakeEmbeddings | None = None) -> Report:
    return ingest(settings, fake or FakeEmbeddings())


def write(settings: Settings, name: str, text: str = "En mening om innovation i kommunen.") -> Path:
    path = settings.corpus / name
    path.write_text(text, encoding="utf-8")
    return path


def write_pdf(path: Path, *lines: str) -> None:
    canvas = Canvas(str(path), invariant=1)
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 14 * number, line)
    canvas.save()


def test_the_report_follows_the_folder(fake_settings: Settings) -> None:
    """New, unchanged, changed and vanished documents are each reported as such."""
    write(fake_settings, "a.md")
    assert run(fake_settings).changes == {"a.md": Change.NEW}
    write(fake_settings, "b.txt")
    assert run(fake_settings).changes == {"a.md": Change.UNCHANGED, "b.txt": Change.NEW}
    write(fake_settings, "a.md", "En annan mening om stöd.").touch()
    (fake_settings.corpus / "b.txt").unlink()
    assert run(fake_settings).changes == {"a.md": Change.NEW_VERSION, "b.txt": Change.WITHDRAWN}


def test_the_same_documents_do_nothing(fake_settings: Settings) -> None:
    """A second run gives the same build and embeds nothing."""
    write(fake_settings, "a.md")
    first, fake = run(fake_settings).built, FakeEmbeddings()
    second = run(fake_settings, fake).built
    assert first
    assert second
    assert (second.id, second.fresh, fake.embedded) == (first.id, False, [])


def test_only_a_new_documents_passages_are_embedded(fake_settings: Settings) -> None:
    """What is in the vector cache is not embedded again when a PDF is added; sample questions always are."""
    write(fake_settings, "a.md")
    run(fake_settings)
    write_pdf(fake_settings.corpus / "ny.pdf", "Testkommunen har en egen innovationsfond sedan 2019.")
    fake = FakeEmbeddings()
    run(fake_settings, fake)
    assert [("innovationsfond" in text) for text in fake.embedded if not text.endswith("?")] == [True]


def test_ids_are_equal_in_two_builds(fake_settings: Settings, tmp_path: Path) -> None:
    """The same files give the same passage ids in another home."""
    write(fake_settings, "a.md", "# Rubrik\n\nEtt stycke.\n\nEtt till.")
    other = Settings(corpus=fake_settings.corpus, home=tmp_path / "other", models=fake_settings.models)
    ids = []
    for settings in (fake_settings, other):
        run(settings)
        index = open_index(settings.home)
        ids.append((index.manifest.id, index.lexical.ids))
        index.close()
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("tom.md", b"", "tom"),
        ("fel.pdf", b"hej", "inte en PDF"),
        ("trasig.pdf", b"%PDF-1.4\nnonsens", "trasig"),
        ("binar.txt", b"\0\1\2", "inte en textfil"),
        ("yaml.md", b"---\ntitle: [\n---\nText.", "YAML"),
        ("okand.md", b"---\ntitel: x\n---\nText.", "titel"),
    ],
)
def test_a_bad_file_is_refused_and_the_others_get_in(
    fake_settings: Settings, name: str, data: bytes, reason: str
) -> None:
    """A refused file says why; the rest is indexed."""
    write(fake_settings, "bra.md")
    (fake_settings.corpus / name).write_bytes(data)
    report = run(fake_settings)
    assert reason in report.refused[name].text()
    assert report.changes == {"bra.md": Change.NEW}


@pytest.mark.parametrize(
    ("beside", "data"),
    [("a.yaml", "title: Å".encode("latin-1")), ("a.yaml", b"1: x\nokand: y"), ("a.questions.yaml", b"\xff")],
)
def test_a_bad_file_beside_a_document_refuses_only_that_one(fake_settings: Settings, beside: str, data: bytes) -> None:
    """Whatever is wrong with it, the others get in."""
    write(fake_settings, "a.md")
    write(fake_settings, "bra.md")
    (fake_settings.corpus / beside).write_bytes(data)
    report = run(fake_settings)
    assert set(report.refused) == {"a.md"}
    assert report.changes == {"bra.md": Change.NEW}


@pytest.mark.parametrize(
    ("name", "text"),
    [("sources.yaml", "- a\n- b"), ("sources.yaml", "K: bara text"), ("catalogue.yaml", "- title: utan adress")],
)
def test_a_list_of_sources_that_is_wrong_is_named(fake_settings: Settings, name: str, text: str) -> None:
    """One sentence tells which file, not a traceback."""
    write(fake_settings, "a.md")
    (fake_settings.corpus / name).write_text(text, encoding="utf-8")
    with pytest.raises(MioError, match=f"{name} går inte att läsa"):
        run(fake_settings)


def test_a_refused_new_version_loses_nothing(fake_settings: Settings) -> None:
    """When a changed file is refused, the version before it is still searched."""
    write(fake_settings, "a.md")
    write(fake_settings, "b.md")
    run(fake_settings)
    (fake_settings.corpus / "a.md").write_bytes(b"")
    assert set(run(fake_settings).refused) == {"a.md"}
    index = open_index(fake_settings.home)
    assert [document.name for document in index.store.documents()] == ["a.md", "b.md"]
    index.close()


def test_a_sections_questions_are_read_with_the_document(fake_settings: Settings) -> None:
    """A document read from the index has the questions that stood beside it."""
    write(fake_settings, "a.md", "# Rubrik\n\nEtt stycke.")
    write(fake_settings, "a.questions.yaml", "Rubrik:\n- Vad står här?")
    run(fake_settings)
    index = open_index(fake_settings.home)
    (document,) = index.store.documents()
    index.close()
    assert document.questions == (SectionQuestion("Rubrik", "Vad står här?"),)


def test_a_fault_of_ours_refuses_only_that_file(fake_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """When reading breaks in a way nobody foresaw, the file is refused and the others get in."""
    write(fake_settings, "bra.md")
    write(fake_settings, "fel.md")
    whole = readers.read

    def broken(path: Path) -> RawDocument:
        if path.name == "fel.md":
            raise ZeroDivisionError
        return whole(path)

    monkeypatch.setattr(documents, "read", broken)
    report = run(fake_settings)
    assert "ZeroDivisionError" in report.refused["fel.md"].text()
    assert report.changes == {"bra.md": Change.NEW}


def test_only_one_import_runs(fake_settings: Settings) -> None:
    """A second import into the same home is refused while the first runs."""
    write(fake_settings, "a.md")

    class Nested(FakeEmbeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            with pytest.raises(MioError, match="En annan inläsning pågår"):
                run(fake_settings)
            return super().embed_documents(texts)

    assert run(fake_settings, Nested()).built


def test_an_unchanged_file_is_not_read_again(fake_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library keeps the cleaned text: only a changed file is read."""
    write(fake_settings, "a.md")
    run(fake_settings)
    read: list[str] = []
    monkeypatch.setattr(library, "reading_of", lambda path: read.append(path.name))
    run(fake_settings)
    assert read == []


def test_an_empty_folder_is_one_sentence(fake_settings: Settings) -> None:
    """A folder without documents is an error that says what to do."""
    with pytest.raises(MioError, match="inget läsbart dokument"):
        run(fake_settings)


def test_a_half_written_index_is_named(fake_settings: Settings) -> None:
    """A build that lacks a file is not opened."""
    write(fake_settings, "a.md")
    built = run(fake_settings).built
    assert built
    (fake_settings.home / "index" / built.id / "bm25" / "ids.json").unlink()
    with pytest.raises(MioError, match="ofullständigt eller skadat"):
        open_index(fake_settings.home)


def test_a_folder_of_headings_alone_is_told_of(fake_settings: Settings) -> None:
    """Where there is no text to search, the reader is told so, not shown a traceback."""
    write(fake_settings, "a.md", "# Bara en rubrik\n\n## Och en till")
    with pytest.raises(MioError, match="corpus"):
        run(fake_settings)
