"""The commands that `ingest` adds to `mio`."""

from __future__ import annotations

import json
import sys
from contextlib import closing

import click

from assistant.errors import MioError
from assistant.passages import Document
from assistant.settings import load_settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt på en rad.")
def ingest(as_json: bool) -> None:
    """Läs in dokumenten i MIO_CORPUS och bygg indexet. Slutar med 1 om något dokument nekas."""
    from rich.console import Console
    from rich.progress import Progress

    from assistant.index.embeddings import open_embeddings
    from ingest.run import ingest as run

    settings = load_settings()
    embeddings = open_embeddings(settings)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Bäddar in avsnitt", total=None)
        report = run(settings, embeddings, lambda done, total: bar.update(task, completed=done, total=total))
    if as_json:
        refused = {name: error.text() for name, error in report.refused.items()}
        built = vars(report.built) if report.built else None
        click.echo(
            json.dumps({"schema": 1, "changes": report.changes, "refused": refused, "built": built}, ensure_ascii=False)
        )
    else:
        click.echo("\n".join(report.lines()))
    if report.refused:
        sys.exit(1)


@click.group()
def documents() -> None:
    """Lista och visa dokument."""


@documents.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt per rad.")
def list_documents(as_json: bool) -> None:
    """De dokument som söks."""
    from assistant.index.location import open_index

    with closing(open_index(load_settings().home)) as index:
        for document in index.store.documents():
            about = document.metadata
            if as_json:
                row = {"document": document.name, "version": document.version, "title": about.title, "type": about.type}
                click.echo(json.dumps(row, ensure_ascii=False))
            else:
                click.echo(f"{document.name}  {about.title} ({about.publisher} {about.published})")


@documents.command()
@click.argument("name")
def show(name: str) -> None:
    """Uppgifterna om ett dokument."""
    for field, value in vars(_document(name).metadata).items():
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
        click.echo(f"{field}: {shown}")


@documents.command()
@click.argument("name")
def text(name: str) -> None:
    """Dokumentets rensade text, den som citat räknas i."""
    click.echo(_document(name).text, nl=False)


def _document(name: str) -> Document:
    from assistant.index.location import open_index

    with closing(open_index(load_settings().home)) as index:
        found = index.store.document(name)
    if found is None:
        raise MioError("no_such_document", name=name)
    return found
