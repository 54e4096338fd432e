"""Read a model pack back into the PyTorch network, to train on from what ships."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from lagebild.extract.labels import ATTRIBUTES
from training.reader.export import BYTE_MIDDLE
from training.reader.model import HIDDEN, Reader

Arrays = dict[str, NDArray[np.generic]]


def unpack(pack: Path, *, dropout: float = 0.1) -> Reader:
    """Return the network of a pack; its encoder is as exact as int8 is. Raises FileNotFoundError for a missing file."""
    encoder, frames = _constants(pack / "encoder.onnx"), _constants(pack / "frames.onnx")
    state: dict[str, Tensor] = {"encoder.positions.weight": _tensor(encoder["positions"])}
    state["encoder.kind"] = torch.zeros(HIDDEN)
    layers = 1 + max(int(name[1:].split(".")[0]) for name in encoder if name.startswith("l"))
    for end in ("weight", "bias"):
        state[f"encoder.norm.{end}"] = _tensor(encoder[f"norm.{end}"])
        state[f"tagger.{end}"] = torch.from_numpy(encoder[f"tagger.{end}"].astype(np.float32).T)
    for index in range(layers):
        state |= {f"encoder.layers.{index}.{name}": value for name, value in _layer(encoder, f"l{index}").items()}
    state |= _slots(frames)
    model = Reader(layers=layers, dropout=dropout)
    model.load_state_dict(state)
    return model


def _constants(path: Path) -> Arrays:
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(path).graph.initializer}


def _tensor(array: NDArray[np.generic]) -> Tensor:
    return torch.from_numpy(array.astype(np.float32))


def _layer(constants: Arrays, name: str) -> dict[str, Tensor]:
    def columns(part: str) -> Tensor:
        return _tensor(constants[f"{part}.weight"]).T * _tensor(constants[f"{part}.scale"])[:, None]

    even = {part: _tensor(constants[f"{name}.{part}.even"]) for part in ("qkv", "widen")}
    codes = _tensor(constants[f"{name}.narrow.weight"]) - BYTE_MIDDLE
    blocks = codes * _tensor(constants[f"{name}.narrow.scale"])[..., None]
    state = {
        "qkv.weight": torch.cat([columns(f"{name}.{part}") for part in "qkv"]) * even["qkv"],
        "qkv.bias": torch.cat([_tensor(constants[f"{name}.{part}.bias"]) for part in "qkv"]),
        "attended.weight": columns(f"{name}.attended"),
        "widen.weight": columns(f"{name}.widen") * even["widen"],
        "narrow.weight": blocks.reshape(len(blocks), -1),
    }
    for part in ("attended", "widen", "narrow"):
        state[f"{part}.bias"] = _tensor(constants[f"{name}.{part}.bias"])
    for part in ("attention_norm", "output_norm"):
        for end in ("weight", "bias"):
            state[f"{part}.{end}"] = _tensor(constants[f"{name}.{part}.{end}"])
    return state


def _slots(constants: Arrays) -> dict[str, Tensor]:
    state = {f"slots.{name}.weight": _tensor(constants[name]) for name in ("frame", "distance")}
    linear = {"slots.head": "head", "slots.unit": "unit", "slots.out": "slots", "attribute_mix": "attribute_mix"}
    linear |= {f"attributes.{name}": f"attribute.{name}" for name in ATTRIBUTES}
    for target, source in linear.items():
        state[f"{target}.weight"] = _tensor(constants[f"{source}.weight"]).T
        state[f"{target}.bias"] = _tensor(constants[f"{source}.bias"])
    return state
