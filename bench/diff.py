"""Gains and losses by name: `python -m bench.diff GOLD.jsonl BEFORE.jsonl AFTER.jsonl`."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from bench.score import Passage, read_passages


def event_names(passage: Passage) -> Counter[str]:
    """Return the events of a passage by root and anchor."""
    return Counter(f"{event['type']} {_wording(event['anchor'])}" for event in passage.get("events", []))


def statement_names(passage: Passage) -> Counter[str]:
    """Return the statements of a passage by source and the beginning of the content."""
    names = (f"{' > '.join(map(_wording, s['sources']))}: {_wording(s['content'])[:50]}" for s in passage["statements"])
    return Counter(names)


def _wording(span: object) -> str:
    return span["text"] if isinstance(span, dict) else str(span)


def changes(gold: Passage, before: Passage, after: Passage) -> list[str]:
    """Return one line per event or statement that came or went; `+` right, `-` wrong, by the gold passage."""
    lines = []
    for kind, names in (("event", event_names), ("statement", statement_names)):
        wanted, old, new = names(gold), names(before), names(after)
        for name in sorted((new - old).keys()):
            lines.append(f"{'+' if name in wanted else '-'} {gold['id']} {kind} now found: {name}")
        for name in sorted((old - new).keys()):
            lines.append(f"{'-' if name in wanted else '+'} {gold['id']} {kind} no longer found: {name}")
    return lines


def print_changes(gold: list[Passage], before: list[Passage], after: list[Passage]) -> None:
    """Print the changes of all passages and how many are gains and losses."""
    old, new = ({p["id"]: p for p in passages} for passages in (before, after))
    empty: Passage = {"events": [], "statements": []}
    lines = [line for p in gold for line in changes(p, old.get(p["id"], empty), new.get(p["id"], empty))]
    print("\n".join(lines))
    gains = sum(line.startswith("+") for line in lines)
    print(f"{gains} gains, {len(lines) - gains} losses")


def main(arguments: list[str] | None = None) -> None:
    """Print gains and losses between two outputs of the reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("gold", "before", "after"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args(arguments)
    print_changes(*(read_passages(path) for path in (options.gold, options.before, options.after)))


if __name__ == "__main__":
    main()
