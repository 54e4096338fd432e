"""Plots for print: intervals by option, tornado, reliability; shapes and hatching, so that no colour is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from lagebild.errors import UsageError

FORMATS: Final = ("png", "svg")
INK: Final = "black"
GREY: Final = "0.55"
# Marks that differ in shape, so that options can be told apart on a black-and-white print.
MARKS: Final = ("o", "s", "^", "D", "v", "P", "X", "*")
AXIS: Final = {"en": "probability", "de": "Wahrscheinlichkeit"}
MONTHS: Final = {"en": "months", "de": "Monate"}
OBSERVED: Final = {"en": "observed share", "de": "beobachteter Anteil"}
FORECAST: Final = {"en": "forecast probability", "de": "vorhergesagte Wahrscheinlichkeit"}
PERFECT: Final = {"en": "perfect calibration", "de": "vollkommen kalibriert"}


def plot_intervals(result: Mapping[str, Any], name: str, *, stem: Path, language: str = "en") -> tuple[Path, ...]:
    """Draw one quantity's mean with 80 % and 95 % intervals by option and horizon; return the files written."""
    rows = [o for o in result["outcomes"] if o["name"] == name]
    if not rows:
        names = sorted({o["name"] for o in result["outcomes"]})
        raise UsageError(f"no quantity '{name}' in this run; quantities are {', '.join(names)}")
    labels = {option["id"]: option["label"] for option in result["scenario"]["options"]}
    horizons = sorted({row["months"] for row in rows}, key=lambda months: months or 0)
    options = list(dict.fromkeys(row["option"] for row in rows))
    figure, axes = _open_figure(height=1.2 + 0.42 * len(rows))
    ticks: list[tuple[float, str]] = []
    for place, row in enumerate(sorted(rows, key=lambda r: (horizons.index(r["months"]), options.index(r["option"])))):
        gap = 0.6 * horizons.index(row["months"])
        _draw_interval(axes, row["summary"], place + gap, MARKS[options.index(row["option"]) % len(MARKS)])
        months = "" if row["months"] is None else f", {row['months']} {MONTHS[language]}"
        ticks.append((place + gap, labels[row["option"]] + months))
    _label_rows(axes, ticks)
    axes.set_xlim(left=0)
    axes.set_xlabel(AXIS[language])
    axes.set_title(rows[0]["label"][language], fontsize=10, loc="left")
    return _save(figure, stem)


def plot_tornado(
    sensitivity: Mapping[str, Any], *, stem: Path, language: str = "en", most: int = 12
) -> tuple[Path, ...]:
    """Draw how far each input moves a quantity's mean, widest on top; return the files written."""
    swings = [swing for swing in sensitivity["swings"] if swing["low"] != swing["high"]][:most]
    if not swings:
        raise UsageError(f"nothing moves '{sensitivity['name']}' in this run; ask for a quantity that has inputs")
    figure, axes = _open_figure(height=1.4 + 0.36 * len(swings))
    for place, swing in enumerate(swings):
        for end, face, hatch in (("low", "white", "////"), ("high", GREY, "")):
            start, width = sensitivity["mean"], swing[end] - sensitivity["mean"]
            axes.barh(place, width, left=start, height=0.7, facecolor=face, edgecolor=INK, hatch=hatch, linewidth=0.8)
    axes.axvline(sensitivity["mean"], color=INK, linewidth=1)
    _label_rows(axes, [(place, swing["name"]) for place, swing in enumerate(swings)])
    axes.set_xlabel(AXIS[language])
    legend = {"en": ("input at its 10 % quantile", "at 90 %"), "de": ("Eingabe beim 10-%-Quantil", "bei 90 %")}[
        language
    ]
    handles = [axes.patches[0], axes.patches[1]]
    axes.legend(handles, legend, fontsize=8, frameon=False, loc="lower right")
    axes.set_title(f"{sensitivity['label'][language]} ({sensitivity['option']})", fontsize=10, loc="left")
    return _save(figure, stem)


def plot_reliability(
    points: Sequence[Mapping[str, float]], *, stem: Path, title: str, language: str = "en"
) -> tuple[Path, ...]:
    """Draw observed shares against forecasts, marks growing with their count; return the files written."""
    if not points:
        raise UsageError("nothing has been resolved yet; a reliability diagram needs resolved forecasts")
    figure, axes = _open_figure(height=4.6, width=4.8)
    axes.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=1, label=PERFECT[language])
    largest = max(point["count"] for point in points)
    sizes = [20 + 120 * point["count"] / largest for point in points]
    x, y = ([point[key] for point in points] for key in ("forecast", "observed"))
    axes.plot(x, y, color=INK, linewidth=0.8)
    axes.scatter(x, y, s=sizes, facecolor="white", edgecolor=INK, zorder=3)
    for point in points:
        axes.annotate(
            f"{point['count']:g}",
            (point["forecast"], point["observed"]),
            (6, -9),
            textcoords="offset points",
            fontsize=7,
        )
    axes.set(
        xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), xlabel=FORECAST[language], ylabel=OBSERVED[language], aspect="equal"
    )
    axes.legend(fontsize=8, frameon=False, loc="upper left")
    axes.set_title(title, fontsize=10, loc="left")
    return _save(figure, stem)


def _draw_interval(axes: Any, summary: Mapping[str, float], place: float, mark: str) -> None:
    axes.plot([summary["q025"], summary["q975"]], [place, place], color=INK, linewidth=0.8)
    axes.plot([summary["q10"], summary["q90"]], [place, place], color=INK, linewidth=3, solid_capstyle="butt")
    axes.plot([summary["mean"]], [place], marker=mark, markersize=8, markerfacecolor="white", markeredgecolor=INK)
    text = f"{100 * summary['mean']:.0f} %" if summary["mean"] >= 0.095 else f"{100 * summary['mean']:.1f} %"
    axes.annotate(text, (summary["q975"], place), (6, 0), textcoords="offset points", va="center", fontsize=8)


def _label_rows(axes: Any, ticks: Sequence[tuple[float, str]]) -> None:
    axes.set_yticks(
        [place for place, _ in ticks], [text if len(text) <= 44 else text[:43] + "…" for _, text in ticks], fontsize=8
    )
    axes.set_ylim(ticks[-1][0] + 0.8, -0.8)


def _open_figure(*, height: float, width: float = 7.2) -> tuple[Any, Any]:
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ModuleNotFoundError:
        raise UsageError('plots need matplotlib; pip install "lagebild[plot]"') from None
    figure = Figure(figsize=(width, height), dpi=150, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="x", color="0.9", linewidth=0.6)
    axes.set_axisbelow(True)
    return figure, axes


def _save(figure: Any, stem: Path) -> tuple[Path, ...]:
    """Write PNG and SVG without a date, so that the same run gives the same files."""
    from matplotlib import rc_context

    stem.parent.mkdir(parents=True, exist_ok=True)
    paths = tuple(stem.with_name(f"{stem.name}.{ending}") for ending in FORMATS)
    figure.savefig(paths[0], metadata={"Software": "Lagebild"})
    with rc_context({"svg.hashsalt": "lagebild"}):
        figure.savefig(paths[1], metadata={"Date": None, "Creator": "Lagebild"})
    return paths
