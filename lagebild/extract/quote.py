"""Quotation marks: which stretches of a text are quoted, in the marks of the supported languages."""

from __future__ import annotations

from typing import Final

from lagebild.spans import Span

OPENING: Final = {"„": '“”"', "“": '”"', "«": "»", "»": "«", "「": "」", "『": "』", "‚": "‘’", "”": "”"}
QUOTE_LIMIT: Final = 1_500
SHARE: Final = 0.5


def find_quotes(text: str) -> list[Span]:
    """Return the quoted stretches without their marks, in order; a mark without its partner opens nothing."""
    quotes: list[Span] = []
    position = 0
    while position < len(text):
        closing = OPENING.get(text[position], '"' if text[position] == '"' else "")
        stop = _find_closing(text, position, closing) if closing else -1
        if stop > 0:
            quotes.append(Span(position + 1, stop))
            position = stop
        position += 1
    return quotes


def _find_closing(text: str, position: int, closing: str) -> int:
    for stop in range(position + 1, min(len(text), position + QUOTE_LIMIT)):
        if text[stop] in closing:
            return stop
        if text[stop] == "\n" and text[stop : stop + 2] == "\n\n":
            return -1
    return -1


def is_quoted(span: Span, quotes: list[Span]) -> bool:
    """Return whether more than half of `span` lies inside quotation marks."""
    inside = sum(max(0, min(span.stop, q.stop) - max(span.start, q.start)) for q in quotes)
    return inside > SHARE * (span.stop - span.start)
