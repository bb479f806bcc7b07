"""The tables of the page of a run: what was measured, measures, outcomes, refusals, and another run beside it."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import Outcome
from assistant.language import Language
from evaluation.outcomes import Row, confusion, refusal, wilson
from evaluation.page_measures import measure
from evaluation.page_texts import number, percent, say
from evaluation.run import Run
from evaluation.statistics import Difference, Estimate

_MOVED = 20
_CERTAIN = 0.05
_DIGITS = {"auroc": 2, "characters_median": 0, "lix_median": 0, "seconds_p50": 2, "seconds_p95": 2}


@dataclass(frozen=True)
class Beside:
    """Another run of the same questions: what differs from it, and the rows that do, each as it was and as it is."""

    name: str
    differences: dict[str, Difference]
    outcome_p: float
    moved: tuple[tuple[str, Row, Row], ...]

    def certain(self) -> dict[str, Difference]:
        return {name: found for name, found in self.differences.items() if found.p_holm < _CERTAIN}


def measured(run: Run, language: Language) -> str:
    """The head of a run; the parameters are long and folded."""
    head = run.head
    versions = ", ".join(f"{name} {version}" for name, version in head.get("versions", {}).items() if version)
    model = head.get("model") or say("no_model", language)
    pairs = [("set", head.get("set")), ("index", head.get("index")), ("embedder", head.get("embedder"))]
    pairs += [("model", model), ("versions", versions)]
    lines = [[say(key, language), html.escape(str(value or "–"))] for key, value in pairs]
    parameters = html.escape(str(head.get("parameters", "–")))
    folded = f"<details><summary>{say('parameters', language)}</summary><p class='code'>{parameters}</p></details>"
    return table([say("thing", language), say("value", language)], lines) + folded


def measures(found: dict[str, Estimate], more: dict[str, float], language: Language) -> str:
    """A line for each measure with its interval; those of `more` have none."""
    lines = []
    for key, value in found.items():
        name, meaning = measure(key, language)
        interval = f"{percent(value.low, language)} – {percent(value.high, language)}"
        lines.append([name, percent(value.mean, language), interval, str(value.count), meaning])
    for key, single in more.items():
        name, meaning = measure(key, language)
        lines.append([name, number(single, language, _DIGITS.get(key, 2)), "–", "–", meaning])
    heads = [say(key, language) for key in ("measure", "value", "interval", "count", "meaning")]
    return table(heads, lines, numeric=(1, 2, 3))


def outcomes(rows: Sequence[Row], language: Language) -> str:
    """Expected outcomes against what became of them; how many of a cell were right is said in it."""
    counted = confusion(rows)
    seen = [str(o) for o in Outcome if o in counted or any(o in line for line in counted.values())]
    lines = []
    for expected in (outcome for outcome in seen if outcome in counted):
        cells = [
            _cell([row for row in rows if (row["expected"], row["outcome"]) == (expected, became)]) for became in seen
        ]
        lines.append([outcome_name(expected, language), *cells])
    heads = [say("expected", language), *(outcome_name(outcome, language) for outcome in seen)]
    return table(heads, lines, numeric=range(1, len(heads)))


def outcome_name(outcome: str, language: Language) -> str:
    return say(f"outcome:{outcome}", language)


def refusals(rows: Sequence[Row], language: Language) -> str:
    """How many unanswerable questions of each tag came out right, and of all; there is at least one."""
    lines = []
    for tag, right, of in [*by_tag(rows), (say("all", language), *_right(rows))]:
        low, high = wilson(right, of)
        interval = f"{percent(low, language)} – {percent(high, language)}"
        lines.append([html.escape(tag), str(right), str(of), percent(right / of, language), interval])
    heads = [say(key, language) for key in ("tag", "right", "of", "share", "wilson")]
    precision = percent(refusal(rows)[0], language)
    return note("refusals_note", language, precision=precision) + table(heads, lines, numeric=(1, 2, 3, 4))


def by_tag(rows: Sequence[Row]) -> Iterator[tuple[str, int, int]]:
    """Tag, how many of its unanswerable questions came out right, and how many it has; the commonest first."""
    unanswerable = [row for row in rows if not row["answerable"]]
    tagged = {tag: [row for row in unanswerable if tag in row["tags"]] for row in unanswerable for tag in row["tags"]}
    for tag in sorted(tagged, key=lambda tag: (-len(tagged[tag]), tag)):
        yield tag, *_right(tagged[tag])


def differences(beside: Beside, language: Language) -> str:
    """A line for each measure of both runs, in percentage points."""
    lines = []
    for key, found in beside.differences.items():
        mean, low, high = (points(v, language) for v in (found.estimate.mean, found.estimate.low, found.estimate.high))
        ps = [number(p, language, 3) for p in (found.p, found.p_holm)]
        certain = say("yes" if key in beside.certain() else "no", language)
        smallest = number(100 * found.detectable, language, 1) if found.detectable else "–"
        lines.append(
            [measure(key, language)[0], mean, f"{low} – {high}", str(found.estimate.count), *ps, certain, smallest]
        )
    keys = ("measure", "difference", "interval", "count", "p", "p_holm", "certain", "detectable")
    return table([say(key, language) for key in keys], lines, numeric=range(1, len(keys)))


def moved(beside: Beside, language: Language) -> str:
    """The questions whose measure changed most, as it was and as it is."""
    lines = []
    for key, before, after in beside.moved[:_MOVED]:
        values = [
            f"{percent(row[key], language)}, {outcome_name(row['outcome'], language).lower()}"
            for row in (before, after)
        ]
        lines.append([html.escape(after["question"]), measure(key, language)[0], *values])
    heads = [say("question", language), say("measure", language), html.escape(beside.name), say("after", language)]
    return table(heads, lines)


def points(share: float, language: Language) -> str:
    """A difference in percentage points, with its sign."""
    shown = number(100 * share, language, 1)
    return f"+{shown}" if share > 0 and shown.strip("0,.") else shown


def table(heads: Sequence[str], lines: Sequence[Sequence[str]], numeric: Sequence[int] = ()) -> str:
    """HTML cells under headings, the first cell of each line its heading; the columns `numeric` stand to the right."""
    right = ['class="number"' if column in numeric else "" for column in range(len(heads))]
    head = "".join(f'<th scope="col" {style}>{cell}</th>' for style, cell in zip(right, heads, strict=True))
    body = ""
    for first, *others in lines:
        cells = "".join(f"<td {style}>{cell}</td>" for style, cell in zip(right[1:], others, strict=True))
        body += f'<tr><th scope="row">{first}</th>{cells}</tr>'
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def note(key: str, language: Language, **values: object) -> str:
    """A paragraph of explanation; the values are HTML."""
    return f'<p class="note">{say(key, language, **values)}</p>'


def _cell(rows: Sequence[Row]) -> str:
    right = int(sum(row["right_outcome"] for row in rows))
    mark = "" if not right else " ✓" if right == len(rows) else f" ({right} ✓)"
    return f"{len(rows)}{mark}" if rows else "0"


def _right(rows: Sequence[Row]) -> tuple[int, int]:
    unanswerable = [row for row in rows if not row["answerable"]]
    return int(sum(row["right_outcome"] for row in unanswerable)), len(unanswerable)
