"""When a model may speak, and how good its numbers may be called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

# A model ships only if it beat its base rate out of sample (point estimate above zero, lower 90 % bound not worse than
# a hundredth below it) and its forecasts were neither too bold nor too timid. Fixed before the models were compared.
LEAST_SKILL: Final = 0.0
LEAST_LOWER_BOUND: Final = -0.01
SLOPES: Final = (0.7, 1.3)

GRADES: Final[Mapping[str, Mapping[str, str]]] = {
    "A": {"en": "beats the base rate out of sample", "de": "schlägt die Grundrate außerhalb der Stichprobe"},
    "B+": {
        "en": "beats the base rate, interval includes zero",
        "de": "schlägt die Grundrate, das Intervall schließt null ein",
    },
    "B": {"en": "base rate carries it", "de": "trägt allein die Grundrate"},
    "C": {"en": "elicited, not estimated", "de": "erfragt, nicht geschätzt"},
    "-": {"en": "not estimated", "de": "nicht geschätzt"},
}


def passes_gate(skill: Mapping[str, Any]) -> bool:
    """Say whether a model beat its base rate clearly enough to be used instead of it."""
    return not reasons_to_fall_back(skill)


def reasons_to_fall_back(skill: Mapping[str, Any]) -> tuple[str, ...]:
    """Return why a model must fall back to its base rate; nothing if it need not."""
    reasons = []
    if not skill["bss"] > LEAST_SKILL:
        reasons.append(f"Brier skill {skill['bss']:+.3f} is not above {LEAST_SKILL}")
    if not skill["bss_low90"] > LEAST_LOWER_BOUND:
        reasons.append(f"lower 90 % bound {skill['bss_low90']:+.3f} is not above {LEAST_LOWER_BOUND}")
    if not SLOPES[0] <= skill["slope"] <= SLOPES[1]:
        reasons.append(f"calibration slope {skill['slope']:.2f} is outside {SLOPES[0]} to {SLOPES[1]}")
    return tuple(reasons)


def grade_of(skill: Mapping[str, Any]) -> str:
    """Return the grade of a model: A, B+ or, where it falls back, B."""
    if not passes_gate(skill):
        return "B"
    return "A" if skill["bss_low"] > 0 else "B+"
