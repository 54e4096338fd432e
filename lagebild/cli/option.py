"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, Token
from cyclopts.validators import Number

from lagebild.cli import STDIN
from lagebild.cli.session import current_session
from lagebild.errors import UsageError
from lagebild.ontology.plover import ROOTS, STATUSES

if TYPE_CHECKING:
    from lagebild.keep import Store
    from lagebild.keep.query import Filter

Project = Annotated[Path | None, Parameter(help="Project file; default lagebild.duckdb or the setting `project`.")]
Jobs = Annotated[
    int | None,
    Parameter(help="How many processes read at the same time; 0 means one for each core.", validator=Number(gte=0)),
]


def _input(_: type, tokens: Sequence[Token]) -> str:
    return "-" if tokens[0].value == STDIN else tokens[0].value


Inputs = Annotated[
    str,
    Parameter(
        help="Files, folders, http(s) addresses, or - for stdin. Only addresses and feeds use the network.",
        converter=_input,
    ),
]
AsJson = Annotated[bool, Parameter(name="--json", help="Print one JSON object a line.")]


@Parameter(name="*")
@dataclass(frozen=True)
class FilterOptions:
    """Filters that all listings know."""

    since: Annotated[str | None, Parameter(help="First day, as 2024-11-01.")] = None
    until: Annotated[str | None, Parameter(help="Last day, as 2024-11-30.")] = None
    country: Annotated[
        str | None, Parameter(help="Country of the place or, if none is known, of a party: ISO 3166 alpha-3, as UKR.")
    ] = None
    actor: Annotated[
        str | None, Parameter(help="Who acts or speaks: a code, as RUS or RUS/MIL, or part of the name.")
    ] = None
    root: Annotated[list[str] | None, Parameter(help="PLOVER root, as ASSAULT; may be given several times.")] = None
    status: Annotated[
        list[str] | None, Parameter(help="Status, as occurred or planned; may be given several times.")
    ] = None
    min_sources: Annotated[int, Parameter(help="Least number of independent reports; default 1.")] = 1


def make_filter(options: FilterOptions) -> Filter:
    """Return the filter for the options, or say which value is not allowed."""
    from lagebild.keep.query import Filter

    return Filter(
        since=_day("--since", options.since),
        until=_day("--until", options.until),
        country=_country(options.country),
        actor=options.actor,
        roots=_among("--root", [root.upper() for root in options.root or ()], ROOTS),
        statuses=_among("--status", [status.lower() for status in options.status or ()], STATUSES),
        min_sources=options.min_sources,
    )


def open_project(project: Path | None, *, write: bool = False) -> Store:
    """Return the project file that the option or the setting names."""
    from lagebild.keep import open_store

    settings = current_session().settings
    return open_store(project or Path(settings.project), write=write, wait_s=settings.wait_s)


def row_limit(limit: int | None) -> int | None:
    """Return how many rows to list, None for all."""
    return (current_session().settings.limit if limit is None else limit) or None


def _day(option: str, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{option} {value} is no day; write it as 2024-11-01") from None


def _country(value: str | None) -> str | None:
    if value is not None and not (len(value) == 3 and value.isalpha()):
        raise UsageError(f"--country {value} is no country code; use ISO 3166 alpha-3, as UKR or DEU")
    return value.upper() if value else None


def _among(option: str, values: list[str], allowed: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if value not in allowed:
            raise UsageError(f"{option} {value} is not known; use one of: {', '.join(allowed)}")
    return tuple(values)
