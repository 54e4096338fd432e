"""Whatever a file holds: it is read or listed, within 30 seconds of computing and 2 GB, and nothing is raised."""

from __future__ import annotations

import gzip
import io
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.collect import CollectOptions, collect
from lagebild.records import Document
from tests.collect.limited import MOST_BYTES
from tests.collect.sample import ARTICLE, page, rss, warc, write

ENDINGS = (
    "txt", "md", "html", "eml", "jsonl", "json", "csv", "tsv", "opml", "rss", "atom", "warc", "warc.gz", "txt.gz", "xml", "",
)  # fmt: skip
SEEDS = (
    ARTICLE.encode(), page().encode(), rss("https://a.example/1", body=ARTICLE).encode(), warc("https://a.example/1", page().encode()),
    json.dumps({"id": "1", "text": ARTICLE, "date": "2024-13-45", "lang": "de"}).encode() + b"\n",
    b"From: a@b.example\nSubject: Lage\nDate: 99 Foo\nMIME-Version: 1.0\n\n" + ARTICLE.encode("cp1252"),
    b"id,text,url\n1,\"" + ARTICLE.encode() + b"\",u\n", "انسحبت القوات من المدينة \u202e".encode() * 9, ARTICLE.encode("utf-16"),
    gzip.compress(ARTICLE.encode()),
)  # fmt: skip
MOST_SECONDS = 30


def run_limited(*paths: Path) -> list[dict[str, Any]]:
    """Return what became of each file in a process that may use 2 GB."""
    command = [sys.executable, "-W", "error", "-m", "tests.collect.limited", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == ""
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(paths)
    return found


def check(found: dict[str, Any], name: str = "") -> None:
    assert found["documents"] or found["reasons"], name
    assert found["seconds"] < MOST_SECONDS, name
    assert found["peak"] < MOST_BYTES, name


def bomb(size: int, filling: bytes) -> bytes:
    """Return gzip data that unpacks to `size` bytes."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as out:
        for _ in range(size // 1_000_000):
            out.write(filling * (1_000_000 // len(filling)))
    return packed.getvalue()


def test_random_bytes_as_every_file_type(tmp_path: Path) -> None:
    noise = random.Random(1)
    paths = [
        write(tmp_path, f"{size}.{ending}", noise.randbytes(size))
        for ending in ENDINGS
        for size in (0, 1, 7, 300, 100_000)
    ]
    for path, found in zip(paths, run_limited(*paths), strict=True):
        check(found, path.name)


def test_a_line_of_50_megabytes(tmp_path: Path) -> None:
    line = b"Der Panzer rollt. " * (50_000_000 // 18)
    record = b'{"id": "1", "text": "' + line + b'"}'
    paths = [
        write(tmp_path, "a.txt", line),
        write(tmp_path, "a.json", record),
        write(tmp_path, "a.txt.gz", gzip.compress(line, 1)),
    ]
    for ending in ENDINGS:
        path = tmp_path / f"b.{ending}"
        path.hardlink_to(paths[1] if ending.startswith("json") else paths[2] if ending.endswith("gz") else paths[0])
        paths.append(path)
    for path, found in zip(paths, run_limited(*paths), strict=True):
        check(found, path.name)
        assert found["documents"] == 0


def test_bombs(tmp_path: Path) -> None:
    for filling in (b"\0", b"Kiew ", b'{"id": "1", "text": "Kiew"}\n'[:25] + b"\n"):
        data = bomb(1_000_000_000, filling)
        paths = [
            write(tmp_path, f"{ending}.gz", data)
            for ending in ("txt", "jsonl", "warc", "html", "csv", "eml", "rss", "json")
        ]
        paths.append(write(tmp_path, "twice.gz", gzip.compress(data)))
        for found in run_limited(*paths):
            check(found)
            assert found["documents"] == 0


def costly() -> Iterator[tuple[str, bytes]]:
    """Give inputs that make parsers slow or large."""
    for tag in ("div", "p", "b", "a", "table", "ul><li", "blockquote", "section"):
        yield (
            f"{tag.strip('<>').replace('><', '-')}.html",
            b"<html><body>" + f"<{tag}>".encode() * 95_000 + ARTICLE.encode(),
        )
    yield "links.html", b"<html><body>" + b'<a href="x">Kiew</a>' * 49_000
    yield "cells.html", b"<html><body><article><table>" + b"<tr><td>Kiew" * 49_000
    yield "breaks.html", b"<html><body><article>" + b"Der Minister sprach.<br>" * 99_000
    yield "attributes.html", b"<html><body><p " + b"a=b " * 900_000 + b">Kiew"
    yield "linked.html", b'<html><script type="application/ld+json">' + b'[{"@graph":' * 300_000
    yield "items.rss", b"<rss><channel>" + b"<item>" * 600_000
    yield "entries.rss", b"<rss><channel>" + b"<item><title>a</title></item>" * 120_000
    yield "tags.rss", b"<rss><channel><item><description>" + b"&lt;div&gt;" * 350_000
    yield "quotes.rss", b"<rss><channel><item><description>" + b'<a href="' * 400_000
    yield "outlines.opml", b"<opml><body>" + b"<outline>" * 400_000
    yield "deep.json", b"[" * 5_000_000
    yield "keys.json", b'{"a":' * 1_000_000
    yield "number.jsonl", b'{"id": ' + b"9" * 1_000_000 + b"}\n"
    yield "quote.csv", b'id,text,url\n"' + b"a,\n" * 2_000_000
    yield "rows.csv", b"id,text,url\n" + b",,\n" * 2_000_000
    yield "comment.eml", b"From: " + b"(" * 200_000 + b"\nSubject: x\n\nKiew"
    yield (
        "parts.eml",
        b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(5000)),
    )
    yield "words.eml", b"Subject: " + b"=?utf-8?q?x?= " * 100_000 + b"\nDate: x\n\nKiew"
    yield "marks.md", b"*" * 400_000 + b"[a](" * 100_000
    yield "fields.md", b"---\n" + b"a:\n" * 300_000
    yield "blanks.txt", b" \n" * 450_000 + b"Kiew"
    yield "accents.txt", ("a" + "\u0301" * 900_000).encode()
    yield "mojibake.txt", "Ã¼Ã¤â€ž".encode() * 100_000
    yield "mojibake-line.txt", ("Ã¼ " * 300_000).encode()
    yield "dateline.txt", b"A/" * 300 + b"(" * 300 + b"A " * 300_000
    yield "mixed.txt", "Für Österreich\n".encode("cp1252") * 30_000 + "Für Österreich\n".encode() * 30_000
    yield "rtl.txt", "\u202eقال الوزير\u202c ".encode() * 40_000


def test_costly_inputs_end_in_time(tmp_path: Path) -> None:
    paths = [write(tmp_path, name, content) for name, content in costly()]
    for path, found in zip(paths, run_limited(*paths), strict=True):
        check(found, path.name)


def test_archives_of_bombs(tmp_path: Path) -> None:
    record = warc("https://a.example/1", bomb(200_000_000, b"<p>Kiew "), more="Content-Encoding: gzip\r\n")
    paths = [write(tmp_path, "a.warc", record * 20), write(tmp_path, "a.warc.gz", gzip.compress(record * 20))]
    for found in run_limited(*paths):
        check(found)
        assert found["reasons"][0] == "it is larger than the 4000000 bytes allowed"


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=8)), max_size=12),
    st.integers(0, 3000),
    st.sampled_from(ENDINGS),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_inputs_are_read_or_listed(
    tmp_path: Path, seed: bytes, wounds: list[tuple[int, bytes]], cut: int, ending: str
) -> None:
    data = bytearray(seed)
    for at, instead in wounds:
        data[at : at + len(instead)] = instead
    path = write(tmp_path, f"a.{ending}", bytes(data[: len(data) - cut] or data))
    items = list(collect([path], options=CollectOptions()))
    assert items
    for item in items:
        assert item.seen_at is not None
        if isinstance(item, Document):
            item.text.encode("utf-8")
            assert item.text.strip()
            assert item.offsets.to_raw(len(item.text) - 1) >= 0


@given(st.binary(max_size=400), st.sampled_from(ENDINGS))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_listed(tmp_path: Path, data: bytes, ending: str) -> None:
    assert list(collect([write(tmp_path, f"a.{ending}", data)], options=CollectOptions()))
