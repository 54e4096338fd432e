"""Pages give their article, its time to the hour, and say what is lacking."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.collect.sample import SENTENCES, documents, only, page, read, reasons, write

HOUR = datetime(2024, 8, 6, 8, 30, tzinfo=UTC)
DAY = datetime(2024, 8, 6, tzinfo=UTC)


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_a_page_gives_its_article_without_what_is_around_it(tmp_path: Path) -> None:
    document = only(read(write(tmp_path, "a.html", page())))
    assert all(sentence in document.text for sentence in SENTENCES)
    assert "Impressum" not in document.text
    assert (document.title, document.language) == ("Armee verlässt Kirun", "de")


@pytest.mark.parametrize(
    ("head", "moment", "precision"),
    [
        ('<meta property="article:published_time" content="2024-08-06T10:30:00+02:00">', HOUR, "hour"),
        ('<meta itemprop="datePublished" content="2024-08-06T08:30Z">', HOUR, "hour"),
        (linked(datePublished="2024-08-06T10:30:00+02:00"), HOUR, "hour"),
        (linked(datePublished="2024-08-06") + '<meta name="date" content="2024-08-06T08:30:00Z">', HOUR, "hour"),
        (linked(**{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-08-06T08:30:00Z"}]}), HOUR, "hour"),
        ('<script type="application/ld+json">{kaputt</script><meta name="date" content="2024-08-06">', DAY, "day"),
        ('<meta name="date" content="2024-13-45">', None, None),
        ("", None, None),
    ],
)
def test_the_time_of_publication(tmp_path: Path, head: str, moment: datetime | None, precision: str | None) -> None:
    document = only(read(write(tmp_path, "a.html", page(head=head))))
    assert (document.published_at, document.published_precision) == (moment, precision)


def test_the_publisher_and_the_dateline_are_read(tmp_path: Path) -> None:
    head = linked(publisher={"@type": "Organization", "name": "Nordblatt"})
    document = only(read(write(tmp_path, "a.html", page("KIRUN (dpa) – " + SENTENCES[0], *SENTENCES[1:], head=head))))
    assert document.publisher == "Nordblatt"
    assert (document.dateline, document.agencies) == ("KIRUN", ("dpa",))


def test_a_legacy_charset_is_read_and_listed(tmp_path: Path) -> None:
    markup = page().replace('charset="utf-8"', 'charset="iso-8859-1"').encode("cp1252")
    document = only(read(write(tmp_path, "a.html", markup)))
    assert "Präsidentin" in document.text
    assert document.repairs == ("decoded as cp1252",)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (page(SENTENCES[0], "Jetzt abonnieren und weiterlesen."), "only the teaser before a paywall is there"),
        (
            page(SENTENCES[0], SENTENCES[1], head=linked(isAccessibleForFree="False")),
            "only the teaser before a paywall is there",
        ),
        (
            "<html><body><div><p>Wir und unsere Partner brauchen Ihre Einwilligung, um Cookies zu setzen.</p>"
            "<button>Alle akzeptieren</button><p>personenbezogene Daten</p></div></body></html>",
            "it is a page asking for consent to cookies or tracking, not the article",
        ),
        ("<html><body><script>var a=1</script></body></html>", "no article text was found on the page"),
        ("<html><body></body></html>", "no article text was found on the page"),
    ],
    ids=["paywall", "declared paywall", "consent", "script", "nothing"],
)
def test_what_is_no_article_is_skipped_with_the_reason(tmp_path: Path, markup: str, reason: str) -> None:
    assert reasons(read(write(tmp_path, "a.html", markup))) == [reason]


def test_a_long_text_before_a_paywall_is_kept_and_marked(tmp_path: Path) -> None:
    document = only(read(write(tmp_path, "a.html", page(*SENTENCES * 6, "Jetzt abonnieren und weiterlesen."))))
    assert document.incomplete == "paywall"


def test_a_live_blog_with_entries_is_split(tmp_path: Path) -> None:
    entries = [
        {
            "@type": "BlogPosting",
            "headline": f"Um {h} Uhr",
            "datePublished": f"2024-08-06T{h}:00:00Z",
            "articleBody": text,
        }
        for h, text in (("08", SENTENCES[0]), ("09", "<p>" + SENTENCES[1] + "</p>"), ("10", ""))
    ]
    head = f'<script type="application/ld+json">{json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": entries})}</script>'
    path = write(tmp_path, "a.html", page(head=head))
    first, second = documents(read(path))
    assert (first.text, first.title, first.name) == (SENTENCES[0], "Um 08 Uhr", f"{path}#1")
    assert (second.text, second.published_at) == (SENTENCES[1], datetime(2024, 8, 6, 9, tzinfo=UTC))


def test_a_live_blog_without_entries_is_marked(tmp_path: Path) -> None:
    paragraphs = [f"{h:02}:15 Uhr: {SENTENCES[h % 4]}" for h in range(8, 16)]
    document = only(read(write(tmp_path, "a.html", page(*paragraphs, title="Liveblog zum Krieg in Norwaal"))))
    assert document.incomplete == "live blog"


@pytest.mark.parametrize("tag", ["div", "p", "b", "table", "ul><li", "blockquote", "span", "font", "a"])
def test_deep_nesting_ends_soon(tmp_path: Path, tag: str) -> None:
    items = read(write(tmp_path, "a.html", "<html><body>" + f"<{tag}>" * 20_000 + " ".join(SENTENCES)))
    assert len(items) == 1


def test_too_many_tags_are_refused(tmp_path: Path) -> None:
    assert reasons(read(write(tmp_path, "a.html", "<html>" + "<p>" * 200_000))) == [
        "the page has 200001 tags, 100000 are allowed"
    ]
