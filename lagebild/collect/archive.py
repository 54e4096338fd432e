"""Web archives (WARC): every page that was answered with success is an article."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final, cast

from fastwarc.stream_io import ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from lagebild.collect import refusal
from lagebild.collect.draft import Draft
from lagebild.collect.moment import read_moment
from lagebild.collect.options import CollectOptions
from lagebild.collect.page import read_page
from lagebild.collect.source import Source
from lagebild.collect.stream import Stream
from lagebild.records import Skipped

_PAGES: Final = ("text/html", "application/xhtml+xml")
_KINDS: Final = WarcRecordType.response | WarcRecordType.resource


def read_archive(source: Source, options: CollectOptions) -> Iterator[Draft | Skipped]:
    """Give the pages of an archive in order, and a summary of its other records."""
    others: Counter[str] = Counter()
    pages = cast("BinaryIO", _Tracked(source.stream))
    try:
        for record in ArchiveIterator(pages, record_types=_KINDS, parse_http=True):
            media_type = _content_type(record)[0]
            if media_type in _PAGES:
                yield from _read_record(record, source, options)
            else:
                others[media_type or "unknown"] += 1
    except (OSError, ValueError, EOFError, RuntimeError, UnicodeError):
        yield refusal.ARCHIVE_DAMAGED.of(source.name)
    if others:
        kinds = ", ".join(f"{kind} {count}" for kind, count in others.most_common(5))
        yield refusal.NOT_PAGES.of(source.name, count=others.total(), kinds=kinds)


class _Tracked(io.RawIOBase):
    """The unpacked bytes in the form that fastwarc wants: it asks for the position and skips forward."""

    def __init__(self, stream: Stream) -> None:
        super().__init__()
        self._stream = stream
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        goal = offset if whence == 0 else self._position + offset
        if whence not in (0, 1) or goal < self._position:
            raise OSError("an archive is read forward only")
        while self._position < goal and self.read(min(goal - self._position, 1 << 20)):
            pass
        return self._position

    def read(self, size: int | None = -1) -> bytes:
        data = self._stream.read(-1 if size is None else size)
        self._position += len(data)
        return data


def _read_record(record: WarcRecord, source: Source, options: CollectOptions) -> list[Draft | Skipped]:
    url = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
    name = f"{source.name}#{url or record.record_id}"
    status = record.http_headers.status_code if record.http_headers else 200
    if status != 200:
        return [refusal.HTTP_STATUS.of(name, status=status)]
    body = record.reader.read(options.max_page_bytes + 1)
    cut = len(body) < min(record.content_length, options.max_page_bytes + 1)
    stream = Stream(io.BytesIO(_join_chunks(body, record)), max_inflation=options.max_inflation)
    page = Source(name, stream, "page", url=url or None, charset=_content_type(record)[1], named=False)
    seen_at = read_moment(record.headers.get("WARC-Date"))[0]
    found: list[Draft | Skipped] = []
    for item in read_page(page, options):
        if isinstance(item, Draft):
            item = replace(item, seen_at=seen_at, incomplete="cut off" if cut else item.incomplete)
        found.append(item)
    return [*found, refusal.ARCHIVE_DAMAGED.of(source.name)] if cut else found


def _join_chunks(body: bytes, record: WarcRecord) -> bytes:
    coding = record.http_headers.get("Transfer-Encoding") if record.http_headers else None
    if (coding or "").strip().lower() != "chunked":
        return body
    joined = ChunkedReader(io.BytesIO(body)).read(len(body))
    return joined or body


def _content_type(record: WarcRecord) -> tuple[str, str | None]:
    header = record.http_headers.get("Content-Type") if record.http_headers else record.headers.get("Content-Type")
    media_type, _, rest = (header or "").partition(";")
    charset = rest.partition("charset=")[2].strip(" \"';") if "charset=" in rest.lower() else ""
    return media_type.strip().lower(), charset or None
