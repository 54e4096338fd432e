"""Split running text into sentences, without tripping over abbreviations, ordinals, quotes and datelines."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

from lagebild.spans import Span

CANDIDATE: Final = re.compile(
    r"(?P<mark>[.!?…]+|[。！？؟])(?P<close>[\"”“»«’'\)\]」』›]*)(?P<gap>\s*)(?=(?P<open>[\"„“”«»‘'\(\[「『–—-]*\s?)(?P<next>\w?))"
)
BREAK: Final = re.compile(r"\n\s*\n|(?<=[.!?…:\"”“»])[^\S\n]*\n|(?<=\S)[^\S\n]*\n(?=[^\S\n]*[-–•*])")
LAST_WORD: Final = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)\.?$")
IDEOGRAPHIC: Final = "。！？"
HEADLINE_LIMIT: Final = 110
SENTENCE_LIMIT: Final = 2_000


def split_sentences(text: str, language: str) -> tuple[Span, ...]:
    """Return the sentences of `text` as spans without outer white space, in order and not overlapping."""
    spans: list[Span] = []
    for begin, end in _blocks(text):
        start = begin
        for match in CANDIDATE.finditer(text, begin, end):
            if match.end("close") > start and _is_end(text, match, language, end):
                _append(spans, text, start, match.end("close"))
                start = match.end("close")
        _append(spans, text, start, end)
    return tuple(spans)


def _blocks(text: str) -> list[tuple[int, int]]:
    edges = [0]
    for match in BREAK.finditer(text):
        edges.append(match.end())
    for match in re.finditer(r"\n", text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        if match.start() - line_start < HEADLINE_LIMIT and text[match.end() : match.end() + 1].isupper():
            edges.append(match.end())
    edges = sorted({*edges, len(text)})
    return list(pairwise(edges))


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > SENTENCE_LIMIT:
        cut = text.rfind(" ", start, start + SENTENCE_LIMIT)
        cut = cut if cut > start else start + SENTENCE_LIMIT
        spans.append(Span(start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        spans.append(Span(start, end))


def _is_end(text: str, match: re.Match[str], language: str, end: int) -> bool:
    mark, following = match["mark"], match["next"]
    if mark[0] in IDEOGRAPHIC or match.end("close") >= end:
        return True
    if not match["gap"]:
        return False
    if following and following.islower() and not match["open"].strip():
        return False
    if mark[0] in "!?؟…" or len(mark) > 1:
        return not (following and following.islower())
    if match["close"]:
        return not (following and following.islower())
    return not _is_abbreviation(text, match, language)


def _is_abbreviation(text: str, match: re.Match[str], language: str) -> bool:
    found = LAST_WORD.search(text, max(0, match.start() - 30), match.start())
    if not found:
        return False
    word = found.group(1)
    if word.isdigit():
        return language == "de" and len(word) <= 2 and not _starts_sentence(text, match.end("gap"), language)
    if len(word) == 1 and word.isupper():
        return not (language in ("es", "it", "fr") and word == "A")
    listed = _abbreviations()
    if "." in word:
        return word in listed.get(language, ()) or all(len(part) == 1 for part in word.split("."))
    return word in listed["any"] or word in listed.get(language, ())


def _starts_sentence(text: str, position: int, language: str) -> bool:
    word = re.compile(r"\w+").match(text, position)
    return bool(word) and word.group() in _abbreviations()["sentence_starters"].get(language, ())  # type: ignore[union-attr]


@cache
def _abbreviations() -> dict[str, Any]:
    data = files("lagebild.extract").joinpath("data/abbreviations.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)
