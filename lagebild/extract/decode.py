"""Network scores to frames: which anchors, contents and branches there are, and which spans fill their slots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from lagebild.extract.labels import (
    ATTRIBUTES,
    CONTENT_TAGS,
    FRAME_ATTRIBUTES,
    FRAME_SLOTS,
    SCENARIO_TAGS,
    SLOTS,
    VALENCE_LABELS,
)
from lagebild.ontology.plover import ROOTS

Floats = NDArray[np.float32]
Range = tuple[int, int]
SHAPE: Final = 0.35
SPLINTER: Final = 2
GAP: Final = 3
"""How contents, branches and outcomes are cut: by what is likelier than SHAPE, splinters joined. On the gold passages
statements rose from .774 to .802 and scenarios from .868 to .880 by this and thresholds set anew (`bench.gate`)."""
CLAUSE_SLOTS: Final = frozenset({"outcome"})
PARTY_SLOTS: Final = frozenset({"actor", "recipient"})
SINGLE_SLOTS: Final = frozenset({"cue", "source", "subject", "time"})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure the network must be (0–1) before a frame head or a slot is taken.

    Set by `python -m training.reader.tune` on the gold passages; the pack names the values it ships with.
    """

    event: float = 0.45
    content: float = 0.45
    scenario: float = 0.40
    slot: float = 0.45
    actor: float = 0.45
    recipient: float = 0.45
    place: float = 0.45
    outer: float = 0.45

    def of_slot(self, slot: str) -> float:
        """Return the threshold of a slot; those without their own share `slot`."""
        own = {"actor": self.actor, "recipient": self.recipient, "place": self.place, "outer": self.outer}
        return own.get(slot, self.slot)


@dataclass(frozen=True, slots=True)
class UnitScores:
    """What the first pass says of the units of one chunk: states and tag scores, a row per unit."""

    states: Floats
    event: Floats
    content: Floats
    scenario: Floats
    valence: Floats


@dataclass(frozen=True, slots=True)
class HeadSpan:
    """A frame's head: units first to last, both inclusive, its label (root, or kind of head) and how sure."""

    frame: str
    first: int
    last: int
    label: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A head with what fills its slots (unit ranges, both inclusive, with confidence) and its attributes."""

    head: HeadSpan
    slots: dict[str, tuple[tuple[Range, float], ...]]
    attributes: dict[str, tuple[tuple[str, float], ...]]


class FrameScorer(Protocol):
    """The second pass of a network: scores for heads, given the unit states of their chunk."""

    def score_frames(
        self, states: Floats, heads: Sequence[HeadSpan]
    ) -> tuple[Floats, dict[str, Floats]]:  # pragma: no cover
        """Return slot scores [heads, units, slots, 2] and attribute scores [heads, labels] by name."""
        ...


def decode(
    scores: UnitScores, scorer: FrameScorer, sentences: NDArray[np.int64], *, thresholds: Thresholds
) -> list[Frame]:
    """Return the frames of one chunk; `sentences` gives the sentence number of each unit."""
    heads = find_heads(scores, sentences, thresholds=thresholds)
    if not heads:
        return []
    slots, attributes = scorer.score_frames(scores.states, heads)
    probabilities = _with_outside(slots)
    return [
        Frame(
            head,
            {
                slot: _nearest(
                    _fill_slot(probabilities[row, :, SLOTS.index(slot)], slot, sentences, thresholds),
                    head,
                    slot,
                    sentences,
                )
                for slot in FRAME_SLOTS[head.frame]
            },
            {name: _ranked(attributes[name][row], name, head) for name in FRAME_ATTRIBUTES[head.frame]},
        )
        for row, head in enumerate(heads)
    ]


def find_heads(scores: UnitScores, sentences: NDArray[np.int64], *, thresholds: Thresholds) -> list[HeadSpan]:
    """Return event anchors, statement contents and scenario heads of one chunk, each kind in text order."""
    return [
        *_event_heads(softmax(scores.event), sentences, thresholds.event),
        *_span_heads("statement", softmax(scores.content), CONTENT_TAGS, sentences, thresholds.content),
        *_span_heads("scenario", softmax(scores.scenario), SCENARIO_TAGS, sentences, thresholds.scenario),
    ]


def softmax(scores: NDArray[Any]) -> Floats:
    """Return the scores as probabilities along the last axis."""
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    result: Floats = shifted / shifted.sum(-1, keepdims=True)
    return result


def _event_heads(probabilities: Floats, sentences: NDArray[np.int64], threshold: float) -> list[HeadSpan]:
    begin = probabilities[:, 1::2]
    by_root = begin + probabilities[:, 2::2]
    best = by_root.argmax(1)
    found = 1 - probabilities[:, 0]
    heads: list[HeadSpan] = []
    unit = 0
    while unit < len(best):
        if found[unit] < threshold:
            unit += 1
            continue
        last = unit
        while (
            last + 1 < len(best)
            and found[last + 1] >= threshold
            and best[last + 1] == best[unit]
            and sentences[last + 1] == sentences[unit]
            and by_root[last + 1, best[unit]] > 2 * begin[last + 1, best[unit]]
        ):
            last += 1
        order = np.argsort(-by_root[unit])[:3]
        alternatives = tuple((ROOTS[i], float(by_root[unit, i])) for i in order[1:])
        heads.append(HeadSpan("event", unit, last, ROOTS[best[unit]], float(by_root[unit, best[unit]]), alternatives))
        unit = last + 1
    return heads


def _span_heads(
    frame: str, probabilities: Floats, tags: Sequence[str], sentences: NDArray[np.int64], threshold: float
) -> list[HeadSpan]:
    """Return the spans of the likeliest path that are sure enough; how far a span reaches does not hang on that."""
    weighed = probabilities * np.where(np.arange(len(tags)) == 0, SHAPE / (1 - SHAPE), 1).astype(np.float32)
    labelled = ranges(best_path(weighed, tags, sentences), tags)
    found = [
        HeadSpan(frame, first, last, label, float(1 - probabilities[first : last + 1, 0].mean()))
        for label in dict.fromkeys(label for _, _, label in labelled)
        for first, last in bridge([(f, s) for f, s, other in labelled if other == label], sentences)
    ]
    return sorted((head for head in found if head.confidence >= threshold), key=lambda head: head.first)


def bridge(found: Sequence[Range], sentences: NDArray[np.int64]) -> list[Range]:
    """Return ranges with splinters of up to SPLINTER units joined to a neighbour in their sentence within GAP units."""
    joined: list[Range] = []
    for first, last in found:
        if joined:
            begin, end = joined[-1]
            small = min(end - begin, last - first) < SPLINTER
            if small and first - end - 1 <= GAP and sentences[end] == sentences[first]:
                joined[-1] = (begin, last)
                continue
        joined.append((first, last))
    return joined


def best_path(probabilities: Floats, tags: Sequence[str], sentences: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the likeliest tags (Viterbi): I follows B or I of its own kind, inside one sentence only."""
    logs = np.log(probabilities + 1e-9)
    count = len(tags)
    allowed = np.zeros((count, count), np.float32)
    for after, tag in enumerate(tags):
        if tag.startswith("I"):
            allowed[:, after] = [0 if other[1:] == tag[1:] and other[0] in "BI" else -1e4 for other in tags]
    first = np.array([-1e4 if tag.startswith("I") else 0 for tag in tags], np.float32)
    score = logs[0] + first
    back = np.zeros((len(logs), count), np.int64)
    for unit in range(1, len(logs)):
        step = score[:, None] + allowed
        if sentences[unit] != sentences[unit - 1]:
            step = step + first[None, :]
        back[unit] = step.argmax(0)
        score = step.max(0) + logs[unit]
    path = np.zeros(len(logs), np.int64)
    path[-1] = score.argmax()
    for unit in range(len(logs) - 1, 0, -1):
        path[unit - 1] = back[unit, path[unit]]
    return path


def ranges(path: NDArray[np.int64], tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (first, last, label) of each tagged stretch of a path; the label is what follows `B-`, or ''."""
    found: list[tuple[int, int, str]] = []
    for unit, tag in enumerate(path):
        name = tags[tag]
        if name[0] == "B":
            found.append((unit, unit, name[2:]))
        elif name[0] == "I" and found:
            found[-1] = (found[-1][0], unit, found[-1][2])
    return found


def _with_outside(slots: Floats) -> Floats:
    """Return probabilities [heads, units, slots, 3] of outside, begin, inside; outside scores 0."""
    return softmax(np.concatenate([np.zeros_like(slots[..., :1]), slots], -1))


def _fill_slot(
    probabilities: Floats, slot: str, sentences: NDArray[np.int64], thresholds: Thresholds
) -> tuple[tuple[Range, float], ...]:
    outside, begin, inside = probabilities.T
    threshold = thresholds.of_slot(slot)
    found: list[tuple[Range, float]] = []
    unit = 0
    while unit < len(outside):
        if 1 - outside[unit] < threshold:
            unit += 1
            continue
        last = unit
        while (
            last + 1 < len(outside)
            and inside[last + 1] >= max(threshold, begin[last + 1])
            and sentences[last + 1] == sentences[unit]
        ):
            last += 1
        found.append(((unit, last), float(1 - outside[unit : last + 1].mean())))
        unit = last + 1
    if slot in CLAUSE_SLOTS:
        whole = bridge([units for units, _ in found], sentences)
        found = [((first, last), float(1 - outside[first : last + 1].mean())) for first, last in whole]
    if slot in SINGLE_SLOTS and len(found) > 1:
        found = [max(found, key=lambda item: item[1])]
    return tuple(found)


def _nearest(
    found: tuple[tuple[Range, float], ...], head: HeadSpan, slot: str, sentences: NDArray[np.int64]
) -> tuple[tuple[Range, float], ...]:
    """Return the parties in the head's own sentence where there are any; others are the guide's second choice."""
    here = tuple(item for item in found if sentences[item[0][0]] == sentences[head.first])
    return here if here and slot in PARTY_SLOTS else found


def _ranked(scores: Floats, name: str, head: HeadSpan) -> tuple[tuple[str, float], ...]:
    labels = ATTRIBUTES[name]
    keep = [i for i, label in enumerate(labels) if name != "mode" or label.startswith(head.label + ".")]
    probabilities = softmax(scores[keep])
    order = np.argsort(-probabilities)[:3]
    return tuple((labels[keep[i]], float(probabilities[i])) for i in order)


def valence_of(scores: UnitScores, unit: int) -> str:
    """Return whether an outcome that begins at `unit` escalates."""
    return VALENCE_LABELS[int(scores.valence[unit].argmax())]
