"""PLOVER 2.0: event roots, modes, quad classes and intensity scores.

Source: openeventdata/PLOVER, manual draft 2.0 (2024). Two points differ from the print: ACCUSE stands there
as +3, almost certainly a misprint of -3, and SANCTION in quad classes 3 and 4; here -3 and 4 are used.
"""

from __future__ import annotations

from typing import Final

MODES: Final[dict[str, tuple[str, ...]]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize",
        "restrict",
        "censor",
        "curfew",
        "martial-law",
        "arrest",
        "deport",
        "withhold",
        "misinformation",
        "cyber",
    ),
    "ASSAULT": (
        "abduct",
        "beat",
        "torture",
        "sexual",
        "targeted",
        "destroy",
        "primitive",
        "firearms",
        "explosives",
        "suicide-attack",
        "aerial",
        "drone",
        "heavy-weapons",
        "crowd-control",
        "unconventional",
    ),
}

ROOTS: Final[tuple[str, ...]] = tuple(MODES)

QUAD: Final[dict[str, int]] = {
    root: quad
    for quad, roots in {
        1: ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
        2: ("COOPERATE", "AID", "RETREAT"),
        3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
        4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    }.items()
    for root in roots
}

STATUSES: Final = ("occurred", "ongoing", "planned", "possible", "hypothetical", "denied")

INTENSITY: Final[dict[str, float]] = {
    "AGREE": 2.5, "CONSULT": 2.5, "CONSULT.visit": 4.0, "CONSULT.third-party": 1.0, "CONSULT.multilateral": 4.0,
    "CONSULT.phone": 1.5, "SUPPORT": 5.0, "CONCEDE": 4.5, "COOPERATE": 9.5, "AID": 10.0, "RETREAT": 6.5,
    "RETREAT.withdraw": 8.0, "RETREAT.release": 6.5, "RETREAT.disarm": 10.0, "RETREAT.ceasefire": 7.5,
    "RETREAT.access": 6.5, "RETREAT.resign": 4.5, "REQUEST": 0.0, "REQUEST.assist": 0.5, "REQUEST.change": -1.0,
    "REQUEST.yield": -1.0, "REQUEST.meet": 0.0, "ACCUSE": -3.0, "ACCUSE.disapprove": -2.0,
    "ACCUSE.investigate": -3.5, "ACCUSE.allege": -3.5, "REJECT": -2.0, "REJECT.assist": -1.5, "REJECT.change": -2.0,
    "REJECT.yield": -2.0, "REJECT.meet": -2.0, "THREATEN": -3.5, "THREATEN.restrict": -3.0, "THREATEN.arrest": -3.5,
    "THREATEN.relations": -3.5, "THREATEN.expel": -3.5, "THREATEN.territory": -4.0, "THREATEN.violence": -3.5,
    "PROTEST": -5.0, "PROTEST.demo": -5.0, "PROTEST.riot": -7.0, "PROTEST.strike": -5.0, "PROTEST.hunger": -4.5,
    "PROTEST.boycott": -4.5, "PROTEST.obstruct": -4.5, "SANCTION": -6.0, "SANCTION.convict": -6.0,
    "SANCTION.expel": -5.5, "SANCTION.withdraw": -6.0, "SANCTION.discontinue": -6.0, "MOBILIZE": -5.5,
    "MOBILIZE.troops": -6.5, "MOBILIZE.weapons": -6.5, "MOBILIZE.police": -5.5, "MOBILIZE.militia": -6.0,
    "COERCE": -7.0, "COERCE.seize": -7.0, "COERCE.restrict": -7.0, "COERCE.censor": -6.5, "COERCE.curfew": -6.5,
    "COERCE.martial-law": -7.5, "COERCE.arrest": -7.0, "COERCE.deport": -7.0, "COERCE.withhold": -7.0,
    "COERCE.misinformation": -6.5, "COERCE.cyber": -7.0, "ASSAULT": -9.0, "ASSAULT.abduct": -8.5,
    "ASSAULT.beat": -7.5, "ASSAULT.torture": -8.5, "ASSAULT.sexual": -8.5, "ASSAULT.targeted": -9.5,
    "ASSAULT.destroy": -8.5, "ASSAULT.primitive": -8.0, "ASSAULT.firearms": -9.0, "ASSAULT.explosives": -9.0,
    "ASSAULT.suicide-attack": -9.5, "ASSAULT.aerial": -9.5, "ASSAULT.drone": -9.5, "ASSAULT.heavy-weapons": -9.5,
    "ASSAULT.crowd-control": -7.5, "ASSAULT.unconventional": -10.0,
}  # fmt: skip


def intensity_of(root: str, mode: str | None) -> float:
    """Return the manual's score of a root and mode (-10 hostile to +10 cooperative); the root's if a mode has none."""
    return INTENSITY.get(f"{root}.{mode}", INTENSITY[root])
