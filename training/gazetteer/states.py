"""Builds `lagebild/extract/data/gazetteer_states.json`: how each language names states and their people."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from babel import Locale

from lagebild.extract.ground.fold import fold, key_of
from training.gazetteer.read import HAND, LANGUAGES, read_countries

OUT = Path(__file__).parents[2] / "lagebild" / "extract" / "data" / "gazetteer_states.json"
SLAVIC = ("ru", "uk", "pl")
ENDING = re.compile(r"(?:ая|ои|ыи|ии|ие|ые|ое|ія|ия|а|я|о|и|ы|ь|е|і|owa|a|y|o|e|i)$")
SKIPPED = frozenset(["EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AQ", "BV", "HM", "TF", "UM", "CQ"])
COMMON = frozenset(["chad", "jersey", "georgia"])


def build() -> dict[str, Any]:
    """Return patterns by language and the table of states."""
    countries = read_countries()
    iso3 = {code: row["iso3"] for code, row in countries.items()}
    demonyms = tomllib.loads((HAND / "demonyms.toml").read_text("utf-8"))
    patterns: dict[str, dict[str, list[str]]] = {}
    for language in LANGUAGES:
        table: dict[str, list[str]] = {}
        for code, name in Locale(language).territories.items():
            if code in iso3 and code not in SKIPPED:
                table.setdefault(iso3[code], []).extend(name_patterns(name, language))
        for code, row in demonyms[language].items():
            table.setdefault(code, []).extend(stem_pattern(part) for part in row.split())
        patterns[language] = {code: sorted(set(row)) for code, row in table.items() if len(code) == 3}
    english = Locale("en").territories
    states = {
        row["iso3"]: {
            "name": str(english.get(code, row["name"])).replace("Türkiye", "Turkey"),
            "capital": row["capital"],
            "geonameid": row["geonameid"],
            "neighbours": [iso3[c] for c in row["neighbours"].split(",") if c in iso3],
            "size": round(row["areakm2"]),
        }
        for code, row in countries.items()
    }
    return {"patterns": patterns, "names": state_names(iso3), "states": states}


def state_names(iso3: dict[str, str]) -> dict[str, dict[str, list[str]]]:
    """Return the folded CLDR names and the whole-word names of `demonyms.toml` by language and state."""
    demonyms = tomllib.loads((HAND / "demonyms.toml").read_text("utf-8"))
    found: dict[str, dict[str, list[str]]] = {}
    for language in LANGUAGES:
        table: dict[str, set[str]] = {}
        for code, name in Locale(language).territories.items():
            if code in iso3:
                table.setdefault(iso3[code], set()).add(key_of(re.sub(r"\s*[(（].*?[)）]", "", name)))
        for code, row in demonyms[language].items():
            table.setdefault(code, set()).update(
                p.rstrip("=").replace("_", " ") for p in row.split() if p.endswith("=")
            )
        found[language] = {code: sorted(names) for code, names in table.items()}
    return found


def name_patterns(name: str, language: str) -> list[str]:
    """Return the patterns that find a country's CLDR name in running text of the language."""
    name = re.sub(r"\s*[(（].*?[)）]", "", name).replace(" – ", "-").replace(" - ", "-")
    words = [fold(word) for word in re.split(r"[\s-]+", name) if word]
    if language == "zh":
        return [name]
    if language in SLAVIC:
        return [" ".join(slavic_stem(word) for word in words)]
    if language == "ar":
        return [
            " ".join(word.removeprefix("ال") if len(words) == 1 else word for word in words)
            + ("*" if len(words) == 1 and len(words[0]) > 5 else "")
        ]
    if len(words) == 1:
        return [words[0] + ("*" if len(words[0]) > 4 and words[0] not in COMMON else "")]
    return [" ".join(words)]


def slavic_stem(word: str) -> str:
    """Return the stem of a Slavic word with `*`, or the word itself where the stem would be too short."""
    stem = ENDING.sub("", word)
    return f"{stem}*" if len(stem) >= 4 else word


def stem_pattern(part: str) -> str:
    """Return a hand-kept stem as a pattern: `norw` is a stem, `us=` a whole word, `_` a space."""
    words = part.rstrip("=").replace("_", " ")
    if part.endswith("="):
        return words
    if re.search(r"[\u0400-\u04ff]", words):
        return " ".join(f"{word}*" for word in words.split())
    return words if re.search(r"[\u4e00-\u9fff]", words) else f"{words}*"


def main() -> None:
    """Write the file."""
    OUT.write_text(json.dumps(build(), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
