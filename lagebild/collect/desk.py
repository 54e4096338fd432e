"""The way of an input through the collecting step: opened, told apart, read, its links fetched.

input ──▶ Source ──▶ reader of its kind ──▶ Draft ──▶ finished document
                           └──▶ Link ──fetch──▶ Source …
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from lagebild.collect import refusal
from lagebild.collect.address import RefusedError
from lagebild.collect.archive import read_archive
from lagebild.collect.draft import Draft, Link
from lagebild.collect.feed import read_feed, read_outline
from lagebild.collect.fetch import Fetcher
from lagebild.collect.folder import list_files
from lagebild.collect.mail import read_mail
from lagebild.collect.options import CollectOptions
from lagebild.collect.page import read_page
from lagebild.collect.plain import read_plain
from lagebild.collect.record import read_json, read_lines, read_links, read_table
from lagebild.collect.source import Kind, Source, describe_binary, detect_kind
from lagebild.collect.stream import Stream
from lagebild.records import Skipped

Item = Draft | Link | Skipped
_Reader = Callable[[Source, CollectOptions], Iterator[Item]]

_READERS: Final[dict[Kind, _Reader]] = {
    "archive": read_archive,
    "feed": read_feed,
    "json": read_json,
    "json feed": read_feed,
    "lines": read_lines,
    "links": read_links,
    "mail": read_mail,
    "markdown": read_plain,
    "page": read_page,
    "table": read_table,
    "text": read_plain,
}
# So many unusable records in a row, and the file is not what it says it is.
_MOST_FAILED: Final = 1_000
_URLS: Final = ("http://", "https://")


class Desk:
    """Takes inputs and gives drafts; holds what is shared between inputs: the fetcher with its pauses and rules."""

    def __init__(self, options: CollectOptions) -> None:
        self._options = options
        self._fetcher = Fetcher(options)

    def take(self, given: str | Path) -> Iterator[Draft | Skipped]:
        """Give the drafts of one input: a path, a folder, "-" for standard input, or an address."""
        if given == "-":
            yield from self._read_stream(sys.stdin.buffer, "-", named=True)
        elif isinstance(given, str) and given.lower().startswith(_URLS):
            yield from self._follow(Link(given, given), named=True)
        elif isinstance(given, str) and "://" in given[:20]:
            scheme = given.split(":", 1)[0]
            yield refusal.SCHEME.of(given, scheme=scheme)
        else:
            yield from self._take_path(Path(given))

    def _take_path(self, path: Path) -> Iterator[Draft | Skipped]:
        try:
            is_folder = path.is_dir()
            exists = is_folder or path.exists()
        except (OSError, ValueError) as error:
            yield refusal.UNREADABLE.of(str(path), error=error)
            return
        if not exists:
            yield refusal.MISSING.of(str(path), shown=path.name)
        elif not is_folder:
            yield from self._read_file(path, named=True)
        else:
            for found in list_files(path, self._options):
                if isinstance(found, Skipped):
                    yield found
                else:
                    yield from self._read_file(found, named=False)

    def _read_file(self, path: Path, *, named: bool) -> Iterator[Draft | Skipped]:
        try:
            opened = path.open("rb", buffering=0)
        except OSError as error:
            yield refusal.UNREADABLE.of(str(path), error=error.strerror or error)
            return
        with opened:
            yield from self._read_stream(opened, str(path), named=named)

    def _read_stream(self, opened: BinaryIO, name: str, *, named: bool) -> Iterator[Draft | Skipped]:
        try:
            stream = Stream(opened, max_inflation=self._options.max_inflation)
            kind = detect_kind(stream.peek(), name)
            yield from self._read_source(Source(name, stream, kind, named=named))
        except OSError as error:
            yield refusal.UNREADABLE.of(name, error=error.strerror or error)

    def _read_source(self, source: Source) -> Iterator[Draft | Skipped]:
        head = source.stream.peek()
        if not head and not source.stream.damaged:
            yield refusal.EMPTY.of(source.name)
        elif source.kind == "binary":
            kind, tool = describe_binary(head)
            yield refusal.NOT_TEXT.of(source.name, kind=kind, tool=tool)
        elif source.kind == "outline":
            yield from self._follow_outline(source)
        elif head:
            yield from self._read_items(source)
        yield from self._report_end(source)

    def _read_items(self, source: Source) -> Iterator[Draft | Skipped]:
        found, failed = False, 0
        for item in _READERS[source.kind](source, self._options):
            found, failed = True, failed + 1 if isinstance(item, Skipped) else 0
            yield from self._resolve(item, source)
            if failed >= _MOST_FAILED:
                yield refusal.GAVE_UP.of(source.name, count=failed)
                break
        if not found and not (source.stream.damaged or source.stream.inflated):
            yield refusal.EMPTY.of(source.name)

    def _report_end(self, source: Source) -> Iterator[Skipped]:
        if source.stream.inflated:
            yield refusal.INFLATED.of(source.name, ratio=self._options.max_inflation)
        elif source.stream.damaged:
            yield refusal.CUT.of(source.name)

    def _resolve(self, item: Item, source: Source) -> Iterator[Draft | Skipped]:
        if not isinstance(item, Link):
            yield item
        elif self._options.fetch_links or (
            source.named and source.url is not None and source.kind in ("feed", "json feed")
        ):
            yield from self._follow(item, named=False)
        elif item.fallback is not None:
            yield item.fallback
        else:
            yield refusal.LINK_ONLY.of(item.name, url=item.url)

    def _follow_outline(self, source: Source) -> Iterator[Draft | Skipped]:
        feeds = read_outline(source, self._options)
        if isinstance(feeds, Skipped):
            yield feeds
        elif not source.named and not self._options.fetch_links:
            yield refusal.LISTED_FEEDS.of(source.name, count=len(feeds))
        else:
            for title, url in feeds:
                yield from self._follow(Link(url, url, title), named=True, listed=True)

    def _follow(self, link: Link, *, named: bool, listed: bool = False) -> Iterator[Draft | Skipped]:
        try:
            fetched = self._fetcher.fetch(link.url)
        except RefusedError as refused:
            name = link.url
            yield link.fallback or refused.refusal.of(name, **refused.values)
            return
        stream = Stream(io.BytesIO(fetched.body), max_inflation=self._options.max_inflation)
        kind = detect_kind(stream.peek(), fetched.url.split("?")[0], media_type=fetched.media_type)
        source = Source(
            link.url, stream, kind, url=fetched.url, charset=fetched.charset, named=named, published=link.published,
            title=None if listed else link.title,
        )  # fmt: skip
        if kind == "outline" and listed:
            yield refusal.FEED_LOOP.of(link.url)
            return
        yield from _stand_in(self._read_source(source), link)


def _stand_in(items: Iterator[Draft | Skipped], link: Link) -> Iterator[Draft | Skipped]:
    """Where a page turns out to be no article, the text that the feed carried is used in its place."""
    if link.fallback is None:
        yield from items
        return
    fallback = replace(link.fallback, name=link.url)
    drafts = [item for item in items if isinstance(item, Draft)]
    yield from [replace(draft, fallback=fallback) for draft in drafts[:1]] + drafts[1:] or [fallback]
