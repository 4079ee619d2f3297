"""Reading the weights out of an ONNX file, without the megabytes of its runtime.

An ONNX file is a protobuf message: the model's field 7 is the graph, whose fields 5 are tensors
with dims (1), type (2), name (8) and raw bytes (9). Nothing else of the format is needed.
"""

import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_GRAPH, _TENSOR = 7, 5
_DIMS, _TYPE, _NAME, _BYTES = 1, 2, 8, 9
_TYPES: dict[int, np.dtype[Any]] = {1: np.dtype("<f4"), 3: np.dtype("i1")}
_VARINT, _EIGHT_BYTES, _LENGTH, _FOUR_BYTES = 0, 1, 2, 5


def read_tensors(path: Path) -> dict[str, NDArray[Any]]:
    """The tensors of floats and bytes in a file, mapped into memory rather than read.

    Raises:
        OSError, ValueError: the file is not there or not in this form.
    """
    with path.open("rb") as file:
        content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    tensors: dict[str, NDArray[Any]] = {}
    for field, graph in _fields(content):
        if field == _GRAPH and isinstance(graph, memoryview):
            for inner, tensor in _fields(graph):
                if inner == _TENSOR and isinstance(tensor, memoryview):
                    tensors.update(_tensor(tensor))
    return tensors


def _tensor(content: memoryview) -> Iterator[tuple[str, NDArray[Any]]]:
    dims: list[int] = []
    kind, name, raw = 0, "", memoryview(b"")
    for field, value in _fields(content):
        if field == _DIMS:
            dims.extend(_numbers(value))
        elif field == _TYPE and isinstance(value, int):
            kind = value
        elif field == _NAME and isinstance(value, memoryview):
            name = bytes(value).decode("utf-8")
        elif field == _BYTES and isinstance(value, memoryview):
            raw = value
    if kind in _TYPES:
        yield name, np.frombuffer(raw, dtype=_TYPES[kind]).reshape(dims)


def _numbers(value: int | memoryview) -> list[int]:
    if isinstance(value, int):
        return [value]
    found, at = [], 0
    while at < len(value):
        number, at = _varint(value, at)
        found.append(number)
    return found


def _fields(content: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    at = 0
    while at < len(content):
        key, at = _varint(content, at)
        field, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, at = _varint(content, at)
            yield field, value
            continue
        if wire == _LENGTH:
            size, at = _varint(content, at)
        elif wire in {_EIGHT_BYTES, _FOUR_BYTES}:
            size = 8 if wire == _EIGHT_BYTES else 4
        else:
            raise ValueError(f"wire type {wire} is not one of ONNX")
        yield field, content[at : at + size]
        at += size


def _varint(content: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
