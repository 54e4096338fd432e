"""PLV (Hu et al. 2024): the root and quad class of a marked pair of parties in an English sentence.

    python -m bench.plv --train TRAIN.tsv [--test TEST.tsv]

Prints JSON with macro-F1 for binary (cooperation or conflict), quad and root, zero-shot (the reader as it ships,
choosing the event between the marked parties) and supervised (a logistic regression on the reader's states and
scores, trained on TRAIN; by 5-fold cross-validation where no TEST is given). TF-IDF with logistic regression stands
beside it. YIELD is CONCEDE and RETREAT together.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lagebild.extract.decode import HeadSpan, softmax
from lagebild.extract.labels import SLOTS
from lagebild.extract.network import Network, default_pack
from lagebild.extract.piece import Pieces
from lagebild.ontology.plover import QUAD, ROOTS

Floats = NDArray[np.float64]
TAG = re.compile(r"</?[st]>")
FOLDS = 5
SEED = 5
CANDIDATE = 0.02
ABSENT = 0.15
YIELD_QUAD = 2


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence with its parties as character ranges, and its gold root."""

    text: str
    source: tuple[int, int]
    target: tuple[int, int]
    root: str
    quad: int


def read_table(path: Path) -> list[MarkedSentence]:
    """Return the rows of a PLV file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_parse(row) for row in rows]


def _parse(row: dict[str, str]) -> MarkedSentence:
    places: dict[str, int] = {}
    text, last = "", 0
    marked = row["marked_sentence"]
    for match in TAG.finditer(marked):
        text += marked[last : match.start()]
        places[match.group()] = len(text)
        last = match.end()
    text += marked[last:]
    source = places.get("<s>", 0), places.get("</s>", 0)
    target = places.get("<t>", 0), places.get("</t>", 0)
    return MarkedSentence(text, source, target, row["gold_root"], quad_of(row["gold_root"]))


def quad_of(root: str) -> int:
    """Return the quad class of a PLV root; YIELD counts as material cooperation, as in the benchmark."""
    return YIELD_QUAD if root == "YIELD" else QUAD[root]


@dataclass(frozen=True, slots=True)
class PairReading:
    """What the reader says of a marked pair: a score per PLOVER root, and features for a classifier."""

    roots: Floats
    features: Floats


def read_pair(network: Network, sentence: MarkedSentence) -> PairReading:
    """Return the scores of the roots for the act between the marked parties."""
    pieces = network.pieces.cut(sentence.text)
    scores = network.score_units(pieces)
    probabilities = softmax(scores.event).astype(np.float64)
    by_root = probabilities[:, 1::2] + probabilities[:, 2::2]
    found = by_root.sum(1)
    units = np.union1d(np.flatnonzero(found > CANDIDATE), np.argsort(-found)[:3])
    heads = [HeadSpan("event", int(u), int(u), ROOTS[int(by_root[u].argmax())], 1.0) for u in units]
    slots, attributes = network.score_frames(scores.states, heads)
    filled = 1 - softmax(np.concatenate([np.zeros_like(slots[..., :1]), slots], -1))[..., 0]
    actor, recipient = (filled[:, :, SLOTS.index(name)] for name in ("actor", "recipient"))
    source, target = _units_of(pieces, sentence.source), _units_of(pieces, sentence.target)
    forward = (ABSENT + actor[:, source].max(1)) * (ABSENT + recipient[:, target].max(1))
    both = (ABSENT + actor[:, source].max(1)) * (ABSENT + actor[:, target].max(1)) * 0.5
    weights = np.maximum(forward, both).astype(np.float64)
    weighted = by_root[units] * weights[:, None]
    best = weights * found[units]
    share = best / max(best.sum(), 1e-9)
    state = share @ scores.states[units]
    parts = [
        np.log(weighted.max(0) + 1e-4),
        np.log(by_root.max(0) + 1e-4),
        state,
        scores.states[source].mean(0),
        scores.states[target].mean(0),
        share @ attributes["mode"],
        share @ attributes["status"],
    ]
    return PairReading(weighted.max(0), np.concatenate(parts).astype(np.float64))


def _units_of(pieces: Pieces, span: tuple[int, int]) -> NDArray[np.int64]:
    starts, stops = np.array(pieces.unit_starts), np.array(pieces.unit_stops)
    inside = np.flatnonzero((stops > span[0]) & (starts < span[1]))
    return inside if len(inside) else np.array([0])


def merge_yield(roots: Floats) -> dict[str, float]:
    """Return the scores by PLV root, CONCEDE and RETREAT added up as YIELD."""
    merged: dict[str, float] = {}
    for root, score in zip(ROOTS, roots, strict=True):
        name = "YIELD" if root in ("CONCEDE", "RETREAT") else root
        merged[name] = max(merged.get(name, 0.0), float(score))
    return merged


def figures(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """Return macro-F1 on binary, quad and root."""
    from sklearn.metrics import f1_score

    def macro(fold: Callable[[str], Any]) -> float:
        return round(float(f1_score([fold(g) for g in gold], [fold(f) for f in found], average="macro")), 4)

    return {"binary": macro(lambda r: quad_of(r) <= 2), "quad": macro(quad_of), "root": macro(str)}


def _supervised(train_x: Floats, train_y: Sequence[str], test_x: Floats) -> list[str]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=2000))
    return list(model.fit(train_x, train_y).predict(test_x))


def _tfidf(train_x: Sequence[str], train_y: Sequence[str], test_x: Sequence[str]) -> list[str]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(C=20, max_iter=2000)
    )
    return list(model.fit(train_x, train_y).predict(test_x))


def _cross_validate(fit: Callable[..., list[str]], x: Any, y: Sequence[str]) -> list[str]:
    from sklearn.model_selection import StratifiedKFold

    found = [""] * len(y)
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(np.zeros(len(y)), list(y)):
        pick = (lambda rows: x[rows]) if isinstance(x, np.ndarray) else (lambda rows: [x[i] for i in rows])
        for row, label in zip(test, fit(pick(train), [y[i] for i in train], pick(test)), strict=True):
            found[row] = label
    return found


def evaluate(
    train: Sequence[MarkedSentence], test: Sequence[MarkedSentence] | None, network: Network
) -> dict[str, Any]:
    """Return all figures, each a dict of binary, quad and root."""
    scored = list(test) if test is not None else list(train)
    readings = [read_pair(network, sentence) for sentence in scored]
    gold = [sentence.root for sentence in scored]
    zero = [max((merged := merge_yield(r.roots)), key=lambda root: merged[root]) for r in readings]
    x = np.stack([r.features for r in readings])
    texts = [_marked_text(sentence) for sentence in scored]
    if test is None:
        supervised, tfidf = _cross_validate(_supervised, x, gold), _cross_validate(_tfidf, texts, gold)
    else:
        train_x = np.stack([read_pair(network, sentence).features for sentence in train])
        train_y = [sentence.root for sentence in train]
        supervised = _supervised(train_x, train_y, x)
        tfidf = _tfidf([_marked_text(sentence) for sentence in train], train_y, texts)
    return {
        "model": network.id,
        "sentences": len(scored),
        "protocol": "test file" if test is not None else f"{FOLDS}-fold cross-validation",
        "zero_shot": figures(gold, zero),
        "supervised": figures(gold, supervised),
        "tfidf_logistic_regression": figures(gold, tfidf),
    }


def _marked_text(sentence: MarkedSentence) -> str:
    (a, b), (c, d), text = sentence.source, sentence.target, sentence.text
    for start, stop, name in sorted([(a, b, "SOURCE"), (c, d, "TARGET")], reverse=True):
        text = text[:start] + f" {name} " + text[stop:]
    return text


def main(arguments: list[str] | None = None) -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--pack", type=Path, default=None)
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    network = Network(options.pack or default_pack())
    test = read_table(options.test) if options.test else None
    print(json.dumps(evaluate(read_table(options.train), test, network), indent=1))


if __name__ == "__main__":
    main()
