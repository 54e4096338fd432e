"""All of the corpus as passages: the annotated reports and the single sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from training.corpus.notation import Passage, read_passages
from training.corpus.sentence import read_sentences

CORPUS = Path(__file__).parent


def corpus_files(folder: Path = CORPUS) -> list[Path]:
    """Return the files that are trained on: reports first, then single sentences, each by name."""
    return [*sorted(folder.glob("passages/*/*.txt")), *sorted(folder.glob("sentences/*/*.txt"))]


def read_file(path: Path) -> Iterator[Passage]:
    """Yield the passages of one file; what lies below a folder `sentences` is in the notation for sentences."""
    return read_sentences(path) if "sentences" in path.parts else read_passages(path)


def read_corpus(folder: Path = CORPUS) -> list[Passage]:
    """Return every passage and sentence below `folder`, in the order of the file names."""
    return [passage for path in corpus_files(folder) for passage in read_file(path)]
