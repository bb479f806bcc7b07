"""A first version of answers by a chat model: its markers are mapped to passages, unknown ones are removed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel

from assistant.answering.prompts import answer_messages
from assistant.index.analysis import sentences
from assistant.passages import Hit
from assistant.texts import Language

_MARKERS = re.compile(r"\s*\[(\d+(?:\s*[,;]\s*\d+)*)\]")


@dataclass(frozen=True)
class Claim:
    """A sentence of the model and the hits it points at."""

    text: str
    hits: tuple[Hit, ...]


def load_chat_model(name: str) -> BaseChatModel:
    """Any chat model that LangChain speaks to, as `provider:model`."""
    from langchain.chat_models import init_chat_model

    model: BaseChatModel = init_chat_model(name, temperature=0)
    return model


def model_claims(model: BaseChatModel, question: str, hits: Sequence[Hit], language: Language) -> list[Claim]:
    """The model's sentences that point at a passage; a sentence without a valid marker is dropped."""
    reply = str(model.invoke(answer_messages(question, hits, language)).text)
    reply = re.sub(r"([.!?])((?:\s*\[[\d,;\s]+\])+)", r"\2\1", reply)
    claims = []
    for start, end in sentences(reply):
        sentence = reply[start:end]
        numbers = [int(n) for found in _MARKERS.findall(sentence) for n in re.findall(r"\d+", found)]
        valid = tuple(hits[n - 1] for n in dict.fromkeys(numbers) if 1 <= n <= len(hits))
        text = _MARKERS.sub("", sentence).strip()
        if valid and text:
            claims.append(Claim(text, valid))
    return claims
