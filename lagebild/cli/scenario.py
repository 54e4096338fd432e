"""`lagebild scenario`: draft, check, run, compare and question a scenario file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from cyclopts import App, Parameter

from lagebild.cli import FINE, SOME_FAILED
from lagebild.cli.option import AsJson, Inputs, Jobs
from lagebild.cli.output import print_json, with_progress
from lagebild.cli.session import current_session
from lagebild.cli.source import SourceOptions, collect_options
from lagebild.errors import UsageError

if TYPE_CHECKING:
    from lagebild.reason import Settings

scenario: Final = App(name="scenario", help="Run the branches of a decision against history.")

File = Annotated[Path, Parameter(help="Scenario file (TOML).")]
Seed = Annotated[int, Parameter(help="Seed; the same seed gives the same bytes.")]
Draws = Annotated[int, Parameter(help="Draws, 100 to 10000.")]
History = Annotated[Path | None, Parameter(help="Folder of history tables that may not ship with Lagebild.")]
Names = Annotated[list[str] | None, Parameter(help="Quantity, as any_new_belligerent; may be given several times.")]
Plots = Annotated[Path | None, Parameter(help="Folder for plots (PNG and SVG).")]
Out = Annotated[Path | None, Parameter(name=("--out", "-o"), help="Write to this file instead of stdout.")]


@scenario.command
def draft(
    *inputs: Inputs,
    title: Annotated[str, Parameter(help="Title of the scenario.")] = "",
    as_of: Annotated[
        str | None, Parameter(help="Day of the forecast, as 2024-11-02, if the reports carry none.")
    ] = None,
    out: Out = None,
    jobs: Jobs = None,
    source: SourceOptions = SourceOptions(),  # noqa: B008 - frozen; the library reads the default
) -> int:
    """Draft a scenario file from reports, each line with its sentence and each gap as a question."""
    from lagebild.reason import draft_scenario

    passages, skipped = _read_passages([name for name in inputs if isinstance(name, str)], jobs=jobs, source=source)
    dated = any(passage["date"] for passage in passages)
    day = _day(as_of) if as_of else None if dated else date.today()
    text = draft_scenario(passages, title=title, as_of=day)
    if out is None:
        print(text, end="")
    else:
        _write(out, text)
    if not dated and as_of is None:
        current_session().tell("the reports carry no date; as_of is today: change it if the forecast is of another day")
    return SOME_FAILED if skipped else FINE


@scenario.command
def check(file: File) -> int:
    """Check a scenario file and say what is wrong with it, if anything."""
    from lagebild.reason import read_scenario

    read = read_scenario(file)
    counts = {"actors": len(read.actors), "options": len(read.options), "theatres": len(read.theatres)}
    current_session().tell(
        "{file}: good ({actors} actors, {options} options, {theatres} theatres)", file=file, **counts
    )
    return FINE


@scenario.command
def run(
    file: File,
    *,
    seed: Seed = 1,
    outer: Draws = 1000,
    inner: Draws = 1000,
    history: History = None,
    json: AsJson = False,
    plots: Plots = None,
) -> int:
    """Run a scenario and print every quantity with interval, grade, word and drivers."""
    from lagebild.reason import MAIN, plot_intervals, reason, render_run

    result = reason(file, settings=_settings(seed, outer, inner), history=history)
    language = current_session().say.language
    if json:
        print_json(result)
    else:
        print(render_run(result, language=language), end="")
    if plots is not None:
        found = {outcome["name"] for outcome in result["outcomes"]}
        for name in (name for name in MAIN if name in found):
            _tell_files(plot_intervals(result, name, stem=plots / name, language=language))
    return FINE


@scenario.command
def compare(
    file: File,
    *,
    against: Annotated[str | None, Parameter(help="Option to compare with; the first unless named.")] = None,
    name: Names = None,
    seed: Seed = 1,
    outer: Draws = 1000,
    history: History = None,
    json: AsJson = False,
) -> int:
    """Compare the options on the same random numbers."""
    from lagebild.reason import MAIN, compare, render_comparison

    settings = _settings(seed, outer, outer)
    rows = compare(file, settings=settings, history=history, names=tuple(name or MAIN), against=against)
    _print_rows(rows, as_json=json, render=render_comparison)
    return FINE


@scenario.command
def sensitivity(
    file: File,
    *,
    option: Annotated[str | None, Parameter(help="Option; the one ranked most likely unless named.")] = None,
    name: Names = None,
    seed: Seed = 1,
    outer: Draws = 1000,
    history: History = None,
    json: AsJson = False,
    plots: Plots = None,
) -> int:
    """Say what moves the answer: shares of the variance, then single inputs."""
    from lagebild.reason import MAIN, plot_tornado, render_sensitivity, sensitivity

    settings = _settings(seed, outer, outer)
    rows = sensitivity(file, settings=settings, history=history, names=tuple(name or MAIN), option=option)
    _print_rows(rows, as_json=json, render=render_sensitivity)
    if plots is not None:
        for row in rows:
            stem = plots / f"{row['name']}-tornado"
            _tell_files(plot_tornado(row, stem=stem, language=current_session().say.language))
    return FINE


def _settings(seed: int, outer: int, inner: int) -> Settings:
    from lagebild.reason import Settings

    settings = Settings(seed, outer, inner)
    settings.check()
    return settings


def _print_rows(rows: list[dict[str, Any]], *, as_json: bool, render: Any) -> None:
    if as_json:
        for row in rows:
            print_json(row)
    else:
        print(render(rows, language=current_session().say.language), end="")


def _read_passages(inputs: list[str], *, jobs: int | None, source: SourceOptions) -> tuple[list[dict[str, Any]], int]:
    from lagebild.pipeline import read_inputs
    from lagebild.records import Skipped
    from lagebild.schema import passage_json

    if not inputs:
        raise UsageError("name a report to draft from: lagebild scenario draft report.txt")
    session = current_session()
    chosen = session.settings.jobs if jobs is None else jobs
    entries = list(with_progress(session, read_inputs(inputs, options=collect_options(source), jobs=chosen), "reading"))
    read = [entry for entry in entries if not isinstance(entry, Skipped)]
    skipped = len(entries) - len(read)
    if skipped:
        session.tell("{count} inputs were skipped", count=skipped)
    return [passage_json(entry.document, entry.reading) for entry in read], skipped


def _tell_files(paths: tuple[Path, ...]) -> None:
    for path in paths:
        current_session().tell("wrote {path}", path=path)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}; name another file") from None
    _tell_files((path,))


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"--as-of {value} is no day; write it as 2024-11-01") from None
