"""Pieces and units keep their place in the text, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.extract.network import _read_pieces, default_pack
from lagebild.extract.piece import PieceModel


@pytest.fixture(scope="module")
def model() -> PieceModel:
    return _read_pieces(default_pack() / "pieces.txt")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Kiews „Antwort“ (dpa).", ["Kiews", "„", "Antwort", "“", "(", "dpa", ")", "."]),
        ("l'armée russo-turque", ["l", "'", "armée", "russo", "-", "turque"]),
        ("3,5 Mio. Euro", ["3", ",", "5", "Mio", ".", "Euro"]),
    ],
)
def test_units(model: PieceModel, text: str, units: list[str]) -> None:
    cut = model.cut(text)
    assert [text[a:b] for a, b in zip(cut.unit_starts, cut.unit_stops, strict=True)] == units


def test_han_units_are_pieces(model: PieceModel) -> None:
    text = "朝鲜军队"
    cut = model.cut(text)
    assert "".join(text[a:b] for a, b in zip(cut.unit_starts, cut.unit_stops, strict=True)) == text
    assert len(cut.unit_starts) > 1


@given(text=st.text(max_size=300))
def test_pieces_cover_the_text_in_order(model: PieceModel, text: str) -> None:
    cut = model.cut(text)
    covered = "".join(text[a:b] for a, b in zip(cut.starts, cut.stops, strict=True))
    assert "".join(covered.split()) == "".join(text.split())
    assert all(cut.starts[p] <= s for p, s in zip(cut.unit_pieces, cut.unit_starts, strict=True))


@given(text=st.text(max_size=200))
def test_cutting_twice_gives_the_same(model: PieceModel, text: str) -> None:
    assert model.cut(text) == model.cut(text)


def test_long_stretch_is_linear(model: PieceModel) -> None:
    assert len(model.cut("x" * 200_000).ids) > 1000
