"""How well places and actors are grounded: `python -m bench.grounding [--gold PATH]`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lagebild.extract.ground.actor import ActorResolver
from lagebild.extract.ground.place import distance_km, ground_places
from lagebild.records import Actor, Place
from lagebild.spans import Span

CASES = Path(__file__).parent / "cases"
FLOORS = {"place.country": 0.97, "place.near": 0.90, "actor.country": 0.96, "actor.code": 0.88}


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the JSON objects of a file, one a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def country_part(code: str) -> str:
    """Return the part of a party's code that event triples are compared by."""
    return code.split("/")[0]


class Tally:
    """Counts of right answers by measure and language."""

    def __init__(self) -> None:
        self.right: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))

    def add(self, measure: str, language: str, *, right: bool) -> None:
        """Count one answer."""
        self.right[measure][language].append(right)

    def print(self, floors: dict[str, float]) -> bool:
        """Print the shares and return whether every floor is held."""
        held = True
        for measure, by_language in sorted(self.right.items()):
            every = [answer for answers in by_language.values() for answer in answers]
            share = sum(every) / len(every)
            floor = floors.get(measure)
            held &= floor is None or share >= floor
            parts = "  ".join(f"{lang} {sum(a) / len(a):.3f} ({len(a)})" for lang, a in sorted(by_language.items()))
            print(f"{measure:14} {share:.4f} of {len(every)}  floor {floor or '-'}  {parts}")
        return held


def score_places(path: Path, resolver: ActorResolver, tally: Tally, *, misses: bool) -> None:
    """Score a file of place cases."""
    for case in read_lines(path):
        span = Span(case["span"]["start"], case["span"]["end"])
        place = ground_places(case["text"], [span], language=case["lang"], resolver=resolver.reader.places)[0]
        expect = case["expect"]
        right = place is not None and place.country == expect.get("country")
        tally.add("place.country", case["lang"], right=right)
        near = True
        if "latitude" in expect:
            near = _near(place, expect)
            tally.add("place.near", case["lang"], right=near)
        if misses and not (right and near):
            print(
                "MISS",
                case["id"],
                case["span"]["text"],
                expect,
                "->",
                place and (place.name, place.country, place.admin1, place.feature),
            )


def _near(place: Place | None, expect: dict[str, Any]) -> bool:
    if place is None or place.latitude is None or place.longitude is None:
        return False
    km = distance_km(place.latitude, place.longitude, expect["latitude"], expect["longitude"])
    return km <= float(expect.get("within_km", 50))


def score_actors(path: Path, resolver: ActorResolver, tally: Tally, *, misses: bool) -> None:
    """Score a file of actor cases; `codes` is used where a span stands for several parties."""
    for case in read_lines(path):
        span = Span(case["span"]["start"], case["span"]["end"])
        published = date.fromisoformat(case["date"])
        actors = resolver.ground_actors(case["text"], [span], language=case["lang"], published_at=published)[0]
        wanted = case["expect"].get("codes") or [case["expect"]["code"]]
        country = {country_part(a.code) for a in actors} == {country_part(code) for code in wanted}
        code = {a.code for a in actors} == set(wanted)
        tally.add("actor.country", case["lang"], right=country)
        tally.add("actor.code", case["lang"], right=code)
        if misses and not (country and code):
            mark = "MISS" if not country else "miss"
            print(mark, case["id"], repr(case["span"]["text"]), wanted, "->", [(a.code, a.evidence) for a in actors])


def gold_spans(passage: dict[str, Any]) -> Iterator[tuple[Span, str, str]]:
    """Yield the party spans of a gold passage with their codes, located as the scorer does."""
    text, after = passage["text"], 0
    for event in passage["events"]:
        anchor = max(_find(text, event["anchor"], after), 0)
        after = max(after, anchor + 1)
        for role in ("actor", "recipient"):
            for wording, code in zip(event[role], event[role + "_code"], strict=True):
                start = min(_all(text, wording), key=lambda s: abs(s - anchor))
                yield Span(start, start + len(wording)), wording, code


def _find(text: str, wording: str, after: int) -> int:
    found = text.find(wording, after)
    return found if found >= 0 else text.find(wording)


def _all(text: str, wording: str) -> list[int]:
    starts, at = [], text.find(wording)
    while at >= 0:
        starts.append(at)
        at = text.find(wording, at + 1)
    return starts


def score_gold(path: Path, resolver: ActorResolver, tally: Tally, *, misses: bool) -> None:
    """Score the country part of the codes of a gold file, the spans taken as given."""
    for passage in read_lines(path):
        wanted: dict[Span, set[str]] = defaultdict(set)
        for span, _, code in gold_spans(passage):
            wanted[span].add(code)
        spans = sorted(wanted)
        published = date.fromisoformat(passage["date"])
        found = resolver.ground_actors(passage["text"], spans, language=passage["lang"], published_at=published)
        for span, actors in zip(spans, found, strict=True):
            _score_gold_span(passage, span, wanted[span], actors, tally, misses=misses)


def _score_gold_span(
    passage: dict[str, Any], span: Span, codes: set[str], actors: tuple[Actor, ...], tally: Tally, *, misses: bool
) -> None:
    got = {a.code for a in actors} or {"---"}
    countries = {country_part(c) for c in got} == {country_part(c) for c in codes}
    tally.add("gold.country", passage["lang"], right=countries)
    tally.add("gold.code", passage["lang"], right=got == codes)
    if misses and got != codes:
        mark = "miss" if countries else "MISS"
        print(
            mark,
            passage["id"],
            repr(span.of(passage["text"])),
            sorted(codes),
            "->",
            [(a.code, a.evidence) for a in actors],
        )


def main() -> int:
    """Print the scores and return 1 where a floor is not held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, help="score the party codes of a gold file instead of the cases")
    parser.add_argument("--misses", action="store_true", help="print every wrong answer")
    arguments = parser.parse_args()
    resolver, tally = ActorResolver(), Tally()
    started = time.perf_counter()
    if arguments.gold:
        score_gold(arguments.gold, resolver, tally, misses=arguments.misses)
    else:
        score_places(CASES / "places.jsonl", resolver, tally, misses=arguments.misses)
        score_actors(CASES / "actors.jsonl", resolver, tally, misses=arguments.misses)
    held = tally.print(FLOORS)
    print(f"{time.perf_counter() - started:.2f} s")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
