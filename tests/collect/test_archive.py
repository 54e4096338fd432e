"""Web archives give their pages, whole or cut off, packed or not."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lagebild.records import Document, Skipped
from tests.collect.sample import SENTENCES, documents, only, page, read, reasons, warc, write

FIRST = warc("https://a.example/1", page().encode())
SECOND = warc("https://a.example/2", page(*reversed(SENTENCES)).encode())


@pytest.mark.parametrize("packed", ["plain", "records", "whole"])
def test_pages_of_an_archive_are_read(tmp_path: Path, packed: str) -> None:
    data = {
        "plain": FIRST + SECOND,
        "records": gzip.compress(FIRST) + gzip.compress(SECOND),
        "whole": gzip.compress(FIRST + SECOND),
    }
    path = write(tmp_path, "a.warc" if packed == "plain" else "a.warc.gz", data[packed])
    first, second = documents(read(path))
    assert [first.url, second.url] == ["https://a.example/1", "https://a.example/2"]
    assert first.name == f"{path}#https://a.example/1"
    assert first.seen_at == datetime(2024, 8, 6, 10, tzinfo=UTC)
    assert SENTENCES[0] in first.text


@pytest.mark.parametrize(
    ("body", "more", "media_type"),
    [
        (gzip.compress(page().encode()), "Content-Encoding: gzip\r\n", "text/html"),
        (
            b"%x\r\n%b\r\n0\r\n\r\n" % (len(page().encode()), page().encode()),
            "Transfer-Encoding: chunked\r\n",
            "text/html",
        ),
        (page().replace('<meta charset="utf-8">', "").encode("cp1252"), "", 'text/html; charset="ISO-8859-1"'),
    ],
    ids=["gzip", "chunked", "charset"],
)
def test_codings_of_the_answer(tmp_path: Path, body: bytes, more: str, media_type: str) -> None:
    record = warc("https://a.example/1", body, more=more, media_type=media_type)
    assert SENTENCES[1] in only(read(write(tmp_path, "a.warc", record))).text


def test_other_records_are_summed_up(tmp_path: Path) -> None:
    pictures = b"".join(warc(f"https://a.example/{n}.png", b"x", media_type="image/png") for n in range(3))
    missing = warc("https://a.example/weg", page().encode(), status="404 Not Found")
    first, second, third = read(write(tmp_path, "a.warc", pictures + missing + FIRST))
    assert isinstance(first, Skipped)
    assert first.reason == "the server answered 404"
    assert isinstance(second, Document)
    assert isinstance(third, Skipped)
    assert third.reason == "3 records of the archive are no pages (image/png 3)"


def test_a_cut_archive_gives_what_it_holds_and_says_so(tmp_path: Path) -> None:
    found = read(write(tmp_path, "a.warc", (FIRST + SECOND)[:-300]))
    assert [type(item) for item in found] == [Document, Document, Skipped]
    assert isinstance(found[1], Document)
    assert found[1].incomplete == "cut off"
    assert isinstance(found[2], Skipped)
    assert found[2].reason == "the web archive ends early or is damaged; what came before it was read"


def test_a_cut_packed_archive_says_so(tmp_path: Path) -> None:
    data = gzip.compress(FIRST) + gzip.compress(SECOND)[:-40]
    found = read(write(tmp_path, "a.warc.gz", data))
    assert isinstance(found[0], Document)
    assert isinstance(found[-1], Skipped)
    assert found[-1].reason == "the compressed data ends early or is damaged; what came before it was read"


@pytest.mark.parametrize("data", [b"WARC/1.0\r\n", b"WARC/1.0\r\n" + bytes(range(256)) * 20, FIRST[:40], FIRST[:250]])
def test_a_damaged_archive_is_listed(tmp_path: Path, data: bytes) -> None:
    assert len(reasons(read(write(tmp_path, "a.warc", data)))) >= 1
