"""Near copies are found over a stream and against what was read before; different reports are not taken for copies."""

from __future__ import annotations

import random

import pytest

from lagebild.collect.identity import identify
from lagebild.collect.reprint import Reprints, sign_text

NAMES = [
    "Kirun",
    "Norwaal",
    "Sadel",
    "Ostmar",
    "Lund",
    "Brekka",
    "Talin",
    "Weyra",
    "Holm",
    "Dassau",
    "Perin",
    "Quell",
    "Tamsk",
    "Ruven",
    "Alsund",
]
VERBS = [
    "meldete",
    "bestritt",
    "forderte",
    "beschoss",
    "verließ",
    "erreichte",
    "räumte",
    "verstärkte",
    "kritisierte",
    "lobte",
]


def report(seed: int, sentences: int = 12) -> str:
    """Return a report of made-up sentences; another seed gives another report."""
    pick = random.Random(seed)
    return " ".join(
        f"Die Armee von {pick.choice(NAMES)} {pick.choice(VERBS)} am {pick.randint(1, 31)}. die Stadt {pick.choice(NAMES)}, "
        f"wie {pick.randint(2, 900)} Zeugen aus {pick.choice(NAMES)} sagten."
        for _ in range(sentences)
    )


def reprints(**changes: int) -> Reprints:
    return Reprints(share=0.4, window=changes.get("window", 1000))


def see(index: Reprints, text: str) -> str | None:
    return index.find_original(identify(text), text)


ORIGINAL = report(1)


@pytest.mark.parametrize(
    "copy",
    [
        "Eine ganz neue Überschrift, die nur dieses Blatt hat.\n" + ORIGINAL,
        ORIGINAL + " (dpa)",
        ORIGINAL.upper(),
        ORIGINAL.replace("Die Armee", "Die Streitkräfte", 2),
        ORIGINAL.rsplit(".", 3)[0],
        ORIGINAL.replace(".", " .").replace(",", " ,"),
    ],
    ids=["headline", "mark", "capitals", "words", "shortened", "spacing"],
)
def test_a_reprint_names_its_original(copy: str) -> None:
    index = reprints()
    assert see(index, ORIGINAL) is None
    assert see(index, copy) == identify(ORIGINAL)


def test_other_reports_are_no_copies() -> None:
    index = reprints()
    assert [see(index, report(seed)) for seed in range(300)] == [None] * 300


def test_a_copy_of_a_copy_names_the_original() -> None:
    index = reprints()
    see(index, ORIGINAL)
    see(index, "Neu: " + ORIGINAL)
    assert see(index, "Neu: " + ORIGINAL + " (dpa)") == identify(ORIGINAL)


def test_the_same_text_again_is_no_copy_of_itself() -> None:
    index = reprints()
    assert [see(index, ORIGINAL), see(index, ORIGINAL)] == [None, None]


def test_short_texts_are_not_compared() -> None:
    index = reprints()
    assert [see(index, "Kirun meldete Ruhe."), see(index, "Kirun meldete Ruhe!")] == [None, None]
    assert sign_text("Kirun meldete Ruhe.") is None


def test_known_signatures_are_compared_with() -> None:
    signature = sign_text(ORIGINAL)
    assert signature is not None
    index = Reprints([("abc", signature)], share=0.4, window=10)
    assert see(index, "Neu: " + ORIGINAL) == "abc"


def test_the_window_forgets_the_oldest() -> None:
    index = reprints(window=5)
    for seed in range(1, 10):
        see(index, report(seed))
    assert see(index, "Neu: " + report(9)) == identify(report(9))
    assert see(index, "Neu: " + ORIGINAL) is None


def test_chinese_is_compared_by_character() -> None:
    text = "".join(chr(0x4E00 + random.Random(i).randrange(5000)) + ("，" if i % 9 == 0 else "") for i in range(200))
    index = reprints()
    see(index, text)
    assert see(index, "新消息：" + text) == identify(text)
