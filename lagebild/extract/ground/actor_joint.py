"""Several parties in one span (`envoys of Seoul and Tokyo`), and the noun that a bare adjective goes before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from lagebild.extract.ground.actor_span import SpanEvidence, words_between
from lagebild.extract.ground.cue import cue_words
from lagebild.extract.ground.lexicon import Lexicon
from lagebild.extract.ground.passage import Name, Passage, Town
from lagebild.extract.ground.phrase import Found

Mention = Found | Name | Town
LENDING: Final = frozenset(["MIL", "DIPLO"])
FARTHEST: Final = 4
SLAVIC: Final = frozenset(["pl", "ru", "uk"])
ARTICLES: Final = frozenset(["the", "der", "die", "das", "dem", "den", "le", "la", "les", "el", "los", "il", "o", "as"])


def joint_mentions(passage: Passage, evidence: SpanEvidence) -> list[Mention]:
    """Return the parties of a span that `and` joins, where not all are states: towns, organisations, or a mixture."""
    organisations = [n for n in evidence.names if n.organisation]
    towns = [t for t in evidence.towns if t.capital]
    found: list[Mention] = [*evidence.states, *organisations, *towns]
    mentions = sorted(found, key=lambda mention: mention.first)
    if len(mentions) < 2 or len(evidence.states) == len(mentions) or len(organisations) == len(mentions):
        return []
    conjoined = all(_is_joined(passage, a, b) for a, b in pairwise(mentions))
    return mentions if conjoined and joined_by_and(passage, mentions[-2].last, mentions[-1].first) else []


def _is_joined(passage: Passage, a: Mention, b: Mention) -> bool:
    return joined_by_and(passage, a.last, b.first) or _between(passage, a.last, b.first).strip() in (",", "、", "،")


def joined_by_and(passage: Passage, stop: int, first: int) -> bool:
    """Return whether only `and`, small words and articles stand between two tokens; Arabic writes `and` as a prefix."""
    gap = {token.text.lower() for token in passage.tokens[stop:first]}
    if not gap:
        return passage.tokens[first].text[0] == "و" and not _between(passage, stop, first).strip()
    joining = cue_words("conjunctions") - (frozenset() if passage.language in SLAVIC else frozenset(["a"]))
    return bool(gap & joining) and gap <= joining | cue_words("of") | ARTICLES


def _between(passage: Passage, stop: int, first: int) -> str:
    return passage.text[passage.tokens[stop - 1].stop : passage.tokens[first].start]


def lent_sector(passage: Passage, evidence: SpanEvidence, lexicon: Lexicon) -> str | None:
    """Return the sector of the noun that a bare adjective belongs to: `Israeli` of `an Israeli and a Greek warship`."""
    alone = evidence.last - evidence.first == 1 and len(evidence.states) == 1
    if not alone or passage.language in ("ar", "zh") or _is_noun(passage, evidence.first):
        return None
    first = _head_after(passage, evidence.last)
    stop = next((w for w in words_between(passage, first, min(first + 2, len(passage.tokens)), lexicon)), None)
    if stop is None or stop.first > first + 1 or stop.value not in LENDING:
        return None
    if any(mark in _between(passage, evidence.last, stop.first) for mark in '.;:!?()«»„“"'):
        return None
    return "GOV" if stop.value == "DIPLO" else stop.value


def _is_noun(passage: Passage, token: int) -> bool:
    """Return whether the word is a state or its people rather than an adjective."""
    return any(a.first == token and a.kind == "state" for a in passage.anchors)


def _head_after(passage: Passage, first: int) -> int:
    """Return the token after further adjectives of states that `and` joins to the first."""
    states = {hit.first: hit for hit in passage.states}
    stop = min(first + FARTHEST, len(passage.tokens))
    while first < stop:
        joins = passage.tokens[first].folded in cue_words("conjunctions")
        if first in states:
            first = states[first].last
        elif joins and first + 1 in states:
            first += 1
        else:
            break
    return first


def codes_apart(mentions: Sequence[Mention]) -> bool:
    """Return whether the mentions stand for more than one party."""
    return len({_key(mention) for mention in mentions}) > 1


def _key(mention: Mention) -> str | None:
    if isinstance(mention, Name):
        return mention.organisation.code if mention.organisation else None
    return mention.value if isinstance(mention, Found) else mention.place.country
