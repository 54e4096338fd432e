"""Patterns of time expressions by language, compiled from `data/time.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

UNSPACED: Final = frozenset({"zh"})
OF_YEAR: Final = 50
RELATIVE: Final = frozenset({"dm", "m", "part_m", "season"})
OWN_RANGES: Final = frozenset({"zh", "tr", "ar"})


@dataclass(frozen=True, slots=True)
class Edge:
    """Words of a bound: before an expression, at its beginning, after it."""

    before: re.Pattern[str]
    begin: re.Pattern[str]
    after: re.Pattern[str] | None

    def find(self, before: str, wording: str, after: str) -> tuple[int, int] | None:
        """Return by how many characters an expression grows to the left and right, None without such a word."""
        if match := self.before.search(before):
            return len(before) - match.start(), 0
        if self.begin.match(wording):
            return 0, 0
        if self.after is not None and (match := self.after.match(after)):
            return 0, match.end()
        return None


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """The compiled patterns of one language."""

    pattern: re.Pattern[str]
    operations: tuple[str, ...]
    weekdays: re.Pattern[str]
    months: re.Pattern[str]
    seasons: re.Pattern[str]
    units: re.Pattern[str]
    numbers: re.Pattern[str]
    number_values: tuple[float, ...]
    ordinals: re.Pattern[str] | None
    decades: re.Pattern[str] | None
    decade_values: tuple[int, ...]
    holidays: re.Pattern[str] | None
    parts: re.Pattern[str]
    future: re.Pattern[str]
    past: re.Pattern[str]
    is_verb_last: bool
    ahead: re.Pattern[str] | None
    since: Edge
    until: Edge
    join: re.Pattern[str]
    between: re.Pattern[str]
    between_begin: re.Pattern[str]


@cache
def load(language: str) -> TimeLexicon | None:
    """Return the patterns of a language, None if there are none."""
    data = tomllib.loads(files("lagebild.extract").joinpath("data/time.toml").read_text(encoding="utf-8"))
    return _compile(data[language], language) if language in data else None


def _compile(table: dict[str, Any], language: str) -> TimeLexicon:
    edge = ("", "") if language in UNSPACED else (r"(?<!\w)", r"(?!\w)")
    holes = _holes(table, language)
    listed_rows = [*table["rows"], *_range_rows(table, language), *_relative_rows(table)]
    rows = sorted(enumerate(listed_rows), key=lambda row: (-_weight(*row[1]), row[0]))
    branches = [f"(?P<r{i}>{_fill(pattern, holes)})" for i, (_, pattern) in rows]
    flags = re.IGNORECASE

    def listed(names: list[str], letter: str) -> re.Pattern[str]:
        parts = sorted(((i, name) for i, name in enumerate(names)), key=lambda item: -len(item[1]))
        return re.compile(
            inner + "(?:" + "|".join(f"(?P<{letter}{i}>{name})" for i, name in parts) + ")" + edge[1], flags
        )

    numbers = table["numbers"]
    inner = edge[0] if language != "ar" else r"(?<!\w)(?:و?ال|و|ب|ل)?"
    units = "|".join(f"(?P<{name}>{pattern})" for name, pattern in table["units"].items())
    loose = edge[0] if language != "ar" else r"(?<!\w)(?:و|ب|ل|ال)?"
    return TimeLexicon(
        pattern=re.compile(loose + "(?:" + "|".join(branches) + ")" + edge[1], flags),
        operations=tuple(operation for operation, _ in listed_rows),
        weekdays=listed(table["weekdays"], "w") if language != "de" else _loose(table["weekdays"], "w"),
        months=listed(table["months"], "m")
        if language not in ("en", "fr", "it", "tr")
        else _loose(table["months"], "m"),
        seasons=listed(table["seasons"], "s") if language not in ("tr", "de") else _loose(table["seasons"], "s"),
        units=re.compile(inner + f"(?:{units})" + edge[1], flags),
        numbers=listed(list(numbers.values()), "n"),
        number_values=tuple(float(key) if "." in key else int(key) for key in numbers),
        ordinals=_loose(table["ordinals"], "o") if "ordinals" in table else None,
        decades=_loose(list(table["decades"].values()), "d") if "decades" in table else None,
        decade_values=tuple(int(key) for key in table.get("decades", {})),
        holidays=_named(table["holidays"]) if "holidays" in table else None,
        parts=_loose(table["parts"], "p"),
        future=re.compile(edge[0] + f"(?:{table['future']})" + edge[1], flags),
        past=re.compile(edge[0] + f"(?:{table['past']})" + edge[1], flags),
        is_verb_last=table.get("verb_last", False),
        ahead=re.compile(edge[0] + f"(?:{table['ahead']})\\s*$", flags) if "ahead" in table else None,
        since=_edge("since", table, edge),
        until=_edge("until", table, edge),
        join=re.compile(table["and"], flags),
        between=re.compile(edge[0] + f"(?:{table['between']})\\s*$", flags),
        between_begin=re.compile(f"(?:{table['between']})" + edge[1], flags),
    )


def _edge(name: str, table: dict[str, Any], edge: tuple[str, str]) -> Edge:
    words, behind = table[name], table.get(f"{name}_after")
    return Edge(
        before=re.compile(f"{edge[0]}(?:{words})\\s*$", re.IGNORECASE),
        begin=re.compile(f"(?:{words})(?!['’]){edge[1]}", re.IGNORECASE),
        after=re.compile(f"\\s?(?:{behind}){edge[1]}", re.IGNORECASE) if behind else None,
    )


def _loose(names: list[str], letter: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{letter}{i}>{name})" for i, name in enumerate(names)), re.IGNORECASE)


def _named(patterns: dict[str, str]) -> re.Pattern[str]:
    ordered = sorted(patterns.items(), key=lambda item: -len(item[1]))
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in ordered), re.IGNORECASE)


def _range_rows(table: dict[str, Any], language: str) -> list[list[str]]:
    """Return the rows of months and years joined by the words of the language ("between March and May")."""
    rows = [["y_range", "{year}[-–]{year}(?![-–]?\\d)"]]
    if language not in OWN_RANGES:
        between, joint = f"(?:{table['between']})", f"(?:{table['and']})"
        end = "(?:,? (?:de |del )?{year})?"
        rows.append(["m_range", f"{between} (?:mon(?:at|th of) )?{{mon}} {joint} {{mon}}{end}"])
        rows.append(["m_range", f"{{mon}}(?:-|–){{mon}}{end}"])
        rows.append(["y_range", f"{between} {{year}} {joint} {{year}}"])
    return rows


def _relative_rows(table: dict[str, Any]) -> list[list[str]]:
    """Return the rows of days, months and seasons of last, this and next year ("im August vergangenen Jahres")."""
    return [
        [f"{operation}_year_{name}", f"(?:{pattern}) (?:{table[key]})"]
        for name in ("last", "this", "next")
        if (key := f"of_{name}_year") in table
        for operation, pattern in table["rows"]
        if operation in RELATIVE
    ]


def _holes(table: dict[str, Any], language: str) -> dict[str, str]:
    def any_of(names: list[str]) -> str:
        return "(?:" + "|".join(names) + ")"

    about = f"(?:(?:{table['about']}){'' if language in UNSPACED else ' '})?" if "about" in table else ""
    return {
        "{ord}": any_of(table.get("ordinals", ["(?!)"])),
        "{decade}": any_of(list(table.get("decades", {"0": "(?!)"}).values())),
        "{holiday}": any_of(list(table.get("holidays", {"0": "(?!)"}).values())),
        "{last}": f"(?:{table.get('last', '(?!)')})",
        "{next}": f"(?:{table.get('next', '(?!)')})",
        "{this}": f"(?:{table.get('this', '(?!)')})",
        "{wd}": any_of(table["weekdays"]),
        "{wd2}": any_of(table["weekdays"]),
        "{wd_any}": r"\w+",
        "{mon}": any_of(table["months"]),
        "{season}": any_of(table["seasons"]),
        "{part}": any_of(table["parts"]),
        "{unit}": any_of(list(table["units"].values())),
        "{n}": about + any_of([r"\d{1,3}", *table["numbers"].values()]),
        "{year}": r"(?:(?:19|20)\d\d)(?!\d)",
        "{d}": r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])",
        "{d2}": r"(?:0?[1-9]|[12]\d|3[01])",
    }


def _fill(pattern: str, holes: dict[str, str]) -> str:
    for hole, wording in holes.items():
        pattern = pattern.replace(hole, wording)
    return pattern.replace(" ", r"\s")


def _weight(operation: str, pattern: str) -> int:
    """Return how much a row pins down: rows with more placeholders and more wording are tried first."""
    letters = len(re.sub(r"\{\w+\}|\W", "", pattern.split("|")[0]))
    return 100 * pattern.count("{") + letters + (OF_YEAR if "_year_" in operation else 0)
