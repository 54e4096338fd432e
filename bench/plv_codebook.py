"""Our annotation guide to the codebook of PLV: the same act has another root there in a few cases, decided by rules.

PLV (Hu et al. 2024) follows the tree of CAMEO where PLOVER 2.0 and our guide draw lines anew: to intend to cooperate or
to yield is AGREE (CAMEO 03), to intend to act against somebody THREATEN (13); a conviction is ACCUSE (11); imposing
sanctions is COERCE (172); a blockade is ASSAULT (191); sending peacekeepers is AID (074); CONCEDE and RETREAT are one,
YIELD (08).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

COOPERATIVE: Final = frozenset({"CONCEDE", "RETREAT", "AID", "COOPERATE", "CONSULT", "SUPPORT"})
HOSTILE: Final = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
WORDINGS: Final = (
    ("SANCTION", re.compile(r"\b(?:convict|sentenc|found guilty)", re.I), "ACCUSE"),
    ("SANCTION", re.compile(r"\bsanction", re.I), "COERCE"),
    ("COERCE", re.compile(r"\bblockad", re.I), "ASSAULT"),
    ("MOBILIZE", re.compile(r"\bpeace-?keep", re.I), "AID"),
)


@dataclass(frozen=True, slots=True)
class Act:
    """A possible act: its wording with what stands beside it, a score per root of ours, how likely it lies ahead."""

    wording: str
    roots: dict[str, float]
    future: float


def translate(acts: Iterable[Act]) -> dict[str, float]:
    """Return the best score of each PLV root over the acts."""
    best: dict[str, float] = {}
    for act in acts:
        for root, score in act.roots.items():
            for name, share in _shares(act, root):
                best[name] = max(best.get(name, 0.0), score * share)
    return best


def _shares(act: Act, root: str) -> list[tuple[str, float]]:
    name = "YIELD" if root in ("CONCEDE", "RETREAT") else root
    name = next((other for own, pattern, other in WORDINGS if own == root and pattern.search(act.wording)), name)
    if root in COOPERATIVE:
        return [("AGREE", act.future), (name, 1 - act.future)]
    if root in HOSTILE:
        return [("THREATEN", act.future), (name, 1 - act.future)]
    return [(name, 1.0)]
