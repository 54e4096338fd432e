"""One table of a scenario file, read key by key, with errors that name the line and the remedy."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NoReturn

from lagebild.errors import UsageError

Path = tuple[str | int, ...]

_HEADER: Final = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(?:#.*)?$")
_NAME: Final = re.compile(r"^[a-z0-9][a-z0-9_-]*$")
_KEY: Final = re.compile(r"^\s*([A-Za-z0-9_-]+)\s*=")


def locate_keys(text: str) -> dict[Path, int]:
    """Return for each table and key of a TOML text the line, from 1, on which it stands."""
    lines: dict[Path, int] = {(): 1}
    counts: dict[str, int] = {}
    table: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            name = header[2]
            if header[1] == "[[":
                table = (name, counts.get(name, 0))
                counts[name] = counts.get(name, 0) + 1
            else:
                table = (name,)
            lines.setdefault(table, number)
            lines.setdefault((name,), number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, key[1]), number)
    return lines


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the file: its values, where it stands, and how to complain about it."""

    values: Mapping[str, Any]
    path: Path
    lines: Mapping[Path, int]
    file: str

    def fail(self, message: str, key: str | None = None) -> NoReturn:
        """Raise a usage error that starts with file and line."""
        where = self.path if key is None else (*self.path, key)
        line = self.lines.get(where) or self.lines.get(self.path) or self.lines.get(self.path[:1], 1)
        raise UsageError(f"{self.file}:{line}: {message}")

    @property
    def name(self) -> str:
        """Return how the table is called in messages, such as `option 2`."""
        return " ".join(str(part + 1) if isinstance(part, int) else part for part in self.path) or "the file"

    def only(self, allowed: Iterable[str]) -> None:
        """Refuse keys that are not allowed here, with the nearest one that is."""
        names = tuple(allowed)
        for key in self.values:
            if key not in names:
                near = difflib.get_close_matches(key, names, n=1)
                remedy = f"did you mean '{near[0]}'?" if near else f"allowed are {', '.join(names)}"
                self.fail(f"unknown key '{key}' in {self.name}; {remedy}", key)

    def table(self, key: str) -> Section | None:
        """Return the table under a key, or nothing."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fail(f"'{key}' must be a table; write [{key}] on a line of its own", key)
        return Section(value, (*self.path, key), self.lines, self.file)

    def tables(self, key: str) -> tuple[Section, ...]:
        """Return the tables of a list such as [[option]]."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fail(f"'{key}' must be a list of tables; write [[{key}]] before each", key)
        return tuple(Section(item, (*self.path, key, k), self.lines, self.file) for k, item in enumerate(value))

    def text(self, key: str, *, default: str | None = None) -> str:
        """Return a text, or the default; a missing text without default is an error."""
        value = self.values.get(key, default)
        if value is None:
            self.fail(f"'{key}' is missing in {self.name}; add {key} = \"…\"")
        if not isinstance(value, str):
            self.fail(f"'{key}' must be a text, not {value!r}; put it in quotation marks", key)
        if not value.strip() and default is None:
            self.fail(f"'{key}' is empty; write a text or take the line out", key)
        return value

    def one_of(self, key: str, allowed: Sequence[str], *, default: str | None = None) -> str:
        """Return a text that is one of the allowed words."""
        value = self.text(key, default=default)
        if value not in allowed and value != default:
            near = difflib.get_close_matches(value, allowed, n=1)
            remedy = f"did you mean '{near[0]}'?" if near else f"allowed are {', '.join(allowed)}"
            self.fail(f"{key} = '{value}' is not known; {remedy}", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty if the key is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(f"'{key}' must be a list of texts, such as {key} = [\"…\"]", key)
        return tuple(value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.fail(f"'{key}' must be true or false, not {value!r}", key)
        return value

    def number(self, value: Any, key: str) -> float:
        """Return a finite number, refusing booleans, nan and infinity."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.fail(f"'{key}' must be a finite number, not {value!r}", key)
        return float(value)

    def day(self, key: str) -> date | None:
        """Return a day, or nothing if the key is missing."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self.fail(f"'{key}' must be a day without quotation marks, such as 2024-11-02, not {value!r}", key)
        return value

    def numbers(self, key: str, count: int, example: str) -> tuple[float, ...] | None:
        """Return a list of exactly `count` numbers in rising order, or nothing if the key is missing."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != count:
            self.fail(f"'{key}' must be a list of {count} numbers, such as {key} = {example}", key)
        numbers = tuple(self.number(item, key) for item in value)
        if list(numbers) != sorted(numbers):
            self.fail(f"'{key}' is crossed: {value} does not rise; write the smallest first, such as {example}", key)
        return numbers

    def probabilities(self, key: str, count: int, example: str) -> tuple[float, ...] | None:
        """Return rising numbers between 0 and 1, or nothing if the key is missing."""
        numbers = self.numbers(key, count, example)
        if numbers is not None and not all(0 <= value <= 1 for value in numbers):
            self.fail(f"'{key}' holds a probability outside 0 to 1: {list(numbers)}; write 80 % as 0.8", key)
        return numbers

    def identifier(self) -> str:
        """Return the table's id, which other tables name it by."""
        name = self.text("id")
        if not _NAME.match(name):
            self.fail(f"id = '{name}' must be small letters, digits, - and _, such as 'kursk'", "id")
        return name

    def known(self, key: str, allowed: tuple[str, ...]) -> str | None:
        """Return a name that the file defines elsewhere, or nothing if the key is missing."""
        if key not in self.values:
            return None
        value = self.text(key)
        if value not in allowed:
            self.fail(f"{key} = '{value}' is not in this file; known are {', '.join(allowed) or 'none yet'}", key)
        return value


def refuse_doubles(top: Section, key: str, names: Sequence[str]) -> None:
    """Refuse a list of tables in which a name stands twice."""
    for index, name in enumerate(names):
        if name in names[:index]:
            top.tables(key)[index].fail(f"{key} '{name}' is given twice; take one out")
