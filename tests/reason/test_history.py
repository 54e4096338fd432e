"""The estimation, on small tables made here; with LAGEBILD_HISTORY also on the real ones."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="estimation is in the extra lagebild[train]")

from training.history import condemnation, crisis, dyad, engagement, joining
from training.history.control import control_skill
from training.history.logit import fit_random_intercept, fit_ridge, rebase
from training.history.skill import area_under_curve, area_within_groups, measure_skill
from training.history.table import ALLOWED, Design, IntegrityError, LeakError, Table, build_design, read_table
from training.history.validate import cross_validate, group_folds, leave_group_out, ridge, roll_origin

HISTORY = os.environ.get("LAGEBILD_HISTORY", "")
needs_history = pytest.mark.skipif(not HISTORY, reason="set LAGEBILD_HISTORY to the folder of history tables")
FOLDER = Path(HISTORY)


def synthetic(*, n: int = 2000, groups: int = 100, spread: float = 0.5, seed: int = 1) -> Design:
    rng = np.random.default_rng(seed)
    group = rng.integers(0, groups, n)
    x = rng.normal(size=(n, 3))
    eta = -1.0 + x @ np.array([0.8, -0.4, 0.0]) + rng.normal(0, spread, groups)[group]
    y = (rng.random(n) < 1 / (1 + np.exp(-eta))).astype(float)
    return Design(
        ("one", "two", "noise"), x, y, group.astype(np.str_), 1900 + rng.integers(0, 100, n).astype(float), "made"
    )


def battles(defeats: int) -> Table:
    rows = [{"WINA": "-1"}] * defeats + [{"WINA": "1"}] * 398 + [{"WINA": "0"}] * 43
    return Table("CDB90-patched.csv", tuple(rows), "0" * 64)


def test_planted_leak_is_refused() -> None:
    table = Table("cdb90_battles.csv", ({"wina": "1", "str_a": "2"}, {"wina": "-1", "str_a": "3"}), "0" * 64)
    won = (table.number("wina") == 1).astype(float)
    with pytest.raises(LeakError, match="wina is not on the allow-list"):
        build_design(table, {"leak": (("wina",), won)}, outcome=won, group=["a", "b"], year=won)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("cdb90_battles.csv", "cea"),
        ("cdb90_battles.csv", "leada"),
        ("cdb90_battles.csv", "surpa"),
        ("cdb90_battles.csv", "cas_a"),
        ("icb1v14_subset.csv", "iwcmb"),
        ("icb1v14_subset.csv", "protrac"),
        ("icb1v14_subset.csv", "gravcr"),
        ("mid5_dispute_features.csv", "join_a"),
        ("mid5_dispute_features.csv", "hostlev"),
        ("mid5_dispute_features.csv", "maxdur"),
        ("join_panel_war_disputes.csv", "hostlev"),
        ("un_condemnation_votes.csv", "yes"),
    ],
)
def test_columns_known_only_afterwards_are_not_allowed(table: str, column: str) -> None:
    assert column not in ALLOWED[table]


def test_removing_the_defeats_fails() -> None:
    engagement.check_integrity(battles(217))
    for defeats in (0, 216, 218):
        with pytest.raises(IntegrityError, match="217"):
            engagement.check_integrity(battles(defeats))


def test_shuffled_outcomes_have_no_skill() -> None:
    found = control_skill(synthetic(), ridge(10))
    assert abs(found["bss"]) <= 0.02
    assert found["auc"] == pytest.approx(0.5, abs=0.06)


def test_real_signal_has_skill() -> None:
    skill = measure_skill(cross_validate(synthetic(), ridge(10), repeats=1), draws=100)
    assert skill.bss > 0.08
    assert skill.bss_low > 0
    assert skill.bss_low <= skill.bss_low90 <= skill.bss <= skill.bss_high
    assert skill.slope == pytest.approx(1, abs=0.2)


def test_groups_never_stand_on_both_sides() -> None:
    group = synthetic().group
    for train, test in group_folds(group, folds=7, seed=3):
        assert not set(group[train]) & set(group[test])
        assert (train ^ test).all()


def test_rolling_origin_never_sees_the_future() -> None:
    design = synthetic()
    late = replace(design, y=np.where(design.year >= 1980, 1 - design.y, design.y))
    early, changed = (roll_origin(d, penalty=10, first=1940, last=1979, step=1) for d in (design, late))
    assert np.array_equal(early.p, changed.p)


def test_leak_would_show_as_skill() -> None:
    design = synthetic()
    leaky = replace(design, x=np.column_stack([design.x, design.y]), features=(*design.features, "leak"))
    assert measure_skill(leave_group_out(leaky, ridge(1)), draws=20).auc > 0.99


def test_ridge_finds_the_coefficients() -> None:
    design = synthetic(n=6000, spread=0.0)
    model = fit_ridge(design.x, design.y, penalty=0.1)
    assert model.coefficients == pytest.approx([-1.0, 0.8, -0.4, 0.0], abs=0.12)
    errors = np.sqrt(np.diag(model.covariance))
    assert ((errors > 0.02) & (errors < 0.06)).all()


def test_random_intercept_finds_the_spread_between_groups() -> None:
    design = synthetic(n=2500, groups=50, spread=0.6)
    model = fit_random_intercept(design.x, design.y, design.group)
    assert model.group_sd == pytest.approx(0.6, abs=0.2)
    assert model.coefficients[1:] == pytest.approx([0.8, -0.4, 0.0], abs=0.15)


def test_rebased_model_meets_the_rate() -> None:
    design = synthetic()
    model = rebase(fit_ridge(design.x, design.y), design.x, 0.07)
    assert model.predict(design.x).mean() == pytest.approx(0.07, abs=1e-6)


def test_intervals_cover_held_out_groups() -> None:
    coverage = engagement.cover_wars(synthetic(n=500, groups=30, spread=0.5), draws=600)
    assert 0.7 <= coverage["randomized"] <= 0.9


def test_area_under_curve_counts_ties_half() -> None:
    assert area_under_curve(np.array([0.1, 0.4, 0.4, 0.8]), np.array([0, 0, 1, 1])) == pytest.approx(0.875)


def test_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="--data"):
        read_table(tmp_path, "cdb90_battles.csv")


def test_full_panel_is_used_when_it_is_there(tmp_path: Path) -> None:
    columns = sorted(ALLOWED[joining.ALL_DISPUTES] | {"dispnum", "ccode", "join"})
    rng = np.random.default_rng(1)
    with (tmp_path / joining.ALL_DISPUTES).open("w", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        for row in range(300):
            values = dict.fromkeys(columns, 1) | {
                "dispnum": row // 10,
                "a_cont": rng.choice([1, 6]),
                "year": 1900 + row // 5,
            }
            writer.writerow(values | {"join": int(rng.random() < 0.1)})
    design = joining.design_candidates(read_table(tmp_path, joining.ALL_DISPUTES))
    assert len(design.y) == 300
    assert len(set(design.group)) == 30


def test_shipped_scores_keep_every_trial_and_the_floors() -> None:
    scores = json.loads(Path(engagement.__file__).with_name("scores.json").read_text(encoding="utf-8"))
    assert len(scores["trials"]) > 150
    assert all(abs(control["bss"]) <= 0.02 for control in scores["controls"].values())
    assert len(scores["backtests"]["cases"]) + 1 == 10

    def best(figure: str, **wanted: str) -> float:
        rows = [t for t in scores["trials"] if all(value in t[key] for key, value in wanted.items())]
        return max(row[figure] for row in rows)

    assert best("bss", node="engagement", target="1914+", model="hierarchical") >= 0.03
    assert best("bss", node="dyad", target="death", features="portable", model="ridge 20", validation="rolling") >= 0.08
    assert best("bss", node="which side", model="boosted stumps") >= 0.2
    assert (
        best("bss", node="crisis", target="serious", features="portable", model="ridge 30", validation="fold") >= 0.08
    )
    assert best("auc_within", node="condemnation", features="agreement with the target in") >= 0.75
    assert best("auc_within", node="who joins", features="with folder", model="ridge 50", validation="dispute") >= 0.88


@needs_history
def test_published_source_is_whole() -> None:
    engagement.check_integrity(read_table(FOLDER, "CDB90-patched.csv"))


@needs_history
def test_floors_hold_on_the_real_tables() -> None:
    battles_design = engagement.design_engagements(read_table(FOLDER, "cdb90_battles.csv")).using(engagement.FEATURES)
    modern = battles_design.only(battles_design.year >= 1914)
    assert measure_skill(cross_validate(modern, engagement.hierarchical(), repeats=1), draws=50).bss >= 0.03
    deaths = dyad.design_disputes(read_table(FOLDER, "mid5_dispute_features.csv"), "death").using(dyad.PORTABLE)
    assert measure_skill(roll_origin(deaths, penalty=20, first=1920, last=2014), draws=50).bss >= 0.08
    crises = crisis.design_crises(
        read_table(FOLDER, "icb1v14_subset.csv"), read_table(FOLDER, "icb2v14_subset.csv"), "serious_clashes"
    )
    assert measure_skill(cross_validate(crises.using(crisis.portable(crises)), ridge(30)), draws=50).bss >= 0.08
    votes = condemnation.design_votes(read_table(FOLDER, "un_condemnation_votes.csv")).using(condemnation.AGREEMENT)
    assert np.mean(list(area_within_groups(leave_group_out(votes, ridge(1))).values())) >= 0.75


@needs_history
def test_intervals_cover_held_out_wars() -> None:
    design = engagement.design_engagements(read_table(FOLDER, "cdb90_battles.csv")).using(engagement.FEATURES)
    coverage = engagement.cover_wars(design)
    assert 0.7 <= coverage["intervals"] <= 0.9
    assert 0.7 <= coverage["randomized"] <= 0.9
