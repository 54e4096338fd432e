"""The reader network in PyTorch: a BERT encoder, tag layers on units, and a scorer from frame heads to slots."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from lagebild.extract.labels import ATTRIBUTES, CONTENT_TAGS, EVENT_TAGS, FRAMES, SCENARIO_TAGS, SLOTS, VALENCE_LABELS
from training.reader.weights import PretrainedWeights

HIDDEN = 384
HEADS = 12
FEED_FORWARD = 1536
LAYERS = 12
EPSILON = 1e-12
PAIR = 192
DISTANCES = 32
RARE = -4.0


class Dropout(nn.Module):
    """Dropout from a bank of masks drawn once and read from a random place each time.

    Drawing every mask anew took 10 % of a training step on a CPU; read from a bank of 2**22 values a mask costs a
    fiftieth of that, and one repeats only in another alignment.
    """

    BANK = 1 << 22

    def __init__(self, share: float) -> None:
        super().__init__()
        keep = (torch.rand(self.BANK) >= share) / (1 - share)
        self.register_buffer("bank", keep.to(torch.bfloat16), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """Return `x` with a share of its values set to 0 and the rest scaled up; `x` itself outside training."""
        size = x.numel()
        if not self.training:
            return x
        if size >= self.BANK:
            return torch.cat([self.forward(part) for part in x.chunk(1 + size // (self.BANK // 2))])
        start = int(torch.randint(self.BANK - size, (1,)))
        return x * self.bank[start : start + size].view(x.shape)


class EncoderLayer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.attention_norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.widen = nn.Linear(HIDDEN, FEED_FORWARD)
        self.narrow = nn.Linear(FEED_FORWARD, HIDDEN)
        self.output_norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the states after attention and feed-forward; `mask` is added to the attention scores."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: PyTorch's fused attention on a CPU took twice as long, forward and backward.
        scores = torch.matmul(q * (HIDDEN // HEADS) ** -0.5, k.transpose(-1, -2)) + mask.to(q.dtype)
        mixed = torch.matmul(torch.softmax(scores, -1), v)
        mixed = mixed.transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.attention_norm(x + self.dropout(self.attended(mixed)))
        return self.output_norm(x + self.dropout(self.narrow(F.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """Word, position and type embeddings (words frozen, given from outside) and the transformer layers."""

    def __init__(self, *, layers: int = LAYERS, dropout: float = 0.1) -> None:
        super().__init__()
        self.positions = nn.Embedding(512, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(EncoderLayer(dropout) for _ in range(layers))

    def forward(self, words: Tensor, valid: Tensor) -> Tensor:
        """Return states [B, T, 384] from word rows [B, T, 384] and a mask [B, T] of the pieces that are there."""
        positions = self.positions.weight[: words.shape[1]]
        x = self.dropout(self.norm(words + positions + self.kind))
        mask = torch.zeros_like(valid, dtype=x.dtype).masked_fill(~valid, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


class SlotScorer(nn.Module):
    """Scores each unit as begin or inside of each slot of each frame head."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.head = nn.Linear(HIDDEN, 2 * PAIR)
        self.unit = nn.Linear(HIDDEN, 2 * PAIR)
        self.frame = nn.Embedding(len(FRAMES), PAIR)
        self.distance = nn.Embedding(2 * DISTANCES + 1, PAIR)
        self.dropout = Dropout(dropout)
        self.out = nn.Linear(PAIR, 2 * len(SLOTS))
        nn.init.constant_(self.out.bias, RARE)

    def forward(self, heads: Tensor, frames: Tensor, units: Tensor, distances: Tensor) -> Tensor:
        """Return scores [N, U, slots, 2] for heads [N, 384], their frames [N], units [N, U, 384], distances [N, U]."""
        head_sum, head_product = self.head(heads).chunk(2, -1)
        unit_sum, unit_product = self.unit(units).chunk(2, -1)
        mixed = (head_sum + self.frame(frames))[:, None] + unit_sum + self.distance(distances)
        mixed = F.gelu(mixed + head_product[:, None] * unit_product)
        scores: Tensor = self.out(self.dropout(mixed))
        return scores.view(*scores.shape[:2], len(SLOTS), 2)


@dataclass(slots=True)
class Tags:
    """Unit-level scores of one batch."""

    event: Tensor
    content: Tensor
    scenario: Tensor
    valence: Tensor


class Reader(nn.Module):
    """The whole network."""

    def __init__(self, *, layers: int = LAYERS, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(layers=layers, dropout=dropout)
        self.dropout = Dropout(dropout)
        sizes = (len(EVENT_TAGS), len(CONTENT_TAGS), len(SCENARIO_TAGS), len(VALENCE_LABELS))
        self.tag_sizes = sizes
        self.tagger = nn.Linear(HIDDEN, sum(sizes))
        nn.init.constant_(self.tagger.bias, 0.0)
        with torch.no_grad():
            for outside in (0, sizes[0], sizes[0] + sizes[1]):
                self.tagger.bias[outside] = -RARE
        self.slots = SlotScorer(dropout)
        self.attribute_mix = nn.Linear(2 * HIDDEN, HIDDEN)
        self.attributes = nn.ModuleDict({name: nn.Linear(HIDDEN, len(labels)) for name, labels in ATTRIBUTES.items()})

    def states(self, words: Tensor, valid: Tensor, unit_pieces: Tensor) -> Tensor:
        """Return one state per unit: that of its first piece."""
        states = self.encoder(words, valid)
        return torch.gather(states, 1, unit_pieces[:, :, None].expand(-1, -1, HIDDEN))

    def tags(self, units: Tensor) -> Tags:
        """Return the tag scores of units [B, U, 384]."""
        return Tags(*self.tagger(self.dropout(units)).split(self.tag_sizes, -1))

    def frame_scores(self, first: Tensor, last: Tensor, frames: Tensor, units: Tensor, distances: Tensor) -> Tensor:
        """Return slot scores for heads given by the states of their first and last unit."""
        return self.slots((first + last) / 2, frames, units, distances)

    def attribute_scores(self, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        """Return the scores of every attribute for heads given by the states of their first and last unit."""
        mixed = self.dropout(F.gelu(self.attribute_mix(torch.cat([first, last], -1))))
        return {name: layer(mixed) for name, layer in self.attributes.items()}


def distance_buckets(positions: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Return the signed distance of units to a head in logarithmic buckets, 0 … 2 * DISTANCES."""
    before = (first[:, None] - positions).clamp(min=0)
    after = (positions - last[:, None]).clamp(min=0)
    signed = after - before
    magnitude = (4 * torch.log2(signed.abs().float() + 1)).round().clamp(max=DISTANCES).long()
    return DISTANCES + torch.sign(signed).long() * magnitude


def load_pretrained(model: Reader, weights: PretrainedWeights) -> None:
    """Copy the published encoder into `model`; layers beyond those of `model` are left out."""
    t = {name: torch.from_numpy(array.copy()) for name, array in weights.tensors.items()}
    encoder = model.encoder
    with torch.no_grad():
        encoder.positions.weight.copy_(t["emb.pos"].view(-1, HIDDEN))
        encoder.kind.copy_(t["emb.type"].view(-1, HIDDEN)[0])
        encoder.norm.weight.copy_(t["emb.ln.w"])
        encoder.norm.bias.copy_(t["emb.ln.b"])
        for index, layer in enumerate(encoder.layers):
            _load_layer(layer, index, t)


def _load_layer(layer: nn.Module, index: int, t: dict[str, Tensor]) -> None:
    def weight(name: str, rows: int, columns: int) -> Tensor:
        return t[f"l{index}.{name}.w"].view(rows, columns)

    layer.qkv.weight.copy_(torch.cat([weight(name, HIDDEN, HIDDEN) for name in "qkv"]))
    layer.qkv.bias.copy_(torch.cat([t[f"l{index}.{name}.b"] for name in "qkv"]))
    layer.attended.weight.copy_(weight("ao", HIDDEN, HIDDEN))
    layer.attended.bias.copy_(t[f"l{index}.ao.b"])
    layer.widen.weight.copy_(weight("fi", FEED_FORWARD, HIDDEN))
    layer.widen.bias.copy_(t[f"l{index}.fi.b"])
    layer.narrow.weight.copy_(weight("fo", HIDDEN, FEED_FORWARD))
    layer.narrow.bias.copy_(t[f"l{index}.fo.b"])
    for norm, name in ((layer.attention_norm, "aln"), (layer.output_norm, "oln")):
        norm.weight.copy_(t[f"l{index}.{name}.w"])
        norm.bias.copy_(t[f"l{index}.{name}.b"])
