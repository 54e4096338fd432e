"""The settings: one table, read from `lagebild.toml` in the working folder and from LAGEBILD_… variables."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from lagebild.errors import UsageError

FILE_NAME: Final = "lagebild.toml"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name, default, unit and what it does."""

    name: str
    default: str | int | float
    unit: str
    help: str


SETTINGS: Final[tuple[Setting, ...]] = (
    Setting("project", "lagebild.duckdb", "path", "the project file that commands use when --project is not given"),
    Setting("jobs", 1, "processes", "how many processes read at the same time; 0 means one for each core"),
    Setting("ui_lang", "auto", "de, en, auto", "language of messages; auto takes that of LANG"),
    Setting("limit", 50, "rows", "how many rows a listing shows; 0 shows all"),
    Setting("batch", 16, "articles", "articles written in one transaction; fewer lose less work when power fails"),
    Setting("wait_s", 15.0, "seconds", "how long to wait for a project file that another process is using"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force."""

    project: str = "lagebild.duckdb"
    jobs: int = 1
    ui_lang: str = "auto"
    limit: int = 50
    batch: int = 16
    wait_s: float = 15.0


def load_settings(folder: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the defaults, overridden by the file in `folder`, overridden by LAGEBILD_NAME variables."""
    given = _read_file(folder / FILE_NAME)
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        variable = f"LAGEBILD_{setting.name.upper()}"
        if variable in environment:
            values[setting.name] = _convert(setting, environment[variable], variable)
        elif setting.name in given:
            values[setting.name] = _convert(setting, given[setting.name], f"{setting.name} in {folder / FILE_NAME}")
    return Settings(**values)


def _read_file(path: Path) -> dict[str, Any]:
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}; correct it or remove it") from None
    names = [field.name for field in fields(Settings)]
    for name in given:
        if name not in names:
            raise UsageError(f"{path} sets {name!r}, which is no setting; the settings are: {', '.join(names)}")
    return given


def _convert(setting: Setting, value: object, origin: str) -> str | int | float:
    kind = type(setting.default)
    try:
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise ValueError
        converted = kind(value)
        if not isinstance(converted, str) and converted < 0:
            raise ValueError
    except ValueError:
        raise UsageError(f"{origin} is {value!r}; it must be {_article(kind)} ({setting.unit})") from None
    return converted


def _article(kind: type) -> str:
    return {str: "a text", int: "a whole number from 0", float: "a number from 0"}[kind]
