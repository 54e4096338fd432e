"""Languages are identified among those that are read; others are named, not forced into one of them."""

from __future__ import annotations

import pytest

from lagebild.collect.language import LanguageFinder, shorten_code
from lagebild.collect.options import LANGUAGES

FINDER = LanguageFinder(LANGUAGES)
HUNGARIAN = "A magyar kormány hétfőn bejelentette, hogy támogatja a javaslatot, amelyet a parlament elé terjesztettek. "
DUTCH = "De Nederlandse regering heeft maandag aangekondigd dat het leger extra troepen naar het oosten van het land stuurt. "
BULGARIAN = "Урадът на правителството съобщи, че войските са се изтеглили от града след тежки сражения през нощта. "
PERSIAN = (
    "وزیر امور خارجه گفت که نیروها پس از درگیری‌های شدید در روز دوشنبه از شهر عقب‌نشینی کرده‌اند و گفتگوها ادامه دارد. "
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kiew meldet Angriff", "de"), ("Russian forces withdrew", "en"), ("Les forces russes se sont retirées", "fr"),
        ("Las fuerzas rusas se retiraron de la ciudad", "es"), ("Le forze russe si sono ritirate dalla città", "it"),
        ("Siły rosyjskie wycofały się z miasta", "pl"), ("Российские войска отошли от города", "ru"),
        ("Київ повідомляє про атаку", "uk"), ("Rus güçleri şehirden çekildi", "tr"),
        ("انسحبت القوات الروسية من المدينة", "ar"), ("俄罗斯军队撤出该市", "zh"),
        ("As forças russas retiraram-se da cidade", "pt"), ("K", "de"), ("ш", "ru"),
    ],
)  # fmt: skip
def test_languages_are_found_in_short_texts(text: str, language: str) -> None:
    found = FINDER.find(text)
    assert found == language or (text in ("K", "ш") and found in LANGUAGES and found not in ("ar", "zh"))


@pytest.mark.parametrize(("text", "language"), [(HUNGARIAN, "hu"), (DUTCH, "nl"), (BULGARIAN, "bg"), (PERSIAN, "fa")])
def test_other_languages_are_named(text: str, language: str) -> None:
    assert FINDER.find(text * 2) == language


def test_a_declared_language_settles_short_texts_only() -> None:
    assert FINDER.find("Minister in Berlin", declared="de") == "de"
    assert FINDER.find("The minister said on Monday that the talks on aid would go on. " * 3, declared="de") == "en"


def test_only_the_languages_asked_for_are_found() -> None:
    assert LanguageFinder(("de", "fr")).find("Kiew meldet Angriff auf die Stadt") == "de"


@pytest.mark.parametrize(
    ("code", "short"),
    [("de-AT", "de"), ("en_US", "en"), ("German", "de"), ("ukr", "uk"), ("x-default", None), ("", None), (None, None)],
)
def test_language_tags_are_shortened(code: str | None, short: str | None) -> None:
    assert shorten_code(code) == short
