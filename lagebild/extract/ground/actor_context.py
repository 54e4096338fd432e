"""Which country a party without one belongs to: what stands beside it, before it, and what the passage is about."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lagebild.extract.ground.actor_span import PARTISAN, SpanEvidence
from lagebild.extract.ground.cue import cue_words
from lagebild.extract.ground.passage import Anchor, Passage

HOME_OF_LANGUAGE: Final = {"de": "DEU", "pl": "POL", "uk": "UKR", "ru": "RUS", "tr": "TUR", "it": "ITA", "zh": "CHN"}
ONLY_HOME: Final = {"fr": "FRA"}
KIND_WEIGHT: Final = {"state": 1.0, "adjective": 1.0, "town": 1.0, "organisation": 0.7, "person": 0.9}
LOCAL: Final = frozenset(
    [
        "CVL",
        "COP",
        "LAB",
        "EDU",
        "MED",
        "AGR",
        "SOC",
        "JRN",
        "REL",
        "CRM",
        "UAF",
        "OPP",
        "REF",
        "BUS",
        "JUD",
        "LEG",
        "PTY",
    ]
)


BORDER: Final = (
    "grenze", "border", "frontier", "fronter", "confine", "fronteira", "granic", "границ", "кордон", "sinir", "حدود",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of hint counts; set by `bench.grounding` on the cases and the visible gold."""

    reach: float = 16.0
    party: float = 0.5
    first: float = 0.2
    everywhere: float = 0.28
    town: float = 1.2
    local_town: float = 1.8
    local_adjective: float = 0.6
    located: float = 1.3
    goal: float = 0.8
    after: float = 0.35
    later: float = 0.3
    home: float = 0.35
    scene: float = 0.6
    local_scene: float = 0.8
    border: float = 0.3


WEIGHTS: Final = Weights()


@dataclass(frozen=True, slots=True)
class Guess:
    """A country for a party that names none, with the runners-up and the reason."""

    country: str
    scores: tuple[tuple[str, float], ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Party:
    """A party settled before, at a token, with its countries."""

    token: int
    country: str


def beside(passage: Passage, evidence: SpanEvidence) -> Anchor | None:
    """Return the country that stands as attribute right after the span, or right before it."""
    tokens = passage.tokens
    after = [a for a in passage.anchors if evidence.last <= a.first <= evidence.last + 3 and passage.language != "zh"]
    for anchor in after:
        gap = tokens[evidence.last : anchor.first]
        between = passage.text[tokens[evidence.last - 1].stop : tokens[anchor.first].start]
        if any(mark in between for mark in ',.;:()«»„“"–—，。；、') or (
            not gap and passage.language != "zh" and anchor.kind != "adjective"
        ):
            continue
        if all(token.folded in cue_words("of") for token in gap) and bool(gap) != (anchor.kind == "adjective"):
            return anchor
    before = [a for a in passage.anchors if a.last == evidence.first]
    return next((a for a in reversed(before) if _is_attribute(passage, a, evidence.first)), None)


def _is_attribute(passage: Passage, anchor: Anchor, first: int) -> bool:
    between = passage.text[passage.tokens[anchor.last - 1].stop : passage.tokens[first].start]
    if between.strip() not in ("", "’s", "'s", "’", "'", "-", "的"):
        return False
    return anchor.kind == "adjective" or _genitive(passage, anchor) or passage.language == "zh"


def _genitive(passage: Passage, anchor: Anchor) -> bool:
    last = passage.tokens[anchor.last - 1]
    word, after = last.text, passage.text[last.stop : last.stop + 2]
    return (
        word.endswith(("s", "ın", "in", "un"))
        or after in ("’s", "'s", "s’")
        or (passage.language in ("en", "tr") and anchor.kind == "state")
    )


def guess_country(
    passage: Passage,
    evidence: SpanEvidence,
    parties: Sequence[Party],
    *,
    sector: str | None,
    weights: Weights = WEIGHTS,
) -> Guess | None:
    """Return the likeliest country of a party, from all that the passage names around it."""
    anchor = beside(passage, evidence)
    if anchor:
        word = passage.text[passage.tokens[anchor.first].start : passage.tokens[anchor.last - 1].stop]
        return Guess(anchor.country, ((anchor.country, 1.0),), f"{word!r} stands beside it")
    scores: dict[str, float] = defaultdict(float)
    sentence = passage.sentence_of(evidence.first)
    scene = scene_of(passage)
    if scene:
        scores[scene] += weights.local_scene if sector in LOCAL else weights.scene
    for order, anchor in enumerate(passage.anchors):
        if evidence.first <= anchor.first < evidence.last:
            continue
        weight = _weight(passage, anchor, sector, weights)
        near = _decay(passage, anchor.first, anchor.last, evidence, sentence, weights)
        scores[anchor.country] += weight * (near + weights.everywhere) + weights.first * (order == 0)
    for party in parties:
        near = _decay(passage, party.token, party.token + 1, evidence, sentence, weights)
        scores[party.country] += weights.party * near
    home = HOME_OF_LANGUAGE.get(passage.language)
    if home and scores:
        scores[home] += weights.home
    if not scores:
        home = home or ONLY_HOME.get(passage.language)
        return Guess(home, ((home, 1.0),), "no country named: the home of the language") if home else None
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    total = sum(score for _, score in ranked)
    return Guess(ranked[0][0], tuple((c, round(s / total, 3)) for c, s in ranked[:4]), "nearest country of the passage")


def scene_of(passage: Passage) -> str | None:
    """Return the country where the passage is set: of the first town, or of the first state with `in` before it."""
    for anchor in passage.anchors:
        before = {token.folded for token in passage.tokens[max(0, anchor.first - 2) : anchor.first]}
        if before & (PARTISAN | cue_words("towards")) or _at_border(passage, anchor):
            continue
        if anchor.kind == "town" and before & cue_words("where"):
            return anchor.country
        if anchor.kind in ("state", "adjective") and before & cue_words("locative"):
            return anchor.country
    return None


def _at_border(passage: Passage, anchor: Anchor) -> bool:
    around = passage.tokens[max(0, anchor.first - 3) : anchor.first] + passage.tokens[anchor.last : anchor.last + 2]
    return any(token.folded.startswith(BORDER) for token in around)


def _weight(passage: Passage, anchor: Anchor, sector: str | None, weights: Weights) -> float:
    weight = KIND_WEIGHT[anchor.kind]
    if anchor.kind == "town":
        weight *= weights.local_town if sector in LOCAL else weights.town
    elif sector in LOCAL and anchor.kind == "adjective":
        weight *= weights.local_adjective
    before = {token.folded for token in passage.tokens[max(0, anchor.first - 2) : anchor.first]}
    if before & PARTISAN:
        return 0.0
    if _at_border(passage, anchor):
        return weight * weights.border
    if before & cue_words("towards"):
        weight *= weights.goal
    elif sector in LOCAL and before & cue_words("locative"):
        weight *= weights.located
    return weight


def _decay(passage: Passage, first: int, last: int, evidence: SpanEvidence, sentence: int, weights: Weights) -> float:
    if last <= evidence.first:
        distance, factor = evidence.first - last, 1.0
    else:
        distance = first - evidence.last
        factor = weights.after if passage.sentence_of(first) == sentence else weights.later
    return factor * math.exp(-max(0, distance) / weights.reach)
