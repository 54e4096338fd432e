"""ICD 203 bands of estimative language, with English and German words.

Source of the bands: Intelligence Community Directive 203 (2015). The German words are Lagebild's convention;
no official German scale is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Band:
    """One band: its name, its limits as shares of 1, and its words."""

    name: str
    low: float
    high: float
    english: str
    german: str


BANDS: Final[tuple[Band, ...]] = (
    Band("almost_no_chance", 0.01, 0.05, "almost no chance", "nahezu ausgeschlossen"),
    Band("very_unlikely", 0.05, 0.20, "very unlikely", "sehr unwahrscheinlich"),
    Band("unlikely", 0.20, 0.45, "unlikely", "unwahrscheinlich"),
    Band("even", 0.45, 0.55, "roughly even chance", "etwa gleich wahrscheinlich wie nicht"),
    Band("likely", 0.55, 0.80, "likely", "wahrscheinlich"),
    Band("very_likely", 0.80, 0.95, "very likely", "sehr wahrscheinlich"),
    Band("almost_certain", 0.95, 0.99, "almost certain", "nahezu sicher"),
)

BAND_NAMES: Final[tuple[str, ...]] = tuple(band.name for band in BANDS)
