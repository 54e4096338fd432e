"""Parties: to country and sector, by what the span says and by what stands around it."""

from __future__ import annotations

from datetime import date

import pytest

from lagebild.extract.ground.actor import ActorResolver
from lagebild.extract.ground.actor_scan import spans_of_parties
from lagebild.spans import Span


@pytest.fixture(scope="module")
def resolver() -> ActorResolver:
    return ActorResolver()


def codes(resolver: ActorResolver, marked: str, language: str, day: str = "2025-01-15") -> list[list[str]]:
    text, spans = "", []
    for index, part in enumerate(marked.replace("]", "[").split("[")):
        if index % 2:
            spans.append(Span(len(text), len(text) + len(part)))
        text += part
    found = resolver.ground_actors(text, spans, language=language, published_at=date.fromisoformat(day))
    return [[actor.code for actor in actors] for actors in found]


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("[Kanadas Ministerpräsident Justin Trudeau] schwieg.", "de", "CAN/GOV"),
        ("[Nordkoreanische Truppen] rückten vor.", "de", "PRK/MIL"),
        ("[Der Kremlsprecher] wies das zurück.", "de", "RUS/GOV"),
        ("[Brüssel] setzte die Visafreiheit aus.", "de", "IGO:EU"),
        ("[Les rebelles houthis] ont tiré.", "fr", "REB:HOUTHI"),
        ("[Российские войска] отошли.", "ru", "RUS/MIL"),
        ("[المتحدث باسم الجيش الإسرائيلي] نفى.", "ar", "ISR/MIL"),
        ("[中国外交部]表示谴责。", "zh", "CHN/GOV"),
        ("[Türk polisi] müdahale etti.", "tr", "TUR/COP"),
        ("[L'armée nigérienne] a démenti.", "fr", "NER/MIL"),
        ("[Germany's ambassador to NATO] resigned.", "en", "DEU/GOV"),
    ],
)
def test_span_alone(resolver: ActorResolver, marked: str, language: str, expected: str) -> None:
    assert codes(resolver, marked, language) == [[expected]]


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("In der georgischen Hauptstadt Tiflis ging [die Polizei] vor.", "de", "GEO/COP"),
        ("Rioters burned shops in Blantyre while [police] fired.", "en", "MWI/COP"),
        ("[Das Justizministerium] in Rom lehnte ab.", "de", "ITA/GOV"),
    ],
)
def test_country_from_context(resolver: ActorResolver, marked: str, language: str, expected: str) -> None:
    assert codes(resolver, marked, language) == [[expected]]


def test_office_of_the_day(resolver: ActorResolver) -> None:
    assert codes(resolver, "[Trump] rief an.", "de", "2024-06-01") == [["USA/ELI"]]
    assert codes(resolver, "[Trump] rief an.", "de", "2025-06-01") == [["USA/GOV"]]


def test_taliban_change_sides_in_2021(resolver: ActorResolver) -> None:
    assert codes(resolver, "[Die Taliban] griffen an.", "de", "2015-06-01") == [["REB:TALIBAN"]]
    assert codes(resolver, "[Die Taliban] verboten das.", "de", "2022-06-01") == [["AFG/GOV"]]


def test_both_countries_are_two_parties(resolver: ActorResolver) -> None:
    found = codes(resolver, "[Armenien] und [Aserbaidschan] unterschrieben; [beide Länder] öffnen Botschaften.", "de")
    assert found == [["ARM"], ["AZE"], ["ARM", "AZE"]]


def test_pronouns_and_descriptions(resolver: ActorResolver) -> None:
    marked = "[Die Hisbollah] schoss auf [Israel]. [Die Miliz] drohte mit mehr."
    assert codes(resolver, marked, "de") == [["REB:HEZBOLLAH"], ["ISR"], ["REB:HEZBOLLAH"]]
    marked = "[Venezuela] massed troops. [Its defence minister] warned Guyana."
    assert codes(resolver, marked, "en") == [["VEN"], ["VEN/GOV"]]


def test_nobody_in_particular_stays_open(resolver: ActorResolver) -> None:
    assert codes(resolver, "Kiew bat [die Verbündeten] um Hilfe.", "de") == [["---"]]


def test_evidence_is_given(resolver: ActorResolver) -> None:
    actor = resolver.resolve("In Blantyre fired police.", Span(18, 24), language="en")
    assert actor is not None
    assert "nearest country" in actor.evidence or "beside" in actor.evidence


def test_unlisted_names_are_known_by_what_stands_beside_them(resolver: ActorResolver) -> None:
    marked = "The court convicted [Joseph Ngbako], a former Seleka commander, of murder."
    assert codes(resolver, marked, "en", "2023-07-21") == [["REB:SELEKA"]]
    assert codes(resolver, "[Helfer der Organisation CDH] warnten.", "de") == [["NGO:CDH"]]


def test_pro_and_anti_name_no_party(resolver: ActorResolver) -> None:
    assert codes(resolver, "In Chisinau marched [the pro-Russian opposition].", "en") == [["MDA/OPP"]]


def test_scan_finds_whole_parties(resolver: ActorResolver) -> None:
    text = "Ukrainische Truppen griffen an, sagte Kremlsprecher Peskow; die Uno und beide Länder schwiegen."
    passage = resolver.reader.read(text, language="de", day="2025-01-01")
    found = [span.of(text) for span in spans_of_parties(passage)]
    assert found == ["Ukrainische Truppen", "Kremlsprecher Peskow", "Uno", "beide Länder"]


def test_joined_towns_and_bodies_are_several_parties(resolver: ActorResolver) -> None:
    assert codes(resolver, "[Unterhändler aus Belgrad und Pristina] reisten ab.", "de") == [["SRB/GOV", "XKX/GOV"]]
    assert codes(resolver, "[Negotiators for Kinshasa and the M23] met.", "en") == [["COD/GOV", "REB:M23"]]
    assert codes(resolver, "[ambassadeur rwandais à Bruxelles]", "fr") == [["RWA/GOV"]]


def test_shared_nouns_and_titles(resolver: ActorResolver) -> None:
    assert codes(resolver, "An [Israeli] and a Greek warship met [Greek] frigates.", "en") == [["ISR"], ["GRC/MIL"]]
    assert codes(resolver, "Mazedoniens [Staatspräsident Ivanov] unterschrieb nicht.", "de", "2018-06-01") == [
        ["MKD/GOV"]
    ]


@pytest.mark.parametrize(
    ("marked", "day", "code"),
    [
        ("[Die SPÖ] warnte.", "2019-01-01", "AUT/OPP"),
        ("[Die SPÖ] warnte.", "2016-01-01", "AUT/PTY"),
        ("[Die PiS] warnte.", "2025-03-05", "POL/OPP"),
        ("[Riek Machar] drohte.", "2016-08-16", "REB:SPLM-IO"),
        ("[Peschmerga] rückten vor.", "2016-11-16", "IRQ/MIL"),
        ("[Das Europaparlament] stimmte zu.", "2024-11-16", "IGO:EU/LEG"),
        ("[Der Kärntner Landtag] stimmte zu.", "2024-11-16", "AUT/LEG"),
    ],
)
def test_parties_and_bodies_by_day(resolver: ActorResolver, marked: str, day: str, code: str) -> None:
    assert codes(resolver, marked, "de", day) == [[code]]


def test_first_names_and_councils(resolver: ActorResolver) -> None:
    assert codes(resolver, "Habló [el presidente Mauricio Macri] en Argentina.", "es", "2017-01-01") == [["ARG/GOV"]]
    assert codes(resolver, "[Der ukrainische Sicherheitsrat] tagte.", "de") == [["UKR"]]
    assert codes(resolver, "[Le Quai d'Orsay] a convoqué l'ambassadeur de Russie.", "fr") == [["FRA/GOV"]]


@pytest.mark.parametrize(
    ("marked", "language", "code"),
    [
        ("[Mexiko-Stadt] protestierte.", "de", "MEX/GOV"),
        ("[Port-au-Prince] dementierte.", "de", "HTI/GOV"),
        ("[Delhi] objected.", "en", "IND/GOV"),
        ("[Astana] lehnte ab.", "de", "KAZ/GOV"),
    ],
)
def test_capitals_act_for_their_states(resolver: ActorResolver, marked: str, language: str, code: str) -> None:
    assert codes(resolver, marked, language) == [[code]]
