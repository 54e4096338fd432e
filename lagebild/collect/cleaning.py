"""Text to clean text: what no reader of the article would see is removed, with the way back for every offset."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from ftfy import fix_encoding
from ftfy.badness import is_bad

from lagebild.spans import OffsetMap

Edit = tuple[int, int, str]

_UNWANTED: Final = re.compile(
    r"(?P<ends>\r\n?|[\x0b\x0c\x85\u2028\u2029])"
    r"|(?P<surrogates>[\ud800-\udfff])"
    r"|(?P<controls>[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\ufdd0-\ufdef])"
    r"|(?P<marks>[\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff])"
    r"|(?P<spaces>[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000])"
)
_INSTEAD: Final = {"ends": "\n", "surrogates": "\ufffd", "controls": "", "marks": "", "spaces": " "}
_LISTED: Final = {
    "surrogates": "lone surrogates replaced",
    "controls": "control characters removed",
}
_UNSTORABLE: Final = re.compile(r"[\x00\ud800-\udfff]")
_BLANK: Final = re.compile(r"\A\s+|[ \t]+(?=\n)|(?<=\n\n)[\n \t]*\n|\s+\Z")
_WORD: Final = re.compile(r"\S+")
_LINE: Final = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text, the way back to the text it was made from, and what was mended."""

    text: str
    offsets: OffsetMap = field(default_factory=OffsetMap)
    repairs: tuple[str, ...] = ()

    def edited(self, edits: Iterable[Edit], *repairs: str) -> Cleaned:
        """Return this text after replacing the ranges given in ascending order."""
        text, steps = _apply(self.text, edits)
        if text == self.text:
            return self
        return Cleaned(text, _compose(self.offsets, OffsetMap(steps)), (*self.repairs, *repairs))


def clean(text: str) -> Cleaned:
    """Return the text without control characters, invisible marks, mojibake and needless blanks, in form NFC."""
    cleaned = Cleaned(text).edited(_mojibake_edits(text), "mojibake mended")
    counts = dict.fromkeys(_INSTEAD, 0)
    edits = list(_character_edits(cleaned.text, counts))
    cleaned = cleaned.edited(edits, *(f"{said}: {counts[name]}" for name, said in _LISTED.items() if counts[name]))
    if not unicodedata.is_normalized("NFC", cleaned.text):
        cleaned = cleaned.edited(_composing_edits(cleaned.text))
    return cleaned.edited((m.start(), m.end(), "") for m in _BLANK.finditer(cleaned.text))


def keep_storable(text: str) -> Cleaned:
    """Return the text with what no file can hold replaced one for one, so that every offset stays as it was."""
    kept, count = _UNSTORABLE.subn("\ufffd", text)
    return Cleaned(kept, repairs=(f"lone surrogates or NULs replaced: {count}",) if count else ())


def join_wrapped(cleaned: Cleaned) -> Cleaned:
    """Return text that was broken into short lines, as in mail, with one line a paragraph."""
    lines = cleaned.text.split("\n")
    filled = [line for line, after in pairwise(lines) if line and after]
    # Mail is broken at 60 to 80 characters; lists and verse have lines shorter than 45.
    if len(filled) < 3 or max(map(len, lines)) > 100 or sorted(map(len, filled))[len(filled) // 2] < 45:
        return cleaned
    broken = re.finditer(r"(?<=[^\n])\n(?=[^\n\-*•>\s])", cleaned.text)
    return cleaned.edited((m.start(), m.end(), " ") for m in broken)


def _character_edits(text: str, counts: dict[str, int]) -> Iterator[Edit]:
    for match in _UNWANTED.finditer(text):
        name = match.lastgroup or ""
        counts[name] += 1
        yield match.start(), match.end(), _INSTEAD[name]


def _mojibake_edits(text: str) -> Iterator[Edit]:
    if not is_bad(text):
        return
    for match in _LINE.finditer(text):
        line = match.group()
        if is_bad(line) and (fixed := fix_encoding(line)) != line:
            yield from _align(line, fixed, match.start())


def _align(line: str, fixed: str, at: int) -> Iterator[Edit]:
    """Give one edit a mended character: mojibake of it is as long as its UTF-8 bytes."""
    i, edits = 0, []
    for character in fixed:
        if line[i : i + 1] == character:
            i += 1
        else:
            width = len(character.encode("utf-8", "replace"))
            edits.append((at + i, at + i + width, character))
            i += width
    yield from edits if i == len(line) else [(at, at + len(line), fixed)]


def _composing_edits(text: str) -> Iterator[Edit]:
    for match in _WORD.finditer(text):
        word = match.group()
        if not unicodedata.is_normalized("NFC", word):
            yield from _cluster_edits(word, match.start())


def _cluster_edits(word: str, at: int) -> Iterator[Edit]:
    starts = [i for i, c in enumerate(word) if i == 0 or not (unicodedata.combining(c) or "\u1160" <= c <= "\u11ff")]
    edits = []
    for start, stop in pairwise([*starts, len(word)]):
        composed = unicodedata.normalize("NFC", word[start:stop])
        if composed != word[start:stop]:
            edits.append((at + start, at + stop, composed))
    whole = unicodedata.normalize("NFC", word)
    exact = _apply(word, [(a - at, b - at, c) for a, b, c in edits])[0] == whole
    yield from edits if exact else [(at, at + len(word), whole)]


def _apply(text: str, edits: Iterable[Edit]) -> tuple[str, tuple[tuple[int, int], ...]]:
    parts, steps, length, last = [], {0: 0}, 0, 0
    for start, stop, instead in edits:
        parts += [text[last:start], instead]
        length += start - last + len(instead)
        if stop - start != len(instead):
            steps[length] = stop
        last = stop
    return "".join([*parts, text[last:]]), tuple(steps.items())


def _compose(first: OffsetMap, second: OffsetMap) -> OffsetMap:
    """Join the way raw → middle with the way middle → clean."""
    steps: dict[int, int] = {}
    ends = [*(clean for clean, _ in second.steps[1:]), 1 << 62]
    i = 0
    for (begin, middle), end in zip(second.steps, ends, strict=True):
        steps[begin] = first.to_raw(middle)
        while i < len(first.steps) and first.steps[i][0] <= middle:
            i += 1
        j = i
        while j < len(first.steps) and first.steps[j][0] - middle + begin < end:
            steps[first.steps[j][0] - middle + begin] = first.steps[j][1]
            j += 1
        i = j
    return OffsetMap(tuple(steps.items()))
