"""The commands over a kept project: what they print, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from lagebild import __version__
from lagebild.cli import main
from lagebild.keep import open_store
from lagebild.keep.entry import Read
from lagebild.keep.write import start_run, write_batch
from lagebild.records import Skipped
from tests import factory


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Result:
        code = main(arguments)
        return Result(code, *capsys.readouterr())

    return call


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "lagebild.duckdb"
    with open_store(path, write=True) as store:
        entries = [Read(*pair) for pair in factory.articles(2)]
        wall = Skipped("wall.html", "only the teaser before a paywall is there", "save the page and name the file")
        write_batch(store, [*entries, wall], run_id=start_run(store, inputs=["x"], version="1"))
    return path


def first_event() -> str:
    return factory.full_reading(factory.articles(1)[0][0]).events[0].id


@pytest.mark.parametrize(
    ("command", "count", "key"),
    [("events", 4, "root"), ("statements", 2, "content"), ("scenarios", 2, "condition"), ("skipped", 1, "remedy")],
)
def test_every_listing_prints_table_json_and_csv(run: Run, project: Path, command: str, count: int, key: str) -> None:
    lines = [json.loads(line) for line in run(command, "--json").out.splitlines()]
    rows = list(csv.DictReader(io.StringIO(run(command, "--csv").out)))
    table = run(command)
    assert table.code == 0
    assert len(lines) == len(rows) == count
    assert all(key in line for line in lines)
    assert len(table.out.splitlines()) > count


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (("--root", "assault"), 2),
        (("--root", "ASSAULT", "--root", "THREATEN"), 4),
        (("--status", "planned"), 2),
        (("--country", "kir"), 4),
        (("--actor", "NOR"), 2),
        (("--since", "2024-11-05"), 2),
        (("--until", "2024-11-04"), 2),
        (("--min-sources", "2"), 0),
        (("--limit", "1"), 1),
        (("--limit", "0"), 4),
    ],
)
def test_filters_narrow_the_listing(run: Run, project: Path, arguments: tuple[str, ...], count: int) -> None:
    assert len(run("events", "--json", *arguments).out.splitlines()) == count


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (("events", "--since", "yesterday"), "--since yesterday is no day"),
        (("events", "--root", "WAR"), "--root WAR is not known; use one of: AGREE"),
        (("events", "--status", "done"), "use one of: occurred"),
        (("statements", "--country", "Ukraine"), "ISO 3166 alpha-3"),
        (("evnts",), 'Did you mean "events"?'),
        (("events", "--nonsense"), "--nonsense"),
        (("events", "--limit", "many"), "--limit"),
        (("show",), "parameter id requires"),
        (("show", "E-none"), "nothing with the id 'E-none'"),
        (("search",), "holds no word"),
        (("read",), "name something to read"),
        (("add",), "name something to read"),
        (("export", "a.docx"), "use .jsonl, .csv or .parquet"),
        (("export", "a.csv", "--what", "readings"), "use .jsonl"),
        (("sql", "SELEC 1"), "the query failed"),
        (("--ui-lang", "fr", "events"), "use one of: en, de"),
        (("events", "--ui-lang"), "--ui-lang needs a language"),
        (("read", "x.txt", "--language", "xx"), "--language xx is not read"),
        (("read", "x.txt", "--jobs", "-1"), "--jobs"),
        (("judge", "E-1", "maybe"), "maybe"),
    ],
)
def test_wrong_usage_says_what_is_allowed_and_ends_with_2(
    run: Run, project: Path, arguments: tuple[str, ...], needed: str
) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert needed in result.err
    assert result.out == ""
    assert "Traceback" not in result.err


def test_a_missing_project_ends_with_1_and_says_how_to_make_one(run: Run) -> None:
    result = run("events", "--project", "none.duckdb")
    assert (result.code, result.out) == (1, "")
    assert "lagebild add FILE" in result.err


def test_an_alarm_ends_with_3_only_if_something_is_listed(run: Run, project: Path) -> None:
    assert run("events", "--alarm").code == 3
    assert run("events", "--alarm", "--root", "AID").code == 0
    assert run("search", "Kirun", "--alarm").code == 3


def test_a_cut_listing_says_so_on_stderr(run: Run, project: Path) -> None:
    result = run("events", "--json", "--limit", "1")
    assert "only the first 1 are listed" in result.err
    assert "nothing found" in run("events", "--root", "AID").err


def test_messages_headings_and_help_are_german_on_request(run: Run, project: Path) -> None:
    assert "gibt es nicht" in run("--ui-lang", "de", "events", "--project", "none.duckdb").err
    assert "Empfänger" in run("events", "--ui-lang=de").out
    assert "nur der Anriss vor der Bezahlschranke" in run("skipped", "--ui-lang", "de").out
    helped = run("--ui-lang", "de", "events", "--help").out
    assert "Aufführen, wer wem was tat" in helped
    assert "Erster Tag" in helped


def test_the_locale_chooses_the_language(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert "nichts gefunden" in run("events", "--root", "AID").err
    assert "nothing found" in run("--ui-lang", "en", "events", "--root", "AID").err


def test_help_says_first_that_nothing_leaves_the_machine(run: Run) -> None:
    lines = " ".join(run("--help").out.split())
    assert "nothing leaves this machine unless you give an address (URL) or a feed" in lines[:300]
    assert run("--version").out.strip() == __version__


def test_show_and_explain_follow_an_id_to_the_sentence(run: Run, project: Path) -> None:
    shown = run("show", first_event()).out
    assert "[Soldaten der Republik Norwaal] haben [am Montag] die Stadt [Kirun] [beschossen]." in shown
    assert "seen in: news.jsonl:0 · Nordblatt" in shown
    assert "machine coded, not verified" in shown
    explained = run("explain", first_event()).out
    assert "root = ASSAULT  ← model hand, 0.93  „beschossen“  weighed and not taken: MOBILIZE 0.04" in explained
    assert "when = 2024-11-04  ← rule weekday" in explained


def test_show_gives_json_and_html(run: Run, project: Path, tmp_path: Path) -> None:
    shown = json.loads(run("show", first_event(), "--json").out)
    assert shown["event"]["type"] == "ASSAULT"
    assert shown["sentence"].startswith("Soldaten")
    document = json.loads(run("show", shown["document"], "--json").out)
    assert document["document"]["text"].startswith("Soldaten")
    assert run("show", first_event(), "--html", "p.html").code == 0
    assert "<mark" in (tmp_path / "p.html").read_text("utf-8")


def test_a_judgement_is_shown_and_can_be_undone(run: Run, project: Path) -> None:
    assert run("judge", first_event(), "reject", "--by", "Ada", "--note", "drill").code == 0
    assert "reject by Ada" in run("show", first_event()).out
    assert run("judge", first_event(), "undo").code == 0
    assert "machine coded, not verified" in run("explain", first_event()).out


def test_search_prints_the_best_sentence_and_its_events(run: Run, project: Path) -> None:
    lines = [json.loads(line) for line in run("search", "Soldat", "Kirun", "--json").out.splitlines()]
    assert {line["text"] for line in lines} == {
        "Soldaten der Republik Norwaal haben am Montag die Stadt Kirun beschossen."
    }
    assert first_event() in [event for line in lines for event in line["events"]]


def test_sql_answers_and_writes_nothing(run: Run, project: Path) -> None:
    assert json.loads(run("sql", "SELECT count(*) AS n FROM events", "--json").out) == {"n": 4}
    assert run("sql", "DELETE FROM events").code == 2
    assert run("sql", "SELECT root FROM events LIMIT 0").code == 0


def test_export_writes_and_says_so(run: Run, project: Path, tmp_path: Path) -> None:
    result = run("export", "out.csv", "--what", "statements")
    assert (result.code, result.out) == (0, "")
    assert "wrote 2 statements" in result.err
    assert (tmp_path / "out.csv").is_file()


def test_settings_are_read_and_wrong_ones_refused(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.rename(tmp_path / "other.duckdb")
    (tmp_path / "lagebild.toml").write_text('project = "other.duckdb"\nlimit = 1\nui_lang = "de"\n', "utf-8")
    result = run("events", "--json")
    assert len(result.out.splitlines()) == 1
    assert "nur die ersten 1" in result.err
    monkeypatch.setenv("LAGEBILD_LIMIT", "3")
    assert len(run("events", "--json").out.splitlines()) == 3
    monkeypatch.setenv("LAGEBILD_LIMIT", "-3")
    assert "LAGEBILD_LIMIT" in run("events").err
    monkeypatch.delenv("LAGEBILD_LIMIT")
    (tmp_path / "lagebild.toml").write_text("colour = 1\n", "utf-8")
    wrong = run("events")
    assert wrong.code == 2
    assert "'colour'" in wrong.err
    (tmp_path / "lagebild.toml").write_bytes(b"\xff\xfe")
    assert run("events").code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_names_the_commands(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert result.code == 0
    assert "statements" in result.out


def test_control_characters_of_an_article_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    text = "Die Armee\x1b]0;owned\x07 beschoss \u202eKirun."
    document = factory.document(text, title="\x1b[31mrot", publisher="a\rb")
    event = factory.event(text, "beschoss", actors=(factory.mention(text, "Armee\x1b]0;owned\x07"),))
    with open_store(tmp_path / "lagebild.duckdb", write=True) as store:
        entry = Read(document, factory.reading(document, events=(event,)))
        write_batch(store, [entry], run_id=start_run(store, inputs=[], version="1"))
    printed = "".join(
        run(*command).out for command in (["events"], ["show", event.id], ["search", "Armee"], ["show", document.id])
    )
    assert "owned" in printed
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(printed)


def test_stdout_that_is_closed_early_is_no_error(project: Path) -> None:
    import subprocess
    import sys

    command = (
        f"{sys.executable} -m lagebild sql 'SELECT unnest(range(200000)) AS n' --json --project {project} | head -1"
    )
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, '{"n": 0}\n', "")
