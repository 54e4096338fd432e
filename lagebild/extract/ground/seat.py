"""Seats of government: a town that stands for the government when it acts."""

from __future__ import annotations

from typing import Final

from lagebild.extract.ground.fold import fold
from lagebild.extract.ground.gazetteer import Candidate
from lagebild.extract.ground.state import State

SEATS: Final = frozenset(
    [
        ("Tel Aviv", "ISR"), ("Jerusalem", "ISR"), ("Ramallah", "PSE"), ("La Paz", "BOL"), ("The Hague", "NLD"),
        ("Cape Town", "ZAF"), ("Abidjan", "CIV"), ("Cotonou", "BEN"), ("Dar es Salaam", "TZA"), ("Colombo", "LKA"),
        ("Aden", "YEM"), ("Tobruk", "LBY"), ("Banja Luka", "BIH"), ("Benghazi", "LBY"), ("Edinburgh", "GBR"),
        ("Belfast", "GBR"), ("Barcelona", "ESP"), ("Yangon", "MMR"), ("Chisinau", "MDA"), ("Sanaa", "YEM"),
        ("Delhi", "IND"), ("Bujumbura", "BDI"), ("Astana", "KAZ"), ("Nur-Sultan", "KAZ"), ("Washington", "USA"),
        ("Nay Pyi Taw", "MMR"), ("Naypyidaw", "MMR"), ("Mexico City", "MEX"), ("Erbil", "IRQ"), ("Pristina", "XKX"),
        ("Port Sudan", "SDN"),
    ]
)  # fmt: skip


def is_seat(place: Candidate, state: State) -> bool:
    """Return whether a town is the capital of a state, or the seat of its government or of a part of it."""
    if place.feature != "city" or place.magnitude < 3.5 or place.country != state.iso3:
        return False
    return fold(place.name.split(",")[0]) == fold(state.capital.split(",")[0]) or (place.name, place.country) in SEATS
