"""Spellings that newsrooms make of a Ukrainian or Russian name: German, English, French, Spanish, Polish."""

from __future__ import annotations

import re
from itertools import product

_RU_DE = {
    "а": "a", "б": "b", "в": "w", "г": "g", "д": "d", "е": "e", "ё": "jo", "ж": "sch", "з": "s", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "ju",
    "я": "ja",
}  # fmt: skip
_RU_EN = {
    **_RU_DE, "в": "v", "ж": "zh", "з": "z", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ю": "yu", "я": "ya", "ё": "yo",
}  # fmt: skip
_RU_FR = {**_RU_EN, "ж": "j", "у": "ou", "ч": "tch", "ш": "ch", "щ": "chtch", "ю": "iou", "я": "ia", "й": "ï"}
_RU_ES = {**_RU_EN, "ж": "zh", "х": "j", "ч": "ch", "ш": "sh", "ю": "yu", "й": "i"}
_RU_PL = {
    **_RU_DE, "ж": "ż", "з": "z", "й": "j", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz", "л": "ł", "ю": "iu", "я": "ia",
}  # fmt: skip
_UK = {"г": "h", "ґ": "g", "и": "y", "і": "i", "є": "je", "ї": "ji", "'": "", "ʼ": "", "’": ""}
_UK_DE = {**_RU_DE, **_UK, "ж": "sch", "й": "j"}
_UK_EN = {**_RU_EN, **_UK, "є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}
_UK_EN_OLD = {**_UK_EN, "є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_UK_FR = {**_RU_FR, **_UK, "є": "ie", "ї": "ï", "й": "ï"}
_UK_ES = {**_RU_ES, **_UK, "є": "ie", "ї": "i"}
_UK_PL = {**_RU_PL, **_UK, "є": "ie", "ї": "ji", "й": "j"}
UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")
CYRILLIC = re.compile("[\u0400-\u04ff]")


def spell(name: str) -> set[str]:
    """Return the Latin spellings of a Cyrillic name; `Миколаїв` gives `Mykolajiw`, `Mykolaiv`, `Mykolayiv`, …"""
    if not CYRILLIC.search(name):
        return set()
    tables = []
    if not RUSSIAN.search(name):
        tables += [_UK_DE, _UK_EN, _UK_EN_OLD, _UK_FR, _UK_ES, _UK_PL]
    if not UKRAINIAN.search(name):
        tables += [_RU_DE, _RU_EN, _RU_FR, _RU_ES, _RU_PL]
    spelled: set[str] = set()
    for table in tables:
        words = [_spell_word(word, table) for word in re.split(r"[\s-]+", name) if word]
        spelled.update(" ".join(parts) for parts in product(*words))
    return {form for form in spelled if not CYRILLIC.search(form)}


def _spell_word(word: str, table: dict[str, str]) -> list[str]:
    small = word.lower()
    ukrainian = table in (_UK_DE, _UK_EN, _UK_EN_OLD, _UK_FR, _UK_ES, _UK_PL)
    letters = []
    for index, letter in enumerate(small):
        before = small[index - 1] if index else ""
        letters.append(_letter(letter, before, small[index + 1 : index + 2], table, ukrainian=ukrainian))
    form = "".join(letters).capitalize()
    forms = [form]
    if form.endswith(("yj", "yy")):
        forms.append(form[:-1])
    if table in (_RU_DE, _UK_DE) and "sk" in form:
        forms.append(form.replace("ss", "s"))
    if table is _RU_DE and form.endswith("ii"):
        forms += [form[:-1], form[:-1] + "j"]
    return forms


def _letter(letter: str, before: str, after: str, table: dict[str, str], *, ukrainian: bool) -> str:
    vowels = "аеёиоуыэюяіїє"
    german = table in (_RU_DE, _UK_DE)
    if german and letter == "с" and before and before in vowels and after and after in vowels:
        return "ss"
    if german and letter == "х" and before == "к":
        return "h"
    if not ukrainian and letter == "е" and (not before or before in vowels + "ьъ"):
        return "je" if table in (_RU_DE, _RU_PL) else "ye"
    if ukrainian and not before and table is _UK_EN:
        return {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}.get(letter, table.get(letter, letter))
    if letter == "й" and german and not ukrainian and before in "иы":
        return ""
    return table.get(letter, letter)
