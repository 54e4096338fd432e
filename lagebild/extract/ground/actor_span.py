"""What the words of one span say about the party: states, names, towns, kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from lagebild.extract.ground.cue import cue_words
from lagebild.extract.ground.lexicon import CLASSES, Lexicon
from lagebild.extract.ground.passage import Name, Passage, Town
from lagebild.extract.ground.phrase import Found
from lagebild.extract.ground.state import bare_arabic
from lagebild.spans import Span

RANK: Final = {
    "SPY": 9, "OPP": 8.5, "LAB": 8, "JRN": 7.5, "PRM": 7.2, "JUD": 7, "COP": 6.5, "MIL": 6, "LEG": 5.8, "REL":
    5.5, "MED": 5.4, "EDU": 5.3, "AGR": 5.2, "SOC": 5.1, "CRM": 5, "UAF": 4.8, "REF": 4.7, "BUS": 4.5, "PTY": 4.2,
    "GOV": 4, "CVL": 1,
}  # fmt: skip
MINORITY: Final = (
    "minderheit",
    "minorit",
    "minority",
    "меньшинств",
    "меншин",
    "mniejszos",
    "azinlik",
    "少数民族",
    "اقليه",
    "ethnic",
)
MINISTERIAL: Final = (
    "minist",
    "министер",
    "министр",
    "міністр",
    "міністер",
    "bakan",
    "وزير",
    "وزار",
    "部长",
    "外长",
    "外交部",
)
PARTISAN: Final = frozenset(["pro", "anti", "про", "анти", "filo"])
STATE_BODIES: Final = frozenset(["GOV", "MIL", "DIPLO", "SPY", "COP", "LEG", "JUD"])


@dataclass(frozen=True, slots=True)
class SpanEvidence:
    """The findings inside one span, tokens `[first, last)` of the passage."""

    first: int
    last: int
    states: tuple[Found, ...]
    names: tuple[Name, ...]
    towns: tuple[Town, ...]
    words: tuple[Found, ...]
    possessed: bool = False

    def has(self, *classes: str) -> bool:
        """Return whether a word of one of the classes stands in the span."""
        return any(word.value in classes for word in self.words)

    @property
    def sector(self) -> str | None:
        """The sector that the words ask for: the most telling of them."""
        sectors = [word.value for word in self.words if word.value not in CLASSES]
        if self.has("DIPLO") or any(
            word.phrase.words[0].startswith(MINISTERIAL) for word in self.words if word.value == "GOV"
        ):
            return "GOV"
        if "AGR" in sectors:
            return "AGR"
        return max(sectors, key=lambda sector: RANK.get(sector, 0)) if sectors else None

    @property
    def following(self) -> bool:
        """Whether the span means followers of somebody."""
        return any(word.phrase.words[0].startswith(tuple(cue_words("follower"))) for word in self.words)

    @property
    def pronoun(self) -> str | None:
        """The class of the pronoun that the span consists of, if it does."""
        if self.last - self.first <= 2 and not (self.states or self.names or self.towns):
            for word in self.words:
                if (
                    word.value in ("HE", "SHE", "IT", "THEY", "WE", "ONE")
                    and word.last == self.last
                    and word.first <= self.first + 1
                ):
                    return word.value
        return None


def evidence_of(passage: Passage, span: Span, lexicon: Lexicon) -> SpanEvidence:
    """Return what stands inside the span; the words are read anew, for a phrase may begin before the span."""
    first, last = passage.tokens_of(span)
    names = tuple(n for n in passage.names if first <= n.first and n.last <= last)
    covered = {i for n in names for i in range(n.first, n.last)}
    words = words_between(passage, first, last, lexicon)
    return SpanEvidence(
        first,
        last,
        tuple(s for s in passage.states if first <= s.first and s.last <= last and not _inside(s, names)),
        names,
        tuple(t for t in passage.towns if first <= t.first and t.last <= last),
        tuple(w for w in words if w.first not in covered and not _inside_state(w, passage.states)),
        _is_possessed(passage, first, words) if first < last else False,
    )


def _is_possessed(passage: Passage, first: int, words: Sequence[Found]) -> bool:
    """Return whether a possessive begins the span, or stands right before it."""
    if any(w.value == "HIS" and w.first == first and w.last < max(x.last for x in words) for w in words):
        return True
    for word in passage.words:
        if word.value == "HIS" and word.last in (first, first - 1) and word.first >= first - 2:
            between = passage.text[passage.tokens[word.last - 1].stop : passage.tokens[first].start]
            return not any(mark in between for mark in ',.;:!?()«»„“"') and (word.last == first or between.islower())
    return False


def words_between(passage: Passage, first: int, last: int, lexicon: Lexicon) -> list[Found]:
    """Return the words for kinds of parties at the tokens `[first, last)`."""
    tokens = bare_arabic(passage.tokens[first:last]) if passage.language == "ar" else passage.tokens[first:last]
    found = lexicon.words_in(tokens, language=passage.language)
    return [replace(hit, first=hit.first + first, last=hit.last + first) for hit in found]


def _inside_state(word: Found, states: Sequence[Found]) -> bool:
    return any(s.first <= word.first and word.last <= s.last for s in states)


def _inside(state: Found, names: Sequence[Name]) -> bool:
    return any(n.first <= state.first and state.last <= n.last and n.last - n.first > 0 for n in names)


def is_minority(passage: Passage, evidence: SpanEvidence) -> bool:
    """Return whether the span speaks of a minority, whose adjective names no state."""
    return any(token.folded.startswith(MINORITY) for token in passage.tokens[evidence.first : evidence.last])


def coordinated(passage: Passage, evidence: SpanEvidence) -> list[Found]:
    """Return the states of a span that are joined by `and`; the first one alone where they are not."""
    named = [s for s in evidence.states if s.first == 0 or passage.tokens[s.first - 1].folded not in PARTISAN]
    states = [s for i, s in enumerate(named) if s.value not in {t.value for t in named[:i]}]
    if len(states) < 2:
        return states
    joined = [states[0]]
    for a, b in pairwise(states):
        if _is_conjoined(passage, a, b):
            joined.append(b)
    return joined


def _is_conjoined(passage: Passage, a: Found, b: Found) -> bool:
    """Return whether `and`, a comma or a hyphen stands between two states; Arabic writes `and` as a prefix."""
    between = passage.text[passage.tokens[a.last - 1].stop : passage.tokens[b.first].start]
    words = {t.folded for t in passage.tokens[a.last : b.first]}
    if words & cue_words("conjunctions") or between.strip() in (",", "-", "–", "/", "、") or between == "":
        return True
    return not between.strip() and passage.tokens[b.first].text[0] == "و"
