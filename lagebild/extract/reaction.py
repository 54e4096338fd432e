"""Whom an act without a named addressee is directed at: whoever did what it reacts to, some sentences before.

The pairs are those in which, over the reports of the training corpus with no annotated addressee in the sentence, the
nearest earlier act of that kind by another party was by the annotated addressee in over half of all cases: accusations
.65, rejections .59, demands .63, sanctions .63, threats .64, support .60, concessions .53; 552 of 895 together. In most
of the others the report leaves the addressee open.
"""

from __future__ import annotations

from typing import Final

from lagebild.extract.draft import Drafts, EventDraft
from lagebild.extract.ground.result import Grounding
from lagebild.records import Decision

REACTS_TO: Final[dict[str, frozenset[str]]] = {
    "ACCUSE": frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"}),
    "CONCEDE": frozenset({"PROTEST"}),
    "REJECT": frozenset({"ACCUSE", "REQUEST", "THREATEN"}),
    "REQUEST": frozenset({"COERCE"}),
    "SANCTION": frozenset({"ASSAULT", "COERCE"}),
    "SUPPORT": frozenset({"CONCEDE"}),
    "THREATEN": frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN"}),
}
REACH: Final = 3
"""How many sentences back a reaction looks."""


def aim_reactions(drafts: Drafts, grounding: Grounding, text: str) -> None:
    """Give reactions without an addressee the actors of what they react to; says so in their trace."""
    for index, event in enumerate(drafts.events):
        if event.root in REACTS_TO and event.actors and not event.recipients:
            cause = _find_cause(drafts.events[:index], event, grounding)
            if cause:
                event.recipients = list(cause.actors)
                wording = ", ".join(span.of(text) for span in cause.actors)
                evidence = f"{event.root} in answer to {cause.root} {cause.anchor.of(text)!r}"
                event.trace.append(Decision("recipient", wording, "rule aim_reactions", None, evidence))


def _find_cause(earlier: list[EventDraft], event: EventDraft, grounding: Grounding) -> EventDraft | None:
    own = _codes(event, grounding)
    for other in reversed(earlier):
        if event.sentence - other.sentence > REACH:
            return None
        theirs = _codes(other, grounding)
        if other.root in REACTS_TO[event.root] and theirs and not theirs & own:
            return other
    return None


def _codes(event: EventDraft, grounding: Grounding) -> set[str]:
    return {actor.code for span in event.actors for actor in grounding.actors.get(span, ())} - {"---"}
