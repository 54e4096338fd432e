"""Scores to frames: anchors, contents inside one sentence, slots."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from lagebild.extract.decode import (
    Floats,
    HeadSpan,
    Thresholds,
    UnitScores,
    best_path,
    decode,
    find_heads,
    ranges,
    softmax,
)
from lagebild.extract.labels import (
    ATTRIBUTES,
    CONTENT_TAGS,
    EVENT_TAGS,
    MODE_LABELS,
    SCENARIO_TAGS,
    SLOTS,
    VALENCE_LABELS,
)

SURE = 9.0


def tags(names: Sequence[str], labels: Sequence[str]) -> Floats:
    scores = np.zeros((len(names), len(labels)), np.float32)
    for row, name in enumerate(names):
        scores[row, labels.index(name)] = SURE
    return scores


def unit_scores(event: Sequence[str], content: Sequence[str] = (), scenario: Sequence[str] = ()) -> UnitScores:
    outside = ["O"] * len(event)
    return UnitScores(
        np.zeros((len(event), 384), np.float32),
        tags(event, EVENT_TAGS),
        tags(content or outside, CONTENT_TAGS),
        tags(scenario or outside, SCENARIO_TAGS),
        np.zeros((len(event), len(VALENCE_LABELS)), np.float32),
    )


class Scorer:
    """Fills the actor slot with unit 0 and says mode `drone`."""

    def score_frames(self, states: Floats, heads: Sequence[HeadSpan]) -> tuple[Floats, dict[str, Floats]]:
        slots = np.full((len(heads), len(states), len(SLOTS), 2), -SURE, np.float32)
        slots[:, 0, SLOTS.index("actor"), 0] = SURE
        attributes = {name: np.zeros((len(heads), len(labels)), np.float32) for name, labels in ATTRIBUTES.items()}
        attributes["mode"][:, MODE_LABELS.index("ASSAULT.drone")] = SURE
        return slots, attributes


def test_anchors_carry_their_root() -> None:
    scores = unit_scores(["O", "B-ASSAULT", "O", "B-CONSULT", "I-CONSULT"])
    heads = find_heads(scores, np.zeros(5, np.int64), thresholds=Thresholds())
    assert [(h.first, h.last, h.label) for h in heads] == [(1, 1, "ASSAULT"), (3, 4, "CONSULT")]
    assert all(h.confidence > 0.9 for h in heads)


def test_nothing_found_nothing_given() -> None:
    assert decode(unit_scores(["O", "O"]), Scorer(), np.zeros(2, np.int64), thresholds=Thresholds()) == []


def test_slots_and_modes_of_the_root() -> None:
    (frame,) = decode(unit_scores(["O", "B-ASSAULT"]), Scorer(), np.zeros(2, np.int64), thresholds=Thresholds())
    assert [units for units, _ in frame.slots["actor"]] == [(0, 0)]
    assert frame.slots["recipient"] == ()
    assert frame.attributes["mode"][0][0] == "ASSAULT.drone"
    assert all(label.startswith("ASSAULT.") for label, _ in frame.attributes["mode"])


@pytest.mark.parametrize(
    ("names", "sentences", "expected"),
    [
        (["B", "I", "I", "O"], [0, 0, 0, 0], [(0, 2, "")]),
        (["B", "I", "B", "I"], [0, 0, 0, 0], [(0, 1, ""), (2, 3, "")]),
        (["B", "I", "I", "I"], [0, 0, 1, 1], [(0, 1, "")]),
    ],
)
def test_a_content_stays_in_its_sentence(
    names: list[str], sentences: list[int], expected: list[tuple[int, int, str]]
) -> None:
    path = best_path(softmax(tags(names, CONTENT_TAGS)), CONTENT_TAGS, np.array(sentences))
    found = [r for r in ranges(path, CONTENT_TAGS) if sentences[r[0]] == sentences[expected[0][0]]]
    assert found == expected


def test_a_content_cannot_begin_inside() -> None:
    path = best_path(softmax(tags(["I", "I", "O"], CONTENT_TAGS)), CONTENT_TAGS, np.zeros(3, np.int64))
    assert all(CONTENT_TAGS[tag] != "I" or CONTENT_TAGS[path[i - 1]] in "BI" for i, tag in enumerate(path))
