"""A first version of answers by a chat model: its markers are mapped to passages, unknown ones are removed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from langchain_core.language_models import BaseChatModel

from assistant.answering.prompts import answer_messages
from assistant.errors import MioError
from assistant.index.analysis import sentences
from assistant.language import Language
from assistant.passages import Hit

_MARKERS = re.compile(r"\s*\[(\d+(?:\s*[,;]\s*\d+)*)\]")
_ADDRESS_FIELDS = ("openai_api_base", "base_url", "anthropic_api_url", "azure_endpoint", "endpoint", "api_base")
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Claim:
    """A sentence of the model and the hits it points at."""

    text: str
    hits: tuple[Hit, ...]


def load_chat_model(name: str) -> BaseChatModel:
    """Any chat model that LangChain speaks to, as `provider:model`.

    :raises MioError: If the provider is unknown, its package missing or its key not set.
    """
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(name, temperature=0)
    except Exception as error:  # each provider's package raises its own kinds
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise MioError("chat_model_unusable", name=name, reason=reason) from error
    return model


def host_of(model: BaseChatModel, name: str) -> str | None:
    """Where questions and passages go: the host if the model tells, else the provider; None if that is this machine."""
    address = next((str(found) for field in _ADDRESS_FIELDS if (found := getattr(model, field, None))), "")
    host = urlsplit(address).hostname or name.split(":")[0]
    return None if host in _HERE else host


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
