"""The training loop of the reader: losses, schedule, and one pass after another over the corpus."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from lagebild.extract.ground.naming import find_namings
from lagebild.extract.ground.passage import PassageReader
from lagebild.extract.labels import FRAMES
from training.reader.batches import Batch, WordRows, collate, group_by_length
from training.reader.encode import IGNORE, Example, encode_passage, join_examples
from training.reader.model import Reader, distance_buckets, load_pretrained
from training.reader.pack import PACK, load_pieces, load_words
from training.reader.weights import find_pretrained, read_pretrained

BOS, PAD, EOS, UNKNOWN = 0, 1, 2, 3
SENTENCES = 4


@dataclass(frozen=True, slots=True)
class TrainOptions:
    """Settings of a training run; the defaults are those of the pack that ships.

    The rate is held after the warm-up and falls over the last share `decay` of the steps; `decay` 0 holds it to the
    end, so that a later run can go on from there over a corpus that has grown.
    """

    epochs: int = 22
    batch_pieces: int = 1200
    encoder_rate: float = 3e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    decay: float = 0.4
    weight_decay: float = 0.01
    dropout: float = 0.1
    piece_drop: float = 0.06
    layers: int = 12
    seed: int = 11


def load_examples(passages: Sequence[dict[str, Any]]) -> list[Example]:
    """Return the passages encoded with the pack's vocabulary and scanned for what they name."""
    pieces, reader = load_pieces(PACK), PassageReader()
    return [
        encode_passage(
            passage,
            pieces,
            bos=BOS,
            eos=EOS,
            namings=find_namings(reader.read(passage["text"], language=passage["lang"], day=passage["date"])),
        )
        for passage in passages
    ]


def is_held_out(passage_id: str, share: float) -> bool:
    """Return whether a passage belongs to the held-out share; decided by a hash of its id."""
    digest = int.from_bytes(blake2b(passage_id.encode(), digest_size=4).digest(), "big")
    return digest / 2**32 < share


def losses(model: Reader, batch: Batch) -> Tensor:
    """Return the summed loss of a batch per passage."""
    units = model.states(batch.words, batch.valid, batch.unit_pieces)
    tags = model.tags(units)
    total = (
        _cross_entropy(tags.event, batch.event)
        + 0.3 * _cross_entropy(tags.content, batch.content)
        + 0.3 * _cross_entropy(tags.scenario, batch.scenario)
        + 0.3 * _cross_entropy(tags.valence, batch.valence)
    )
    if len(batch.rows):
        first, last = units[batch.rows, batch.first], units[batch.rows, batch.last]
        positions = torch.arange(units.shape[1], device=units.device)[None]
        distances = distance_buckets(positions, batch.first, batch.last)
        slots = model.frame_scores(first, last, batch.frames, units[batch.rows], distances)
        slots, party = F.pad(slots, (1, 0)), batch.frames == FRAMES.index("party")
        total = total + 0.7 * _cross_entropy(slots[~party], batch.slots[~party])
        total = total + 2.0 * _cross_entropy(slots[party], batch.slots[party])
        for name, scores in model.attribute_scores(first, last).items():
            total = total + 0.5 * _cross_entropy(scores, batch.attributes[name])
    return total / len(batch.words)


def _cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    return F.cross_entropy(
        scores.float().reshape(-1, scores.shape[-1]), labels.reshape(-1), ignore_index=IGNORE, reduction="sum"
    )


def mix_sentences(examples: Sequence[Example], rng: random.Random) -> list[Example]:
    """Return the reports as they are, and the single sentences joined anew into groups of SENTENCES by language."""
    mixed = [e for e in examples if not e.id.startswith("s-")]
    by_language: dict[str, list[Example]] = {}
    for example in examples:
        if example.id.startswith("s-"):
            by_language.setdefault(example.language, []).append(example)
    for sentences in by_language.values():
        rng.shuffle(sentences)
        mixed += [join_examples(sentences[i : i + SENTENCES]) for i in range(0, len(sentences), SENTENCES)]
    return mixed


def _optimizer(model: Reader, options: TrainOptions) -> torch.optim.Optimizer:
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in encoder}
    rest = [p for p in model.parameters() if id(p) not in known]
    groups = [{"params": encoder, "lr": options.encoder_rate}, {"params": rest, "lr": options.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=options.weight_decay, fused=True)


def _schedule(options: TrainOptions, steps: int) -> Any:
    warm = max(1, int(options.warmup * steps))

    falling = options.decay * steps

    def factor(step: int) -> float:
        if step < warm:
            return (step + 1) / warm
        left = (steps - step) / falling if falling else 1.0
        return 1 - math.sqrt(1 - min(1.0, max(0.0, left)))

    return factor


def _to(batch: Batch, device: str) -> Batch:
    if device == "cpu":
        return batch
    moved = {
        name: {k: v.to(device) for k, v in value.items()} if isinstance(value, dict) else value.to(device)
        for name in Batch.__slots__
        for value in [getattr(batch, name)]
    }
    return Batch(**moved)


def train(
    examples: Sequence[Example], options: TrainOptions, *, start: Path | None = None
) -> Iterator[tuple[int, float, Reader]]:
    """Yield (epoch, mean loss, model) after each epoch of training on `examples`."""
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = Reader(layers=options.layers, dropout=options.dropout)
    load_pretrained(model, read_pretrained(find_pretrained()))
    if start:
        model.load_state_dict(torch.load(start, weights_only=True))
    model.to(device)
    words = WordRows(load_words(PACK))
    optimizer = _optimizer(model, options)
    steps = options.epochs * len(group_by_length(mix_sentences(examples, random.Random(0)), options.batch_pieces, rng))
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, _schedule(options, steps))
    for epoch in range(options.epochs):
        model.train()
        total, count = 0.0, 0
        for group in group_by_length(mix_sentences(examples, rng), options.batch_pieces, rng):
            batch = _to(collate(group, words, pad=PAD, unknown=UNKNOWN, drop=options.piece_drop, rng=rng), device)
            with torch.autocast(device, torch.bfloat16):
                loss = losses(model, batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            scheduler.step()
            total, count = total + loss.item() * len(group), count + len(group)
        yield epoch, total / count, model
