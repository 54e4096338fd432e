"""HTML pages: article text, title, time to the hour, publisher; live blogs entry by entry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from lxml import html as lxml_html  # type: ignore[import-untyped]
from trafilatura import bare_extraction

from lagebild.collect import refusal
from lagebild.collect.draft import Draft
from lagebild.collect.encoding import decode
from lagebild.collect.moment import NEVER, Moment, read_moment
from lagebild.collect.options import CollectOptions
from lagebild.collect.source import Source
from lagebild.records import Skipped

_TIME_METAS: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "pubdate",
    "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued", "dcterms.created",
    "dcterms.issued", "last-modified", "article:modified_time",
)  # fmt: skip
_ARTICLE_TYPES: Final = re.compile(r"Article|Posting|Report|Blog|WebPage")
_MOST_NODES: Final = 2_000
# Elements whose words a reader sees; enough of them to tell a consent page from an article.
_VISIBLE: Final = ("p", "h1", "h2", "h3", "button", "li", "span", "div", "a", "label")
_WORDS_CHARS: Final = 2_400
# Long newspaper pages have some 20,000 tags; extraction takes 10 kB and 0.1 ms for each.
_MOST_TAGS: Final = 100_000
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")


def read_page(source: Source, options: CollectOptions) -> Iterator[Draft | Skipped]:
    """Give the article of a page, or each entry of a live blog, or why there is none."""
    data = source.stream.read_within(options.max_page_bytes)
    if data is None:
        yield refusal.TOO_LARGE.of(source.name, limit=options.max_page_bytes)
        return
    markup, repairs = decode(data, declared=source.charset)
    drafts = read_markup(markup, source.name, url=source.url)
    if isinstance(drafts, Skipped):
        yield drafts
        return
    for draft in drafts:
        yield _complete(draft, source, repairs)


def read_markup(markup: str, name: str, *, url: str | None = None) -> list[Draft] | Skipped:
    """Return the article in some HTML, the entries if it is a live blog that lists them, or why there is none."""
    if markup.count("<") > _MOST_TAGS:
        return refusal.TOO_MANY_TAGS.of(name, count=markup.count("<"), limit=_MOST_TAGS)
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=_parser())
        return _read_tree(tree, name, url)
    except Exception as error:  # extraction from hostile markup fails in many ways, none of which may end the run
        return refusal.PAGE_FAILED.of(name, error=type(error).__name__)


def _complete(draft: Draft, source: Source, repairs: tuple[str, ...]) -> Draft:
    published_at, precision = read_moment(source.published)
    return replace(
        draft,
        title=draft.title or source.title,
        published_at=draft.published_at or published_at,
        precision=draft.precision or precision,
        repairs=(*source.stream.repairs, *repairs),
        incomplete="cut off" if source.stream.damaged else None,
    )


def _parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)


def _read_tree(tree: Any, name: str, url: str | None) -> list[Draft] | Skipped:
    nodes, metas = list(_linked_nodes(tree)), _read_metas(tree)
    entries = [entry for node in nodes for entry in _as_list(node.get("liveBlogUpdate")) if _body(entry)]
    words = " ".join(" ".join(tree.itertext(*_VISIBLE)).split())[:_WORDS_CHARS]
    language = tree.get("lang") or metas.get("og:locale")
    found = bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False, include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"},
    )  # fmt: skip
    if found is None or isinstance(found, dict) or not (found.text or entries):
        draft = Draft(name, words, page=True, language=language, found=False)
        return [draft] if words else refusal.NO_ARTICLE.of(name)
    published_at, precision = _find_moment(nodes, metas) or read_moment(found.date)
    draft = Draft(
        name,
        found.text or "",
        page=True,
        language=language,
        title=found.title,
        published_at=published_at,
        precision=precision,
        publisher=_find_publisher(nodes) or found.sitename or found.hostname,
        url=url or found.url,
        author=found.author,
        free=_find_free(nodes),
    )
    return [_read_entry(draft, entry, number) for number, entry in enumerate(entries, 1)] or [draft]


def _read_metas(tree: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and meta.get("content"):
            metas.setdefault(name, meta.get("content"))
    for time in tree.iter("time"):
        if time.get("datetime"):
            metas.setdefault("time", time.get("datetime"))
            break
    return metas


def _linked_nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Give the JSON-LD objects that describe an article."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_NODES):
            if not waiting:
                break
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting = [*node[:_MOST_NODES], *waiting]
            elif isinstance(node, dict):
                waiting.append(node.get("@graph"))
                waiting.append(node.get("mainEntity"))
                if _ARTICLE_TYPES.search(str(node.get("@type"))):
                    yield node


def _find_moment(nodes: list[dict[str, Any]], metas: dict[str, str]) -> Moment | None:
    """The first time exact to the hour, else the first day."""
    given = [node.get("datePublished") for node in nodes]
    given += [metas[name] for name in (*_TIME_METAS[:-2], "time", *_TIME_METAS[-2:]) if name in metas]
    moments = [moment for value in given if (moment := read_moment(value)) != NEVER]
    return next((moment for moment in moments if moment[1] == "hour"), moments[0] if moments else None)


def _find_publisher(nodes: list[dict[str, Any]]) -> str | None:
    for node in nodes:
        publisher = node.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip():
            return name.strip()
    return None


def _find_free(nodes: list[dict[str, Any]]) -> bool | None:
    said = [str(node["isAccessibleForFree"]).lower() for node in nodes if "isAccessibleForFree" in node]
    return None if not said else "false" not in said


def _read_entry(draft: Draft, entry: dict[str, Any], number: int) -> Draft:
    published_at, precision = read_moment(entry.get("datePublished"))
    headline = entry.get("headline")
    return replace(
        draft,
        name=f"{draft.name}#{number}",
        text=_body(entry),
        title=headline if isinstance(headline, str) else draft.title,
        published_at=published_at or draft.published_at,
        precision=precision or draft.precision,
    )


def _body(entry: object) -> str:
    body = entry.get("articleBody") if isinstance(entry, dict) else None
    return _TAG.sub(" ", body).strip() if isinstance(body, str) else ""


def _as_list(value: object) -> list[Any]:
    return value[:_MOST_NODES] if isinstance(value, list) else [value]
