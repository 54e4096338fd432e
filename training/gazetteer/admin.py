"""First-level divisions: one entry each, with its bare English name, its centre and its names in every language."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import Any

from lagebild.extract.ground.fold import key_of
from training.gazetteer.read import Entry

GENERIC = re.compile(
    r"\b(autonomous|oblast'?|oblasts|province|governorate|region|state|republic|prefecture|department|district|county|krai|kray"
    r"|municipality|city|territory|voivodeship|canton|division|emirate|parish|of|the|muhafazat|wilaya|viloyati)\b",
    re.IGNORECASE,
)
FOREIGN_GENERIC = re.compile(
    r"\b(oblast’?|oblast'|oblasti|rajon|region|regione|regi[oó]n|regi[aã]o|r[eé]gion|provinz|provincia|prov[ií]ncia|province|"
    r"provincie|prowincja|d[eé]partement|departamento|dipartimento|distrito|distretto|distrikt|estado|estados|stato|[eé]tat|"
    r"bundesstaat|gouvernement|gouvernorat|gobernaci[oó]n|gobernaci[aã]o|governatorato|muhafaza|muhafazat|pr[aä]fektur|"
    r"pr[eé]fecture|prefectura|prefeitura|prefettura|kanton|kant[oó]n|canton|cant[oó]n|cantone|obw[oó]d|wojew[oó]dztwo|muhafazası|"
    r"ili|eyaleti|oblastı|bölgesi|vilayeti|valiliği|krai|kraj|kray|republik|r[eé]publique|rep[uú]blica|repubblica|republika|"
    r"cumhuriyeti|autonome[rs]?|des|de la|de los|du|de|del|della|dell’|d’|di|do|da|la|le|el|il|o|a|stan|gubernatorstwo|"
    r"область|край|республика|провинция|штат|округ|регион|мухафаза|департамент|вилайет|префектура|"
    r"провінція|республіка|округа|регіон)\b",
    re.IGNORECASE,
)
OVERRIDE = {
    "UA.12": "Kyiv City", "UA.20": "Sevastopol", "RU.48": "Moscow", "RU.47": "Moscow Oblast",
    "RU.42": "Leningrad", "RU.66": "Saint Petersburg", "SD.55": "North Darfur", "SD.49": "South Darfur",
    "SD.47": "West Darfur", "SD.60": "East Darfur", "SD.61": "Central Darfur", "SD.50": "South Kordofan",
    "SD.38": "Gezira", "SD.43": "Northern", "SY.08": "Rif Dimashq", "SY.05": "Suwayda",
    "YE.14": "Marib", "YE.15": "Saada", "YE.25": "Taiz", "YE.08": "Hodeidah",
    "YE.26": "Sanaa City", "YE.04": "Hadramaut", "YE.22": "Hajjah", "YE.24": "Lahij",
    "YE.18": "Dhale", "YE.11": "Dhamar", "DE.15": "Thuringia", "DE.08": "Rhineland-Palatinate",
    "DE.16": "Berlin", "DE.01": "Baden- Württemberg", "RU.73": "Tatarstan", "RU.80": "Udmurtia",
    "RU.12": "Chechnya", "RU.17": "Dagestan", "RU.61": "Rostov",
}  # fmt: skip


def bare(name: str) -> str:
    """Return the English name of a division without Oblast, Province and the like."""
    short = re.sub(r"\s+", " ", GENERIC.sub(" ", name)).strip(" -–'’,")
    return short or name


def short_forms(name: str) -> set[str]:
    """Return a foreign name of a division with and without its generic word."""
    short = re.sub(r"\s+", " ", FOREIGN_GENERIC.sub(" ", name)).strip(" -–'’,()")
    return {name, short} if len(short) > 3 and short[0].isupper() else {name}


def build_admin1(
    names: dict[str, str],
    subdivisions: dict[str, dict[str, list[str]]],
    centroids: dict[str, tuple[str, float, float]],
    cities: list[dict[str, Any]],
    iso3: dict[str, str],
) -> dict[str, Entry]:
    """Return the divisions by GeoNames code; CLDR names are joined by likeness of name and by distance."""
    centres = _centres(cities)
    entries: dict[str, Entry] = {}
    extra: dict[str, Entry] = {}
    by_country: dict[str, list[str]] = defaultdict(list)
    for code in subdivisions:
        by_country[code[:2]].append(code)
    for code, name in names.items():
        country, _, number = code.partition(".")
        if country not in iso3 or (code not in centres and not number):
            continue
        lat, lon, population = centres.get(code, (math.nan, math.nan, 0))
        english = OVERRIDE.get(code, bare(name))
        entry = Entry(english, iso3[country], "admin1", lat, lon, population=population, admin1=english)
        entry.names = {english, name}
        entries[code] = entry
    for country, codes in by_country.items():
        ours = {code: entry for code, entry in entries.items() if code.startswith(f"{country}.")}
        joined = _join(codes, subdivisions, centroids, ours)
        for iso_code in set(codes) - set(joined):
            if iso_code in centroids and country in iso3:
                extra[iso_code] = _second_level(iso_code, subdivisions[iso_code], centroids[iso_code], iso3[country])
        for iso_code, code in joined.items():
            entry = entries[code]
            for forms in subdivisions[iso_code].values():
                for form in forms:
                    entry.names |= short_forms(form)
            if math.isnan(entry.latitude) and iso_code in centroids:
                _, entry.latitude, entry.longitude = centroids[iso_code]
    return {code: entry for code, entry in (entries | extra).items() if not math.isnan(entry.latitude)}


def _second_level(code: str, names: dict[str, list[str]], centroid: tuple[str, float, float], iso3: str) -> Entry:
    name, latitude, longitude = centroid
    english = bare((names.get("en") or [name])[0])
    entry = Entry(english, iso3, "admin1", latitude, longitude, admin1=english, precision_km=40.0)
    entry.names = {english, name} | {form for forms in names.values() for full in forms for form in short_forms(full)}
    return entry


def _centres(cities: list[dict[str, Any]]) -> dict[str, tuple[float, float, int]]:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for city in cities:
        row = sums[f"{city['countrycode']}.{city['admin1code']}"]
        weight = math.sqrt(city["population"] + 100)
        row[0] += weight
        row[1] += weight * city["latitude"]
        row[2] += weight * city["longitude"]
        row[3] += city["population"]
    return {code: (row[1] / row[0], row[2] / row[0], int(row[3])) for code, row in sums.items()}


def _join(
    codes: list[str],
    subdivisions: dict[str, dict[str, list[str]]],
    centroids: dict[str, tuple[str, float, float]],
    ours: dict[str, Entry],
) -> dict[str, str]:
    scored = []
    for iso_code in codes:
        theirs = {
            key_of(bare(form))
            for language in ("en", "de", "fr", "es")
            for form in subdivisions[iso_code].get(language, [])
        }
        theirs |= {
            key_of(form)
            for language in ("en", "de", "fr")
            for name in subdivisions[iso_code].get(language, [])
            for form in short_forms(name)
        }
        local = centroids.get(iso_code)
        if local:
            theirs.add(key_of(bare(local[0])))
        for code, entry in ours.items():
            likeness = max((_likeness(a, key_of(b)) for a in theirs for b in (entry.name, *entry.names)), default=0.0)
            km = _km(local[1], local[2], entry.latitude, entry.longitude) if local else 300.0
            near = 0.0 if math.isnan(km) else max(0.0, 1 - km / 300)
            if likeness > 0.85 or (likeness > 0.5 and near > 0.6) or near > 0.9:
                scored.append((likeness + 0.6 * near, iso_code, code))
    joined: dict[str, str] = {}
    taken: set[str] = set()
    for _, iso_code, code in sorted(scored, reverse=True):
        if iso_code not in joined and code not in taken:
            joined[iso_code] = code
            taken.add(code)
    return joined


def _likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    pairs_a = {a[i : i + 2] for i in range(len(a) - 1)}
    pairs_b = {b[i : i + 2] for i in range(len(b) - 1)}
    return 2 * len(pairs_a & pairs_b) / max(1, len(pairs_a) + len(pairs_b))


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    x = math.radians(lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return 6371.0 * math.hypot(x, math.radians(lat2 - lat1))
