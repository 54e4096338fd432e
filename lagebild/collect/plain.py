"""Text and Markdown files: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.collect import refusal
from lagebild.collect.draft import Draft
from lagebild.collect.encoding import decode, is_text
from lagebild.collect.markdown import read_front
from lagebild.collect.moment import read_moment
from lagebild.collect.options import CollectOptions
from lagebild.collect.source import Source, describe_binary
from lagebild.records import Skipped


def read_plain(source: Source, options: CollectOptions) -> Iterator[Draft | Skipped]:
    """Give the one article of a text or Markdown file, or why it is none."""
    limit = 4 * options.max_text_chars
    data = source.stream.read_within(limit)
    if data is None:
        yield refusal.TOO_LARGE.of(source.name, limit=limit)
        return
    text, repairs = decode(data, declared=source.charset)
    if not is_text(text):
        kind, tool = describe_binary(data)
        yield refusal.NOT_TEXT.of(source.name, kind=kind, tool=tool)
        return
    fields = read_front(text) if source.kind == "markdown" else {}
    published_at, precision = read_moment(fields.get("date") or source.published)
    yield Draft(
        source.name,
        text,
        markdown=source.kind == "markdown",
        language=fields.get("lang") or fields.get("language"),
        title=fields.get("title") or source.title,
        published_at=published_at,
        precision=precision,
        publisher=fields.get("publisher") or fields.get("source"),
        url=fields.get("url") or source.url,
        author=fields.get("author"),
        repairs=(*source.stream.repairs, *repairs),
        incomplete="cut off" if source.stream.damaged else None,
    )
