"""The program `mio` as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from assistant.settings import Settings


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


def test_help_imports_nothing_heavy(fake_settings: Settings) -> None:
    """`mio --help` stays quick: no torch, no streamlit, no chromadb."""
    script = (
        "import sys; from assistant.cli import mio; mio(['--help'], standalone_mode=False); "
        "print([m for m in ('torch', 'streamlit', 'chromadb', 'transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
