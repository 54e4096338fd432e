"""Feeds (RSS, Atom, JSON Feed) to links, and OPML lists to feeds."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

from lagebild.collect import refusal
from lagebild.collect.draft import Draft, Link
from lagebild.collect.encoding import decode
from lagebild.collect.moment import read_moment
from lagebild.collect.options import CollectOptions
from lagebild.collect.page import read_markup
from lagebild.collect.source import Source
from lagebild.records import Skipped

# An entry with this much text carries the article itself and not a teaser.
_WHOLE_CHARS: Final = 1_200
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>")
_MOST_ENTRIES: Final = 5_000


def read_feed(source: Source, options: CollectOptions) -> Iterator[Link | Draft | Skipped]:
    """Give one link an entry, with the text that the feed itself carries to fall back on."""
    data = source.stream.read_within(options.max_page_bytes)
    if data is None:
        yield refusal.TOO_LARGE.of(source.name, limit=options.max_page_bytes)
        return
    try:
        entries = _json_entries(data) if source.kind == "json feed" else _xml_entries(data)
    except Exception as error:  # the parsers raise of any type on hostile markup
        yield refusal.FEED_FAILED.of(source.name, error=type(error).__name__)
        return
    if not entries:
        yield refusal.NO_ENTRIES.of(source.name)
    for number, entry in enumerate(islice(entries, options.max_feed_entries), 1):
        yield _read_entry(entry, f"{source.name}#{number}", source.url or "")
    if len(entries) > options.max_feed_entries:
        left, limit = len(entries) - options.max_feed_entries, options.max_feed_entries
        yield refusal.MORE_ENTRIES.of(source.name, count=left, limit=limit)


def read_outline(source: Source, options: CollectOptions) -> list[tuple[str, str]] | Skipped:
    """Return the (title, address) of every feed in an OPML list."""
    data = source.stream.read_within(options.max_page_bytes)
    if data is None:
        return refusal.TOO_LARGE.of(source.name, limit=options.max_page_bytes)
    try:
        tree = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        return refusal.FEED_FAILED.of(source.name, error=str(error)[:200])
    outlines = [] if tree is None else tree.iter("{*}outline")
    found = {address: _title(outline) for outline in outlines if (address := _address(outline))}
    if not found:
        return refusal.NO_FEEDS.of(source.name)
    return [(title or address, address) for address, title in found.items()]


def _address(outline: Any) -> str | None:
    return next((str(value) for key, value in outline.attrib.items() if key.lower() == "xmlurl" and value), None)


def _title(outline: Any) -> str:
    return str(outline.get("title") or outline.get("text") or "")


def _xml_entries(data: bytes) -> list[dict[str, Any]]:
    # Handed over as a file: feedparser would take short bytes for the name of one and open it. Its own cleaning of
    # HTML is left out: it takes minutes and gigabytes for a few megabytes of unclosed tags.
    parsed = feedparser.parse(io.BytesIO(_prune(data)), sanitize_html=False, resolve_relative_uris=False)
    feed = parsed.feed
    return [
        {
            "url": entry.get("link"),
            "title": entry.get("title"),
            "html": max((c.get("value", "") for c in entry.get("content", [])), key=len, default="")
            or entry.get("summary"),
            "date": entry.get("published") or entry.get("updated"),
            "id": entry.get("id"),
            "author": entry.get("author"),
            "publisher": feed.get("title"),
            "language": feed.get("language"),
        }
        for entry in parsed.entries
    ]


def _prune(data: bytes) -> bytes:
    """The feed as well-formed XML of bounded depth, without document types and the entities they define."""
    text = _DECLARATION.sub("", decode(data)[0], count=1)
    root = etree.fromstring(text.encode("utf-8", "replace"), _parser(encoding="utf-8"))
    if root is None:
        return b""
    for entry in list(islice(root.iter("{*}item", "{*}entry"), _MOST_ENTRIES, None)):
        entry.getparent().remove(entry)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _parser(**options: Any) -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True, **options)


def _json_entries(data: bytes) -> list[dict[str, Any]]:
    feed = json.loads(decode(data)[0])
    items = feed.get("items")
    return [
        {
            "url": item.get("url") or item.get("external_url"),
            "title": item.get("title"),
            "html": item.get("content_html"),
            "text": item.get("content_text") or item.get("summary"),
            "date": item.get("date_published") or item.get("date_modified"),
            "id": item.get("id"),
            "publisher": feed.get("title"),
            "language": item.get("language") or feed.get("language"),
        }
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict)
    ]


def _read_entry(entry: dict[str, Any], name: str, base: str) -> Link | Draft | Skipped:
    fields = {key: value for key, value in entry.items() if isinstance(value, str) and value}
    draft = _read_body(fields, name)
    url = _join(base, fields.get("url", ""))
    if url.startswith(("http://", "https://")):
        return Link(name, url, fields.get("title"), fields.get("date"), draft)
    return draft or refusal.NO_TEXT.of(name, fields=", ".join(fields))


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link


def _read_body(fields: dict[str, str], name: str) -> Draft | None:
    text, markup = fields.get("text", ""), fields.get("html", "")
    if markup:
        read = read_markup(f"<html><body><article>{markup}</article></body></html>", name)
        text = read[0].text if isinstance(read, list) else text
    if not text.strip():
        return None
    published_at, precision = read_moment(fields.get("date"))
    return Draft(
        name,
        text,
        page=True,
        language=fields.get("language"),
        external_id=fields.get("id"),
        title=fields.get("title"),
        published_at=published_at,
        precision=precision,
        publisher=fields.get("publisher"),
        url=fields.get("url"),
        author=fields.get("author"),
        incomplete=None if len(text) >= _WHOLE_CHARS else "feed summary",
    )
