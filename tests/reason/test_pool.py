from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.errors import UsageError
from lagebild.reason import pool_judgements
from lagebild.reason.draw import Draws
from lagebild.reason.scenario import Judgement
from lagebild.reason.words import BANDS, band_named

names = st.sampled_from([band.name for band in BANDS])


def judgements(bands: list[str]) -> list[Judgement]:
    return [Judgement("option:x", band, f"source {k}", "") for k, band in enumerate(bands)]


@settings(deadline=None, max_examples=40)
@given(st.lists(names, min_size=1, max_size=5))
def test_pool_stays_within_what_the_sources_say(bands: list[str]) -> None:
    pool = pool_judgements(judgements(bands), Draws(1, 400))
    low, high = min(band_named(b).low for b in bands), max(band_named(b).high for b in bands)
    for summary in (pool.linear, pool.log_odds):
        assert low <= summary.q025 <= summary.q10 <= summary.q50 <= summary.q90 <= summary.q975 <= high
        assert low <= summary.mean <= high


def test_one_source_counts_once_however_often_it_speaks() -> None:
    loud = [Judgement("option:x", "very_likely", "loud", "")] * 9 + [Judgement("option:x", "unlikely", "quiet", "")]
    even = [loud[0], loud[-1]]
    assert pool_judgements(loud, Draws(1, 4000)).linear.mean == pytest.approx(
        pool_judgements(even, Draws(1, 4000)).linear.mean, abs=0.01
    )


def test_extremising_is_off_unless_asked_for() -> None:
    both = judgements(["likely", "very_likely"])
    plain, bold = pool_judgements(both, Draws(1, 400)), pool_judgements(both, Draws(1, 400), extremise=2.0)
    assert plain.extremised == 1.0
    assert bold.log_odds.mean > plain.log_odds.mean
    with pytest.raises(UsageError):
        pool_judgements(both, Draws(1, 400), extremise=9.0)


def test_two_questions_are_not_pooled() -> None:
    with pytest.raises(UsageError, match="one question at a time"):
        pool_judgements([*judgements(["likely"]), Judgement("option:y", "likely", "s", "")], Draws(1, 100))
