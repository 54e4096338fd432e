"""Score a network in training on gold passages, with the reader's own decoding but without rules and grounding."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from bench.score import score
from lagebild.extract.chunk import make_chunks
from lagebild.extract.decode import Floats, HeadSpan, Thresholds, UnitScores, decode
from lagebild.extract.draft import ChunkOffsets, Drafts, add_frame
from lagebild.extract.labels import FRAMES
from lagebild.extract.sentence import split_sentences
from lagebild.spans import Span
from training.reader.batches import WordRows
from training.reader.model import Reader, distance_buckets
from training.reader.pack import PACK, load_pieces, load_words

BOS, EOS = 0, 2


class TorchNetwork:
    """A network in training behind the interface that decoding expects."""

    def __init__(self, model: Reader) -> None:
        self._model = model.eval()
        self._device = next(model.parameters()).device
        self._words = WordRows(load_words(PACK))

    @torch.no_grad()
    def score_units(self, ids: list[int], unit_pieces: list[int]) -> UnitScores:
        """Return the scores of one chunk."""
        row = torch.tensor([[BOS, *ids, EOS]])
        valid = torch.ones_like(row, dtype=torch.bool)
        pieces = torch.tensor([[piece + 1 for piece in unit_pieces]])
        units = self._model.states(self._words(row).to(self._device), valid.to(self._device), pieces.to(self._device))
        tags = self._model.tags(units)
        return UnitScores(
            *(t[0].float().cpu().numpy() for t in (units, tags.event, tags.content, tags.scenario, tags.valence))
        )

    @torch.no_grad()
    def score_frames(self, states: Floats, heads: Sequence[HeadSpan]) -> tuple[Floats, dict[str, Floats]]:
        """Return slot and attribute scores of heads."""
        units = torch.from_numpy(states).to(self._device)[None]
        column = lambda values: torch.tensor(list(values), device=self._device)  # noqa: E731
        first, last = column(h.first for h in heads), column(h.last for h in heads)
        frames = column(FRAMES.index(h.frame) for h in heads)
        distances = distance_buckets(torch.arange(len(states), device=self._device)[None], first, last)
        spread = units.expand(len(heads), -1, -1)
        slots = self._model.frame_scores(units[0, first], units[0, last], frames, spread, distances)
        attributes = self._model.attribute_scores(units[0, first], units[0, last])
        return slots.cpu().numpy(), {name: scores.cpu().numpy() for name, scores in attributes.items()}


def find_drafts(passage: dict[str, Any], network: TorchNetwork, thresholds: Thresholds) -> Drafts:
    """Return what the network finds in a passage."""
    text = passage["text"]
    drafts = Drafts()
    pieces = load_pieces_once()
    for chunk in make_chunks(text, split_sentences(text, passage["lang"]), pieces):
        scores = network.score_units(chunk.pieces.ids, chunk.pieces.unit_pieces)
        offsets = ChunkOffsets(chunk.pieces, chunk.begin)
        for frame in decode(scores, network, chunk.sentences, thresholds=thresholds):
            add_frame(drafts, frame, scores, offsets, chunk.sentences, "training")
    drafts.sort()
    return drafts


_PIECES: list[Any] = []


def load_pieces_once() -> Any:
    """Return the pack's piece model, read once."""
    if not _PIECES:
        _PIECES.append(load_pieces(PACK))
    return _PIECES[0]


def as_passage(passage: dict[str, Any], drafts: Drafts) -> dict[str, Any]:
    """Return drafts in the passage format, without codes."""
    text = passage["text"]

    def span(s: Span) -> dict[str, Any]:
        return {"text": s.of(text), "start": s.start, "end": s.stop}

    return {
        "id": passage["id"],
        "text": text,
        "events": [
            {
                "type": e.root, "mode": e.mode, "anchor": span(e.anchor), "status": e.status,
                "actor": [span(s) for s in e.actors], "recipient": [span(s) for s in e.recipients],
                "place": [span(s) for s in e.places],
            }
            for e in drafts.events
        ],
        "statements": [
            {
                "cue": span(s.cue) if s.cue else None, "sources": [span(x) for x in s.sources],
                "content": span(s.content), "kind": s.kind, "certainty": s.band,
            }
            for s in drafts.statements
        ],
        "scenarios": [
            {
                "condition": span(s.condition) if s.condition else None, "outcome": [span(x) for x, _ in s.outcomes],
                "rank": s.rank,
            }
            for s in drafts.scenarios
        ],
    }  # fmt: skip


def evaluate(model: Reader, gold_path: Path, *, thresholds: Thresholds | None = None) -> dict[str, float]:
    """Return the main figures of the scorer, rounded; the model is left in evaluation mode."""
    gold = [json.loads(line) for line in gold_path.read_text(encoding="utf-8").splitlines() if line]
    network = TorchNetwork(model)
    found = [as_passage(p, find_drafts(p, network, thresholds or Thresholds())) for p in gold]
    figures = score(gold, found)
    keys = ("events.typed", "events.quad", "roles.actor", "roles.recipient", "roles.place", "statements",
            "statements.chain", "statements.nested", "scenarios")  # fmt: skip
    row = {key: round(figures[key]["f1"], 3) for key in keys}
    row["typed.p"], row["typed.r"] = round(figures["events.typed"]["p"], 3), round(figures["events.typed"]["r"], 3)
    row["status"] = round(figures["status"]["accuracy"], 3)
    row["certainty"] = round(figures["certainty"]["within_one"], 3)
    row["spurious"] = round(figures["certainty"]["spurious"], 3)
    row["empty"] = round(figures["empty.events"]["per_passage"], 2)
    assert np.isfinite(list(row.values())).all()
    return row
