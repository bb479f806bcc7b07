"""Every sentence of the page of a run, Swedish and English side by side."""

from __future__ import annotations

from assistant.language import Language

_TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Så bra svarar MIO-assistenten", "How well the MIO assistant answers"),
    "run": ("Mätningen {name}", "The run {name}"),
    "other": ("In English", "På svenska"),
    "summary": ("Sammanfattning", "Summary"),
    "asked": ("Assistenten fick {n} frågor.", "The assistant was asked {n} questions."),
    "stale": (
        "Frågor som inte kunde mätas, eftersom deras dokument har ändrats: {n} ({ids}).",
        "Questions that could not be measured, because their documents have changed: {n} ({ids}).",
    ),
    "answered": (
        "Av {of} frågor som underlaget besvarar fick {n} ett svar.",
        "Of {of} questions that the documents answer, {n} got an answer.",
    ),
    "facts": (
        "Svaren innehöll {mean} av de fakta som frågorna gäller (med 95 % säkerhet mellan {low} och {high}).",
        "The answers held {mean} of the facts that the questions are about (with 95% confidence between {low} and "
        "{high}).",
    ),
    "refused": (
        "På {n} av {of} frågor som underlaget inte besvarar avböjde assistenten, bad om en tydligare "
        "fråga eller sade vad som saknas. "
        "{wrong} fick ett svar som de inte borde ha fått.",
        "To {n} of {of} questions that the documents do not answer, the assistant declined, asked for a clearer "
        "question or said what is missing. {wrong} got an answer that they should not have got.",
    ),
    "exact": ("I {mean} av svaren är varje citat ordagrant.", "In {mean} of the answers, every quote is verbatim."),
    "compared": (
        "Jämfört med mätningen {name} är ingen skillnad säkerställd.",
        "Compared with the run {name}, no difference is certain.",
    ),
    "differs": (
        "Säkerställda skillnader mot mätningen {name}: {found}.",
        "Certain differences from the run {name}: {found}.",
    ),
    "measured": ("Vad som mättes", "What was measured"),
    "thing": ("Uppgift", "Item"),
    "set": ("Testmängd (kontrollsumma)", "Test set (digest)"),
    "index": ("Index", "Index"),
    "embedder": ("Inbäddare", "Embedder"),
    "model": ("Språkmodell", "Language model"),
    "no_model": ("ingen, svaren är citat", "none, answers are quotes"),
    "versions": ("Versioner", "Versions"),
    "parameters": ("Parametrar", "Parameters"),
    "measures": ("Mått", "Measures"),
    "measures_note": (
        "Intervallet (bootstrap) visar var värdet ligger med 95 % säkerhet. Frågor om samma dokument räknas som "
        "en grupp.",
        "The interval (bootstrap) shows where the value lies with 95% confidence. Questions on one document are drawn "
        "together.",
    ),
    "measure": ("Mått", "Measure"),
    "value": ("Värde", "Value"),
    "interval": ("95 % säkert", "95% interval"),
    "wilson": ("95 % säkert (Wilson)", "95% interval (Wilson)"),
    "count": ("Frågor", "Questions"),
    "meaning": ("Vad det betyder", "What it means"),
    "outcomes": ("Hur frågorna slutade", "How the questions ended"),
    "outcomes_note": (
        "En rad för varje väntat utfall, en kolumn för vad det blev. ✓ är rätt; inom parentes hur många som var det.",
        "A row for each expected outcome, a column for what it became. ✓ is right; in brackets how many were.",
    ),
    "expected": ("Väntat", "Expected"),
    "outcome:answered": ("Svar", "Answered"),
    "outcome:partly_answered": ("Delvis svar", "Partly answered"),
    "outcome:not_in_corpus": ("Finns inte i underlaget", "Not in the documents"),
    "outcome:unclear": ("Frågan är oklar", "Unclear question"),
    "outcome:out_of_scope": ("Utanför ämnet", "Out of scope"),
    "refusals": ("Frågor som underlaget inte besvarar", "Questions that the documents do not answer"),
    "refusals_note": (
        "Rätt är att säga att svaret saknas, eller vilken del som saknas. Av alla frågor som avböjdes var det rätt att "
        "avböja {precision}.",
        "It is right to say that the answer is missing, or which part is. Of all refusals, {precision} were right.",
    ),
    "tag": ("Etikett", "Tag"),
    "all": ("alla", "all"),
    "right": ("Rätt", "Right"),
    "of": ("Av", "Of"),
    "share": ("Andel", "Share"),
    "plots": ("Diagram", "Plots"),
    "no_plots": ("Raderna räcker inte till något diagram.", "The rows are not enough for a plot."),
    "risk_title": ("Risk och täckning", "Risk and coverage"),
    "risk_note": (
        "Om bara de säkraste frågorna besvarades: hur stor del av svaren som skulle gälla frågor utan svar i "
        "underlaget. Lägre är bättre. Punkten visar hur assistenten gör.",
        "If only the surest questions were answered: what share of the answers would be to questions without an answer "
        "in the documents. Lower is better. The dot is what the assistant does.",
    ),
    "risk_x": ("andel frågor som besvaras", "share of questions answered"),
    "risk_y": ("andel som inte borde ha besvarats", "share that should not have been"),
    "now": ("assistenten: {risk}", "the assistant: {risk}"),
    "chars_title": ("Hittade fakta mot hur mycket text som läses", "Facts found by how much text is read"),
    "chars_note": (
        "Hur stor del av frågornas fakta som står i de första tecknen av det som söks fram. Strecken visar var värdet "
        "ligger med 95 % säkerhet.",
        "What share of the questions' facts stands in the first characters of what is retrieved. Bars: 95% intervals.",
    ),
    "chars_x": ("tecken", "characters"),
    "chars_y": ("andel av fakta", "share of the facts"),
    "tags_title": ("Fakta i svaren, per etikett", "Facts in the answers, by tag"),
    "tags_note": (
        "Frågor som underlaget besvarar; etiketter med minst {least} frågor, antalet inom parentes.",
        "Questions that the documents answer; tags with at least {least} questions, their number in brackets.",
    ),
    "tags_x": ("andel av fakta", "share of the facts"),
    "kinds_title": ("Rätt avböjda, per etikett", "Rightly refused, by tag"),
    "kinds_note": (
        "Frågor som underlaget inte besvarar; etiketter med minst {least} frågor, antalet inom parentes.",
        "Questions that the documents do not answer; tags with at least {least} questions, their number in brackets.",
    ),
    "kinds_x": ("andel rätt", "share right"),
    "beside": ("Jämfört med {name}", "Compared with {name}"),
    "beside_note": (
        "Skillnaden är den här mätningen minus {name}, fråga för fråga, i procentenheter. Ett p under 0,05, justerat "
        "för att måtten är flera, räknas som säkerställt. Utfallens p (McNemar): {p}.",
        "The difference is this run minus {name}, question by question, in percentage points. A p below 0.05, adjusted "
        "for the number of measures, counts as certain. The p of outcomes (McNemar): {p}.",
    ),
    "difference": ("Skillnad", "Difference"),
    "p": ("p", "p"),
    "p_holm": ("p (Holm)", "p (Holm)"),
    "certain": ("Säkerställd", "Certain"),
    "yes": ("ja", "yes"),
    "no": ("nej", "no"),
    "detectable": ("Minsta synliga skillnad", "Smallest difference shown"),
    "moved": ("Frågor som ändrades mest", "Questions that changed most"),
    "question": ("Fråga", "Question"),
    "after": ("Den här mätningen", "This run"),
    "worst": ("De sämsta svaren", "The worst answers"),
    "wrong": ("Fick svar fast underlaget inte har något", "Answered though the documents hold no answer"),
    "wrong_note": ("De som assistenten var säkrast på först.", "Those the assistant was surest of first."),
    "missed": ("Fick inte med det som frågan gäller", "Missed what the question is about"),
    "missed_note": ("Lägst andel fakta i svaret först.", "Those with the least share of the facts first."),
    "none": ("Inga.", "None."),
    "why": (
        "väntat: {expected}; blev: {outcome}; säkerhet {confidence}",
        "expected: {expected}; became: {outcome}; confidence {confidence}",
    ),
    "why_facts": ("fakta i svaret: {recall}", "facts in the answer: {recall}"),
    "no_answer": ("Den här mätningen har inte sparat svaren.", "This run has not kept the answers."),
    "sources": ("Källor", "Sources"),
    "searched_for": ("Sökte efter", "Searched for"),
}


def say(key: str, language: Language, **values: object) -> str:
    return _TEXTS[key][language == "en"].format(**values)


def percent(share: float, language: Language) -> str:
    """Whole percent; a decimal where rounding would claim all or nothing."""
    digits = 1 if 0 < share < 0.005 or 0.995 <= share < 1 else 0
    gap = "\u00a0" if language == "sv" else ""
    return f"{number(100 * share, language, digits)}{gap}%"


def number(value: float, language: Language, digits: int) -> str:
    """With the language's decimal sign, and no minus on a zero."""
    shown = f"{value:.{digits}f}"
    shown = shown.removeprefix("-") if not float(shown) else shown.replace("-", "−")
    return shown.replace(".", ",") if language == "sv" else shown
