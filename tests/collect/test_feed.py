"""Feeds and OPML lists as files: what they carry is read, what they point to is named."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lagebild.records import Document, Skipped
from tests.collect.sample import ARTICLE, SENTENCES, documents, only, opml, read, reasons, rss, write

BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Nordblatt</title><entry><title>Lage</title><id>e1</id>'
    '<link href="https://a.example/1"/><published>2024-08-06T08:30:00Z</published>'
    f'<content type="html"><![CDATA[{BODY}]]></content></entry></feed>'
)
JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "Nordblatt", "language": "de", "items": [
        {"id": "e1", "url": "https://a.example/1", "title": "Lage", "content_html": BODY, "date_published": "2024-08-06T08:30:00Z"},
    ]}
)  # fmt: skip


@pytest.mark.parametrize("content", [ATOM, JSON_FEED], ids=["atom", "json"])
def test_the_text_that_a_feed_carries_is_read(tmp_path: Path, content: str) -> None:
    document = only(read(write(tmp_path, "feed", content)))
    assert all(sentence in document.text for sentence in SENTENCES)
    assert (document.title, document.publisher, document.external_id) == ("Lage", "Nordblatt", "e1")
    assert (document.published_at, document.published_precision) == (datetime(2024, 8, 6, 8, 30, tzinfo=UTC), "hour")
    assert document.url == "https://a.example/1"
    assert document.incomplete == "feed summary"


def test_a_long_entry_counts_as_the_article(tmp_path: Path) -> None:
    body = "".join(f"<p>Am {n}. August: {sentence}</p>" for n in range(1, 5) for sentence in SENTENCES)
    assert only(read(write(tmp_path, "a.rss", rss("https://a.example/1", body=body)))).incomplete is None


def test_entries_without_text_are_named(tmp_path: Path) -> None:
    found = read(write(tmp_path, "a.rss", rss("https://a.example/1", "ftp://a.example/2")))
    assert reasons(found) == [
        "the record gives only the address https://a.example/1",
        "the record has no text; its fields are: url, title, date, id, publisher",
    ]


def test_broken_markup_still_gives_its_entries(tmp_path: Path) -> None:
    broken = (
        rss("https://a.example/1", body=BODY).replace("</channel></rss>", "").replace("<title>Nord", "<title>Nord & ")
    )
    assert SENTENCES[0] in only(read(write(tmp_path, "a.rss", broken))).text


def test_further_entries_are_listed(tmp_path: Path) -> None:
    feed = write(tmp_path, "a.rss", rss(*(f"https://a.example/{n}" for n in range(5)), body=BODY))
    found = read(feed, max_feed_entries=2)
    assert [type(item) for item in found] == [Document, Document, Skipped]
    assert isinstance(found[2], Skipped)
    assert found[2].reason == "3 further entries were left out, 2 are taken from one feed"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.rss", "<rss></rss>", "the feed has no entries"),
        ("a.rss", "kein Feed", "the feed has no entries"),
        ("a.json", '{"version": "https://jsonfeed.org/version/1.1", "items": 3}', "the feed has no entries"),
        ("a.json", '{"version": "https://jsonfeed.org/version/1.1", ', "the feed could not be read: JSONDecodeError"),
        ("a.opml", opml(), "the OPML list names no feed"),
        ("a.opml", "<opml", "the OPML list names no feed"),
    ],
)
def test_feeds_that_give_nothing(tmp_path: Path, name: str, content: str, reason: str) -> None:
    assert reasons(read(write(tmp_path, name, content))) == [reason]


def test_a_list_of_feeds_in_a_folder_is_not_fetched(tmp_path: Path) -> None:
    write(tmp_path, "feeds/a.opml", opml("https://a.example/feed"))
    assert reasons(read(tmp_path / "feeds")) == [
        "it is a list of 1 feeds found in a folder; feeds are fetched only if you ask"
    ]


def test_entities_and_files_named_in_a_feed_are_not_expanded(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.txt", "Geheimnis")
    doctype = f'<!DOCTYPE rss [<!ENTITY a "Kiew "><!ENTITY b "{"&a;" * 50}"><!ENTITY c "{"&b;" * 50}"><!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    feed = f"{doctype}<rss><channel><item><title>&c;</title><description>{ARTICLE} &f; &c;</description></item></channel></rss>"
    document = only(read(write(tmp_path, "a.rss", feed)))
    assert SENTENCES[0] in document.text
    assert "Geheimnis" not in document.text
    assert len(document.text) < 2 * len(ARTICLE)


def test_a_feed_that_is_the_name_of_a_file_is_not_opened(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.rss", rss("https://a.example/1", body=BODY))
    assert reasons(read(write(tmp_path, "a.rss", str(secret)))) == ["the feed has no entries"]


def test_the_same_article_from_two_feeds_has_one_id(tmp_path: Path) -> None:
    first, second = documents(read(write(tmp_path, "a", ATOM), write(tmp_path, "b", JSON_FEED)))
    assert first.id == second.id
    assert second.copy_of is None
