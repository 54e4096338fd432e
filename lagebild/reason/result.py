"""Run a scenario and gather everything it says into one plain structure that can be printed, stored and traced."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from lagebild.reason.balance import widened
from lagebild.reason.candidate import describe_candidates, describe_coalition, describe_ranking, grade_of_side
from lagebild.reason.capability import describe_capability
from lagebild.reason.combine import can_combine, draw_combined
from lagebild.reason.condemnation import rank_voters
from lagebild.reason.elicited import UNSTATED_SD
from lagebild.reason.gate import GRADES
from lagebild.reason.parameter import NODES, read_parameters
from lagebild.reason.pool import pool_scenario
from lagebild.reason.quantity import Case, Moment, Quantity, german, in_both
from lagebild.reason.scenario import SHIFTS
from lagebild.reason.sensitivity import choose_option, share_variance, used_draws
from lagebild.reason.simulate import (
    NO_HORIZON,
    Outcome,
    Settings,
    branch_chances,
    draw_quantity,
    list_quantities,
    simulate,
)
from lagebild.reason.summarize import summarize
from lagebild.reason.words import estimative_phrase

SCHEMA: Final = 1
LANGUAGES: Final = ("en", "de")
CANDIDATES: Final = 15
VOTERS: Final = 10
MAIN: Final = ("war_intensity", "still_fought", "any_new_belligerent", "share_condemning")

NOT_ESTIMATED: Final = (
    in_both(
        "Use of nuclear weapons: not estimated. There has been none in war since 1945, and no data can tell how near.",
        "Einsatz von Kernwaffen: nicht geschätzt. Seit 1945 gab es keinen im Krieg, und keine Daten sagen, wie nah.",
    ),
    in_both(
        "Effect of the theatre on escalation, entry and condemnation: elicited. "
        "No data set tells own soil from foreign.",
        "Wirkung des Schauplatzes auf Eskalation, Eintritt und Ächtung: erfragt. Kein Datensatz trennt eigenen von "
        "fremdem Boden.",
    ),
    in_both(
        "Effect of the pace of deployment: elicited, and left out unless stated.",
        "Wirkung des Tempos der Entsendung: erfragt, ohne Angabe weggelassen.",
    ),
)

UNSTATED_START: Final = in_both(
    "start of the war not stated: classes of long wars count as fitting",
    "Kriegsbeginn nicht genannt: Klassen langer Kriege gelten als passend",
)
CIVIL_WAR: Final = in_both(
    "candidates are ranked by wars between states; for civil wars that ranking is untested, and sides go by their rate",
    "die Rangfolge stammt aus Kriegen zwischen Staaten; für Bürgerkriege ist sie ungeprüft, Seiten nach ihrer Rate",
)
WIDENED: Final = in_both(
    "ranges from sources not known to be reliable are widened by convention",
    "Spannen aus nicht gesichert verlässlichen Quellen sind nach Übereinkunft geweitet",
)


def run_scenario(case: Case, settings: Settings) -> dict[str, Any]:
    """Return everything a scenario says, as JSON-ready values that are the same for the same seed."""
    outcomes = simulate(case, settings)
    draws = settings.draws()
    return {
        "schema": SCHEMA,
        "scenario": _describe_scenario(case),
        "settings": {"seed": settings.seed, "outer": settings.outer, "inner": settings.inner},
        "outcomes": [describe_outcome(case, outcome, settings) for outcome in outcomes],
        "combined": _describe_combined(case, settings),
        "branches": branch_chances(case, settings, MAIN, case.scenario.horizons[-1]),
        "candidates": describe_candidates(case, draws, months=case.scenario.horizons[-1], count=CANDIDATES),
        "side_grade": grade_of_side(),
        "ranking": describe_ranking(case),
        "coalition": describe_coalition(),
        "capability": describe_capability(case),
        "voters": rank_voters(case, draws, count=VOTERS),
        "opinions": [pool.as_dict() for pool in pool_scenario(case.scenario, draws)],
        "not_estimated": [dict(words) for words in NOT_ESTIMATED],
        "assumptions": list_assumptions(case),
        "trace": describe_trace(case),
    }


def describe_outcome(case: Case, outcome: Outcome, settings: Settings) -> dict[str, Any]:
    """Return one outcome with interval, grade, word, drivers, base rate and what it was drawn from."""
    quantity = outcome.quantity
    moment = Moment(outcome.option, outcome.months or NO_HORIZON, settings.draws())
    return {
        **_describe_quantity(quantity),
        "option": outcome.option.id,
        "months": outcome.months,
        "summary": outcome.summary.as_dict(),
        "frequency": outcome.frequency,
        "word": _phrase(quantity, outcome.values),
        "drivers": share_variance(case, quantity, moment),
        "base": _base_rate(quantity, moment),
        "draws": list(used_draws(case, quantity, moment)),
    }


def compare_options(
    case: Case, settings: Settings, names: Sequence[str] = MAIN, *, against: str | None = None
) -> list[dict[str, Any]]:
    """Return the difference of each option from one of them on common random numbers, the first unless named."""
    scenario, draws = case.scenario, settings.draws()
    yardstick = choose_option(scenario, against or scenario.options[0].id)
    found = []
    for quantity in list_quantities(case):
        if quantity.name not in names:
            continue
        for months in scenario.horizons if quantity.timed else (None,):
            base = draw_quantity(case, quantity, Moment(yardstick, months or NO_HORIZON, draws))
            for option in scenario.options:
                values = draw_quantity(case, quantity, Moment(option, months or NO_HORIZON, draws))
                found.append(
                    {
                        "name": quantity.name,
                        "label": dict(quantity.label),
                        "months": months,
                        "option": option.id,
                        "against": yardstick.id,
                        "summary": summarize(values).as_dict(),
                        "difference": summarize(values - base).as_dict(),
                        "higher": round(float((values > base).mean()), 4),
                    }
                )
    return found


def list_assumptions(case: Case) -> list[dict[str, str]]:
    """Return what the run took for granted because nobody stated it."""
    scenario = case.scenario
    found = []
    if scenario.conflict.start is None:
        found.append(UNSTATED_START)
    for option in scenario.options[1:]:
        unstated = [name for name in SHIFTS if name not in option.shifts]
        if option.theatre and unstated:
            listed = ", ".join(unstated)
            found.append(
                in_both(
                    f"{option.id}: effect on {listed} not stated: any, centred on none (sd {UNSTATED_SD} log-odds)",
                    f"{option.id}: Wirkung auf {listed} nicht genannt: beliebig, um null "
                    f"(sd {german(UNSTATED_SD, 'g')} Log-Odds)",
                )
            )
        if option.breaks_into and option.limit_kept is None:
            found.append(
                in_both(
                    f"{option.id}: chance that the limit is kept not stated: anything from 0 to 1",
                    f"{option.id}: Chance der Begrenzung nicht genannt: alles von 0 bis 1",
                )
            )
    if scenario.conflict.kind == "intrastate":
        found.append(CIVIL_WAR)
    if any(widened(force) != (force.low, force.high) for force in scenario.forces):
        found.append(WIDENED)
    return found


@cache
def hash_code() -> str:
    """Return one hash over the source of the scenario engine."""
    digest = hashlib.sha256()
    folder = files("lagebild.reason")
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".py"):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()


def describe_trace(case: Case) -> dict[str, Any]:
    """Return where every number comes from: code, parameter files, data files, scenario file."""
    return {
        "code_sha256": hash_code(),
        "scenario_sha256": case.scenario.sha256,
        "history": None if case.history is None else "named by the user",
        "parameters": {
            node: {
                "sha256": read_parameters(node).sha256,
                "made": read_parameters(node).values["made"],
                "data": read_parameters(node).values["provenance"],
            }
            for node in NODES
        },
    }


def _describe_scenario(case: Case) -> dict[str, Any]:
    scenario = case.scenario
    return {
        "title": scenario.title,
        "language": scenario.language,
        "as_of": scenario.as_of.isoformat(),
        "horizons": list(scenario.horizons),
        "decision": scenario.decision,
        "aim": scenario.aim,
        "limit": scenario.limit,
        "options": [
            {
                "id": option.id,
                "label": option.label,
                "theatre": option.theatre,
                "rank": option.rank,
                "likelihood": None if option.likelihood is None else list(option.likelihood),
                "breaks_into": option.breaks_into,
            }
            for option in scenario.options
        ],
    }


def _describe_quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "node": quantity.node,
        "name": quantity.name,
        "label": dict(quantity.label),
        "kind": quantity.kind,
        "grade": quantity.grade,
        "grade_means": dict(GRADES[quantity.grade]),
        "basis": dict(quantity.basis),
        "condition": dict(quantity.condition),
        "depends_on_option": quantity.shifted is not None or quantity.node in ("engagement", "balance", "limit"),
        "parameters": {node: read_parameters(node).sha256 for node in quantity.parameters},
    }


def _describe_combined(case: Case, settings: Settings) -> list[dict[str, Any]]:
    if not can_combine(case.scenario):
        return []
    draws = settings.draws()
    return [
        {
            **_describe_quantity(quantity),
            "grade": "C",
            "grade_means": dict(GRADES["C"]),
            "months": months,
            "summary": summarize(values).as_dict(),
            "word": _phrase(quantity, values),
        }
        for quantity in list_quantities(case)
        if quantity.name in MAIN
        for months in (case.scenario.horizons if quantity.timed else (None,))
        for values in [draw_combined(case, quantity, months or NO_HORIZON, draws)]
    ]


def _phrase(quantity: Quantity, values: np.ndarray) -> dict[str, str]:
    if quantity.kind != "probability":
        return {}
    return {language: estimative_phrase(values, language=language) for language in LANGUAGES}


def _base_rate(quantity: Quantity, moment: Moment) -> float | None:
    """Return the base rate beside which a forecast is scored: the quantity without any elicited effect."""
    if quantity.kind != "probability":
        return None
    return round(float((quantity.base or quantity.draw)(moment).mean()), 5)
