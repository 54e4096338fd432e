"""Names to places: a compact table of hashed names that opens fast and holds no text but each place's main name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from lagebild.errors import AssetError
from lagebild.extract.ground.fold import hash_of

PROTOCOL: Final = 1
KINDS: Final = ("country", "admin1", "city", "site", "region")
Feature = Literal["country", "admin1", "city", "site", "region"]
PATH: Final = Path(__file__).parents[1] / "data" / "gazetteer.npz"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may stand for; `main` tells whether it is the place's own first name."""

    index: int
    name: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    magnitude: float
    geonameid: int | None
    feature: Feature
    precision_km: float
    main: bool
    hand: bool


class Gazetteer:
    """The places of the world by name. `find(key)` takes a key made by `key_of`."""

    def __init__(self, path: Path = PATH) -> None:
        try:
            with np.load(path, allow_pickle=False) as table:
                self._load({name: table[name] for name in table.files})
        except (OSError, KeyError, ValueError) as error:
            raise AssetError(f"The gazetteer {path} cannot be read ({error}); install the package again.") from error

    def _load(self, table: dict[str, NDArray[np.uint64]]) -> None:
        if int(table["protocol"][0]) != PROTOCOL:
            raise AssetError(f"The gazetteer is of protocol {table['protocol'][0]}, wanted is {PROTOCOL}.")
        self._keys = np.cumsum(table["key_step"], dtype=np.uint64)
        self._stops = np.cumsum(table["key_count"], dtype=np.int64)
        self._names = table["name"].tobytes()
        breaks = np.flatnonzero(table["name"] == 10)
        self._name_starts = np.concatenate(([0], breaks + 1))
        self._name_stops = np.concatenate((breaks, [len(self._names)]))
        self._states = table["states"].tobytes().decode().split("\n")
        self._divisions = table["divisions"].tobytes().decode().split("\n")
        self._table = table
        self._find = lru_cache(maxsize=20_000)(self._search)

    def find(self, key: str) -> tuple[Candidate, ...]:
        """Return the places with this name, largest first."""
        return self._find(key)

    def find_any(self, keys: Iterable[str]) -> tuple[Candidate, ...]:
        """Return the places under the first of `keys` that has any."""
        return next((found for key in keys if (found := self._find(key))), ())

    def _search(self, key: str) -> tuple[Candidate, ...]:
        number = np.uint64(hash_of(key))
        row = int(self._keys.searchsorted(number))
        if row >= len(self._keys) or self._keys[row] != number:
            return ()
        start = int(self._stops[row - 1]) if row else 0
        return tuple(self._candidate(int(owner)) for owner in self._table["owner"][start : int(self._stops[row])])

    def _candidate(self, owner: int) -> Candidate:
        index, table = owner // 2, self._table
        precision = float(table["precision"][index])
        magnitude = float(table["population"][index]) / 30
        return Candidate(
            index=index,
            name=self._names[self._name_starts[index] : self._name_stops[index]].decode(),
            country=self._states[int(table["country"][index])] or None,
            admin1=self._divisions[int(table["admin1"][index])] or None,
            latitude=int(table["latitude"][index]) / 1000,
            longitude=int(table["longitude"][index]) / 1000,
            magnitude=magnitude,
            geonameid=int(table["geonameid"][index]) or None,
            feature=KINDS[int(table["kind"][index])],
            precision_km=precision or (100.0 if KINDS[int(table["kind"][index])] == "admin1" else _radius(magnitude)),
            main=bool(owner % 2),
            hand=bool(table["hand"][index]),
        )


def _radius(magnitude: float) -> float:
    """Return the radius of a town of 10**magnitude people: 2 km for a village, 20 km for ten million."""
    return round(min(25.0, max(2.0, 0.0063 * 10 ** (magnitude / 2))), 1)
