from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lagebild.errors import UsageError
from lagebild.reason import (
    Case,
    Moment,
    Settings,
    compare,
    parse_scenario,
    reason,
    render_comparison,
    render_run,
    render_sensitivity,
    sensitivity,
)
from lagebild.reason.candidate import rank_candidates
from lagebild.reason.draw import GROUPS, Draws
from lagebild.reason.parameter import Parameters, read_parameters
from lagebild.reason.simulate import draw_quantity, list_quantities

from .example import SCENARIO, edited

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SMALL = Settings(seed=1, outer=200, inner=100)
NODES = {
    "engagement",
    "balance",
    "intensity",
    "joining",
    "spillover",
    "dyad",
    "crisis",
    "support",
    "condemnation",
    "limit",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("run") / "belgorod.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def result(path: Path) -> dict[str, Any]:
    return reason(path, settings=SMALL)


def case(text: str = SCENARIO) -> Case:
    return Case(parse_scenario(text, file="test.toml"))


def test_same_seed_same_bytes(path: Path, result: dict[str, Any]) -> None:
    again = json.dumps(reason(path, settings=SMALL), sort_keys=True)
    assert again == json.dumps(result, sort_keys=True)
    assert again != json.dumps(reason(path, settings=Settings(2, 200, 100)), sort_keys=True)


def test_every_number_is_possible(result: dict[str, Any]) -> None:
    for outcome in result["outcomes"]:
        s = outcome["summary"]
        assert 0 <= s["q025"] <= s["q10"] <= s["q50"] <= s["q90"] <= s["q975"] <= 1, outcome["name"]
        assert 0 <= s["mean"] <= 1
        assert s["error"] >= 0
        assert all(0 <= share <= 1 for share in outcome["drivers"].values())
        assert sum(outcome["drivers"].values()) <= 1.001
        assert set(outcome["drivers"]) <= set(GROUPS)


def test_inner_events_come_as_often_as_their_chance(result: dict[str, Any]) -> None:
    for outcome in result["outcomes"]:
        if outcome["kind"] == "probability":
            assert outcome["frequency"] == pytest.approx(outcome["summary"]["mean"], abs=0.015)


def test_every_node_speaks_for_every_option_and_horizon(result: dict[str, Any]) -> None:
    assert {outcome["node"] for outcome in result["outcomes"]} == NODES
    for option in ("stays_out", "belgorod", "goes_on"):
        horizons = {
            o["months"] for o in result["outcomes"] if (o["option"], o["name"]) == (option, "any_new_belligerent")
        }
        assert horizons == {3, 12}


def test_longer_horizons_are_no_less_likely(result: dict[str, Any]) -> None:
    chance = {o["months"]: o["summary"]["mean"] for o in result["outcomes"]
              if (o["option"], o["name"]) == ("belgorod", "any_new_belligerent")}  # fmt: skip
    assert chance[3] < chance[12]


def test_number_grade_word_and_drivers_are_printed(result: dict[str, Any]) -> None:
    english, german = (render_run(result, language=language) for language in ("en", "de"))
    assert "another state enters as a belligerent" in english
    assert "ein weiterer Staat tritt in den Krieg ein" in german
    for text, words in ((english, ("grade B", "moved by", "very unlikely", "Not estimated", "nuclear")),
                        (german, ("Güte B", "bewegt durch", "sehr unwahrscheinlich", "Nicht geschätzt", "Kernwaffen"))):  # fmt: skip
        assert all(word in text for word in words)
    for line in english.splitlines():
        if any(word in line for word in ("likely;", "no chance;", "spans ")):
            assert "%" in line, line


def test_every_number_can_be_traced(result: dict[str, Any]) -> None:
    trace = result["trace"]
    assert len(trace["code_sha256"]) == len(trace["scenario_sha256"]) == 64
    for node, entry in trace["parameters"].items():
        assert entry["sha256"] == read_parameters(node).sha256
        assert all(len(table["sha256"]) == 64 and table["licence"] for table in entry["data"])
    for outcome in result["outcomes"]:
        assert outcome["draws"] or outcome["node"] == "balance"


def test_named_draws_give_the_number_back(result: dict[str, Any]) -> None:
    outcome = next(o for o in result["outcomes"] if o["name"] == "attack_succeeds" and o["option"] == "belgorod")
    quantity = next(q for q in list_quantities(case()) if q.name == "attack_succeeds")
    values = draw_quantity(case(), quantity, Moment(case().scenario.option("belgorod"), 12, SMALL.draws()))
    assert round(float(values.mean()), 5) == outcome["summary"]["mean"]


def test_thousand_by_thousand_runs_in_ten_seconds(path: Path) -> None:
    started = time.process_time()
    reason(path, settings=Settings())
    assert time.process_time() - started < 10


def test_options_differ_only_by_what_is_stated_of_them(path: Path) -> None:
    rows = compare(path, settings=SMALL, names=("any_new_belligerent", "war_intensity"))
    own = [row for row in rows if row["option"] == "stays_out"]
    assert all(row["difference"]["q975"] == row["difference"]["q025"] == 0 for row in own)
    goes_on = next(
        row for row in rows if (row["option"], row["name"], row["months"]) == ("goes_on", "any_new_belligerent", 12)
    )
    assert goes_on["difference"]["mean"] > 0
    assert goes_on["higher"] > 0.85
    assert "stays_out" in render_comparison(rows, language="de")


def test_limit_mixes_its_two_branches() -> None:
    text = edited("limit_kept = [0.1, 0.2, 0.4]", "limit_kept = [0.0, 0.0, 0.0]")
    quantity = next(q for q in list_quantities(case(text)) if q.name == "any_new_belligerent")
    scenario = case(text).scenario
    values = [
        draw_quantity(case(text), quantity, Moment(scenario.option(o), 12, Draws(1, 200)))
        for o in ("belgorod", "goes_on")
    ]
    assert values[0] == pytest.approx(values[1], abs=1e-6)


def test_sensitivity_names_what_moves_the_answer(path: Path) -> None:
    row = sensitivity(path, settings=SMALL, names=("attack_succeeds",))[0]
    widths = [abs(swing["high"] - swing["low"]) for swing in row["swings"]]
    assert widths == sorted(widths, reverse=True)
    assert any("force of" in swing["name"] for swing in row["swings"])
    assert "war effect" in row["shares"]
    assert "attack" in render_sensitivity([row], language="en")


def test_stronger_forces_help_the_attacker() -> None:
    def mean(text: str) -> float:
        quantity = next(q for q in list_quantities(case(text)) if q.name == "attack_succeeds")
        return float(
            draw_quantity(
                case(text), quantity, Moment(case(text).scenario.option("belgorod"), 12, Draws(1, 500))
            ).mean()
        )

    assert mean(edited("low = 8000\nhigh = 12000", "low = 80000\nhigh = 120000")) > mean(SCENARIO) + 0.1
    assert mean(edited('air = "neither"', 'air = "defender"')) < mean(SCENARIO) - 0.05
    assert mean(edited('defence = "unfortified"', 'defence = "fortified"')) < mean(SCENARIO) - 0.05


def test_past_scenario_does_not_see_its_own_outcome() -> None:
    def basis(day: str) -> str:
        text = SCENARIO.replace("as_of = 2025-03-05", f"as_of = {day}").replace("start = 2022-02-24\n", "")
        return next(q for q in list_quantities(case(text)) if q.name == "any_new_belligerent").basis["en"]

    assert basis("2024-11-02") != basis("2025-03-05")
    assert "ucdp_ongoing 6/69" in basis("2024-11-02")


def test_candidates_do_not_fight_yet_and_share_out_one() -> None:
    ranking = rank_candidates(case(), Draws(1, 100))
    assert not {"RUS", "UKR", "BLR"} & {state.code for state in ranking.states}
    assert ranking.weights.sum(axis=1) == pytest.approx(1.0)
    means = ranking.weights.mean(axis=0)
    assert (np.diff(means) <= 1e-12).all()


@pytest.fixture
def _gates_shut(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def shut(values: Any) -> Any:
        if isinstance(values, dict):
            return {k: -0.5 if k == "bss" else shut(v) for k, v in values.items()}
        return values

    def read(node: str) -> Parameters:
        found = read_parameters(node)
        return Parameters(node, found.sha256, shut(found.values))

    for module in ("engagement", "dyad", "crisis", "candidate"):
        monkeypatch.setattr(f"lagebild.reason.{module}.read_parameters", read)
    return


@pytest.mark.usefixtures("_gates_shut")
def test_models_that_fail_their_gate_fall_back_and_say_so() -> None:
    found = {q.name: q for q in list_quantities(case())}
    assert found["attack_succeeds"].grade == "B"
    assert "fell back" in found["attack_succeeds"].basis["en"]
    rung = found["POL_BLR_death"]
    assert rung.grade == "B"
    assert "zurückgefallen" in rung.basis["de"]
    rate = read_parameters("dyad").values["rungs"]["death"]["base_rate"]
    drawn = draw_quantity(case(), rung, Moment(case().scenario.options[0], 12, Draws(1, 500)))
    assert float(drawn.mean()) == pytest.approx(rate["events"] / rate["trials"], abs=0.01)
    assert found["serious_clashes"].grade == "B"


@pytest.mark.parametrize(("outer", "inner"), [(10, 1000), (1000, 10), (100_000, 1000)])
def test_numbers_of_draws_have_bounds(path: Path, outer: int, inner: int) -> None:
    with pytest.raises(UsageError, match="allowed are 100 to 10000"):
        reason(path, settings=Settings(1, outer, inner))


def test_civil_war_has_its_own_reference_class() -> None:
    text = SCENARIO.replace('kind = "interstate"', 'kind = "intrastate"')
    names = {q.name for q in list_quantities(case(text)) if q.node == "joining"}
    assert names == {"any_new_belligerent", "any_new_belligerent_ucdp_intrastate"}


def test_scenario_needs_no_theatre_and_no_force() -> None:
    bare = "\n".join(
        [
            "schema = 1",
            'title = "t"',
            f"as_of = {date(2025, 1, 1)}",
            "horizons = [12]",
            '[conflict]\nname = "c"\nintensity = "minor"',
            '[decision]\nquestion = "q"',
            '[[actor]]\ncode = "REB:RSF"\nrole = "belligerent"\nside = "b"',
            '[[option]]\nid = "only"',
        ]
    )
    assert list_quantities(case(bare))


@pytest.mark.parametrize("example", sorted(SCENARIOS.glob("*.toml")), ids=lambda path: path.name)
def test_example_scenarios_run(example: Path) -> None:
    found = reason(example, settings=Settings(1, 100, 100))
    assert "Not estimated" in render_run(found, language="en")
