"""A text scanned once for everything that can ground its parties: states, names, kinds of parties, towns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from lagebild.extract.ground.cue import cue_words
from lagebild.extract.ground.fold import Token, tokenize
from lagebild.extract.ground.gazetteer import Candidate
from lagebild.extract.ground.lexicon import Lexicon, Organisation, Person
from lagebild.extract.ground.phrase import Found
from lagebild.extract.ground.place import HOME, PlaceResolver
from lagebild.extract.ground.place_name import is_division_or_town, is_generic, keys_of
from lagebild.extract.ground.seat import is_seat
from lagebild.extract.ground.state import bare_arabic
from lagebild.spans import Span

Kind = Literal["state", "adjective", "town", "organisation", "person"]
SENTENCE_END: Final = re.compile(r"[.!?。！？؟…][\"”“«»')\]]*(?=\s|$)|[。！？]|\n")
ABBREVIATED: Final = re.compile(r"(?:\b[^\W\d_]|\d|\b(?:Dr|Mr|Mrs|St|Jr|bzw|Prof|No|vs|Gen|Sen|Col|Lt|Sr|г|ул|гг|им))$")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A country named or implied at the tokens `[first, last)`."""

    first: int
    last: int
    country: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Name:
    """An organisation or a person named at the tokens `[first, last)`."""

    first: int
    last: int
    organisation: Organisation | None = None
    person: Person | None = None
    sector: str | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Town:
    """A place named at the tokens `[first, last)`."""

    first: int
    last: int
    place: Candidate
    capital: bool


@dataclass(slots=True)
class Passage:
    """What a text names, in the order of the text."""

    text: str
    language: str
    day: str
    tokens: list[Token]
    sentence_starts: list[int]
    states: list[Found] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    words: list[Found] = field(default_factory=list)
    towns: list[Town] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)

    def tokens_of(self, span: Span) -> tuple[int, int]:
        """Return the half-open range of tokens that a span touches."""
        first = bisect_right([t.stop for t in self.tokens], span.start)
        last = bisect_left([t.start for t in self.tokens], span.stop)
        return first, max(first, last)

    def sentence_of(self, token: int) -> int:
        """Return the number of the sentence that a token stands in."""
        offset = self.tokens[min(token, len(self.tokens) - 1)].start if self.tokens else 0
        return bisect_right(self.sentence_starts, offset) - 1


class PassageReader:
    """Scans texts; holds the gazetteer, the states and the lexicon."""

    def __init__(self, places: PlaceResolver | None = None, lexicon: Lexicon | None = None) -> None:
        self.places = places or PlaceResolver()
        self.lexicon = lexicon or self.places.lexicon
        self._town = lru_cache(maxsize=20_000)(self._find_town)

    def read(self, text: str, *, language: str, day: str) -> Passage:
        """Return what `text` names; `day` is the ISO day of publication."""
        tokens = tokenize(text, language=language)
        bare = bare_arabic(tokens) if language == "ar" else tokens
        passage = Passage(text, language, day, tokens, _sentence_starts(text))
        passage.states = self.places.states.scan(bare, language=language)
        passage.names = self._names(bare, passage)
        passage.states = [hit for hit in passage.states if not self._is_capital_name(passage, hit)]
        passage.words = self.lexicon.words_in(bare, language=language)
        countries = frozenset(hit.value for hit in passage.states)
        passage.towns = self._towns(passage, countries)
        named = {t.place.country for t in passage.towns if t.place.feature == "admin1" and t.place.country}
        if named - countries:
            passage.towns = self._towns(passage, countries | named)
        passage.anchors = sorted(self._anchors(passage), key=lambda anchor: anchor.first)
        return passage

    def _is_capital_name(self, passage: Passage, hit: Found) -> bool:
        """Return whether what looks like a state or its adjective is its capital: `Alger`, `Mexiko-Stadt`."""
        if hit.last - hit.first != 1 or not passage.tokens[hit.first].capital or passage.language == "zh":
            return False
        if self._is_in_capital(passage, hit):
            return True
        key = passage.tokens[hit.first].folded
        if self.places.states.is_name(key, hit.value, language=passage.language):
            return False
        state = self.places.states.by_code.get(hit.value)
        found = self.places.gazetteer.find(key)
        return any(c.country == hit.value and state is not None and is_seat(c, state) for c in found)

    def _is_in_capital(self, passage: Passage, hit: Found) -> bool:
        """Return whether the name of a state is a part of the name of its seat: `Port Sudan`, `Ciudad de México`."""
        state = self.places.states.by_code.get(hit.value)
        for first, last in ((hit.first, hit.last + 1), (hit.first - 1, hit.last), (hit.first - 2, hit.last)):
            if state is None or first < 0 or last > len(passage.tokens):
                continue
            tokens = passage.tokens[first:last]
            key = " ".join(token.folded for token in tokens)
            whole = tokens[0].capital and not _broken(passage.text, tokens)
            if whole and any(is_seat(c, state) for c in self.places.gazetteer.find(key)):
                return True
        return False

    def _names(self, tokens: Sequence[Token], passage: Passage) -> list[Name]:
        found = []
        for hit in self.lexicon.names_in(tokens, language=passage.language):
            name = self._name(hit, passage.day)
            if name:
                found.append(name)
        return found

    def _name(self, hit: Found, day: str) -> Name | None:
        best: Name | None = None
        for value in hit.values:
            number, since, only = value.split(" ")
            if since and day < since:
                continue
            index = int(number[1:])
            if number[0] == "O":
                organisation = self.lexicon.organisations[index]
                if organisation.start <= day <= organisation.stop:
                    return Name(hit.first, hit.last, organisation=organisation, loose=_is_loose(only, organisation))
                best = best or Name(hit.first, hit.last, organisation=organisation, loose=_is_loose(only, organisation))
            else:
                person = self.lexicon.persons[index]
                sector = person.sector_on(day)
                if best is None or best.person is None or best.sector in (None, "ELI"):
                    best = Name(hit.first, hit.last, person=person, sector=sector)
        return best

    def _towns(self, passage: Passage, countries: frozenset[str]) -> list[Town]:
        tokens, taken = passage.tokens, _taken(passage)
        found: list[Town] = []
        index = 0
        while index < len(tokens):
            town = None if index in taken else self._town_at(passage, index, taken, countries)
            if town:
                found.append(town)
            index = town.last if town else index + 1
        return found

    def _town_at(self, passage: Passage, first: int, taken: set[int], countries: frozenset[str]) -> Town | None:
        tokens, language = passage.tokens, passage.language
        if not tokens[first].capital or (len(tokens[first].folded) < 3 and language != "zh"):
            return None
        before = tokens[first - 1] if first else None
        cued = before is not None and (before.folded in cue_words("where") or is_division_or_town(before))
        for last in range(min(first + (5 if language == "zh" else 4), len(tokens)), first, -1):
            words = tuple(token.folded for token in tokens[first:last])
            if any(i in taken for i in range(first, last)) or _broken(passage.text, tokens[first:last]):
                continue
            if language == "zh" and last - first < 2:
                continue
            if last == first + 1 and words[0] in cue_words("common"):
                continue
            place = self._town(words, language, cued or language == "zh", countries)
            if place:
                state = self.places.states.by_code.get(place.country or "")
                capital = bool(state and is_seat(place, state))
                if capital or not is_generic(tokens[first]):
                    return Town(first, last, place, capital)
        return None

    def _find_town(
        self, words: tuple[str, ...], language: str, cued: bool, countries: frozenset[str]
    ) -> Candidate | None:
        for number, key in enumerate(keys_of(words, language)):
            found = self.places.gazetteer.find(key)
            if not found:
                continue
            top = max(found, key=lambda c: self._weight(c, language, countries))
            least = 3.0 if cued else 4.6 - 0.6 * (len(words) > 1)
            changed = 0.3 if language in ("ru", "uk", "pl", "ar") else 1.0
            if top.hand or top.magnitude >= least + changed * (number > 0):
                return top
        return None

    def _weight(self, candidate: Candidate, language: str, countries: frozenset[str]) -> float:
        state = self.places.states.by_code.get(candidate.country or "")
        weight = max(candidate.magnitude, 4.2 if candidate.hand else 0.0) + 0.5 * candidate.main
        weight -= 1.0 * (candidate.feature == "admin1" and not candidate.hand)
        weight += (0 if countries else 0.8) * (candidate.country in HOME.get(language, ())) + 2.0 * (
            candidate.country in countries
        )
        return weight + 1.2 * bool(state and is_seat(candidate, state))

    def _kind_of(self, passage: Passage, hit: Found) -> Kind:
        tokens = passage.tokens[hit.first : hit.last]
        if passage.language == "en":
            key = " ".join(token.folded for token in tokens)
            return "state" if self.places.states.is_name(key, hit.value, language="en") else "adjective"
        return "state" if tokens[0].text[0].isupper() else "adjective"

    def _anchors(self, passage: Passage) -> list[Anchor]:
        anchors = [
            Anchor(hit.first, hit.last, hit.value, self._kind_of(passage, hit))
            for hit in passage.states
            if not any(n.first <= hit.first < n.last and n.organisation for n in passage.names)
        ]
        for name in passage.names:
            home = name.person.country if name.person else name.organisation.home if name.organisation else None
            if home and not name.loose:
                anchors.append(Anchor(name.first, name.last, home, "person" if name.person else "organisation"))
        anchors += [Anchor(t.first, t.last, t.place.country, "town") for t in passage.towns if t.place.country]
        return anchors


def _is_loose(only: str, organisation: Organisation) -> bool:
    """Return whether a name is a common noun that one language uses of its own state's body: `Union`, `Luftwaffe`."""
    return bool(only) and organisation.name != "occupiers"


def _taken(passage: Passage) -> set[int]:
    hits: list[tuple[int, int]] = [(h.first, h.last) for h in passage.states]
    hits += [(n.first, n.last) for n in passage.names]
    hits += [
        (w.first, w.last)
        for w in passage.words
        if not (w.last - w.first == 1 and passage.language == "zh" and len(w.phrase.words) == 1)
    ]
    return {i for first, last in hits for i in range(first, last)}


def _broken(text: str, tokens: Sequence[Token]) -> bool:
    return any(text[a.stop : b.start].strip(" -'’.‑") != "" for a, b in pairwise(tokens))


def _sentence_starts(text: str) -> list[int]:
    starts = [0]
    for match in SENTENCE_END.finditer(text):
        if match.group()[0] == "." and ABBREVIATED.search(text[max(0, match.start() - 6) : match.start()]):
            continue
        starts.append(match.end())
    return starts
