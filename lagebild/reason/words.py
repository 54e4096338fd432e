"""Estimative words after ICD 203, in English and German, never without their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Band:
    """One likelihood band: its name in the annotation guide, its bounds, and its words."""

    name: str
    low: float
    high: float
    en: str
    de: str


# Intelligence Community Directive 203 (2015), section D.6.e(2)(a). The German words are a convention of this project:
# no official German scale with numbers was found, so the number always stands beside the word.
BANDS: Final = (
    Band("almost_no_chance", 0.01, 0.05, "almost no chance", "nahezu ausgeschlossen"),
    Band("very_unlikely", 0.05, 0.20, "very unlikely", "sehr unwahrscheinlich"),
    Band("unlikely", 0.20, 0.45, "unlikely", "unwahrscheinlich"),
    Band("even", 0.45, 0.55, "roughly even chance", "etwa gleich wahrscheinlich wie nicht"),
    Band("likely", 0.55, 0.80, "likely", "wahrscheinlich"),
    Band("very_likely", 0.80, 0.95, "very likely", "sehr wahrscheinlich"),
    Band("almost_certain", 0.95, 0.99, "almost certain", "nahezu sicher"),
)

# The share of outer draws that one band must hold before a word is used for it.
AGREEMENT: Final = 0.8


def band_named(name: str) -> Band:
    """Return the band with this name in the annotation guide."""
    return next(band for band in BANDS if band.name == name)


def band_index(p: npt.NDArray[np.float64] | float) -> npt.NDArray[np.intp]:
    """Return the index of the band each probability falls in; the outermost bands reach to 0 and 1."""
    edges = np.array([band.low for band in BANDS[1:]])
    return np.searchsorted(edges, np.asarray(p), side="right")


def estimative_phrase(p: npt.NDArray[np.float64], *, language: str) -> str:
    """Return one band's word if it holds four fifths of the draws, else the span of the central four fifths."""
    index = band_index(p)
    counts = np.bincount(index, minlength=len(BANDS))
    if counts.max() >= AGREEMENT * len(p):
        return _word(BANDS[int(counts.argmax())], language)
    low, high = (BANDS[int(band_index(float(np.quantile(p, q))))] for q in (0.1, 0.9))
    if language == "de":
        return f"reicht von {_word(low, language)} bis {_word(high, language)}"
    return f"spans {_word(low, language)} to {_word(high, language)}"


def _word(band: Band, language: str) -> str:
    return band.de if language == "de" else band.en
