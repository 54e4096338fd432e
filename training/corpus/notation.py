"""The corpus notation: a passage as plain text, its annotations as one short line each.

    # 2024-03-14
    Text of the passage, in one line.
    E ASSAULT.drone occurred | griffen | A: russische Truppen=RUS/MIL | P: Charkiw | T: 2024-03-14 | N: killed 3..3
    S report | cue: sagte | by: Yoons Büro >> Trudeau | says: die Gefahr … gewachsen | sure: likely | direct
    X most_likely | on: Einsatz | if: ein Einsatz in Kursk | then: es wird ruhiger => de-escalates | by: Frank

A line `-` says that there is nothing to code. README.md in this folder is the full description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Span = dict[str, Any]
Passage = dict[str, Any]

OUTCOME = re.compile(r"(.+?)\s*=>\s*(escalates|de-escalates|other)\s*(?:;|$)")
OCCURRENCE = re.compile(r"\^(\d+)$")
MARKER = re.compile(r"^(?:[A-Z]|cue|by|says|sure|on|if|then|same):\s*")


class NotationError(ValueError):
    """A line that cannot be read, with file and line number in the message."""


def read_passages(path: Path) -> Iterator[Passage]:
    """Yield the passages of one notation file; language is the folder's name, ids are `stem-NNN`."""
    number = 0
    block: list[tuple[int, str]] = []
    for line_number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("# ") and block:
            number += 1
            yield _parse_block(path, number, block)
            block = []
        if line.strip():
            block.append((line_number, line.strip()))
    if block:
        yield _parse_block(path, number + 1, block)


def _parse_block(path: Path, number: int, block: list[tuple[int, str]]) -> Passage:
    line_number, header = block[0]
    if not header.startswith("# "):
        raise NotationError(f"{path}:{line_number}: a passage starts with '# YYYY-MM-DD', found {header[:40]!r}")
    if len(block) < 3:
        raise NotationError(f"{path}:{line_number}: needs a text line and annotations, or '-' for nothing to code")
    text = block[1][1]
    passage: Passage = {
        "id": f"{path.stem}-{number:03}",
        "lang": path.parent.name,
        "date": header[2:].strip(),
        "text": text,
        "events": [],
        "statements": [],
        "scenarios": [],
    }
    after = {"E": 0, "S": 0, "X": 0}
    for line_number, line in block[2:]:
        if line == "-":
            continue
        try:
            _parse_line(passage, line, after)
        except (NotationError, ValueError, IndexError) as error:
            raise NotationError(f"{path}:{line_number}: {error} (in {line[:70]!r})") from None
    return passage


def _parse_line(passage: Passage, line: str, after: dict[str, int]) -> None:
    kind, _, rest = line.partition(" ")
    parts = [part.strip() for part in rest.split("|")]
    if kind == "E":
        passage["events"].append(_parse_event(passage["text"], parts, after))
    elif kind == "S":
        passage["statements"].append(_parse_statement(passage["text"], parts, after))
    elif kind == "X":
        passage["scenarios"].append(_parse_scenario(passage["text"], parts))
    else:
        raise NotationError(f"unknown line kind {kind!r}; allowed: E, S, X, -")


def _fields(parts: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for part in parts:
        match = MARKER.match(part)
        if match:
            fields[match.group().rstrip(": ")] = part[match.end() :].strip()
        elif part in ("direct", "author"):
            fields[part] = "yes"
        elif part:
            raise NotationError(f"field {part!r} has no known marker")
    return fields


def _parse_event(text: str, parts: list[str], after: dict[str, int]) -> Passage:
    head, status = parts[0].split()
    root, _, mode = head.partition(".")
    anchor = find_span(text, parts[1], after=after["E"])
    after["E"] = anchor["start"] + 1
    fields = _fields(parts[2:])
    event: Passage = {"type": root, "mode": mode or None, "anchor": anchor, "status": status}
    for role, marker in (("actor", "A"), ("recipient", "R")):
        pairs = [item.rpartition("=") for item in _items(fields.pop(marker, ""))]
        if any(not wording for wording, _, _ in pairs):
            raise NotationError(f"{marker}: every party needs '=CODE'")
        event[role] = [find_span(text, wording.strip(), near=anchor["start"]) for wording, _, _ in pairs]
        event[f"{role}_code"] = [code.strip() for _, _, code in pairs]
    event["place"] = [find_span(text, item, near=anchor["start"]) for item in _items(fields.pop("P", ""))]
    event["when"] = fields.pop("T", None)
    event["size"] = [_parse_size(item) for item in _items(fields.pop("N", ""))]
    if "same" in fields:
        event["same_as"] = int(fields.pop("same")) - 1
    _refuse_rest(fields)
    return event


def _parse_size(item: str) -> Passage:
    of, bounds = item.split()
    low, dots, high = bounds.partition("..")
    if not dots:
        high = low
    return {"of": of, "low": float(low) if low else None, "high": float(high) if high else None}


def _parse_statement(text: str, parts: list[str], after: dict[str, int]) -> Passage:
    fields = _fields(parts[1:])
    content = find_span(text, fields.pop("says"), after=after["S"])
    after["S"] = content["start"]
    cue = fields.pop("cue", "")
    statement = {
        "kind": parts[0],
        "cue": find_span(text, cue, near=content["start"]) if cue else None,
        "sources": _sources(text, fields.pop("by", ""), content["start"]),
        "content": content,
        "certainty": fields.pop("sure", None),
        "direct": bool(fields.pop("direct", "")),
    }
    if fields.pop("author", ""):
        statement["voice"] = "author"
    _refuse_rest(fields)
    return statement


def _parse_scenario(text: str, parts: list[str]) -> Passage:
    fields = _fields(parts[1:])
    condition = fields.pop("if", "")
    subject = fields.pop("on", "")
    outcomes = OUTCOME.findall(fields.get("then", ""))
    if fields.pop("then", "") and not outcomes:
        raise NotationError("then: each outcome needs '=> escalates', '=> de-escalates' or '=> other'")
    scenario: Passage = {
        "rank": None if parts[0] in ("-", "none") else parts[0],
        "condition": find_span(text, condition) if condition else None,
        "outcome": [find_span(text, wording.strip()) for wording, _ in outcomes],
        "valence": [valence for _, valence in outcomes],
    }
    first = scenario["condition"] or next(iter(scenario["outcome"]), {"start": 0})
    scenario["subject"] = find_span(text, subject, near=first["start"]) if subject else None
    scenario["sources"] = _sources(text, fields.pop("by", ""), first["start"])
    _refuse_rest(fields)
    return scenario


def _sources(text: str, chain: str, near: int) -> list[Span]:
    return [find_span(text, item.strip(), near=near) for item in chain.split(">>") if item.strip()]


def _items(field: str) -> list[str]:
    return [item.strip() for item in field.split(";") if item.strip()]


def _refuse_rest(fields: dict[str, str]) -> None:
    if fields:
        raise NotationError(f"fields not allowed here: {', '.join(fields)}")


def find_span(text: str, wording: str, *, near: int = 0, after: int | None = None) -> Span:
    """Return `wording` as {"text", "start", "end"} in `text`.

    `first … last` stands for the stretch from `first` to the next `last`; a final `^2` asks for the second
    occurrence. Otherwise the first occurrence from `after` on is meant, or the one nearest to `near`.
    """
    nth = OCCURRENCE.search(wording)
    if nth:
        wording = wording[: nth.start()]
    first, ellipsis, last = (piece.strip() for piece in wording.partition("…"))
    starts = _occurrences(text, first if ellipsis and last else wording.strip())
    if not starts:
        raise NotationError(f"not in the text: {wording!r}")
    if nth:
        if int(nth.group(1)) > len(starts):
            raise NotationError(f"{wording!r} stands only {len(starts)} time(s) in the text")
        start = starts[int(nth.group(1)) - 1]
    elif after is not None:
        later = [s for s in starts if s >= after]
        if not later:
            raise NotationError(f"no occurrence left from here on (order of the text!): {wording!r}")
        start = later[0]
    else:
        start = min(starts, key=lambda s: abs(s - near))
    end = start + len(wording.strip())
    if ellipsis and last:
        ends = [s for s in _occurrences(text, last) if s >= start + len(first)]
        if not ends:
            raise NotationError(f"no {last!r} after {first!r}")
        end = ends[0] + len(last)
    return {"text": text[start:end], "start": start, "end": end}


def _occurrences(text: str, wording: str) -> list[int]:
    escaped = re.escape(wording)
    whole = [m.start() for m in re.finditer(rf"(?<!\w){escaped}(?!\w)", text)]
    return whole or [m.start() for m in re.finditer(escaped, text)]
