"""The commands: one table of name, where it is, and what it does. A new command is one line here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, the function or sub-application that runs it, its one-line help, its group."""

    name: str
    target: str
    help: str
    group: str


_PICTURE: Final = "Read and keep"
_FIND: Final = "Find and follow"
_AHEAD: Final = "Look ahead"
_REST: Final = "Install and check"
GROUPS: Final = (_PICTURE, _FIND, _AHEAD, _REST)

COMMANDS: Final[tuple[Command, ...]] = (
    Command("read", "lagebild.cli.read:read", "Read reports and print the picture; nothing is stored.", _PICTURE),
    Command(
        "add",
        "lagebild.cli.add:add",
        "Read reports into the project file.\n\nBroken off at any moment, the same command goes on where it stopped.",
        _PICTURE,
    ),
    Command(
        "demo",
        "lagebild.cli.demo:demo",
        "Read the example reports that come with Lagebild.\n\nEvents and outlets in them are invented.",
        _PICTURE,
    ),
    Command("events", "lagebild.cli.listing:events", "List who did what to whom, where and when.", _FIND),
    Command("statements", "lagebild.cli.listing:statements", "List who says what, and how surely.", _FIND),
    Command("scenarios", "lagebild.cli.listing:scenarios", "List what may come, depending on what.", _FIND),
    Command(
        "search",
        "lagebild.cli.search:search",
        "Search the text and the findings, best match first.\n\nFilters other than the days keep the documents that "
        "hold an event passing them.",
        _FIND,
    ),
    Command("show", "lagebild.cli.show:show", "Show a finding or document with its sentences and sources.", _FIND),
    Command("explain", "lagebild.cli.show:explain", "Show which rule or model decided each field.", _FIND),
    Command(
        "judge",
        "lagebild.cli.judge:judge",
        "Confirm or reject a finding, or take that back.\n\nEvery judgement stays in the project file.",
        _FIND,
    ),
    Command(
        "skipped",
        "lagebild.cli.listing:skipped",
        "List the inputs that were not used, with reason and remedy.\n\nOf the filters only the days apply: an input "
        "that was not read has no findings.",
        _FIND,
    ),
    Command(
        "export",
        "lagebild.cli.export:export",
        "Write findings to a JSONL, CSV or Parquet file.\n\nBeside it, FILE.provenance.json says which program, models "
        "and filters it came from.",
        _FIND,
    ),
    Command(
        "sql",
        "lagebild.cli.sql:sql",
        "Ask the project file in SQL, read-only.\n\nOther files and the network are out of its reach.",
        _FIND,
    ),
    Command("scenario", "lagebild.cli.scenario:scenario", "Run the branches of a decision against history.", _AHEAD),
    Command("forecast", "lagebild.cli.forecast:forecast", "Keep a log of frozen forecasts and their scores.", _AHEAD),
    Command(
        "doctor",
        "lagebild.cli.doctor:doctor",
        "Say what is installed and whether it works.\n\nNothing is changed and nothing is fetched.",
        _REST,
    ),
    Command(
        "completion",
        "lagebild.cli.completion:completion",
        "Print the completion script for a shell.\n\n"
        "For bash: lagebild completion bash > ~/.local/share/bash-completion/completions/lagebild",
        _REST,
    ),
)
