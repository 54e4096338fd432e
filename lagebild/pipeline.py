"""The way of a report: collect gives documents, extract reads them, keep stores what was read.

    inputs ──collect──▶ Document ──extract──▶ Reading ──keep──▶ project file
                  └────▶ Skipped ──────────────────────keep──▶ project file

This module and `cli` are the only places that join steps. Results come in the order of the inputs, whatever the
number of processes, so a run that is broken off and repeated ends with the same project as one that was not.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from lagebild import __version__
from lagebild.collect import CollectOptions, collect, sign_text
from lagebild.errors import LagebildError
from lagebild.extract import open_reader
from lagebild.keep.entry import Entry, Known, Read
from lagebild.keep.write import finish_run, read_known, read_signatures, start_run, write_batch
from lagebild.records import Document, Reading, Skipped

if TYPE_CHECKING:
    from lagebild.keep import Store

CHUNK: Final = 16
"""Documents handed to a reader at once, so that it can sort sentences by length over all of them."""

_Item = TypeVar("_Item")


class Reads(Protocol):
    """Whatever reads documents."""

    def read_many(self, documents: Sequence[Document]) -> list[Reading]:
        """Return one reading for each document, in order."""
        ...


def read_inputs(inputs: Sequence[str], *, options: CollectOptions, jobs: int = 1) -> Iterator[Read | Skipped]:
    """Return every input as a document with its reading, or as skipped, in the order of the inputs."""
    for entry in _read_entries(collect(inputs, options=options), jobs=jobs):
        assert not isinstance(entry, Known)
        yield entry


def add_inputs(
    store: Store,
    inputs: Sequence[str],
    *,
    options: CollectOptions,
    jobs: int = 1,
    batch: int = CHUNK,
    again: bool = False,
) -> Iterator[Entry]:
    """Read the inputs into the project and return each entry once it is safely written.

    Documents that the project holds are not read again unless `again` is set.
    """
    run_id = start_run(store, inputs=inputs, version=__version__)
    known = set() if again else read_known(store)
    options = replace(options, known_signatures=read_signatures(store, limit=options.copy_window))
    entries = _read_entries(_mark_known(collect(inputs, options=options), known), jobs=jobs)
    for some in _in_batches(map(_sign, entries), batch):
        write_batch(store, some, run_id=run_id)
        yield from some
    finish_run(store, run_id)


def _sign(entry: Entry) -> Entry:
    if isinstance(entry, Read) and entry.document.copy_of is None:
        return replace(entry, signature=sign_text(entry.document.text))
    return entry


def _mark_known(items: Iterable[Document | Skipped], known: set[str]) -> Iterator[Document | Known | Skipped]:
    for item in items:
        if not isinstance(item, Document):
            yield item
        elif item.id in known:
            yield Known(item)
        else:
            known.add(item.id)
            yield item


def _read_entries(items: Iterable[Document | Known | Skipped], *, jobs: int) -> Iterator[Entry]:
    chunks = _in_batches(items, CHUNK)
    if jobs == 1:
        reader = open_reader(threads=1)
        for chunk in chunks:
            yield from _join(chunk, read_documents(reader, _unread(chunk)))
    else:
        yield from _read_parallel(chunks, jobs or os.cpu_count() or 1)


def _read_parallel(chunks: Iterator[list[Document | Known | Skipped]], jobs: int) -> Iterator[Entry]:
    waiting: deque[tuple[list[Document | Known | Skipped], Future[list[Read | Skipped]]]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker) as pool:
        try:
            for chunk in chunks:
                waiting.append((chunk, pool.submit(_read_in_worker, _unread(chunk))))
                if len(waiting) > 2 * jobs:
                    yield from _join_first(waiting)
            while waiting:
                yield from _join_first(waiting)
        except BrokenProcessPool:
            raise LagebildError(
                "a reading process was ended from outside, perhaps for want of memory; "
                "run the same command again with fewer --jobs: what was written stays"
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _join_first(
    waiting: deque[tuple[list[Document | Known | Skipped], Future[list[Read | Skipped]]]],
) -> Iterator[Entry]:
    chunk, future = waiting.popleft()
    yield from _join(chunk, future.result())


def _unread(chunk: Iterable[Document | Known | Skipped]) -> list[Document]:
    return [item for item in chunk if isinstance(item, Document)]


def _join(chunk: Iterable[Document | Known | Skipped], read: Iterable[Read | Skipped]) -> Iterator[Entry]:
    results = iter(read)
    for item in chunk:
        yield next(results) if isinstance(item, Document) else item


def read_documents(reader: Reads, documents: Sequence[Document]) -> list[Read | Skipped]:
    """Return each document with its reading; one that the reader fails on is skipped, the others are not lost."""
    try:
        return [Read(*pair) for pair in zip(documents, reader.read_many(documents), strict=True)]
    except Exception as error:
        if len(documents) > 1:
            return [entry for document in documents for entry in read_documents(reader, [document])]
        return [
            Skipped(
                documents[0].name,
                f"the reader failed on this text: {type(error).__name__}: {error}",
                "the text is kept nowhere; please report it with the text, so that the reader can be mended",
                documents[0].seen_at,
            )
        ]


def _in_batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _start_worker() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, even if that was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@cache
def _process_reader() -> Reads:
    return open_reader(threads=1)


def _read_in_worker(documents: list[Document]) -> list[Read | Skipped]:
    return read_documents(_process_reader(), documents)
