"""Pronouns and descriptions: which party named before is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from lagebild.extract.ground.actor_span import SpanEvidence
from lagebild.extract.ground.cue import cue_words
from lagebild.extract.ground.passage import Name, Passage
from lagebild.records import Actor

PERSONAL: Final = frozenset(["GOV", "LEG", "JUD", "OPP", "ELI", "JRN", "MIL", "CVL", "SOC", "REL", "CRM"])
HUMAN_GROUPS: Final = frozenset(
    ["CVL", "AGR", "LAB", "EDU", "SOC", "MIL", "CRM", "REB", "OPP", "REF", "MED", "REL", "COP", "UAF", "JRN"]
)
OBJECT_PRONOUNS: Final = frozenset(
    ["him", "her", "ihn", "ihm", "lui", "его", "ему", "його", "йому", "ją", "jego", "onu"]
)
SCENE: Final = 90
VICTIMS: Final = frozenset(["CVL", "REF", "CRM"])
FIGHTERS: Final = ("REB:", "AFG/GOV", "RUS/PRM")


@dataclass(frozen=True, slots=True)
class Referent:
    """A party settled at the tokens `[first, last)`, with what its span said."""

    first: int
    last: int
    actor: Actor
    evidence: SpanEvidence

    @property
    def head(self) -> str:
        """The code without its sector."""
        return self.actor.code.split("/")[0]


def last_two(passage: Passage, evidence: SpanEvidence, referents: Sequence[Referent]) -> list[Actor]:
    """Return the two parties that were named last and most before a token, in the order of the text."""
    pair = _last_settled(referents, evidence.first)
    if pair:
        return [replace(r.actor, code=r.head, sector=None) if ":" not in r.head else r.actor for r in pair]
    return _last_named(passage, evidence)


def _last_named(passage: Passage, evidence: SpanEvidence) -> list[Actor]:
    found: dict[str, Actor] = {}
    named = [n for n in passage.names if n.organisation and n.organisation.code.startswith(FIGHTERS)]
    marks = [
        (a.first, Actor(a.country, a.country, None, a.country)) for a in passage.anchors if a.kind != "organisation"
    ]
    marks += [(n.first, actor_of(n)) for n in named]
    before = [mark for mark in marks if mark[0] < evidence.first]
    after = [mark for mark in marks if mark[0] >= evidence.last]
    for _, actor in sorted(before, key=lambda m: -m[0]) + sorted(after, key=lambda m: m[0]):
        found.setdefault(actor.code.split("/")[0], actor)
        if len(found) == 2:
            return list(found.values())[::-1]
    return []


def _last_settled(referents: Sequence[Referent], before: int) -> list[Referent]:
    scores: dict[str, float] = {}
    latest: dict[str, Referent] = {}
    for referent in reversed([r for r in referents if r.first < before]):
        if (
            referent.head == "---"
            or referent.actor.sector in VICTIMS
            or referent.evidence.has("UNKNOWN")
            or referent.head.startswith(("IGO", "NGO"))
        ):
            continue
        if referent.head not in latest:
            scores[referent.head] = 1 / (len(latest) + 1)
            latest[referent.head] = referent
        scores[referent.head] += 0.15
    if len(latest) < 2:
        return []
    best = sorted(scores, key=lambda head: -scores[head])[:2]
    return sorted((latest[head] for head in best), key=lambda referent: referent.first)


def find_antecedent(
    passage: Passage, evidence: SpanEvidence, referents: Sequence[Referent]
) -> tuple[Actor, str] | None:
    """Return the party that a pronoun or description stands for, with the reason, or None where none fits."""
    before = [r for r in referents if r.first < evidence.first and r.actor.code != "---"]
    if evidence.pronoun:
        return None if evidence.pronoun == "ONE" else _pronoun(passage, evidence, before)
    if evidence.possessed:
        return _possessed(passage, evidence, before)
    if evidence.has("OTHER"):
        return _other(before)
    if evidence.sector == "UAF" or (evidence.has("ARMED") and evidence.sector in (None, "GOV")):
        return _armed(passage, evidence)
    if evidence.sector == "JUD":
        return _court(passage, evidence)
    if evidence.has("BODY"):
        return _body(passage, evidence)
    if evidence.sector in ("LAB", "PTY", "OPP", "JRN", "BUS", "SOC"):
        return _organisation(passage, evidence, before)
    return None


def _pronoun(passage: Passage, evidence: SpanEvidence, before: Sequence[Referent]) -> tuple[Actor, str] | None:
    kind = evidence.pronoun
    recent = [r for r in reversed(before) if evidence.first - r.first < SCENE]
    if not recent:
        return _named_before(passage, evidence, persons=kind in ("HE", "SHE"))
    if kind == "SHE" and passage.language == "de":
        groups = [r for r in recent if r.actor.sector in HUMAN_GROUPS and not _is_person(r)]
        recent = groups or recent
    elif kind in ("HE", "SHE"):
        recent = [r for r in recent if _is_person(r)] or recent
        if passage.tokens[evidence.last - 1].folded in OBJECT_PRONOUNS:
            here = passage.sentence_of(evidence.first)
            recent = [r for r in recent if passage.sentence_of(r.first) != here] or recent
    elif kind == "THEY":
        groups = [r for r in recent if r.actor.sector in HUMAN_GROUPS and not _is_person(r)]
        recent = groups or [r for r in recent if not _is_person(r)] or recent
    elif kind == "WE":
        recent = [r for r in recent if r.actor.sector not in ("BUS", None)] or recent
    elif kind == "IT":
        bodies = [r for r in recent if r.actor.sector is None or ":" in r.actor.code]
        recent = bodies or [r for r in recent if not _is_person(r)] or recent
    return recent[0].actor, f"pronoun for {recent[0].actor.name}"


def _is_person(referent: Referent) -> bool:
    found = referent.evidence
    if any(name.person for name in found.names) or not (found.names or found.states or found.words or found.towns):
        return True
    words = [w.phrase.words[0] for w in referent.evidence.words if w.value in PERSONAL or w.value == "DIPLO"]
    return any(word.startswith(tuple(cue_words("person"))) for word in words)


def _named_before(passage: Passage, evidence: SpanEvidence, *, persons: bool) -> tuple[Actor, str] | None:
    for name in reversed([n for n in passage.names if n.last <= evidence.first]):
        if bool(name.person) == persons:
            return actor_of(name), "pronoun for the last one named"
    return None


def _possessed(passage: Passage, evidence: SpanEvidence, before: Sequence[Referent]) -> tuple[Actor, str] | None:
    for referent in _subjects_first(passage, before):
        actor, sector = referent.actor, evidence.sector
        if ":" in actor.code or sector is None:
            return actor, f"belongs to {actor.name}, named before"
        return replace(actor, code=f"{referent.head}/{sector}", sector=sector), f"belongs to {actor.name}, named before"
    named = [a for a in passage.anchors if a.last <= evidence.first]
    if not named:
        return None
    country, sector = named[-1].country, evidence.sector
    return Actor(
        country + (f"/{sector}" if sector else ""), country, sector, country
    ), "belongs to the country named last"


def _subjects_first(passage: Passage, before: Sequence[Referent]) -> list[Referent]:
    """Return the parties of the latest sentence in its order, then those of the sentences before it."""
    return sorted(before, key=lambda r: (-passage.sentence_of(r.first), r.first))


def _other(before: Sequence[Referent]) -> tuple[Actor, str] | None:
    heads = [r for r in reversed(before) if r.actor.country and ":" not in r.actor.code]
    for referent in heads[1:]:
        if referent.actor.country != heads[0].actor.country:
            return referent.actor, "the other side of the two named before"
    return None


def _armed(passage: Passage, evidence: SpanEvidence) -> tuple[Actor, str] | None:
    groups = [n for n in passage.names if n.organisation and n.organisation.code.startswith(FIGHTERS)]
    if evidence.sector == "UAF" and len({n.organisation for n in groups}) != 1:
        return None
    earlier = [n for n in groups if n.last <= evidence.first]
    chosen = earlier[-1] if earlier else groups[0] if groups else None
    return (actor_of(chosen), f"description of {chosen.organisation.name}") if chosen and chosen.organisation else None


def _court(passage: Passage, evidence: SpanEvidence) -> tuple[Actor, str] | None:
    courts = [
        n for n in passage.names if n.organisation and n.organisation.code.endswith("/JUD") and n.last <= evidence.first
    ]
    return (actor_of(courts[-1]), "of the court named before") if courts else None


def _body(passage: Passage, evidence: SpanEvidence) -> tuple[Actor, str] | None:
    bodies = [
        n
        for n in passage.names
        if n.organisation and n.organisation.code.startswith(("IGO:", "NGO:")) and n.last <= evidence.first
    ]
    return (actor_of(bodies[-1]), "description of the organisation named before") if bodies else None


def _organisation(passage: Passage, evidence: SpanEvidence, before: Sequence[Referent]) -> tuple[Actor, str] | None:
    for name in reversed([n for n in passage.names if n.organisation and n.last <= evidence.first]):
        organisation = name.organisation
        if organisation and organisation.code.endswith(f"/{evidence.sector}"):
            return actor_of(name), f"description of {organisation.name}"
    for referent in reversed(before):
        if referent.actor.sector == evidence.sector and referent.actor.country:
            return referent.actor, f"the {evidence.sector} party named before"
    return None


def actor_of(name: Name) -> Actor:
    """Return the party that a name stands for."""
    if name.organisation:
        head, _, sector = name.organisation.code.partition("/")
        country = name.organisation.home if ":" in head else head
        return Actor(name.organisation.code, country, sector or None, name.organisation.name)
    assert name.person is not None
    code = name.person.country + (f"/{name.sector}" if name.sector else "")
    return Actor(code, name.person.country, name.sector, name.person.name)
