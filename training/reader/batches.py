"""Examples to padded batches of tensors, sorted by length so that little is padded."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lagebild.extract.labels import ATTRIBUTES, SLOTS
from training.reader.encode import IGNORE, Example
from training.reader.weights import dequantise


@dataclass(slots=True)
class Batch:
    """One padded batch; heads are listed over the whole batch with the row they stand in."""

    words: Tensor
    valid: Tensor
    unit_pieces: Tensor
    unit_valid: Tensor
    event: Tensor
    content: Tensor
    scenario: Tensor
    valence: Tensor
    rows: Tensor
    first: Tensor
    last: Tensor
    frames: Tensor
    slots: Tensor
    attributes: dict[str, Tensor]


class WordRows:
    """The frozen word embedding, kept as 4-bit blocks and looked up as f32 rows."""

    def __init__(self, blocks: NDArray[np.uint8]) -> None:
        self._rows = torch.from_numpy(dequantise(blocks).reshape(len(blocks), -1))

    def __call__(self, ids: Tensor) -> Tensor:
        """Return the rows of `ids` with a last axis of 384."""
        return torch.nn.functional.embedding(ids, self._rows)


def group_by_length(examples: Sequence[Example], tokens: int, rng: random.Random) -> list[list[Example]]:
    """Return shuffled groups of examples of like length, each of at most about `tokens` padded pieces."""
    ordered = sorted(examples, key=lambda e: len(e.ids) + rng.random() * 24)
    groups: list[list[Example]] = [[]]
    for example in ordered:
        longest = max([len(example.ids), *(len(e.ids) for e in groups[-1])])
        if groups[-1] and longest * (len(groups[-1]) + 1) > tokens:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    return groups


def collate(
    examples: Sequence[Example], words: WordRows, *, pad: int, unknown: int, drop: float, rng: random.Random
) -> Batch:
    """Return the examples as one batch; a share `drop` of the pieces is replaced by the unknown piece."""
    length = max(len(e.ids) for e in examples)
    units = max(len(e.event_tags) for e in examples)
    ids = np.full((len(examples), length), pad, np.int64)
    unit_pieces = np.zeros((len(examples), units), np.int64)
    tags = np.full((4, len(examples), units), IGNORE, np.int64)
    for row, example in enumerate(examples):
        ids[row, : len(example.ids)] = example.ids
        count = len(example.event_tags)
        unit_pieces[row, :count] = example.unit_pieces
        per_unit = (example.event_tags, example.content_tags, example.scenario_tags, example.valences)
        for index, values in enumerate(per_unit):
            tags[index, row, :count] = values
    valid = ids != pad
    if drop:
        noise = np.array([[rng.random() < drop for _ in range(length)] for _ in examples])
        ids[noise & valid] = unknown
    heads = [(row, head) for row, example in enumerate(examples) for head in example.heads]
    slots = np.full((len(heads), units, len(SLOTS)), IGNORE, np.int64)
    for index, (_, head) in enumerate(heads):
        slots[index, : head.slots.shape[1]] = head.slots.T
    event, content, scenario, valence = torch.from_numpy(tags)
    return Batch(
        words(torch.from_numpy(ids)),
        torch.from_numpy(valid),
        torch.from_numpy(unit_pieces),
        event != IGNORE,
        event,
        content,
        scenario,
        valence,
        column(row for row, _ in heads),
        column(head.first for _, head in heads),
        column(head.last for _, head in heads),
        column(head.frame for _, head in heads),
        torch.from_numpy(slots),
        {name: column(head.attributes[name] for _, head in heads) for name in ATTRIBUTES},
    )


def column(values: Iterable[int]) -> Tensor:
    """Return the values as a tensor of longs."""
    return torch.tensor(list(values), dtype=torch.long)
