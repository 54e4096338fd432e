"""All of the corpus as passages: the annotated reports and the single sentences."""

from __future__ import annotations

from pathlib import Path

from training.corpus.notation import Passage, read_passages
from training.corpus.sentence import read_sentences

CORPUS = Path(__file__).parent


def read_corpus(folder: Path = CORPUS) -> list[Passage]:
    """Return every passage and sentence below `folder`, in the order of the file names."""
    reports = [p for path in sorted(folder.glob("passages/*/*.txt")) for p in read_passages(path)]
    return reports + [p for path in sorted(folder.glob("sentences/*/*.txt")) for p in read_sentences(path)]
