"""Set the thresholds of the pack: `python -m training.reader.tune GOLD.jsonl`.

One threshold after the other is moved over a grid, and the pack is written anew with the surest value whose figure lies
within TOLERANCE of the best: where the gold passages cannot tell, real text is better served by fewer inventions. The
gold passages are for tuning and floors; nothing is trained on them.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

from bench.gate import find
from bench.score import Passage, read_passages, score
from lagebild.extract.decode import Thresholds
from lagebild.extract.ground.document import Grounder
from lagebild.extract.network import Network
from lagebild.extract.reader import Reader
from training.reader.pack import PACK

TOLERANCE = 0.005
GRID = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
FIGURES = {
    "event": ("events.typed",),
    "actor": ("roles.actor", "events.triple"),
    "recipient": ("roles.recipient", "events.triple"),
    "place": ("roles.place",),
    "content": ("statements",),
    "slot": ("statements", "statements.chain"),
    "outer": ("statements.chain", "statements.nested"),
    "scenario": ("scenarios",),
}


def best_thresholds(gold: list[Passage], network: Network) -> Thresholds:
    """Return the thresholds that score best on the gold passages, moved one after the other."""
    reader, thresholds = Reader(network, Grounder()), network.thresholds
    for name, figures in FIGURES.items():
        scored = []
        for value in GRID:
            network.thresholds = replace(thresholds, **{name: value})
            result = score(gold, find(gold, reader))
            scored.append((sum(result[figure]["f1"] for figure in figures), value))
            print(name, value, *(f"{figure} {result[figure]['f1']:.3f}" for figure in figures), flush=True)
        best = max(scored)[0]
        thresholds = replace(thresholds, **{name: max(v for figure, v in scored if figure >= best - TOLERANCE)})
        network.thresholds = thresholds
    return thresholds


def main(arguments: list[str] | None = None) -> None:
    """Tune and write the pack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    options = parser.parse_args(arguments)
    thresholds = best_thresholds(read_passages(options.gold), Network(PACK))
    about = json.loads((PACK / "pack.json").read_text(encoding="utf-8"))
    about["thresholds"] = asdict(thresholds)
    (PACK / "pack.json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
