"""Write a trained network as two ONNX graphs for onnxruntime: `encoder.onnx` in int8, `frames.onnx` in f32.

The graphs are built node by node, with onnxruntime's fused operators, so that no exporter decides their shape.
Weights of the encoder are int8; activations are quantised per run (one chunk a run, so that a chunk's result never
depends on what else is read beside it). Two things keep int8 close to f32, measured on unit states of 40 gold passages
(relative error .091 plain, .030 with both, encoder 11 % slower): inputs of the attention and of the first feed-forward
matrix are evened out column by column against the weights (Xiao et al. 2023, SmoothQuant, alpha .5), and the second
feed-forward matrix, whose inputs have no common scale, is quantised in blocks of 128 on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from lagebild.extract.labels import ATTRIBUTES, SLOTS
from training.reader.batches import WordRows
from training.reader.encode import Example
from training.reader.model import EPSILON, HEADS, HIDDEN, Reader

MICROSOFT = "com.microsoft"
OPSET = 17
BLOCK = 128
BYTE_MIDDLE = 128
Array = NDArray[np.float32]


class GraphBuilder:
    """Collects nodes and constants; every method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, array: NDArray[np.generic], name: str) -> str:
        """Add a constant tensor."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(
        self, operator: str, inputs: list[str], *, domain: str = "", outputs: int = 1, **attributes: object
    ) -> str:
        """Add a node; with several outputs the names end in _0, _1, …, and the first is returned."""
        base = f"{operator}_{len(self.nodes)}"
        names = [f"{base}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, names, base, domain=domain, **attributes))
        return names[0]

    def linear(self, x: str, weight: torch.Tensor, bias: torch.Tensor, name: str) -> str:
        """Multiply by a f32 matrix (given as PyTorch keeps it: output rows) and add the bias."""
        product = self.node("MatMul", [x, self.constant(_array(weight).T, f"{name}.weight")])
        return self.node("Add", [product, self.constant(_array(bias), f"{name}.bias")])

    def quantised_linear(self, x: str, weight: torch.Tensor, bias: torch.Tensor, name: str) -> str:
        """Multiply by an int8 matrix with one scale per output column and add the bias."""
        matrix, scale = quantise(_array(weight).T)
        inputs = [
            x,
            self.constant(matrix, f"{name}.weight"),
            self.constant(scale, f"{name}.scale"),
            self.constant(np.zeros(len(scale), np.int8), f"{name}.zero"),
            self.constant(_array(bias), f"{name}.bias"),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, domain=MICROSOFT)

    def blockwise_linear(self, x: str, weight: torch.Tensor, bias: torch.Tensor, name: str) -> str:
        """Multiply by a matrix in bytes with one scale per block of BLOCK inputs and add the bias."""
        matrix, scale = quantise_blocks(_array(weight))
        inputs = [
            x,
            self.constant(matrix, f"{name}.weight"),
            self.constant(scale, f"{name}.scale"),
            "",
            "",
            self.constant(_array(bias), f"{name}.bias"),
        ]
        rows, columns = weight.shape
        shape = {"K": columns, "N": rows, "bits": 8, "block_size": BLOCK, "accuracy_level": 4}
        return self.node("MatMulNBits", inputs, domain=MICROSOFT, **shape)

    def model(
        self, inputs: list[onnx.ValueInfoProto], outputs: dict[str, str], shapes: dict[str, list[object]]
    ) -> onnx.ModelProto:
        """Return the model with its outputs renamed to the keys of `outputs`."""
        for name, source in outputs.items():
            self.nodes.append(helper.make_node("Identity", [source], [name], f"output_{name}"))
        results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shapes[name]) for name in outputs]
        graph = helper.make_graph(self.nodes, "reader", inputs, results, self.constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def quantise(matrix: Array) -> tuple[NDArray[np.int8], Array]:
    """Return the matrix as int8 with one scale per column (symmetric, largest weight at 127)."""
    scale = np.maximum(np.abs(matrix).max(0), 1e-8) / 127
    return np.clip(np.rint(matrix / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


def quantise_blocks(matrix: Array) -> tuple[NDArray[np.uint8], Array]:
    """Return a matrix [rows, columns] as bytes around 128 [rows, blocks, BLOCK] with a scale [rows, blocks]."""
    blocks = matrix.reshape(len(matrix), -1, BLOCK)
    scale = np.maximum(np.abs(blocks).max(-1), 1e-8) / 127
    codes = np.clip(np.rint(blocks / scale[..., None]), -127, 127) + BYTE_MIDDLE
    return codes.astype(np.uint8), scale.astype(np.float32)


@torch.no_grad()
def input_peaks(model: Reader, examples: Sequence[Example], words: WordRows) -> dict[str, torch.Tensor]:
    """Return the largest absolute value per column that goes into `lN.qkv` and `lN.widen` over the examples."""
    peaks: dict[str, torch.Tensor] = {}

    def watch(name: str) -> Callable[[torch.nn.Module, tuple[torch.Tensor]], None]:
        def keep(_: torch.nn.Module, inputs: tuple[torch.Tensor]) -> None:
            peak = inputs[0].reshape(-1, HIDDEN).abs().amax(0)
            peaks[name] = torch.maximum(peaks.get(name, peak), peak)

        return keep

    hooks = [
        getattr(layer, part).register_forward_pre_hook(watch(f"l{index}.{part}"))
        for index, layer in enumerate(model.encoder.layers)
        for part in ("qkv", "widen")
    ]
    model.eval()
    for example in examples:
        row = torch.tensor([example.ids])
        model.encoder(words(row), torch.ones_like(row, dtype=torch.bool))
    for hook in hooks:
        hook.remove()
    return peaks


def smoothing(peaks: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Return the factor per input column that weights are multiplied and inputs divided by."""
    factor = peaks.clamp(min=1e-3).sqrt() / weight.detach().abs().amax(0).clamp(min=1e-4).sqrt()
    return factor / factor.mean()


def _array(tensor: torch.Tensor) -> Array:
    return tensor.detach().float().cpu().numpy()


def build_encoder(model: Reader, peaks: dict[str, torch.Tensor]) -> onnx.ModelProto:
    """Return the graph from word rows [1, T, 384] and unit pieces [U] to unit states [U, 384] and tag scores."""
    g = GraphBuilder()
    encoder = model.encoder
    positions = g.constant(_array(encoder.positions.weight + encoder.kind), "positions")
    shape = g.node("Shape", ["words"], start=1, end=2)
    zero = g.constant(np.array([0]), "zero")
    first = g.node("Slice", [positions, zero, shape, zero])
    x = g.node("Add", ["words", g.node("Unsqueeze", [first, zero])])
    norm = [g.constant(_array(encoder.norm.weight), "norm.weight"), g.constant(_array(encoder.norm.bias), "norm.bias")]
    x = g.node("LayerNormalization", [x, *norm], axis=-1, epsilon=EPSILON)
    for index, layer in enumerate(encoder.layers):
        x = _layer(g, x, layer, f"l{index}", peaks)
    units = g.node("Gather", [g.node("Squeeze", [x, zero]), "unit_pieces"], axis=0)
    tags = g.linear(units, model.tagger.weight, model.tagger.bias, "tagger")
    inputs = [
        helper.make_tensor_value_info("words", TensorProto.FLOAT, [1, "pieces", HIDDEN]),
        helper.make_tensor_value_info("unit_pieces", TensorProto.INT64, ["units"]),
    ]
    return g.model(
        inputs, {"states": units, "tags": tags}, {"states": ["units", HIDDEN], "tags": ["units", sum(model.tag_sizes)]}
    )


def _layer(g: GraphBuilder, x: str, layer: torch.nn.Module, name: str, peaks: dict[str, torch.Tensor]) -> str:
    even, factor = _evened(g, x, layer.qkv, f"{name}.qkv", peaks)
    projections = [
        g.quantised_linear(even, weight * factor, bias, f"{name}.{part}")
        for part, weight, bias in zip("qkv", layer.qkv.weight.chunk(3), layer.qkv.bias.chunk(3), strict=True)
    ]
    mixed = g.node("MultiHeadAttention", projections, domain=MICROSOFT, num_heads=HEADS)
    attended = g.quantised_linear(mixed, layer.attended.weight, layer.attended.bias, f"{name}.attended")
    x = _add_norm(g, attended, x, layer.attention_norm, f"{name}.attention_norm")
    even, factor = _evened(g, x, layer.widen, f"{name}.widen", peaks)
    wide = g.quantised_linear(even, layer.widen.weight * factor, layer.widen.bias, f"{name}.widen")
    wide = g.node("Gelu", [wide], domain=MICROSOFT)
    narrow = g.blockwise_linear(wide, layer.narrow.weight, layer.narrow.bias, f"{name}.narrow")
    return _add_norm(g, narrow, x, layer.output_norm, f"{name}.output_norm")


def _evened(
    g: GraphBuilder, x: str, layer: torch.nn.Module, name: str, peaks: dict[str, torch.Tensor]
) -> tuple[str, torch.Tensor]:
    factor = smoothing(peaks[name], layer.weight)
    return g.node("Mul", [x, g.constant(_array(1 / factor), f"{name}.even")]), factor


def _add_norm(g: GraphBuilder, x: str, skip: str, norm: torch.nn.Module, name: str) -> str:
    weight, bias = g.constant(_array(norm.weight), f"{name}.weight"), g.constant(_array(norm.bias), f"{name}.bias")
    return g.node("SkipLayerNormalization", [x, skip, weight, bias], domain=MICROSOFT, epsilon=EPSILON)


def build_frames(model: Reader) -> onnx.ModelProto:
    """Return the graph from unit states and heads (first, last, frame) to slot scores and attribute scores."""
    g = GraphBuilder()
    slots = model.slots
    first, last = (g.node("Gather", ["states", name], axis=0) for name in ("first", "last"))
    half = g.constant(np.array(0.5, np.float32), "half")
    heads = g.node("Mul", [g.node("Add", [first, last]), half])
    head_sum, head_product = _halves(g, g.linear(heads, slots.head.weight, slots.head.bias, "head"))
    unit_sum, unit_product = _halves(g, g.linear("states", slots.unit.weight, slots.unit.bias, "unit"))
    frame = g.node("Gather", [g.constant(_array(slots.frame.weight), "frame"), "frames"], axis=0)
    distance = g.node("Gather", [g.constant(_array(slots.distance.weight), "distance"), "distances"], axis=0)
    middle = g.constant(np.array([1]), "middle")
    head_sum = g.node("Unsqueeze", [g.node("Add", [head_sum, frame]), middle])
    product = g.node("Mul", [g.node("Unsqueeze", [head_product, middle]), unit_product])
    mixed = g.node("Add", [g.node("Add", [g.node("Add", [head_sum, unit_sum]), distance]), product])
    mixed = g.node("Gelu", [mixed], domain=MICROSOFT)
    scores = g.linear(mixed, slots.out.weight, slots.out.bias, "slots")
    shape = g.constant(np.array([0, 0, len(SLOTS), 2]), "slot_shape")
    outputs = {"slots": g.node("Reshape", [scores, shape])}
    shapes: dict[str, list[object]] = {"slots": ["heads", "units", len(SLOTS), 2]}
    both = g.node("Concat", [first, last], axis=-1)
    mix = g.linear(both, model.attribute_mix.weight, model.attribute_mix.bias, "attribute_mix")
    mix = g.node("Gelu", [mix], domain=MICROSOFT)
    for name, labels in ATTRIBUTES.items():
        layer = model.attributes[name]
        outputs[name] = g.linear(mix, layer.weight, layer.bias, f"attribute.{name}")
        shapes[name] = ["heads", len(labels)]
    inputs = [
        helper.make_tensor_value_info("states", TensorProto.FLOAT, ["units", HIDDEN]),
        *(helper.make_tensor_value_info(n, TensorProto.INT64, ["heads"]) for n in ("first", "last", "frames")),
        helper.make_tensor_value_info("distances", TensorProto.INT64, ["heads", "units"]),
    ]
    return g.model(inputs, outputs, shapes)


def _halves(g: GraphBuilder, x: str) -> tuple[str, str]:
    name = g.node("Split", [x], outputs=2, axis=-1)
    return name, name[:-1] + "1"


def export(model: Reader, pack: Path, peaks: dict[str, torch.Tensor]) -> None:
    """Write both graphs into the pack's folder; `peaks` are the input peaks of the encoder's layers."""
    model.eval()
    for name, graph in (("encoder", build_encoder(model, peaks)), ("frames", build_frames(model))):
        onnx.checker.check_model(graph)
        onnx.save(graph, pack / f"{name}.onnx")
