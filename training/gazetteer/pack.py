"""Writes the gazetteer file: sorted key hashes with their places, read by `lagebild.extract.ground.gazetteer`."""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from lagebild.extract.ground.fold import hash_of, key_of
from lagebild.extract.ground.gazetteer import KINDS, PROTOCOL
from training.gazetteer.read import Entry

MOST_OWNERS = 60


def write(path: Path, entries: list[Entry], countries: dict[str, dict[str, Any]]) -> None:
    """Write the entries to `path`, largest towns first."""
    entries = sorted(entries, key=lambda e: (-e.population, e.name))
    states = sorted({row["iso3"] for row in countries.values()})
    divisions = sorted({(e.iso3, e.admin1) for e in entries if e.admin1})
    division_index = {pair: index + 1 for index, pair in enumerate(divisions)}
    state_index = {"": 0} | {iso3: index + 1 for index, iso3 in enumerate(states)}
    owners: dict[int, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        main = key_of(entry.name)
        for key in sorted({key_of(name) for name in entry.names} - {""}):
            owners[hash_of(key)].append(index * 2 + (key == main))
    hashes = sorted(owners)
    lists = [owners[h][:MOST_OWNERS] for h in hashes]
    text = "\n".join(entry.name.replace("\n", " ") for entry in entries).encode()
    np.savez_compressed(
        path,
        protocol=np.array([PROTOCOL], dtype=np.uint16),
        key_step=np.diff(np.array([0, *hashes], dtype=np.uint64)).astype(np.uint32),
        key_count=np.array([len(row) for row in lists], dtype=np.uint8),
        owner=np.array([owner for row in lists for owner in row], dtype=np.uint32),
        latitude=np.array([round(e.latitude * 1000) for e in entries], dtype=np.int32),
        longitude=np.array([round(e.longitude * 1000) for e in entries], dtype=np.int32),
        population=np.array([round(30 * math.log10(e.population + 1)) for e in entries], dtype=np.uint8),
        geonameid=np.array([e.geonameid for e in entries], dtype=np.uint32),
        country=np.array([state_index[e.iso3] for e in entries], dtype=np.uint16),
        admin1=np.array([division_index.get((e.iso3, e.admin1), 0) for e in entries], dtype=np.uint16),
        kind=np.array([KINDS.index(e.kind) for e in entries], dtype=np.uint8),
        hand=np.array([e.hand for e in entries], dtype=np.uint8),
        precision=np.array([round(e.precision_km) for e in entries], dtype=np.uint16),
        name=np.frombuffer(text, dtype=np.uint8),
        states=np.frombuffer("\n".join(["", *states]).encode(), dtype=np.uint8),
        divisions=np.frombuffer("\n".join(["", *(name for _, name in divisions)]).encode(), dtype=np.uint8),
    )
