"""Dates and sizes against the cases written for this project: the share of marked spans settled exactly as expected.

    python -m bench.quantity [--misses]

Prints the share per language for dates and for sizes, and ends with status 1 if one lies under its floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lagebild.extract.ground.size import find_sizes
from lagebild.extract.ground.time import find_times
from lagebild.extract.sentence import split_sentences
from lagebild.spans import Span

CASES = Path(__file__).parent / "cases"
MAIN_LANGUAGES = ("de", "en")
MAIN_DATE_FLOOR = 0.92
DATE_FLOOR = 0.85
SIZE_FLOOR = 0.92

Expected = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case with what was found in place of its marked span, None if nothing overlaps it."""

    case: Expected
    found: Expected | None

    @property
    def is_exact(self) -> bool:
        """Whether every field is as expected."""
        return bool(self.found == self.case["expect"])


def read_cases(kind: str) -> list[Expected]:
    """Return the cases of `dates` or `sizes`."""
    lines = (CASES / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def run_case(kind: str, case: Expected) -> Outcome:
    """Return what the grounding finds over the marked span of a case."""
    text, language = case["text"], case["lang"]
    sentences = split_sentences(text, language)
    span = Span(case["span"]["start"], case["span"]["end"])
    fields: list[tuple[Span, Expected]]
    if kind == "dates":
        times = find_times(text, sentences, language, date.fromisoformat(case["date"]))
        fields = [(m.span, {"start": m.interval.start.isoformat(), "stop": m.interval.stop.isoformat()}) for m in times]
    else:
        sizes = find_sizes(text, sentences, language)
        fields = [
            (m.span, {"of": m.size.of, "low": m.size.low, "high": m.size.high, "unit": m.size.unit}) for m in sizes
        ]
    over = [(min(s.stop, span.stop) - max(s.start, span.start), found) for s, found in fields if s.overlaps(span)]
    return Outcome(case, max(over, key=lambda item: item[0])[1] if over else None)


def floor(kind: str, language: str) -> float:
    """Return the share of exact cases below which the bench fails."""
    if kind == "sizes":
        return SIZE_FLOOR
    return MAIN_DATE_FLOOR if language in MAIN_LANGUAGES else DATE_FLOOR


def _report(kind: str, *, misses: bool) -> Iterator[bool]:
    by_language: dict[str, list[Outcome]] = defaultdict(list)
    for case in read_cases(kind):
        by_language[case["lang"]].append(run_case(kind, case))
    for language, outcomes in by_language.items():
        share = sum(outcome.is_exact for outcome in outcomes) / len(outcomes)
        least = floor(kind, language)
        sys.stdout.write(f"{kind} {language} {share:.3f} of {len(outcomes)}, floor {least}\n")
        for outcome in outcomes if misses else ():
            if not outcome.is_exact:
                sys.stdout.write(f"  {outcome.case['text']} | {outcome.case['expect']} | {outcome.found}\n")
        yield share >= least
    outcomes = [outcome for listed in by_language.values() for outcome in listed]
    sys.stdout.write(
        f"{kind} all {sum(outcome.is_exact for outcome in outcomes) / len(outcomes):.3f} of {len(outcomes)}\n"
    )


def main(arguments: list[str] | None = None) -> int:
    """Print the shares and return 1 if one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print the cases that are not exact")
    options = parser.parse_args(arguments)
    passed = [ok for kind in ("dates", "sizes") for ok in _report(kind, misses=options.misses)]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
