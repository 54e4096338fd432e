"""Which place a name means: every candidate is weighed against what else the report names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from lagebild.extract.ground.cue import cue_words
from lagebild.extract.ground.fold import Token, tokenize
from lagebild.extract.ground.gazetteer import Candidate, Gazetteer
from lagebild.extract.ground.lexicon import Lexicon
from lagebild.extract.ground.place_context import PlaceContext, context_of, read_surroundings
from lagebild.extract.ground.place_name import Cue, Name, cue_of, is_generic, names_in
from lagebild.extract.ground.seat import is_seat
from lagebild.extract.ground.state import States, bare_arabic
from lagebild.records import Alternative, Place
from lagebild.spans import Span

HOME: Final[Mapping[str, frozenset[str]]] = {
    "de": frozenset(["DEU", "AUT", "CHE"]),
    "en": frozenset(["USA", "GBR", "AUS", "CAN", "IRL", "NZL", "IND", "NGA", "ZAF", "KEN"]),
    "fr": frozenset(["FRA", "BEL", "CAN", "CHE", "SEN", "MLI", "CIV", "COD"]),
    "es": frozenset(["ESP", "MEX", "COL", "ARG", "PER", "VEN", "CHL", "ECU", "BOL", "CUB", "GTM", "HND", "SLV", "NIC"]),
    "it": frozenset(["ITA"]),
    "pt": frozenset(["PRT", "BRA", "AGO", "MOZ"]),
    "pl": frozenset(["POL"]),
    "ru": frozenset(["RUS", "BLR", "KAZ", "KGZ"]),
    "uk": frozenset(["UKR"]),
    "tr": frozenset(["TUR"]),
    "ar": frozenset(["EGY", "SYR", "IRQ", "SAU", "YEM", "LBN", "JOR", "PSE", "SDN", "LBY", "TUN", "DZA", "MAR"]),
    "zh": frozenset(["CHN", "TWN", "HKG"]),
}
LEAST_SCORE: Final = 1.0
KEPT_ALTERNATIVES: Final = 4


class PlaceResolver:
    """Resolves mentions of places with a gazetteer and a table of states."""

    def __init__(
        self, gazetteer: Gazetteer | None = None, states: States | None = None, lexicon: Lexicon | None = None
    ) -> None:
        self.gazetteer = gazetteer or Gazetteer()
        self.states = states or States()
        self.lexicon = lexicon or Lexicon()

    def homes_in(self, tokens: Sequence[Token], *, language: str) -> list[tuple[int, str]]:
        """Return where organisations and persons with a home state are named, and that state."""
        found = []
        for hit in self.lexicon.names_in(tokens, language=language):
            number = int(hit.value.split(" ")[0][1:])
            person = hit.value[0] == "P"
            home = self.lexicon.persons[number].country if person else self.lexicon.organisations[number].home
            if home:
                found.append((hit.first, home))
        return found

    def resolve(self, mention: str, *, context: PlaceContext) -> Place | None:
        """Return the place that `mention` means, or None where no place of that name is known."""
        tokens = tokenize(mention, language=context.language)
        cue = cue_of(tokens)
        state = self._state(mention, cue, context)
        if state:
            return state
        found = self._candidates(mention, context.language)
        if not found:
            return self._inner_state(mention, context.language)
        name, candidates = found
        ranked = sorted(((self._score(c, name, cue, context), c) for c in candidates), key=lambda pair: -pair[0])
        if ranked[0][0] < LEAST_SCORE or (name.left and ranked[0][1].country not in context.countries):
            return self._inner_state(mention, context.language)
        return self._place(ranked, name, cue, context)

    def candidates(self, mention: str, *, language: str) -> tuple[Candidate, ...]:
        """Return every place that the mention may mean."""
        found = self._candidates(mention, language)
        return found[1] if found else ()

    def _candidates(self, mention: str, language: str) -> tuple[Name, tuple[Candidate, ...]] | None:
        best: tuple[Name, tuple[Candidate, ...]] | None = None
        for name in names_in(mention, language=language):
            if best and (name.last - name.first) < (best[0].last - best[0].first):
                break
            candidates = self.gazetteer.find(name.key)
            if candidates and (best is None or _strength(name, candidates) > _strength(*best) + 0.5):
                best = name, candidates
        return best

    def _state(self, mention: str, cue: Cue, context: PlaceContext) -> Place | None:
        language = context.language
        words = tokenize(mention, language=language)
        tokens = [t for t in words if not is_generic(t)]
        found = self.states.scan(bare_arabic(tokens) if language == "ar" else tokens, language=language)
        if cue in ("city", "admin1") or len(found) != 1 or (found[0].first, found[0].last) != (0, len(tokens)):
            return None
        key = " ".join(token.folded for token in words)
        iso3 = found[0].value
        if self._is_town(key, iso3, context):
            return None
        return self._country(iso3, mention)

    def _is_town(self, key: str, iso3: str, context: PlaceContext) -> bool:
        """Return whether the name of a state stands for a town: `Alger`, `East Palestine`, `Lebanon, Tennessee`."""
        towns = [c for c in self.gazetteer.find(key) if c.feature in ("city", "region", "site")]
        is_name = self.states.is_name(key, iso3, language=context.language)
        if any(c.hand and (c.country == iso3 or not is_name) for c in towns) or (
            len(key.split()) > 1 and towns and not is_name
        ):
            return True
        if not is_name:
            return any(self._is_capital(c) and c.country == iso3 for c in towns)
        named = context.countries.get(iso3, 0.0)
        return any(context.countries.get(c.country or "-", 0.0) > max(named, 0.9) for c in self.gazetteer.find(key))

    def _is_capital(self, candidate: Candidate) -> bool:
        state = self.states.by_code.get(candidate.country or "")
        return state is not None and is_seat(candidate, state)

    def _inner_state(self, mention: str, language: str) -> Place | None:
        tokens = tokenize(mention, language=language)
        found = self.states.scan(bare_arabic(tokens) if language == "ar" else tokens, language=language)
        return self._country(found[0].value, mention) if found else None

    def _country(self, iso3: str, mention: str) -> Place | None:
        state = self.states.by_code.get(iso3)
        if state is None:
            return None
        return Place(
            state.name, iso3, geonameid=state.geonameid, feature="country", evidence=f"{mention!r} names the country"
        )

    def _score(self, candidate: Candidate, name: Name, cue: Cue, context: PlaceContext) -> float:
        size = max(candidate.magnitude, 3.6 if candidate.hand else 0.0)
        score = 0.9 * size + 0.75 * candidate.main + 1.6 * candidate.hand - 0.7 * name.changed
        score += _kind_score(candidate, cue)
        country = candidate.country or "-"
        score += 4.0 * context.countries.get(country, 0.0)
        if country not in context.countries and self._is_neighbour(country, context.countries):
            score += 0.6
        if candidate.admin1 and candidate.admin1 in context.divisions:
            score += 1.5
        score += 1.6 * _nearness(candidate, context.places)
        score += 0.5 * (country in HOME.get(context.language, ()))
        return score + 1.5 * self._is_capital(candidate) - 1.2 * name.left

    def _is_neighbour(self, country: str, countries: Mapping[str, float]) -> bool:
        state = self.states.by_code.get(country)
        return bool(state and any(other in state.neighbours for other in countries))

    def _place(self, ranked: list[tuple[float, Candidate]], name: Name, cue: Cue, context: PlaceContext) -> Place:
        top, chosen = ranked[0]
        rest: list[tuple[float, Candidate]] = []
        for score, candidate in ranked[1:]:
            if all(_km(candidate, kept) > 30 for _, kept in [ranked[0], *rest]) and len(rest) < KEPT_ALTERNATIVES:
                rest.append((score, candidate))
        total = sum(math.exp(score - top) for score, _ in [ranked[0], *rest])
        reasons = [f"gazetteer has {name.key!r}" + (" after removing an ending" if name.changed else "")]
        if chosen.country and context.countries.get(chosen.country):
            reasons.append(f"{chosen.country} is named in the text")
        if cue != "none":
            reasons.append(f"generic word asks for {cue}")
        if _nearness(chosen, context.places) > 0.4:
            reasons.append("near the other places")
        if not rest:
            reasons.append("no other place of the name")
        precision = chosen.precision_km
        if cue_words("side").intersection(context.before.split()):
            precision = max(precision, 20.0)
        return Place(
            name=chosen.name,
            country=chosen.country,
            admin1=chosen.admin1,
            latitude=chosen.latitude,
            longitude=chosen.longitude,
            precision_km=precision,
            geonameid=chosen.geonameid,
            feature=chosen.feature,
            alternatives=tuple(
                Alternative(c.name, c.country, round(math.exp(s - top) / total, 3), c.geonameid) for s, c in rest
            ),
            evidence="; ".join(reasons),
        )


def _strength(name: Name, candidates: Sequence[Candidate]) -> float:
    best = max(max(c.magnitude, 3.6 if c.hand else 0.0) + 0.5 * c.main for c in candidates)
    return best - 1.5 * name.changed


def _kind_score(candidate: Candidate, cue: Cue) -> float:
    if cue == "admin1":
        return {"admin1": 3.0, "region": 1.5}.get(candidate.feature, 0.0)
    if candidate.feature == "admin1":
        return -1.6
    return 1.0 if cue == "city" and candidate.feature == "city" else 0.0


def _nearness(candidate: Candidate, places: Sequence[Place]) -> float:
    best = 0.0
    for place in places:
        if place.latitude is not None and place.longitude is not None and place.feature != "country":
            km = distance_km(candidate.latitude, candidate.longitude, place.latitude, place.longitude)
            best = max(best, math.exp(-km / 150))
    return best


def _km(a: Candidate, b: Candidate) -> float:
    return distance_km(a.latitude, a.longitude, b.latitude, b.longitude)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance of two points in km, exact enough below a few thousand."""
    x = math.radians((lon2 - lon1 + 180) % 360 - 180) * math.cos(math.radians((lat1 + lat2) / 2))
    return 6371.0 * math.hypot(x, math.radians(lat2 - lat1))


def ground_places(text: str, spans: Sequence[Span], *, language: str, resolver: PlaceResolver) -> list[Place | None]:
    """Return the place each span of `text` means; the spans of a report settle one another."""
    surroundings = read_surroundings(text, language=language, resolver=resolver)
    contexts = [context_of(surroundings, span, text, resolver) for span in spans]
    first = [resolver.resolve(span.of(text), context=context) for span, context in zip(spans, contexts, strict=True)]
    sure = [place for place in first if place and place.feature != "country" and not _is_open(place)]
    settled = []
    for span, place, context in zip(spans, first, contexts, strict=True):
        others = [p for p in sure if p is not place]
        countries = dict(context.countries)
        for other in others:
            if other.country:
                countries[other.country] = max(countries.get(other.country, 0.0), 0.5)
        divisions = context.divisions | {p.admin1 for p in others if p.admin1}
        full = replace(context, countries=countries, divisions=frozenset(divisions), places=others)
        settled.append(resolver.resolve(span.of(text), context=full) if others else place)
    return settled


def _is_open(place: Place) -> bool:
    return bool(place.alternatives) and place.alternatives[0].score > 0.15


def focus_place(places: Iterable[Place | None]) -> Place | None:
    """Return the place an article is mostly about: the finest of those named most, earlier ones first."""
    known = [place for place in places if place is not None]
    if not known:
        return None
    countries = Counter(place.country for place in known if place.country)
    weights: dict[tuple[str, str | None], float] = {}
    for order, place in enumerate(known):
        weight = 1.0 + 0.5 / (order + 1) + 0.5 * countries.get(place.country or "", 0)
        weight *= {"country": 0.6, "region": 0.8}.get(place.feature, 1.0)
        key = (place.name, place.country)
        weights[key] = weights.get(key, 0.0) + weight
    best = max(weights, key=lambda key: weights[key])
    return next(place for place in known if (place.name, place.country) == best)
