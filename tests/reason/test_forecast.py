from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lagebild.errors import UsageError
from lagebild.reason import Settings, freeze_forecast, reason, render_scores, resolve_question, score_forecasts
from lagebild.reason.forecast import read_sealed

from .example import SCENARIO

DAY = date(2025, 3, 5)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("forecast") / "s.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return reason(path, settings=Settings(1, 200, 100))


@pytest.fixture
def frozen(tmp_path: Path, result: dict[str, Any]) -> Path:
    return freeze_forecast(result, scenario_text=SCENARIO, folder=tmp_path, frozen_on=DAY, frozen_by="desk")


def resolve(frozen: Path, question: str, outcome: str, day: date = date(2025, 6, 10)) -> Path:
    return resolve_question(
        frozen.parent,
        forecast=frozen.name,
        question=question,
        outcome=outcome,
        resolved_on=day,
        source="https://example.org",
    )


def test_frozen_forecast_holds_its_inputs(frozen: Path) -> None:
    stored = read_sealed(frozen)
    assert stored["frozen_on"] == "2025-03-05"
    assert stored["scenario_text"] == SCENARIO
    assert stored["trace"]["parameters"]["joining"]["sha256"]
    question = next(q for q in stored["questions"] if q["id"] == "belgorod/any_new_belligerent/12m")
    assert question["due"] == "2026-03-05"
    assert 0 < question["base"] < 1


def test_frozen_forecast_is_not_written_twice_nor_changed(frozen: Path, result: dict[str, Any]) -> None:
    assert frozen.stat().st_mode & 0o222 == 0
    with pytest.raises(UsageError, match="stored already"):
        freeze_forecast(result, scenario_text=SCENARIO, folder=frozen.parent, frozen_on=DAY, frozen_by="desk")
    content = json.loads(frozen.read_text(encoding="utf-8"))
    content["questions"][0]["probability"] = 0.99
    frozen.chmod(0o644)
    frozen.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(UsageError, match="changed after it was frozen"):
        score_forecasts(frozen.parent)


def test_scores_stand_beside_the_base_rate(frozen: Path) -> None:
    resolve(frozen, "belgorod/any_new_belligerent/3m", "no")
    resolve(frozen, "belgorod/war_intensity/3m", "yes", date(2025, 6, 20))
    resolve(frozen, "goes_on/war_intensity/3m", "void")
    scores = score_forecasts(frozen.parent)
    assert scores["resolved"] == 2
    stored = {q["id"]: q for q in read_sealed(frozen)["questions"]}
    p, q = stored["belgorod/any_new_belligerent/3m"], stored["belgorod/war_intensity/3m"]
    assert scores["brier"] == pytest.approx((p["probability"] ** 2 + (1 - q["probability"]) ** 2) / 2, abs=1e-4)
    assert scores["brier_base"] == pytest.approx((p["base"] ** 2 + (1 - q["base"]) ** 2) / 2, abs=1e-4)
    assert [row["until"] for row in scores["over_time"]] == ["2025-06-10", "2025-06-20"]
    assert "Brier" in render_scores(scores, language="de")


@pytest.mark.parametrize(
    ("question", "outcome", "day", "message"),
    [
        ("belgorod/none/3m", "yes", date(2025, 6, 1), "no question"),
        ("belgorod/war_intensity/3m", "maybe", date(2025, 6, 1), "allowed are yes, no, void"),
        ("belgorod/war_intensity/3m", "yes", date(2025, 1, 1), "before it was frozen"),
        ("belgorod/any_new_belligerent/12m", "no", date(2025, 6, 1), "is due on 2026-03-05"),
    ],
)
def test_bad_resolutions_are_refused(frozen: Path, question: str, outcome: str, day: date, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        resolve(frozen, question, outcome, day)


def test_question_is_resolved_once(frozen: Path) -> None:
    resolve(frozen, "belgorod/war_intensity/3m", "yes")
    with pytest.raises(UsageError, match="resolved already"):
        resolve(frozen, "belgorod/war_intensity/3m", "no")


def test_nothing_resolved_yet(frozen: Path) -> None:
    scores = score_forecasts(frozen.parent)
    assert scores["resolved"] == 0
    assert scores["open"] > 10
    assert render_scores(scores, language="en").startswith("0 resolved")
