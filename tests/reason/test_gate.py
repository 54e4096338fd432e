from __future__ import annotations

import pytest

from lagebild.reason.gate import grade_of, passes_gate, reasons_to_fall_back


def skill(**changed: float) -> dict[str, float]:
    return {"bss": 0.05, "bss_low": 0.01, "bss_low90": 0.02, "slope": 1.0, **changed}


CASES = [
    ({}, "A"),
    ({"bss_low": -0.005}, "B+"),
    ({"bss": 0.0}, "B"),
    ({"bss": -0.02}, "B"),
    ({"bss_low90": -0.011}, "B"),
    ({"slope": 0.69}, "B"),
    ({"slope": 1.31}, "B"),
    ({"bss": float("nan")}, "B"),
    ({"slope": float("nan")}, "B"),
]


@pytest.mark.parametrize(("changed", "grade"), CASES)
def test_grade(changed: dict[str, float], grade: str) -> None:
    assert grade_of(skill(**changed)) == grade
    assert passes_gate(skill(**changed)) == (grade != "B")
    assert bool(reasons_to_fall_back(skill(**changed))) == (grade == "B")
