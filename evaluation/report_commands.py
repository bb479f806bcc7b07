"""The commands that tell others: a page of a run, the tables in README, and how search does by size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.errors import MioError
from assistant.settings import load_settings
from evaluation.commands import configured, measured_set, set_paths

if TYPE_CHECKING:
    from assistant.answering.pipeline import Assistant

_LARGE = "facts"
_SIZES = (1_000, 10_000, 100_000)


@click.command()
@click.argument("run", type=click.Path(path_type=Path, exists=True))
@click.option("--beside", type=click.Path(path_type=Path, exists=True), help="En annan mätning att jämföra med.")
@click.option("--out", type=click.Path(path_type=Path), help="HTML-filen; annars bredvid mätningen.")
def page(run: Path, beside: Path | None, out: Path | None) -> None:
    """Gör en HTML-sida av en mätning, och dess rader till CSV och Excel bredvid sidan."""
    from evaluation.page import page as page_of
    from evaluation.store import read_checked, read_two, write_tables

    other, first = read_two(beside, run) if beside else (None, read_checked(run))
    target = (out or run).with_suffix(".html")
    write_tables(target, first)
    target.write_text(page_of(run.stem, first, beside.stem if beside else "", other), encoding="utf-8")
    click.echo("\n".join(str(target.with_suffix(suffix)) for suffix in (".html", ".csv", ".xlsx")))


@click.command()
@click.option("--beside", type=click.Path(path_type=Path), help="MIO_HOME med ett index av en annan inbäddare.")
def report(beside: Path | None) -> None:
    """Gör om tabellerna i README: svar på testhalvorna, och sökningen mot sina delar och jämförbara program."""
    from assistant.settings import ROOT
    from evaluation.cases import half_of, load_set
    from evaluation.gold import read_fact_map
    from evaluation.report import (
        answers_table,
        measured,
        paired_table,
        put_in,
        refusals_table,
        retrieval_table,
        systems,
    )

    readme = ROOT / "README.md"
    with configured(None) as assistant:
        runs = {path.stem: measured_set(assistant, path, "test", None)[0] for path in set_paths(())}
        put_in(readme, "answers", answers_table(runs))
        put_in(readme, "refusals", refusals_table({name: run for name, run in runs.items() if name != _LARGE}))
        texts = {document.name: document.text for document in assistant.index.store.documents()}
        natural = [path for path in set_paths(()) if path.stem != _LARGE]
        cases = {path.stem: [case for case in load_set(path) if half_of(case) == "test"] for path in natural}
        facts = read_fact_map(load_settings().corpus)
        with _other_embedder(beside) as others, ExitStack() as kept:
            chosen = systems(assistant, texts, others, kept)
            found = measured(chosen, cases, facts, texts)
            put_in(readme, "retrieval", retrieval_table(found))
            put_in(readme, "paired", paired_table(found))
    click.echo(readme)


@click.command()
@click.argument("sizes", nargs=-1, type=click.IntRange(min=1))
@click.option("--questions", type=click.IntRange(min=1), default=80, show_default=True, help="Frågor per mätning.")
@click.option("--out", type=click.Path(path_type=Path), help="Fil för raderna, ett JSON-objekt per rad.")
@click.option("--plot", type=click.Path(path_type=Path), help="Fil för diagrammet, SVG.")
@click.option("--embedder/--no-embedder", default=True, help="Mät också den riktiga inbäddaren.")
def benchmark(sizes: tuple[int, ...], questions: int, out: Path | None, plot: Path | None, embedder: bool) -> None:
    """Mät sökningens fart och indexets storlek i påhittade samlingar.

    SIZES är antal avsnitt; utan dem mäts 1 000, 10 000 och 100 000.
    """
    from evaluation.benchmark import measured, timed_embedder
    from evaluation.cases import load_set
    from evaluation.figures import chart, embedder_table, search_table

    vocabulary = [case.question for path in set_paths(()) for case in load_set(path)]
    asked = vocabulary[:: max(1, len(vocabulary) // questions)][:questions]
    rows = []
    for size in sizes or _SIZES:
        click.echo(f"{size} avsnitt …", err=True)
        rows.append(measured(size, asked, vocabulary))
    embedded = timed_embedder(load_settings(), asked) if embedder else []
    click.echo("\n\n".join(table for table in (search_table(rows), embedder_table(embedded)) if table))
    lines = "".join(json.dumps(row) + "\n" for row in [*rows, *embedded])
    for path, text in ((out, lines), (plot, chart(rows))):
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


@contextmanager
def _other_embedder(home: Path | None) -> Iterator[dict[str, Assistant]]:
    """The assistant over the build in another home, by the name of that build's embedder."""
    from assistant.index.location import current_build, read_manifest
    from assistant.wiring import open_assistant

    if home is None:
        yield {}
        return
    build = current_build(home)
    if build is None:
        raise MioError("index_missing", path=home)
    embedder = read_manifest(build).embedder.rpartition("@")[0]
    other = open_assistant(load_settings().model_copy(update={"home": home, "embedder": embedder}))
    with closing(other.index):
        yield {Path(embedder).parent.name or embedder: other}
