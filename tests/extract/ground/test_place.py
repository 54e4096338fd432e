"""Places: names in many spellings and scripts, told apart by what stands around them."""

from __future__ import annotations

import time

import pytest

from lagebild.extract.ground.fold import key_of, tokenize
from lagebild.extract.ground.gazetteer import Gazetteer
from lagebild.extract.ground.passage import PassageReader
from lagebild.extract.ground.place import PlaceResolver, distance_km, focus_place, ground_places
from lagebild.extract.ground.place_scan import find_places
from lagebild.records import Place
from lagebild.spans import Span


@pytest.fixture(scope="module")
def resolver() -> PlaceResolver:
    return PlaceResolver()


def ground(resolver: PlaceResolver, marked: str, language: str) -> list[Place | None]:
    text, spans = "", []
    for index, part in enumerate(marked.replace("]", "[").split("[")):
        if index % 2:
            spans.append(Span(len(text), len(text) + len(part)))
        text += part
    return ground_places(text, spans, language=language, resolver=resolver)


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Tschassiw Jar", "UKR", 48.59, 37.84),
        ("Wuhledar", "UKR", 47.78, 37.25),
        ("Миколаїв", "UKR", 46.97, 32.0),
        ("خان يونس", "PSE", 31.34, 34.31),
        ("哈尔科夫", "UKR", 49.98, 36.25),
        ("Dschabalija", "PSE", 31.53, 34.48),
        ("Yeongbyeon", "PRK", 39.8, 125.75),
    ],
)
def test_conflict_places_have_one_point(
    resolver: PlaceResolver, name: str, country: str, latitude: float, longitude: float
) -> None:
    language = {"М": "uk", "خ": "ar", "哈": "zh"}.get(name[0], "de")
    place = ground(resolver, f"[{name}]", language)[0]
    assert place is not None
    assert place.country == country
    assert place.latitude is not None
    assert place.longitude is not None
    assert distance_km(place.latitude, place.longitude, latitude, longitude) < 20


@pytest.mark.parametrize(
    ("marked", "language", "country"),
    [
        ("Im libanesischen [Tripoli] schoss die Armee.", "de", "LBN"),
        ("In [Tripoli] tagte die libysche Regierung.", "de", "LBY"),
        ("Police in [London], Ontario, arrested a man.", "en", "CAN"),
        ("Росіяни вдарили по вокзалу [Краматорська].", "uk", "UKR"),
        ("Pod [Charkowem] trwają walki.", "pl", "UKR"),
        ("[Batman]'da protesto sürüyor.", "tr", "TUR"),
    ],
)
def test_context_and_endings_decide(resolver: PlaceResolver, marked: str, language: str, country: str) -> None:
    place = ground(resolver, marked, language)[0]
    assert place is not None
    assert place.country == country
    assert place.evidence


def test_country_stays_country_and_division_is_bare_english(resolver: PlaceResolver) -> None:
    country, division = ground(resolver, "Aus der [Ukraine] in die [Region Kursk].", "de")
    assert country is not None
    assert (country.feature, country.country, country.latitude) == ("country", "UKR", None)
    assert division is not None
    assert (division.feature, division.name, division.country) == ("admin1", "Kursk", "RUS")


def test_what_is_no_name_is_no_place(resolver: PlaceResolver) -> None:
    assert ground(resolver, "Er trat vor das [Rathaus] in der [Region].", "de") == [None, None]


def test_disputed_land_has_the_recognised_country(resolver: PlaceResolver) -> None:
    crimea, golan = ground(resolver, "Auf der [Krim] und auf den [Golanhöhen]", "de")
    assert crimea is not None
    assert golan is not None
    assert (crimea.country, golan.country) == ("UKR", "SYR")


def test_focus_is_the_finest_place_named_most() -> None:
    kursk = Place("Kursk", "RUS", latitude=51.7, longitude=36.2, feature="city")
    assert focus_place([Place("Russia", "RUS", feature="country"), kursk, kursk, None]) == kursk
    assert focus_place([]) is None


def test_scan_finds_places_but_no_common_words() -> None:
    text = "In Essen und Mariupol sprach die Bank über die Ukraine."
    found = find_places(text, language="de", day="2024-01-01", reader=PassageReader())
    assert [span.of(text) for span in found] == ["Mariupol", "Ukraine"]


def test_gazetteer_opens_fast_and_is_small() -> None:
    from lagebild.extract.ground.gazetteer import PATH

    started = time.process_time()
    gazetteer = Gazetteer()
    assert time.process_time() - started < 0.5
    assert PATH.stat().st_size < 15_000_000
    assert gazetteer.find(key_of("Kein Ort dieses Namens")) == ()


def test_tokens_keep_their_offsets() -> None:
    text = "l'Ukraine, N'Djamena et 北京"
    assert [t.text for t in tokenize(text, language="fr")] == ["Ukraine", "N'Djamena", "et", "北", "京"]
    assert all(text[t.start : t.stop] == t.text for t in tokenize(text, language="fr"))


@pytest.mark.parametrize(
    ("text", "mention", "language", "country"),
    [
        ("Ordu Menbiç çevresine takviye gönderdi.", "Menbiç", "tr", "SYR"),
        ("Rejim güçleri Serakib'den çekildi.", "Serakib", "tr", "SYR"),
        ("Обстріл Шебекіного тривав годину.", "Шебекіного", "uk", "RUS"),
        ("Взрыв на арсенале в Торопце.", "Торопце", "ru", "RUS"),
        ("Strikes hit the port of Reni on the Danube.", "Reni", "en", "UKR"),
    ],
)
def test_foreign_spellings(resolver: PlaceResolver, text: str, mention: str, language: str, country: str) -> None:
    start = text.index(mention)
    place = ground_places(text, [Span(start, start + len(mention))], language=language, resolver=resolver)[0]
    assert place is not None
    assert place.country == country
