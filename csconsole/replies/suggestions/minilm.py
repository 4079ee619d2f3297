"""The English sentence encoder all-MiniLM-L6-v2 in numpy alone.

Its weights stay as the bytes they ship in and become floats a matrix at a time: this keeps the
encoder at some 25 MB, where the usual runtime needs several times as much.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from csconsole.replies.suggestions.onnx_tensors import read_tensors
from csconsole.replies.suggestions.wordpieces import piece_numbers

Floats = NDArray[np.float32]

WIDTH = 384
_LAYERS, _HEADS = 6, 12
_HEAD_WIDTH = WIDTH // _HEADS
_TINY = 1e-12
_BATCH_PIECES = 320  # more at once is hardly faster and takes memory for good
_WEIGHTS_OF_LAYER = 6  # query, key, value, output, widening, narrowing: in the graph's order
_PREFIX = "inner.embeddings."


@dataclass(frozen=True)
class _Dense:
    """One linear layer: bytes, a scale for each output, and a bias."""

    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        product: Floats = rows @ self.weights.astype(np.float32)
        product *= self.scale
        product += self.bias
        return product


@dataclass(frozen=True)
class _Layer:
    query: _Dense
    key: _Dense
    value: _Dense
    output: _Dense
    widen: _Dense
    narrow: _Dense
    norms: tuple[tuple[Floats, Floats], tuple[Floats, Floats]]


class MiniLm:
    """The encoder; sentences of any length, of which the first 62 pieces count."""

    def __init__(self, path: Path) -> None:
        tensors = read_tensors(path)
        self._words = tensors[f"{_PREFIX}word_embeddings.weight_q"]
        self._words_scale = tensors[f"{_PREFIX}word_embeddings.weight_scale"]
        positions = tensors[f"{_PREFIX}position_embeddings.weight_q"].astype(np.float32)
        positions *= tensors[f"{_PREFIX}position_embeddings.weight_scale"]
        self._places = positions + tensors[f"{_PREFIX}token_type_embeddings.weight"][0]
        self._norm = _norm_of(tensors, f"{_PREFIX}LayerNorm")
        names = [name for name in tensors if re.fullmatch(r"val_\d+_q", name)]
        names.sort(key=lambda name: int(name.split("_")[1]))
        self._layers = [
            _layer(tensors, number, names[number * _WEIGHTS_OF_LAYER :][:_WEIGHTS_OF_LAYER])
            for number in range(_LAYERS)
        ]

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors of length 1, a row for each text."""
        numbers = [piece_numbers(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda at: -len(numbers[at]))
        found = np.empty((len(texts), WIDTH), dtype=np.float32)
        start = 0
        while start < len(order):
            longest = len(numbers[order[start]])
            size = max(1, _BATCH_PIECES // longest)
            # short texts beside a long one would cost as much as that
            alike = (
                at for at in order[start : start + size] if 3 * len(numbers[at]) >= 2 * longest
            )
            batch = list(alike)
            found[batch] = self._encode([numbers[at] for at in batch])
            start += len(batch)
        return found

    def _encode(self, numbers: Sequence[Sequence[int]]) -> Floats:
        longest = max(map(len, numbers))
        ids = np.zeros((len(numbers), longest), dtype=np.int64)
        known = np.zeros((len(numbers), longest), dtype=np.float32)
        for row, pieces in enumerate(numbers):
            ids[row, : len(pieces)] = pieces
            known[row, : len(pieces)] = 1
        state = self._words[ids].astype(np.float32) * self._words_scale[ids]
        state = _normed(state + self._places[:longest], self._norm)
        hidden = (known[:, None, None, :] - 1) * np.float32(1e9)
        for layer in self._layers:
            state = _normed(state + _attend(layer, state, hidden), layer.norms[0])
            state = _normed(state + layer.narrow(_gelu(layer.widen(state))), layer.norms[1])
        mean = (state * known[:, :, None]).sum(axis=1)
        found: Floats = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return found


def _attend(layer: _Layer, state: Floats, hidden: Floats) -> Floats:
    count, length, _width = state.shape

    def heads(dense: _Dense) -> Floats:
        return dense(state).reshape(count, length, _HEADS, _HEAD_WIDTH).transpose(0, 2, 1, 3)

    weights = heads(layer.query) @ heads(layer.key).transpose(0, 1, 3, 2)
    weights = weights / np.float32(math.sqrt(_HEAD_WIDTH)) + hidden
    weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    mixed = (weights @ heads(layer.value)).transpose(0, 2, 1, 3).reshape(count, length, WIDTH)
    return layer.output(mixed)


def _gelu(rows: Floats) -> Floats:
    inner = rows * rows
    inner *= np.float32(0.044715)
    inner += 1
    inner *= rows
    inner *= np.float32(math.sqrt(2 / math.pi))
    np.tanh(inner, out=inner)
    inner += 1
    inner *= rows
    inner *= np.float32(0.5)
    return inner


def _normed(rows: Floats, norm: tuple[Floats, Floats]) -> Floats:
    centred = rows - rows.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(_TINY))
    found: Floats = centred / spread * norm[0] + norm[1]
    return found


def _layer(tensors: dict[str, NDArray[Any]], number: int, names: Sequence[str]) -> _Layer:
    prefix = f"inner.encoder.layer.{number}."
    places = (
        "attention.self.query", "attention.self.key", "attention.self.value",
        "attention.output.dense", "intermediate.dense", "output.dense",
    )  # fmt: skip
    dense = [
        _Dense(
            tensors[name],
            tensors[name.replace("_q", "_scale")][0],
            tensors[f"{prefix}{place}.bias"],
        )
        for name, place in zip(names, places, strict=True)
    ]
    norms = (
        _norm_of(tensors, f"{prefix}attention.output.LayerNorm"),
        _norm_of(tensors, f"{prefix}output.LayerNorm"),
    )
    query, key, value, output, widen, narrow = dense
    return _Layer(query, key, value, output, widen, narrow, norms)


def _norm_of(tensors: dict[str, NDArray[Any]], name: str) -> tuple[Floats, Floats]:
    return tensors[f"{name}.weight"], tensors[f"{name}.bias"]
