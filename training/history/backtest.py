"""Ten past cases and North Korea in 2024, each seen with data cut at its date: illustrations, not significance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import betaincinv, gammaincinv  # type: ignore[import-untyped]

from lagebild.reason.candidate import rank_candidates
from lagebild.reason.draw import Draws
from lagebild.reason.quantity import Case
from lagebild.reason.scenario import Actor, Conflict, Option, Scenario
from training.history.joining import PENALTY, PORTABLE, WAR_DISPUTES, count_years, design_candidates
from training.history.logit import fit_ridge
from training.history.table import Table, read_table

ACD = "ucdp_acd_secondary_party_panel.csv"
MONTHS = "cow_war_month_panel.csv"


@dataclass(frozen=True, slots=True)
class PastCase:
    """One case: when, which kind of conflict, which dispute of the panel, and who came in within a year."""

    name: str
    year: int
    kind: str
    dispute: str | None
    joiners: tuple[str, ...]


# State numbers after Gleditsch and Ward. A dispute without a number never reached war level between states in MID, so
# the panel holds no candidates for it and only the hazard is shown.
CASES = (
    PastCase("China enters the Korean War", 1950, "interstate", "51", ("710",)),
    PastCase("Britain and France at Suez", 1956, "interstate", "200", ("200", "220")),
    PastCase("allies of the United States in Vietnam", 1965, "interstate", "611", ("732", "900")),
    PastCase("Cuba in Angola", 1975, "intrastate", None, ("40",)),
    PastCase("Cuba in the Ogaden", 1977, "interstate", "2069", ("40",)),
    PastCase("France against Libya in Chad", 1986, "intrastate", None, ("220",)),
    PastCase("coalition in the Gulf", 1990, "interstate", "3957", ("2", "200", "220", "651", "652", "670")),
    PastCase("neighbours in the Congo", 1998, "intrastate", "4339", ("540", "552", "565", "500")),
    PastCase("NATO over Kosovo", 1999, "intrastate", None, ("2",)),
)


# Ten cases picked because somebody came in say nothing of how often nobody does: the scores stand in the trials.
NOTE = "illustrations: every case was chosen because a state entered, so they are no test of the level"


def run_backtests(folder: Path) -> dict[str, Any]:
    """Return for each case the chance of entry and the joiners' ranks, from data before its year only."""
    panel, acd, months = (read_table(folder, name) for name in (WAR_DISPUTES, ACD, MONTHS))
    cases = [
        {
            "case": case.name,
            "year": case.year,
            "entered": True,
            "hazards": forecast_entry(acd, months, case.kind, case.year),
            **rank_joiners(panel, case),
        }
        for case in CASES
    ]
    return {"note": NOTE, "cases": cases, "held_out": rank_north_korea(acd, months)}


def forecast_entry(acd: Table, months: Table, kind: str, year: int) -> dict[str, dict[str, Any]]:
    """Return the chance of any new belligerent within twelve months by reference class, mean and 80 % interval."""
    found = {}
    for name, war_before in (("ucdp_ongoing", False), ("ucdp_war", True)):
        counts = count_years(acd, kind, war_before=war_before, until=year)
        events, trials = (sum(entry[k] for entry in counts.values()) for k in (0, 1))
        if trials:
            quantiles = betaincinv(events + 0.5, trials - events + 0.5, [0.1, 0.9])
            found[name] = _describe(events, trials, (events + 0.5) / (trials + 1), quantiles)
    past = [row for row in months.rows if row["ww"] == "0" and int(row["year"]) < year]
    events = sum(int(row["new1"]) for row in past)
    rates = gammaincinv(events + 0.5, [0.1, 0.9]) / len(past)
    mean = 1 - np.exp(-12 * (events + 0.5) / len(past))
    found["cow_all_months"] = _describe(events, len(past), float(mean), 1 - np.exp(-12 * rates))
    return found


def rank_joiners(panel: Table, case: PastCase) -> dict[str, Any]:
    """Return where the model, trained on earlier disputes only, had ranked those who joined."""
    if case.dispute is None:
        return {"ranks": None, "why": "no war-level dispute between states in the panel"}
    rows = panel.where(lambda row: row["dispnum"] == case.dispute)
    train = design_candidates(panel.where(lambda row: int(row["year"]) < int(rows.rows[0]["year"]))).using(PORTABLE)
    shown = design_candidates(rows).using(PORTABLE)
    chance = fit_ridge(train.x, train.y, penalty=PENALTY).predict(shown.x)
    codes = rows.text("ccode")
    ranks = {code: 1 + int((chance > chance[codes.index(code)]).sum()) for code in case.joiners if code in codes}
    return {"ranks": ranks, "candidates": len(codes), "trained_on": len(set(train.group))}


def rank_north_korea(acd: Table, months: Table) -> dict[str, Any]:
    """Return what the engine would have said on 1 September 2024; the case itself is in none of the data used."""
    scenario = Scenario(
        title="Russia and Ukraine",
        language="en",
        as_of=date(2024, 9, 1),
        horizons=(12,),
        conflict=Conflict("Russia and Ukraine", "interstate", "war", date(2022, 2, 24)),
        decision="who enters",
        decider=None,
        aim="",
        limit="",
        actors=(Actor("RUS", "Russia", "a", "belligerent"), Actor("UKR", "Ukraine", "b", "belligerent")),
        theatres=(),
        options=(Option("all", "all", None, None, None, (), None, None, {}),),
    )
    ranking = rank_candidates(Case(scenario), Draws(1, 1000))
    codes = [state.code for state in ranking.states]
    place = codes.index("PRK")
    return {
        "case": "North Korea in Russia's war",
        "as_of": scenario.as_of.isoformat(),
        "hazards": forecast_entry(acd, months, "interstate", 2024),
        "rank": place + 1,
        "candidates": len(codes),
        "share": round(float(ranking.weights[:, place].mean()), 4),
        "on_russias_side": round(float(ranking.side_a[:, place].mean()), 4),
        "first_ten": codes[:10],
    }


def _describe(events: int, trials: int, mean: float, quantiles: np.ndarray) -> dict[str, Any]:
    return {
        "events": events,
        "trials": trials,
        "mean": round(mean, 4),
        "interval_80": [round(float(value), 4) for value in quantiles],
    }
