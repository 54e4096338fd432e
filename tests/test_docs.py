"""The documentation says what the program does: pages are fresh, nothing is left out, the README's commands run."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest

from lagebild import __version__
from lagebild.cli.command import COMMANDS
from lagebild.settings import SETTINGS, Settings

ROOT = Path(__file__).resolve().parent.parent
PROSE = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/index.md")


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_generated_pages_are_fresh(generate: ModuleType) -> None:
    assert generate.stale_pages(ROOT / "docs") == [], "run `make docs`"


def test_a_changed_page_would_be_noticed(generate: ModuleType, tmp_path: Path) -> None:
    for name, make in generate.PAGES.items():
        (tmp_path / name).write_text(make(), "utf-8")
    (tmp_path / "cli.md").write_text("old", "utf-8")
    (tmp_path / "settings.md").unlink()
    assert generate.stale_pages(tmp_path) == ["cli.md", "settings.md"]


def test_every_command_is_documented() -> None:
    page = read("docs/cli.md")
    assert [c.name for c in COMMANDS if f"### lagebild {c.name}\n" not in page] == []


def test_every_option_has_a_meaning() -> None:
    rows = [line for line in read("docs/cli.md").splitlines() if line.startswith("| `")]
    assert [
        row for row in rows if row.rstrip("| ").endswith("None") or row.count("|") < 3 or re.search(r"\|\s*\|$", row)
    ] == []


def test_every_setting_is_documented_and_has_the_default_of_its_field() -> None:
    assert [(s.name, s.default) for s in SETTINGS] == [(f.name, f.default) for f in fields(Settings)]
    assert [s.name for s in SETTINGS if f"`{s.name}`" not in read("docs/settings.md")] == []


def test_every_record_and_table_is_documented(generate: ModuleType) -> None:
    page = read("docs/schema.md")
    assert [r.__name__ for r in generate.record_types() if f"### {r.__name__}\n" not in page or not r.__doc__] == []
    tables = generate.m001_initial.TABLES
    assert [name for name in tables if f"### table `{name}`" not in page] == []


def test_the_changelog_has_the_version() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", read("CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == __version__
    assert f'version = "{__version__}"' in read("pyproject.toml")


@pytest.mark.parametrize("name", PROSE)
def test_links_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", read(name))
    broken = [link for link in links if "://" not in link and not (ROOT / name).parent.joinpath(link).exists()]
    assert broken == []


@pytest.mark.parametrize("name", PROSE)
def test_commands_named_in_prose_exist(name: str) -> None:
    known = {c.name for c in COMMANDS}
    named = set(re.findall(r"`lagebild ([a-z]+)", read(name))) | set(
        re.findall(r"^\s*(?:\$ )?lagebild ([a-z]+)", read(name), re.MULTILINE)
    )
    assert named - known == set()


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    block = re.search(r"```sh\n(.*?)```", read("README.md"), re.DOTALL)
    assert block is not None
    for line in block.group(1).strip().splitlines():
        program, *arguments = shlex.split(line)
        assert program == "lagebild"
        done = subprocess.run(
            [sys.executable, "-m", "lagebild", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        assert done.stdout or "export" in line or "--project demo.duckdb" in line
    assert (tmp_path / "events.csv").is_file()
