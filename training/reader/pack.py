"""The model pack: the files that ship, written into `lagebild/extract/data/reader/`.

`pieces.txt` (vocabulary with scores) and `words.bin` (4-bit word rows) come from the published weights and do not
change between trainings; `encoder.onnx`, `frames.onnx` and `pack.json` do.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lagebild.extract.piece import PieceModel
from training.reader.vocabulary import keep_pieces
from training.reader.weights import find_pretrained, read_pretrained

PACK = Path("lagebild/extract/data/reader")


def write_vocabulary(pack: Path) -> None:
    """Write `pieces.txt` and `words.bin`, if they are not there yet."""
    if (pack / "words.bin").exists():
        return
    pack.mkdir(parents=True, exist_ok=True)
    weights = read_pretrained(find_pretrained())
    kept = keep_pieces(weights)
    lines = [f"{weights.pieces[i]}\t{weights.scores[i]:.4f}\n" for i in kept]
    (pack / "pieces.txt").write_text("".join(lines), encoding="utf-8")
    weights.word_blocks[kept].tofile(pack / "words.bin")


def load_words(pack: Path) -> NDArray[np.uint8]:
    """Return the 4-bit word rows of the pack, 216 bytes each."""
    return np.fromfile(pack / "words.bin", np.uint8).reshape(-1, 216)


def load_pieces(pack: Path) -> PieceModel:
    """Return the piece model of the pack."""
    lines = (pack / "pieces.txt").read_text(encoding="utf-8").split("\n")[:-1]
    rows = [line.rpartition("\t") for line in lines]
    return PieceModel([(piece, float(score)) for piece, _, score in rows], unknown=3, first=4)
