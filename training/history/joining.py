"""Who joins a war, on which side, with how many others, and how soon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from training.history.estimate import Estimate, Trial, cite, describe_logit, describe_rate, gated, try_specification
from training.history.logit import fit_ridge
from training.history.states import region_of
from training.history.stump import describe_stumps, stumps
from training.history.table import Design, Table, Vector, build_design, read_table
from training.history.validate import Fit, boosted, cross_validate, cut_in_time, ridge

ALL_DISPUTES = "join_panel_all_disputes.csv"
WAR_DISPUTES = "join_panel_war_disputes.csv"
# Known for any state of today from facts that ship, or stated by the analyst (rivals).
PORTABLE = ("land", "near", "log_distance", "pact", "rival", "major", "nuclear")
FOLDER = (*PORTABLE, "log_capability", "capability_distance")
SIDE_PORTABLE = ("land_difference", "distance_difference", "pact_difference", "rival_difference")
SIDE_ALL = (*SIDE_PORTABLE, "consultation_difference", "nonaggression_difference", "democracy_difference")
PENALTY = 50.0
CUT = 1990


def design_candidates(table: Table) -> Design:
    """Return every state that could have joined each dispute."""
    year = table.number("year")
    return build_design(
        table, _columns(table), outcome=(table.number("join") > 0).astype(float), group=table.text("dispnum"), year=year
    )


def _columns(table: Table) -> dict[str, tuple[tuple[str, ...], Vector]]:
    land_a, land_b = (_flag(table, f"{side}_cont", 1, 1) for side in "ab")
    near_a, near_b = (_flag(table, f"{side}_cont", 2, 5) for side in "ab")
    land = np.maximum(land_a, land_b)
    distance = np.minimum(*(np.log1p(_filled(table, f"{side}_dist") / 100) for side in "ab"))
    capability = np.log(_filled(table, "cinc") + 1e-5)
    return {
        "land": (("a_cont", "b_cont"), land),
        "land_both": (("a_cont", "b_cont"), land_a * land_b),
        "near": (("a_cont", "b_cont"), np.maximum(near_a, near_b) * (1 - land)),
        "log_distance": (("a_dist", "b_dist"), distance),
        "pact": (("a_def", "b_def"), _either(table, "def")),
        "rival": (("a_riv", "b_riv"), _either(table, "riv")),
        "major": (("major",), table.number("major")),
        "nuclear": (("nuc",), table.number("nuc")),
        "consultation": (("a_ally", "b_ally"), _either(table, "ally")),
        "nonaggression": (("a_nonagg", "b_nonagg"), _either(table, "nonagg")),
        "log_capability": (("cinc",), capability),
        "capability_distance": (("cinc", "a_dist", "b_dist"), capability * distance),
        "democracy": (("dem",), _filled(table, "dem")),
        "major_fights": (("maj_a", "maj_b"), np.maximum(table.number("maj_a"), table.number("maj_b"))),
        "territory": (("terr",), table.number("terr")),
        "regime": (("regime",), table.number("regime")),
    }


def design_sides(table: Table) -> Design:
    """Return the joiners with their ties to side A less their ties to side B; success is joining side A."""
    joined = table.where(lambda row: float(row["join"]) > 0)

    def difference(name: str) -> tuple[tuple[str, ...], Vector]:
        values = [joined.number(f"{side}_{name}", missing=0) for side in "ab"]
        return (f"a_{name}", f"b_{name}"), values[0] - values[1]

    far_a, far_b = (np.log1p(_filled(joined, f"{side}_dist") / 100) for side in "ab")
    own, dem_a, dem_b = (_filled(joined, name) for name in ("dem", "dem_a", "dem_b"))
    land = _flag(joined, "a_cont", 1, 1) - _flag(joined, "b_cont", 1, 1)
    columns = {
        "land_difference": (("a_cont", "b_cont"), land),
        "distance_difference": (("a_dist", "b_dist"), far_a - far_b),
        "pact_difference": difference("def"),
        "rival_difference": difference("riv"),
        "consultation_difference": difference("ally"),
        "nonaggression_difference": difference("nonagg"),
        "democracy_difference": (("dem", "dem_a", "dem_b"), np.abs(own - dem_a) - np.abs(own - dem_b)),
    }
    side_a = (joined.number("join") == 1).astype(float)
    return build_design(joined, columns, outcome=side_a, group=joined.text("dispnum"), year=joined.number("year"))


def _flag(table: Table, column: str, low: int, high: int) -> Vector:
    values = table.number(column, missing=6)
    return ((values >= low) & (values <= high)).astype(float)


def _either(table: Table, name: str) -> Vector:
    return np.maximum(*(table.number(f"{side}_{name}", missing=0) for side in "ab"))


def _filled(table: Table, column: str) -> Vector:
    values = table.number(column)
    return np.where(np.isnan(values), np.nanmedian(values), values)


def estimate_joining(folder: Path, *, bootstrap: int, repeats: int) -> Estimate:
    """Return who joins, on which side, how many, from where, and the yearly hazards by reference class."""
    wars, disputes = read_table(folder, WAR_DISPUTES), read_table(folder, "mid5_dispute_features.csv")
    candidates, sides = design_candidates(wars), design_sides(wars)
    trials = _try_who(candidates, "candidates for war-level disputes", bootstrap=bootstrap, repeats=repeats)
    if (folder / ALL_DISPUTES).is_file():
        every = design_candidates(read_table(folder, ALL_DISPUTES))
        trials += _try_who(every, "candidates for all disputes", bootstrap=bootstrap, repeats=repeats)
    side_trials = _try_side(sides, bootstrap=bootstrap, repeats=repeats)
    months, month_trials = _hazard_trials(folder, bootstrap=bootstrap, repeats=repeats)
    long_wars = months.where(lambda row: float(row["m"]) >= 24 and row["ww"] == "0")
    acd = read_table(folder, "ucdp_acd_secondary_party_panel.csv")
    parameters = {
        "who": {
            name: {
                "model": describe_logit(fit_ridge(shown.x, shown.y, penalty=PENALTY), features),
                "skill": gated(_find(trials, name, f"ridge {PENALTY:g}", "10-fold by dispute")),
                "skill_in_time": gated(_find(trials, name, f"ridge {PENALTY:g}", f"trained before {CUT}")),
            }
            for name, features in (("portable", PORTABLE), ("with folder", FOLDER))
            for shown in [candidates.using(features)]
        },
        "side": {
            "base_rate": describe_rate(sides),
            "portable": {
                "model": describe_stumps(sides.using(SIDE_PORTABLE), fits=40),
                "skill": gated(_find(side_trials, "portable", "boosted stumps", "10-fold by dispute")),
            },
        },
        "classes": {
            "ucdp_ongoing": {"unit": "year", "by_year": count_years(acd, "interstate", war_before=False)},
            "ucdp_war": {"unit": "year", "by_year": count_years(acd, "interstate", war_before=True)},
            "ucdp_intrastate": {"unit": "year", "by_year": count_years(acd, "intrastate", war_before=False)},
            "cow_long": {
                "unit": "month",
                "events": int(long_wars.number("new1").sum()),
                "trials": len(long_wars.rows),
                "wars": len(set(long_wars.text("WarNum"))),
            },
        },
        "coalition_sizes": _sizes(disputes),
        "regions": _regions(wars, disputes),
        "provenance": cite(wars, disputes, months, acd),
    }
    return Estimate("joining", parameters, (*trials, *side_trials, *month_trials))


def count_years(table: Table, kind: str, *, war_before: bool, until: int = 9999) -> dict[str, list[int]]:
    """Return by year how many ongoing conflicts there were and how many got a new secondary party."""
    kinds = ("intrastate", "II") if kind == "intrastate" else (kind,)
    counts: dict[str, list[int]] = {}
    for row in table.rows:
        ongoing = row["type"] in kinds and row["cont"] == "1" and float(row["year"]) < until
        if ongoing and (not war_before or row["prev_int"] == "2.0"):
            entry = counts.setdefault(str(int(float(row["year"]))), [0, 0])
            entry[0] += int(row["new"]) > 0
            entry[1] += 1
    return counts


def _find(trials: Sequence[Trial], features: str, model: str, how: str) -> Trial:
    return next(t for t in trials if t.features == features and t.model == model and t.validation == how)


def _try_who(design: Design, target: str, *, bootstrap: int, repeats: int) -> list[Trial]:
    sets = (
        ("distance and borders", ("land", "land_both", "near", "log_distance")),
        ("portable", PORTABLE),
        ("with folder", FOLDER),
        ("all known before", design.features),
    )
    fits: tuple[tuple[str, Fit], ...] = (
        ("ridge 5", ridge(5)),
        (f"ridge {PENALTY:g}", ridge(PENALTY)),
        ("boosted trees", boosted()),
    )
    found = []
    for label, features in sets:
        shown = design.using(features)
        for model, fit in fits:
            for how, forecasts in (
                ("10-fold by dispute", cross_validate(shown, fit, repeats=min(repeats, 2))),
                ("trained before 1946", cut_in_time(shown, fit, year=1946)),
                (f"trained before {CUT}", cut_in_time(shown, fit, year=CUT)),
            ):
                names = ("who joins", target, label)
                found.append(try_specification(names, model, how, forecasts, bootstrap=bootstrap, ranking=True))
    return found


def _try_side(design: Design, *, bootstrap: int, repeats: int) -> list[Trial]:
    fits: tuple[tuple[str, Fit], ...] = (
        ("ridge 5", ridge(5)),
        ("ridge 30", ridge(30)),
        ("boosted stumps", stumps()),
        ("boosted trees", boosted(trees=80, leaf=8)),
    )
    return [
        try_specification(
            ("which side", "joins side A", label),
            model,
            "10-fold by dispute",
            cross_validate(design.using(features), fit, repeats=min(repeats, 3)),
            bootstrap=bootstrap,
        )
        for label, features in (("portable", SIDE_PORTABLE), ("all known before", SIDE_ALL))
        for model, fit in fits
    ]


def _hazard_trials(folder: Path, *, bootstrap: int, repeats: int) -> tuple[Table, list[Trial]]:
    months = read_table(folder, "cow_war_month_panel.csv")
    usual = months.where(lambda row: row["ww"] == "0" and float(row["m"]) >= 1)
    columns = {
        "log_month": (("m",), np.log1p(usual.number("m"))),
        "log_parties": (("n_in",), np.log(np.maximum(usual.number("n_in"), 1))),
        "majors": (("n_maj",), np.minimum(usual.number("n_maj"), 2)),
        "joined_before": (("late_before",), np.minimum(usual.number("late_before"), 2)),
        "joined_recently": (("recent6",), np.minimum(usual.number("recent6"), 2)),
    }
    outcome = usual.number("new1")
    design = build_design(usual, columns, outcome=outcome, group=usual.text("WarNum"), year=usual.number("year"))
    return months, [
        try_specification(
            ("any new belligerent", "next month of an interstate war", "duration, parties, majors, earlier joiners"),
            f"ridge {penalty:g}",
            "10-fold by war",
            cross_validate(design, ridge(penalty), repeats=repeats),
            bootstrap=bootstrap,
        )
        for penalty in (5, 50)
    ]


def _sizes(disputes: Table) -> dict[str, int]:
    sizes = disputes.number("join_a") + disputes.number("join_b")
    return {str(int(size)): count for size, count in sorted(Counter(sizes[sizes > 0]).items())}


def _regions(wars: Table, disputes: Table) -> dict[str, int]:
    """Return how many joiners came from a region of the first two parties and how many from elsewhere."""
    home = {row["dispnum"]: {region_of(int(n)) for n in f"{row['a']}|{row['b']}".split("|")} for row in disputes.rows}
    joiners = [row for row in wars.rows if float(row["join"]) > 0 and row["dispnum"] in home]
    inside = sum(region_of(int(row["ccode"])) in home[row["dispnum"]] for row in joiners)
    return {"same_region": inside, "other_region": len(joiners) - inside}
