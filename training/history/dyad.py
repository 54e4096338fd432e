"""The ladder of a new militarised dispute between two states, from MID 5.0."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.history.estimate import Estimate, Trial, cite, describe_logit, describe_rate, gated, try_specification
from training.history.logit import Logit, fit_ridge, rebase
from training.history.table import Design, Table, Vector, build_design, read_table
from training.history.validate import boosted, cross_validate, ridge, roll_origin

TARGETS = ("force", "death", "over_250", "war", "reciprocated", "any_joiner")
LADDER = ("force", "death", "over_250", "war")
CAPABILITY = ("capability_ratio",)
# Known for any two states of today from facts that ship, or stated by the analyst (rival, issues).
PORTABLE = (
    "land",
    "near",
    "log_distance",
    "majors",
    "both_major",
    "nuclear_any",
    "nuclear_both",
    "pact",
    "rival",
    "territory",
    "policy",
    "regime",
)
PENALTIES = (10.0, 20.0, 50.0)
CHOSEN_PENALTY = 20.0


def design_disputes(table: Table, target: str) -> Design:
    """Return the disputes with everything that was known when each began."""
    if target in ("death", "over_250"):
        table = table.where(lambda row: row["fatality"] != "-9")
    year = table.number("styear")
    group = [str(int(value) // 2) for value in year]
    return build_design(table, _columns(table), outcome=_outcome(table, target), group=group, year=year)


def _outcome(table: Table, target: str) -> Vector:
    level, deaths = table.number("hostlev"), table.number("fatality")
    reached = {
        "force": level >= 4,
        "death": deaths >= 1,
        "over_250": deaths >= 4,
        "war": level == 5,
        "reciprocated": table.number("recip") == 1,
        "any_joiner": table.number("join_a") + table.number("join_b") > 0,
    }
    return np.asarray(reached[target], dtype=np.float64)


def _columns(table: Table) -> dict[str, tuple[tuple[str, ...], Vector]]:
    a, b = (_filled(table, f"cinc_{side}") + 1e-5 for side in "ab")
    dem_a, dem_b = (_filled(table, f"dem_{side}") for side in "ab")
    maj_a, maj_b, nuc_a, nuc_b = (table.number(name) for name in ("maj_a", "maj_b", "nuc_a", "nuc_b"))
    contiguity = table.number("conttype", missing=6)
    allies = table.number("n_allies_a") + table.number("n_allies_b")
    return {
        "capability_ratio": (("cinc_a", "cinc_b"), np.abs(np.log(a / b))),
        "capability_size": (("cinc_a", "cinc_b"), np.log(np.maximum(a, b))),
        "land": (("conttype",), (contiguity == 1).astype(float)),
        "near": (("conttype",), ((contiguity > 1) & (contiguity < 6)).astype(float)),
        "log_distance": (("mindist",), np.log1p(_filled(table, "mindist") / 100)),
        "majors": (("maj_a", "maj_b"), maj_a + maj_b),
        "both_major": (("maj_a", "maj_b"), maj_a * maj_b),
        "nuclear_any": (("nuc_a", "nuc_b"), np.maximum(nuc_a, nuc_b)),
        "nuclear_both": (("nuc_a", "nuc_b"), nuc_a * nuc_b),
        "pact": (("def_cross",), table.number("def_cross", missing=0)),
        "consultation": (("ally_cross",), table.number("ally_cross", missing=0)),
        "nonaggression": (("nonagg_cross",), table.number("nonagg_cross", missing=0)),
        "rival": (("rival",), table.number("rival")),
        "territory": (("terr",), table.number("terr")),
        "policy": (("policy",), table.number("policy")),
        "regime": (("regime",), table.number("regime")),
        "log_allies": (("n_allies_a", "n_allies_b"), np.log1p(allies)),
        "democracy_low": (("dem_a", "dem_b"), np.minimum(dem_a, dem_b)),
        "democracy_high": (("dem_a", "dem_b"), np.maximum(dem_a, dem_b)),
    }


def _filled(table: Table, column: str) -> Vector:
    values = table.number(column)
    return np.where(np.isnan(values), np.nanmedian(values), values)


def estimate_dyad(folder: Path, *, bootstrap: int, repeats: int) -> Estimate:
    """Return one logit a rung of the ladder, intercept set to the last twenty years, with every trial."""
    table = read_table(folder, "mid5_dispute_features.csv")
    trials: list[Trial] = []
    rungs: dict[str, Any] = {}
    for target in TARGETS:
        design = design_disputes(table, target)
        found = _try_all(design, target, bootstrap=bootstrap, repeats=repeats)
        trials += found
        if target in LADDER:
            chosen = next(t for t in found if t.features == "portable" and t.model == f"ridge {CHOSEN_PENALTY:g}")
            rungs[target] = describe_rung(design.using(PORTABLE)) | {"skill": gated(chosen)}
    return Estimate("dyad", {"rungs": rungs, "provenance": cite(table)}, tuple(trials))


def describe_rung(design: Design, *, until: int = 2015) -> dict[str, Any]:
    """Return the rung's logit from the sixty years before `until`, set to the rate of the last twenty."""
    model, near = fit_rung(design, until=until)
    return {"model": describe_logit(model, design.features), "base_rate": describe_rate(near)}


def fit_rung(design: Design, *, until: int) -> tuple[Logit, Design]:
    """Return the re-based logit and the disputes of the last twenty years it was set to."""
    near = design.only((design.year >= until - 20) & (design.year < until))
    train = design.only((design.year >= until - 60) & (design.year < until))
    rate = (near.y.sum() + 0.5) / (len(near.y) + 1)
    return rebase(fit_ridge(train.x, train.y, penalty=CHOSEN_PENALTY), near.x, rate), near


def _try_all(design: Design, target: str, *, bootstrap: int, repeats: int) -> list[Trial]:
    sets: tuple[tuple[str, Sequence[str]], ...] = (
        ("capability ratio only", CAPABILITY),
        ("portable", PORTABLE),
        ("all known before", design.features),
    )
    rolling = "rolling origin 1920-2014, against the rate of the last 20 years"
    trials = [
        try_specification(
            ("dyad", target, label),
            f"ridge {penalty:g}",
            rolling,
            roll_origin(design.using(features), penalty=penalty, first=1920, last=2014),
            bootstrap=bootstrap,
        )
        for label, features in sets
        for penalty in PENALTIES
    ]
    for model, fit in (("ridge 20", ridge(20)), ("boosted trees", boosted())):
        forecasts = cross_validate(design, fit, repeats=1 if model == "boosted trees" else repeats)
        names = ("dyad", target, "all known before")
        trials.append(try_specification(names, model, "10-fold by two years", forecasts, bootstrap=bootstrap))
    return trials
