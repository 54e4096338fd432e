"""Which states would enter, on which side, from which region: a ranking, not independent coins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from lagebild.reason.capability import read_capability
from lagebild.reason.draw import Draws, Matrix, Vector, probability
from lagebild.reason.gate import grade_of, passes_gate
from lagebild.reason.joining import draw_any
from lagebild.reason.parameter import LogitParameters, draw_rate, read_parameters
from lagebild.reason.quantity import Case, Moment, Quantity, german, in_both
from lagebild.reason.scenario import Scenario
from lagebild.reason.state import NEAR_KM, State, owe_help, read_states

REGIONS: Final = {
    "europe": in_both("Europe", "Europa"),
    "asia": in_both("Asia", "Asien"),
    "oceania": in_both("Oceania", "Ozeanien"),
    "middle_east": in_both("Middle East", "Naher Osten"),
    "africa": in_both("Africa", "Afrika"),
    "americas": in_both("Americas", "Amerika"),
}


@dataclass(frozen=True, slots=True)
class Candidates:
    """The states that could enter, their features, and the model that weighs them."""

    states: tuple[State, ...]
    features: Matrix
    model: LogitParameters
    variant: str

    def weigh(self, draws: Draws) -> Matrix:
        """Return draws of each state's weight among all candidates, one row a draw."""
        beta = self.model.draw(draws, f"who joins, {self.variant}")
        chance = probability(beta[:, :1] + beta[:, 1:] @ self.features.T)
        return np.asarray(chance / chance.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates to enter, most likely first, with draws of each one's weight and of its side."""

    states: tuple[State, ...]
    weights: Matrix
    side_a: Matrix


def rank_candidates(case: Case, draws: Draws) -> Ranking:
    """Return every state that does not fight yet, by how like earlier joiners it is."""
    candidates = list_candidates(case)
    weights = candidates.weigh(draws)
    order = np.argsort(-weights.mean(axis=0), kind="stable")
    ranked = tuple(candidates.states[k] for k in order)
    return Ranking(ranked, weights[:, order], _sides(ranked, case.scenario, draws))


def list_candidates(case: Case) -> Candidates:
    """Return every state that does not fight yet, with what is known of it."""
    scenario, variant = case.scenario, variant_of(case)
    model = LogitParameters.of(read_parameters("joining").values["who"][variant]["model"])
    parties = (*scenario.states("a"), *scenario.states("b"))
    states = tuple(state for code, state in read_states().items() if code not in parties)
    capability = {} if case.history is None else read_capability(case.history)
    x = np.array([_features(state, scenario, model.features, capability) for state in states])
    return Candidates(states, x, model, variant)


def variant_of(case: Case) -> str:
    """Return which ranking is used: with facts that ship, or with capabilities from the user's folder too."""
    return "portable" if case.history is None else "with folder"


def chance_of_any(any_new: Vector, share: Vector) -> Vector:
    """Return the chance that somebody of a group enters, given the chance that anybody does and the group's share.

    Joiners come in coalitions: the size is that of past coalitions, each place filled by share.
    """
    sizes = read_parameters("joining").values["coalition_sizes"]
    total = sum(sizes.values())
    missed = sum(count / total * (1.0 - share) ** int(size) for size, count in sizes.items())
    return np.asarray(any_new * (1.0 - missed))


def spillover_quantities(case: Case) -> tuple[Quantity, ...]:
    """Return for each region the chance that a state from it enters."""
    candidates = list_candidates(case)
    return tuple(_region_quantity(case, candidates, region) for region in REGIONS)


def _region_quantity(case: Case, candidates: Candidates, region: str) -> Quantity:
    skill = read_parameters("joining").values["who"][candidates.variant]["skill"]
    names = REGIONS[region]
    basis = in_both(
        f"any entry times the region's share of candidates; ranking ROC area {skill['auc_within']:.2f} within disputes",
        "Eintritt mal Anteil der Region an den Kandidaten; "
        f"Rangfläche {german(skill['auc_within'], '.2f')} innerhalb der Fälle",
    )
    return Quantity(
        "spillover",
        region,
        in_both(f"a state of {names['en']} enters", f"ein Staat aus der Region {names['de']} tritt ein"),
        "B",
        basis,
        lambda moment: _region_chance(case, candidates, moment, region),
        shifted="joining",
        parameters=("joining",),
    )


def describe_candidates(case: Case, draws: Draws, *, months: int, count: int) -> list[dict[str, Any]]:
    """Return the leading candidates with their share, chance of entering under the first option, and side."""
    ranking = rank_candidates(case, draws)
    any_new = draw_any(case, Moment(case.scenario.options[0], months, draws))
    return [
        {
            "rank": k + 1,
            "code": state.code,
            "name": dict(state.names),
            "region": state.region,
            "share": _interval(ranking.weights[:, k]),
            "enters": _interval(chance_of_any(any_new, ranking.weights[:, k])),
            "side_a": _interval(ranking.side_a[:, k]),
        }
        for k, state in enumerate(ranking.states[:count])
    ]


def describe_ranking(case: Case) -> dict[str, Any]:
    """Return which ranking of candidates a run used, and how it scored on disputes and years it had not seen."""
    entry = read_parameters("joining").values["who"][variant_of(case)]
    return {
        "variant": variant_of(case),
        "auc_within": entry["skill"]["auc_within"],
        "auc_within_later": entry["skill_in_time"]["auc_within"],
        "auc_pooled": entry["skill"]["auc"],
    }


def describe_coalition() -> dict[str, Any]:
    """Return how many states joined past disputes that anybody joined: quantiles and counts."""
    sizes = {int(size): count for size, count in read_parameters("joining").values["coalition_sizes"].items()}
    every = np.repeat(list(sizes), list(sizes.values()))
    quantiles = {f"q{q}": float(np.quantile(every, q / 100, method="inverted_cdf")) for q in (10, 50, 90)}
    return {"disputes": len(every), "mean": round(float(every.mean()), 2), **quantiles, "largest": int(every.max())}


def grade_of_side() -> str:
    """Return the grade of the side model: its gate decides between the model and the rate."""
    return grade_of(read_parameters("joining").values["side"]["portable"]["skill"])


def _features(state: State, scenario: Scenario, names: Sequence[str], capability: Mapping[int, float]) -> list[float]:
    parties = [read_states()[code] for side in ("a", "b") for code in scenario.states(side)]
    distance = min(
        (state.distances_km[party.code] for party in parties),
        default=float(np.median(list(state.distances_km.values()))),
    )
    land = float(any(party.code in state.neighbours for party in parties))
    log_distance = float(np.log1p(distance / 100))
    known = {
        "land": land,
        "near": float(not land and distance < NEAR_KM),
        "log_distance": log_distance,
        "pact": float(any(owe_help(state.code, party.code, day=scenario.as_of) for party in parties)),
        "rival": float(any(_rivals(scenario, state.code, party.code) for party in parties)),
        "major": float(state.major),
        "nuclear": float(state.nuclear),
    }
    if capability:
        share = capability.get(state.number, float(np.median(list(capability.values()))))
        known["log_capability"] = float(np.log(share + 1e-5))
        known["capability_distance"] = known["log_capability"] * log_distance
    return [known[name] for name in names]


def _sides(states: Sequence[State], scenario: Scenario, draws: Draws) -> Matrix:
    entry = read_parameters("joining").values["side"]
    has_two = scenario.states("a") and scenario.states("b")
    if not has_two or not passes_gate(entry["portable"]["skill"]):
        rate = entry["base_rate"]
        drawn = draw_rate(draws, "which side: rate", rate["events"], rate["trials"])
        return np.repeat(drawn[:, None], len(states), axis=1)
    fits = entry["portable"]["model"]["fits"]
    x = np.array([_side_features(state, scenario) for state in states])
    chances = np.array([_add_steps(fit, x) for fit in fits])
    picked = (draws.uniform("parameters", "which side: fit") * len(fits)).astype(int)
    return np.asarray(chances[picked])


def _side_features(state: State, scenario: Scenario) -> list[float]:
    ties = []
    for side in ("a", "b"):
        parties = [read_states()[code] for code in scenario.states(side)]
        distance = min((state.distances_km[party.code] for party in parties), default=0.0)
        ties.append(
            (
                float(any(party.code in state.neighbours for party in parties)),
                float(np.log1p(distance / 100)),
                float(any(owe_help(state.code, party.code, day=scenario.as_of) for party in parties)),
                float(any(_rivals(scenario, state.code, party.code) for party in parties)),
            )
        )
    return [a - b for a, b in zip(*ties, strict=True)]


def _add_steps(fit: Mapping[str, Any], x: Matrix) -> Vector:
    eta = np.full(len(x), float(fit["start"]))
    for feature, threshold, low, high in fit["steps"]:
        eta += np.where(x[:, int(feature)] <= threshold, low, high)
    return probability(eta)


def _region_chance(case: Case, candidates: Candidates, moment: Moment, region: str) -> Vector:
    inside = np.array([state.region == region for state in candidates.states])
    return chance_of_any(draw_any(case, moment), candidates.weigh(moment.draws)[:, inside].sum(axis=1))


def _rivals(scenario: Scenario, first: str, second: str) -> bool:
    return any({first, second} == set(pair) for pair in scenario.rivals)


def _interval(values: Vector) -> dict[str, float]:
    low, high = np.quantile(values, [0.1, 0.9])
    return {"mean": round(float(values.mean()), 4), "q10": round(float(low), 4), "q90": round(float(high), 4)}
