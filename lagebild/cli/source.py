"""Options on how inputs are collected, shared by `read` and `add`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from lagebild.errors import UsageError

if TYPE_CHECKING:
    from lagebild.collect import CollectOptions


@Parameter(name="*")
@dataclass(frozen=True)
class SourceOptions:
    """How inputs are collected."""

    language: Annotated[str | None, Parameter(help="Language of all inputs, as de or en; else it is identified.")] = (
        None
    )
    fetch: Annotated[bool, Parameter(help="Also fetch the addresses that stand in local files, as in feed lists.")] = (
        False
    )


def collect_options(options: SourceOptions) -> CollectOptions:
    """Return the options for collecting."""
    from lagebild.collect import CollectOptions
    from lagebild.collect.options import LANGUAGES

    if options.language is not None and options.language not in LANGUAGES:
        raise UsageError(f"--language {options.language} is not read; use one of: {', '.join(LANGUAGES)}")
    return CollectOptions(language=options.language, fetch_links=options.fetch)
