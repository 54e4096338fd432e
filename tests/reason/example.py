"""A report written for these tests, as passages in the format of the annotation guide, and a small scenario file."""

from __future__ import annotations

from typing import Any

FIRST = (
    "Belarus hat 4.000 bis 6.000 Soldaten nach Russland geschickt, um Moskau im Krieg gegen die Ukraine beizustehen. "
    "Sehr wahrscheinlich rücken die belarussischen Einheiten in Belgorod ein und greifen dort ukrainische Verbände an."
)
SECOND = (
    "Alles hängt davon ab, wohin die Einheiten gehen, sagte die Militärforscherin Anna Lind. "
    "Am ehesten sei ein Einsatz in Belgorod zu erwarten, er würde am wenigsten verurteilt. "
    "Das Ziel sei, die Gegner zurückzuwerfen und an der Staatsgrenze stehenzubleiben."
)
THIRD = (
    "So kämpfte kein fremdes Heer auf ukrainischem Boden. "
    "Dass Minsk sich an diese Begrenzung hält, glaubt kaum jemand. "
    "Polen und Litauen berieten über das hohe Tempo des Aufmarsches."
)

PASSAGES: tuple[dict[str, Any], ...] = (
    {
        "id": "one",
        "lang": "de",
        "date": "2025-03-04",
        "text": FIRST,
        "events": [
            {
                "type": "AID",
                "anchor": "geschickt",
                "actor": ["Belarus"],
                "recipient": ["Moskau"],
                "place": [{"text": "Russland", "place": {"country": "RUS"}}],
                "status": "occurred",
                "size": [{"of": "troops", "low": 4000, "high": 6000}],
                "actor_code": ["BLR"],
                "recipient_code": ["RUS/GOV"],
            },
            {
                "type": "ASSAULT",
                "anchor": "greifen",
                "actor": ["belarussischen Einheiten"],
                "recipient": ["ukrainische Verbände"],
                "place": [{"text": "Belgorod", "place": {"country": "RUS"}}],
                "status": "planned",
                "size": [],
                "actor_code": ["BLR/MIL"],
                "recipient_code": ["UKR/MIL"],
            },
        ],
        "statements": [
            {
                "cue": "Sehr wahrscheinlich",
                "sources": [],
                "content": "rücken die belarussischen Einheiten in Belgorod ein",
                "kind": "assessment",
                "direct": False,
                "certainty": "very_likely",
                "voice": "author",
            }
        ],
        "scenarios": [],
    },
    {
        "id": "two",
        "lang": "de",
        "date": "2025-03-05",
        "text": SECOND,
        "events": [],
        "statements": [
            {
                "cue": None,
                "sources": ["Militärforscherin Anna Lind"],
                "content": "Das Ziel sei, die Gegner zurückzuwerfen und an der Staatsgrenze stehenzubleiben",
                "kind": "assessment",
                "direct": False,
                "certainty": None,
            }
        ],
        "scenarios": [
            {
                "subject": "wohin die Einheiten gehen",
                "condition": "ein Einsatz in Belgorod",
                "outcome": ["am wenigsten verurteilt"],
                "rank": "most_likely",
                "valence": ["other"],
                "sources": ["Militärforscherin Anna Lind"],
            }
        ],
    },
    {
        "id": "three",
        "lang": "de",
        "date": "2025-03-05",
        "text": THIRD,
        "events": [
            {
                "type": "CONSULT",
                "anchor": "berieten",
                "actor": ["Polen", "Litauen"],
                "recipient": [],
                "place": [],
                "status": "occurred",
                "size": [],
                "actor_code": ["POL", "LTU"],
                "recipient_code": [],
            }
        ],
        "statements": [
            {
                "cue": "glaubt kaum jemand",
                "sources": [],
                "content": "Minsk sich an diese Begrenzung hält",
                "kind": "assessment",
                "direct": False,
                "certainty": "very_unlikely",
                "voice": "author",
            }
        ],
        "scenarios": [
            {
                "subject": "die Einheiten",
                "condition": None,
                "outcome": ["kein fremdes Heer auf ukrainischem Boden"],
                "rank": "possible",
                "valence": ["de-escalates"],
                "sources": [],
            }
        ],
    },
)

SCENARIO = """\
schema = 1
title = "Belgorod"
language = "en"
as_of = 2025-03-05
horizons = [3, 12]

[conflict]
name = "Russia - Ukraine"
kind = "interstate"
intensity = "war"
start = 2022-02-24

[decision]
question = "Where do the units go?"
actor = "BLR"

[[actor]]
code = "RUS"
side = "a"
role = "belligerent"

[[actor]]
code = "UKR"
side = "b"
role = "belligerent"

[[actor]]
code = "BLR"
side = "a"
role = "intervener"

[[actor]]
code = "POL"
role = "concerned"

[[theatre]]
id = "belgorod"
owner = "RUS"
attacker = "a"
air = "neither"
defence = "unfortified"

[[theatre]]
id = "ukraine"
owner = "UKR"
attacker = "a"

[[option]]
id = "stays_out"

[[option]]
id = "belgorod"
theatre = "belgorod"
rank = "most_likely"
likelihood = [0.55, 0.8]
breaks_into = "goes_on"
limit_kept = [0.1, 0.2, 0.4]

[[option]]
id = "goes_on"
theatre = "ukraine"
follows = ["belgorod"]
shift = { joining = [0.0, 0.5, 1.0] }

[[force]]
actor = "BLR"
theatre = "belgorod"
low = 4000
high = 6000
source = "B2"
options = ["belgorod"]

[[force]]
actor = "RUS"
theatre = "belgorod"
low = 8000
high = 12000
source = "B2"

[[force]]
actor = "UKR"
theatre = "belgorod"
low = 5000
high = 9000
source = "C3"

[crisis]
trigger = "violence"

[[support]]
supporter = "BLR"
recipient = "RUS"
now = "troops"

[condemnation]
target = "RUS"

[[judgement]]
about = "option:belgorod"
band = "very_likely"
source = "author"

[[judgement]]
about = "option:belgorod"
band = "likely"
source = "Anna Lind"
"""


def edited(old: str, new: str) -> str:
    """Return the scenario file with one wording replaced."""
    assert old in SCENARIO
    return SCENARIO.replace(old, new, 1)
