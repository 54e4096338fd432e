"""What the reader network decides, and in which order: shared by training and reading.

A *frame* is an event, a statement or a scenario. Its *head* is tagged in the running text (an event's anchor, a
statement's content, a scenario's condition or else first outcome); its *slots* are tagged once more per head. A *party*
is a frame too: its head is a span that names no country, its slot the units that do name the country or body it is of.
"""

from __future__ import annotations

from typing import Final

from lagebild.ontology.certainty import BAND_NAMES
from lagebild.ontology.plover import MODES, ROOTS, STATUSES

PROTOCOL: Final = 2

EVENT_TAGS: Final = ("O", *(f"{edge}-{root}" for root in ROOTS for edge in "BI"))
CONTENT_TAGS: Final = ("O", "B", "I")
SCENARIO_TAGS: Final = ("O", "B-condition", "I-condition", "B-outcome", "I-outcome")

FRAMES: Final = ("event", "statement", "scenario", "party")
SLOTS: Final = (
    "actor",
    "recipient",
    "place",
    "time",
    "size",
    "cue",
    "source",
    "outer",
    "subject",
    "outcome",
    "speaker",
    "country",
)
FRAME_SLOTS: Final[dict[str, tuple[str, ...]]] = {
    "event": ("actor", "recipient", "place", "time", "size"),
    "statement": ("cue", "source", "outer"),
    "scenario": ("subject", "outcome", "speaker"),
    "party": ("country",),
}

MODE_LABELS: Final = tuple(f"{root}.{mode}" for root in ROOTS for mode in ("none", *MODES[root]))
STATUS_LABELS: Final = STATUSES
KIND_LABELS: Final = ("report", "assessment", "concern", "demand", "promise", "denial", "accusation")
BAND_LABELS: Final = ("none", *BAND_NAMES)
VOICE_LABELS: Final = ("source", "author")
RANK_LABELS: Final = ("none", "most_likely", "likely", "possible", "unlikely", "least_likely")
VALENCE_LABELS: Final = ("escalates", "de-escalates", "other")

ATTRIBUTES: Final[dict[str, tuple[str, ...]]] = {
    "status": STATUS_LABELS,
    "mode": MODE_LABELS,
    "kind": KIND_LABELS,
    "band": BAND_LABELS,
    "voice": VOICE_LABELS,
    "rank": RANK_LABELS,
}
FRAME_ATTRIBUTES: Final[dict[str, tuple[str, ...]]] = {
    "event": ("status", "mode"),
    "statement": ("kind", "band", "voice"),
    "scenario": ("rank",),
}
