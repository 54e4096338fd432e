"""Writes the generated pages: cli.md, schema.md, settings.md. `--check` only says which are out of date.

python docs/generate.py [--check]
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cyclopts import App, Parameter  # noqa: E402
from cyclopts.argument import Argument  # noqa: E402

from lagebild import records, spans  # noqa: E402
from lagebild.cli import build_app  # noqa: E402
from lagebild.cli.command import COMMANDS, GROUPS  # noqa: E402
from lagebild.keep import m001_initial  # noqa: E402
from lagebild.messages import open_messages  # noqa: E402
from lagebild.schema import VERSION, passage_json, skipped_json  # noqa: E402
from lagebild.settings import FILE_NAME, SETTINGS  # noqa: E402
from tests import factory  # noqa: E402

MARK: Final = "<!-- written by docs/generate.py; change the code, then run `make docs` -->\n\n"


def cli_page() -> str:
    """Return the page on the command line."""
    app = build_app(open_messages("en"))
    parts = [MARK, "# Commands\n\n", f"{app.help}\n\n"]
    parts.append(
        "Data goes to stdout, messages and progress to stderr. Exit codes: 0 fine, 1 some inputs could not be used or "
        "a file could not be opened, 2 wrong usage, 3 a condition asked for with `--alarm` is met, 130 interrupted.\n"
    )
    for group in GROUPS:
        parts.append(f"\n## {group}\n")
        for command in COMMANDS:
            if command.group == group:
                parts += command_parts(f"lagebild {command.name}", app[command.name], command.help)
    return "".join(parts)


def command_parts(name: str, app: App, text: str) -> Iterator[str]:
    """Return heading, description and options of a command, then of its sub-commands."""
    yield f"\n### {name}\n\n{text}\n"
    if app.default_command is not None:
        arguments = app.assemble_argument_collection(default_parameter=Parameter(negative=()), parse_docstring=True)
        yield from option_table([argument for argument in arguments if argument.show])
    for subcommand in app:
        if not subcommand.startswith("-"):
            inner = app[subcommand]
            yield from command_parts(f"{name} {subcommand}", inner, (inner.help or "").strip())


def option_table(arguments: list[Argument]) -> Iterator[str]:
    """Return the options as a table."""
    if arguments:
        yield "\n| option | meaning |\n|---|---|\n"
    for argument in arguments:
        names = ", ".join(f"`{name}`" for name in argument.names)
        choices = " ".join(f"`{choice}`" for choice in argument.get_choices() or ())
        yield f"| {names} | {argument.parameter.help}{f' One of: {choices}.' if choices else ''} |\n"


def settings_page() -> str:
    """Return the page on the settings."""
    parts = [
        MARK,
        "# Settings\n\n",
        f"Each is read from the environment, then from `{FILE_NAME}` in the working folder, else it has its default. ",
        "An option of a command stands above all of them.\n\n",
        "| setting | variable | default | unit | meaning |\n|---|---|---|---|---|\n",
    ]
    parts += [f"| `{s.name}` | `LAGEBILD_{s.name.upper()}` | `{s.default}` | {s.unit} | {s.help} |\n" for s in SETTINGS]
    return "".join(parts)


def schema_page() -> str:
    """Return the page on records, JSON and project file."""
    document = factory.document()
    example = passage_json(document, factory.full_reading(document))
    skipped = skipped_json(records.Skipped("wall.html", "it is empty", "nothing to do, or fetch it again"))
    return "".join(
        [
            MARK,
            "# Records, JSON and project file\n\n",
            "All offsets count code points of `text`, half-open: `text[start:end]` is the wording.\n\n",
            "## JSON\n\n",
            f"`lagebild read --json` prints one object a line, in the order of the inputs; this is version {VERSION} "
            "(`schema`). The example is one line of output, wrapped:\n\n",
            f"```json\n{json.dumps(example, ensure_ascii=False, indent=1)}\n```\n\n",
            "An input that was not used keeps its place:\n\n",
            f"```json\n{json.dumps(skipped, ensure_ascii=False, indent=1)}\n```\n\n",
            "## Records\n\n",
            *map(record_part, record_types()),
            "## Project file\n\n",
            "A project is one DuckDB file; `lagebild sql` and any DuckDB client read it.\n\n",
            *table_parts(),
        ]
    )


def record_types() -> list[type]:
    """Return the record classes in the order of the module."""
    found = [value for value in vars(records).values() if dataclasses.is_dataclass(value) and isinstance(value, type)]
    return [spans.Span, spans.OffsetMap, *(each for each in found if each.__module__ == records.__name__)]


def record_part(record: type) -> str:
    """Return name, meaning and fields of a record."""
    rows = "".join(f"| `{field.name}` | `{type_text(field.type)}` |\n" for field in dataclasses.fields(record))
    meaning = " ".join((record.__doc__ or "").split())
    return f"### {record.__name__}\n\n{meaning}\n\n| field | type |\n|---|---|\n{rows}\n"


def type_text(annotation: Any) -> str:
    """Return a type as it is written, named vocabularies with their values."""
    named = getattr(records, str(annotation).split(" ")[0], None)
    text = str(annotation).replace("|", "\\|")
    values = get_args(named) if named is not None and not isinstance(named, type) else ()
    return f"{text}` = `{' '.join(map(str, values))}" if values else text


def table_parts() -> Iterator[str]:
    """Return the tables with their columns, then the views."""
    for name, (purpose, columns) in m001_initial.TABLES.items():
        yield f"### table `{name}`\n\n{purpose}\n\n| column | type | meaning |\n|---|---|---|\n"
        for column, kind, meaning in columns:
            yield f"| `{column}` | `{kind}` | {meaning} |\n"
        yield "\n"
    for name, (purpose, _) in m001_initial.VIEWS.items():
        yield f"### view `{name}`\n\n{purpose}\n\n"


PAGES: Final = {"cli.md": cli_page, "schema.md": schema_page, "settings.md": settings_page}


def stale_pages(folder: Path) -> list[str]:
    """Return the pages in `folder` that differ from what would be written."""
    return [
        name
        for name, make in PAGES.items()
        if not (folder / name).is_file() or (folder / name).read_text("utf-8") != make()
    ]


def main() -> int:
    """Write the pages, or check them, and return the exit code."""
    folder = ROOT / "docs"
    if "--check" in sys.argv[1:]:
        stale = stale_pages(folder)
        if stale:
            print(f"out of date: {', '.join(stale)}; run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    for name, make in PAGES.items():
        (folder / name).write_text(make(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
