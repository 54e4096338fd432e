"""The reader network at run time: the model pack, opened once, run one chunk at a time on one thread or more."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from lagebild.errors import AssetError
from lagebild.extract.decode import Floats, HeadSpan, Thresholds, UnitScores
from lagebild.extract.labels import (
    ATTRIBUTES,
    CONTENT_TAGS,
    EVENT_TAGS,
    FRAMES,
    PROTOCOL,
    SCENARIO_TAGS,
    VALENCE_LABELS,
)
from lagebild.extract.piece import PieceModel, Pieces

HIDDEN: Final = 384
BLOCK: Final = 32
ROW_BYTES: Final = HIDDEN // BLOCK * 18
BOS, EOS, UNKNOWN, FIRST_PIECE = 0, 2, 3, 4
DISTANCES: Final = 32
TAG_EDGES: Final = np.cumsum([len(EVENT_TAGS), len(CONTENT_TAGS), len(SCENARIO_TAGS), len(VALENCE_LABELS)])


def default_pack() -> Path:
    """Return the folder of the model pack that ships with the package."""
    return Path(str(files("lagebild.extract"))) / "data" / "reader"


class Network:
    """The opened model pack. Raises AssetError if a file is missing or of another protocol."""

    def __init__(self, pack: Path, *, threads: int = 1) -> None:
        self.about = _read_about(pack)
        self.id: str = self.about["id"]
        self.thresholds = Thresholds(**self.about["thresholds"])
        self._slope, self._intercept = (float(self.about["calibration"][name]) for name in ("slope", "intercept"))
        self.pieces = _read_pieces(pack / "pieces.txt")
        self._words = np.memmap(pack / "words.bin", np.uint8, "r").reshape(-1, ROW_BYTES)
        self._encoder = _open_graph(pack / "encoder.onnx", threads)
        self._frames = _open_graph(pack / "frames.onnx", threads)

    def score_units(self, pieces: Pieces) -> UnitScores:
        """Return unit states and tag scores of one chunk, a row per unit."""
        ids = np.array([BOS, *pieces.ids, EOS])
        units = np.array(pieces.unit_pieces, np.int64) + 1
        inputs = {"words": self._word_rows(ids)[None], "unit_pieces": units}
        states, tags = self._encoder.run(["states", "tags"], inputs)
        event, content, scenario, valence = np.split(tags, TAG_EDGES[:-1], axis=1)
        return UnitScores(states, event, content, scenario, valence)

    def score_frames(self, states: Floats, heads: Sequence[HeadSpan]) -> tuple[Floats, dict[str, Floats]]:
        """Return slot scores [heads, units, slots, 2] and attribute scores [heads, labels] by name."""
        first = np.array([head.first for head in heads], np.int64)
        last = np.array([head.last for head in heads], np.int64)
        inputs = {
            "states": states,
            "first": first,
            "last": last,
            "frames": np.array([FRAMES.index(head.frame) for head in heads], np.int64),
            "distances": distance_buckets(np.arange(len(states)), first, last),
        }
        slots, *attributes = self._frames.run(["slots", *ATTRIBUTES], inputs)
        return slots, dict(zip(ATTRIBUTES, attributes, strict=True))

    def calibrated(self, score: float) -> float:
        """Return how often an event of that score is right, as measured on held-out passages."""
        odds = math.log(max(score, 1e-4) / max(1 - score, 1e-4))
        return 1 / (1 + math.exp(-(self._slope * odds + self._intercept)))

    def _word_rows(self, ids: NDArray[np.int64]) -> Floats:
        blocks = self._words[ids].reshape(len(ids), -1, 18)
        scale = np.ascontiguousarray(blocks[:, :, :2]).view(np.float16).astype(np.float32)
        nibbles = np.concatenate([blocks[:, :, 2:] & 15, blocks[:, :, 2:] >> 4], axis=2)
        rows: Floats = ((nibbles.astype(np.float32) - 8) * scale).reshape(len(ids), HIDDEN)
        return rows


def distance_buckets(positions: NDArray[Any], first: NDArray[Any], last: NDArray[Any]) -> NDArray[np.int64]:
    """Return the signed distance of each position to each head, in logarithmic buckets 0 … 2 * DISTANCES."""
    before = np.maximum(first[:, None] - positions[None], 0)
    after = np.maximum(positions[None] - last[:, None], 0)
    signed = after - before
    magnitude = np.minimum(np.rint(4 * np.log2(np.abs(signed) + 1.0)), DISTANCES)
    buckets: NDArray[np.int64] = (DISTANCES + np.sign(signed) * magnitude).astype(np.int64)
    return buckets


def _read_about(pack: Path) -> dict[str, Any]:
    path = pack / "pack.json"
    if not path.exists():
        raise AssetError(f"no model pack in {pack}: pack.json is missing; reinstall Lagebild")
    about: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if about.get("protocol") != PROTOCOL:
        raise AssetError(
            f"{path}: protocol {about.get('protocol')!r}, this version reads {PROTOCOL}; reinstall Lagebild"
        )
    return about


def _read_pieces(path: Path) -> PieceModel:
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    rows = (line.rpartition("\t") for line in lines)
    return PieceModel(((piece, float(score)) for piece, _, score in rows), unknown=UNKNOWN, first=FIRST_PIECE)


def _open_graph(path: Path, threads: int) -> onnxruntime.InferenceSession:
    if not path.exists():
        raise AssetError(f"model pack: {path} is missing; reinstall Lagebild")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
