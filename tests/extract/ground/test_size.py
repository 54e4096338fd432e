"""Sizes: bounds, what is counted, in which unit; what is no size; and that hostile text costs little."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.extract.ground.size import find_sizes
from lagebild.extract.sentence import split_sentences
from lagebild.spans import Span

LANGUAGES = ("de", "en", "fr", "es", "it", "pt", "pl", "ru", "uk", "tr", "ar", "zh")
WORDS = st.lists(
    st.sampled_from(
        [
            "12",
            "1.200",
            "1,5",
            "3",
            "000",
            "million",
            "Milliarden",
            "dozens",
            "hundreds",
            "of",
            "tausend",
            "mil",
            "trois",
            "bin",
            "三",
            "数十",
            "万",
            "$",
            "€",
            "%",
            "-",
            "bis",
            "to",
            "and",
            "und",
            "zwischen",
            "between",
            "mehr",
            "als",
            "up",
            "to",
            "killed",
            "Tote",
            "Soldaten",
            "people",
            "drones",
            "2024",
            "F",
            "16",
            "ein",
            "one",
            "no",
            "niemand",
            "млн",
            "دولار",
            "ألف",
        ]
    ),
    max_size=25,
)
Row = tuple[str, str, float | None, float | None, str | None]


def found(text: str, language: str) -> list[Row]:
    mentions = find_sizes(text, split_sentences(text, language), language)
    return [(m.span.of(text), m.size.of, m.size.low, m.size.high, m.size.unit) for m in mentions]


@pytest.mark.parametrize(
    ("language", "text", "row"),
    [
        ("de", "Mindestens 43 Menschen kamen in Gewahrsam.", ("Mindestens 43 Menschen", "arrested", 43, None, None)),
        ("en", "The EU gave 2.1 billion euros.", ("2.1 billion euros", "money", 2.1e9, 2.1e9, "EUR")),
        ("en", "It cost $3.5m in total.", ("$3.5m", "money", 3.5e6, 3.5e6, "USD")),
        ("de", "Die Bank hält 3,5 Billionen Rubel.", ("3,5 Billionen Rubel", "money", 3.5e12, 3.5e12, "RUB")),
        ("es", "Costó dos mil millones de euros.", ("dos mil millones de euros", "money", 2e9, 2e9, "EUR")),
        ("en", "Delhi paid 500 crore rupees.", ("500 crore rupees", "money", 5e9, 5e9, "INR")),
        ("de", "Bis zu 50 Kämpfer lagern dort.", ("Bis zu 50 Kämpfer", "troops", None, 50, None)),
        ("fr", "Une trentaine de morts.", ("Une trentaine de morts", "killed", 30, 30, None)),
        ("en", "Scores of people were hurt.", ("Scores of people", "injured", 40, None, None)),
        ("en", "Two to three million people fled.", ("Two to three million people", "displaced", 2e6, 3e6, None)),
        ("de", "12-15 Drohnen kreisten.", ("12-15 Drohnen", "weapons", 12, 15, "drones")),
        ("en", "Prices rose 8.5 per cent.", ("8.5 per cent", "other", 8.5, 8.5, "%")),
        ("en", "Nobody was hurt.", ("Nobody", "injured", 0, 0, None)),
        ("zh", "警方逮捕了约3万人。", ("约3万人", "arrested", 30000, 30000, None)),
        ("tr", "100'den fazla kişi öldü.", ("100'den fazla kişi", "killed", 100, None, None)),
        ("ru", "Ранены не менее 12 человек.", ("не менее 12 человек", "injured", 12, None, None)),
        ("fr", "Quatre-vingt-dix-sept morts.", ("Quatre-vingt-dix-sept morts", "killed", 97, 97, None)),
        ("de", "Sie zählten zweitausenddreihundert Tote.", ("zweitausenddreihundert Tote", "killed", 2300, 2300, None)),
    ],
)
def test_a_number_has_bounds_and_counts_something(language: str, text: str, row: Row) -> None:
    assert found(text, language) == [row]


@pytest.mark.parametrize(
    ("language", "text", "row"),
    [
        (
            "en",
            "A quarter of a million people fled.",
            ("A quarter of a million people", "displaced", 250000, 250000, None),
        ),
        (
            "fr",
            "Il coûte deux millions et demi d'euros.",
            ("deux millions et demi d'euros", "money", 2.5e6, 2.5e6, "EUR"),
        ),
        ("ru", "Погибли три сотни солдат.", ("три сотни солдат", "killed", 300, 300, None)),
        ("es", "Murieron sesenta y un soldados.", ("sesenta y un soldados", "killed", 61, 61, None)),
        ("tr", "Elliye yakın kişi öldü.", ("Elliye yakın kişi", "killed", 50, 50, None)),
        ("ar", "أصيب جنديان.", ("جنديان", "injured", 2, 2, None)),
        ("de", "Ein 56-Milliarden-Euro-Vertrag.", ("56-Milliarden-Euro", "money", 5.6e10, 5.6e10, "EUR")),
        ("pt", "Custou R$ 20 milhões.", ("R$ 20 milhões", "money", 2e7, 2e7, "BRL")),
        ("zh", "他们拦截四艘快艇。", ("四艘", "other", 4, 4, None)),
    ],
)
def test_numbers_are_read_in_the_ways_a_language_writes_them(language: str, text: str, row: Row) -> None:
    assert [line[1:] for line in found(text, language)] == [row[1:]]


@pytest.mark.parametrize(
    ("language", "text", "of"),
    [
        ("en", "Twelve miners lost their lives.", "killed"),
        ("de", "Zwölf Aktivisten sitzen hinter Gittern.", "arrested"),
        ("de", "Die Polizei führte zwölf Aktivisten ab.", "arrested"),
        ("fr", "Douze opposants sont en garde à vue.", "arrested"),
        ("pl", "Dach nad głową straciło dwanaście rodzin.", "displaced"),
        ("ru", "Наводнение унесло двенадцать жизней.", "killed"),
        ("en", "Twelve death sentences were handed down.", "other"),
        ("en", "They killed the mayor and two bodyguards.", "killed"),
        ("en", "Denmark gave twelve F-16 fighter jets.", "weapons"),
        ("ru", "Убиты двенадцать прихожан мечети.", "killed"),
    ],
)
def test_a_phrase_or_the_noun_itself_says_what_is_counted(language: str, text: str, of: str) -> None:
    assert [row[1] for row in found(text, language)] == [of]


def test_a_part_counts_what_the_whole_counts() -> None:
    assert [(of, low) for _, of, low, _, _ in found("Die Partei kam auf 29 von 120 Sitzen.", "de")] == [
        ("other", 29),
        ("other", 120),
    ]


def test_each_number_of_a_list_has_its_own_word() -> None:
    rows = found("Drei Menschen wurden getötet und 17 verletzt, 40 festgenommen.", "de")
    assert [(of, low) for _, of, low, _, _ in rows] == [("killed", 3), ("injured", 17), ("arrested", 40)]


def test_coordinated_and_included_numbers_count_the_same() -> None:
    rows = found("Shelling killed 12 soldiers and five civilians, including two children.", "en")
    assert [(of, low) for _, of, low, _, _ in rows] == [("killed", 12), ("killed", 5), ("killed", 2)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Am 5. Mai 2024 griff die 47. Brigade um 14.30 Uhr an."),
        ("de", "Der 63-Jährige flog eine F-16, die anderen S-300 und T-72."),
        ("de", "Nach 72 Stunden und 30 Kilometern endete es 3:1."),
        ("de", "Artikel 5 und Resolution 1701 gelten seit 2006."),
        ("en", "The 63-year-old left on May 5, 2024 after 20 years and 12 miles."),
        ("en", "Channel 12 said the 47th Brigade won 2-1 on 3 August."),
        ("en", "Call +49 30 1234567 or 030-12345."),
        ("ru", "47-я бригада 5 мая 2024 года прошла 30 км за 3 дня."),
        ("zh", "2024年5月3日下午3点，第三旅行进30公里。"),
        ("es", "El 12 de junio de 2024, tras 20 años."),
    ],
)
def test_dates_ages_ordinals_and_models_are_no_sizes(language: str, text: str) -> None:
    assert found(text, language) == []


def test_a_language_without_words_has_no_sizes() -> None:
    assert find_sizes("12 people", (Span(0, 9),), "xx") == []
    assert find_sizes("12 people", (Span(0, 9),), "all") == []


@settings(max_examples=80, deadline=None)
@given(WORDS, st.sampled_from(LANGUAGES))
def test_spans_lie_inside_the_text_and_bounds_in_order(words: list[str], language: str) -> None:
    text = " ".join(words)
    last = 0
    for mention in find_sizes(text, (Span(0, len(text)),), language):
        assert last <= mention.span.start < mention.span.stop <= len(text)
        low, high = mention.size.low, mention.size.high
        assert low is not None or high is not None
        assert low is None or high is None or low <= high
        last = mention.span.start


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_any_text_is_read(text: str, language: str) -> None:
    find_sizes(text, (Span(0, len(text)),), language)


@pytest.mark.parametrize(
    "unit", ["7", "1.", "zwei und ", "hundert", "million ", "1 bin ", "a", "三", "$1m ", "mehr als "]
)
def test_ten_times_the_text_costs_about_ten_times_as_much(unit: str) -> None:
    def cost(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        for language in ("de", "zh", "tr"):
            find_sizes(text, (Span(0, len(text)),), language)
        return time.process_time() - start

    cost(100)
    assert cost(100_000) < 40 * cost(10_000) + 0.5


def test_a_megabyte_of_digits_is_no_size() -> None:
    text = "7" * 1_000_000
    assert find_sizes(text, (Span(0, len(text)),), "en") == []
