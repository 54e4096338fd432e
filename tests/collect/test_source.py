"""An input is told by its content first and by its name where the content leaves it open."""

from __future__ import annotations

import pytest

from lagebild.collect.source import describe_binary, detect_kind
from tests.collect.sample import ARTICLE, opml, page, rss, warc

MAIL = "From: a@b.example\nTo: c@d.example\nSubject: Lage\nDate: Tue, 6 Aug 2024 08:30:00 +0200\n\nText"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (ARTICLE, "a.txt", "text"), (ARTICLE, "-", "text"), (ARTICLE, "a.md", "markdown"), (ARTICLE, "a.eml", "mail"),
        (page(), "a.html", "page"), (page(), "-", "page"), (page(), "a.txt", "page"), ("Hallo", "a.htm", "page"),
        (rss("http://a.example"), "-", "feed"), (rss("http://a.example"), "a.xml", "feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom">', "-", "feed"), (opml("http://a.example"), "-", "outline"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "-", "json feed"),
        ('{"id": "1"}\n{"id": "2"}', "-", "json"), ('{"id": "1"}', "a.jsonl", "lines"), ("[{}]", "a.json", "json"),
        ("[Kiew] Die Lage", "-", "text"), (MAIL, "-", "mail"), (MAIL.replace("\n", "\r\n"), "a.txt", "mail"),
        ("url,title,text\na,b,c", "-", "table"), ("a;b", "a.csv", "table"), ("Er kam, sah, siegte\n", "-", "text"),
        ("https://a.example/1\nhttps://a.example/2\n", "a.txt", "links"), ("Siehe https://a.example", "-", "text"),
        (warc("http://a.example", b""), "-", "archive"), (b"%PDF-1.7", "a.txt", "binary"), (b"PK\x03\x04", "a.docx", "binary"),
        (bytes(range(256)), "a.txt", "binary"), (ARTICLE.encode("utf-16"), "a.txt", "text"),
        ("ä" * 5000, "a.txt", "text"), (("x" + "ä" * 5000), "a.txt", "text"), ("", "a.html", "page"),
    ],
)  # fmt: skip
def test_kinds(content: str | bytes, name: str, kind: str) -> None:
    assert detect_kind(content.encode() if isinstance(content, str) else content, name) == kind


def test_a_served_type_decides_what_the_content_leaves_open() -> None:
    assert detect_kind(b"Hallo Welt", "", media_type="text/html") == "page"
    assert detect_kind(rss("http://a.example").encode(), "", media_type="text/html") == "feed"


def test_binary_data_is_named_with_a_tool() -> None:
    assert describe_binary(b"%PDF-1.7") == ("PDF", "pdftotext")
    assert describe_binary(b"\x00\x01")[0] == "binary"
