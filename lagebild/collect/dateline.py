"""Where a report was filed and which wire agencies it is credited to."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Final

# A teaser stands before the dateline in 10kGNAD articles: 90 % of their datelines end within 400 characters.
_HEAD_CHARS: Final = 400
_TAIL_CHARS: Final = 300
_DASH: Final = r"(?:[-–—―]{1,2}|\.\s?[-–—]|:)"
_UPPER: Final = "A-ZÄÖÜÀ-ÖØ-ÞČŠŽŁŚŹŻĆŃİŞĞА-ЯЁІЇЄҐ"
_WORD: Final = rf"[{_UPPER}](?:\w?\.|[\w’'-]*)"
_CITY: Final = rf"{_WORD}(?:[ ](?:(?:am|an|der|de|del|la|le|sur|on|of|el)[ ])?{_WORD}){{0,3}}"
_CITIES: Final = rf"{_CITY}(?:\s?/\s?{_CITY}){{0,3}}"
_DAY: Final = r"(?:,\s?[^\n()–—:/]{1,30}?)?"
_SPOT: Final = re.compile(
    rf"(?:\A|\n|(?<=[.!?“\"]\s))[ ]*(?P<place>{_CITIES}){_DAY}\.?\s?"
    rf"(?:[(/\[](?P<mark>[^()/\[\]\n]{{2,60}}(?:/[^()/\[\]\n]{{2,30}}){{0,3}})[)/\]]\.?\s?(?:{_DASH}|\s(?=[„\"“«»]?[{_UPPER}0-9]))|(?:\([^()\n]{{2,30}}\)\s)?(?P<bare>[–—-])\s+)"
)
_MARK_FIRST: Final = re.compile(
    rf"\A\s*\((?P<mark>[^()\n]{{2,60}})\)\s?{_DASH}\s(?:(?P<place>[{_UPPER}][{_UPPER} ’'-]{{2,40}}),)?"
)
_ARABIC: Final = re.compile(
    r"\A\s*(?P<place>[\u0621-\u064a][\u0621-\u064a ]{1,30}?)\s?[-/،,]?\s?\(\s?(?P<mark>[^()\n]{2,40})\s?\)\s?[-–:]?"
)
_CHINESE: Final = re.compile(
    r"\A\s*[（(【]?(?P<mark>[\u4e00-\u9fff]{3})(?P<place>[\u4e00-\u9fff/]{2,8}?)\d{1,2}月\d{1,2}日(?:综合)?(?:电|消息)"
)
_END_MARK: Final = re.compile(
    r"(?:\((?P<a>[^()\n]{2,60})[)=]|/(?P<b>[\w -]{2,30})/|[–—-]\s?(?P<c>[\w/ -]{2,40}))[.\s]*\Z"
)
_SOURCE: Final = re.compile(
    r"(?:Quelle|Mit Material (?:von|der)|Mit Informationen (?:von|der)|©|With reporting by|Reporting by|Source|Avec"
    r"|Con información de|Con informaciones de|Fonte|Źródło|Источник|Джерело|Kaynak|Fuente|المصدر)"
    r"\s?:?\s(?P<mark>[^\n]{2,80})\Z",
    re.I,
)
_SPLIT: Final = re.compile(r"\s*[/,;|+&]\s*|\s+(?:und|and|et|y|e|i|и|та|ve|mit)\s+")
_AROUND: Final = re.compile(
    r"\A(?:(?:mit|with|avec|con)\s|[ .©*])+|(?:[ .*]|\s\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4})+\Z", re.I
)
_MONTH_WORD: Final = re.compile(
    r"(?i)(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)"
)


@dataclass(frozen=True, slots=True)
class Credit:
    """The place words of the dateline as written, if there is one, and the agencies in the order of mention."""

    dateline: str | None
    agencies: tuple[str, ...]


class CreditFinder:
    """Finds datelines and agency marks; the list of agencies is read with the first text."""

    @cached_property
    def _names(self) -> dict[str, str]:
        table = tomllib.loads((files("lagebild.collect") / "agency.toml").read_text("utf-8"))
        return {spelling: name for name, spellings in table.items() for spelling in spellings}

    def find(self, text: str) -> Credit:
        """Return dateline and agencies: "KIEW (dpa/AFP) – Die …" gives KIEW, dpa and AFP."""
        place, found = self._read_head(text[:_HEAD_CHARS])
        tail = text[-_TAIL_CHARS:].rstrip()
        found += self._read_tail(tail)
        return Credit(place, tuple(dict.fromkeys(found)))

    def _read_head(self, head: str) -> tuple[str | None, list[str]]:
        for pattern in (_CHINESE, _MARK_FIRST, _ARABIC):
            if (match := pattern.match(head)) and (found := self._names_in(match["mark"])):
                return _tidy(match["place"]), found
        for match in _SPOT.finditer(head):
            if match["bare"]:
                if _is_bare_dateline(match["place"], match.end(), head):
                    return _tidy(match["place"]), []
            elif found := self._names_in(match["mark"]):
                return _tidy(match["place"]), found
        if match := re.match(r"\s*[(/](?P<mark>[^()/\n]{2,40})[)/]", head):
            return None, self._names_in(match["mark"])
        return None, []

    def _read_tail(self, tail: str) -> list[str]:
        found: list[str] = []
        if match := _SOURCE.search(tail):
            found += self._names_in(match["mark"].rstrip(" ."))
        if match := _END_MARK.search(tail):
            found += self._names_in(match["a"] or match["b"] or match["c"])
        last = tail.rsplit("\n", 1)[-1]
        return found or (self._names_in(last) if len(last) <= 40 else [])

    def _names_in(self, mark: str) -> list[str]:
        parts = (_AROUND.sub("", part) for part in _SPLIT.split(mark.strip()))
        return [self._names[part] for part in parts if part in self._names]


def _is_bare_dateline(place: str, stop: int, head: str) -> bool:
    """A place and a dash without an agency: the place is short, no month, and a sentence follows it."""
    words = place.replace("/", " ").split()
    return (
        len(words) <= 4 and not _MONTH_WORD.fullmatch(place[:3]) and head[stop : stop + 1].strip('„"«“ ')[:1].isupper()
    )


def _tidy(place: str | None) -> str | None:
    return place.strip(" ,.") or None if place else None
