"""How fast the reader is on one core: `python -m bench.speed ARTICLES.jsonl [--articles N]`.

Reads the first N articles with everything that `lagebild read` does to a text, and prints as JSON: sentences and pieces
a second, seconds to open, resident memory, size of the model's files, the share of the time that grounding takes, and a
ratio to a reference timed in the same run: the bare f32 matrix products of the encoder's shapes in NumPy on one core.
A ratio compares machines and versions; seconds do not.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import argparse  # noqa: E402
import json  # noqa: E402
import resource  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import numpy as np  # noqa: E402

from lagebild.extract.ground.document import Grounder  # noqa: E402
from lagebild.extract.network import Network, default_pack  # noqa: E402
from lagebild.extract.reader import Reader  # noqa: E402
from lagebild.extract.sentence import split_sentences  # noqa: E402
from lagebild.records import Document  # noqa: E402

LAYERS, HIDDEN, WIDE = 12, 384, 1536
REFERENCE_PIECES = 200
REFERENCE_RUNS = 20


class TimedGrounder(Grounder):
    """Grounds as ever and adds up the seconds it took."""

    seconds = 0.0

    def ground(self, *arguments: Any, **options: Any) -> Any:
        """Return what the grounder returns."""
        began = time.perf_counter()
        try:
            return super().ground(*arguments, **options)
        finally:
            self.seconds += time.perf_counter() - began


def read_articles(path: Path, count: int) -> list[Document]:
    """Return the first articles of a JSONL file with `text` and perhaps `lang` or `language`."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:count] if line.strip()]
    return [
        Document(id=str(i), text=row["text"], language=row.get("lang") or row.get("language") or "de")
        for i, row in enumerate(rows)
    ]


def reference_pieces_per_second() -> float:
    """Return how many pieces a second the encoder's matrix products alone would allow in f32 on one core."""
    rng = np.random.default_rng(1)
    shapes = [(HIDDEN, HIDDEN)] * 4 + [(HIDDEN, WIDE), (WIDE, HIDDEN)]
    weights = [rng.standard_normal(shape, dtype=np.float32) for shape in shapes]
    inputs = {rows: rng.standard_normal((REFERENCE_PIECES, rows), dtype=np.float32) for rows in (HIDDEN, WIDE)}
    best = float("inf")
    for _ in range(REFERENCE_RUNS):
        began = time.perf_counter()
        for weight in weights * LAYERS:
            inputs[len(weight)] @ weight
        best = min(best, time.perf_counter() - began)
    return REFERENCE_PIECES / best


def measure(documents: list[Document]) -> dict[str, Any]:
    """Return the figures for reading the documents on one thread."""
    began = time.perf_counter()
    network, grounder = Network(default_pack(), threads=1), TimedGrounder()
    reader = Reader(network, grounder)
    opened = time.perf_counter() - began
    reader.read(documents[0])
    grounder.seconds = 0.0
    began = time.perf_counter()
    events = sum(len(reader.read(document).events) for document in documents)
    seconds = time.perf_counter() - began
    sentences = sum(len(split_sentences(document.text, document.language)) for document in documents)
    pieces = sum(len(network.pieces.cut(document.text).ids) for document in documents)
    reference = reference_pieces_per_second()
    return {
        "model": network.id,
        "articles": len(documents),
        "sentences": sentences,
        "events": events,
        "sentences_per_second": round(sentences / seconds, 1),
        "articles_per_minute": round(60 * len(documents) / seconds),
        "pieces_per_second": round(pieces / seconds),
        "grounding_share": round(grounder.seconds / seconds, 3),
        "open_seconds": round(opened, 2),
        "resident_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "model_mb": round(sum(path.stat().st_size for path in default_pack().iterdir()) / 1e6, 1),
        "reference_pieces_per_second": round(reference),
        "ratio_to_reference": round(pieces / seconds / reference, 3),
    }


def main(arguments: list[str] | None = None) -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=60)
    options = parser.parse_args(arguments)
    print(json.dumps(measure(read_articles(options.file, options.articles)), indent=1))


if __name__ == "__main__":
    main()
