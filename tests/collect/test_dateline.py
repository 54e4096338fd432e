"""Datelines and agency marks in many styles, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.collect.dateline import CreditFinder

FINDER = CreditFinder()


@pytest.mark.parametrize(
    ("text", "dateline", "agencies"),
    [
        ("KIEW (AFP) – Die Lage ist ruhig.", "KIEW", ("AFP",)),
        ("Kiew (dpa) - Die Lage", "Kiew", ("dpa",)),
        ("Frankfurt am Main (dpa/AFP) – Die Lage", "Frankfurt am Main", ("dpa", "AFP")),
        ("Wien/Kiew (APA/dpa) – Der Minister", "Wien/Kiew", ("APA", "dpa")),
        ("Bonn (KNA) Der Bischof sprach", "Bonn", ("KNA",)),
        ("Schlagzeile ist hier.\nKIEW/MOSKAU (dpa). Der", "KIEW/MOSKAU", ("dpa",)),
        ("Neue Angriffe gemeldet. Kiew – Die Armee", "Kiew", ()),
        ("Spannung vor der Entscheidung. St. Pölten – Die Armee", "St. Pölten", ()),
        ("Berlin/Kiew – Der Kanzler", "Berlin/Kiew", ()),
        ("MOSCOW, Aug 6 (Reuters) - Text", "MOSCOW", ("Reuters",)),
        ("WASHINGTON (AP) — Text", "WASHINGTON", ("AP",)),
        ("KYIV, Ukraine (AP) — Text", "KYIV", ("AP",)),
        ("BEIJING, Aug. 6 (Xinhua) -- China", "BEIJING", ("Xinhua",)),
        ("PARIS, 6 août (Reuters) - Le ministre", "PARIS", ("Reuters",)),
        ("Madrid, 6 ago (EFE).- El ministro", "Madrid", ("EFE",)),
        ("(ANSA) - ROMA, 6 AGO - Il ministro", "ROMA", ("ANSA",)),
        ("Warszawa (PAP) - Rząd", "Warszawa", ("PAP",)),
        ("ANKARA (AA) - Türkiye", "ANKARA", ("Anadolu",)),
        ("МОСКВА, 6 августа. /ТАСС/. Войска", "МОСКВА", ("TASS",)),
        ("КИЇВ, 6 серпня /Укрінформ/. Війська", "КИЇВ", ("Ukrinform",)),
        ("القاهرة (أ ف ب) - قال", "القاهرة", ("AFP",)),
        ("新华社北京8月6日电 记者", "北京", ("Xinhua",)),
        ("（新华社基辅8月6日电）记者", "基辅", ("Xinhua",)),
        ("(dpa) Der Minister sprach", None, ("dpa",)),
        ("/dpa/ Der Minister sprach", None, ("dpa",)),
        ("Der Minister sprach. (dpa)", None, ("dpa",)),
        ("Der Minister sprach. – dpa", None, ("dpa",)),
        ("Der Minister sprach.\ndpa/afp", None, ("dpa", "AFP")),
        ("Der Minister sprach. (APA, 6.8.2024)", None, ("APA",)),
        ("Der Minister sprach. (red, APA, dpa)", None, ("APA", "dpa")),
        ("Der Minister sprach. (mit dpa)", None, ("dpa",)),
        ("Der Minister sprach. Mit Material von dpa", None, ("dpa",)),
        ("Der Minister reist – nach Kiew.", None, ()),
        ("Die Ukraine – ein Land im Krieg.", None, ()),
        ("Mr. Smith (AP) is a reporter.", None, ()),
        ("Der Minister der APA (Wien) sprach.", None, ()),
        ("Er sprach über die NATO (siehe Seite 3)", None, ()),
        ("", None, ()),
    ],
)
def test_credits(text: str, dateline: str | None, agencies: tuple[str, ...]) -> None:
    credit = FINDER.find(text)
    assert (credit.dateline, credit.agencies) == (dateline, agencies)


@given(st.text(alphabet="AÄa ./-–—()[],:\n6", max_size=400))
def test_any_head_is_read(text: str) -> None:
    dateline = FINDER.find(text).dateline
    assert dateline is None or dateline in text
