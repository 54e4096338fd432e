"""Pool likelihood words from reports into one distribution, kept apart from the engine's own numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lagebild.errors import UsageError
from lagebild.reason.draw import Draws, Vector, choose, log_odds, probability
from lagebild.reason.scenario import Judgement, Scenario
from lagebild.reason.summarize import Summary, summarize
from lagebild.reason.words import band_named


@dataclass(frozen=True, slots=True)
class Pool:
    """What all sources together say on one question, by two rules."""

    about: str
    sources: tuple[str, ...]
    linear: Summary
    log_odds: Summary
    extremised: float

    def as_dict(self) -> dict[str, Any]:
        """Return the pool for output, with its rule named."""
        return {
            "about": self.about,
            "sources": list(self.sources),
            "linear": self.linear.as_dict(),
            "log_odds": self.log_odds.as_dict(),
            "extremised": self.extremised,
        }


def pool_judgements(judgements: Sequence[Judgement], draws: Draws, *, extremise: float = 1.0) -> Pool:
    """Return the pooled distribution of judgements about one question, each source weighing the same.

    A word means any probability within its ICD 203 band, none likelier than another. The linear pool (Stone 1961)
    mixes the sources' distributions; the log-odds pool averages their log-odds, times `extremise`, which is 1 unless
    asked for (Satopää et al. 2014).
    """
    about = {judgement.about for judgement in judgements}
    if len(about) != 1:
        raise UsageError(f"judgements are about {len(about)} questions, {sorted(about)}; pool one question at a time")
    if not 1.0 <= extremise <= 3.0:
        raise UsageError(f"extremise = {extremise:g} is out of range; 1 leaves the pool as it is, at most 3")
    sources = tuple(dict.fromkeys(judgement.source for judgement in judgements))
    opinions = np.column_stack([_opinion(judgements, source, draws) for source in sources])
    picked = choose(draws.uniform("elicited", "pool: source"), np.ones(len(sources)))
    linear = opinions[np.arange(draws.count), picked]
    pooled = probability(extremise * log_odds(opinions).mean(axis=1))
    return Pool(about.pop(), sources, summarize(linear), summarize(pooled), extremise)


def pool_scenario(scenario: Scenario, draws: Draws) -> tuple[Pool, ...]:
    """Return one pool for each question that reports gave a likelihood word for."""
    questions = dict.fromkeys(judgement.about for judgement in scenario.judgements)
    return tuple(pool_judgements([j for j in scenario.judgements if j.about == about], draws) for about in questions)


def _opinion(judgements: Sequence[Judgement], source: str, draws: Draws) -> Vector:
    """Return draws of one source's probability; several words of one source are its own mixture."""
    bands = [band_named(judgement.band) for judgement in judgements if judgement.source == source]
    u = draws.uniform("elicited", f"pool: {source}")
    picked = choose(draws.uniform("elicited", f"pool: which word of {source}"), np.ones(len(bands)))
    low, high = (np.array([getattr(band, end) for band in bands]) for end in ("low", "high"))
    return np.asarray(low[picked] + u * (high[picked] - low[picked]))
