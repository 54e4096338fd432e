"""How many states condemn, and which first: level elicited from episodes, states ranked by past votes."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import betaincinv  # type: ignore[import-untyped]

from lagebild.errors import UsageError
from lagebild.reason.draw import Draws, Vector, probability
from lagebild.reason.parameter import LogitParameters, read_parameters
from lagebild.reason.quantity import Case, Moment, Quantity, german, in_both
from lagebild.reason.state import owe_help, read_states

VOTES = "un_condemnation_votes.csv"
# The columns of the votes table that hold a state's agreement with a great power, whoever the resolution was about.
AGREEMENT_WITH = {"RUS": "ag_ru", "USA": "ag_us"}


def condemnation_quantities(case: Case) -> tuple[Quantity, ...]:
    """Return the share of voting states that would condemn, if the scenario names whom."""
    if case.scenario.condemned is None:
        return ()
    values = read_parameters("condemnation").values
    low, high = values["range"]
    name = read_states()[case.scenario.condemned].names if case.scenario.condemned in read_states() else None
    target = name or in_both(case.scenario.condemned, case.scenario.condemned)
    return (
        Quantity(
            "condemnation",
            "share_condemning",
            in_both(
                f"share of states voting to condemn {target['en']}",
                f"Anteil der Staaten, die für eine Verurteilung stimmen ({target['de']})",
            ),
            "C",
            in_both(
                f"spread over {values['episodes']} episodes 1956-2019 ({low:.0%} to {high:.0%}); "
                "nothing predicts the level",
                f"Streuung über {values['episodes']} Fälle 1956-2019 ({german(low, '.0%')} bis {german(high, '.0%')}); "
                "nichts sagt die Höhe vorher",
            ),
            draw_share,
            kind="share",
            timed=False,
            shifted="condemnation",
            parameters=("condemnation",),
            condition=in_both("if the General Assembly votes", "falls die Generalversammlung abstimmt"),
        ),
    )


def draw_share(moment: Moment) -> Vector:
    """Return draws of the share of yes votes in a new episode: Beta by moments, mean uncertain by its own error."""
    values = read_parameters("condemnation").values
    mean, sd, episodes = values["level"]["mean"], values["level"]["sd"], values["episodes"]
    spread = sd * np.sqrt(1 + 1 / episodes)
    size = mean * (1 - mean) / spread**2 - 1
    u = moment.draws.uniform("parameters", "condemnation: level")
    return np.asarray(betaincinv(mean * size, (1 - mean) * size, u))


def rank_voters(case: Case, draws: Draws, *, count: int) -> dict[str, Any]:
    """Return the states most and least likely to condemn, and which variant of the ranking that is.

    With the history folder, states are ranked by five-year voting agreement with the target; without it by pact and
    border, a variant that scored little better than chance and is therefore only named, not shown.
    """
    target = case.scenario.condemned
    ranking = read_parameters("condemnation").values["ranking"]
    if target is None:
        return {}
    if case.history is None or target not in AGREEMENT_WITH:
        score = ranking["portable"]["skill"]["auc_within"]
        bound = [code for code in read_states() if code != target and owe_help(code, target, day=case.scenario.as_of)]
        return {"variant": "portable", "auc_within": score, "bound_by_pact": bound, "most": [], "least": []}
    agreement = read_agreement(case.history, target)
    model = LogitParameters.of(ranking["agreement"]["model"])
    beta = model.draw(draws, "condemnation: ranking")
    codes = sorted(agreement)
    chance = probability(beta[:, :1] + beta[:, 1:] @ np.array([[agreement[code] for code in codes]]))
    order = [codes[k] for k in np.argsort(-chance.mean(axis=0), kind="stable")]
    score = ranking["agreement"]["skill"]["auc_within"]
    return {"variant": "agreement", "auc_within": score, "most": order[:count], "least": order[::-1][:count]}


def read_agreement(folder: Path, target: str) -> dict[str, float]:
    """Return each state's newest five-year voting agreement with a great power from the folder the user named."""
    path = folder / VOTES
    if not path.is_file():
        raise UsageError(f"{path} is missing; name the folder of history tables, or leave --history out")
    codes = {state.iso2: code for code, state in read_states().items()}
    newest: dict[str, tuple[int, float]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            value = row[AGREEMENT_WITH[target]]
            code = codes.get(row["c"])
            if value and code is not None and code != target:
                entry = (int(row["year"]), float(value))
                newest[code] = max(newest.get(code, entry), entry)
    return {code: value for code, (_, value) in newest.items()}
