"""The commands that `evaluation` adds to `mio`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from assistant.errors import MioError
from assistant.settings import load_settings

_SETS = Path(__file__).parent / "sets"


@click.command()
@click.argument("sets", nargs=-1, type=click.Path(path_type=Path))
@click.option("--half", type=click.Choice(["tuning", "test"]), help="Bara den ena halvan av varje mängd.")
@click.option("--out", type=click.Path(path_type=Path), help="Fil för raderna, en fråga per rad.")
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt per mängd.")
def evaluate(sets: tuple[Path, ...], half: str | None, out: Path | None, as_json: bool) -> None:
    """Mät assistenten på testmängder (filer, eller namn i evaluation/sets). Utan namn: alla."""
    from rich.console import Console
    from rich.progress import Progress

    from assistant.wiring import open_assistant
    from evaluation.cases import half_of, load_set
    from evaluation.gold import read_fact_map
    from evaluation.run import evaluate as run_cases
    from evaluation.run import write_run
    from evaluation.statistics import summary

    settings = load_settings()
    paths = [_found(path) for path in sets] or sorted(_SETS.glob("*.jsonl"))
    loaded = {path.stem: [case for case in load_set(path) if half in (None, half_of(case))] for path in paths}
    facts = read_fact_map(settings.corpus)
    assistant = open_assistant(settings)
    try:
        for name, cases in loaded.items():
            with Progress(console=Console(stderr=True), transient=True) as bar:
                task = bar.add_task(name, total=len(cases))
                run = run_cases(assistant, cases, facts, lambda bar=bar, task=task: bar.advance(task))  # type: ignore[misc]
            target = out or settings.home / "runs" / f"{name}-{run.head['set']}-{run.head['index']}.jsonl"
            write_run(target, run)
            found = summary(run)
            stale = sum(bool(row.get("stale")) for row in run.rows)
            if as_json:
                values = {measure: vars(value) for measure, value in found.items()}
                click.echo(json.dumps({"schema": 1, "set": name, "stale": stale, "rows": str(target), **values}))
                continue
            click.echo(f"{name}: {len(cases)} frågor, {stale} inaktuella. Rader: {target}")
            click.echo("\n".join(f"  {measure:22}{value}" for measure, value in found.items() if value.count))
    finally:
        assistant.index.close()


@click.command()
@click.argument("sets", nargs=-1, required=True, type=click.Path(path_type=Path))
def calibrate(sets: tuple[Path, ...]) -> None:
    """Kalibrera beslutet att svara eller inte, på mängdernas trimningshalvor. Skriver en fil per inbäddare."""
    from assistant.answering.decide import calibration_file
    from assistant.wiring import open_assistant
    from evaluation.calibrate import calibrate as fit_cases
    from evaluation.cases import half_of, load_set

    settings = load_settings()
    cases = [case for path in sets for case in load_set(_found(path)) if half_of(case) == "tuning"]
    assistant = open_assistant(settings)
    try:
        values = fit_cases(assistant, cases)
    finally:
        assistant.index.close()
    path = calibration_file(settings.embedder)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    click.echo(f"{path}: {values['questions']} frågor, tröskel {values['threshold']}")


@click.command()
@click.argument("before", type=click.Path(path_type=Path, exists=True))
@click.argument("after", type=click.Path(path_type=Path, exists=True))
def compare(before: Path, after: Path) -> None:
    """Jämför två körningar av samma mängd, fråga för fråga."""
    from evaluation.run import read_run
    from evaluation.statistics import compare as compare_runs

    first, second = read_run(before), read_run(after)
    if first.head["set"] != second.head["set"]:
        raise MioError("runs_of_different_sets", before=before, after=after)
    for name, found in compare_runs(first, second).items():
        if found.estimate.count:
            click.echo(f"{name:22}{found.estimate}  p={found.p:.3f}")


def _found(path: Path) -> Path:
    known = _SETS / f"{path.name}.jsonl"
    if not path.is_file() and not known.is_file():
        raise MioError("no_such_set", name=path, known=", ".join(sorted(p.stem for p in _SETS.glob("*.jsonl"))))
    return path if path.is_file() else known
