"""Score found passages against gold ones, by the figures of the annotation guide.

    python -m bench.score GOLD.jsonl FOUND.jsonl

A span is a verbatim substring or `{"text", "start", "end"}`. All figures are micro-averaged over the gold
passages; a passage that is missing in FOUND counts as one in which nothing was found.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lagebild.ontology.certainty import BAND_NAMES
from lagebild.ontology.plover import QUAD

Range = tuple[int, int]
Passage = dict[str, Any]
Figures = dict[str, dict[str, float]]

SENTENCE_END = re.compile(r"(?<!\b[A-ZÄÖÜ])[.!?。！？؟][\"”“»«')\]]*(?=\s|[^\W\d_a-zäöüß]|$)")
ROLES = ("actor", "recipient", "place")


@dataclass(frozen=True, slots=True)
class EventSpans:
    """An event with its spans located: root, sentence, anchor, and per role (range, code)."""

    root: str
    status: str | None
    sentence: int
    anchor: Range
    roles: dict[str, list[tuple[Range, str | None]]]


@dataclass(frozen=True, slots=True)
class StatementSpans:
    """A statement with its spans located."""

    content: Range | None
    sources: tuple[Range, ...]
    certainty: str | None


@dataclass(slots=True)
class Tally:
    """Hits, gold items and found items of one figure."""

    hit: int = 0
    gold: int = 0
    found: int = 0

    def add(self, hit: int, gold: int, found: int) -> None:
        """Add the counts of one passage."""
        self.hit, self.gold, self.found = self.hit + hit, self.gold + gold, self.found + found

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1 with the counts."""
        precision = self.hit / self.found if self.found else 0.0
        recall = self.hit / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"p": precision, "r": recall, "f1": f1, "gold": self.gold, "found": self.found}


@dataclass(slots=True)
class Counts:
    """Everything that is counted over the passages."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    shares: dict[str, list[bool]] = field(default_factory=dict)
    empty_passages: int = 0
    empty_events: int = 0

    def tally(self, name: str, hit: int, gold: int, found: int) -> None:
        """Add to the tally of that name."""
        self.tallies.setdefault(name, Tally()).add(hit, gold, found)

    def share(self, name: str, value: bool) -> None:
        """Add one yes or no to the share of that name."""
        self.shares.setdefault(name, []).append(value)


def locate(span: Any, text: str, *, near: int = 0, after: int | None = None) -> Range | None:
    """Return where a span stands; a bare wording at its first place from `after` on, or nearest to `near`."""
    if isinstance(span, dict):
        return span["start"], span["end"]
    if not span:
        return None
    word = re.escape(span)
    starts = [m.start() for m in re.finditer(rf"(?<!\w){word}(?!\w)", text)]
    starts = starts or [m.start() for m in re.finditer(word, text)]
    if not starts:
        return None
    if after is None:
        start = min(starts, key=lambda s: abs(s - near))
    else:
        start = next((s for s in starts if s >= after), starts[0])
    return start, start + len(span)


def shared(a: Range, b: Range) -> int:
    """Return how many characters two ranges share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def overlap(a: Range | None, b: Range | None) -> float:
    """Return the shared characters over the shorter range, 0–1."""
    return shared(a, b) / max(1, min(a[1] - a[0], b[1] - b[0])) if a and b else 0.0


def jaccard(a: Range | None, b: Range | None) -> float:
    """Return the shared characters over the union of both ranges, 0–1."""
    if not a or not b:
        return 0.0
    both = shared(a, b)
    return both / max(1, (a[1] - a[0]) + (b[1] - b[0]) - both)


def match(gold: Sequence[Any], found: Sequence[Any], weight: Callable[[Any, Any], float]) -> list[tuple[Any, Any]]:
    """Return greedy one-to-one pairs of highest positive weight."""
    weights = sorted(
        ((weight(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), key=lambda item: -item[0]
    )
    free_gold, free_found = set(range(len(gold))), set(range(len(found)))
    pairs = []
    for value, i, j in weights:
        if value > 0 and i in free_gold and j in free_found:
            free_gold.remove(i)
            free_found.remove(j)
            pairs.append((gold[i], found[j]))
    return pairs


def _events(passage: Passage) -> list[EventSpans]:
    text, after, found = passage["text"], 0, []
    ends = [m.end() for m in SENTENCE_END.finditer(text)]
    for event in passage.get("events", []):
        anchor = locate(event.get("anchor"), text, after=after) or (0, 0)
        after = max(after, anchor[0] + 1)
        sentence = sum(end <= anchor[0] for end in ends)
        roles = {role: _role(event, role, text, anchor[0]) for role in ROLES}
        found.append(EventSpans(event["type"], event.get("status"), sentence, anchor, roles))
    return found


def _role(event: Passage, role: str, text: str, near: int) -> list[tuple[Range, str | None]]:
    spans = event.get(role) or []
    codes = [*(event.get(f"{role}_code") or []), *[None] * len(spans)]
    located = ((locate(span, text, near=near), code) for span, code in zip(spans, codes, strict=False))
    return [(place, code) for place, code in located if place]


def _statements(passage: Passage) -> list[StatementSpans]:
    text, after, found = passage["text"], 0, []
    for statement in passage.get("statements", []):
        content = locate(statement.get("content"), text, after=after)
        after = max(after, content[0]) if content else after
        near = content[0] if content else 0
        sources = (locate(source, text, near=near) for source in statement.get("sources") or [])
        found.append(StatementSpans(content, tuple(s for s in sources if s), statement.get("certainty")))
    return found


def _branches(passage: Passage) -> list[list[Range]]:
    text = passage["text"]
    found = []
    for scenario in passage.get("scenarios", []):
        spans = [scenario.get("condition"), *(scenario.get("outcome") or [])]
        found.append([place for place in (locate(span, text) for span in spans) if place])
    return found


def triples(passage: Passage) -> set[tuple[str, frozenset[str], frozenset[str]]]:
    """Return the set of (root, actor countries, recipient countries) of a passage."""
    return {
        (event["type"], _countries(event.get("actor_code")), _countries(event.get("recipient_code")))
        for event in passage.get("events", [])
    }


def _countries(codes: Iterable[str | None] | None) -> frozenset[str]:
    return frozenset((code or "---").split("/")[0] for code in codes or []) - {"---"}


def _near(same: Callable[[str, str], bool]) -> Callable[[EventSpans, EventSpans], float]:
    def weight(a: EventSpans, b: EventSpans) -> float:
        if not same(a.root, b.root):
            return 0.0
        both = overlap(a.anchor, b.anchor)
        return 1 + both if a.sentence == b.sentence or both else 0.0

    return weight


def _same_party(a: tuple[Range, str | None], b: tuple[Range, str | None]) -> float:
    both = overlap(a[0], b[0])
    if both >= 0.5:
        return 1 + both
    return 1.0 if a[1] and a[1] != "---" and a[1] == b[1] else 0.0


def _count_events(counts: Counts, gold: Passage, found: Passage) -> None:
    wanted, given = _events(gold), _events(found)
    typed = match(wanted, given, _near(lambda a, b: a == b))
    quad = match(wanted, given, _near(lambda a, b: QUAD[a] == QUAD.get(b)))
    counts.tally("events.typed", len(typed), len(wanted), len(given))
    counts.tally("events.quad", len(quad), len(wanted), len(given))
    wanted_triples, given_triples = triples(gold), triples(found)
    counts.tally("events.triple", len(wanted_triples & given_triples), len(wanted_triples), len(given_triples))
    for a, b in typed:
        counts.share("status", a.status == b.status)
        for role in ROLES:
            pairs = match(a.roles[role], b.roles[role], _same_party)
            counts.tally(f"roles.{role}", len(pairs), len(a.roles[role]), len(b.roles[role]))
    if not wanted:
        counts.empty_passages += 1
        counts.empty_events += len(given)


def _same_source(a: StatementSpans, b: StatementSpans) -> bool:
    if not a.sources or not b.sources:
        return not a.sources and not b.sources
    return overlap(a.sources[-1], b.sources[-1]) >= 0.5


def _same_chain(a: StatementSpans, b: StatementSpans) -> bool:
    same_length = len(a.sources) == len(b.sources)
    return same_length and all(overlap(x, y) >= 0.5 for x, y in zip(a.sources, b.sources, strict=True))


def _same_content(a: StatementSpans, b: StatementSpans) -> float:
    both = jaccard(a.content, b.content)
    return both if both >= 0.5 else 0.0


def _count_statements(counts: Counts, gold: Passage, found: Passage) -> None:
    wanted, given = _statements(gold), _statements(found)
    chain: Callable[[StatementSpans, StatementSpans], float] = lambda a, b: (  # noqa: E731
        _same_content(a, b) if _same_chain(a, b) else 0.0
    )
    pairs = match(wanted, given, lambda a, b: _same_content(a, b) if _same_source(a, b) else 0.0)
    counts.tally("statements", len(pairs), len(wanted), len(given))
    counts.tally("statements.chain", len(match(wanted, given, chain)), len(wanted), len(given))
    nested = [s for s in wanted if len(s.sources) > 1], [s for s in given if len(s.sources) > 1]
    counts.tally("statements.nested", len(match(*nested, chain)), len(nested[0]), len(nested[1]))
    for a, b in match(wanted, given, _same_content):
        if not a.certainty:
            counts.share("spurious", bool(b.certainty))
            continue
        known = b.certainty in BAND_NAMES
        distance = abs(BAND_NAMES.index(a.certainty) - BAND_NAMES.index(b.certainty or "")) if known else 9
        counts.share("exact", distance == 0)
        counts.share("within_one", distance <= 1)


def _count_scenarios(counts: Counts, gold: Passage, found: Passage) -> None:
    wanted, given = _branches(gold), _branches(found)

    def weight(a: list[Range], b: list[Range]) -> float:
        best = max((overlap(x, y) for x in a for y in b), default=0.0)
        return best if best >= 1 / 3 else 0.0

    counts.tally("scenarios", len(match(wanted, given, weight)), len(wanted), len(given))


def score(gold: Iterable[Passage], found: Iterable[Passage]) -> Figures:
    """Return every figure of the guide by name."""
    by_id = {passage["id"]: passage for passage in found}
    counts = Counts()
    for wanted in gold:
        given = by_id.get(wanted["id"], {"id": wanted["id"]})
        given = {"text": wanted["text"], **given}
        _count_events(counts, wanted, given)
        _count_statements(counts, wanted, given)
        _count_scenarios(counts, wanted, given)
    return _figures(counts)


def _figures(counts: Counts) -> Figures:
    def mean(name: str) -> float:
        values = counts.shares.get(name, [])
        return sum(values) / len(values) if values else 0.0

    figures = {name: tally.figures() for name, tally in counts.tallies.items()}
    figures["status"] = {"accuracy": mean("status"), "n": len(counts.shares.get("status", []))}
    figures["certainty"] = {
        "exact": mean("exact"),
        "within_one": mean("within_one"),
        "n": len(counts.shares.get("exact", [])),
        "spurious": mean("spurious"),
    }
    per_passage = counts.empty_events / counts.empty_passages if counts.empty_passages else 0.0
    figures["empty.events"] = {"per_passage": per_passage, "passages": counts.empty_passages}
    for name in (
        "events.typed",
        "events.quad",
        "events.triple",
        "statements",
        "scenarios",
        *(f"roles.{r}" for r in ROLES),
    ):
        figures.setdefault(name, Tally().figures())
    return figures


def read_passages(path: Path) -> list[Passage]:
    """Return the passages of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def print_figures(figures: Figures) -> None:
    """Print the figures, a line each."""
    for name, values in figures.items():
        cells = (f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in values.items())
        print(f"{name:18}", "  ".join(cells))


def main(arguments: list[str] | None = None) -> None:
    """Print all figures of FOUND against GOLD."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("found", type=Path)
    options = parser.parse_args(arguments)
    print_figures(score(read_passages(options.gold), read_passages(options.found)))


if __name__ == "__main__":
    main()
