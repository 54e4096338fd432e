"""Builds `lagebild/extract/data/actors.json` from the hand-kept lists of organisations, persons and words."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from lagebild.extract.ground.fold import fold
from training.gazetteer.read import HAND, LANGUAGES
from training.gazetteer.states import slavic_stem

OUT = Path(__file__).parents[2] / "lagebild" / "extract" / "data" / "actors.json"
CYRILLIC = re.compile("[\u0400-\u04ff]")
ARABIC = re.compile("[\u0600-\u06ff]")
HAN = re.compile("[\u4e00-\u9fff]")
FIRST, LAST = "1900-01-01", "9999-12-31"


def build() -> dict[str, Any]:
    """Return the three tables."""
    return {"organisations": organisations(), "persons": persons(), "words": words()}


def rows(name: str, columns: int) -> list[list[str]]:
    """Return the lines of a hand-kept file as lists of `columns` fields."""
    found = []
    for number, line in enumerate((HAND / name).read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            fields = [field.strip() for field in line.split("|")]
            if len(fields) != columns:
                raise ValueError(f"{name}:{number}: {len(fields)} fields, wanted {columns}: {line}")
            found.append(fields)
    return found


def organisations() -> list[dict[str, Any]]:
    """Return the organisations with their names as patterns."""
    found = []
    for code, home, name, years, names in rows("actors_organisations.txt", 5):
        start, stop = span_of_years(years)
        patterns = [alias_pattern(alias) for alias in names.split(";") if alias.strip()]
        kept = [row for row in patterns if row]
        if kept:
            found.append(
                {
                    "code": code,
                    "home": None if home == "-" else home,
                    "name": name,
                    "from": start,
                    "to": stop,
                    "names": kept,
                }
            )
    return found


def persons() -> list[dict[str, Any]]:
    """Return the office holders; rows of one person are joined by name."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for country, sector, start, stop, name, names in rows("actors_persons.txt", 6):
        person = found.setdefault((country, name), {"country": country, "name": name, "terms": [], "names": {}})
        person["terms"].append([sector, start, LAST if stop == "-" else stop])
        for alias in names.split(";"):
            row = alias_pattern(alias if CYRILLIC.search(alias) else alias.replace("*", ""))
            if row:
                person["names"][json.dumps(row)] = row
    return [{**person, "names": list(person["names"].values())} for person in found.values()]


def span_of_years(years: str) -> tuple[str, str]:
    """Return first and last day of `1993-`, `2014-2022-09-29` or `2021-08-15-`."""
    match = re.fullmatch(r"(\d{4}(?:-\d\d-\d\d)?)?-(\d{4}(?:-\d\d-\d\d)?)?", years)
    if match is None:
        raise ValueError(f"not a span of years: {years!r}")
    start, stop = match.group(1) or FIRST, match.group(2) or LAST
    return (start if len(start) > 4 else f"{start}-01-01", stop if len(stop) > 4 else f"{stop}-12-31")


def alias_pattern(alias: str) -> list[str] | None:
    """Return `[pattern, script, language, first day]` of a name, or None where the name is only noted."""
    alias = alias.strip()
    name, at, mark = alias.partition("@")
    if not name or (at and not mark):
        return None
    language = mark if mark in LANGUAGES else ""
    if at and mark.isalpha() and not language and mark != "up":
        return None
    since = f"{mark}-01-01" if mark.isdigit() else ""
    if HAN.search(name):
        return [name, "zh", language, since]
    if ARABIC.search(name):
        return [name, "ar", language, since]
    if CYRILLIC.search(name):
        parts = [
            part if part.endswith("*") or (part.isupper() and len(part) < 6) else cyrillic_part(part)
            for part in name.split()
        ]
        return [capital_mark(name) + " ".join(parts), "cyrillic", language, since]
    mark_of = "^^" if mark == "up" else capital_mark(name)
    if len(name.split()) > 2 and len(name) > 12:
        mark_of = ""
    single = " " not in name and "-" not in name
    loose = single and len(name) > 4 and not name.endswith("*") and not name.isupper()
    return [mark_of + name + ("+" if loose else ""), "latin", language, since]


def cyrillic_part(part: str) -> str:
    """Return a Cyrillic word of a name as a stem."""
    return "-".join(
        slavic_stem(fold(piece)).replace("*", "+") if len(piece) > 3 else piece for piece in part.split("-")
    )


def capital_mark(name: str) -> str:
    """Return what a name asks of its spelling: `^^` capitals only, `^` a capital first letter, or nothing."""
    letters = re.sub(r"[^\w]", "", name)
    if letters.isupper() and len(letters) <= 3:
        return "^^"
    return "^" if name[0].isupper() else ""


def words() -> dict[str, dict[str, list[str]]]:
    """Return the patterns of words by language and class."""
    table = tomllib.loads((HAND / "actors_words.toml").read_text("utf-8"))
    return {
        language: {
            name: sorted(
                {
                    word.rstrip("=").lstrip("*").replace("_", " ")
                    for word in row.split()
                    if not word.endswith("=x") and word != "="
                }
            )
            for name, row in classes.items()
        }
        for language, classes in table.items()
    }


def main() -> None:
    """Write the file."""
    table = build()
    OUT.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"{OUT.name}: {len(table['organisations'])} organisations, {len(table['persons'])} persons")


if __name__ == "__main__":
    main()
