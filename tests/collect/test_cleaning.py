"""Cleaning takes away what no reader sees, lists what it mends, and every offset finds its way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lagebild.collect.cleaning import Cleaned, clean, join_wrapped, keep_storable
from lagebild.collect.identity import identify
from lagebild.collect.markdown import read_front, strip_markup

HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("aAäe\u0301\u0327\u1112\u1161\u11ab \n\r\t\x00\x1f\ud800\udfff\ufeff\u200b\u202e\xad\xa0Ã¼â€œ"),
        st.characters(),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("raw", "text", "repairs"),
    [
        ("Kiew\r\nmeldet\rRuhe", "Kiew\nmeldet\nRuhe", ()),
        ("Ki\x00ew\x07", "Kiew", ("control characters removed: 2",)),
        ("Kiew \ud800", "Kiew \ufffd", ("lone surrogates replaced: 1",)),
        ("Außen\xadminister\u200b", "Außenminister", ()),
        ("10\xa0000 Mann", "10 000 Mann", ()),
        ("\u202eRETHGIR\u202c links", "RETHGIR links", ()),
        ("Kie\u0301w", "Kiéw", ()),
        ("Ã–sterreich und die â€žLageâ€œ", "Österreich und die „Lage“", ("mojibake mended",)),
        ("Ð\x9cÐ¾Ñ\x81ÐºÐ²Ð°", "Москва", ("mojibake mended",)),
        ("  Kiew  \n\n\n\n Ende \n", "Kiew\n\n Ende", ()),
        ("می‌گوید", "می‌گوید", ()),
        ("„Größe“ – schon gut", "„Größe“ – schon gut", ()),
    ],
)
def test_cleaning(raw: str, text: str, repairs: tuple[str, ...]) -> None:
    cleaned = clean(raw)
    assert (cleaned.text, cleaned.repairs) == (text, repairs)


@pytest.mark.parametrize(
    ("raw", "wording"),
    [
        ("Er\x00 sprach\r\nin Kiew", "Kiew"),
        ("\ufeff  Er sprach in Kiew", "Kiew"),
        ("Cafe\u0301 und Kiew", "Kiew"),
        ("Ã–sterreich â€“ Kiew", "Kiew"),
        ("Ã–sterreich\x00 Cafe\u0301\r\n\r\n\r\n\r\nin Kiew", "Kiew"),
    ],
)
def test_an_offset_leads_back_to_the_same_word(raw: str, wording: str) -> None:
    cleaned = clean(raw)
    at = cleaned.offsets.to_raw(cleaned.text.index(wording))
    assert raw[at : at + len(wording)] == wording


@given(HOSTILE)
@example("e\u0301\x00Ã¼ \r\n\r\n\n\nx")
def test_offsets_ascend_and_letters_lead_back_to_themselves(raw: str) -> None:
    cleaned = clean(raw)
    offsets = [cleaned.offsets.to_raw(i) for i in range(len(cleaned.text))]
    assert offsets == sorted(offsets)
    assert all(offset < len(raw) for offset in offsets)
    if "mojibake mended" not in cleaned.repairs and unicodedata.is_normalized("NFC", raw):
        assert all(raw[o] == c for o, c in zip(offsets, cleaned.text, strict=True) if c.isascii() and c.isalpha())


@given(HOSTILE)
def test_cleaned_text_can_be_stored_and_is_normal(raw: str) -> None:
    text = clean(raw).text
    text.encode("utf-8")
    assert "\0" not in text
    assert unicodedata.is_normalized("NFC", text)


@given(HOSTILE)
def test_the_id_does_not_depend_on_blanks_or_composition(raw: str) -> None:
    assert identify(raw) == identify(unicodedata.normalize("NFD", f" {raw}\n"))


@given(HOSTILE)
def test_own_passages_keep_every_offset(raw: str) -> None:
    kept = keep_storable(raw)
    assert len(kept.text) == len(raw)
    kept.text.encode("utf-8")
    assert all(b in (a, "\ufffd") for a, b in zip(raw, kept.text, strict=True))
    assert bool(kept.repairs) == (kept.text != raw)


def test_short_lines_of_a_mail_are_joined_to_paragraphs() -> None:
    wrapped = (
        "Der Minister sprach am Montag in Kiew über die Lage an der Front und\n"
        "sagte, die Gespräche über die Hilfe würden in dieser Woche mit allen\n"
        "Beteiligten fortgeführt. Eine Entscheidung sei noch nicht gefallen,\n"
        "hieß es.\n\n- erster Punkt\n- zweiter Punkt"
    )
    joined = join_wrapped(Cleaned(wrapped))
    assert "Front und sagte, die" in joined.text
    assert "hieß es.\n\n- erster Punkt\n- zweiter Punkt" in joined.text
    assert joined.offsets.to_raw(joined.text.index("zweiter")) == wrapped.index("zweiter")


def test_verse_and_lists_stay_as_they_are() -> None:
    assert join_wrapped(Cleaned("Eins\nzwei\ndrei\nvier")).text == "Eins\nzwei\ndrei\nvier"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Lage in Kiew\n\nEs ist **ruhig**.", "Lage in Kiew\n\nEs ist ruhig."),
        ("Sagte [der Minister](https://a.example/b) am Montag.", "Sagte der Minister am Montag."),
        ("![Bild](a.png)\nText", "Text"),
        ("---\ntitle: Lage\ndate: 2024-08-06\n---\nText", "Text"),
        ("> Zitat\n\n- Punkt", "Zitat\n\nPunkt"),
        ("ein_name_bleibt und 2 * 3", "ein_name_bleibt und 2  3"),
    ],
)
def test_markdown_loses_its_marks(markdown: str, text: str) -> None:
    assert strip_markup(Cleaned(markdown)).text == text


def test_front_matter_is_read() -> None:
    front = '---\ntitle: "Lage in Kiew"\ndate: 2024-08-06\n---\n# Andere\n'
    assert read_front(front) == {"title": "Lage in Kiew", "date": "2024-08-06"}
    assert read_front("# Überschrift\nText") == {"title": "Überschrift"}
