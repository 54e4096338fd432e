"""`lagebild doctor`: what is installed, whether it works, and under which licences."""

from __future__ import annotations

import platform
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from lagebild import __version__
from lagebild.cli import FINE, SOME_FAILED
from lagebild.cli.option import AsJson, Project
from lagebild.cli.output import print_json, print_table
from lagebild.cli.session import Session, current_session
from lagebild.errors import AssetError, LagebildError

Row = dict[str, Any]


def doctor(
    *,
    project: Project = None,
    licences: Annotated[bool, Parameter(help="List the licences of the data and the packages in use instead.")] = False,
    json: AsJson = False,
) -> int:
    """Say what is installed and whether it works; nothing is changed and nothing is fetched."""
    session = current_session()
    if licences:
        return _print_licences(session, as_json=json)
    rows = list(_check_all(session, project or Path(session.settings.project)))
    if json:
        for row in rows:
            print_json(row)
    else:
        shown = [{**row, "state": session.say("ok" if row["ok"] else "FAILS")} for row in rows]
        print_table(session, shown, ("part", "state", "finding"))
    return FINE if all(row["ok"] for row in rows) else SOME_FAILED


def _check_all(session: Session, project: Path) -> Iterator[Row]:
    machine = f"{__version__}, Python {platform.python_version()}, {sys.platform}"
    yield {"part": "Lagebild", "ok": True, "finding": machine}
    for name, specification in _requirements():
        yield _check(name, partial(version, name), missing=f"pip install '{specification}'")
    yield _check("reader", _try_reader)
    yield _check("project", lambda: _describe_project(project))
    settings = ", ".join(f"{name}={value}" for name, value in asdict(session.settings).items())
    yield {"part": "settings", "ok": True, "finding": settings}
    network = session.say("no part of Lagebild uses it unless an address or a feed is given")
    yield {"part": "network", "ok": True, "finding": network}


def _check(part: str, look: Callable[[], str], *, missing: str = "") -> Row:
    try:
        return {"part": part, "ok": True, "finding": look()}
    except PackageNotFoundError:
        return {"part": part, "ok": False, "finding": missing}
    except LagebildError as error:
        return {"part": part, "ok": False, "finding": current_session().say.translate(str(error))}


def _requirements() -> list[tuple[str, str]]:
    """Return name and specification of the packages that the core install needs."""
    try:
        lines = requires("lagebild") or []
    except PackageNotFoundError:
        raise AssetError("Lagebild is run from its source without being installed; type: pip install .") from None
    specifications = [line.split(";")[0].strip() for line in lines if "extra ==" not in line]
    return [(re.split(r"[^A-Za-z0-9._-]", each, maxsplit=1)[0], each) for each in specifications]


def _try_reader() -> str:
    from lagebild.extract import open_reader
    from lagebild.records import Document

    begun = time.perf_counter()
    reader = open_reader(threads=1)
    opened = time.perf_counter()
    reader.read(Document(id="check", text="Moscow shelled Kharkiv on Monday.", language="en"))
    return f"{reader.model}, {opened - begun:.1f} s + {time.perf_counter() - opened:.2f} s"


def _describe_project(project: Path) -> str:
    from lagebild.keep import open_store

    say = current_session().say
    if not project.is_file():
        return say("{path} does not exist yet; `lagebild add` makes it", path=project)
    with open_store(project) as store:
        row = store.rows(
            "SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM events) AS events, "
            "(SELECT count(*) FROM skipped) AS skipped, (SELECT count(*) FROM runs WHERE finished_at IS NULL) AS open"
        )[0]
    return say(
        "{path}: {documents} documents, {events} events, {skipped} skipped, {open} unfinished runs", path=project, **row
    )


def _print_licences(session: Session, *, as_json: bool) -> int:
    rows = [*_data_licences(), *(_package_licence(name) for name, _ in _requirements())]
    if as_json:
        for row in rows:
            print_json(row)
    else:
        print_table(session, rows, ("part", "kind", "licence", "address"))
    return FINE


def _data_licences() -> Iterator[Row]:
    """Return the sources of the data that come with Lagebild, as `extract/data/sources.toml` names them."""
    import tomllib

    file = files("lagebild.extract") / "data" / "sources.toml"
    if not file.is_file():
        raise AssetError("the list of data sources is missing; install Lagebild again: pip install --force-reinstall .")
    for name, source in tomllib.loads(file.read_text("utf-8")).items():
        entries = source if isinstance(source, list) else [source]
        for entry in entries:
            yield {
                "part": entry.get("name", name),
                "kind": "data",
                "licence": entry.get("licence"),
                "address": entry.get("url") or entry.get("address"),
            }


def _package_licence(name: str) -> Row:
    try:
        facts = distribution(name).metadata.json
    except PackageNotFoundError:
        return {"part": name, "kind": "package", "licence": None, "address": None}
    classifiers = [c.rpartition(" :: ")[2] for c in facts.get("classifier", ()) if c.startswith("License ::")]
    licence = facts.get("license_expression") or "; ".join(classifiers) or str(facts.get("license", "")).split("\n")[0]
    address = facts.get("home_page") or next(iter(facts.get("project_url", ())), "").rpartition(", ")[2]
    return {"part": f"{name} {facts['version']}", "kind": "package", "licence": licence, "address": address or None}
