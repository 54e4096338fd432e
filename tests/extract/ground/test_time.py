"""Expressions of time: what they are settled to, where they stand, and that hostile text costs little."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.extract.ground.calendar import easter, orthodox_easter
from lagebild.extract.ground.time import find_times, resolve_time
from lagebild.extract.sentence import split_sentences
from lagebild.spans import Span

THURSDAY = date(2025, 3, 13)
LANGUAGES = ("de", "en", "fr", "es", "it", "pt", "pl", "ru", "uk", "tr", "ar", "zh")
WORDS = st.lists(
    st.sampled_from(
        [
            "am",
            "Montag",
            "bis",
            "seit",
            "Mai",
            "2024",
            "5.",
            "5",
            "will",
            "hatte",
            "in",
            "der",
            "Nacht",
            "on",
            "Friday",
            "since",
            "until",
            "last",
            "next",
            "week",
            "vor",
            "drei",
            "Tagen",
            "31",
            "Februar",
            "29",
            "lundi",
            "depuis",
            "mañana",
            "в",
            "пятницу",
            "с",
            "января",
            "5月",
            "周五",
            "上",
            "下",
            "geçen",
            "cuma",
            "كل",
            "منذ",
            "الجمعة",
            "99",
            "0",
            "-",
            "–",
            ",",
            ".",
        ]
    ),
    max_size=25,
)


def found(text: str, language: str, published: date = THURSDAY) -> list[tuple[str, str]]:
    mentions = find_times(text, split_sentences(text, language), language, published)
    return [(m.span.of(text), f"{m.interval.start}/{m.interval.stop}") for m in mentions]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("de", "Am Dienstag fielen Schüsse.", "2025-03-11/2025-03-11"),
        ("de", "Am Dienstag will der Rat tagen.", "2025-03-18/2025-03-18"),
        ("de", "Am Dienstag tagt der Rat.", "2025-03-18/2025-03-18"),
        ("de", "Er rief für Samstag zum Protest auf.", "2025-03-15/2025-03-15"),
        ("de", "Die Regierung hatte im Mai zugesagt, dass sie zahlen wird.", "2024-05-01/2024-05-31"),
        ("en", "The minister had promised in May that he would pay.", "2024-05-01/2024-05-31"),
        ("en", "They will meet in May.", "2025-05-01/2025-05-31"),
        ("de", "Von Ende Mai bis Ende August schwiegen die Waffen.", "2024-05-21/2024-08-31"),
        ("fr", "Une trêve est possible d'ici à dimanche.", "2025-03-13/2025-03-16"),
        ("es", "Las tropas saldrán en enero.", "2026-01-01/2026-01-31"),
        ("en", "Voters will go to the polls before Christmas.", "2025-03-13/2025-12-24"),
        ("ru", "Перемирие продлится до конца лета.", "2025-03-13/2025-08-31"),
    ],
)
def test_tense_and_bounds_decide_the_days(language: str, text: str, days: str) -> None:
    assert [interval for _, interval in found(text, language)] == [days]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("de", "Im dritten Quartal 2024 fiel der Umsatz.", "2024-07-01/2024-09-30"),
        ("fr", "Au second semestre 2024, les ventes ont chuté.", "2024-07-01/2024-12-31"),
        ("en", "War raged there in the 1990s.", "1990-01-01/1999-12-31"),
        ("ru", "С января по март погибли 40 человек.", "2025-01-01/2025-03-31"),
        ("es", "La junta tomó el poder en agosto del año pasado.", "2024-08-01/2024-08-31"),
        ("it", "La nave è stata fermata martedì della scorsa settimana.", "2025-03-04/2025-03-04"),
        ("pl", "Wizyta odbędzie się pod koniec przyszłego miesiąca.", "2025-04-21/2025-04-30"),
        ("en", "Shots were fired on Good Friday.", "2024-03-29/2024-03-29"),
        ("uk", "На Великдень обстріляли місто.", "2024-05-05/2024-05-05"),
        ("de", "In KW 9 beginnt das Manöver.", "2026-02-23/2026-03-01"),
        ("tr", "Çatışmalar üç aydır sürüyor.", "2024-12-13/2025-03-13"),
        ("ar", "سينتهي الاتفاق بعد شهرين.", "2025-05-13/2025-05-13"),
        ("zh", "上周二有人开枪。", "2025-03-04/2025-03-04"),
        ("en", "The vote is set for the second Sunday in May.", "2025-05-11/2025-05-11"),
        ("pt", "O acordo expira no próximo 31 de maio.", "2025-05-31/2025-05-31"),
        ("de", "In der Nacht auf den 4. März brannte ein Lager.", "2025-03-04/2025-03-04"),
    ],
)
def test_named_stretches_of_the_calendar(language: str, text: str, days: str) -> None:
    assert found(text, language)[0][1] == days


@pytest.mark.parametrize(
    ("year", "west", "east"),
    [
        (2016, date(2016, 3, 27), date(2016, 5, 1)),
        (2024, date(2024, 3, 31), date(2024, 5, 5)),
        (2025, date(2025, 4, 20), date(2025, 4, 20)),
        (2026, date(2026, 4, 5), date(2026, 4, 12)),
    ],
)
def test_easter_of_west_and_east(year: int, west: date, east: date) -> None:
    assert (easter(year), orthodox_easter(year)) == (west, east)


@pytest.mark.parametrize(
    ("language", "text", "wording"),
    [
        ("de", "Sie warten seit Mittwoch auf Hilfe.", "seit Mittwoch"),
        ("de", "Im Herbst 2014 endete der Krieg.", "Im Herbst 2014"),
        ("en", "The pause holds until Friday.", "until Friday"),
        ("tr", "Ateşkes cumaya kadar geçerli.", "cumaya kadar"),
        ("zh", "停火持续至周五。", "至周五"),
    ],
)
def test_the_span_holds_the_words_that_bound_it(language: str, text: str, wording: str) -> None:
    assert [span for span, _ in found(text, language)] == [wording]


def test_a_day_may_hang_on_the_day_spoken_of_before() -> None:
    text = "Am 10. März begann der Sturm. Am Vortag hatte der Stab gewarnt."
    assert [interval for _, interval in found(text, "de")][1] == "2025-03-09/2025-03-09"


def test_an_old_year_is_told_as_background() -> None:
    text = "Die Halbinsel wurde im Jahr 2014 besetzt."
    (mention,) = find_times(text, split_sentences(text, "de"), "de", THURSDAY)
    assert mention.interval.granularity == "year"
    assert "historical background" in mention.interval.evidence


def test_a_given_span_is_resolved_in_its_clause() -> None:
    text = "Am Montag will der Rat tagen."
    sentences = split_sentences(text, "de")
    interval = resolve_time(text, Span(3, 9), sentences, "de", THURSDAY)
    assert interval is not None
    assert interval.start == date(2025, 3, 17)
    assert resolve_time(text, Span(19, 22), sentences, "de", THURSDAY) is None


@pytest.mark.parametrize("text", ["31. Februar", "am 30. Februar 2024", "99.99.2024", "Article 5", ""])
def test_what_is_no_day_is_not_settled(text: str) -> None:
    assert all(start <= stop for start, stop in (days.split("/") for _, days in found(text, "de")))


def test_without_a_day_of_publication_or_patterns_nothing_is_found() -> None:
    assert find_times("am Montag", (Span(0, 9),), "de", None) == []
    assert find_times("am Montag", (Span(0, 9),), "xx", THURSDAY) == []


@settings(max_examples=60, deadline=None)
@given(WORDS, st.sampled_from(LANGUAGES), st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_spans_lie_inside_the_text_and_days_in_order(words: list[str], language: str, published: date) -> None:
    text = " ".join(words)
    for mention in find_times(text, (Span(0, len(text)),), language, published):
        assert 0 <= mention.span.start < mention.span.stop <= len(text)
        assert mention.interval.start <= mention.interval.stop


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_any_text_is_read(text: str, language: str) -> None:
    find_times(text, (Span(0, len(text)),), language, THURSDAY)


@pytest.mark.parametrize("unit", ["7", "1.", "heute ", "am Montag bis ", "a", "seit ", "5月", ", "])
def test_ten_times_the_text_costs_about_ten_times_as_much(unit: str) -> None:
    def cost(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        for language in ("de", "zh"):
            find_times(text, (Span(0, len(text)),), language, THURSDAY)
        return time.process_time() - start

    cost(100)
    assert cost(40_000) < 40 * cost(4_000) + 0.5
