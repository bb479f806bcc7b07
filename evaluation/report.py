"""The tables in README: what answers are worth on the test halves, and retrieval against its parts and its peers.

`mio report` remakes them between their markers; a test measures one row anew, so that a stale table is noticed.
"""

from __future__ import annotations

import re
import resource
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from assistant.answering.pipeline import Assistant
from assistant.index.analysis import ngrams, stems
from evaluation.cases import Case, Quote
from evaluation.gold import Span, Unit, resolve
from evaluation.outcomes import Row, refusal, risk_coverage, wilson
from evaluation.peers import Ranker, haystack_hybrid, langchain_tutorial
from evaluation.run import DEPTH, Run, retrieval, span_of
from evaluation.statistics import Estimate, difference, estimate, summary
from evaluation.variants import rebuilt, with_terms

_ANSWERS = ("recall@4000chars", "answer_recall", "must", "quote_precision", "word_f1", "quotes_exact")
_RETRIEVAL = ("recall@5", "recall@20", "recall@4000chars", "ndcg@10")
_PAIRED = "recall@4000chars"
_SHARES = (0.25, 0.5, 0.75, 1.0)
_KINDS = ("absent", "municipality", "false-premise", "off-topic", "out-of-scope", "unclear", "injection")


Change = Callable[[Assistant], Assistant]
"""The same assistant over an index that is made otherwise."""


@dataclass(frozen=True)
class System:
    """Something that ranks ranges of the documents: how it is made is timed, and how long a question takes. Ours is
    compared with a rival set by set."""

    name: str
    make: Callable[[], Ranker]
    rival: bool = False


def systems(
    assistant: Assistant, texts: Mapping[str, str], others: Mapping[str, Assistant], kept: ExitStack
) -> list[System]:
    """Ours, each of its parts left out, alone or made otherwise, ours with other embedders (by their names), and the
    peers. What is made for it is there until `kept` closes."""
    chosen = assistant.parameters.retrieval

    def ours(name: str, change: Change = _as_it_is, /, **changed: float) -> System:
        parameters = replace(assistant.parameters, retrieval=replace(chosen, **changed))  # type: ignore[arg-type]
        return _searched(name, replace(assistant, parameters=parameters), change)

    alone = {"dense_weight": 0.0, "question_weight": 0.0, "word_weight": 0.0}
    of_stems, of_ngrams = (partial(with_terms, kept=kept, terms=terms) for terms in (stems, ngrams))
    return [
        ours("as shipped"),
        ours("without words one by one", word_weight=0.0),
        ours("without the sections' questions", question_weight=0.0),
        ours("without paragraphs of their own", part_weight=0.0),
        ours("without centring", centre=False),
        ours("passages of 600 characters", partial(rebuilt, kept=kept, max_chars=600)),
        ours("passages of 2,000 characters", partial(rebuilt, kept=kept, max_chars=2_000)),
        ours("without title and headings", partial(rebuilt, kept=kept, headed=False)),
        ours("BM25 without n-grams", of_stems),
        ours("BM25 without stems", of_ngrams),
        replace(ours("BM25 alone", **alone), rival=True),
        ours("BM25 alone, without n-grams", of_stems, **alone),
        ours("BM25 alone, without stems", of_ngrams, **alone),
        replace(ours("vectors alone", dense_weight=1.0, question_weight=0.0, word_weight=0.0), rival=True),
        ours("dense weight .4", dense_weight=0.4),
        ours("dense weight .6", dense_weight=0.6),
        System("LangChain's tutorial", lambda: langchain_tutorial(texts, assistant.embeddings), rival=True),
        System("Haystack's hybrid tutorial", lambda: haystack_hybrid(texts, assistant.embeddings), rival=True),
        *(_searched(f"as shipped, but with {name}", other) for name, other in others.items()),
    ]


def _as_it_is(assistant: Assistant) -> Assistant:
    return assistant


def _searched(name: str, assistant: Assistant, change: Change = _as_it_is) -> System:
    def rank(changed: Assistant, question: str) -> list[Span]:
        return [span_of(hit) for hit in changed.search(changed.searched_for(question), limit=DEPTH)]

    return System(name, lambda: partial(rank, change(assistant)))


@dataclass(frozen=True)
class Measured:
    """What a system found of each question of each set, by measure, with the document that each is on; seconds to
    index, milliseconds a question, peak of memory so far in MB."""

    name: str
    rival: bool
    sets: dict[str, list[tuple[str, dict[str, float]]]]
    made: float
    each: float
    memory: int

    def values(self, measure: str, chosen: str | None = None) -> tuple[list[float], list[str]]:
        """A measure of every question, or of those of one set, and their documents."""
        rows = [row for name, rows in self.sets.items() if chosen in (None, name) for row in rows]
        return [row[measure] for _, row in rows], [document for document, _ in rows]


def measured(
    chosen: Sequence[System],
    cases: Mapping[str, Sequence[Case]],
    facts: Mapping[str, list[Quote]],
    texts: Mapping[str, str],
) -> list[Measured]:
    """Every system on the same questions, by set.

    Follow-ups are asked as rewritten by hand, so that every system gets the same words.
    """
    resolved = {name: [(case, resolve(case, facts, texts)) for case in inside] for name, inside in cases.items()}
    asked = {
        name: [(case.standalone or _joined(case), units) for case, units in pairs if case.answerable and units]
        for name, pairs in resolved.items()
    }
    return [_measured(system, {name: pairs for name, pairs in asked.items() if pairs}) for system in chosen]


def _measured(system: System, asked: Mapping[str, Sequence[tuple[str, list[Unit]]]]) -> Measured:
    started = time.monotonic()
    rank = system.make()
    made, started = time.monotonic() - started, time.monotonic()
    sets = {
        name: [(units[0][0].document, retrieval(units, rank(question))) for question, units in pairs]
        for name, pairs in asked.items()
    }
    each = 1_000 * (time.monotonic() - started) / max(sum(map(len, sets.values())), 1)
    return Measured(
        system.name, system.rival, sets, made, each, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024
    )


def retrieval_table(found: Sequence[Measured]) -> str:
    """A row for each system: measures with intervals, time to index, time a question, memory."""
    lines = [_row("System", *_RETRIEVAL, "index, s", "question, ms", "memory, MB"), _row(*["---"] * 8)]
    for one in found:
        cells = [_interval(estimate(*one.values(measure))) for measure in _RETRIEVAL]
        lines.append(_row(one.name, *cells, f"{one.made:.1f}", f"{one.each:.0f}", f"{one.memory}"))
    return "\n".join(lines)


def paired_table(found: Sequence[Measured]) -> str:
    """A row for each set: how much more the first system finds than each rival, question by question."""
    ours, *others = found
    rivals = [one for one in others if one.rival]
    lines = [_row("Set (test half)", "n", *(one.name for one in rivals)), _row(*["---"] * (len(rivals) + 2))]
    for name, rows in ours.sets.items():
        now, documents = ours.values(_PAIRED, name)
        cells = [_interval(difference(one.values(_PAIRED, name)[0], now, documents).estimate) for one in rivals]
        lines.append(_row(f"`{name}`", str(len(rows)), *cells))
    return "\n".join(lines)


def answers_table(runs: Mapping[str, Run]) -> str:
    """A row for each set: how much of what is asked for is found, quoted and said, and how many are answered."""
    lines = [_row("Set (test half)", "n", *_ANSWERS, "answered"), _row(*["---"] * (len(_ANSWERS) + 3))]
    for name, run in runs.items():
        found = summary(run)
        if "answer_recall" in found:
            cells = [_interval(found[measure]) if measure in found else "–" for measure in _ANSWERS]
            answered = found["answerable_answered"]
            lines.append(_row(f"`{name}`", str(answered.count), *cells, _interval(answered)))
    return "\n".join(lines)


def refusals_table(runs: Mapping[str, Run]) -> str:
    """A row for each kind of question that should not be answered: how many were refused, or told what is missing."""
    rows: list[Row] = [row for run in runs.values() for row in run.rows if not row.get("stale")]
    lines = [_row("Not to be answered (test halves)", "right", "of", "share [95 %]"), _row(*["---"] * 4)]
    for kind in _KINDS:
        inside = [row for row in rows if kind in row["tags"] and not row["answerable"]]
        right = sum(int(row["right_outcome"]) for row in inside)
        low, high = wilson(right, len(inside))
        share = right / max(len(inside), 1)
        lines.append(_row(kind, str(right), str(len(inside)), f"{share:.2f} [{low:.2f}, {high:.2f}]"))
    precision, recall = refusal(rows)
    lines.append(f"\nOf all refusals {precision:.2f} were right, and {recall:.2f} of what should be refused was.")
    curve = risk_coverage(rows)
    risks = [
        f"{risk:.2f} at {share:.0%}" for share in _SHARES for _, risk in [curve[max(int(share * len(curve)) - 1, 0)]]
    ]
    lines.append(f"Risk by coverage, the surest answered first (unanswerable among answered): {', '.join(risks)}.")
    return "\n".join(lines)


def put_in(readme: Path, name: str, text: str) -> None:
    """Replace what stands between the markers of a table.

    :raises ValueError: If the file has no such markers.
    """
    before = readme.read_text(encoding="utf-8")
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.S)
    if not marked.search(before):
        raise ValueError(f"{readme} has no markers for {name}")
    readme.write_text(marked.sub(lambda found: f"{found.group(1)}{text}\n{found.group(2)}", before), encoding="utf-8")


def _joined(case: Case) -> str:
    return " ".join([*case.history, case.question])


def _interval(found: Estimate) -> str:
    return f"{found.mean:.2f} [{found.low:.2f}, {found.high:.2f}]"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
