"""Which time and which sizes belong to which event, where the text does not say so in the same phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lagebild.extract.draft import EventDraft
from lagebild.extract.ground.size import SizeMention
from lagebild.extract.ground.time import TimeMention
from lagebild.spans import Span

CLAUSE: Final = re.compile(r"[;:–—]|,(?=\s)|،|，|\s(?:und|and|et|y|e|и|та|і|oraz|ve|while|während)\s")
CLAUSE_COST: Final = 60
BACKWARD_COST: Final = 1.0
FORWARD_COST: Final = 1.3
SIZE_ROOTS: Final[dict[str, tuple[str, ...]]] = {
    "killed": ("ASSAULT", "PROTEST", "COERCE"),
    "injured": ("ASSAULT", "PROTEST", "COERCE"),
    "arrested": ("COERCE", "SANCTION"),
    "troops": ("MOBILIZE", "AID", "RETREAT", "CONCEDE", "ASSAULT", "AGREE", "COOPERATE"),
    "displaced": ("ASSAULT", "COERCE", "AID"),
    "weapons": ("AID", "AGREE", "MOBILIZE", "ASSAULT", "COERCE", "COOPERATE"),
    "money": ("AID", "AGREE", "COOPERATE", "SANCTION", "COERCE"),
    "other": ("PROTEST", "RETREAT", "SANCTION"),
}


def link_time(text: str, anchor: Span, sentence: Span, times: Sequence[TimeMention]) -> TimeMention | None:
    """Return the expression of time that an event most likely goes with: the nearest one of its sentence.

    Borders of clauses count as CLAUSE_COST characters each; an expression after the anchor costs a little more.
    """
    inside = [t for t in times if sentence.covers(t.span)]
    return min(inside, key=lambda t: _distance(text, anchor, t.span), default=None)


def _distance(text: str, anchor: Span, other: Span) -> float:
    if other.stop <= anchor.start:
        gap = text[other.stop : anchor.start]
        return BACKWARD_COST * len(gap) + CLAUSE_COST * len(CLAUSE.findall(gap))
    gap = text[anchor.stop : other.start]
    return FORWARD_COST * len(gap) + CLAUSE_COST * len(CLAUSE.findall(gap))


def link_size(
    text: str, size: SizeMention, sentences: Sequence[Span], events: Sequence[EventDraft]
) -> EventDraft | None:
    """Return the event of the same sentence whose root can have such a size and whose anchor is nearest."""
    roots = SIZE_ROOTS.get(size.size.of, ())
    near = [e for e in events if e.root in roots and sentences[e.sentence].covers(size.span)]
    return min(near, key=lambda e: _distance(text, e.anchor, size.span), default=None)
