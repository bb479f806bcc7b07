"""The program `mio`: its own commands, and those that other packages add by entry points, loaded when called."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.errors import MioError

if TYPE_CHECKING:
    from assistant.answering.pipeline import Assistant

_GROUP = "mio.commands"


class MioGroup(click.Group):
    """Finds further commands by name among the entry points, and prints a `MioError` as one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *(entry.name for entry in entry_points(group=_GROUP))})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        own = super().get_command(ctx, cmd_name)
        if own:
            return own
        found = list(entry_points(group=_GROUP, name=cmd_name))
        return found[0].load() if found else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the names without loading the commands: `mio --help` imports no heavy library."""
        with formatter.section("Kommandon"):
            formatter.write_dl([(name, _SUMMARIES.get(name, "")) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except MioError as error:
            raise click.ClickException(error.text()) from error


_SUMMARIES = {
    "ask": "Ställ en fråga.",
    "search": "Visa de avsnitt som hittas.",
    "chat": "Starta chattfönstret.",
    "check": "Är allt på plats?",
    "ingest": "Läs in dokumenten och bygg indexet.",
    "documents": "Lista och visa dokument.",
    "calibrate": "Kalibrera när frågor ska besvaras.",
    "train-reader": "Träna läsaren, som ser om en text besvarar en fråga.",
    "evaluate": "Mät assistenten på testmängder.",
    "compare": "Jämför två mätningar.",
    "page": "Gör en HTML-sida och tabeller av en mätning.",
    "benchmark": "Mät fart och minne i påhittade samlingar.",
    "report": "Gör om tabellerna i README.",
}


@click.group(cls=MioGroup)
@click.version_option(package_name="mio-assistenten")
def mio() -> None:
    """MIO-assistenten: frågor och svar om innovation i kommuner, med källa till varje påstående."""


@mio.command()
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt per rad.")
@click.option("--batch", type=click.Path(path_type=Path), help="JSON-rader med id, question och history.")
def ask(question: str | None, as_json: bool, batch: Path | None) -> None:
    """Ställ en fråga, eller många med --batch."""
    from assistant.answers import Turn
    from assistant.contract import answer_json
    from assistant.drawing import source_line

    def one(assistant: Assistant, case: dict[str, Any]) -> None:
        answer = assistant.ask(case["question"], [Turn(earlier) for earlier in case.get("history") or []])
        if as_json or batch:
            _print_json(answer_json(answer, case.get("id")))
            return
        click.echo(answer.text + "\n")
        for citation in answer.citations:
            click.echo(f"[{citation.number}] {source_line(citation)}")
            for source in citation.sources:
                click.echo(f"    Originalkälla: {source.line} {source.url}")
        for notice in answer.notices:
            click.echo(f"\n{notice}")

    _each(question, batch, one)


@mio.command()
@click.argument("question", required=False)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Antal avsnitt.")
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt per rad.")
@click.option("--batch", type=click.Path(path_type=Path), help="JSON-rader med id, question och history.")
def search(question: str | None, limit: int, as_json: bool, batch: Path | None) -> None:
    """Visa de avsnitt som hittas för en fråga."""
    from assistant.answers import Turn
    from assistant.contract import search_json

    def one(assistant: Assistant, case: dict[str, Any]) -> None:
        searched_for = assistant.searched_for(case["question"], [Turn(q) for q in case.get("history") or []])
        hits = assistant.search(searched_for, limit=limit)
        if as_json or batch:
            _print_json(search_json(case["question"], searched_for, hits, case.get("id")))
            return
        for number, hit in enumerate(hits, start=1):
            click.echo(
                f"{number}. {hit.passage.title}, {hit.passage.place} ({hit.score:.3f})\n   {hit.passage.text[:300]}\n"
            )

    _each(question, batch, one)


@mio.command()
def chat() -> None:
    """Starta chattfönstret på den här datorn."""
    import socket
    import subprocess

    from assistant.settings import ROOT, load_settings

    settings = load_settings()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", settings.port))
        except OSError as error:
            raise MioError("port_in_use", port=settings.port) from error
    click.echo(f"MIO-assistenten: http://127.0.0.1:{settings.port}  (Ctrl+C avslutar)")
    options = {
        "server.address": "127.0.0.1",
        "server.port": settings.port,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        # What is pressed while a question is answered waits until the answer is kept.
        "runner.fastReruns": "false",
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "theme.primaryColor": "#1f4e79",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    app = str(ROOT / "assistant" / "app.py")
    sys.exit(subprocess.call([sys.executable, "-m", "streamlit", "run", app, *flags]))


@mio.command()
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt på en rad.")
def check(as_json: bool) -> None:
    """Är modell, index och mappar på plats? Slutar med 1 om något saknas."""
    from assistant.check import run_checks
    from assistant.settings import load_settings

    results = run_checks(load_settings())
    if as_json:
        _print_json({"schema": 1, "ok": all(r.ok for r in results), "checks": [vars(r) for r in results]})
    else:
        for result in results:
            click.echo(f"{'OK ' if result.ok else 'FEL'} {result.name}: {result.text}")
    if not all(result.ok for result in results):
        sys.exit(1)


def _each(question: str | None, batch: Path | None, one: Callable[[Assistant, dict[str, Any]], None]) -> None:
    if (question is None) == (batch is None):
        raise click.UsageError("Ange en fråga eller --batch FIL.")
    cases = [{"question": question}] if batch is None else list(_cases(batch))
    from assistant.settings import load_settings
    from assistant.wiring import open_assistant

    assistant = open_assistant(load_settings())
    with closing(assistant.index):
        for case in cases:
            one(assistant, case)


def _cases(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise MioError("file_unreadable", path=path, reason=getattr(error, "strerror", None) or error) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
        except ValueError:
            case = None
        if not isinstance(case, dict) or not isinstance(case.get("question"), str) or not _texts(case.get("history")):
            raise MioError("batch_line", line=number, path=path)
        yield case


def _texts(history: object) -> bool:
    return history is None or (isinstance(history, list) and all(isinstance(earlier, str) for earlier in history))


def _print_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


def main() -> None:
    mio(prog_name="mio")
