"""Markdown to plain text, with the way back for every offset."""

from __future__ import annotations

import re
from typing import Final

from lagebild.collect.cleaning import Cleaned, join_wrapped

_FRONT: Final = re.compile(r"\A---\n(?P<fields>.*?)\n(?:---|\.\.\.)(?:\n|\Z)", re.S)
_FIELD: Final = re.compile(r"^(?P<name>\w+):[ \t]*[\"']?(?P<value>[^\n]*?)[\"']?[ \t]*$", re.M)
_TITLE: Final = re.compile(r"^#[ \t]+(?P<title>[^\n]+?)[ \t]*#*$", re.M)
_LINK: Final = re.compile(r"!?\[(?P<words>[^\[\]\n]{0,500})\]\((?P<goal>[^()\n]{0,2000})\)")
_MARKUP: Final = re.compile(
    r"^(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|```[^\n]*\n?|[-*_]{3,}[ \t]*$)"
    r"|[ \t]#+$|\*{1,3}|`|(?<!\w)_{1,2}|_{1,2}(?!\w)",
    re.M,
)
_BLANK: Final = re.compile(r"\A\s+|(?<=\n\n)\n+|\s+\Z")


def read_front(text: str) -> dict[str, str]:
    """Return the fields between the leading lines of dashes, and the first heading as `title` if none is given."""
    front = _FRONT.match(text)
    fields = {m["name"].lower(): m["value"] for m in _FIELD.finditer(front["fields"])} if front else {}
    if "title" not in fields and (heading := _TITLE.search(text)):
        fields["title"] = heading["title"]
    return fields


def strip_markup(cleaned: Cleaned) -> Cleaned:
    """Return the text without front matter, links, headings, emphasis and list marks."""
    front = _FRONT.match(cleaned.text)
    cleaned = cleaned.edited([(0, front.end(), "")] if front else [])
    parts = (part for m in _LINK.finditer(cleaned.text) for part in _outside(m))
    cleaned = cleaned.edited(parts)
    cleaned = cleaned.edited((m.start(), m.end(), "") for m in _MARKUP.finditer(cleaned.text))
    return join_wrapped(cleaned.edited((m.start(), m.end(), "") for m in _BLANK.finditer(cleaned.text)))


def _outside(link: re.Match[str]) -> list[tuple[int, int, str]]:
    start, stop = link.span("words")
    if link.group().startswith("!"):
        return [(link.start(), link.end(), "")]
    return [(link.start(), start, ""), (stop, link.end(), "")]
