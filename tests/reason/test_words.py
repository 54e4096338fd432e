from __future__ import annotations

import numpy as np
import pytest

from lagebild.reason.words import estimative_phrase

CASES = [
    (0.003, "almost no chance", "nahezu ausgeschlossen"),
    (0.03, "almost no chance", "nahezu ausgeschlossen"),
    (0.05, "very unlikely", "sehr unwahrscheinlich"),
    (0.12, "very unlikely", "sehr unwahrscheinlich"),
    (0.30, "unlikely", "unwahrscheinlich"),
    (0.50, "roughly even chance", "etwa gleich wahrscheinlich wie nicht"),
    (0.60, "likely", "wahrscheinlich"),
    (0.85, "very likely", "sehr wahrscheinlich"),
    (0.999, "almost certain", "nahezu sicher"),
]


@pytest.mark.parametrize(("p", "en", "de"), CASES)
def test_word_of_a_sure_probability(p: float, en: str, de: str) -> None:
    draws = np.full(100, p)
    assert estimative_phrase(draws, language="en") == en
    assert estimative_phrase(draws, language="de") == de


def test_word_needs_four_fifths_of_the_draws() -> None:
    just = np.array([0.1] * 80 + [0.3] * 20)
    short = np.array([0.1] * 79 + [0.3] * 21)
    assert estimative_phrase(just, language="en") == "very unlikely"
    assert estimative_phrase(short, language="en") == "spans very unlikely to unlikely"
    assert estimative_phrase(short, language="de") == "reicht von sehr unwahrscheinlich bis unwahrscheinlich"
