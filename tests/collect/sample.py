"""Short factories for inputs: articles, pages, feeds, archives."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lagebild.collect import CollectOptions, collect
from lagebild.records import Document, Skipped

SENTENCES = (
    "Die Armee von Norwaal hat am Montag die Stadt Kirun verlassen, wie der Generalstab mitteilte.",
    "Präsidentin Ada Lund sagte am Abend in Brekka, die Gespräche über einen Waffenstillstand gingen weiter.",
    "Nach Angaben des Roten Kreuzes wurden bei den Kämpfen mindestens zwölf Menschen verletzt.",
    "Beobachter rechnen damit, dass die Grenze in den nächsten Tagen wieder geöffnet wird.",
)
ARTICLE = "\n".join(SENTENCES)


def page(*paragraphs: str, head: str = "", title: str = "Armee verlässt Kirun") -> str:
    """Return an HTML page with these paragraphs as its article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or SENTENCES)
    return (
        f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><nav><a href='/'>Start</a></nav><article><h1>{title}</h1>{body}</article>"
        "<footer>Impressum</footer></body></html>"
    )


def rss(*links: str, body: str = "", title: str = "Nordblatt") -> str:
    """Return an RSS feed with one entry for each link."""
    items = "".join(
        f"<item><title>Meldung {n}</title><link>{link}</link><guid>g{n}</guid>"
        f"<pubDate>Tue, 06 Aug 2024 0{n}:30:00 +0200</pubDate><description><![CDATA[{body}]]></description></item>"
        for n, link in enumerate(links, 1)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def opml(*feeds: str) -> str:
    """Return an OPML list of feeds, in a group."""
    outlines = "".join(f'<outline type="rss" text="Feed" xmlUrl="{feed}"/>' for feed in feeds)
    return f'<?xml version="1.0"?><opml version="2.0"><body><outline text="Gruppe">{outlines}</outline></body></opml>'


def warc(url: str, body: bytes, *, status: str = "200 OK", media_type: str = "text/html", more: str = "") -> bytes:
    """Return one record of a web archive."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{more}\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-08-06T10:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(*inputs: str | Path, **options: object) -> list[Document | Skipped]:
    """Return everything that collecting the inputs gives."""
    return list(collect(inputs, options=CollectOptions(**options)))  # type: ignore[arg-type]


def documents(items: Iterable[Document | Skipped]) -> list[Document]:
    """Return the documents; there must be nothing skipped."""
    found = list(items)
    assert not [item for item in found if isinstance(item, Skipped)]
    return [item for item in found if isinstance(item, Document)]


def only(items: Iterable[Document | Skipped]) -> Document:
    """Return the one document."""
    (document,) = documents(items)
    return document


def reasons(items: Iterable[Document | Skipped]) -> list[str]:
    """Return why inputs were skipped; there must be no document."""
    found = list(items)
    assert all(isinstance(item, Skipped) for item in found)
    return [item.reason for item in found if isinstance(item, Skipped)]
