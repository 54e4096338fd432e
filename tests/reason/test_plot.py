from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lagebild.errors import UsageError
from lagebild.reason import Settings, plot_intervals, plot_reliability, plot_tornado, reason, sensitivity

from .example import SCENARIO

pytest.importorskip("matplotlib", reason="plots are in the extra lagebild[plot]")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plot") / "s.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def result(path: Path) -> dict[str, Any]:
    return reason(path, settings=Settings(1, 100, 100))


def check(files: tuple[Path, ...]) -> None:
    assert [file.suffix for file in files] == [".png", ".svg"]
    assert files[0].read_bytes().startswith(b"\x89PNG")
    assert "<svg" in files[1].read_text(encoding="utf-8")


def test_intervals(result: dict[str, Any], tmp_path: Path) -> None:
    check(plot_intervals(result, "any_new_belligerent", stem=tmp_path / "a", language="de"))
    again = plot_intervals(result, "any_new_belligerent", stem=tmp_path / "b", language="de")
    assert again[1].read_bytes() == (tmp_path / "a.svg").read_bytes()
    with pytest.raises(UsageError, match="no quantity 'weather'"):
        plot_intervals(result, "weather", stem=tmp_path / "c")


def test_tornado(path: Path, tmp_path: Path) -> None:
    rows = sensitivity(path, settings=Settings(1, 100, 100), names=("any_new_belligerent",))
    check(plot_tornado(rows[0], stem=tmp_path / "t"))


def test_reliability(tmp_path: Path) -> None:
    points = [{"forecast": 0.1, "observed": 0.05, "count": 20}, {"forecast": 0.6, "observed": 0.7, "count": 5}]
    check(plot_reliability(points, stem=tmp_path / "r", title="reliability"))
    with pytest.raises(UsageError, match="nothing has been resolved"):
        plot_reliability([], stem=tmp_path / "r", title="reliability")
