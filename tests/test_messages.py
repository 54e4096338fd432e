"""Every message that a user can see is there in German, with the same values."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from lagebild import cli, errors, records
from lagebild.cli import listing, search
from lagebild.cli.command import COMMANDS, GROUPS
from lagebild.errors import UsageError
from lagebild.messages import choose_language, open_messages
from lagebild.ontology.plover import STATUSES
from lagebild.settings import SETTINGS
from lagebild.show.mark import Role

PACKAGE = Path(cli.__file__).parent.parent
ERRORS = {name for name in vars(errors) if name.endswith("Error")}
GERMAN = open_messages("de")
VOCABULARIES = (
    *STATUSES, *get_args(records.StatementKind), *get_args(records.Rank), *get_args(records.Valence), *get_args(Role),
    "killed", "troops", "injured", "arrested", "displaced", "weapons", "money", "confirm", "reject", "undo",
    "name", "reason", "remedy", "readings", "events", "statements", "scenarios", "machine coded, not verified",
    *listing.EVENT_COLUMNS, *listing.STATEMENT_COLUMNS, *listing.SCENARIO_COLUMNS, *search.COLUMNS,
    "part", "state", "finding", "kind", "licence", "address", "Events", "Statements", "Scenarios", "reading",
    "Commands", "Arguments", "Parameters", "Display this message and exit.", "Display application version.",
)  # fmt: skip
PARSER_MESSAGES = (
    'Unknown command "{}". Did you mean "{}"? Available commands: {}',
    'Unknown command "{}". Available commands: {}',
    'Unknown option: "{}". Did you mean "{}"?',
    'Unknown option: "{}".',
)
NEVER_SHOWN = {"id", "root", "mode", "sentence", "text"}


def constants(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def template(node: ast.expr) -> str | None:
    """Return a message with `{}` for every value in it, None if it is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
    return None


def wordings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not (node.args or node.keywords):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in ("say", "_say", "tell", "translate") and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant | ast.IfExp):
                yield from constants(first)
        elif name == "Parameter" or name == "App":
            yield from (text for keyword in node.keywords if keyword.arg == "help" for text in constants(keyword.value))
        elif name == "Refusal":
            yield from (text for argument in node.args if (text := template(argument)))
        elif name in ERRORS and node.args and (text := template(node.args[0])) and text != "{}":
            yield text


def command_docstrings(path: Path) -> Iterator[str]:
    """Return the help of the commands of a sub-application, which is their docstring."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and any(getattr(d, "attr", "") == "command" for d in node.decorator_list):
            yield ast.get_docstring(node) or f"{path.name}: {node.name} has no docstring"


def every_wording() -> set[str]:
    paths = [p for p in PACKAGE.rglob("*.py") if p.relative_to(PACKAGE).parts[0] not in ("reason", "merge", "monitor")]
    found = {text for path in paths for text in wordings(path)}
    found |= {text for path in (PACKAGE / "cli").glob("*.py") for text in command_docstrings(path)}
    found |= {text for command in COMMANDS for text in (command.help, command.group)} | {cli._ABOUT, *GROUPS}
    return (found | {*VOCABULARIES, *PARSER_MESSAGES}) - NEVER_SHOWN


def places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_message_has_a_german_wording() -> None:
    missing = sorted(every_wording() - GERMAN.translations.keys())
    assert not missing, "add to lagebild/messages.de.toml:\n" + "\n".join(f'"{text}" = ""' for text in missing)


def test_no_german_wording_is_left_over() -> None:
    assert sorted(GERMAN.translations.keys() - every_wording()) == []


@pytest.mark.parametrize("key", sorted(GERMAN.translations))
def test_a_translation_keeps_the_values(key: str) -> None:
    wording = GERMAN.translations[key]
    numbered = {str(n) for n in range(key.count("{}"))}
    assert wording
    assert {p for p in places(wording) if p} == {p for p in places(key) if p} | (
        numbered if "{0}" in wording else set()
    )
    assert ("{}" in key) == ("{}" in wording or "{0}" in wording)


def test_an_error_with_its_values_is_translated() -> None:
    assert (
        GERMAN.translate("--since x is no day; write it as 2024-11-01")
        == "--since x ist kein Tag; schreiben Sie ihn als 2024-11-01"
    )
    assert GERMAN.translate("a text that nobody wrote") == "a text that nobody wrote"


@pytest.mark.parametrize(
    ("asked", "environment", "language"),
    [
        (None, {}, "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "de"),
        (None, {"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        (None, {"LC_MESSAGES": "de_AT", "LANG": "en_US"}, "de"),
        ("auto", {"LANG": "de_CH"}, "de"),
        ("en", {"LANG": "de_DE"}, "en"),
        ("de", {}, "de"),
    ],
)
def test_the_language_is_the_one_asked_for_or_that_of_the_locale(
    asked: str | None, environment: dict[str, str], language: str
) -> None:
    assert choose_language(asked, environment) == language


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="use one of: en, de"):
        choose_language("fr", {})


def test_settings_have_a_help() -> None:
    assert all(setting.help and setting.unit for setting in SETTINGS)
