"""The command line: data on stdout, messages on stderr; exit 0 fine, 1 some failed, 2 usage, 3 condition met."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lagebild import __version__
from lagebild.errors import LagebildError, UsageError
from lagebild.messages import Say, choose_language, open_messages
from lagebild.settings import Settings, load_settings

if TYPE_CHECKING:
    from cyclopts import App

FINE: Final = 0
SOME_FAILED: Final = 1
WRONG_USAGE: Final = 2
CONDITION_MET: Final = 3
_INTERRUPTED: Final = 130
STDIN: Final = "stdin:"
"""Stands for a lone `-` while options are parsed: the parser takes that for an option."""

_ABOUT: Final = (
    "Lagebild reads news reports and keeps a sourced picture of a conflict. It works offline: nothing leaves this "
    "machine unless you give an address (URL) or a feed.\n\nMessages come in English or German: --ui-lang en|de with "
    "any command, or LANG."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    say = open_messages("en")
    _make_robust(sys.stdout, sys.stderr)
    try:
        asked, tokens = _take_language(list(sys.argv[1:] if arguments is None else arguments))
        say = open_messages(choose_language(asked))
        settings = load_settings(Path.cwd())
        if asked is None:
            say = open_messages(choose_language(settings.ui_lang))
        return _run(tokens, say, settings)
    except LagebildError as error:
        print(say("error: {message}", message=say.translate(str(error))), file=sys.stderr)
        return WRONG_USAGE if isinstance(error, UsageError) else SOME_FAILED
    except KeyboardInterrupt:
        print(say("interrupted; what was written stays"), file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


def build_app(say: Say) -> App:
    """Return the command line with help in the user's language; a command's module is loaded when it is called."""
    from cyclopts import App, Group, Parameter

    from lagebild.cli.command import COMMANDS, GROUPS
    from lagebild.cli.help import TranslatedHelp

    app = App(
        name="lagebild",
        help=_ABOUT,
        version=__version__,
        help_format="plaintext",
        help_formatter=TranslatedHelp(say),
        result_action="return_value",
        exit_on_error=False,
        print_error=False,
        suppress_keyboard_interrupt=False,
        default_parameter=Parameter(negative=(), show_default=False),
    )
    groups = {name: Group(name, sort_key=order) for order, name in enumerate(GROUPS)}
    for order, command in enumerate(COMMANDS):
        app.command(command.target, name=command.name, help=command.help, group=groups[command.group], sort_key=order)
    return app


def _run(tokens: list[str], say: Say, settings: Settings) -> int:
    from cyclopts import CycloptsError

    from lagebild.cli.session import Session, begin_session

    begin_session(Session(say, settings))
    try:
        result = build_app(say)([STDIN if token == "-" else token for token in tokens])
    except CycloptsError as error:
        print(say("error: {message}", message=say.translate(str(error))), file=sys.stderr)
        print(say("`lagebild --help` and `lagebild COMMAND --help` show what is allowed"), file=sys.stderr)
        return WRONG_USAGE
    return result if isinstance(result, int) else FINE


def _take_language(tokens: list[str]) -> tuple[str | None, list[str]]:
    """Return the value of --ui-lang, which may stand anywhere, and the other arguments."""
    for position, token in enumerate(tokens):
        if token == "--":
            break
        if token.startswith("--ui-lang="):
            return token.partition("=")[2], tokens[:position] + tokens[position + 1 :]
        if token == "--ui-lang":
            if position + 1 == len(tokens):
                raise UsageError("--ui-lang needs a language: --ui-lang de or --ui-lang en")
            return tokens[position + 1], tokens[:position] + tokens[position + 2 :]
    return None, tokens


def _make_robust(*streams: object) -> None:
    """Let streams write any text: what their encoding cannot hold is written as an escape."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
