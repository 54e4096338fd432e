"""Reads files, folders, pages, feeds, tables and archives and gives documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lagebild.collect.desk import Desk
from lagebild.collect.finish import Finisher
from lagebild.collect.options import LANGUAGES, CollectOptions
from lagebild.collect.reprint import sign_text
from lagebild.records import Document, Skipped

__all__ = ["LANGUAGES", "CollectOptions", "collect", "sign_text"]


def collect(inputs: Iterable[str | Path], *, options: CollectOptions | None = None) -> Iterator[Document | Skipped]:
    """Give the documents of all inputs in order, and in its place every input that could not be used.

    An input is a path, a folder, "-" for standard input, or an http(s) address of a page, feed or OPML list. Nothing
    is fetched unless an address or an OPML list is named, or `fetch_links` is set.
    """
    options = options or CollectOptions()
    desk, finisher = Desk(options), Finisher(options)
    for given in inputs:
        for item in desk.take(given):
            yield finisher.finish(item)
