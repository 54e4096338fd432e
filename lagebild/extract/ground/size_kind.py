"""What a number counts: decided by the noun behind it and by the words of killing, arresting and so on around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from lagebild.extract.ground.number import Number
from lagebild.extract.ground.size_lexicon import CUES, UNSPACED, Lexicon, Tag, Word

Of = Literal["troops", "killed", "injured", "arrested", "displaced", "weapons", "money", "other"]
CASUALTIES: Final = frozenset({"killed", "injured", "arrested", "displaced"})
FIXED: Final = frozenset({"money", "weapons", "thing", "skip"})
HEADS: Final = (
    "skip",
    "money",
    "weapons",
    "killed",
    "injured",
    "arrested",
    "displaced",
    "troops",
    "people",
    "thing",
    "other",
)
HEAD_WINDOW: Final = 4
CHINESE_WINDOW: Final = 9
LONGEST_WINDOW: Final = 12
REACH: Final = 16
NOTHING: Final = "no word for what is counted"
VERB_LAST: Final = frozenset({"de", "tr"})
BRACKETS: Final = frozenset("()[]\"'„“”«»-–‘’/.")
OF_THE: Final = frozenset({"of", "der", "des", "dei", "degli", "delle", "dos", "das"})
COMPOUNDING: Final = frozenset({"en", "zh", "ru", "uk", "pl", "tr"})
ADJECTIVES: Final = {
    "ru": re.compile(r"(?:[ыи]х|[ыиео]й|[ыи]е|[ыи]м|ого|его|ую|юю|[ая]я)$"),
    "uk": re.compile(r"(?:[иі]х|[иі]й|[иі]|им|ого|ої|ою|[ую]|[ая]|[оє]ї)$"),
    "pl": re.compile(r"(?:[yi]ch|[yi]|ą|e|ego|ej|ymi|imi|a)$"),
}
PERSONS: Final = frozenset("名位个人")
COMMAS: Final = frozenset(",،，、")


@dataclass(frozen=True, slots=True)
class Head:
    """The word that says what is counted: its index, the tag taken from it, and its unit."""

    index: int
    name: str
    unit: str | None = None


@dataclass(slots=True)
class Count:
    """A number with its bounds on its way to a size; `first` and `last` are words, `of` is set in the end."""

    number: Number
    first: int
    last: int
    low: float | None
    high: float | None
    head: Head | None = None
    of: Of | None = None
    evidence: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether what it counts cannot be overruled by a verb."""
        return self.head is not None and (self.head.name in FIXED or self.head.name in CASUALTIES)


def find_head(words: list[Word], last: int, limit: int, lexicon: Lexicon) -> Head | None:
    """Return the word behind word `last` that says what is counted, before word `limit`."""
    last = _behind_of_the(words, last)
    window = CHINESE_WINDOW if lexicon.language in UNSPACED else HEAD_WINDOW
    index = last
    while index + 1 < min(last + 1 + min(window, LONGEST_WINDOW), limit, len(words)):
        index += 1
        word = words[index]
        window += word.is_mark
        if word.is_digits and _is_model(words, index, last):
            continue
        if word.tag.unit("money") is None and (word.is_digits or (word.is_mark and word.text not in BRACKETS)):
            break
        names = word.tag.names
        if index == last + 1 and ("and" in names and "conjunction" not in names):
            continue
        if (name := next((name for name in HEADS if name in names), None)) is not None:
            return _head_at(words, index, name, last, lexicon)
        if names & {"stop", "cut", "conjunction"} and lexicon.language not in UNSPACED:
            return None
    return _classified(words, last + 1, lexicon)


def _behind_of_the(words: list[Word], last: int) -> int:
    """Return the last word before the noun in "two of the guards", else `last`."""
    if last + 1 >= len(words) or words[last + 1].text.casefold() not in OF_THE:
        return last
    index = last + 1
    while index + 1 < len(words) and words[index + 1].tag.names & {"stop", "one"} and index - last < 3:
        index += 1
    return index


def _head_at(words: list[Word], index: int, name: str, last: int, lexicon: Lexicon) -> Head | None:
    """Return the head a word is by its tag, or the weapon that it only describes ("military aircraft")."""
    if name in ("troops", "people") and "stop" in words[index].tag.names:
        return None
    following = words[index + 1].tag if index + 1 < len(words) else Tag()
    if name == "weapons" and following.unit("weapons") == "drones":
        return Head(index + 1, name, "drones")
    if name == "troops" and following.unit("weapons") and lexicon.language in COMPOUNDING:
        return Head(index + 1, "weapons", following.unit("weapons"))
    if name in ("thing", "weapons") and not _is_counted_noun(words, index, last, lexicon):
        return None
    return Head(index, name, words[index].tag.unit(name))


def _is_counted_noun(words: list[Word], index: int, last: int, lexicon: Lexicon) -> bool:
    """Return whether nothing but adjectives stands between a number and a noun: else another noun is counted."""
    between = [word.text for word in words[last + 1 : index] if not word.is_mark and not word.tag.names]
    if lexicon.language == "ar":
        return not between
    adjective = ADJECTIVES.get(lexicon.language)
    return adjective is None or all(adjective.search(text) or text[0].isupper() for text in between)


def _is_model(words: list[Word], index: int, last: int) -> bool:
    """Return whether digits are glued to a name behind a number, as in "three F-18 jets"."""
    return index > last + 2 and words[index - 1].stop == words[index].start and words[index - 1].text in "-–"


def _classified(words: list[Word], index: int, lexicon: Lexicon) -> Head | None:
    """Return the measure word of Chinese behind a number where the noun after it is not known."""
    if index >= len(words) or "classifier" not in words[index].tag.names or lexicon.language not in UNSPACED:
        return None
    return Head(index, "people" if words[index].text in PERSONS else "thing")


def settle(counts: list[Count], words: list[Word], lexicon: Lexicon) -> None:
    """Decide what every count of a sentence counts."""
    for index, count in enumerate(counts):
        before = next((c.last for c in reversed(counts[:index]) if not (c.number.is_article and c.low)), -1)
        after = counts[index + 1].first if index + 1 < len(counts) else len(words)
        _settle_one(count, words, before, after, lexicon)
    for index in range(len(counts) - 2, -1, -1):
        _inherit(counts[index], counts[index + 1], words[counts[index].last + 1 : counts[index + 1].first])
    for index in range(1, len(counts)):
        _inherit(counts[index], counts[index - 1], words[counts[index - 1].last + 1 : counts[index].first])
    for index, count in enumerate(counts):
        if count.of is None:
            before = counts[index - 1].last if index else -1
            after = counts[index + 1].first if index + 1 < len(counts) else len(words)
            _settle_far(count, words, before, after)


def _settle_one(count: Count, words: list[Word], before: int, after: int, lexicon: Lexicon) -> None:
    head = count.head
    if head is not None and head.name in FIXED:
        count.of = head.name if head.name in ("money", "weapons") else "other"  # type: ignore[assignment]
        count.evidence = words[head.index].text
        return
    if head is not None and head.name in ("displaced", "arrested") and head.index > count.number.last:
        found = _nearest(words, count, before, after, lexicon)
        if found is not None and _is_stronger(words[found[0]].tag, found[1], head.name):
            count.of, count.evidence = found[1], words[found[0]].text
            return
    if head is not None and head.name in CASUALTIES:
        count.of, count.evidence = head.name, words[head.index].text  # type: ignore[assignment]
        return
    found = _nearest(words, count, before, after, lexicon)
    if found is not None:
        index, cue = found
        count.of, count.evidence = cue, words[index].text


def _is_stronger(tag: Tag, cue: Of, name: str) -> bool:
    """Return whether a verb overrules a noun: refugees can be killed or arrested, prisoners released."""
    if name == "arrested":
        return cue == "other" and "released" in tag.names
    return cue in ("killed", "injured", "arrested")


def _nearest(words: list[Word], count: Count, before: int, after: int, lexicon: Lexicon) -> tuple[int, Of] | None:
    """Return the nearest word of killing, arresting and so on in the clause of a count."""
    forward = None
    for index in range(count.last + 1, min(after, count.last + REACH)):
        if _is_border(words, index, lexicon, forward=True):
            break
        if (cue := _cue(words[index].tag)) is not None:
            is_next = index >= after - 1 and after < len(words) and lexicon.language not in VERB_LAST
            forward = None if is_next else (index, cue)
            break
    for index in range(count.first - 1, max(before, count.first - REACH), -1):
        if _is_border(words, index, lexicon, forward=False):
            break
        if (cue := _cue(words[index].tag)) is not None:
            is_nearer = forward is None or count.first - index < forward[0] - count.last
            return (index, cue) if is_nearer else forward
    return forward


def _is_border(words: list[Word], index: int, lexicon: Lexicon, *, forward: bool) -> bool:
    word = words[index]
    if word.text in COMMAS or word.text in ";:!?" or (word.is_mark and word.text in ".()–—。；："):
        return True
    if "cut" in word.tag.names:
        return True
    if forward and lexicon.language == "ar" and word.text.startswith("و") and _cue(word.tag) is not None:
        return True
    if "conjunction" not in word.tag.names:
        return False
    following = words[index + 1].tag if index + 1 < len(words) else Tag()
    return not forward or _cue(following) is not None


def _cue(tag: Tag) -> Of | None:
    return next((name for name in CUES if name in tag.names), None)


def _inherit(count: Count, source: Count, gap: list[Word]) -> None:
    """Take over what a neighbour joined by "and", a comma or "including" counts, if it is persons like this one."""
    if count.of is not None or source.of not in CASUALTIES or count.is_settled:
        return
    names = [word.tag.names for word in gap]
    joined = (
        any("including" in n for n in names)
        or any("conjunction" in n for n in names)
        or (bool(gap) and gap[0].text in COMMAS)
    )
    is_named = count.head is not None and count.head.name == "people" and source.head is not None
    if is_named and source.is_settled and 0 < len(gap) <= 2 and all("stop" in n for n in names):
        joined = True
    if joined and len(gap) <= HEAD_WINDOW and not any(_cue(word.tag) for word in gap):
        count.of, count.evidence = source.of, source.evidence


def _settle_far(count: Count, words: list[Word], before: int, after: int) -> None:
    head = count.head
    if head is not None and head.name == "people":
        stretches = (
            range(count.last + 1, min(after, count.last + REACH)),
            range(count.first - 1, max(before, count.first - REACH), -1),
        )
        for stretch in stretches:
            for index in stretch:
                if "cut" in words[index].tag.names or words[index].text in ";:":
                    break
                if (cue := _cue(words[index].tag)) is not None:
                    count.of, count.evidence = cue, words[index].text
                    return
    if head is None or head.name == "troops":
        found = _joined_cue(words, count, before)
        if found is not None:
            count.of, count.evidence = found
            return
    count.of = "troops" if head is not None and head.name == "troops" else "other"
    count.evidence = words[head.index].text if head is not None else NOTHING


def _joined_cue(words: list[Word], count: Count, before: int) -> tuple[Of, str] | None:
    """Return the casualty word of a clause whose last member a count is ("killed the mayor and two bodyguards")."""
    lead = range(count.first - 1, max(before, count.first - 3), -1)
    if not any("conjunction" in words[index].tag.names for index in lead):
        return None
    for index in range(count.first - 1, max(before, count.first - REACH), -1):
        if "cut" in words[index].tag.names or words[index].text in ";:.,،，":
            return None
        cue = _cue(words[index].tag)
        if cue is not None:
            return (cue, words[index].text) if cue in CASUALTIES else None
    return None
