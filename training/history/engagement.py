"""Engagement success from CDB90: does the attacker win?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import expit, roots_hermitenorm  # type: ignore[import-untyped]
from scipy.stats import binom  # type: ignore[import-untyped]

from training.history.estimate import Estimate, Trial, cite, describe_logit, describe_rate, gated, try_specification
from training.history.logit import fit_random_intercept
from training.history.table import Design, Group, IntegrityError, Matrix, Table, Vector, build_design, read_table
from training.history.validate import Fit, boosted, cross_validate, cut_in_time, ridge

DEFEATS = 217
FEATURES = ("log_force_ratio", "air_superiority", "fortified")


def check_integrity(source: Table) -> None:
    """Refuse a CDB90 table from which attackers' defeats have gone.

    The tidy conversion of CDB90 turned negative codes into missing values, and with them every defeat.
    """
    defeats = sum(row["WINA"] == "-1" for row in source.rows)
    if defeats != DEFEATS:
        raise IntegrityError(
            f"{source.name}: {defeats} attacker defeats, the published source has {DEFEATS}; "
            "use src-data/CDB90/CDB90-patched.csv of jrnold/CDB90, not its tidy battles.csv"
        )


def design_engagements(table: Table) -> Design:
    """Return the battles as success of the attacker by force ratio, air superiority and fortified defence."""
    postures = zip(table.text("post1"), table.text("post2"), strict=True)
    columns = {
        "log_force_ratio": (("str_a", "str_d"), np.log(table.number("str_a") / table.number("str_d"))),
        "air_superiority": (("aeroa",), table.number("aeroa", missing=0)),
        "fortified": (("post1", "post2"), np.array([float("FD" in pair) for pair in postures])),
        **_material(table),
    }
    won = (table.number("wina") == 1).astype(float)
    group = [f"{war}|{front}" for war, front in zip(table.text("war4"), table.text("war4_theater"), strict=True)]
    return build_design(table, columns, outcome=won, group=group, year=table.number("year"))


def _material(table: Table) -> dict[str, tuple[tuple[str, ...], Vector]]:
    def ratio(kind: str) -> tuple[tuple[str, ...], Vector]:
        a, d = (np.maximum(table.number(f"{kind}_{side}", missing=0), 0) for side in "ad")
        return (f"{kind}_a", f"{kind}_d"), np.log((a + 1) / (d + 1))

    return {
        "log_artillery_ratio": ratio("arty"),
        "log_tank_ratio": ratio("tank"),
        "rugged": (("terra1",), np.array([float(value == "R") for value in table.text("terra1")])),
        "wet": (("wx1",), np.array([float(value == "W") for value in table.text("wx1")])),
        "year": (("year",), (np.nan_to_num(table.number("year"), nan=1800.0) - 1900) / 100),
    }


def hierarchical(*, prior_sd: float = 1.0) -> Fit:
    """Return a fitter for the random-intercept logit, whose forecasts average over the effect of a new war."""

    def fit(x: Matrix, y: Vector, group: Group) -> Any:
        model = fit_random_intercept(x, y, group, prior_sd=prior_sd)
        nodes, weights = roots_hermitenorm(15)
        weights = weights / weights.sum()

        def predict(new: Matrix) -> Vector:
            eta = model.coefficients[0] + new @ model.coefficients[1:]
            return np.asarray(expit(eta[:, None] + model.group_sd * nodes) @ weights)

        return predict

    return fit


def cover_wars(design: Design, *, draws: int = 2000, seed: int = 5, least: int = 3) -> dict[str, float | int]:
    """Return how often 80 % intervals for a war's share of successes held, each war left out of its own fit.

    Shares are counts, so an interval that must hold 80 % holds more; `randomized` spreads each count over its own
    probability (Czado, Gneiting and Held 2009) and is the figure to compare with 80 %.
    """
    rng = np.random.default_rng(seed)
    held, places = [], []
    for name in np.unique(design.group):
        test = design.group == name
        if test.sum() < least:
            continue
        model = fit_random_intercept(design.x[~test], design.y[~test], design.group[~test])
        beta = rng.multivariate_normal(model.coefficients, model.covariance, draws)
        war = rng.normal(0, model.group_sd, draws)[:, None]
        p = expit(beta[:, :1] + beta[:, 1:] @ design.x[test].T + war)
        counts = (rng.random(p.shape) < p).sum(axis=1)
        observed = design.y[test].sum()
        low, high = np.quantile(counts, [0.1, 0.9], method="inverted_cdf")
        held.append(low <= observed <= high)
        places.append(((counts < observed).mean(), (counts <= observed).mean()))
    lower, upper = np.array(places).T
    inside = np.clip((np.minimum(upper, 0.9) - np.maximum(lower, 0.1)) / np.maximum(upper - lower, 1e-9), 0, 1)
    return {
        "wars": len(held),
        "intervals": round(float(np.mean(held)), 4),
        "randomized": round(float(inside.mean()), 4),
        "range_90": [int(value) for value in binom.ppf([0.05, 0.95], len(held), 0.8)],  # type: ignore[dict-item]
    }


def estimate_engagement(folder: Path, *, bootstrap: int, repeats: int) -> Estimate:
    """Return the hierarchical logit of engagement success, its trials, and its interval coverage."""
    source = read_table(folder, "CDB90-patched.csv")
    check_integrity(source)
    table = read_table(folder, "cdb90_battles.csv")
    every = design_engagements(table)
    modern = every.only(every.year >= 1914)
    trials = tuple(
        trial
        for label, design in (("1600-1973", every), ("1914+", modern))
        for trial in _try_all(design, label, bootstrap=bootstrap, repeats=repeats)
    )
    chosen = next(t for t in trials if t.target.endswith("1914+") and t.model == "hierarchical logit")
    shown = modern.using(FEATURES)
    parameters = {
        "model": describe_logit(fit_random_intercept(shown.x, shown.y, shown.group), FEATURES),
        "base_rate": describe_rate(modern),
        "base_group_sd": round(fit_random_intercept(np.zeros((len(shown.y), 1)), shown.y, shown.group).group_sd, 6),
        "unknown_inputs": _describe_inputs(shown),
        "skill": gated(chosen),
        "coverage": {"1914+": cover_wars(shown), "1600-1973": cover_wars(every.using(FEATURES))},
        "provenance": cite(source, table),
    }
    return Estimate("engagement", parameters, trials)


def _try_all(design: Design, label: str, *, bootstrap: int, repeats: int) -> list[Trial]:
    short, long = design.using(FEATURES), design
    by_war = "10-fold by war and theatre"
    runs = [
        ("force ratio", "ridge 50", by_war, cross_validate(short.using(FEATURES[:1]), ridge(50), repeats=repeats)),
        ("force ratio, air, fortified", "ridge 3", by_war, cross_validate(short, ridge(3), repeats=repeats)),
        ("force ratio, air, fortified", "ridge 50", by_war, cross_validate(short, ridge(50), repeats=repeats)),
        ("force ratio, air, fortified", "hierarchical logit", by_war, cross_validate(short, hierarchical(), repeats=1)),
        (
            "with guns, tanks, terrain, weather, year",
            "ridge 50",
            by_war,
            cross_validate(long, ridge(50), repeats=repeats),
        ),
        (
            "with guns, tanks, terrain, weather, year",
            "boosted trees",
            by_war,
            cross_validate(long, boosted(), repeats=1),
        ),
        ("force ratio, air, fortified", "ridge 50", "trained before 1939", cut_in_time(short, ridge(50), year=1939)),
        ("force ratio, air, fortified", "ridge 50", "trained before 1967", cut_in_time(short, ridge(50), year=1967)),
    ]
    return [
        try_specification(
            ("engagement", f"attacker wins, {label}", features), model, how, forecasts, bootstrap=bootstrap
        )
        for features, model, how, forecasts in runs
    ]


def _describe_inputs(design: Design) -> dict[str, Any]:
    """Return how the inputs were spread over the battles, for scenarios that leave one open."""
    ratio, air, fortified = design.x.T
    return {
        "log_force_ratio": {"mean": round(float(ratio.mean()), 4), "sd": round(float(ratio.std()), 4)},
        "air_superiority": {str(k): round(float((air == k).mean()), 4) for k in (-1, 0, 1)},
        "fortified": round(float(fortified.mean()), 4),
    }
