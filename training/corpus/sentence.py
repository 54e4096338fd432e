"""The notation for single sentences that show one wording of one kind of event: marks inside the text.

    Am Montag haben {A:Gewerkschaften=ARG/LAB} in {P:Córdoba} zum {E PROTEST.strike:Streik} aufgerufen.
    {Q:Laut} {B:Polizei=FRA/COP} {S report:wurden {R:Aktivisten=FRA/CVL} {E COERCE.arrest:festgenommen}}.
    {A:Il Cairo=EGY/GOV} potrebbe {E SUPPORT possible:riconoscere} il {R:governo=LBY/GOV}.
    Der Stürmer griff erneut an und schoss das Siegtor.

`{E ROOT[.mode] [status]:anchor}` is an event, `A` actor, `R` recipient, `P` place; with several events in a sentence
they are numbered: `{E1 …}`, `{A1:…}`, `{R12:…}` (party of events 1 and 2); an unnumbered mark belongs to all.
`{S kind [band] [author]:content}` is a statement, `Q` its cue, `B` its source (`B1` outer, `B2` inner).
A sentence without marks is a negative. Where no statement is marked, none is taught or denied. A line
`# YYYY-MM-DD` sets the day for those after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.corpus.notation import NotationError, Passage, Span

OPEN = re.compile(r"\{([A-Z])(\d*)((?: [\w.-]+)*):")
STATUSES = ("occurred", "ongoing", "planned", "possible", "hypothetical", "denied")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a sentence: its letter, numbers, arguments, wording, code and place in the bare text."""

    letter: str
    numbers: str
    arguments: tuple[str, ...]
    code: str
    span: Span


def read_sentences(path: Path) -> Iterator[Passage]:
    """Yield the sentences of a file as passages; language is the folder's name, ids are `s-stem-NNNN`."""
    day, number = "2024-05-15", 0
    for line_number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("# "):
            day = line[2:].strip()
        elif line.strip():
            number += 1
            try:
                text, marks = strip_marks(line.strip())
                yield _passage(f"s-{path.stem}-{number:04}", path.parent.name, day, text, marks)
            except (NotationError, ValueError, IndexError) as error:
                raise NotationError(f"{path}:{line_number}: {error} (in {line[:60]!r})") from None


def strip_marks(line: str) -> tuple[str, list[Mark]]:
    """Return the bare text and the marks, in the order in which they open."""
    text = ""
    stack: list[tuple[re.Match[str], int, int]] = []
    marks: list[Mark] = []
    position = 0
    while position < len(line):
        if line[position] == "{":
            match = OPEN.match(line, position)
            if not match:
                raise NotationError(f"mark {line[position : position + 20]!r} is not '{{LETTER …:wording}}'")
            stack.append((match, len(text), len(marks)))
            marks.append(Mark("?", "", (), "", {}))
            position = match.end()
        elif line[position] == "}":
            if not stack:
                raise NotationError("a '}' too many")
            match, start, index = stack.pop()
            text, code = _cut_code(text, start) if match[1] in "ARB" else (text, "")
            span = {"text": text[start:], "start": start, "end": len(text)}
            marks[index] = Mark(match[1], match[2], tuple(match[3].split()), code, span)
            position += 1
        else:
            text += line[position]
            position += 1
    if stack:
        raise NotationError("a '{' is not closed")
    return text, marks


def _cut_code(text: str, start: int) -> tuple[str, str]:
    wording, equals, code = text[start:].rpartition("=")
    if not equals:
        return text, "---"
    return text[:start] + wording, code


def _passage(name: str, language: str, day: str, text: str, marks: list[Mark]) -> Passage:
    events = [m for m in marks if m.letter == "E"]
    return {
        "id": name,
        "lang": language,
        "date": day,
        "text": text,
        "events": [_event(mark, marks) for mark in sorted(events, key=lambda m: m.span["start"])],
        "statements": [_statement(mark, marks) for mark in marks if mark.letter == "S"],
        "scenarios": [],
        "events_only": not any(m.letter == "S" for m in marks),
    }


def _event(mark: Mark, marks: list[Mark]) -> Passage:
    root, _, mode = mark.arguments[0].partition(".")
    status = mark.arguments[1] if len(mark.arguments) > 1 else "occurred"
    if status not in STATUSES:
        raise NotationError(f"status {status!r}; allowed: {', '.join(STATUSES)}")

    def role(letter: str) -> list[Mark]:
        return [
            m for m in marks if m.letter == letter and (not m.numbers or not mark.numbers or mark.numbers in m.numbers)
        ]

    return {
        "type": root,
        "mode": mode or None,
        "anchor": mark.span,
        "status": status,
        "actor": [m.span for m in role("A")],
        "actor_code": [m.code for m in role("A")],
        "recipient": [m.span for m in role("R")],
        "recipient_code": [m.code for m in role("R")],
        "place": [m.span for m in role("P")],
        "when": None,
        "size": [],
    }


def _statement(mark: Mark, marks: list[Mark]) -> Passage:
    cues = [m for m in marks if m.letter == "Q"]
    sources = sorted((m for m in marks if m.letter == "B"), key=lambda m: m.numbers)
    extra = mark.arguments[1:]
    author = "author" in extra
    band = next((word for word in extra if word != "author"), None)
    return {
        "kind": mark.arguments[0],
        "cue": cues[0].span if cues else None,
        "sources": [] if author else [m.span for m in sources],
        "content": mark.span,
        "certainty": band,
        "direct": False,
        **({"voice": "author"} if author else {}),
    }
