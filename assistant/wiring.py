"""The composition root: settings in, a wired assistant out. Pages and commands ask here and nowhere else."""

from __future__ import annotations

from assistant.answering.calibration import load_calibration, load_reader
from assistant.answering.model import load_chat_model
from assistant.answering.pipeline import Assistant, Parameters
from assistant.errors import MioError
from assistant.index.embeddings import SentenceEmbeddings, open_embeddings
from assistant.index.location import open_index
from assistant.settings import Settings
from assistant.vocabulary import FILE, Vocabulary


def question_embeddings(settings: Settings) -> SentenceEmbeddings:
    """The embedder as a process that answers uses it."""
    return open_embeddings(settings, threads=1)


def open_assistant(settings: Settings, embeddings: SentenceEmbeddings | None = None) -> Assistant:
    """The assistant over the build that answers now; `embeddings` spares loading the model again.

    :raises MioError: If the index or the model is not in place.
    """
    index = open_index(settings.home)
    embeddings = embeddings or question_embeddings(settings)
    if index.manifest.embedder != embeddings.id:
        found = index.manifest.embedder
        index.close()
        raise MioError("index_other_embedder", found=found, wanted=embeddings.id)
    quotes, decision = load_calibration(embeddings.id)
    return Assistant(
        index=index,
        embeddings=embeddings,
        reader=load_reader(embeddings),
        chat_model=load_chat_model(settings.chat_model) if settings.chat_model else None,
        chat_model_name=settings.chat_model,
        vocabulary=Vocabulary(settings.corpus / FILE),
        contact=settings.contact,
        max_question_chars=settings.max_question_chars,
        parameters=Parameters(quotes=quotes, decision=decision),
    )
