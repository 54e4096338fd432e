"""The quality gate: `python -m bench.gate [--update [--allow-regression]]`.

Reads the gold passages with the reader as it ships, compares every figure with its floor in `floors.json` and
prints what was gained and lost by name against the findings that the floors were set on. Exit 1 if a figure lies
below its floor or the gold passages are not those of the floors. `--update` sets the floors to today's figures, but
lowers none without `--allow-regression`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.diff import print_changes
from bench.score import Figures, Passage, read_passages, score
from lagebild.extract import Reader, open_reader
from lagebild.records import Document
from lagebild.schema import passage_json

BENCH = Path(__file__).parent
GOLD = BENCH / "cases" / "gold.jsonl"
FLOORS = BENCH / "floors.json"
FOUND = BENCH / "found.jsonl"
TOLERANCE = 1e-6
MARGIN = {"all": 0.02, "de": 0.03, "en": 0.03}
SMALL_MARGIN = 0.08
"""How far floors lie below what was measured: int8 products round differently from one kind of processor to the next,
and in a language of five passages one event is worth over two points."""
LOWER_IS_BETTER = frozenset({"empty.events", "spurious"})


def as_document(passage: Passage) -> Document:
    """Return a passage as a document published on its day."""
    published = datetime.fromisoformat(passage["date"]).replace(tzinfo=UTC)
    return Document(
        id=passage["id"],
        text=passage["text"],
        language=passage["lang"],
        external_id=passage["id"],
        published_at=published,
    )


def find(passages: Iterable[Passage], reader: Reader) -> list[Passage]:
    """Return what the reader finds in the passages, in the passage format."""
    documents = [as_document(passage) for passage in passages]
    return [passage_json(document, reader.read(document)) for document in documents]


def headline(figures: Figures) -> dict[str, float]:
    """Return one number per figure: F1, accuracy or share."""
    numbers = {name: values["f1"] for name, values in figures.items() if "f1" in values}
    numbers["status"] = figures["status"]["accuracy"]
    numbers["within_one"] = figures["certainty"]["within_one"]
    numbers["spurious"] = figures["certainty"]["spurious"]
    numbers["empty.events"] = figures["empty.events"]["per_passage"]
    return {name: round(value, 4) for name, value in numbers.items()}


def by_language(gold: list[Passage], found: list[Passage]) -> dict[str, dict[str, float]]:
    """Return the headline figures of all passages and of each language."""
    figures = {"all": headline(score(gold, found))}
    for language in sorted({passage["lang"] for passage in gold}):
        figures[language] = headline(score([p for p in gold if p["lang"] == language], found))
    return figures


def shortfalls(figures: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> list[str]:
    """Return a line for each figure that lies below its floor."""
    lines = []
    for language, names in floors.items():
        for name, floor in names.items():
            value = figures.get(language, {}).get(name, 0.0)
            worse = value - floor if name in LOWER_IS_BETTER else floor - value
            if worse > TOLERANCE:
                lines.append(f"{language} {name}: {value:.4f}, floor {floor:.4f}")
    return lines


def floors_of(figures: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Return the floors for measured figures: each figure less the margin of its language."""
    floors: dict[str, dict[str, float]] = {}
    for language, names in figures.items():
        margin = MARGIN.get(language, SMALL_MARGIN)
        floors[language] = {
            name: round(value + margin if name in LOWER_IS_BETTER else max(0.0, value - margin), 4)
            for name, value in names.items()
        }
    return floors


def hash_of(path: Path) -> str:
    """Return the first 16 hex digits of a file's SHA-256."""
    return sha256(path.read_bytes()).hexdigest()[:16]


def main(arguments: list[str] | None = None) -> int:
    """Run the gate and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    options = parser.parse_args(arguments)
    gold = read_passages(GOLD)
    found = find(gold, open_reader())
    figures = by_language(gold, found)
    for language, names in figures.items():
        print(f"{language:4}", "  ".join(f"{name} {value:.3f}" for name, value in names.items()))
    stored: dict[str, Any] = (
        json.loads(FLOORS.read_text()) if FLOORS.exists() else {"floors": {}, "gold": hash_of(GOLD)}
    )
    problems = shortfalls(figures, stored["floors"])
    if stored["gold"] != hash_of(GOLD):
        problems.append(f"{GOLD.name} is not the file the floors were set on; run with --update after looking at it")
    if FOUND.exists():
        print_changes(gold, read_passages(FOUND), found)
    print("\n".join(problems) or "gate passed")
    if options.update and (not problems or options.allow_regression):
        FLOORS.write_text(json.dumps({"gold": hash_of(GOLD), "floors": floors_of(figures)}, indent=1) + "\n")
        FOUND.write_text("".join(json.dumps(_brief(p), ensure_ascii=False) + "\n" for p in found), encoding="utf-8")
        return 0
    return 1 if problems else 0


def _brief(passage: Passage) -> Passage:
    """Return only what scoring and the list of changes need."""
    keep = ("type", "status", "anchor", "actor", "actor_code", "recipient", "recipient_code", "place")
    return {
        "id": passage["id"],
        "text": passage["text"],
        "events": [{key: event[key] for key in keep} for event in passage["events"]],
        "statements": [{key: s[key] for key in ("sources", "content", "certainty")} for s in passage["statements"]],
        "scenarios": [{key: s[key] for key in ("condition", "outcome")} for s in passage["scenarios"]],
    }


if __name__ == "__main__":
    sys.exit(main())
