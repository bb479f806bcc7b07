"""A run as one HTML file that needs nothing else: Swedish first, English behind a link, colours for light and dark."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language import Language
from evaluation import page_tables as tables
from evaluation.outcomes import Row
from evaluation.page_measures import measure
from evaluation.page_plots import plots
from evaluation.page_tables import Beside, note
from evaluation.page_texts import number, percent, say
from evaluation.page_worst import questions
from evaluation.run import Run
from evaluation.statistics import Estimate, changed, compare, extras, mcnemar, summary

# One language is shown at a time; a browser that does not know `:has` shows both, one after the other.
_STYLE = """
:root { color-scheme: light dark; --ink: #1a1d21; --back: #fff; --soft: #f1f4f7; --line: #c9d0d8; --accent: #005a9c;
  --mark: #b34700 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --back: #14171a; --soft: #20252b; --line: #465059;
  --accent: #6cb8f6; --mark: #ffa35c } }
body { margin: 0; background: var(--back); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif }
section { max-width: 60rem; margin: 0 auto; padding: 1.5rem }
body:has(#en:target) #sv, body:not(:has(#en:target)) #en { display: none }
h1 { line-height: 1.2; margin: .3em 0 } h2 { margin: 2.2em 0 .5em; border-bottom: 2px solid var(--line) }
h3 { margin: 1.6em 0 .3em } a { color: var(--accent) } p, li { max-width: 46rem }
.summary { font-size: 1.1rem; background: var(--soft); padding: .6rem 1.2rem; border-radius: .4rem; max-width: none }
.summary p { margin: .5rem 0; max-width: none }
.note { opacity: .85 } .code { font-family: monospace; font-size: .85rem; overflow-wrap: anywhere }
.wide { overflow-x: auto } table { border-collapse: collapse; font-size: .92rem }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line) }
thead th { background: var(--soft); vertical-align: bottom } tbody th { font-weight: 600; min-width: 9rem }
.number { text-align: right; font-variant-numeric: tabular-nums } td.number { white-space: nowrap }
td:last-child:not(.number) { min-width: 11rem }
figure { margin: 0; overflow-x: auto }
figcaption { max-width: 46rem; opacity: .85 }
svg { width: 100%; min-width: 34rem; max-width: 46rem; height: auto; font-size: 13px } svg text { fill: var(--ink) }
.grid { stroke: var(--line) } .line { stroke: var(--accent); stroke-width: 2; fill: none } .dot { fill: var(--accent) }
.mark { fill: var(--mark) } details { border-bottom: 1px solid var(--line); padding: .4rem 0 }
summary { cursor: pointer; font-weight: 600 } .why { display: block; font-weight: 400; opacity: .85; font-size: .9rem }
.answer { white-space: pre-line; border-left: 3px solid var(--line); padding-left: .8rem }
"""


@dataclass(frozen=True)
class _Seen:
    """What the page says, worked out once for both languages. rows: those that were measured."""

    name: str
    run: Run
    rows: list[Row]
    found: dict[str, Estimate]
    more: dict[str, float]
    beside: Beside | None


def page(name: str, run: Run, other_name: str = "", other: Run | None = None) -> str:
    """The page of a run called `name`, beside another run of the same questions if there is one."""
    rows = [row for row in run.rows if not row.get("stale")]
    kinds = {row["answerable"] for row in rows}
    # Without both kinds of question AUROC is .5 by definition; a length of 0 is that of no answers.
    more = {key: value for key, value in extras(run).items() if value and (key != "auroc" or len(kinds) == 2)}
    seen = _Seen(name, run, rows, summary(run), more, _beside(run, other_name, other) if other else None)
    head = f'<meta charset="utf-8"><title>{say("title", "sv")}: {html.escape(name)}</title><style>{_STYLE}</style>'
    narrow = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    body = _half(seen, "sv") + _half(seen, "en")
    return f'<!DOCTYPE html>\n<html lang="sv"><head>{head}{narrow}</head><body>{body}</body></html>\n'


def _beside(run: Run, name: str, other: Run) -> Beside:
    moved = [("answer_recall", a, b) for a, b in changed(other, run, "answer_recall")]
    moved += [("right_outcome", a, b) for a, b in changed(other, run, "right_outcome") if not b["answerable"]]
    moved.sort(key=lambda one: -abs(one[2][one[0]] - one[1][one[0]]))
    return Beside(name, compare(other, run), mcnemar(other, run), tuple(moved))


def _half(seen: _Seen, language: Language) -> str:
    other = "en" if language == "sv" else "sv"
    link = f'<p><a href="#{other}" lang="{other}" hreflang="{other}">{say("other", language)}</a></p>'
    title = f"<h1>{say('title', language)}</h1><p>{say('run', language, name=html.escape(seen.name))}</p>"
    found = tables.measures(seen.found, seen.more, language)
    parts = [
        _part("summary", language, f'<div class="summary">{_summary(seen, language)}</div>'),
        _part("measured", language, tables.measured(seen.run, language)),
        _part("measures", language, note("measures_note", language) + found),
    ]
    if seen.rows:
        ended = note("outcomes_note", language) + tables.outcomes(seen.rows, language)
        parts.append(_part("outcomes", language, ended))
    if any(not row["answerable"] for row in seen.rows):
        parts.append(_part("refusals", language, tables.refusals(seen.rows, language)))
    parts.append(_part("plots", language, _plots(seen.rows, language)))
    if seen.beside:
        parts.append(_compared(seen.beside, language))
    parts.append(_part("worst", language, questions(seen.rows, language)))
    return f'<section id="{language}" lang="{language}">{link}{title}{"".join(parts)}</section>'


def _summary(seen: _Seen, language: Language) -> str:
    """In whole sentences, what there is to say of this run."""
    said = [say("asked", language, n=len(seen.rows))]
    stale = [str(row["id"]) for row in seen.run.rows if row.get("stale")]
    if stale:
        said.append(say("stale", language, n=len(stale), ids=html.escape(", ".join(stale))))
    said += _counted("answered", seen.found.get("answerable_answered"), language)
    if "answer_recall" in seen.found:
        value = seen.found["answer_recall"]
        shares = {key: percent(getattr(value, key), language) for key in ("mean", "low", "high")}
        said.append(say("facts", language, **shares))
    said += _counted("refused", seen.found.get("unanswerable_right"), language)
    exact = [row["quotes_exact"] for row in seen.rows if not row["refused"]]
    if exact:
        said.append(say("exact", language, mean=percent(sum(exact) / len(exact), language)))
    return "".join(f"<p>{sentence}</p>" for sentence in [*said, *_verdict(seen.beside, language)])


def _counted(key: str, share: Estimate | None, language: Language) -> list[str]:
    if share is None:
        return []
    right = round(share.mean * share.count)
    return [say(key, language, n=right, of=share.count, wrong=share.count - right)]


def _verdict(beside: Beside | None, language: Language) -> list[str]:
    if not beside:
        return []
    found = [
        f"{measure(key, language)[0]} {tables.points(value.estimate.mean, language)}"
        for key, value in beside.certain().items()
    ]
    return [say("differs" if found else "compared", language, name=html.escape(beside.name), found=", ".join(found))]


def _plots(rows: Sequence[Row], language: Language) -> str:
    drawn = [
        f"<h3>{title}</h3><figure>{svg}<figcaption>{caption}</figcaption></figure>"
        for title, svg, caption in plots(rows, language)
    ]
    return "".join(drawn) or note("no_plots", language)


def _compared(beside: Beside, language: Language) -> str:
    name = html.escape(beside.name)
    explained = note("beside_note", language, name=name, p=number(beside.outcome_p, language, 3))
    moved = tables.moved(beside, language) if beside.moved else note("none", language)
    inner = f"{explained}{tables.differences(beside, language)}<h3>{say('moved', language)}</h3>{moved}"
    return f"<h2>{say('beside', language, name=name)}</h2>{inner}"


def _part(key: str, language: Language, inner: str) -> str:
    return f"<h2>{say(key, language)}</h2>{inner}"
