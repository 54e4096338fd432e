"""How far two annotators agree: `python -m training.corpus.agreement`.

`second/` holds passages annotated again by another hand that saw only the text. The figures are the scorer's, with
the first annotation as gold: the height that a reader of this corpus can be asked to reach.
"""

from __future__ import annotations

from bench.score import print_figures, score
from training.corpus.load import CORPUS, read_corpus
from training.corpus.notation import Passage, read_passages


def read_second() -> list[Passage]:
    """Return the passages of the second annotation."""
    return [p for path in sorted(CORPUS.glob("second/*/*.txt")) for p in read_passages(path)]


def main() -> None:
    """Print the agreement over all passages that were annotated twice."""
    second = {(p["lang"], p["text"]): p for p in read_second()}
    first = [p for p in read_corpus() if (p["lang"], p["text"]) in second]
    again = [{**second[p["lang"], p["text"]], "id": p["id"]} for p in first]
    print(f"{len(first)} passages annotated twice")
    print_figures(score(first, again))


if __name__ == "__main__":
    main()
