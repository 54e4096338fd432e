"""Marked pairs of parties from the project's English corpus, with the root of PLV: what the classifier starts from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from bench.plv_codebook import Act, translate
from lagebild.extract.sentence import split_sentences
from lagebild.spans import Span
from training.corpus.load import read_corpus

AHEAD = ("planned", "possible", "hypothetical")
BESIDE = 30
PAIRS = 2


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence with its parties as character ranges, and its root."""

    text: str
    source: tuple[int, int]
    target: tuple[int, int]
    root: str


def corpus_pairs() -> list[MarkedSentence]:
    """Return the marked pairs of all English reports and sentences, at most PAIRS an event, each within a sentence."""
    return [pair for passage in read_corpus() if passage["lang"] == "en" for pair in _pairs(passage)]


def _pairs(passage: dict[str, Any]) -> Iterator[MarkedSentence]:
    text = passage["text"]
    sentences = split_sentences(text, "en")
    for event in passage["events"]:
        if event["status"] == "denied":
            continue
        anchor = Span(event["anchor"]["start"], event["anchor"]["end"])
        sentence = next((s for s in sentences if s.covers(anchor)), None)
        if sentence is None:
            continue
        actors, recipients = (_inside(event[role], sentence) for role in ("actor", "recipient"))
        sides = list(product(actors, recipients)) or list(combinations(actors, 2))
        around = text[max(sentence.start, anchor.start - BESIDE) : min(sentence.stop, anchor.stop + BESIDE)]
        roots = translate([Act(around, {event["type"]: 1.0}, float(event["status"] in AHEAD))])
        root = max(roots, key=roots.__getitem__)
        for source, target in sides[:PAIRS]:
            yield MarkedSentence(sentence.of(text), source, target, root)


def _inside(spans: list[dict[str, Any]], sentence: Span) -> list[tuple[int, int]]:
    ranges = [(span["start"], span["end"]) for span in spans]
    inside = [(a - sentence.start, b - sentence.start) for a, b in ranges if sentence.start <= a and b <= sentence.stop]
    return list(dict.fromkeys(inside))
