"""Scenarios that the text itself ranks: "the most likely scenario is X" names a branch and says how likely it is."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lagebild.extract.draft import Drafts, ScenarioDraft
from lagebild.records import Decision
from lagebild.spans import Span

RANKS = ("most_likely", "least_likely")
NAMED_CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True)
class RankWords:
    """The wordings of one language: patterns by rank, and patterns that name a branch."""

    ranks: tuple[tuple[str, re.Pattern[str]], ...]
    named: tuple[re.Pattern[str], ...]


@cache
def rank_words(language: str) -> RankWords:
    """Return the wordings of a language; none for a language without."""
    tables = tomllib.loads((files("lagebild.extract") / "data" / "rank.toml").read_text("utf-8"))
    table = tables.get(language, {})
    ranks = [(rank, re.compile(p, re.IGNORECASE)) for rank in RANKS for p in table.get(rank, ())]
    return RankWords(tuple(ranks), tuple(re.compile(p, re.IGNORECASE) for p in table.get("named", ())))


def name_branches(drafts: Drafts, text: str, sentences: tuple[Span, ...], words: RankWords) -> None:
    """Make what a sentence names as the likeliest (or least likely) scenario the condition of a scenario."""
    for number, sentence in enumerate(sentences):
        for pattern in words.named:
            for match in pattern.finditer(text, sentence.start, sentence.stop):
                branch = Span(match.start("branch"), match.start("branch") + len(match["branch"].rstrip()))
                _set_branch(drafts, branch, number)
    drafts.sort()


def _set_branch(drafts: Drafts, branch: Span, sentence: int) -> None:
    trace = Decision("scenario", "condition", "rule name_branches", NAMED_CONFIDENCE)
    for scenario in drafts.scenarios:
        parts = [scenario.condition, *(span for span, _ in scenario.outcomes)]
        if any(part and part.overlaps(branch) for part in parts):
            scenario.condition = branch
            scenario.outcomes = [(span, valence) for span, valence in scenario.outcomes if not span.overlaps(branch)]
            scenario.trace.append(trace)
            return
    drafts.scenarios.append(ScenarioDraft(branch, None, [], [], None, NAMED_CONFIDENCE, sentence, [trace]))


def read_ranks(drafts: Drafts, text: str, sentences: tuple[Span, ...], words: RankWords) -> None:
    """Rank the scenario that stands next to each wording of likelihood in its sentence."""
    for number, sentence in enumerate(sentences):
        here = [scenario for scenario in drafts.scenarios if scenario.sentence == number]
        for rank, pattern in words.ranks:
            for match in pattern.finditer(text, sentence.start, sentence.stop):
                nearest = min(here, key=lambda scenario: _distance(scenario, match.start()), default=None)
                if nearest and nearest.rank != rank:
                    nearest.rank = rank
                    nearest.trace.append(Decision("rank", rank, "rule read_ranks", None, match.group()))


def _distance(scenario: ScenarioDraft, place: int) -> int:
    parts = [span for span in (scenario.condition, *(s for s, _ in scenario.outcomes)) if span]
    return min(max(span.start - place, place - span.stop, 0) for span in parts)
