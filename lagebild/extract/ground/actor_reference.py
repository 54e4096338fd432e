"""Pronouns and descriptions: which party named before is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from lagebild.extract.ground.actor_span import SpanEvidence
from lagebild.extract.ground.passage import Name, Passage
from lagebild.records import Actor

PERSONAL: Final = frozenset(["GOV", "LEG", "JUD", "OPP", "ELI", "JRN", "MIL", "CVL", "SOC", "REL", "CRM"])
SCENE: Final = 90
VICTIMS: Final = frozenset(["CVL", "REF", "CRM"])


@dataclass(frozen=True, slots=True)
class Referent:
    """A party settled at the tokens `[first, last)`, with what its span said."""

    first: int
    last: int
    actor: Actor
    evidence: SpanEvidence


def last_two(referents: Sequence[Referent], before: int) -> list[Referent]:
    """Return the last two different parties before a token, in the order of the text."""
    found: list[Referent] = []
    for referent in reversed([r for r in referents if r.first < before]):
        head = referent.actor.code.split("/")[0]
        if head == "---" or referent.actor.sector in VICTIMS or head.startswith(("IGO", "NGO")):
            continue
        if all(r.actor.code.split("/")[0] != head for r in found):
            found.append(referent)
        if len(found) == 2:
            return found[::-1]
    return []


def find_antecedent(
    passage: Passage, evidence: SpanEvidence, referents: Sequence[Referent]
) -> tuple[Actor, str] | None:
    """Return the party that a pronoun or description stands for, with the reason, or None where none fits."""
    before = [r for r in referents if r.first < evidence.first and r.actor.code != "---"]
    if evidence.pronoun:
        return _pronoun(passage, evidence, before)
    if evidence.has("HIS") and evidence.words and evidence.words[0].value == "HIS" and evidence.words[0].first <= evidence.first:
        return _possessed(passage, evidence, before)
    if evidence.has("OTHER"):
        return _other(before)
    if evidence.has("LAND") and evidence.sector is None:
        return _land(passage, evidence, before)
    if evidence.has("ARMED") and evidence.sector in (None, "GOV", "UAF"):
        return _armed(passage, evidence)
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
    if kind in ("HE", "SHE"):
        recent = [r for r in recent if _is_person(r)] or recent
    elif kind == "THEY":
        recent = [r for r in recent if not _is_person(r) and not r.evidence.states[1:]] or recent
    elif kind in ("IT", "ONE"):
        recent = [r for r in recent if not _is_person(r)] or recent
    return recent[0].actor, f"pronoun for {recent[0].actor.name}"


def _is_person(referent: Referent) -> bool:
    if any(name.person for name in referent.evidence.names):
        return True
    words = [w.phrase.words[0] for w in referent.evidence.words if w.value in PERSONAL]
    return any(word.startswith(_PERSON_WORDS) for word in words)


_PERSON_WORDS: Final = (
    "minister", "prasident", "president", "kanzler", "chancellor", "chef", "premier", "konig", "king", "general", "senator", "richter", "judge",
    "juge", "juez", "ministr", "presiden", "spokes", "leader", "journalist", "regierungschef", "staatschef", "ministerprasident", "министр", "президент",
    "міністр", "премьер", "прем", "лидер", "лідер", "oppositionsfuhrer", "bakan", "cumhurbaskan", "wزير", "وزير", "رئيس", "activist", "aktivist",
    "активист", "активіст", "botschafter", "ambassador", "foreign minister", "prime", "editor", "commander", "bürgermeister", "burgermeister", "mayor",
)  # fmt: skip


def _named_before(passage: Passage, evidence: SpanEvidence, *, persons: bool) -> tuple[Actor, str] | None:
    for name in reversed([n for n in passage.names if n.last <= evidence.first]):
        if bool(name.person) == persons:
            return _actor_of(name), "pronoun for the last one named"
    return None


def _possessed(passage: Passage, evidence: SpanEvidence, before: Sequence[Referent]) -> tuple[Actor, str] | None:
    for referent in reversed(before):
        actor = referent.actor
        if actor.code.startswith("---"):
            continue
        sector = evidence.sector
        if ":" in actor.code or sector is None:
            return actor, f"belongs to {actor.name}, named before"
        country = actor.code.split("/")[0]
        return replace(actor, code=f"{country}/{sector}", sector=sector), f"belongs to {actor.name}, named before"
    return None


def _other(before: Sequence[Referent]) -> tuple[Actor, str] | None:
    heads = [r for r in reversed(before) if r.actor.country and ":" not in r.actor.code]
    for referent in heads[1:]:
        if referent.actor.country != heads[0].actor.country:
            return referent.actor, "the other side of the two named before"
    return None


def _land(passage: Passage, evidence: SpanEvidence, before: Sequence[Referent]) -> tuple[Actor, str] | None:
    states = [a for a in passage.anchors if a.last <= evidence.first]
    if before and before[-1].actor.country and ":" not in before[-1].actor.code:
        country = before[-1].actor.country
        return Actor(country, country, None, before[-1].actor.name), "the country of the party named last"
    if states:
        return Actor(states[-1].country, states[-1].country, None, states[-1].country), "the country named last"
    return None


def _armed(passage: Passage, evidence: SpanEvidence) -> tuple[Actor, str] | None:
    groups = [n for n in passage.names if n.organisation and n.organisation.code.startswith(("REB:", "AFG/GOV", "RUS/PRM"))]
    earlier = [n for n in groups if n.last <= evidence.first]
    chosen = earlier[-1] if earlier else groups[0] if groups else None
    return (_actor_of(chosen), f"description of {chosen.organisation.name}") if chosen and chosen.organisation else None


def _body(passage: Passage, evidence: SpanEvidence) -> tuple[Actor, str] | None:
    bodies = [n for n in passage.names if n.organisation and n.organisation.code.startswith(("IGO:", "NGO:")) and n.last <= evidence.first]
    return (_actor_of(bodies[-1]), "description of the organisation named before") if bodies else None


def _organisation(passage: Passage, evidence: SpanEvidence, before: Sequence[Referent]) -> tuple[Actor, str] | None:
    for name in reversed([n for n in passage.names if n.organisation and n.last <= evidence.first]):
        organisation = name.organisation
        if organisation and organisation.code.endswith(f"/{evidence.sector}"):
            return _actor_of(name), f"description of {organisation.name}"
    for referent in reversed(before):
        if referent.actor.sector == evidence.sector and referent.actor.country:
            return referent.actor, f"the {evidence.sector} party named before"
    return None


def _actor_of(name: Name) -> Actor:
    if name.organisation:
        head, _, sector = name.organisation.code.partition("/")
        country = name.organisation.home if ":" in head else head
        return Actor(name.organisation.code, country, sector or None, name.organisation.name)
    assert name.person is not None
    code = name.person.country + (f"/{name.sector}" if name.sector else "")
    return Actor(code, name.person.country, name.sector, name.person.name)
