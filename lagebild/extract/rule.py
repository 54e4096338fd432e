"""Rules that mend what the network found: small named functions in one ordered list, each leaving its trace."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lagebild.extract.certainty import CertaintyLexicon, places_to_look
from lagebild.extract.draft import Drafts, StatementDraft
from lagebild.extract.quote import find_quotes, is_quoted
from lagebild.extract.ranking import name_branches, rank_words, read_ranks
from lagebild.records import Decision, Document
from lagebild.spans import Span

CONJUNCTION: Final[dict[str, re.Pattern[str]]] = {
    "de": re.compile(r"(?:dass|daß|ob)\s+"),
    "en": re.compile(r"(?:that|whether)\s+"),
    "fr": re.compile(r"(?:que\s+|qu['’])"),
    "es": re.compile(r"que\s+"),
    "it": re.compile(r"(?:che\s+|ch['’])"),
    "pt": re.compile(r"que\s+"),
    "pl": re.compile(r"(?:że|iż)\s+"),
    "ru": re.compile(r"(?:что|чтобы)\s+"),
    "uk": re.compile(r"(?:що|щоб)\s+"),
}
AIRBORNE: Final = frozenset({None, "aerial", "suicide-attack", "heavy-weapons", "explosives"})
DRONE: Final = re.compile(
    r"drohne|\bdrones?\b|\bdron[yóia]|\bdronów|дрон|беспилотник|безпілотник|\biha\b|\bsiha\b|مسيّ?ر|无人机",
    re.IGNORECASE,
)
AIRCRAFT: Final = re.compile(
    r"rakete|flugkörper|kampfjet|flugzeug|missile|rocket|jets?\b|aircraft|warplane|avion|misil|cohete|missil|samolot|rakiet|"
    r"ракет|самол[её]т|літак|füze|uça[kğ]|صاروخ|صواريخ|طائرات حربية|导弹|战机",
    re.IGNORECASE,
)
EDGE: Final = '„“”"«»‚‘’「」『』,;:–— \t\n'
END: Final = '„“”"«»「」『』,;:.!?…。！？–— \t\n'


@dataclass(frozen=True, slots=True)
class RuleInput:
    """What a rule may look at."""

    document: Document
    sentences: tuple[Span, ...]
    quotes: list[Span]
    lexicon: CertaintyLexicon


def apply_rules(drafts: Drafts, document: Document, sentences: tuple[Span, ...], lexicon: CertaintyLexicon) -> None:
    """Mend the drafts in place; what a rule changes it writes into the trace of the finding."""
    given = RuleInput(document, sentences, find_quotes(document.text), lexicon)
    for rule in RULES:
        rule(drafts, given)


def trim_content(drafts: Drafts, given: RuleInput) -> None:
    """Take conjunctions, quotation marks and closing punctuation off the ends of a content."""
    text = given.document.text
    for statement in drafts.statements:
        trimmed = trim(statement.content, text, given.document.language)
        if trimmed != statement.content:
            _decide(statement, "content", trimmed.of(text)[:40], "rule trim_content")
            statement.content = trimmed
    drafts.statements[:] = [s for s in drafts.statements if s.content.start < s.content.stop]


def trim(span: Span, text: str, language: str) -> Span:
    """Return `span` without punctuation at its ends and without a leading conjunction."""
    start, stop = span.start, span.stop
    while start < stop and text[start] in EDGE:
        start += 1
    conjunction = CONJUNCTION.get(language)
    if conjunction and (match := conjunction.match(text, start, stop)):
        start = match.end()
        while start < stop and text[start] in EDGE:
            start += 1
    while stop > start and text[stop - 1] in END:
        stop -= 1
    return Span(start, stop)


def mark_direct(drafts: Drafts, given: RuleInput) -> None:
    """A content is direct when most of it stands in quotation marks."""
    for statement in drafts.statements:
        statement.direct = is_quoted(statement.content, given.quotes)


def read_certainty(drafts: Drafts, given: RuleInput) -> None:
    """Words of estimative probability in content, cue or the rest of the sentence settle the band."""
    text = given.document.text
    for statement in drafts.statements:
        others = [s.content for s in drafts.statements if s is not statement and s.sentence == statement.sentence]
        sentence = given.sentences[statement.sentence]
        spans = places_to_look(statement.content, statement.cue, sentence, others)
        band, word = given.lexicon.band_of(text, spans)
        if word and band != statement.band:
            _decide(statement, "certainty", band or "none", f"lexicon: {word}")
            statement.band = band


def name_author(drafts: Drafts, given: RuleInput) -> None:
    """A statement without a source that is in the author's voice has none; one with sources is not the author's."""
    for statement in drafts.statements:
        statement.voice = "author" if statement.voice == "author" and not statement.sources else "source"


def drop_marks(drafts: Drafts, given: RuleInput) -> None:
    """A party or place has a letter in it: what is only a hyphen or a number is none."""
    text = given.document.text

    def lettered(spans: list[Span]) -> list[Span]:
        return [span for span in spans if any(letter.isalpha() for letter in span.of(text))]

    for event in drafts.events:
        event.actors, event.recipients = lettered(event.actors), lettered(event.recipients)
        event.places = lettered(event.places)
    for statement in drafts.statements:
        statement.sources = lettered(statement.sources)


def name_drones(drafts: Drafts, given: RuleInput) -> None:
    """An attack from the air in a sentence that speaks of drones, and not of aircraft or missiles, is one by drones."""
    for event in drafts.events:
        sentence = given.sentences[event.sentence].of(given.document.text)
        flown = event.root == "ASSAULT" and event.mode in AIRBORNE
        if flown and DRONE.search(sentence) and not AIRCRAFT.search(sentence):
            event.mode = "drone"
            event.trace.append(Decision("mode", "drone", "rule name_drones"))


def rank_scenarios(drafts: Drafts, given: RuleInput) -> None:
    """Scenarios that the text names and ranks itself are taken at its word."""
    words = rank_words(given.document.language)
    name_branches(drafts, given.document.text, given.sentences, words)
    read_ranks(drafts, given.document.text, given.sentences, words)


def _decide(statement: StatementDraft, field: str, value: str, rule: str) -> None:
    statement.trace.append(Decision(field, value, rule))


Rule = Callable[[Drafts, RuleInput], None]
RULES: Final[tuple[Rule, ...]] = (
    drop_marks,
    name_drones,
    trim_content,
    mark_direct,
    read_certainty,
    name_author,
    rank_scenarios,
)
