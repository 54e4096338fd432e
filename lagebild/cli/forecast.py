"""`lagebild forecast`: freeze what a scenario says, resolve it later, and score it beside the base rate."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from lagebild.cli import FINE
from lagebild.cli.option import AsJson
from lagebild.cli.output import print_json
from lagebild.cli.session import current_session
from lagebild.errors import UsageError

forecast: Final = App(name="forecast", help="Keep a log of frozen forecasts and their scores.")

Log = Annotated[Path, Parameter(help="Folder of the forecast log.")]
Day = Annotated[str | None, Parameter(help="Day, as 2024-11-02; today unless given.")]
By = Annotated[str, Parameter(help="Who does it.")]


@forecast.command
def freeze(
    file: Annotated[Path, Parameter(help="Scenario file (TOML).")],
    *,
    log: Log = Path("forecasts"),
    seed: Annotated[int, Parameter(help="Seed; the same seed gives the same bytes.")] = 1,
    history: Annotated[Path | None, Parameter(help="Folder of history tables that may not ship with Lagebild.")] = None,
    on: Day = None,
    by: By = "",
) -> int:
    """Store a scenario's probabilities as a dated file that is never written again."""
    from lagebild.reason import Settings, freeze_forecast, reason

    result = reason(file, settings=Settings(seed=seed), history=history)
    text = file.read_text(encoding="utf-8-sig")
    path = freeze_forecast(result, scenario_text=text, folder=log, frozen_on=_day(on), frozen_by=by)
    current_session().tell("wrote {path}", path=path)
    print(path.name)
    return FINE


@forecast.command
def resolve(
    name: Annotated[str, Parameter(help="File name of the frozen forecast.")],
    question: Annotated[str, Parameter(help="Question, as kursk/any_new_belligerent/12m.")],
    outcome: Annotated[str, Parameter(help="yes, no, or void if its condition did not come about.")],
    *,
    source: Annotated[str, Parameter(help="Where it can be read how it came out.")],
    log: Log = Path("forecasts"),
    on: Day = None,
    by: By = "",
) -> int:
    """Store how a question came out, beside the forecast and never instead of it."""
    from lagebild.reason import resolve_question

    path = resolve_question(
        log, forecast=name, question=question, outcome=outcome, resolved_on=_day(on), source=source, resolved_by=by
    )
    current_session().tell("wrote {path}", path=path)
    return FINE


@forecast.command
def score(
    *,
    log: Log = Path("forecasts"),
    json: AsJson = False,
    plots: Annotated[Path | None, Parameter(help="Folder for plots (PNG and SVG).")] = None,
) -> int:
    """Print Brier and log score of all resolved questions beside the base rate's."""
    from lagebild.reason import plot_reliability, render_scores, score_forecasts

    if not log.is_dir():
        raise UsageError(f"{log} is no folder; freeze a forecast first: lagebild forecast freeze SCENARIO")
    scores = score_forecasts(log)
    session = current_session()
    if json:
        print_json(scores)
    else:
        print(render_scores(scores, language=session.say.language), end="")
    if plots is not None:
        title = session.say("reliability of resolved forecasts")
        for path in plot_reliability(
            scores["reliability"], stem=plots / "reliability", title=title, language=session.say.language
        ):
            session.tell("wrote {path}", path=path)
    return FINE


def _day(value: str | None) -> date:
    try:
        return date.today() if value is None else date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"--on {value} is no day; write it as 2024-11-01") from None
