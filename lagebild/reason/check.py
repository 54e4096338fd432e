"""Read a scenario file and refuse it with one clear line if anything in it cannot be meant."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path as FilePath
from typing import Any, Final

from lagebild.errors import UsageError
from lagebild.reason import scenario as record
from lagebild.reason.branch import read_options
from lagebild.reason.section import Section, locate_keys, refuse_doubles
from lagebild.reason.state import is_country_code, read_states
from lagebild.reason.words import BANDS

LARGEST_FILE: Final = 1_000_000
LONGEST_HORIZON: Final = 60

_TOP: Final = [
    "schema",
    "title",
    "language",
    "as_of",
    "horizons",
    "conflict",
    "decision",
    "aim",
    "limit",
    "actor",
    "theatre",
    "option",
    "force",
    "dyad",
    "rival",
    "crisis",
    "support",
    "condemnation",
    "elicited",
    "reference_class",
    "judgement",
]
_ADMIRALTY: Final = re.compile(r"^[A-F][1-6]$")
_ORGANISATION: Final = re.compile(r"^(IGO|NGO|REB):[A-Z0-9-]+$")
_CLASSES: Final = ("ucdp_ongoing", "ucdp_war", "cow_long", "ucdp_intrastate")


def read_scenario(path: FilePath) -> record.Scenario:
    """Return the checked scenario of a TOML file."""
    if path.suffix.lower() in (".yaml", ".yml", ".json"):
        raise UsageError(
            f"{path}:1: scenario files are TOML, not {path.suffix[1:].upper()}; "
            "save it as .toml, or start from `lagebild scenario draft REPORT`"
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}:1: cannot be read ({error.strerror}); give the path of a scenario file") from None
    if len(content) > LARGEST_FILE:
        raise UsageError(f"{path}:1: {len(content)} bytes is too large for a scenario file; at most {LARGEST_FILE}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UsageError(f"{path}:{line}: not UTF-8; save the file as UTF-8") from None
    return parse_scenario(text, file=str(path))


def parse_scenario(text: str, *, file: str) -> record.Scenario:
    """Return the checked scenario of a TOML text."""
    top = Section(_parse_toml(text, file), (), locate_keys(text), file)
    top.only(_TOP)
    if top.values.get("schema") != record.SCHEMA:
        top.fail(f"schema = {top.values.get('schema')!r} is not known; write schema = {record.SCHEMA}", "schema")
    actors = _actors(top)
    codes = tuple(actor.code for actor in actors)
    theatres = tuple(_theatre(section, codes) for section in top.tables("theatre"))
    refuse_doubles(top, "theatre", [theatre.id for theatre in theatres])
    options = read_options(top, tuple(theatre.id for theatre in theatres))
    elicited = top.table("elicited")
    crisis = top.table("crisis")
    decision = _required(top, "decision")
    decision.only(("question", "actor"))
    return record.Scenario(
        title=top.text("title"),
        language=top.one_of("language", ("en", "de"), default="en"),
        as_of=top.day("as_of") or top.fail("as_of is missing; add the day the forecast is made, as_of = 2024-11-02"),
        horizons=_horizons(top),
        conflict=_conflict(top),
        decision=decision.text("question"),
        decider=decision.known("actor", codes),
        aim=_stated(top, "aim"),
        limit=_stated(top, "limit"),
        actors=actors,
        theatres=theatres,
        options=options,
        forces=tuple(_force(section, codes, theatres, options) for section in top.tables("force")),
        dyads=tuple(_dyad(section) for section in top.tables("dyad")),
        rivals=tuple(_rivals(section) for section in top.tables("rival")),
        trigger=_trigger(crisis),
        supports=tuple(_support(section, codes) for section in top.tables("support")),
        condemned=_condemned(top),
        pace=_pace(elicited),
        class_weights=_class_weights(top),
        judgements=tuple(_judgement(section, options) for section in top.tables("judgement")),
        file=file,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _parse_toml(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+)", str(error))
        line = match[1] if match else str(len(text.splitlines()) or 1)
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        content = text.splitlines()[int(line) - 1].strip()[:60] if text.splitlines() else ""
        hint = "; this looks like YAML" if re.match(r"^(- |---|!|&|%|[\w ]+:(\s|$))", content) else ""
        raise UsageError(f"{file}:{line}: not TOML{hint}: {reason}; write key = value, texts in quotes") from None
    except RecursionError:
        raise UsageError(f"{file}:1: lists are nested too deep; a scenario file needs two levels at most") from None


def _required(top: Section, key: str) -> Section:
    return top.table(key) or top.fail(
        f"[{key}] is missing; see docs/scenario.md or start with `lagebild scenario draft`"
    )


def _horizons(top: Section) -> tuple[int, ...]:
    value = top.values.get("horizons")
    if value is None or value == []:
        top.fail("horizons is missing; add the months to look ahead, such as horizons = [3, 6, 12]", "horizons")
    if not isinstance(value, list) or any(isinstance(item, bool) or not isinstance(item, int) for item in value):
        top.fail("horizons must be whole months, such as horizons = [3, 6, 12]", "horizons")
    if list(value) != sorted(set(value)) or value[0] < 1 or value[-1] > LONGEST_HORIZON:
        top.fail(f"horizons {value} must rise and lie between 1 and {LONGEST_HORIZON} months", "horizons")
    return tuple(value)


def _conflict(top: Section) -> record.Conflict:
    section = _required(top, "conflict")
    section.only(("name", "kind", "intensity", "start"))
    start = section.day("start")
    as_of = top.day("as_of")
    if start and as_of and start > as_of:
        section.fail(f"start {start} lies after as_of {as_of}; one of the two is wrong", "start")
    return record.Conflict(
        section.text("name"),
        section.one_of("kind", record.KINDS, default="interstate"),
        section.one_of("intensity", record.INTENSITIES),
        start,
    )


def _actors(top: Section) -> tuple[record.Actor, ...]:
    sections = top.tables("actor")
    if not sections:
        top.fail("no [[actor]] is given; add the parties with code, name, side and role")
    actors = tuple(_actor(section) for section in sections)
    refuse_doubles(top, "actor", [actor.code for actor in actors])
    return actors


def _actor(section: Section) -> record.Actor:
    section.only(("code", "name", "side", "role"))
    code = section.text("code")
    _check_code(section, code, "code")
    return record.Actor(
        code,
        section.text("name", default=code),
        section.one_of("side", record.SIDES, default="none"),
        section.one_of("role", record.ROLES),
    )


def _check_code(section: Section, code: str, key: str) -> None:
    if not _ORGANISATION.match(code) and not is_country_code(code):
        section.fail(
            f"'{code}' is no known actor; use an ISO 3166 alpha-3 code such as PRK, or IGO:NATO, NGO:ICRC, REB:RSF", key
        )


def _check_states(section: Section) -> None:
    for key in ("a", "b"):
        if section.text(key) not in read_states():
            section.fail(f"'{section.text(key)}' is no state; use an ISO 3166 alpha-3 code such as KOR", key)
    if section.text("a") == section.text("b"):
        section.fail("a and b are the same state; name two", "b")


def _theatre(section: Section, codes: tuple[str, ...]) -> record.Theatre:
    section.only(("id", "name", "owner", "attacker", "air", "defence"))
    name = section.identifier()
    owner = section.values.get("owner")
    if owner is not None:
        _check_code(section, section.text("owner"), "owner")
    return record.Theatre(
        name,
        section.text("name", default=name),
        owner,
        section.one_of("attacker", ("a", "b")) if "attacker" in section.values else None,
        section.one_of("air", record.AIR) if "air" in section.values else None,
        section.one_of("defence", record.DEFENCES) if "defence" in section.values else None,
    )


def _force(
    section: Section,
    codes: tuple[str, ...],
    theatres: tuple[record.Theatre, ...],
    options: tuple[record.Option, ...],
) -> record.Force:
    section.only(("actor", "theatre", "low", "high", "source", "options"))
    low, high = (section.number(section.values.get(key), key) for key in ("low", "high"))
    if low > high:
        section.fail(f"the range is crossed: low = {low:g} is above high = {high:g}; swap them", "low")
    if low <= 0:
        section.fail(f"low = {low:g} is no force; write a number above 0 or take the table out", "low")
    source = section.text("source", default="F6")
    if not _ADMIRALTY.match(source):
        section.fail(f"source = '{source}' is no Admiralty code; write A to F and 1 to 6, such as B2", "source")
    names = tuple(option.id for option in options)
    for option in section.texts("options"):
        if option not in names:
            section.fail(f"'{option}' is no option; options are {', '.join(names)}", "options")
    return record.Force(
        section.known("actor", codes) or section.fail('a force needs an actor; add actor = "…"'),
        section.known("theatre", tuple(theatre.id for theatre in theatres))
        or section.fail('a force needs a theatre; add theatre = "…"'),
        low,
        high,
        source,
        section.texts("options"),
    )


def _dyad(section: Section) -> record.Dyad:
    section.only(("a", "b", "rival", "issues"))
    _check_states(section)
    for issue in section.texts("issues"):
        if issue not in ("territory", "policy", "regime"):
            section.fail(f"issue '{issue}' is not known; allowed are territory, policy, regime", "issues")
    return record.Dyad(section.text("a"), section.text("b"), section.flag("rival"), section.texts("issues"))


def _rivals(section: Section) -> tuple[str, str]:
    section.only(("a", "b"))
    _check_states(section)
    return section.text("a"), section.text("b")


def _trigger(section: Section | None) -> str | None:
    if section is None:
        return None
    section.only(("trigger",))
    return section.one_of("trigger", record.TRIGGERS)


def _support(section: Section, codes: tuple[str, ...]) -> record.Support:
    section.only(("supporter", "recipient", "now"))
    return record.Support(
        section.known("supporter", codes) or section.fail('support needs a supporter; add supporter = "…"'),
        section.known("recipient", codes) or section.fail('support needs a recipient; add recipient = "…"'),
        section.one_of("now", record.SUPPORT),
    )


def _condemned(top: Section) -> str | None:
    section = top.table("condemnation")
    if section is None:
        return None
    section.only(("target",))
    _check_code(section, section.text("target"), "target")
    return section.text("target")


def _pace(section: Section | None) -> record.Quantiles | None:
    if section is None:
        return None
    section.only(("pace",))
    values = section.numbers("pace", 3, "[-0.5, 0.0, 0.5]")
    return (values[0], values[1], values[2]) if values else None


def _class_weights(top: Section) -> dict[str, float]:
    section = top.table("reference_class")
    if section is None:
        return {}
    section.only(_CLASSES)
    weights = {key: section.number(value, key) for key, value in section.values.items()}
    if any(value < 0 for value in weights.values()) or sum(weights.values()) <= 0:
        section.fail("weights must not be negative, and at least one must be above 0")
    return weights


def _judgement(section: Section, options: tuple[record.Option, ...]) -> record.Judgement:
    section.only(("about", "band", "source", "sentence"))
    about = section.text("about")
    names = tuple(option.id for option in options)
    allowed = (*(f"option:{name}" for name in names), *(f"limit:{name}" for name in names))
    if about not in allowed:
        section.fail(f"about = '{about}' names nothing here; allowed are {', '.join(allowed)}", "about")
    return record.Judgement(
        about,
        section.one_of("band", tuple(band.name for band in BANDS)),
        section.text("source", default="author"),
        section.text("sentence", default=""),
    )


def _stated(top: Section, key: str) -> str:
    section = top.table(key)
    if section is None:
        return ""
    section.only(("text",))
    return section.text("text")
