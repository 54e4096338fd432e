"""The picture in the terminal, against golden files in both languages.

A picture that differs is written beside its golden file as NAME-changed; `mv` it there if the change is meant.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from lagebild.messages import Language, open_messages
from lagebild.records import Skipped
from lagebild.show.line import finding_lines
from lagebild.show.mark import Mark, split_marked
from lagebild.show.terminal import print_picture, print_skipped
from lagebild.spans import Span
from tests import factory

GOLDEN = Path(__file__).parent / "golden"


def console(*, terminal: bool = False) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, width=100, force_terminal=terminal, color_system="standard" if terminal else None), out


def compare(name: str, found: str) -> None:
    golden = GOLDEN / name
    if not golden.is_file() or golden.read_text("utf-8") != found:
        golden.with_name(f"{name}-changed").write_text(found, "utf-8")
    assert golden.is_file(), f"{name} is missing; look at {name}-changed and rename it"
    assert found == golden.read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_picture_is_the_golden_one(language: Language) -> None:
    document = factory.document(agencies=("dpa",), incomplete="paywall stub", repairs=("encoding",), copy_of="abc")
    terminal, out = console()
    say = open_messages(language)
    print_picture(terminal, document, factory.full_reading(document), say)
    print_picture(terminal, factory.document("Es regnet."), factory.reading(factory.document("Es regnet.")), say)
    print_skipped(terminal, Skipped("wall.html", "it is empty", "nothing to do, or fetch it again"), say)
    compare(f"picture.{language}.txt", out.getvalue())


def test_lines_hold_one_finding_each() -> None:
    document = factory.document()
    lines = finding_lines(document, factory.full_reading(document), open_messages("en"))
    compare("lines.en.txt", "".join("\t".join(fields) + "\n" for fields in lines))


def test_colours_replace_the_brackets_on_a_terminal() -> None:
    document = factory.document()
    terminal, out = console(terminal=True)
    print_picture(terminal, document, factory.full_reading(document), open_messages("en"))
    assert "[beschossen]" not in out.getvalue()
    assert "\x1b[1;7mbeschossen" in out.getvalue()


def test_a_long_sentence_is_not_torn_apart_for_a_pipe() -> None:
    text = f"Die Armee beschoss {'Kirun ' * 60}heute."
    document = factory.document(text)
    terminal, out = console()
    print_picture(
        terminal, document, factory.reading(document, events=(factory.event(text, "beschoss"),)), open_messages("en")
    )
    assert f"[beschoss] {'Kirun ' * 60}heute." in out.getvalue()


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["actor", "anchor", "place"]))),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_marks_lose_and_add_no_character(text: str, drawn: list[tuple[int, int, str]], one: int, other: int) -> None:
    start, stop = sorted((min(one, len(text)), min(other, len(text))))
    marks = [
        Mark(Span(min(a, b), min(max(a, b), len(text))), role)
        for a, b, role in drawn
        if min(a, b) < min(max(a, b), len(text))
    ]  # type: ignore[arg-type]
    pieces = list(split_marked(text, Span(start, stop), marks))
    assert "".join(piece for piece, _ in pieces) == text[start:stop]
    at = start
    for piece, roles in pieces:
        covering = {mark.role for mark in marks if mark.span.start <= at and at + len(piece) <= mark.span.stop}
        assert set(roles) == covering
        at += len(piece)


def test_a_certainty_without_a_band_is_left_out() -> None:
    document = factory.document()
    reading = factory.full_reading(document)
    bare = replace(reading, events=(replace(reading.events[0], certainty=None),), statements=(), scenarios=())
    terminal, out = console()
    print_picture(terminal, document, bare, open_messages("en"))
    assert "certainty" not in out.getvalue()
