"""What an input is, told by its first bytes and its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from lagebild.collect.encoding import decode, is_text
from lagebild.collect.stream import Stream

Kind = Literal[
    "archive", "binary", "feed", "json", "json feed", "lines", "links", "mail", "markdown", "outline", "page", "table",
    "text",
]  # fmt: skip

# First bytes, what they are, and what turns it into text.
_BINARY: Final = (
    (b"%PDF", "PDF", "pdftotext"),
    (b"PK\x03\x04", "ZIP, DOCX or ODT", "unzip, pandoc"),
    (b"\xd0\xcf\x11\xe0", "DOC, XLS or PPT", "LibreOffice"),
    (b"{\\rtf", "RTF", "pandoc"),
    (b"\x89PNG", "PNG", "tesseract"),
    (b"\xff\xd8\xff", "JPEG", "tesseract"),
    (b"GIF8", "GIF", "tesseract"),
    (b"RIFF", "WAV, AVI or WebP", "whisper"),
    (b"ID3", "MP3", "whisper"),
    (b"\x7fELF", "ELF", "strings"),
    (b"BZh", "bzip2", "bunzip2"),
    (b"\xfd7zXZ", "xz", "unxz"),
    (b"\x28\xb5\x2f\xfd", "zstd", "zstd -d"),
    (b"7z\xbc\xaf", "7z", "7z x"),
    (b"SQLite format 3", "SQLite", "sqlite3"),
    (b"PAR1", "Parquet", "duckdb"),
    (b"\x1f\x8b", "gzip in gzip in gzip", "gunzip"),
)
_ENDINGS: Final[dict[str, Kind]] = {
    "jsonl": "lines", "ndjson": "lines", "json": "json", "eml": "mail", "csv": "table", "tsv": "table",
    "md": "markdown", "markdown": "markdown", "html": "page", "htm": "page", "xhtml": "page", "opml": "outline",
    "rss": "feed", "atom": "feed", "warc": "archive", "txt": "text", "text": "text",
}  # fmt: skip
_OUTLINE: Final = re.compile(r"<opml[\s>]", re.I)
_FEED: Final = re.compile(r"<(?:rss|rdf:rdf|feed)[\s>]", re.I)
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|meta)[\s>]", re.I)
_MAIL: Final = re.compile(
    r"\A(?:From \S.*\n)?(?:(?:Return-Path|Delivered-To|Received|From|To|Subject|Date|Message-ID|MIME-Version):.*\n"
    r"(?:[ \t].*\n)*){3}",
    re.I,
)
_LINKS: Final = re.compile(r"\s*(?:https?://[^\s<>\"]+\s*\n\s*)*https?://[^\s<>\"]+\s*\Z", re.I)
_JSON_FEED: Final = "https://jsonfeed.org/version/"
_TABLE_COLUMNS: Final = frozenset({"url", "text", "title", "mobileurl", "publish_date", "link"})


@dataclass(frozen=True, slots=True)
class Source:
    """One input, opened: its name, its bytes, and what is known of it before reading.

    `named` says that the user named it, rather than a folder, feed or archive that holds it.
    """

    name: str
    stream: Stream
    kind: Kind
    url: str | None = None
    charset: str | None = None
    named: bool = True
    title: str | None = None
    published: str | None = None


def detect_kind(head: bytes, name: str = "", *, media_type: str = "") -> Kind:
    """Return what an input is; its content decides, its name only where the content leaves it open."""
    if any(head.startswith(magic) for magic, _, _ in _BINARY):
        return "binary"
    if head.startswith(b"WARC/"):
        return "archive"
    ending = _ENDINGS.get(_ending(name))
    text = decode(_whole_characters(head[:4096]))[0].lstrip("\ufeff \t\r\n")
    if not is_text(text):
        return "binary"
    return _by_markup(text, ending, media_type) or _by_layout(text, ending)


def describe_binary(head: bytes) -> tuple[str, str]:
    """Return what binary data is and a program that makes text of it."""
    for magic, what, tool in _BINARY:
        if head.startswith(magic):
            return what, tool
    return "binary", "pandoc"


def _whole_characters(head: bytes) -> bytes:
    """The bytes without a UTF-8 character that is cut at their end."""
    for _ in range(3):
        if head[-1:] < b"\x80":
            break
        head = head[:-1]
    return head


def _ending(name: str) -> str:
    stem = name.lower().removesuffix(".gz")
    return stem.rsplit(".", 1)[-1] if "." in stem else ""


def _by_markup(text: str, ending: Kind | None, media_type: str) -> Kind | None:
    if text.startswith(("{", "[")) and ending in (None, "json", "lines", "text", "feed"):
        if _JSON_FEED in text:
            return "json feed"
        if ending is None and text.startswith("[") and not re.match(r"\[\s*[\[{\"\]]", text):
            return None
        return "lines" if ending == "lines" else "json"
    if text.startswith("<"):
        if _OUTLINE.search(text):
            return "outline"
        if _FEED.search(text) and ending != "page":
            return "feed"
        if _PAGE.search(text) or "html" in media_type or ending == "page":
            return "page"
    return "page" if media_type.startswith(("text/html", "application/xhtml")) else None


def _by_layout(text: str, ending: Kind | None) -> Kind:
    if ending == "text" or ending is None:
        if _LINKS.match(text.rsplit("\n", 1)[0] if len(text) >= 4000 else text):
            return "links"
        if _MAIL.match(text.replace("\r\n", "\n")):
            return "mail"
        if _has_table_header(text):
            return "table"
    return ending or "text"


def _has_table_header(text: str) -> bool:
    header = text.split("\n", 1)[0].strip().replace('"', "")[:2000]
    columns = header.split(max(",;\t|", key=header.count))
    return len(columns) > 2 and len(_TABLE_COLUMNS & {column.strip().lower() for column in columns}) > 1
