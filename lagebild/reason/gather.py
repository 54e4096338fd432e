"""Gather from the passages of reports what a scenario file can say, each with its sentence."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from lagebild.reason.state import is_country_code, read_states

Passage = Mapping[str, Any]

HELP: Final = ("AID", "COOPERATE")
DEPLOY: Final = ("AID", "MOBILIZE")
FIGHT: Final = ("ASSAULT",)
HAPPENED: Final = ("occurred", "ongoing")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[\"“”»«’']*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something a report says: the words it says it in, and where."""

    value: Any
    sentence: str
    passage: str


def text_of(span: Any) -> str:
    """Return the wording of a span, given as text or as an object with text and offsets."""
    return str(span["text"]) if isinstance(span, Mapping) else str(span)


def country_of(span: Any, passage: Passage) -> str | None:
    """Return the country of a place: as the reader resolved it, or if the place is itself a state's name."""
    if isinstance(span, Mapping):
        places = [m["place"] for m in passage.get("mentions", ()) if m.get("place") and m["start"] == span.get("start")]
        resolved = (span.get("place") or (places[0] if places else {})).get("country")
        if resolved in read_states():
            return str(resolved)
    words = text_of(span)
    return next((code for code, state in read_states().items() if words in state.names.values()), None)


def sentence_around(passage: Passage, wording: str) -> str:
    """Return the sentence of a passage in which a wording stands, or the wording itself."""
    start = 0
    text = str(passage["text"])
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        if wording and wording in text[start:end]:
            return " ".join(text[start:end].split())
        start = end
    return " ".join(wording.split())


def base_code(code: str) -> str:
    """Return a party's code without its sector."""
    return code.split("/")[0]


def is_party(code: str) -> bool:
    """Say whether a code names a state or a group, rather than nobody known."""
    return is_country_code(code) or bool(re.match(r"^(IGO|NGO|REB):[A-Z0-9-]+$", code))


def walk_events(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Mapping[str, Any]]]:
    """Yield every event that is not denied, with its passage."""
    for passage in passages:
        for event in passage.get("events", ()):
            if event.get("status") != "denied":
                yield passage, event


def parties(event: Mapping[str, Any], role: str) -> list[str]:
    """Return the base codes of an event's actors or recipients."""
    return [code for code in map(base_code, event.get(f"{role}_code", ())) if is_party(code)]


def find_actors(passages: Sequence[Passage]) -> dict[str, Evidence]:
    """Return every party by code, with its shortest name and the first sentence that names it."""
    found: dict[str, Evidence] = {}
    for passage, event in walk_events(passages):
        for role in ("actor", "recipient"):
            for span, code in zip(event.get(role, ()), map(base_code, event.get(f"{role}_code", ())), strict=False):
                if is_party(code):
                    name = text_of(span)
                    found.setdefault(code, Evidence(name, sentence_around(passage, name), str(passage["id"])))
    return found


def find_deployer(passages: Sequence[Passage]) -> str | None:
    """Return who sends forces: the party that aids or mobilises most often, help to another party counting double."""
    counts: Counter[str] = Counter()
    for passage, event in walk_events(passages):
        if event["type"] in DEPLOY:
            abroad = event["type"] == "AID" or any(country_of(place, passage) for place in event.get("place", ()))
            for code in parties(event, "actor"):
                counts[code] += 2 if abroad else 1
    return counts.most_common(1)[0][0] if counts else None


def find_sides(passages: Sequence[Passage], deployer: str | None) -> dict[str, str]:
    """Return on which side each party fights: help joins two parties, fighting parts them.

    So do forces sent against a party to land that is not its own. Side a is that of the party that deploys forces.
    """
    if deployer is None:
        return {}
    sides = {deployer: "a"}
    other = {"a": "b", "b": "a"}
    links = [
        (first, second, event["type"] not in HELP)
        for passage, event in walk_events(passages)
        for first in parties(event, "actor")
        for second in parties(event, "recipient")
        if first != second and (event["type"] in HELP + FIGHT or _sent_against(passage, event, second))
    ]
    for _ in links:
        for first, second, parted in links:
            for known, unknown in ((first, second), (second, first)):
                if known in sides and unknown not in sides:
                    sides[unknown] = other[sides[known]] if parted else sides[known]
    return sides


def _sent_against(passage: Passage, event: Passage, party: str) -> bool:
    lands = {country_of(place, passage) for place in event.get("place", ())} - {None}
    return event["type"] == "MOBILIZE" and bool(lands) and party not in lands


def find_host(passages: Sequence[Passage], deployer: str | None) -> Evidence | None:
    """Return the party that the deployer helps, or to whose land it sends forces."""
    for passage, event in walk_events(passages):
        if deployer in parties(event, "actor") and event["type"] in DEPLOY:
            lands = [country_of(place, passage) for place in event.get("place", ())]
            hosts = [*parties(event, "recipient"), *filter(None, lands)]
            for code in hosts:
                if code != deployer:
                    return Evidence(code, sentence_around(passage, text_of(event["anchor"])), str(passage["id"]))
    return None


def find_cue(passages: Sequence[Passage], cue: str) -> Evidence | None:
    """Return the first sentence that holds a word of the cue, in the passage's language."""
    for passage in passages:
        for sentence in _SENTENCE_END.split(str(passage["text"])):
            if sentence and has_cue(sentence, cue, str(passage["lang"])):
                clean = " ".join(sentence.split())
                return Evidence(clean, clean, str(passage["id"]))
    return None


def has_cue(text: str, cue: str, language: str) -> bool:
    """Say whether a text holds a word that begins with one of the cue's stems."""
    lowered = text.lower()
    return any(
        re.search(rf"(?<!\w){re.escape(stem.lower())}", lowered) or (stem == "kriegs" and "-krieg" in lowered)
        for stem in _cues()[cue].get(language, ())
    )


@cache
def _cues() -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = files("lagebild.reason").joinpath("facts", "cues.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def mentions_land(text: str, code: str) -> bool:
    """Say whether a text names a state or, by its stem, its adjective."""
    lowered = text.lower()
    names = read_states()[code].names.values() if code in read_states() else ()
    return any(re.search(rf"(?<!\w){re.escape(name.lower()[: max(5, len(name) - 2)])}", lowered) for name in names)
