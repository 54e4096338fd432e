"""What a reader of one format hands on: the decoded text and what the input says about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from lagebild.records import Skipped

Precision = Literal["hour", "day"]


@dataclass(frozen=True, slots=True)
class Draft:
    """One article before cleaning; `verbatim` text is kept code point for code point.

    `language` is what the input says, not what was identified. `free` is False where the page declares itself
    paid, `markdown` asks for the markup to be taken off. Where no article was `found` on a page, `text` is all its
    words, by which it can be told why. `fallback` is what to use if this one turns out to be no article.
    """

    name: str
    text: str
    verbatim: bool = False
    markdown: bool = False
    language: str | None = None
    external_id: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    precision: Precision | None = None
    publisher: str | None = None
    seen_at: datetime | None = None
    url: str | None = None
    author: str | None = None
    repairs: tuple[str, ...] = ()
    incomplete: str | None = None
    free: bool | None = None
    page: bool = False
    found: bool = True
    fallback: Draft | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An address to be fetched, with what the list that holds it says of the article."""

    name: str
    url: str
    title: str | None = None
    published: str | None = None
    fallback: Draft | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an input cannot be used and what to do, as wordings with places for values."""

    reason: str
    remedy: str

    def of(self, name: str, /, **values: Any) -> Skipped:
        """Return the skipped input with both wordings filled in."""
        return Skipped(name, self.reason.format(**values), self.remedy.format(**values))
