"""The commands that `evaluation` adds to `mio`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.errors import MioError
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.answering.pipeline import Assistant
    from evaluation.run import Run

_HERE = Path(__file__).parent
_SETS = _HERE / "sets"
_GATE = _HERE / "gate.jsonl"
_GATE_SET = Path("domain")
_MOST = 100  # cases of one set in a calibration: a large set must not drown the others


@click.command()
@click.argument("sets", nargs=-1, type=click.Path(path_type=Path))
@click.option("--half", type=click.Choice(["tuning", "test"]), help="Bara den ena halvan av varje mängd.")
@click.option("--config", type=click.Path(path_type=Path), help="TOML-fil med andra parametrar.")
@click.option("--out", type=click.Path(path_type=Path), help="Fil för raderna, en fråga per rad.")
@click.option("--gate", is_flag=True, help="Jämför med evaluation/gate.jsonl; slutar med 1 om något mått har fallit.")
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt per mängd.")
def evaluate(
    sets: tuple[Path, ...], half: str | None, config: Path | None, out: Path | None, gate: bool, as_json: bool
) -> None:
    """Mät assistenten på testmängder (filer, eller namn i evaluation/sets). Utan namn: alla.

    En avbruten mätning fortsätter där den slutade.
    """
    if gate and (sets or half):
        raise click.UsageError("--gate mäter alltid samma mängd; ange inga mängder.")
    if out and len(sets) != 1 and not gate:
        raise click.UsageError("--out gäller en mängd.")
    names = (_GATE_SET,) if gate else sets
    with configured(config) as assistant:
        for path in set_paths(names):
            run, target = measured_set(assistant, path, half, out)
            _tell(path.stem, run, target, as_json)
            if gate:
                sys.exit(_gate(run))


def measured_set(assistant: Assistant, path: Path, half: str | None, out: Path | None) -> tuple[Run, Path]:
    """The run of a set, its rows written as they come."""
    from rich.console import Console
    from rich.progress import Progress

    from evaluation.cases import half_of, load_set
    from evaluation.gold import read_fact_map
    from evaluation.run import Run, head
    from evaluation.run import evaluate as run_cases
    from evaluation.store import resumed, run_name, versions, write_rows

    settings = load_settings()
    cases = [case for case in load_set(path) if half in (None, half_of(case))]
    first = head(assistant, cases, versions())
    target = out or settings.home / "runs" / run_name(path.stem, first)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(path.stem, total=len(cases))
        facts, known = read_fact_map(settings.corpus), resumed(target, first, len(cases))
        rows = run_cases(assistant, cases, facts, lambda: bar.advance(task), known)
        return Run(first, tuple(write_rows(target, first, rows))), target


def _tell(name: str, run: Run, target: Path, as_json: bool) -> None:
    from evaluation.outcomes import confusion
    from evaluation.statistics import extras, summary

    stale = [row["id"] for row in run.rows if row.get("stale")]
    rows = [row for row in run.rows if not row.get("stale")]
    found, more = summary(run), extras(run)
    if as_json:
        values = {measure: vars(value) for measure, value in found.items()} | more
        click.echo(json.dumps({"schema": 2, "set": name, "stale": stale, "rows": str(target), **values}))
        return
    click.echo(f"{name}: {len(run.rows)} frågor, {len(stale)} inaktuella\n  rader: {target}")
    click.echo("".join(f"  {row['why']}\n" for row in run.rows if row.get("why")), nl=False)
    click.echo("\n".join(f"  {measure:22}{value}" for measure, value in found.items()))
    click.echo("\n".join(f"  {measure:22}{value:.3f}" for measure, value in more.items()))
    for expected, outcomes in confusion(rows).items():
        click.echo(f"  {expected:16} → {', '.join(f'{outcome} {n}' for outcome, n in outcomes.most_common())}")


def _gate(run: Run) -> int:
    """1 if a measure has fallen by more than noise since the run that is kept, else 0."""
    from evaluation.run import read_run
    from evaluation.statistics import compare as compare_runs

    before = read_run(_GATE)
    if before.head["set"] != run.head["set"]:
        raise MioError("gate_of_another_set", path=_GATE)
    fallen = {n: d for n, d in compare_runs(before, run).items() if d.estimate.mean < 0 and d.p_holm < 0.05}
    for name, found in fallen.items():
        click.echo(f"FALLIT {name}: {found.estimate}, p={found.p_holm:.3f}", err=True)
    return 1 if fallen else 0


@click.command()
@click.argument("sets", nargs=-1, required=True, type=click.Path(path_type=Path))
def calibrate(sets: tuple[Path, ...]) -> None:
    """Kalibrera beslutet att svara eller inte, på mängdernas trimningshalvor. Skriver en fil per inbäddare."""
    from rich.console import Console
    from rich.progress import Progress

    from assistant.answering.calibration import calibration_file
    from evaluation.calibrate import calibrate as fit_models
    from evaluation.calibrate import examples
    from evaluation.cases import half_of, load_set
    from evaluation.gold import read_fact_map

    settings = load_settings()
    halves = [[case for case in load_set(path) if half_of(case) == "tuning"] for path in set_paths(sets)]
    cases = [case for half in halves for case in half[:: max(1, len(half) // _MOST)]]
    with configured(None) as assistant, Progress(console=Console(stderr=True), transient=True) as bar:
        given = examples(assistant, cases, read_fact_map(settings.corpus))
        task = bar.add_task("Kalibrerar", total=len(given))
        values = fit_models(assistant, given, lambda: bar.advance(task))
    path = calibration_file(settings.embedder)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    click.echo(f"{path}: {values['questions']} frågor")
    for kind, found in values["report"].items():
        click.echo(f"  {kind:14} avvisas {found['refused']} av {found['of']} [{found['low']}, {found['high']}]")


@click.command("train-reader")
@click.option("--epochs", type=click.IntRange(min=1), default=4, show_default=True, help="Varv genom frågorna.")
@click.option("--also", multiple=True, type=click.Path(path_type=Path, exists=True), help="Index över fler dokument.")
@click.option("--further", is_flag=True, help="Träna vidare på den läsare som finns; medelvärdet av båda behålls.")
@click.option("--questions", type=click.IntRange(min=1), help="Högst så många frågor, dragna med lott. Annars alla.")
@click.option("--number", type=click.IntRange(1, 9), default=1, show_default=True, help="Vilken läsare.")
def train_reader(epochs: int, also: tuple[Path, ...], further: bool, questions: int | None, number: int) -> None:
    """Träna en läsare, som ser om en text besvarar en fråga. Skriver en fil; kalibrera sedan.

    Finns det flera läsare till en inbäddare gäller medelvärdet av vad de säger. Tar mer än en timme på två kärnor.
    """
    import torch

    from assistant.answering.calibration import reader_file
    from assistant.answering.cross_encoder import CrossEncoder
    from assistant.answering.reader import trained_encoders
    from assistant.index.embeddings import open_embeddings
    from assistant.index.location import open_index
    from evaluation.train_reader import all_quotes, drawn, pairs_of, read_questions, train, train_further, two_at_a_time

    settings = load_settings()
    embeddings = open_embeddings(settings)
    torch.manual_seed(number)
    path = reader_file(settings.embedder, number)
    encoder = trained_encoders(embeddings, [path])[0] if further else CrossEncoder(embeddings.model)
    written = read_questions()
    asked = drawn([*written, *two_at_a_time(written)], questions or sys.maxsize)
    pairs = []
    for home in (settings.home, *also):
        with closing(open_index(home)) as index:
            pairs += pairs_of(asked, all_quotes(index), embeddings)
    click.echo(f"{len(pairs)} par av fråga och text", err=True)
    (train_further if further else train)(encoder, pairs, epochs, lambda line: click.echo(line, err=True))
    encoder.save(path)
    click.echo(path)


@click.command()
@click.argument("before", type=click.Path(path_type=Path, exists=True))
@click.argument("after", type=click.Path(path_type=Path, exists=True))
@click.option("--measure", default="answer_recall", show_default=True, help="Mått vars ändrade frågor visas.")
def compare(before: Path, after: Path, measure: str) -> None:
    """Jämför två mätningar av samma mängd: skillnaden per mått, och vilka frågor som blev bättre eller sämre."""
    from evaluation.statistics import changed, mcnemar
    from evaluation.statistics import compare as compare_runs
    from evaluation.store import read_two

    first, second = read_two(before, after)
    click.echo("mått                  efter − före [95 %]             p     p (Holm)  minsta synliga skillnad")
    for name, found in compare_runs(first, second).items():
        estimate = f"{found.estimate.mean:+.3f} [{found.estimate.low:+.3f}, {found.estimate.high:+.3f}]"
        click.echo(f"{name:22}{estimate:32}{found.p:.3f} {found.p_holm:.3f}     {found.detectable:.3f}")
    click.echo(f"utfall, McNemar: p={mcnemar(first, second):.3f}")
    for a, b in changed(first, second, measure):
        click.echo(f"{a['id']:8}{a[measure]:.2f} → {b[measure]:.2f}  {a['outcome']} → {b['outcome']}  {a['question']}")


def set_paths(names: Sequence[Path]) -> list[Path]:
    return [_found(name) for name in names] or sorted(_SETS.glob("*.jsonl"))


def _found(path: Path) -> Path:
    known = _SETS / f"{path.name}.jsonl"
    if not path.is_file() and not known.is_file():
        raise MioError("no_such_set", name=path, known=", ".join(sorted(p.stem for p in _SETS.glob("*.jsonl"))))
    return path if path.is_file() else known


@contextmanager
def configured(config: Path | None) -> Iterator[Assistant]:
    """The assistant as the chat has it, but for the parameters in `config`."""
    from assistant.wiring import open_assistant
    from evaluation.parameters import with_file

    assistant = open_assistant(load_settings())
    with closing(assistant.index):
        yield replace(assistant, parameters=with_file(assistant.parameters, config)) if config else assistant
