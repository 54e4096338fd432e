"""`read`, `add` and `demo` with the real collector and reader."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from lagebild.cli import main
from tests.cli.test_listing import Run, run

__all__ = ["run"]

DEMO = Path(str(files("lagebild.demo") / "report"))
PASSAGES = [
    {"id": "b", "lang": "de", "date": "2025-03-04", "text": "Russische Truppen beschossen am Montag Charkiw. „Das war ein Fehler“, sagte der Minister."},
    {"id": "a", "lang": "en", "date": "2025-03-04", "text": "If talks fail, fighting may resume, an envoy said."},
    {"id": "c", "lang": "de", "date": "2025-03-05", "text": "Das Wetter bleibt mild."},
]  # fmt: skip
HEAVY = ["duckdb", "numpy", "onnxruntime", "trafilatura", "lagebild.keep", "lagebild.extract", "lagebild.collect"]


@pytest.fixture
def passages(tmp_path: Path) -> Path:
    path = tmp_path / "passages.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in PASSAGES), "utf-8")
    return path


def spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from spans(part)


def test_json_is_one_object_a_passage_in_order_with_its_id(run: Run, passages: Path) -> None:
    result = run("read", "--json", str(passages))
    found = [json.loads(line) for line in result.out.splitlines()]
    assert result.code == 0
    assert [each["id"] for each in found] == ["b", "a", "c"]
    assert [each["text"] for each in found] == [each["text"] for each in PASSAGES]
    assert [each["date"] for each in found] == [each["date"] for each in PASSAGES]
    for each in found:
        assert {"schema", "events", "statements", "scenarios", "mentions", "model"} <= each.keys()
        parts = {key: each[key] for key in ("mentions", "events", "statements", "scenarios")}
        assert [s for s in spans(parts) if each["text"][s["start"] : s["end"]] != s["text"]] == []


def test_a_line_that_cannot_be_read_keeps_its_place(run: Run, passages: Path) -> None:
    lines = passages.read_text("utf-8").splitlines()
    passages.write_text("\n".join([lines[0], "{broken", lines[1], '{"id": "empty", "text": ""}', lines[2]]), "utf-8")
    result = run("read", "--json", str(passages))
    found = [json.loads(line) for line in result.out.splitlines()]
    assert result.code == 1
    assert "2 inputs were skipped" in result.err
    assert [each["id"] for each in found if "skipped" not in each] == ["b", "a", "c"]
    assert ["skipped" in each for each in found] == [False, True, False, True, False]
    assert all(each["events"] == each["statements"] == each["scenarios"] == [] for each in found if "skipped" in each)


def test_the_same_input_gives_the_same_bytes(run: Run, passages: Path) -> None:
    assert run("read", "--json", str(passages)).out == run("read", "--json", str(passages)).out


def test_lines_are_tab_separated_findings(run: Run, passages: Path) -> None:
    lines = run("read", "--lines", str(passages)).out.splitlines()
    assert lines
    assert {len(line.split("\t")) for line in lines} == {8}


def test_the_picture_is_printed_and_the_page_written(run: Run, passages: Path, tmp_path: Path) -> None:
    result = run("read", str(passages))
    assert "[Russische Truppen]" in result.out or "[beschossen]" in result.out
    assert result.err == ""
    page = run("read", str(passages), "--html", "page.html")
    assert (page.code, page.out) == (0, "")
    assert "wrote page.html" in page.err
    assert "Das Wetter bleibt mild." in (tmp_path / "page.html").read_text("utf-8")
    assert run("read", str(passages), "--html", "no/page.html").code == 1


def test_stdin_is_read(passages: Path) -> None:
    command = [sys.executable, "-m", "lagebild", "read", "--json", "-"]
    done = subprocess.run(command, input=passages.read_bytes(), capture_output=True, check=False)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["b", "a", "c"]
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("no.txt", None), ("empty.txt", b""), ("bytes.txt", bytes(range(256)) * 40), ("bytes.html", os.urandom(3000)),
        ("cut.jsonl", b'{"id": "x", "te'), ("list.jsonl", b"[[[[1]]]]\n"), ("zip.txt", b"PK\x03\x04" + bytes(500)),
    ],
)  # fmt: skip
def test_bad_input_is_listed_and_never_a_trace(run: Run, tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = run("read", name)
    assert result.code == 1
    assert "skipped: " in result.out
    assert name in result.out
    assert "Traceback" not in result.out + result.err


def test_add_keeps_and_knows_again(run: Run, passages: Path) -> None:
    first = run("add", str(passages))
    assert (first.code, first.out) == (0, "")
    assert "3 read, 0 known already, 0 skipped" in first.err
    events = run("events", "--json").out
    assert "0 read, 3 known already" in run("add", str(passages)).err
    assert run("events", "--json").out == events
    assert "3 read, 0 known" in run("add", str(passages), "--again").err
    assert run("events", "--json").out == events
    assert "0 unfinished runs" in run("doctor").out


def test_what_is_kept_is_what_is_read(run: Run, passages: Path, tmp_path: Path) -> None:
    read = run("read", "--json", str(passages)).out
    run("add", str(passages))
    run("export", "kept.jsonl", "--what", "readings")
    assert (tmp_path / "kept.jsonl").read_text("utf-8") == read


def test_two_processes_read_what_one_reads(run: Run) -> None:
    one, two = (run("demo", "--json", "--jobs", jobs).out for jobs in ("1", "2"))
    assert one == two
    assert len(one.splitlines()) == 13


def test_the_demo_prints_parties_place_day_and_sentence(run: Run) -> None:
    result = run("demo")
    assert result.code == 0
    for part in ("actor: ", "recipient: ", "place: ", "date: ", "» "):
        assert part in result.out
    assert run("demo", "--project", "demo.duckdb").code == 0
    assert run("demo", "--ui-lang", "de").out.count("Akteur: ") == result.out.count("actor: ")


def test_doctor_finds_everything_in_order(run: Run) -> None:
    result = run("doctor", "--json")
    rows = [json.loads(line) for line in result.out.splitlines()]
    assert result.code == 0, result.out
    assert {row["part"] for row in rows} >= {"Lagebild", "duckdb", "reader", "project", "settings", "network"}
    assert all(row["ok"] for row in rows)


def test_doctor_names_every_licence(run: Run) -> None:
    rows = [json.loads(line) for line in run("doctor", "--licences", "--json").out.splitlines()]
    assert {row["kind"] for row in rows} == {"data", "package"}
    assert [row["part"] for row in rows if not row["licence"]] == []


@pytest.mark.parametrize("delay_s", [0.0, 0.1, 0.4])
def test_an_interrupt_is_no_trace_and_loses_nothing(tmp_path: Path, delay_s: float) -> None:
    project = tmp_path / "p.duckdb"
    command = [sys.executable, "-m", "lagebild", "add", str(DEMO), "--project", str(project)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    for _ in range(600):
        if project.exists():
            break
        time.sleep(0.05)
    time.sleep(delay_s)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert (process.returncode, err) == (130, "interrupted; what was written stays\n") or process.returncode == 0
    assert main(["add", str(DEMO), "--project", str(project)]) == 0


def test_help_loads_nothing_heavy() -> None:
    code = (
        f"import sys; from lagebild.cli import main; main(['--help']); print([m for m in {HEAVY} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
