"""Fetching against a real server on this machine: redirects, limits, robots.txt, feeds; nothing else is connected to."""

from __future__ import annotations

import gzip
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest

from lagebild.collect import CollectOptions, collect
from lagebild.records import Document, Skipped
from tests.collect.sample import ARTICLE, SENTENCES, documents, only, opml, page, reasons, rss, write

Answer = tuple[int, dict[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Site:
    """What a test server answers, by path, and what it was asked for."""

    port: int = 0
    answers: dict[str, Answer | Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self, path: str, body: str | bytes = "", status: int = 200, **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = (status, {**HTML, **{k.replace("_", "-"): v for k, v in headers.items()}}, data)
        return self.url(path)

    def pages(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            found.agents.add(self.headers["User-Agent"])
            answer = found.answers.get(self.path, (404, {}, b""))
            if callable(answer):
                answer(self)
                return
            self.send_response(answer[0])
            for name, value in answer[1].items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer[2])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(*inputs: str | Path, **options: object) -> list[Document | Skipped]:
    chosen = {"allow_private_addresses": True, "delay_s": 0.0, "timeout_s": 5.0, **options}
    return list(collect(inputs, options=CollectOptions(**chosen)))  # type: ignore[arg-type]


def test_a_page_is_fetched(site: Site) -> None:
    url = site.serve("/1", page())
    document = only(fetch(url))
    assert (document.name, document.url) == (url, url)
    assert SENTENCES[0] in document.text
    assert site.asked == ["/robots.txt", "/1"]
    assert all(agent.startswith("Lagebild/") for agent in site.agents)


def test_nothing_on_this_machine_is_fetched_without_the_override(site: Site) -> None:
    url = site.serve("/1", page())
    by_name = url.replace("127.0.0.1", "localhost")
    said = reasons(collect([url, by_name], options=CollectOptions(delay_s=0.0)))
    assert said[0] == "its server 127.0.0.1 has the address 127.0.0.1, which is not on the public internet"
    assert said[1].startswith("its server localhost has the address ")
    assert site.asked == []


def test_redirects_are_followed(site: Site) -> None:
    site.serve("/1", status=301, Location="/2")
    site.serve("/2", status=302, Location=site.url("/3"))
    final = site.serve("/3", page())
    assert only(fetch(site.url("/1"))).url == final


@pytest.mark.parametrize(
    ("goal", "reason"),
    [
        ("file:///etc/passwd", "addresses of the kind file: are not fetched"),
        ("ftp://127.0.0.1/x", "addresses of the kind ftp: are not fetched"),
        ("http://user:secret@127.0.0.1/", "the address is not valid: it holds a user name or password"),
        ("http://no-such-host.invalid/", "the server no-such-host.invalid was not found"),
        ("/1", "it was passed on more than 5 times"),
    ],
)
def test_where_redirects_may_not_lead(site: Site, goal: str, reason: str) -> None:
    assert reasons(fetch(site.serve("/1", status=302, Location=goal))) == [reason]


def test_every_redirect_is_checked_for_private_addresses(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lagebild.collect.address.is_public", lambda ip: ip == "127.0.0.1")
    url = site.serve("/1", status=302, Location=f"http://127.0.0.2:{site.port}/2")
    site.serve("/2", page())
    said = reasons(fetch(url, allow_private_addresses=False))
    assert said == ["its server 127.0.0.2 has the address 127.0.0.2, which is not on the public internet"]
    assert site.pages() == ["/1"]


def test_a_name_is_resolved_once_and_the_checked_address_is_connected_to(site: Site) -> None:
    events: list[tuple[str, object]] = []
    watching = True

    def watch(event: str, args: tuple[object, ...]) -> None:
        if watching and event in ("socket.getaddrinfo", "socket.connect"):
            events.append((event, args[0] if event == "socket.getaddrinfo" else args[1][0]))  # type: ignore[index]

    sys.addaudithook(watch)
    site.serve("/robots.txt", status=404)
    site.serve("/1", page())
    fetch(site.url("/1").replace("127.0.0.1", "localhost"))
    watching = False
    names = [
        name for event, name in events if event == "socket.getaddrinfo" and not str(name)[0].isdigit() and name != "::1"
    ]
    connected = [name for event, name in events if event == "socket.connect"]
    assert names.count("localhost") == 2  # once for robots.txt, once for the page
    assert all(ip_address(str(name)).is_loopback for name in connected)


@pytest.mark.parametrize("packed", [False, True])
def test_bodies_over_the_limit_are_refused(site: Site, packed: bool) -> None:
    body = page() + " " * 300_000
    coding = "gzip" if packed else "identity"
    url = site.serve("/1", gzip.compress(body.encode()) if packed else body, Content_Encoding=coding)
    assert reasons(fetch(url, max_body_bytes=100_000)) == ["it is larger than the 100000 bytes allowed"]


def test_a_packed_body_is_unpacked(site: Site) -> None:
    assert SENTENCES[0] in only(fetch(site.serve("/1", gzip.compress(page().encode()), Content_Encoding="gzip"))).text


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips_is_left_in_time(site: Site, where: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        try:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if where == "body" else b"X-A: "))
            for _ in range(200):
                handler.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            return

    site.answers["/1"] = drip
    site.serve("/robots.txt", status=404)
    started = time.monotonic()
    assert reasons(fetch(site.url("/1"), timeout_s=0.6)) == ["it took longer than 0.6 seconds"]
    assert time.monotonic() - started < 4


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nkurz"])
def test_broken_answers_are_listed(site: Site, answer: bytes) -> None:
    site.answers["/1"] = lambda handler: handler.wfile.write(answer)  # type: ignore[assignment]
    (skipped,) = fetch(site.url("/1"))
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith(("the server 127.0.0.1 did not answer: ", "no article text"))


def test_a_server_that_is_not_there_is_listed() -> None:
    (reason,) = reasons(fetch("http://127.0.0.1:1/"))
    assert reason.startswith("the server 127.0.0.1 did not answer: ")


@pytest.mark.parametrize("status", [404, 403, 410, 429, 500, 503])
def test_failing_pages_are_listed(site: Site, status: int) -> None:
    assert reasons(fetch(site.serve("/1", page(), status=status))) == [f"the server answered {status}"]


@pytest.mark.parametrize(
    ("robots", "status", "allowed"),
    [
        ("User-agent: *\nDisallow: /1", 200, False),
        ("User-agent: *\nDisallow: /2", 200, True),
        ("User-agent: Lagebild\nDisallow: /\n\nUser-agent: *\nAllow: /", 200, False),
        ("User-agent: *\nDisallow: /\nAllow: /1", 200, True),
        ("", 404, True), ("", 403, True), ("", 500, False), ("\x00\xff<html>", 200, True),
        ("User-agent: *\nDisallow: /1\n" + "#" * 600_000, 200, False),
    ],
)  # fmt: skip
def test_robots_txt_is_obeyed(site: Site, robots: str, status: int, allowed: bool) -> None:
    site.serve("/robots.txt", robots, status=status, Content_Type="text/plain")
    found = fetch(site.serve("/1", page()))
    assert isinstance(found[0], Document) == allowed
    assert site.pages() == (["/1"] if allowed else [])
    if not allowed:
        assert reasons(found) == ["robots.txt of 127.0.0.1 does not allow fetching it"]


def test_robots_txt_is_asked_for_once_and_the_pause_is_kept(site: Site) -> None:
    site.serve("/robots.txt", "User-agent: *\nCrawl-delay: 0.3")
    urls = [site.serve(f"/{n}", page()) for n in range(3)]
    started = time.monotonic()
    assert len(documents(fetch(*urls))) == 3
    assert time.monotonic() - started >= 0.6
    assert site.asked.count("/robots.txt") == 1


def test_robots_txt_is_obeyed_where_a_redirect_leads(site: Site) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /geheim")
    site.serve("/geheim", page())
    assert reasons(fetch(site.serve("/1", status=302, Location="/geheim"))) == [
        "robots.txt of 127.0.0.1 does not allow fetching it"
    ]


def test_a_feed_leads_to_its_articles(site: Site) -> None:
    first, second = site.serve("/1", page()), site.serve("/2", page(*reversed(SENTENCES)))
    feed = site.serve("/feed", rss(first, "2"), Content_Type="application/rss+xml")
    found = documents(fetch(feed))
    assert [d.url for d in found] == [first, second]
    assert [d.published_precision for d in found] == ["hour", "hour"]


def test_the_text_of_a_feed_stands_in_where_the_page_fails(site: Site) -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    walled = site.serve("/2", page("Jetzt abonnieren und weiterlesen."))
    feed = site.serve("/feed", rss(site.url("/weg"), walled, body=body), Content_Type="application/rss+xml")
    found = documents(fetch(feed))
    assert [d.incomplete for d in found] == ["feed summary", "feed summary"]
    assert all(SENTENCES[0] in d.text for d in found)


def test_a_named_opml_list_is_fetched(site: Site, tmp_path: Path) -> None:
    feed = site.serve("/feed", rss(site.serve("/1", page())), Content_Type="application/rss+xml")
    nested = site.serve("/opml", opml(feed), Content_Type="text/x-opml")
    path = write(tmp_path, "a.opml", opml(feed, nested))
    document, skipped = fetch(path)
    assert isinstance(document, Document)
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "it is a list of feeds inside a list of feeds"


def test_addresses_in_files_are_fetched_when_asked(site: Site, tmp_path: Path) -> None:
    url = site.serve("/1", page())
    table = write(tmp_path, "a.csv", f"URL,MobileURL,Date,Title\n{url},,2024-08-06 08:30:00,Lage\n")
    assert reasons(fetch(table)) == [f"the record gives only the address {url}"]
    assert site.asked == []
    assert only(fetch(table, fetch_links=True)).published_precision == "hour"


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (ARTICLE.encode("cp1252"), "text/plain; charset=iso-8859-1"),
        (gzip.compress(ARTICLE.encode()), "application/gzip"),
    ],
)
def test_other_files_are_read_as_what_they_are(site: Site, body: bytes, media_type: str) -> None:
    assert only(fetch(site.serve("/a.txt", body, Content_Type=media_type))).text == ARTICLE


def test_a_page_cannot_lead_to_files_of_this_machine(site: Site, tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.txt", ARTICLE)
    feed = site.serve("/feed", rss(secret.as_uri(), str(secret)), Content_Type="application/rss+xml")
    first, second = reasons(fetch(feed))
    assert first.startswith("the record has no text")
    assert second == "the server answered 404"
