"""Who condemns an intervention, and how many, from votes in the General Assembly."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from training.history.estimate import Estimate, Trial, cite, describe_logit, gated, try_specification
from training.history.logit import fit_ridge
from training.history.table import Design, Table, build_design, read_table
from training.history.validate import leave_group_out, ridge

AGREEMENT = ("ag_t",)
PORTABLE = ("def_t", "cont_t")
SETS = (
    ("agreement with the target in the five years before", AGREEMENT),
    ("agreement with target and United States", ("ag_t", "ag_us")),
    ("agreement, pact, border, democracy", ("ag_t", "def_t", "cont_t", "dem")),
    ("pact and border (portable)", PORTABLE),
)


def design_votes(table: Table) -> Design:
    """Return the votes of states on resolutions, grouped by episode."""
    columns = {}
    for name in ("ag_t", "ag_us", "def_t", "cont_t", "dem"):
        values = table.number(name)
        columns[name] = ((name,), np.where(np.isnan(values), np.nanmean(values), values))
    yes = table.number("yes")
    return build_design(table, columns, outcome=yes, group=table.text("ep"), year=table.number("year"))


def estimate_condemnation(folder: Path, *, bootstrap: int) -> Estimate:
    """Return the spread of yes-shares over episodes, and the models that order the states."""
    table = read_table(folder, "un_condemnation_votes.csv")
    design = design_votes(table)
    trials: list[Trial] = []
    models = {}
    for label, features in SETS:
        shown = design.using(features)
        forecasts = leave_group_out(shown, ridge(1))
        names = ("condemnation", "a state votes to condemn", label)
        trial = try_specification(
            names, "ridge 1", "leave one episode out", forecasts, bootstrap=bootstrap, ranking=True
        )
        trials.append(trial)
        if features in (AGREEMENT, PORTABLE):
            models["agreement" if features == AGREEMENT else "portable"] = {
                "model": describe_logit(fit_ridge(shown.x, shown.y, penalty=1.0), features),
                "skill": gated(trial),
            }
    shares = np.array([design.y[design.group == name].mean() for name in np.unique(design.group)])
    parameters = {
        "episodes": len(shares),
        "level": _describe_level(design),
        "range": [round(float(shares.min()), 4), round(float(shares.max()), 4)],
        "ranking": models,
        "provenance": cite(table),
    }
    return Estimate("condemnation", parameters, tuple(trials))


def _describe_level(design: Design) -> dict[str, float]:
    """Return how far the yes-share of a new episode was missed, in points: by its model and by the others' mean."""
    forecasts = leave_group_out(design.using(AGREEMENT), ridge(1))
    names = np.unique(design.group)
    shares, predicted = (
        np.array([values[design.group == name].mean() for name in names]) for values in (design.y, forecasts.p)
    )
    others = np.array([np.delete(shares, k).mean() for k in range(len(shares))])
    return {
        "mean": round(float(shares.mean()), 4),
        "sd": round(float(shares.std(ddof=1)), 4),
        "error_of_model_points": round(100 * float(np.abs(shares - predicted).mean()), 1),
        "error_of_mean_points": round(100 * float(np.abs(shares - others).mean()), 1),
    }
