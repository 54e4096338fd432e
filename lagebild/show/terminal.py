"""The picture of a document in the terminal: what happened, who says so, what may come, with the sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Console
from rich.text import Text

from lagebild.messages import Say
from lagebild.records import Document, Event, Reading, Scenario, Skipped, Statement
from lagebild.show import wording
from lagebild.show.mark import Mark, Role, marks_of, split_marked
from lagebild.spans import Span

_STYLES: Final[dict[Role, str]] = {
    "anchor": "bold reverse",
    "actor": "bold cyan",
    "recipient": "bold magenta",
    "place": "green",
    "time": "yellow",
    "size": "bright_red",
    "cue": "bold reverse",
    "source": "bold cyan",
    "content": "italic",
    "condition": "yellow",
    "outcome": "magenta",
}
_INDENT: Final = 4


def print_picture(console: Console, document: Document, reading: Reading, say: Say) -> None:
    """Print the findings of one document, each with its sentence."""
    console.print(Text(wording.head_text(document), style="bold"))
    for note in _notes(document, say):
        console.print(Text(f"  {note}", style="dim"))
    _print_group(console, say("Events"), document, reading, reading.events, say)
    _print_group(console, say("Statements"), document, reading, reading.statements, say)
    _print_group(console, say("Scenarios"), document, reading, reading.scenarios, say)
    if not (reading.events or reading.statements or reading.scenarios):
        console.print(Text(f"  {say('nothing to code in this text')}", style="dim"))
    console.print()


def print_skipped(console: Console, skipped: Skipped, say: Say) -> None:
    """Print why an input was not used and what to do."""
    reason = say.translate(wording.one_line(skipped.reason))
    line = say("skipped: {name}: {reason}", name=wording.one_line(skipped.name), reason=reason)
    console.print(Text(line, style="yellow"))
    if skipped.remedy:
        console.print(Text(f"  {say.translate(wording.one_line(skipped.remedy))}", style="dim"))


def print_finding(
    console: Console, document: Document, reading: Reading, record: Event | Statement | Scenario, say: Say
) -> None:
    """Print one finding with its sentence."""
    console.print(_headline(record, say))
    for name, value in facts_of(record, say):
        console.print(Text(f"{' ' * _INDENT}{name}: ", style="dim").append(value, style="default"))
    console.print(marked_sentence(document, reading, record, coloured=console.is_terminal), soft_wrap=True)


def marked_sentence(
    document: Document, reading: Reading, record: Event | Statement | Scenario, *, coloured: bool
) -> Text:
    """Return the sentence of a finding, its parts in colour, or in brackets where there is none."""
    within = reading.sentences[record.sentence] if record.sentence < len(reading.sentences) else Span(0, 0)
    line = Text(" " * _INDENT + "» ")
    for piece, roles in split_marked(document.text, within, _inner_marks(record)):
        shown = "".join(char if char.isprintable() else " " for char in piece)
        if roles and not coloured:
            shown = f"[{shown}]"
        line.append(shown, style=_STYLES[roles[0]] if roles else "")
    return line


def _inner_marks(record: Event | Statement | Scenario) -> list[Mark]:
    return [mark for mark in marks_of(record) if mark.role != "content"]


def facts_of(record: Event | Statement | Scenario, say: Say) -> Iterator[tuple[str, str]]:
    """Return name and value of what is known of a finding, in words."""
    if isinstance(record, Event):
        yield from _event_facts(record, say)
    elif isinstance(record, Statement):
        yield say("source"), wording.chain_text(record, say)
        yield say("content"), wording.one_line(record.content.text)
        yield from _certainty(record.certainty, say)
    else:
        yield from _scenario_facts(record, say)


def _event_facts(event: Event, say: Say) -> Iterator[tuple[str, str]]:
    yield say("actor"), wording.joined(map(wording.party_text, event.actors))
    yield say("recipient"), wording.joined(map(wording.party_text, event.recipients))
    yield say("place"), wording.joined(map(wording.place_text, event.places))
    yield say("date"), wording.interval_text(event.occurred) or "—"
    if event.sizes:
        yield say("size"), wording.joined(wording.size_text(m, say) for m in event.sizes)
    yield from _certainty(event.certainty, say)


def _scenario_facts(scenario: Scenario, say: Say) -> Iterator[tuple[str, str]]:
    if scenario.subject:
        yield say("open"), wording.one_line(scenario.subject.text)
    if scenario.condition:
        yield say("condition"), wording.one_line(scenario.condition.text)
    for outcome in scenario.outcomes:
        yield say("outcome"), f"{wording.one_line(outcome.span.text)} ({say(outcome.valence)})"
    yield say("source"), wording.chain_text(scenario, say)


def _certainty(band: str | None, say: Say) -> Iterator[tuple[str, str]]:
    if band:
        yield say("certainty"), wording.certainty_text(band, say)


def _headline(record: Event | Statement | Scenario, say: Say) -> Text:
    line = Text("  ")
    if isinstance(record, Event):
        line.append(wording.type_text(record), style="bold").append(f"  {say(record.status)}")
    elif isinstance(record, Statement):
        line.append(say(record.kind), style="bold")
        line.append(f"  {say('literal')}" if record.direct else "")
    else:
        line.append(say(record.rank) if record.rank else say("scenario"), style="bold")
    return line.append(f"  {record.confidence:.2f}  {record.id}", style="dim")


def _print_group(
    console: Console,
    title: str,
    document: Document,
    reading: Reading,
    records: tuple[Event, ...] | tuple[Statement, ...] | tuple[Scenario, ...],
    say: Say,
) -> None:
    if records:
        console.print(Text(f" {title} ({len(records)})", style="underline"))
    for record in records:
        print_finding(console, document, reading, record, say)


def _notes(document: Document, say: Say) -> Iterator[str]:
    if document.copy_of:
        yield say("repeats the text of {id}; counts as no source of its own", id=document.copy_of)
    if document.incomplete:
        yield say("incomplete: {why}", why=say.translate(wording.one_line(document.incomplete)))
    if document.agencies:
        yield say("credited to {agencies}", agencies=", ".join(map(wording.one_line, document.agencies)))
    for repair in document.repairs:
        yield say("repaired: {what}", what=say.translate(wording.one_line(repair)))
