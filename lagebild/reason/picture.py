"""What the passages hold for a scenario: parties and sides, branches, aim and limit, doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from lagebild.errors import UsageError
from lagebild.reason.gather import (
    DEPLOY,
    FIGHT,
    Evidence,
    Passage,
    country_of,
    find_actors,
    find_deployer,
    find_host,
    find_sides,
    has_cue,
    mentions_land,
    parties,
    sentence_around,
    text_of,
    walk_events,
)
from lagebild.reason.state import read_states

DOUBTFUL: Final = ("almost_no_chance", "very_unlikely", "unlikely")
_ASCII: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Branch:
    """An option as a report sets it out."""

    id: str
    label: str
    place: str | None
    owner: str | None
    rank: str | None
    evidence: Evidence
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What the passages hold for a scenario file."""

    passages: tuple[Passage, ...]
    language: str
    as_of: str
    actors: dict[str, Evidence]
    sides: dict[str, str]
    deployer: str | None
    host: Evidence | None
    branches: tuple[Branch, ...]


def take_picture(passages: Sequence[Passage], *, as_of: date | None) -> Picture:
    """Return parties, sides, deployer and branches of the passages; `as_of` is the day if no report carries one."""
    days = [str(passage["date"]) for passage in passages if passage.get("date")]
    if as_of is not None:
        days = [as_of.isoformat()]
    if not days:
        raise UsageError(
            "no report carries a date, and none is given; name the day of the forecast, such as 2024-11-02"
        )
    deployer = find_deployer(passages)
    sides = find_sides(passages, deployer)
    host = find_host(passages, deployer)
    if host is not None and deployer is not None:
        sides.setdefault(host.value, "a")
    actors = find_actors(passages)
    if host is not None:
        actors.setdefault(host.value, host)
    language = Counter(str(passage["lang"]) for passage in passages).most_common(1)[0][0]
    return Picture(
        tuple(passages),
        language,
        max(days)[:10],
        actors,
        sides,
        deployer,
        host,
        _find_branches(passages, deployer),
    )


def _find_branches(passages: Sequence[Passage], deployer: str | None) -> tuple[Branch, ...]:
    """Return one branch for each place a scenario's condition names, and for each condition without a place."""
    places = _deployment_places(passages, deployer)
    found: dict[str, Branch] = {}
    for passage in passages:
        for scenario in passage.get("scenarios", ()):
            wording = scenario.get("condition") or scenario.get("subject")
            if not wording:
                continue
            condition = text_of(wording)
            place = next((name for name in places if name in condition), None)
            branch = Branch(
                _identifier(place or condition),
                condition,
                place,
                places[place] if place else None,
                scenario.get("rank"),
                Evidence(condition, sentence_around(passage, condition), str(passage["id"])),
                tuple(text_of(outcome) for outcome in scenario.get("outcome", ())),
            )
            found.setdefault(branch.id, branch)
    return _merge_by_country(tuple(found.values()))


def _merge_by_country(branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
    """Return the branches without those that only name the country another branch's place is in.

    Their outcomes go to that branch: "an operation in Russia" is the deployment to Kursk in wider words.
    """
    wide = [b for b in branches if b.owner and b.place in read_states()[b.owner].names.values()]
    merged = []
    for branch in branches:
        if branch not in wide:
            more = tuple(o for b in wide if b.owner == branch.owner for o in b.outcomes)
            merged.append(replace(branch, outcomes=(*branch.outcomes, *more)))
        elif not any(b.owner == branch.owner for b in branches if b not in wide):
            merged.append(branch)
    return tuple(merged)


def _deployment_places(passages: Sequence[Passage], deployer: str | None) -> dict[str, str | None]:
    """Return the places where the deployer's forces are or may be, with their country if known; shortest name first."""
    places: dict[str, str | None] = {}
    for passage, event in walk_events(passages):
        if event["type"] in DEPLOY + FIGHT and (deployer is None or deployer in parties(event, "actor")):
            for span in event.get("place", ()):
                places.setdefault(text_of(span), country_of(span, passage))
    short = sorted(places, key=len)
    return {name: places[name] for name in short if not any(other in name for other in short if other != name)}


def find_statement(picture: Picture, cue: str) -> Evidence | None:
    """Return the first statement or outcome that speaks of the aim or the limit, doubts about it aside."""
    for passage in picture.passages:
        language = str(passage["lang"])
        for statement in passage.get("statements", ()):
            content = text_of(statement["content"])
            if has_cue(content, cue, language) and statement.get("certainty") not in DOUBTFUL:
                for outcome in _outcomes_within(passage, content, cue):
                    return Evidence(outcome, sentence_around(passage, content), str(passage["id"]))
                return Evidence(content, sentence_around(passage, content), str(passage["id"]))
        for scenario in passage.get("scenarios", ()):
            for outcome in map(text_of, scenario.get("outcome", ())):
                if has_cue(outcome, cue, language):
                    return Evidence(outcome, sentence_around(passage, outcome), str(passage["id"]))
    return None


def _outcomes_within(passage: Passage, content: str, cue: str) -> Iterable[str]:
    outcomes = (text_of(o) for s in passage.get("scenarios", ()) for o in s.get("outcome", ()))
    return [o for o in outcomes if o in content and (cue == "aim" or has_cue(o, cue, str(passage["lang"])))]


def find_attacker(picture: Picture, place: str) -> Evidence | None:
    """Return the deployer's side if it fights in a place, with the sentence that says so."""
    for passage, event in walk_events(picture.passages):
        if event["type"] in FIGHT and any(place in text_of(span) for span in event.get("place", ())):
            for code in parties(event, "actor"):
                if code == picture.deployer:
                    sentence = sentence_around(passage, text_of(event["anchor"]))
                    return Evidence(picture.sides.get(code, "a"), sentence, str(passage["id"]))
    return None


def find_enemy(picture: Picture) -> str | None:
    """Return a state on the other side."""
    return next((c for c, side in picture.sides.items() if side == "b" and c in read_states()), None)


def find_land_spoken_of(picture: Picture, code: str) -> Evidence | None:
    """Return the first outcome that speaks of a state's land, where it does not merely state the limit."""
    for passage in picture.passages:
        for scenario in passage.get("scenarios", ()):
            for outcome in map(text_of, scenario.get("outcome", ())):
                if mentions_land(outcome, code) and not has_cue(outcome, "limit", str(passage["lang"])):
                    return Evidence(outcome, sentence_around(passage, outcome), str(passage["id"]))
    return None


def has_limit(picture: Picture) -> bool:
    """Say whether the reports declare a limit and name a place of deployment."""
    return find_statement(picture, "limit") is not None and any(branch.place for branch in picture.branches)


def find_bands(picture: Picture, branch: Branch) -> list[Evidence]:
    """Return the certainty bands of statements about the branch's place, doubt about its limit aside."""
    return [
        Evidence(statement["certainty"], sentence_around(passage, text_of(statement["content"])), str(passage["id"]))
        for passage in picture.passages
        for statement in passage.get("statements", ())
        if branch.place
        and statement.get("certainty")
        and statement["certainty"] not in DOUBTFUL
        and branch.place in text_of(statement["content"])
    ]


def find_doubts(picture: Picture) -> list[Evidence]:
    """Return the bands of statements that doubt the limit."""
    return [
        Evidence(statement["certainty"], sentence_around(passage, text_of(statement["content"])), str(passage["id"]))
        for passage in picture.passages
        for statement in passage.get("statements", ())
        if statement.get("certainty") in DOUBTFUL
        and has_cue(text_of(statement["content"]), "limit", str(passage["lang"]))
    ]


def name_source(picture: Picture, evidence: Evidence) -> str:
    """Return who says a sentence, the voice nearest to the content first."""
    for passage in picture.passages:
        for statement in passage.get("statements", ()):
            if (
                str(passage["id"]) == evidence.passage
                and sentence_around(passage, text_of(statement["content"])) == evidence.sentence
            ):
                chain = [text_of(span) for span in statement.get("sources", ())]
                return " < ".join(reversed(chain)) or "author"
    return "author"


def _identifier(text: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower().translate(_ASCII)).strip("_")[:40].strip("_")
    return plain or "branch"
