"""The embedder as a cross-encoder: question and text read together, to see whether the one answers the other.

The lower half of its layers is as it was. The Linear weights of the upper half get low-rank adapters (LoRA, Hu et al.
2021, rank 16), and the mean of the last vectors gets a head (Nogueira and Cho 2019). Only adapters and head are kept in
a file, some 1.2 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from torch import Tensor, nn

_RANK = 16
_SCALE = 2.0
_MOST_PIECES = 160


class Adapted(nn.Module):
    """A Linear with a low-rank addition, which is nothing until it is trained."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(_RANK, linear.in_features) / linear.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(linear.out_features, _RANK))

    def forward(self, inputs: Tensor) -> Tensor:
        low = nn.functional.linear(nn.functional.linear(inputs, self.down), self.up)
        return self.linear(inputs) + _SCALE * low  # type: ignore[no-any-return]


class CrossEncoder(nn.Module):
    """Reads pairs of a question and a text; made of an embedder of BERT's form, which stays as it is.

    Its weights are shared where they are float32, else copied to float32: norms in bfloat16 learn nothing. The products
    run in the embedder's own precision.
    """

    def __init__(self, embedder: SentenceTransformer) -> None:
        super().__init__()
        bert: Any = embedder[0].auto_model
        vocabulary = bert.get_input_embeddings().weight
        shared = [weight for weight in bert.parameters() if weight is vocabulary or weight.dtype == torch.float32]
        copied = deepcopy(bert, {id(weight): weight for weight in shared})
        for weight in copied.parameters():
            weight.requires_grad_(False)
            if weight is not vocabulary:
                weight.data = weight.data.float()
        self._tokenizer = embedder.tokenizer
        self._reduced = bert.dtype if bert.dtype != torch.float32 else None
        self._words, layers = copied.embeddings, copied.encoder.layer
        self.lower, self.upper = layers[: len(layers) // 2], layers[len(layers) // 2 :]
        for module in [module for module in self.upper.modules() if not isinstance(module, nn.Linear)]:
            for name, linear in [(n, child) for n, child in module.named_children() if isinstance(child, nn.Linear)]:
                setattr(module, name, Adapted(linear))
        self.head = nn.Linear(vocabulary.shape[1], 1)
        self.eval()

    def another(self) -> CrossEncoder:
        """One to be trained by itself, which shares what is not trained."""
        shared = [self._tokenizer, *(weight for weight in self.parameters() if not weight.requires_grad)]
        return deepcopy(self, {id(part): part for part in shared})

    @torch.no_grad()
    def half_read(self, pairs: Sequence[tuple[str, str]]) -> tuple[Tensor, Tensor]:
        """What the lower half, which training leaves alone, makes of pairs [pair, piece, dimension], and which pieces
        there are [pair, piece]. A long text is cut."""
        pieces = self._tokenizer(
            [question for question, _ in pairs],
            [text for _, text in pairs],
            truncation="longest_first",
            max_length=_MOST_PIECES,
            padding=True,
            return_tensors="pt",
        )
        mask: Tensor = pieces["attention_mask"].bool()
        with self._precision():
            return _through(self.lower, self._words(input_ids=pieces["input_ids"]), mask), mask

    def log_odds(self, states: Tensor, mask: Tensor) -> Tensor:
        """The log odds of pairs that are half read, one each."""
        counted = mask[:, :, None].float()
        mean = (self.last_states(states, mask) * counted).sum(dim=1) / counted.sum(dim=1)
        return self.head(mean).squeeze(1)  # type: ignore[no-any-return]

    def last_states(self, states: Tensor, mask: Tensor) -> Tensor:
        """What the upper half makes of pairs that are half read [pair, piece, dimension]."""
        with self._precision():
            return _through(self.upper, states, mask).float()

    def trained(self) -> dict[str, Tensor]:
        """What training changes, by name."""
        return {name: weight for name, weight in self.named_parameters() if weight.requires_grad}

    def save(self, path: Path) -> None:
        kept = {name: weight.detach().numpy().astype(np.float16) for name, weight in self.trained().items()}
        np.savez_compressed(path, **kept)  # type: ignore[arg-type]

    @torch.no_grad()
    def load(self, path: Path) -> None:
        """:raises KeyError, ValueError, OSError: If the file is damaged, or was made for another embedder."""
        with np.load(path) as kept:
            for name, weight in self.trained().items():
                found = torch.from_numpy(kept[name].astype(np.float32))
                if found.shape != weight.shape:
                    raise ValueError(f"{name}: {tuple(found.shape)}")
                weight.copy_(found)

    def _precision(self) -> AbstractContextManager[Any]:
        return torch.autocast("cpu", self._reduced) if self._reduced else nullcontext()


@torch.inference_mode()
def read(encoders: Sequence[CrossEncoder], question: str, texts: Sequence[str]) -> list[float]:
    """The log odds, for each text, that it answers the question: the mean of what the encoders say, which share the
    lower half."""
    if not texts:
        return []
    states, mask = encoders[0].half_read([(question, text) for text in texts])
    return torch.stack([encoder.log_odds(states, mask) for encoder in encoders]).mean(dim=0).tolist()


def _through(layers: Any, states: Tensor, mask: Tensor) -> Tensor:
    for layer in layers:
        states = layer(states, mask[:, None, None, :])
    return states
