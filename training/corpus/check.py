"""Check and count the corpus: `python -m training.corpus.check [FILE …] [--gold FILE …]`.

Without files, all of `training/corpus/passages` is read. Prints every problem with file and line or id, then
the balance table. Exit 1 if there is a problem.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from training.corpus.load import corpus_files, read_file
from training.corpus.notation import NotationError, Passage

MODES: dict[str, str] = {
    "AGREE": "", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial "
    "drone heavy-weapons crowd-control unconventional",
}  # fmt: skip
STATUSES = {"occurred", "ongoing", "planned", "possible", "hypothetical", "denied"}
KINDS = {"report", "assessment", "concern", "demand", "promise", "denial", "accusation"}
BANDS = {"almost_no_chance", "very_unlikely", "unlikely", "even", "likely", "very_likely", "almost_certain"}
RANKS = {"most_likely", "likely", "possible", "unlikely", "least_likely", None}
SIZES = {"troops", "killed", "injured", "arrested", "money", "other"}
SECTORS = (
    "GOV MIL JUD LEG PTY OPP ELI COP SPY PRM CVL JRN BUS REB UAF CRM EDU "
    "HLH HRI LAB AGR MED REL REF NGO IGO JEW MUS SCI"
)
CODE = re.compile(rf"^(---|[A-Z]{{3}}|(IGO|NGO|REB|MNC):[A-Z0-9][A-Z0-9-]*)(/({SECTORS.replace(' ', '|')}))?$")
DAY = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
SHINGLE = 5
NEAR_DUPLICATE = 0.35
LEAST_SHARED = 4
GOLD_OVERLAP = 12


def find_problems(passage: Passage) -> Iterator[str]:
    """Yield what is wrong with one compiled passage, one line each."""
    try:
        date.fromisoformat(passage["date"])
    except ValueError:
        yield f"date {passage['date']!r} is not YYYY-MM-DD"
    for number, event in enumerate(passage["events"], 1):
        yield from (f"event {number} ({event['anchor']['text']}): {p}" for p in _event_problems(passage, event))
    for number, statement in enumerate(passage["statements"], 1):
        yield from (f"statement {number}: {p}" for p in _statement_problems(passage, statement))
    for number, scenario in enumerate(passage["scenarios"], 1):
        if scenario["rank"] not in RANKS:
            yield f"scenario {number}: rank {scenario['rank']!r}"
        if not scenario["condition"] and not scenario["outcome"]:
            yield f"scenario {number}: needs a condition or an outcome"


def _event_problems(passage: Passage, event: Passage) -> Iterator[str]:
    if event["type"] not in MODES:
        yield f"root {event['type']!r} is none of {', '.join(MODES)}"
    elif event["mode"] and event["mode"] not in MODES[event["type"]].split():
        yield f"mode {event['mode']!r}; allowed for {event['type']}: {MODES[event['type']] or 'none'}"
    if event["status"] not in STATUSES:
        yield f"status {event['status']!r}"
    if len(event["anchor"]["text"]) > 40:
        yield "anchor is longer than one verb or noun"
    for code in event["actor_code"] + event["recipient_code"]:
        if not CODE.match(code):
            yield f"code {code!r}"
    for span in event["actor"] + event["recipient"] + event["place"]:
        if len(span["text"]) > 90:
            yield f"span too long: {span['text']!r}"
    if event["when"] and not all(DAY.match(day) for day in event["when"].split("/")):
        yield f"when {event['when']!r}"
    for size in event["size"]:
        if size["of"] not in SIZES:
            yield f"size of {size['of']!r}"
    if event.get("same_as") is not None and not 0 <= event["same_as"] < len(passage["events"]):
        yield "same: names no event"


def _statement_problems(passage: Passage, statement: Passage) -> Iterator[str]:
    if statement["kind"] not in KINDS:
        yield f"kind {statement['kind']!r}"
    if statement["certainty"] and statement["certainty"] not in BANDS:
        yield f"band {statement['certainty']!r}"
    content = statement["content"]["text"]
    if re.search(r"(?<![A-ZÄÖÜ0-9])[.!?。！？]\s*[“”\"»«]?\s+[^\W\d_a-zäöüß]", content) and len(content) > 60:
        yield f"content runs over a sentence's end: {content[:60]!r}"
    if content[:1] in '„“"»«':
        yield f"content carries its quotation mark: {content[:30]!r}"
    if statement.get("voice") == "author" and statement["sources"]:
        yield "author's voice has no sources"


def words_of(text: str) -> list[str]:
    """Return the words of `text`, lower case; every Han character is a word."""
    return re.findall(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+", text.lower())


def find_near_duplicates(passages: list[Passage]) -> Iterator[str]:
    """Yield pairs that share over NEAR_DUPLICATE of their word 5-grams."""
    holders: dict[int, list[int]] = defaultdict(list)
    sizes = []
    for index, passage in enumerate(passages):
        words = words_of(passage["text"])
        grams = {hash(tuple(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1)}
        sizes.append(len(grams))
        for gram in grams:
            holders[gram].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for indexes in holders.values():
        if 1 < len(indexes) < 50:
            shared.update((a, b) for i, a in enumerate(indexes) for b in indexes[i + 1 :])
    for (a, b), count in shared.items():
        if count >= LEAST_SHARED and count / min(sizes[a], sizes[b]) > NEAR_DUPLICATE:
            yield f"{passages[a]['id']} and {passages[b]['id']}: near-duplicates ({count} shared 5-grams)"


def find_gold_overlap(passages: list[Passage], gold: Iterable[Passage]) -> Iterator[str]:
    """Yield passages that share GOLD_OVERLAP or more words in a row with a gold passage."""
    known: dict[tuple[str, ...], str] = {}
    for passage in gold:
        words = words_of(passage["text"])
        for i in range(len(words) - GOLD_OVERLAP + 1):
            known[tuple(words[i : i + GOLD_OVERLAP])] = passage["id"]
    for passage in passages:
        words = words_of(passage["text"])
        for i in range(len(words) - GOLD_OVERLAP + 1):
            if found := known.get(tuple(words[i : i + GOLD_OVERLAP])):
                yield f"{passage['id']}: {GOLD_OVERLAP} words in a row as in {found}"
                break


def balance(passages: list[Passage]) -> str:
    """Return the balance table: counts by language, root, status, kind, band and rank."""
    events = [e for p in passages for e in p["events"]]
    statements = [s for p in passages for s in p["statements"]]
    scenarios = [x for p in passages for x in p["scenarios"]]
    rows = {
        "passages": Counter(p["lang"] for p in passages),
        "empty": Counter(p["lang"] for p in passages if not p["events"]),
        "roots": Counter(e["type"] for e in events),
        "modes": Counter(e["mode"] for e in events if e["mode"]),
        "statuses": Counter(e["status"] for e in events),
        "kinds": Counter(s["kind"] for s in statements),
        "chains": Counter(len(s["sources"]) for s in statements),
        "bands": Counter(str(s["certainty"]) for s in statements),
        "ranks": Counter(str(x["rank"]) for x in scenarios),
    }
    total = f"{len(passages)} passages, {len(events)} events, {len(statements)} statements, {len(scenarios)} scenarios"
    return "\n".join(
        [total, *(f"{name:9} " + "  ".join(f"{k} {n}" for k, n in c.most_common()) for name, c in rows.items())]
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the check; return 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--gold", nargs="*", type=Path, default=[])
    options = parser.parse_args(arguments)
    passages: list[Passage] = []
    problems: list[str] = []
    for path in options.files or corpus_files():
        try:
            for passage in read_file(path):
                passages.append(passage)
                problems.extend(f"{path.name} {passage['id']}: {p}" for p in find_problems(passage))
        except NotationError as error:
            problems.append(str(error))
    problems.extend(find_near_duplicates(passages))
    gold = [json.loads(line) for path in options.gold for line in path.read_text(encoding="utf-8").splitlines() if line]
    problems.extend(find_gold_overlap(passages, gold))
    print("\n".join(problems))
    print(balance(passages))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
