"""PLV (Hu et al. 2024): the root and quad class of a marked pair of parties in an English sentence.

    python -m bench.plv --train TRAIN.tsv [--test TEST.tsv]

Prints JSON with macro-F1 for binary (cooperation or conflict), quad and root, zero-shot (the reader as it ships,
choosing the event between the marked parties) and supervised (the reader's encoder trained on over TRAIN with the
parties marked, `plv_network.py`; by 5-fold cross-validation where no TEST is given). Beside them stand logistic
regressions on the reader's states and on TF-IDF. YIELD is CONCEDE and RETREAT together. Needs `.[train]`.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.plv_codebook import Act, translate
from bench.plv_corpus import AHEAD, BESIDE, MarkedSentence
from lagebild.extract.decode import HeadSpan, softmax
from lagebild.extract.labels import SLOTS
from lagebild.extract.network import Network, default_pack
from lagebild.extract.piece import Pieces
from lagebild.ontology.plover import QUAD, ROOTS, STATUSES

Floats = NDArray[np.float64]
TAG = re.compile(r"</?[st]>")
FOLDS = 5
SEED = 5
CANDIDATE = 0.02
ABSENT = 0.15
YIELD_QUAD = 2


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
    return MarkedSentence(text, source, target, row["gold_root"])


def quad_of(root: str) -> int:
    """Return the quad class of a PLV root; YIELD counts as material cooperation, as in the benchmark."""
    return YIELD_QUAD if root == "YIELD" else QUAD[root]


@dataclass(frozen=True, slots=True)
class PairReading:
    """What the reader says of a marked pair: a score per root of PLV, and features for a classifier."""

    roots: dict[str, float]
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
    ahead = softmax(attributes["status"])[:, [STATUSES.index(name) for name in AHEAD]].sum(1)
    acts = [
        Act(_around(sentence.text, pieces, unit), dict(zip(ROOTS, row, strict=True)), float(future))
        for unit, row, future in zip(units, weighted.tolist(), ahead, strict=True)
    ]
    return PairReading(translate(acts), np.concatenate(parts).astype(np.float64))


def _around(text: str, pieces: Pieces, unit: int) -> str:
    return text[max(0, pieces.unit_starts[unit] - BESIDE) : pieces.unit_stops[unit] + BESIDE]


def _units_of(pieces: Pieces, span: tuple[int, int]) -> NDArray[np.int64]:
    starts, stops = np.array(pieces.unit_starts), np.array(pieces.unit_stops)
    inside = np.flatnonzero((stops > span[0]) & (starts < span[1]))
    return inside if len(inside) else np.array([0])


def figures(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """Return macro-F1 on binary, quad and root."""
    from sklearn.metrics import f1_score

    def macro(fold: Callable[[str], Any]) -> float:
        return round(float(f1_score([fold(g) for g in gold], [fold(f) for f in found], average="macro")), 4)

    return {"binary": macro(lambda r: quad_of(r) <= 2), "quad": macro(quad_of), "root": macro(str)}


Fit = Callable[[Sequence[MarkedSentence], Sequence[MarkedSentence]], list[str]]


def _open_classifier(pack: Path) -> Fit:
    from bench.plv_corpus import corpus_pairs
    from bench.plv_network import PairClassifier

    classifier = PairClassifier(pack)
    classifier.prepare(corpus_pairs())
    return classifier.fit_predict


def _regression_on_states(
    features: Callable[[MarkedSentence], Floats], train: Sequence[MarkedSentence], test: Sequence[MarkedSentence]
) -> list[str]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=2000))
    model.fit(np.stack([features(s) for s in train]), [s.root for s in train])
    return list(model.predict(np.stack([features(s) for s in test])))


def _regression_on_words(train: Sequence[MarkedSentence], test: Sequence[MarkedSentence]) -> list[str]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(C=20, max_iter=2000)
    )
    model.fit([_marked_text(s) for s in train], [s.root for s in train])
    return list(model.predict([_marked_text(s) for s in test]))


def _predict(fit: Fit, train: Sequence[MarkedSentence], test: Sequence[MarkedSentence] | None) -> list[str]:
    """Return the roots found for `test`, or for `train` by cross-validation where there is no test."""
    from sklearn.model_selection import StratifiedKFold

    if test is not None:
        return fit(train, test)
    found = [""] * len(train)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for seen, unseen in folds.split(np.zeros(len(train)), [s.root for s in train]):
        for row, root in zip(unseen, fit([train[i] for i in seen], [train[i] for i in unseen]), strict=True):
            found[row] = root
    return found


def evaluate(train: Sequence[MarkedSentence], test: Sequence[MarkedSentence] | None, pack: Path) -> dict[str, Any]:
    """Return all figures, each a dict of binary, quad and root."""
    network = Network(pack)
    scored = train if test is None else test
    gold = [sentence.root for sentence in scored]
    read = cache(partial(read_pair, network))
    roots = [read(sentence).roots for sentence in scored]
    rows: dict[str, Fit] = {
        "supervised": _open_classifier(pack),
        "states_logistic_regression": partial(_regression_on_states, lambda sentence: read(sentence).features),
        "tfidf_logistic_regression": _regression_on_words,
    }
    return {
        "model": network.id,
        "sentences": len(scored),
        "protocol": "test file" if test is not None else f"{FOLDS}-fold cross-validation",
        "zero_shot": figures(gold, [max(scores, key=scores.__getitem__) for scores in roots]),
        **{name: figures(gold, _predict(fit, train, test)) for name, fit in rows.items()},
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
    test = read_table(options.test) if options.test else None
    print(json.dumps(evaluate(read_table(options.train), test, options.pack or default_pack()), indent=1))


if __name__ == "__main__":
    main()
