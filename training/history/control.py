"""Negative control: with outcomes shuffled there must be nothing to find."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from training.history import condemnation, crisis, dyad, engagement, joining
from training.history.skill import area_under_curve, brier_skill
from training.history.table import Design, read_table
from training.history.validate import Fit, cross_validate, ridge

SHUFFLES = 5


def shuffle_outcomes(design: Design, *, seed: int) -> Design:
    """Return the design with its outcomes dealt out anew."""
    return replace(design, y=np.random.default_rng(seed).permutation(design.y))


def control_skill(design: Design, fit: Fit, *, repeats: int = 1) -> dict[str, float]:
    """Return the mean Brier skill and ROC area over shuffled outcomes; honest validation gives about 0 and 0.5."""
    runs = [cross_validate(shuffle_outcomes(design, seed=k), fit, repeats=repeats, seed=k) for k in range(SHUFFLES)]
    return {
        "bss": round(float(np.mean([brier_skill(run.p, run.base, run.y) for run in runs])), 4),
        "auc": round(float(np.mean([area_under_curve(run.p, run.y) for run in runs])), 4),
    }


def run_controls(folder: Path, *, repeats: int) -> dict[str, Any]:
    """Return the control for every model that ships."""
    battles = engagement.design_engagements(read_table(folder, "cdb90_battles.csv")).using(engagement.FEATURES)
    disputes = dyad.design_disputes(read_table(folder, "mid5_dispute_features.csv"), "death").using(dyad.PORTABLE)
    wars = read_table(folder, joining.WAR_DISPUTES)
    crises = crisis.design_crises(
        read_table(folder, "icb1v14_subset.csv"), read_table(folder, "icb2v14_subset.csv"), "serious_clashes"
    )
    votes = condemnation.design_votes(read_table(folder, "un_condemnation_votes.csv")).using(condemnation.AGREEMENT)
    designs: dict[str, tuple[Design, Fit]] = {
        "engagement": (battles.only(battles.year >= 1914), ridge(50)),
        "dyad, any death": (disputes, ridge(dyad.CHOSEN_PENALTY)),
        "who joins": (joining.design_candidates(wars).using(joining.PORTABLE), ridge(joining.PENALTY)),
        "crisis, serious clashes": (crises.using(crisis.portable(crises)), ridge(crisis.PENALTY)),
        "condemnation": (votes, ridge(1)),
    }
    return {name: control_skill(design, fit, repeats=min(repeats, 2)) for name, (design, fit) in designs.items()}
