"""What each measure is called on the page of a run, and one line of what it means, Swedish and English."""

from __future__ import annotations

from assistant.language import Language

_MEASURES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "recall@5": (
        ("Fakta i fem avsnitt", "Facts in five passages"),
        (
            "så stor del av frågans fakta står i de fem första avsnitten",
            "share of the facts in the first five passages",
        ),
    ),
    "recall@20": (
        ("Fakta i tjugo avsnitt", "Facts in twenty passages"),
        ("detsamma för de tjugo första", "the same for the first twenty"),
    ),
    "recall@4000chars": (
        ("Fakta i 4\u00a0000 tecken", "Facts in 4,000 characters"),
        ("detsamma för de 4 000 första tecknen: långa avsnitt hjälper inte", "the same: long passages do not help"),
    ),
    "ndcg@10": (
        ("Ordning (nDCG@10)", "Order (nDCG@10)"),
        ("hur högt i listan fakta står; 100 % om de står först", "how high facts are ranked; 100% if they are first"),
    ),
    "mrr@10": (
        ("Första träff (MRR@10)", "First hit (MRR@10)"),
        ("1 delat med platsen för första rätta avsnittet", "1 divided by the rank of the first right passage"),
    ),
    "answer_recall": (
        ("Fakta i svaret", "Facts in the answer"),
        ("så stor del av frågans fakta citeras i svaret", "share of the facts that the answer quotes"),
    ),
    "must": (
        ("Krävda uppgifter", "Required statements"),
        ("så många av de uppgifter som måste nämnas finns i svaret", "share of what must be said that is said"),
    ),
    "quote_precision": (
        ("Citat som hör till saken", "Quotes to the point"),
        (
            "så stor del av den citerade texten handlar om frågans fakta",
            "share of the quoted text that is on the facts",
        ),
    ),
    "word_f1": (
        ("Ordlikhet (F1)", "Likeness in words (F1)"),
        ("hur väl svarets ord stämmer med facit", "how alike the words of answer and gold are"),
    ),
    "right_outcome": (
        ("Rätt utfall", "Right outcome"),
        ("svarade när svar finns, avböjde annars", "answered where there is an answer, refused otherwise"),
    ),
    "right_language": (
        ("Rätt språk", "Right language"),
        ("svarade på frågans språk", "answered in the language of the question"),
    ),
    "quotes_exact": (
        ("Ordagranna citat", "Verbatim quotes"),
        ("varje citat i svaret står tecken för tecken i dokumentet", "every quote stands in the document as it is"),
    ),
    "answerable_answered": (
        ("Besvarade", "Answered"),
        ("frågor som underlaget besvarar och som fick svar", "questions with an answer that got one"),
    ),
    "unanswerable_right": (
        ("Rätt avböjda", "Rightly refused"),
        ("frågor utan svar i underlaget som fick veta det", "questions without an answer that were told so"),
    ),
    "auroc": (
        ("Hur väl säkerheten skiljer (AUROC)", "How well confidence tells apart (AUROC)"),
        (
            "så ofta är säkerheten högre för en fråga som har svar",
            "how often an answerable question is surer; .5: chance",
        ),
    ),
    "characters_median": (
        ("Svarets längd, tecken", "Length of answers, characters"),
        ("hälften av svaren är kortare", "half of the answers are shorter"),
    ),
    "lix_median": (
        ("Läsbarhet (LIX)", "Readability (LIX)"),
        ("under 40 är lätt, över 50 svårt", "below 40 is easy, above 50 hard"),
    ),
    "seconds_p50": (
        ("Svarstid, sekunder", "Time to answer, seconds"),
        ("hälften av frågorna går fortare", "half of the questions take less"),
    ),
    "seconds_p95": (
        ("Svarstid för de flesta, sekunder", "Time to answer for most, seconds"),
        ("95 % av frågorna går fortare", "95% of the questions take less"),
    ),
}


def measure(name: str, language: Language) -> tuple[str, str]:
    """What a measure is called, and what it means; one without texts is called by its own name."""
    called, means = _MEASURES.get(name, ((name, name), ("", "")))
    return called[language == "en"], means[language == "en"]
