"""Write a scenario file from what reports say: every line with its sentence, what they leave open as a question."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from lagebild.errors import UsageError
from lagebild.reason.gather import (
    DEPLOY,
    HAPPENED,
    Evidence,
    Passage,
    find_cue,
    parties,
    sentence_around,
    text_of,
    walk_events,
)
from lagebild.reason.picture import (
    Branch,
    Picture,
    find_attacker,
    find_bands,
    find_doubts,
    find_enemy,
    find_land_spoken_of,
    find_statement,
    has_limit,
    name_source,
    take_picture,
)
from lagebild.reason.state import read_states
from lagebild.reason.words import band_named


def draft_scenario(passages: Sequence[Passage], *, title: str = "", as_of: date | None = None) -> str:
    """Return a commented scenario file, valid as it stands, from passages in the format of the annotation guide."""
    if not passages:
        raise UsageError("no passage to draft from; give a report that the reader found something in")
    picture = take_picture(passages, as_of=as_of)
    if not picture.actors:
        raise UsageError("the reports name no party to any event; a scenario needs at least one")
    blocks = (
        _head(picture, title),
        _conflict(picture),
        _decision(picture),
        _statements(picture),
        _actors(picture),
        _theatres(picture),
        _options(picture),
        _forces(picture),
        _rest(picture),
    )
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(picture: Picture, title: str) -> list[str]:
    language = picture.language if picture.language in ("en", "de") else "en"
    return [
        "# Drafted from reports. Lines with a sentence stand on it; lines marked QUESTION are for you to answer.",
        "schema = 1",
        f"title = {_text(_plain(title) or _conflict_name(picture))}",
        f"language = {_text(language)}",
        "# the day of the latest report, or the day given when drafting",
        f"as_of = {picture.as_of}",
        "# QUESTION: how many months ahead do you want to look?",
        "horizons = [3, 6, 12]",
    ]


def _conflict(picture: Picture) -> list[str]:
    war = find_cue(picture.passages, "war")
    states = [code for code, side in picture.sides.items() if side in "ab" and code in read_states()]
    both = {picture.sides[code] for code in states} == {"a", "b"}
    return [
        "[conflict]",
        f"name = {_text(_conflict_name(picture))}",
        *(["# QUESTION: is it a war between states, or within one?"] if not both else []),
        'kind = "interstate"' if both or not picture.sides else 'kind = "intrastate"',
        *(
            _cite("", war)
            if war
            else ["# QUESTION: is it fought at war intensity (1,000 deaths a year), minor, inactive?"]
        ),
        'intensity = "war"' if war else 'intensity = "minor"',
        "# QUESTION: when did the war begin? start = 2022-02-24",
    ]


def _conflict_name(picture: Picture) -> str:
    language = picture.language if picture.language in ("en", "de") else "en"
    names = [
        " / ".join(
            read_states()[code].name(language) if code in read_states() else code
            for code, placed in picture.sides.items()
            if placed == side and code != picture.deployer
        )
        for side in ("a", "b")
    ]
    return " - ".join(name for name in names if name) or "conflict"


def _decision(picture: Picture) -> list[str]:
    lines = ["[decision]"]
    for passage in picture.passages:
        for scenario in passage.get("scenarios", ()):
            if not scenario.get("subject"):
                continue
            subject = text_of(scenario["subject"])
            lines += _cite("", Evidence(subject, sentence_around(passage, subject), str(passage["id"])))
            lines.append(f"question = {_text(subject)}")
            break
        if len(lines) > 1:
            break
    else:
        lines += ["# QUESTION: what is to be decided? The reports set out no branches.", 'question = "?"']
    if picture.deployer:
        lines.append(f"actor = {_text(picture.deployer)}")
    return lines


def _statements(picture: Picture) -> list[str]:
    """Return aim and limit, each as the content of the statement or outcome that speaks of it."""
    lines: list[str] = []
    for key, question in (("aim", "what is the declared aim?"), ("limit", "is any limit declared, and which?")):
        evidence = find_statement(picture, key)
        if lines:
            lines.append("")
        if evidence is None:
            lines += [f'# QUESTION: {question} [{key}] text = "…"']
        else:
            lines += [f"[{key}]", *_cite("", evidence), f"text = {_text(evidence.value)}"]
    return lines


def _actors(picture: Picture) -> list[str]:
    blocks = []
    for code, evidence in picture.actors.items():
        side = picture.sides.get(code, "none")
        fights = side != "none"
        role = "intervener" if code == picture.deployer else "belligerent" if fights else "concerned"
        blocks.append(
            [
                "[[actor]]",
                *_cite("", evidence),
                f"code = {_text(code)}",
                f"name = {_text(_name(code, evidence, picture.language))}",
                f"side = {_text(side)}",
                f"role = {_text(role)}",
            ]
        )
    return _joined(blocks)


def _name(code: str, evidence: Evidence, language: str) -> str:
    return (
        read_states()[code].name("de" if language == "de" else "en") if code in read_states() else str(evidence.value)
    )


def _theatres(picture: Picture) -> list[str]:
    blocks = []
    for branch in picture.branches:
        if branch.place is None:
            continue
        attacker = find_attacker(picture, branch.place)
        owner = [f"owner = {_text(branch.owner)}"] if branch.owner else ['# QUESTION: whose soil is it? owner = "RUS"']
        blocks.append(
            [
                "[[theatre]]",
                *_cite("", branch.evidence),
                f"id = {_text(branch.id)}",
                f"name = {_text(branch.place)}",
                *owner,
                *(_cite("", attacker) if attacker else []),
                f"attacker = {_text(attacker.value)}"
                if attacker
                else '# QUESTION: which side attacks there? attacker = "a"',
                '# QUESTION: who holds the air? air = "attacker" | "neither" | "defender"',
                '# QUESTION: is the defence dug in? defence = "fortified" | "unfortified"',
            ]
        )
    enemy = find_enemy(picture)
    if enemy and has_limit(picture):
        spoken = find_land_spoken_of(picture, enemy)
        blocks.append(
            [
                "[[theatre]]",
                *(_cite("", spoken) if spoken else ["# QUESTION: the reports do not speak of it; keep or take out?"]),
                'id = "enemy_soil"',
                f"name = {_text(_name(enemy, Evidence(enemy, '', ''), picture.language))}",
                f"owner = {_text(enemy)}",
                "# Follows from the sides: on enemy soil side a attacks.",
                'attacker = "a"',
            ]
        )
    return _joined(blocks)


def _options(picture: Picture) -> list[str]:
    stay = {"de": "keine Entsendung"}.get(picture.language, "no deployment")
    blocks = [
        [
            "[[option]]",
            "# The yardstick: the other options are compared with it.",
            'id = "stays_out"',
            f"label = {_text(stay)}",
        ]
    ]
    limited = has_limit(picture)
    for branch in picture.branches:
        blocks.append(_option(picture, branch, limited and branch.place is not None))
    if limited:
        blocks += _branches_beyond(picture)
    return _joined(blocks)


def _option(picture: Picture, branch: Branch, limited: bool) -> list[str]:
    lines = ["[[option]]", *_cite("", branch.evidence), f"id = {_text(branch.id)}", f"label = {_text(branch.label)}"]
    lines += [f"# outcome: {_plain(outcome)}" for outcome in branch.outcomes]
    if branch.place:
        lines.append(f"theatre = {_text(branch.id)}")
    if branch.rank:
        lines.append(f"rank = {_text(branch.rank)}")
    bands = find_bands(picture, branch)
    if bands:
        for evidence in bands:
            lines += _cite(f"{evidence.value}: ", evidence)
        low, high = (
            end([getattr(band_named(e.value), name) for e in bands]) for end, name in ((min, "low"), (max, "high"))
        )
        lines.append(f"likelihood = [{low}, {high}]")
    else:
        lines.append("# QUESTION: how likely is this option? likelihood = [0.55, 0.8]")
    if limited:
        lines.append('breaks_into = "limit_not_kept"')
        doubts = find_doubts(picture)
        for doubt in doubts:
            lines += _cite(f"{doubt.value}: ", doubt)
        lines.append(_kept_line(doubts))
    lines.append("# QUESTION: does the place change the odds of war, entry, condemnation?")
    lines.append(
        "# shift = { intensity = [-0.5, 0.0, 0.5], joining = [-0.5, 0.0, 0.5], condemnation = [-0.5, 0.0, 0.5] }"
    )
    return lines


def _kept_line(doubts: Sequence[Evidence]) -> str:
    if not doubts:
        return "# QUESTION: will the limit be kept? limit_kept = [0.2, 0.5, 0.8]"
    band = band_named(doubts[0].value)
    return f"limit_kept = [{band.low}, {round((band.low + band.high) / 2, 3)}, {band.high}]"


def _branches_beyond(picture: Picture) -> list[list[str]]:
    first = next(branch.id for branch in picture.branches if branch.place)
    limit = {"de": "Begrenzung nicht eingehalten"}.get(picture.language, "limit not kept")
    blocks = [
        [
            "[[option]]",
            'id = "limit_not_kept"',
            f"label = {_text(limit)}",
            f"follows = [{_text(first)}]",
            *(['theatre = "enemy_soil"'] if find_enemy(picture) else []),
        ]
    ]
    enemy = find_enemy(picture)
    if enemy:
        spoken = find_land_spoken_of(picture, enemy)
        soil = {"de": "Einsatz auf gegnerischem Boden"}.get(picture.language, "deployment on enemy soil")
        blocks.append(
            [
                "[[option]]",
                *(_cite("", spoken) if spoken else ["# QUESTION: the reports do not speak of it; keep or take out?"]),
                'id = "enemy_soil"',
                f"label = {_text(soil)}",
                'theatre = "enemy_soil"',
            ]
        )
    return blocks


def _forces(picture: Picture) -> list[str]:
    blocks = []
    for passage, event in walk_events(picture.passages):
        for size in event.get("size", ()):
            if size.get("of") == "troops":
                blocks.append(_force(picture, passage, event, size))
    if not blocks:
        blocks = [["# QUESTION: how strong are the forces, by actor and theatre? The reports give no size."]]
    return _joined(blocks)


def _force(picture: Picture, passage: Passage, event: Any, size: Any) -> list[str]:
    low, high = size.get("low"), size.get("high")
    codes = parties(event, "actor")
    places = [b for b in picture.branches if b.place and any(b.place in text_of(s) for s in event.get("place", ()))]
    evidence = Evidence(size, sentence_around(passage, text_of(event["anchor"])), str(passage["id"]))
    known = low and high and codes and (places or picture.branches)
    target = places[0] if places else next((b for b in picture.branches if b.place), None)
    if not known or target is None:
        bounds = f"{low if low is not None else '?'} to {high if high is not None else '?'}"
        return [*_cite("", evidence), f"# QUESTION: {bounds} troops: whose, where, and between which bounds?"]
    return [
        "[[force]]",
        *_cite("", evidence),
        f"actor = {_text(codes[0])}",
        f"theatre = {_text(target.id)}",
        f"low = {low}",
        f"high = {high}",
        "# QUESTION: how reliable is the source, and how credible the figure (A1 to F6)?",
        'source = "F6"',
        f"options = [{_text(target.id)}]" if codes[0] == picture.deployer else "# there under every option",
    ]


def _rest(picture: Picture) -> list[str]:
    blocks = [*_support(picture), *_condemnation(picture), *_judgements(picture)]
    pace = find_cue(picture.passages, "pace")
    if pace:
        blocks.append(
            [*_cite("", pace), "# QUESTION: does the pace change the odds? [elicited] pace = [-0.5, 0.0, 0.5]"]
        )
    blocks.append(['# QUESTION: which states are old rivals of a party? [[rival]] a = "KOR", b = "PRK"'])
    return _joined(blocks)


def _support(picture: Picture) -> list[list[str]]:
    if picture.host is None or picture.deployer is None:
        return []
    sent = any(
        event["type"] in DEPLOY and event.get("status") in HAPPENED and picture.deployer in parties(event, "actor")
        for _, event in walk_events(picture.passages)
    )
    return [
        [
            "[[support]]",
            *_cite("", picture.host),
            f"supporter = {_text(picture.deployer)}",
            f"recipient = {_text(picture.host.value)}",
            f"now = {_text('troops' if sent else 'none')}",
        ]
    ]


def _condemnation(picture: Picture) -> list[list[str]]:
    spoken = find_cue(picture.passages, "condemnation")
    if picture.deployer is None or spoken is None:
        return []
    return [["[condemnation]", *_cite("", spoken), f"target = {_text(picture.deployer)}"]]


def _judgements(picture: Picture) -> list[list[str]]:
    blocks = []
    limited = has_limit(picture)
    for branch in picture.branches:
        pairs = [(f"option:{branch.id}", band) for band in find_bands(picture, branch)]
        if limited and branch.place:
            pairs += [(f"limit:{branch.id}", doubt) for doubt in find_doubts(picture)]
        for about, evidence in pairs:
            blocks.append(
                [
                    "[[judgement]]",
                    f"about = {_text(about)}",
                    f"band = {_text(evidence.value)}",
                    f"source = {_text(name_source(picture, evidence))}",
                    f"sentence = {_text(evidence.sentence)}",
                ]
            )
    return blocks


def _cite(note: str, evidence: Evidence) -> list[str]:
    return [f"# {note}«{_plain(evidence.sentence)}» [{_plain(evidence.passage)}]"]


def _joined(blocks: Sequence[Sequence[str]]) -> list[str]:
    return [line for k, block in enumerate(blocks) for line in ([""] if k else []) + list(block)]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


def _text(value: Any) -> str:
    return json.dumps(_plain(str(value)) or "?", ensure_ascii=False)
