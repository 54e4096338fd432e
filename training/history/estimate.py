"""What an estimation hands back: parameters for the package, and every specification that was tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lagebild.reason.gate import grade_of, passes_gate, reasons_to_fall_back
from training.history.logit import Logit
from training.history.skill import area_within_groups, measure_skill
from training.history.table import Design, Table, provenance
from training.history.validate import Forecasts

SOURCES: Mapping[str, tuple[str, str]] = {
    "CDB90-patched.csv": ("jrnold/CDB90 @ e0b35ec", "ODC-BY 1.0; original public domain"),
    "cdb90_battles.csv": ("jrnold/CDB90 @ e0b35ec, duplicates removed", "ODC-BY 1.0; original public domain"),
    "mid5_dispute_features.csv": ("COW MID 5.0, CINC, contiguity; ATOP 5.1", "not redistributed; own coefficients"),
    "join_panel_war_disputes.csv": ("COW MID 5.0, CINC, contiguity; ATOP 5.1", "not redistributed; own coefficients"),
    "join_panel_all_disputes.csv": ("COW MID 5.0, CINC, contiguity; ATOP 5.1", "not redistributed; own coefficients"),
    "cow_war_month_panel.csv": ("COW Inter-State War 4.0", "not redistributed; own rates"),
    "cow_wars_summary.csv": ("COW Inter-State War 4.0", "not redistributed; own rates"),
    "ucdp_acd_secondary_party_panel.csv": ("UCDP/PRIO ACD 25.1", "CC BY 4.0"),
    "ucdp_esd_actor_year_subset.csv": ("UCDP External Support 18.1", "CC BY 4.0"),
    "icb1v14_subset.csv": ("ICB v14, Brecher and Wilkenfeld", "not redistributed; own coefficients"),
    "icb2v14_subset.csv": ("ICB v14, Brecher and Wilkenfeld", "not redistributed; own coefficients"),
    "un_condemnation_votes.csv": ("Voeten UN votes in dgrtwo/unvotes @ 7eb7034", "not redistributed; own coefficients"),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """One specification and how it did out of sample."""

    node: str
    target: str
    features: str
    model: str
    validation: str
    skill: Mapping[str, Any]
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return what tells this specification from the others."""
        return f"{self.node} | {self.target} | {self.features} | {self.model} | {self.validation}"

    def as_dict(self) -> dict[str, Any]:
        """Return the trial for the scores file, with the gate's verdict."""
        return {
            "node": self.node,
            "target": self.target,
            "features": self.features,
            "model": self.model,
            "validation": self.validation,
            **self.skill,
            **self.extra,
            "gate": "pass" if passes_gate(self.skill) else "; ".join(reasons_to_fall_back(self.skill)),
        }


@dataclass(frozen=True, slots=True)
class Estimate:
    """One node's parameter file and the trials behind it."""

    name: str
    parameters: Mapping[str, Any]
    trials: tuple[Trial, ...]


def try_specification(
    names: tuple[str, str, str],
    model: str,
    validation: str,
    forecasts: Forecasts,
    *,
    bootstrap: int,
    ranking: bool = False,
) -> Trial:
    """Return the trial of one specification; with `ranking`, also the mean ROC area inside groups."""
    extra: dict[str, Any] = {}
    if ranking:
        areas = list(area_within_groups(forecasts).values())
        rng = np.random.default_rng(7)
        means = [np.mean(rng.choice(areas, len(areas))) for _ in range(max(bootstrap, 100))]
        extra = {
            "auc_within": round(float(np.mean(areas)), 4),
            "auc_within_low": round(float(np.quantile(means, 0.025)), 4),
            "auc_within_high": round(float(np.quantile(means, 0.975)), 4),
            "groups_within": len(areas),
        }
    node, target, features = names
    skill = measure_skill(forecasts, draws=bootstrap).as_dict()
    return Trial(node, target, features, model, validation, skill, extra)


def describe_logit(model: Logit, features: Sequence[str]) -> dict[str, Any]:
    """Return a logit as it stands in a parameter file."""
    return {
        "features": list(features),
        "coefficients": [round(float(value), 6) for value in model.coefficients],
        "covariance": [[round(float(value), 8) for value in row] for row in model.covariance],
        "group_sd": round(model.group_sd, 6),
    }


def describe_rate(design: Design) -> dict[str, float | int]:
    """Return a base rate as counts."""
    return {"events": int(design.y.sum()), "trials": len(design.y)}


def gated(trial: Trial) -> dict[str, Any]:
    """Return the skill a parameter file carries, with its grade."""
    return {"specification": trial.name, "grade": grade_of(trial.skill), **trial.skill, **trial.extra}


def cite(*tables: Table) -> list[dict[str, Any]]:
    """Return the provenance of the tables an estimate used."""
    return [provenance(table, source=SOURCES[table.name][0], licence=SOURCES[table.name][1]) for table in tables]
