"""The gate on the gold passages: no figure may lie below its floor."""

from __future__ import annotations

from bench.gate import main


def test_no_figure_is_below_its_floor() -> None:
    assert main([]) == 0
