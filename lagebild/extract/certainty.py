"""Words of estimative probability: which band a source's wording stands for, and what negation does to it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Final

from lagebild.ontology.certainty import BANDS
from lagebild.spans import Span

PERCENT: Final = re.compile(
    r"(?P<number>\d{1,3})(?:[.,]\d+)?\s?(?:%|Prozent|per ?cent|pour cent|por ciento|per cento|por cento|procent|"
    r"процент\w*|відсотк\w*|yüzde)",
    re.IGNORECASE,
)
CHANCE: Final = re.compile(
    r"wahrscheinlichkeit|chance|aussicht|probability|likelihood|odds|probabilit|probabilid|prawdopodobie|вероятност|шанс|"
    r"ймовірн|olasılık|ihtimal|احتمال|可能性|概率",
    re.IGNORECASE,
)
UNSPACED: Final = frozenset({"zh"})


class CertaintyLexicon:
    """The word list of one language; patterns are tried in the order of the file, the first that fits decides."""

    def __init__(self, language: str) -> None:
        data = tomllib.loads(files("lagebild.extract").joinpath("data/certainty.toml").read_text(encoding="utf-8"))
        rows = data.get(language, [])
        before, after = ("", "") if language in UNSPACED else (r"(?<!\w)", r"(?!\w)")
        self._patterns = [
            (re.compile(f"{before}(?:{row['words']}){after}", re.IGNORECASE), row["band"]) for row in rows
        ]

    def band_of(self, text: str, spans: Sequence[Span]) -> tuple[str | None, str]:
        """Return the band and the words that settle it; earlier spans decide first, no words if all are silent."""
        for span in spans:
            for pattern, band in self._patterns:
                if match := pattern.search(text, span.start, span.stop):
                    return (None if band == "none" else band), match.group()
        return _stated_percent(text, spans)


def _stated_percent(text: str, spans: Sequence[Span]) -> tuple[str | None, str]:
    """Return the band of a percentage that is called a chance or probability."""
    wordings = [span.of(text) for span in spans]
    if not any(CHANCE.search(wording) for wording in wordings):
        return None, ""
    for wording in wordings:
        if match := PERCENT.search(wording):
            share = int(match["number"]) / 100
            band = next((band.name for band in BANDS if share < band.high), BANDS[-1].name)
            return band, match.group()
    return None, ""


def places_to_look(content: Span, cue: Span | None, sentence: Span, others: Sequence[Span]) -> list[Span]:
    """Return where words about a content may stand: in it, in its cue, then in its sentence outside other contents."""
    spans = [content, *([cue] if cue else [])]
    start = sentence.start
    for other in sorted([content, *others]):
        if other.start > start and sentence.covers(other):
            spans.append(Span(start, other.start))
        start = max(start, min(other.stop, sentence.stop))
    return [*spans, Span(start, sentence.stop)]
