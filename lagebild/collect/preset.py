"""Records of other tools as they come: which fields mean what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lagebild.collect.draft import Draft
from lagebild.collect.language import shorten_code
from lagebild.collect.moment import read_moment


@dataclass(frozen=True, slots=True)
class Preset:
    """A record layout: it applies to records that have all `marks`; each field lists names, the first present wins."""

    name: str
    marks: frozenset[str]
    text: tuple[str, ...] = ()
    url: tuple[str, ...] = ("url",)
    title: tuple[str, ...] = ("title",)
    published: tuple[str, ...] = ("date",)
    publisher: tuple[str, ...] = ("publisher",)
    language: tuple[str, ...] = ("lang", "language")
    author: tuple[str, ...] = ("author",)
    external_id: tuple[str, ...] = ("id",)
    verbatim: bool = False


def _marks(*names: str) -> frozenset[str]:
    return frozenset(names)


PRESETS: Final = (
    Preset(
        "trafilatura", _marks("text", "raw_text", "hostname"), ("text",), ("source", "url"),
        publisher=("source-hostname", "sitename", "hostname"),
    ),
    Preset(
        "NewsCatcher", _marks("clean_url", "published_date"), ("content", "full_text"), ("link",),
        published=("published_date",), publisher=("name_source", "clean_url"), external_id=("id", "_id"),
    ),
    Preset(
        "Media Cloud", _marks("media_name", "publish_date"), ("text",), published=("publish_date",),
        publisher=("media_name",), external_id=("id", "stories_id"),
    ),
    Preset("GDELT ArtList", _marks("url", "mobileurl"), publisher=("domain",), external_id=()),
    Preset(
        "GDELT ArtList JSON", _marks("url", "seendate"), published=("seendate",), publisher=("domain",), external_id=(),
    ),
    Preset(
        "news-please", _marks("maintext", "source_domain"), ("maintext",), published=("date_publish",),
        publisher=("source_domain",), author=("authors",), external_id=(),
    ),
    Preset(
        "own passage", _marks("id", "text"), ("text",), ("url", "link"),
        published=("date", "published_at", "published", "publish_date"), publisher=("publisher", "source"),
        verbatim=True,
    ),
    Preset(
        "other", frozenset(), ("text", "content", "body", "maintext", "plain_text", "article"),
        ("url", "link", "source_url"),
        published=("published_at", "date", "published", "publish_date", "publishing_date", "date_publish", "pubdate"),
        publisher=("publisher", "source", "domain"), external_id=("id", "uid", "guid"), author=("author", "authors"),
    ),
)  # fmt: skip


def choose_preset(fields: Mapping[str, Any]) -> Preset:
    """Return the layout that a record with these lower-case field names has."""
    return next(preset for preset in PRESETS if preset.marks <= fields.keys())


def read_record(record: Mapping[str, Any], name: str) -> Draft | None:
    """Return the article of a record; its text is empty if the record gives only an address, None if it has neither."""
    fields = {str(key).lower().strip("\ufeff "): value for key, value in record.items()}
    preset = choose_preset(fields)
    text, url = _text(fields, preset.text), _text(fields, preset.url)
    if not text and not (url or "").startswith(("http://", "https://")):
        return None
    published_at, precision = read_moment(_first(fields, preset.published))
    if str(fields.get("published_date_precision", "")).startswith("date"):
        precision = "day"
    return Draft(
        name,
        text or "",
        verbatim=preset.verbatim,
        language=shorten_code(_text(fields, preset.language)),
        external_id=_words(_first(fields, preset.external_id)),
        title=_text(fields, preset.title),
        published_at=published_at,
        precision=precision if published_at else None,
        publisher=_text(fields, preset.publisher),
        url=url,
        author=_words(_first(fields, preset.author)),
    )


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "")), None)


def _text(fields: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    return next((value for name in names if isinstance(value := fields.get(name), str) and value), None)


def _words(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value[:20]) or None
    return None if value is None or isinstance(value, dict) else str(value)
