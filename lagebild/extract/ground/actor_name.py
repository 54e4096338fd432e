"""Names that no list holds: persons by the words beside them, organisations by their acronym."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lagebild.extract.ground.actor_span import SpanEvidence
from lagebild.extract.ground.cue import cue_words
from lagebild.extract.ground.passage import Name, Passage
from lagebild.extract.ground.phrase import Found
from lagebild.extract.ground.place_name import is_generic
from lagebild.records import Actor
from lagebild.spans import Span

LONGEST: Final = 9
COUNCILS: Final = ("sicherheitsrat", "совбез", "безопасност", "безпек", "security", "seguridad", "bezpieczenstwa")
UNITED: Final = frozenset(["un", "uno", "оон", "onz", "onu", "nations", "united", "vereinten"])
GENITIVE: Final = frozenset(["pl", "ru", "uk", "tr"])
CASELESS: Final = frozenset(["ar", "zh"])


def span_of(passage: Passage, first: int, last: int) -> Span:
    """Return the place in the text of the tokens `[first, last)`."""
    return Span(passage.tokens[first].start, passage.tokens[last - 1].stop)


def is_name(passage: Passage, evidence: SpanEvidence) -> bool:
    """Return whether a span looks like a person's name: two to four words with capitals, or one at least."""
    tokens = passage.tokens[evidence.first : evidence.last]
    if passage.language in CASELESS or evidence.names or evidence.states or not 1 <= len(tokens) <= 4:
        return False
    return all(token.text[0].isupper() for token in tokens) and (len(tokens) > 1 or passage.language != "de")


def is_surname(passage: Passage, evidence: SpanEvidence) -> bool:
    """Return whether the town in a span is rather the surname of a person whose first name stands before it."""
    town = evidence.towns[0]
    if passage.language in CASELESS or town.first == evidence.first or town.capital:
        return False
    before = passage.tokens[town.first - 1]
    if evidence.words:
        return _has_title(passage, evidence)
    return before.text[0].isupper() and not is_generic(before) and before.folded not in cue_words("where")


def _has_title(passage: Passage, evidence: SpanEvidence) -> bool:
    """Return whether a title stands before the name that the town is part of: `Präsident Ivanov`, `Mayor Erika Roy`."""
    town = evidence.towns[0]
    first, last = town.first, town.last
    named = {i for word in evidence.words for i in range(word.first, word.last)}
    while first - 1 > evidence.first and first - 1 not in named and passage.tokens[first - 1].text[0].isupper():
        first -= 1
    while last < evidence.last and last not in named and passage.tokens[last].text[0].isupper():
        last += 1
    title = passage.tokens[first - 1].folded
    return last == evidence.last and first - 1 in named and any(word in title for word in cue_words("person"))


def is_first_name(passage: Passage, evidence: SpanEvidence, state: Found) -> bool:
    """Return whether what looks like a state is a first name after a title: `presidente Mauricio Macri`."""
    tokens, last = passage.tokens, state.last
    titled = any(word.last == state.first for word in evidence.words) and state.last - state.first == 1
    if passage.language in CASELESS | GENITIVE or not titled or last >= evidence.last or last in _known(evidence):
        return False
    genitive = passage.language == "de" and tokens[state.first].folded.endswith("s")
    names = (tokens[state.first], *tokens[last : evidence.last])
    return not genitive and len(names) < 4 and all(token.text[0].isupper() for token in names)


def is_council(passage: Passage, name: Name) -> bool:
    """Return whether a name without `UN` is the security council of some state, where the span names one."""
    if name.organisation is None or name.organisation.code != "IGO:UN":
        return False
    words = {token.folded for token in passage.tokens[name.first : name.last]}
    return any(word.startswith(COUNCILS) for word in words) and not words & UNITED


def _known(evidence: SpanEvidence) -> set[int]:
    """Return the tokens of a span that stand for kinds of parties, organisations or persons."""
    known = {i for word in evidence.words for i in range(word.first, word.last)}
    return known | {i for name in evidence.names for i in range(name.first, name.last)}


def appositions(passage: Passage, evidence: SpanEvidence) -> Iterator[tuple[int, int]]:
    """Yield the stretches of tokens that may describe a name: after it between commas, then before it."""
    text, tokens = passage.text, passage.tokens
    after = evidence.last
    if after < len(tokens) and text[tokens[after - 1].stop : tokens[after].start].strip() in (",", "(", "–", "—"):
        last = after + 1
        while last < len(tokens) and last - after < LONGEST:
            if text[tokens[last - 1].stop : tokens[last].start].strip() in (",", ")", ".", ";", "–", "—"):
                break
            last += 1
        yield after, last
    first = evidence.first
    while first > 0 and evidence.first - first < 4 and not text[tokens[first - 1].stop : tokens[first].start].strip():
        first -= 1
    if first < evidence.first:
        yield first, evidence.first


def acronym_in(passage: Passage, evidence: SpanEvidence) -> Actor | None:
    """Return the party of an unlisted acronym after a word for a group: `der Organisation CDH`, `the militia XYZ`."""
    tokens = passage.tokens[evidence.first : evidence.last]
    found = [t.text for t in tokens if len(t.text) > 2 and t.text.isupper() and t.text.isascii()]
    if len(found) != 1 or evidence.names or evidence.states or evidence.towns:
        return None
    prefix = "NGO" if evidence.has("BODY", "SOC") else "REB" if evidence.has("ARMED") else None
    if prefix is None:
        return None
    code = f"{prefix}:{found[0]}"
    return Actor(code, None, None, found[0], evidence="acronym after a word for a group")
