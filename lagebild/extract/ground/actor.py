"""Parties to codes: `ground_actors` resolves all party spans of a passage in the order of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from lagebild.extract.ground.actor_context import Guess, Party, beside, guess_country
from lagebild.extract.ground.actor_joint import Mention, codes_apart, joint_mentions, lent_sector
from lagebild.extract.ground.actor_name import (
    acronym_in,
    appositions,
    is_council,
    is_first_name,
    is_name,
    is_surname,
    span_of,
)
from lagebild.extract.ground.actor_reference import Referent, actor_of, find_antecedent, last_two
from lagebild.extract.ground.actor_span import RANK, STATE_BODIES, SpanEvidence, coordinated, evidence_of, is_minority
from lagebild.extract.ground.naming import Linker, Naming, find_namings, rank_keys
from lagebild.extract.ground.passage import Name, Passage, PassageReader
from lagebild.extract.ground.phrase import Found
from lagebild.extract.ground.place import HOME
from lagebild.records import Actor, Alternative
from lagebild.spans import Span

UNKNOWN_COUNTRY = "---"
OVERSEAS = {
    **dict.fromkeys(("GUF", "GLP", "MTQ", "REU", "MYT", "NCL", "PYF", "SPM", "BLM", "MAF", "WLF"), "FRA"),
    **dict.fromkeys(("PRI", "GUM", "VIR", "ASM", "MNP"), "USA"),
    **dict.fromkeys(("GIB", "FLK", "BMU", "CYM", "VGB", "TCA", "SHN", "AIA", "MSR", "IMN", "JEY", "GGY"), "GBR"),
    **dict.fromkeys(("ABW", "CUW", "SXM", "BES"), "NLD"),
    "ALA": "FIN",
    "SJM": "NOR",
}  # parts of a state that act through it
EU_SEAT = ("Brussels", "BEL")
LINKED = 0.3
"""How sure the network must be of a named country before it overrules the rules for descriptions and pronouns: best of
.1, .2, .3, .5, .7 on 125 held-out reports (country right .835, with rules alone .803)."""


@dataclass(slots=True)
class _Memory:
    parties: list[Party] = field(default_factory=list)
    referents: list[Referent] = field(default_factory=list)
    described: dict[str, Actor] = field(default_factory=dict)
    namings: list[Naming] = field(default_factory=list)
    links: Mapping[Span, Sequence[float]] = field(default_factory=dict)


class ActorResolver:
    """Resolves mentions of parties with a gazetteer, a table of states and the list of actors."""

    def __init__(self, reader: PassageReader | None = None) -> None:
        self.reader = reader or PassageReader()

    def ground_actors(
        self, text: str, spans: Sequence[Span], *, language: str, published_at: date | None = None
    ) -> list[tuple[Actor, ...]]:
        """Return the parties each span stands for: mostly one, several for `both countries`, none if unknown."""
        day = (published_at or date(2025, 1, 1)).isoformat()[:10]
        passage = self.reader.read(text, language=language, day=day)
        results = self.ground_parties(passage, spans)
        return [results[span] for span in spans]

    def ground_parties(
        self, passage: Passage, spans: Sequence[Span], *, linker: Linker | None = None
    ) -> dict[Span, tuple[Actor, ...]]:
        """Return the parties each span of a passage stands for; `linker` knows which named country a span means."""
        evidence = {span: evidence_of(passage, span, self.reader.lexicon) for span in sorted(set(spans))}
        memory = _Memory()
        if linker:
            hard = [span for span, found in evidence.items() if _needs_link(found)]
            memory.namings = find_namings(passage)
            memory.links = linker(hard, [naming.span for naming in memory.namings])
        results: dict[Span, tuple[Actor, ...]] = {}
        for span, found in evidence.items():
            results[span] = self._resolve(passage, span, found, memory)
            _remember(memory, found, results[span])
        return results

    def resolve(self, text: str, span: Span, *, language: str, published_at: date | None = None) -> Actor | None:
        """Return the party that one span of `text` means."""
        actors = self.ground_actors(text, [span], language=language, published_at=published_at)[0]
        return actors[0] if actors else None

    def _resolve(self, passage: Passage, span: Span, evidence: SpanEvidence, memory: _Memory) -> tuple[Actor, ...]:
        wording = span.of(passage.text)
        if evidence.first >= evidence.last:
            return ()
        seated = any(town.capital for town in evidence.towns) and not evidence.has("DIPLO")
        belongs = evidence.possessed and bool(evidence.words) and not (evidence.states or evidence.names or seated)
        own = () if belongs else self._own(passage, evidence, memory)
        if own:
            return own
        linked = self._linked(passage, span, evidence, memory)
        if linked:
            return linked
        referred = self._referred(passage, evidence, memory) or self._described(passage, span, evidence, memory)
        if referred:
            return referred
        return self._guessed(passage, evidence, memory, wording)

    def _own(self, passage: Passage, evidence: SpanEvidence, memory: _Memory) -> tuple[Actor, ...]:
        sector = self._sector(passage, evidence)
        states = [] if is_minority(passage, evidence) else coordinated(passage, evidence)
        states = [s for s in states if not is_first_name(passage, evidence, s)]
        organisations = [n for n in evidence.names if n.organisation and not (states and is_council(passage, n))]
        joint = joint_mentions(passage, evidence)
        if codes_apart(joint):
            return self._joint(passage, evidence, joint, sector, memory)
        if organisations and not (states and _is_delegate(evidence, states[0].first, organisations[0])):
            return self._organisations(passage, evidence, organisations, sector, memory)
        if states:
            sector = sector or next((_sector_of(n) for n in evidence.names), None)
            return tuple(
                self._state_actor(s.value, sector, f"{_words(passage, s.first, s.last)!r} names the state")
                for s in states
            )
        persons = [n for n in evidence.names if n.person]
        if persons:
            return (self._person_actor(persons[0], sector, evidence),)
        towns = evidence.towns and not is_surname(passage, evidence)
        return self._town_actor(passage, evidence, sector) if towns else ()

    def _joint(
        self, passage: Passage, evidence: SpanEvidence, mentions: Sequence[Mention], sector: str | None, memory: _Memory
    ) -> tuple[Actor, ...]:
        actors = []
        for mention in mentions:
            words = _words(passage, mention.first, mention.last)
            if isinstance(mention, Name):
                actors.append(self._organisation(passage, evidence, mention, sector, memory))
            elif isinstance(mention, Found):
                actors.append(self._state_actor(mention.value, sector, f"{words!r} names the state"))
            elif mention.place.country:
                actors.append(self._state_actor(mention.place.country, sector or "GOV", f"{words!r} is its capital"))
        return tuple(actors)

    def _organisations(
        self, passage: Passage, evidence: SpanEvidence, names: Sequence[Name], sector: str | None, memory: _Memory
    ) -> tuple[Actor, ...]:
        chosen = list(names[:1])
        if len(names) > 1 and names[0].organisation != names[1].organisation and _joined(passage, names[0], names[1]):
            chosen = list(names[:2])
        return tuple(self._organisation(passage, evidence, name, sector, memory) for name in chosen)

    def _organisation(
        self, passage: Passage, evidence: SpanEvidence, name: Name, sector: str | None, memory: _Memory
    ) -> Actor:
        organisation = name.organisation
        assert organisation is not None
        head, _, own = organisation.code.partition("/")
        final = _final_sector(head, own or None, sector, former=evidence.has("FORMER"))
        words = _words(passage, name.first, name.last)
        reason = f"list of actors: {words!r}"
        if name.loose and ":" not in head and all(a.country != head for a in passage.anchors):
            guess = guess_country(passage, evidence, memory.parties, sector=final)
            other = next((c for c, _ in guess.scores if c in HOME[passage.language]), None) if guess else None
            if guess and other:
                return self._state_actor(other, final, f"{reason}; {guess.evidence}")
        country = organisation.home if ":" in head else head
        return Actor(head + (f"/{final}" if final else ""), country, final, organisation.name, evidence=reason)

    def _state_actor(
        self, country: str, sector: str | None, evidence: str, alternatives: tuple[Alternative, ...] = ()
    ) -> Actor:
        country = OVERSEAS.get(country, country)
        name = self.reader.places.states.named(country) or country
        return Actor(country + (f"/{sector}" if sector else ""), country, sector, name, alternatives, evidence)

    def _person_actor(self, name: Name, sector: str | None, evidence: SpanEvidence) -> Actor:
        person = name.person
        assert person is not None
        final = sector if sector and (sector != "CVL" or evidence.following) else name.sector
        if sector == "GOV" and name.sector == "ELI" and not evidence.has("GOV"):
            final = "ELI"
        return Actor(
            person.country + (f"/{final}" if final else ""), person.country, final, person.name,
            evidence=f"{person.name} is {final or 'known'} on the day",
        )  # fmt: skip

    def _town_actor(self, passage: Passage, evidence: SpanEvidence, sector: str | None) -> tuple[Actor, ...]:
        town = evidence.towns[0]
        words = _words(passage, town.first, town.last)
        alone = sector is None and town.last - town.first == evidence.last - evidence.first
        if alone and (town.place.name, town.place.country) == EU_SEAT:
            return (Actor("IGO:EU", None, None, "European Union", evidence=f"{words!r} as seat of the EU"),)
        country = town.place.country
        if country is None:
            return ()
        if sector is None and (town.capital or alone):
            sector = "GOV" if town.capital else None
        return (self._state_actor(country, sector, f"{words!r} is in {country}"),)

    def _sector(self, passage: Passage, evidence: SpanEvidence) -> str | None:
        sector = evidence.sector
        if passage.language == "zh" and sector is None and evidence.states:
            last = passage.tokens[evidence.states[-1].last - 1]
            sector = "MIL" if last.text in "军軍" else None
        if (
            evidence.has("FORMER")
            and not evidence.following
            and sector in ("GOV", "MIL", "COP", "LEG", "SPY", "JUD", None)
        ):
            return "ELI"
        if sector is None and evidence.has("ARMED"):
            return "REB"
        return sector or lent_sector(passage, evidence, self.reader.lexicon)

    def _linked(self, passage: Passage, span: Span, evidence: SpanEvidence, memory: _Memory) -> tuple[Actor, ...]:
        """Return the parties that the network takes the span for, where it is sure enough."""
        if span not in memory.links:
            return ()
        ranked = rank_keys(memory.namings, memory.links[span])
        sure = [key for key, score in ranked if score >= LINKED]
        if not sure or beside(passage, evidence):
            return ()
        several = evidence.has("BOTH") or evidence.pronoun in ("THEY", "WE")
        chosen = sure[:2] if evidence.has("BOTH") else sure[:3] if several else sure[:1]
        alternatives = tuple(Alternative(key, key, round(score, 3)) for key, score in ranked[:4] if key not in chosen)
        return tuple(self._party_named(passage, evidence, memory, key, alternatives) for key in chosen)

    def _party_named(
        self, passage: Passage, evidence: SpanEvidence, memory: _Memory, key: str, alternatives: tuple[Alternative, ...]
    ) -> Actor:
        reason = f"network: belongs to {key}, named in the passage"
        sector = self._sector(passage, evidence)
        before = [r.actor for r in reversed(memory.referents) if r.head == key]
        referred = next((a for a in self._referred(passage, evidence, memory) if a.code.split("/")[0] == key), None)
        same = referred or (before[0] if before and (evidence.pronoun or ":" in key) else None)
        if same:
            return replace(same, alternatives=alternatives, evidence=reason)
        if ":" in key:
            named = next(n for n in passage.names if n.organisation and n.organisation.code.split("/")[0] == key)
            return replace(actor_of(named), alternatives=alternatives, evidence=reason)
        return self._state_actor(key, sector, reason, alternatives)

    def _referred(self, passage: Passage, evidence: SpanEvidence, memory: _Memory) -> tuple[Actor, ...]:
        if evidence.has("BOTH"):
            pair = last_two(passage, evidence, memory.referents)
            if pair:
                sector = evidence.sector if evidence.sector in RANK and evidence.sector != "CVL" else None
                return tuple(_with_sector(actor, sector, "one of the two parties named before") for actor in pair)
        if beside(passage, evidence):
            return ()
        if evidence.has("UNKNOWN") and not evidence.has("LAND"):
            sector = evidence.sector if evidence.sector != "GOV" else None
            return (_nobody(sector, "unknown", "nobody in particular"),)
        antecedent = find_antecedent(passage, evidence, memory.referents)
        if antecedent is None:
            return ()
        actor, evidence_text = antecedent
        return (replace(actor, evidence=evidence_text),)

    def _described(self, passage: Passage, span: Span, evidence: SpanEvidence, memory: _Memory) -> tuple[Actor, ...]:
        """Return the party of an unknown name by the words beside it: `X, a former Seleka commander`."""
        acronym = acronym_in(passage, evidence)
        if acronym:
            return (acronym,)
        if evidence.words or not is_name(passage, evidence):
            return ()
        surname = passage.tokens[evidence.last - 1].folded
        if surname in memory.described:
            return (replace(memory.described[surname], evidence="named with a description before"),)
        for first, last in appositions(passage, evidence):
            around = evidence_of(passage, span_of(passage, first, last), self.reader.lexicon)
            actors = self._own(passage, around, memory)
            if not actors and around.sector:
                actors = self._guessed(passage, around, memory, span.of(passage.text))
            if actors:
                memory.described[surname] = actors[0]
                return (
                    replace(actors[0], evidence=f"described as {span_of(passage, first, last).of(passage.text)!r}"),
                )
        return ()

    def _guessed(self, passage: Passage, evidence: SpanEvidence, memory: _Memory, wording: str) -> tuple[Actor, ...]:
        sector = self._sector(passage, evidence)
        guess: Guess | None = guess_country(passage, evidence, memory.parties, sector=sector)
        if guess is None:
            return (_nobody(sector, wording, "no country named"),)
        alternatives = tuple(
            Alternative(self.reader.places.states.named(c) or c, c, s) for c, s in guess.scores if c != guess.country
        )
        return (self._state_actor(guess.country, sector, guess.evidence, alternatives),)


def _final_sector(head: str, own: str | None, asked: str | None, *, former: bool) -> str | None:
    """Return the sector of an organisation's party, from its own and from what the words around it ask for."""
    if ":" in head:
        return "MIL" if own is None and asked == "MIL" and head.startswith("IGO") else own
    if former and own in ("GOV", "LEG"):
        return "ELI"
    return asked if asked in ("LAB", "OPP", "JRN") and own in ("BUS", "GOV", "LEG", "PTY", "COP") else own


def _sector_of(name: Name) -> str | None:
    if name.person:
        return name.sector
    code = name.organisation.code if name.organisation else ""
    return code.partition("/")[2] or None if ":" not in code else None


def _nobody(sector: str | None, name: str, evidence: str) -> Actor:
    code = UNKNOWN_COUNTRY + (f"/{sector}" if sector else "")
    return Actor(code, None, sector, name, evidence=evidence)


def _needs_link(evidence: SpanEvidence) -> bool:
    """Return whether a span does not say by itself whose party it is."""
    return evidence.first < evidence.last and not (evidence.states or evidence.names or evidence.towns)


def _remember(memory: _Memory, evidence: SpanEvidence, actors: tuple[Actor, ...]) -> None:
    for actor in actors:
        memory.referents.append(Referent(evidence.first, evidence.last, actor, evidence))
        if actor.country and ":" not in actor.code:
            memory.parties.append(Party(evidence.first, actor.country))


def _is_delegate(evidence: SpanEvidence, state: int, organisation: Name) -> bool:
    """Return whether the span means a state's envoy to an organisation, or a state's own body named with one."""
    code = organisation.organisation.code if organisation.organisation else ""
    if evidence.has("DIPLO") or (code == "IGO:UN/MIL" and state < organisation.first):
        return True
    return ":" not in code or (
        code.startswith("IGO:") and state < organisation.first and evidence.sector in STATE_BODIES
    )


def _joined(passage: Passage, a: Name, b: Name) -> bool:
    words = {t.folded for t in passage.tokens[a.last : b.first]}
    return bool(words & {"und", "and", "et", "y", "e", "i", "и", "та", "و", "ve", "和", "oraz"}) and len(words) <= 2


def _words(passage: Passage, first: int, last: int) -> str:
    return passage.text[passage.tokens[first].start : passage.tokens[last - 1].stop]


def _with_sector(actor: Actor, sector: str | None, evidence: str) -> Actor:
    if sector is None or ":" in actor.code:
        return replace(actor, evidence=evidence)
    head = actor.code.split("/")[0]
    return replace(actor, code=f"{head}/{sector}", sector=sector, evidence=evidence)
