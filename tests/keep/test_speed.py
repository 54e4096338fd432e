"""Writing is cheap beside reading: prints milliseconds per article, which must not grow by a multiple."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from lagebild.keep import open_store
from lagebild.keep.entry import Read
from lagebild.keep.search import search
from lagebild.keep.write import start_run, write_batch
from tests import factory

# Processor time, as the machine may be busy: 9 ms an article at 16 a batch, 75 ms at one a batch.
MOST_MS = 60.0
PARAGRAPH = (
    "Am {n}. Tag meldete der Ort {n} Gefechte; die Behörden riefen alle Bewohner zur Ruhe auf und sagten Hilfe zu. "
)


def article(number: int) -> Read:
    """Return an article of 400 words with ten events and statements, as a long agency report has."""
    text = factory.REPORT + " " + "".join(PARAGRAPH.format(n=number * 20 + n) for n in range(20))
    document = factory.document(text, name=f"news:{number}")
    reading = factory.full_reading(document)
    return Read(document, replace(reading, events=reading.events * 5, statements=reading.statements * 10))


def test_an_article_is_written_in_milliseconds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = [article(number) for number in range(96)]
    with open_store(tmp_path / "p.duckdb", write=True) as store:
        run = start_run(store, inputs=[], version="1")
        began = time.process_time()
        for begin in range(0, len(entries), 16):
            write_batch(store, entries[begin : begin + 16], run_id=run)
        per_article_ms = (time.process_time() - began) / len(entries) * 1000
        began = time.perf_counter()
        assert len(search(store, "Gefechte Bewohner", limit=None)) == len(entries)
        search_ms = (time.perf_counter() - began) * 1000
    with capsys.disabled():
        print(f"\nwriting {per_article_ms:.1f} ms an article, search {search_ms:.0f} ms over {len(entries)}")
    assert per_article_ms < MOST_MS
