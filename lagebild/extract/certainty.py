"""Words of estimative probability: which band a source's wording stands for, and what negation does to it."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Final

from lagebild.spans import Span

GAP: Final = 60


class CertaintyLexicon:
    """The word list of one language; patterns are tried in the order of the file, the first that fits decides."""

    def __init__(self, language: str) -> None:
        data = tomllib.loads(files("lagebild.extract").joinpath("data/certainty.toml").read_text(encoding="utf-8"))
        rows = data.get(language, [])
        self._patterns = [(re.compile(rf"(?<!\w)(?:{row['words']})(?!\w)", re.IGNORECASE), row["band"]) for row in rows]

    def band_of(self, text: str, content: Span, cue: Span | None) -> tuple[str | None, str]:
        """Return the band and the words that settle it; no words if the lexicon is silent."""
        spans = [content]
        if cue and not content.overlaps(cue):
            spans.insert(0, cue)
            between = Span(min(content.stop, cue.stop), max(content.start, cue.start))
            if 0 < between.stop - between.start < GAP:
                spans.insert(1, between)
        for pattern, band in self._patterns:
            for span in spans:
                if match := pattern.search(text, span.start, span.stop):
                    return (None if band == "none" else band), match.group()
        return None, ""
