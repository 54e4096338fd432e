"""The supervised PLV classifier: the reader's encoder, told where the parties stand, trained on to name the root."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from bench.plv_corpus import MarkedSentence
from lagebild.extract.labels import EVENT_TAGS
from lagebild.ontology.plover import ROOTS
from training.reader.batches import WordRows
from training.reader.model import HIDDEN
from training.reader.pack import load_pieces, load_words
from training.reader.unpack import unpack

BOS, PAD, EOS = 0, 1, 2
NOBODY, SOURCE, TARGET = 0, 1, 2
LIMIT = 510
ROOTS_OF_PLV = sorted({"YIELD", *ROOTS} - {"CONCEDE", "RETREAT"})


@dataclass(frozen=True, slots=True)
class Settings:
    """How a classifier is trained: the first values tried, looked at on one fold of the published training half."""

    epochs: int = 8
    prepare_epochs: int = 2
    sentences: int = 24
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    smoothing: float = 0.1
    dropout: float = 0.15
    seed: int = 5


@dataclass(frozen=True, slots=True)
class PairExample:
    """A sentence as piece ids, who each piece belongs to, and the root as a number."""

    ids: list[int]
    party: list[int]


class PairNetwork(nn.Module):
    """Reader states pooled over the sentence, over each party and over what looks like an event, to scores of roots."""

    def __init__(self, pack: Path, roots: int, settings: Settings) -> None:
        super().__init__()
        self.reader = unpack(pack, dropout=settings.dropout)
        self.party = nn.Embedding(3, HIDDEN)
        nn.init.normal_(self.party.weight, std=0.02)
        self.mix = nn.Linear(4 * HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN + len(EVENT_TAGS), roots)
        self.dropout = nn.Dropout(settings.dropout)

    def forward(self, words: Tensor, valid: Tensor, party: Tensor) -> Tensor:
        """Return root scores [B, roots] from word rows [B, T, 384], a mask and the party of each piece [B, T]."""
        states = self.reader.encoder(words + self.party(party), valid)
        tags = self.reader.tags(states).event.float()
        eventful = torch.logsumexp(tags[..., 1:], -1) - tags[..., 0]
        weights = torch.softmax(eventful.masked_fill(~valid, -1e4), -1)
        pooled = [
            _mean(states, valid),
            _mean(states, party == SOURCE),
            _mean(states, party == TARGET),
            (states * weights[..., None]).sum(1),
        ]
        mixed = F.gelu(self.mix(self.dropout(torch.cat(pooled, -1))))
        tag_scores = (torch.log_softmax(tags, -1) * weights[..., None]).sum(1)
        scores: Tensor = self.out(self.dropout(torch.cat([mixed, tag_scores], -1)))
        return scores


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    share = mask.to(states.dtype)[..., None]
    return (states * share).sum(1) / share.sum(1).clamp(min=1)


class PairClassifier:
    """Trains on marked sentences and names the roots of others."""

    def __init__(self, pack: Path, settings: Settings | None = None) -> None:
        self._pack, self._settings = pack, settings or Settings()
        self._pieces = load_pieces(pack)
        self._words = WordRows(load_words(pack))
        self._start: dict[str, Tensor] | None = None

    def prepare(self, sentences: Sequence[MarkedSentence]) -> None:
        """Train on sentences that are no part of the benchmark; every later `fit_predict` goes on from there."""
        known = [sentence for sentence in sentences if sentence.root in ROOTS_OF_PLV]
        model = self._new_model()
        self._train(model, known, self._settings.prepare_epochs)
        self._start = model.state_dict()

    def fit_predict(self, train: Sequence[MarkedSentence], test: Sequence[MarkedSentence]) -> list[str]:
        """Train on `train` and return the root found for each of `test`."""
        model = self._new_model()
        self._train(model, train, self._settings.epochs)
        return self._predict(model.eval(), test)

    def _new_model(self) -> PairNetwork:
        torch.manual_seed(self._settings.seed)
        model = PairNetwork(self._pack, len(ROOTS_OF_PLV), self._settings)
        if self._start:
            model.load_state_dict(self._start)
        return model

    def _train(self, model: PairNetwork, sentences: Sequence[MarkedSentence], epochs: int) -> None:
        settings, rng = self._settings, random.Random(self._settings.seed)
        examples = [self._encode(sentence) for sentence in sentences]
        optimizer = _optimizer(model, settings)
        steps = epochs * -(-len(examples) // settings.sentences)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
        model.train()
        for _ in range(epochs):
            for rows in _batches(examples, settings.sentences, rng):
                with torch.autocast("cpu", torch.bfloat16):
                    scores = model(*self._collate([examples[i] for i in rows]))
                target = torch.tensor([ROOTS_OF_PLV.index(sentences[i].root) for i in rows])
                loss = F.cross_entropy(scores.float(), target, label_smoothing=settings.smoothing)
                optimizer.zero_grad(set_to_none=True)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                schedule.step()

    def _encode(self, sentence: MarkedSentence) -> PairExample:
        cut = self._pieces.cut(sentence.text)
        party = [NOBODY]
        for start, stop in zip(cut.starts, cut.stops, strict=True):
            inside = [stop > a and start < b for a, b in (sentence.source, sentence.target)]
            party.append(SOURCE if inside[0] else TARGET if inside[1] else NOBODY)
        return PairExample([BOS, *cut.ids, EOS][:LIMIT], [*party, NOBODY][:LIMIT])

    @torch.no_grad()
    def _predict(self, model: PairNetwork, sentences: Sequence[MarkedSentence]) -> list[str]:
        examples = [self._encode(sentence) for sentence in sentences]
        return [ROOTS_OF_PLV[int(model(*self._collate([example])).argmax())] for example in examples]

    def _collate(self, examples: Sequence[PairExample]) -> tuple[Tensor, Tensor, Tensor]:
        length = max(len(example.ids) for example in examples)
        ids = torch.tensor([example.ids + [PAD] * (length - len(example.ids)) for example in examples])
        party = torch.tensor([example.party + [NOBODY] * (length - len(example.party)) for example in examples])
        return self._words(ids), ids != PAD, party


def _optimizer(model: PairNetwork, settings: Settings) -> torch.optim.Optimizer:
    encoder = list(model.reader.encoder.parameters())
    known = {id(p) for p in encoder}
    rest = [p for p in model.parameters() if id(p) not in known]
    groups = [{"params": encoder, "lr": settings.encoder_rate}, {"params": rest, "lr": settings.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _rate(step: int, steps: int) -> float:
    warm = max(1, steps // 10)
    return (step + 1) / warm if step < warm else 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def _batches(examples: Sequence[PairExample], size: int, rng: random.Random) -> list[list[int]]:
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids) + rng.random() * 12)
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(batches)
    return batches
