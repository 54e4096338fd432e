"""Sentences: bars in the text mark where one must end; a text without bars must stay whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.extract.sentence import split_sentences

MARKED = [
    ("de", "Am 6. August griff die Armee z. B. Kursk an.| Kiew schwieg."),
    ("de", "Das sagte Präs. Selenskyj am Dienstag.| „Wir bleiben.“| Er ging."),
    ("de", "„Wirklich?“, fragte er.| Niemand antwortete."),
    ("de", "Der Krieg begann 2022.| Die Lage ist ernst."),
    ("de", "KIEW (dpa) – Die Front hält.| In Moskau wurde demonstriert."),
    ("de", "Die Abgeordneten um Dr. Maria K. Weber u. a. stimmten zu.| Es blieb ruhig."),
    ("en", "Gen. Smith left the U.S. on Monday.| \"No,\" he said.| It was 5 p.m. in Kyiv."),
    ("en", "Prices rose 3.5 percent.| Mr. Jones resigned."),
    ("fr", "M. Macron est arrivé.| Il a parlé."),
    ("es", "El Sr. Díaz llegó a EE. UU. ayer.| Habló poco."),
    ("ru", "В 2014 г. войска вошли в Крым.| Киев протестовал."),
    ("uk", "Про це заявив ген. Коваль.| Бої тривають."),
    ("zh", "朝鲜派遣军队。|韩国担忧！|美国沉默。"),
    ("ar", "أعلنت الوزارة ذلك.| هل ترد الحكومة؟| لا تعليق."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "marked"), MARKED)
def test_sentences_end_where_marked(language: str, marked: str) -> None:
    text = marked.replace("|", "")
    assert [span.of(text) for span in split_sentences(text, language)] == [s.strip() for s in marked.split("|")]


def test_headline_and_paragraphs_are_their_own_sentences() -> None:
    text = "Proteste in Tiflis\nDie Polizei griff ein.\n\nEs gab Verletzte"
    assert [s.of(text) for s in split_sentences(text, "de")] == [
        "Proteste in Tiflis",
        "Die Polizei griff ein.",
        "Es gab Verletzte",
    ]


@given(st.text(max_size=400), st.sampled_from(["de", "en", "ar", "zh", "xx"]))
def test_spans_are_ordered_and_cover_all_letters(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    assert all(a.stop <= b.start for a, b in pairwise(spans))
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())
