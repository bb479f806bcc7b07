"""The program `mio` as a user runs it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from assistant.settings import Settings
from tests.conftest import skip


def run(settings: Settings, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run `mio` in a process of its own."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("MIO_")}
    env |= {"MIO_HOME": str(settings.home), "MIO_CORPUS": str(settings.corpus), "MIO_MODELS": str(settings.models)}
    command = [sys.executable, "-m", "assistant", *words]
    return subprocess.run(command, env=env | extra, capture_output=True, text=True, check=False)


def test_batch_prints_one_object_a_line(real_settings: Settings, tmp_path: Path) -> None:
    """`ask --batch` answers in order, and nothing else is on standard output."""
    questions = [
        {"id": "a", "question": "Vad är MIO?"},
        {"id": "b", "question": "Och när?", "history": ["Vad är MIO?"]},
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(json.dumps(q, ensure_ascii=False) for q in questions), encoding="utf-8")
    done = run(real_settings, "ask", "--json", "--batch", str(batch))
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b"]
    assert done.returncode == 0


def test_the_cleaned_text_is_what_citations_count_in(real_settings: Settings) -> None:
    """`documents text` prints the text exactly, so that start and end can be checked by a script."""
    name = "mio-projektet.md"
    text = run(real_settings, "documents", "text", name).stdout
    row = json.loads(run(real_settings, "ask", "--json", "Vem finansierade MIO-projektet?").stdout)
    own = [c for c in row["citations"] if c["document"] == name]
    assert own
    assert all(text[c["start"] : c["end"]] == c["quote"] for c in own)


def test_a_missing_index_is_one_sentence(fake_settings: Settings) -> None:
    """Without an index the reader is told what to run, without a traceback."""
    done = run(fake_settings, "ask", "Vad är MIO?")
    assert done.returncode == 1
    assert "mio ingest" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_says_what_is_missing(fake_settings: Settings, real_settings: Settings) -> None:
    """`check` ends with 1 and a sentence where the index is missing, with 0 where all is in place."""
    missing, whole = run(fake_settings, "check"), run(real_settings, "check", "--json")
    assert (missing.returncode, whole.returncode) == (1, 0)
    assert "Kör `mio ingest`" in missing.stdout
    assert json.loads(whole.stdout)["ok"] is True
    other = run(real_settings, "check", MIO_EMBEDDER="some/model")
    assert other.returncode == 1
    assert "some/model" in other.stdout


def test_a_port_in_use_is_one_sentence(real_settings: Settings) -> None:
    """The chat does not start on a port that another program has."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = run(real_settings, "chat", MIO_PORT=port)
    assert done.returncode == 1
    assert f"Port {port} används redan" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MIO_EMBEDDER", "/finns/inte", "går inte att läsa in"),
        ("MIO_CHAT_MODEL", "okänd:modell", "Rätta MIO_CHAT_MODEL"),
        ("MIO_PORT", "åtta", "MIO_PORT"),
        ("MIO_FARG", "blå", "MIO_FARG finns inte"),
        ("MIO_CORPUS", "/finns/inte", "Rätta MIO_CORPUS"),
    ],
)
def test_a_wrong_setting_is_one_sentence(real_settings: Settings, name: str, value: str, words: str) -> None:
    """A setting that cannot be used is named, with what to do, and no traceback."""
    command = ["ask", "Vad är MIO?"] if name == "MIO_CHAT_MODEL" else ["ingest"]
    done = run(real_settings, *command, **{name: value})
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["ingest"], ["ask", "Vad är MIO?"]])
def test_a_home_that_cannot_be_written_is_one_sentence(
    real_settings: Settings, tmp_path: Path, command: list[str]
) -> None:
    """On a read-only mount the reader is told which folder cannot be written."""
    mounts = [["mount", "--bind", str(real_settings.home), str(tmp_path)]]
    mounts.append(["mount", "-o", "remount,ro,bind", str(tmp_path)])
    if any(subprocess.run(mount, capture_output=True, check=False).returncode for mount in mounts):
        subprocess.run(["umount", str(tmp_path)], capture_output=True, check=False)
        skip("mounting needs root")
    try:
        done = run(real_settings, *command, MIO_HOME=str(tmp_path))
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)
    assert done.returncode == 1
    assert "Det går inte att skriva i" in done.stderr
    assert "Traceback" not in done.stderr


def test_another_embedding_model_is_a_setting(fake_settings: Settings, tmp_path: Path) -> None:
    """Any sentence-transformers model makes an index of its own, which the bundled model does not read."""
    words = ["<unk>", "innovation", "kommun", "en", "mening", "om", "i"]
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(words)}, unk_token="<unk>"))
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)]).save(str(tmp_path / "model"))
    (fake_settings.corpus / "a.md").write_text("En mening om innovation i en kommun.", encoding="utf-8")
    other = {"MIO_EMBEDDER": str(tmp_path / "model")}
    assert run(fake_settings, "ingest", **other).returncode == 0
    assert json.loads(run(fake_settings, "search", "--json", "innovation", **other).stdout)["hits"]
    assert "Indexet är gjort med" in run(fake_settings, "search", "innovation").stderr


def test_help_imports_nothing_heavy(fake_settings: Settings) -> None:
    """`mio --help` stays quick: no torch, no streamlit, no chromadb."""
    script = (
        "import sys; from assistant.cli import mio; mio(['--help'], standalone_mode=False); "
        "print([m for m in ('torch', 'streamlit', 'chromadb', 'transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
