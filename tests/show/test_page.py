"""The page: whole, escaped, without anything that a browser could run or fetch."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.messages import open_messages
from lagebild.records import Skipped
from lagebild.show.page import page_html
from tests import factory

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOSTILE = "<script>window.owned = 1</script><img src=x onerror='window.owned = 1'> schlug \"zu\" & 'ging'."


class Reader(HTMLParser):
    """Collects the tags, attributes and visible text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def page(text: str = factory.REPORT, language: str = "de") -> str:
    document = factory.document(text, language=language, title="<b>fett</b>")
    reading = factory.full_reading(document) if text == factory.REPORT else factory.reading(document)
    return page_html([(document, reading)], [Skipped("<i>.html", "it is empty", "nothing to do")], open_messages("de"))


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def test_the_page_shows_findings_text_and_skipped_inputs() -> None:
    found = read(page())
    for part in (
        "ASSAULT heavy-weapons",
        "NOR/MIL Soldaten der Republik Norwaal",
        "Übergangen",
        "es ist leer",
        "<b>fett</b>",
    ):
        assert part in found.text
    assert "script" not in found.tags
    assert ("lang", "de") in found.attributes


def test_every_mark_of_the_full_text_is_there() -> None:
    marked = page().split("<details>")[1]
    assert re.findall(r'<mark class="anchor">([^<]*)</mark>', marked) == ["beschossen", "antworten"]


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_no_text_can_leave_its_place(text: str) -> None:
    tags = read(page(text)).tags
    assert set(tags) <= {*read(page("Es regnet.")).tags}


def test_text_from_right_to_left_says_so() -> None:
    assert 'lang="ar" dir="rtl"' in page("قصفت القوات المدينة.", language="ar")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine; `apt-get install chromium` brings the browser these tests need")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def test_a_browser_runs_nothing_and_asks_for_nothing(browser: object, tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(page(HOSTILE), "utf-8")
    tab = browser.new_page()  # type: ignore[attr-defined]
    asked: list[str] = []
    complaints: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    tab.goto((tmp_path / "p.html").as_uri())
    assert tab.evaluate("window.owned") is None
    assert asked == [(tmp_path / "p.html").as_uri()]
    assert complaints == []
    assert tab.locator("summary").first.inner_text() == "Text mit allen Markierungen"
    tab.locator("summary").first.click()
    assert HOSTILE in tab.locator("p.text").first.inner_text()


def test_the_style_is_allowed_by_the_policy(browser: object, tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(page(), "utf-8")
    tab = browser.new_page()  # type: ignore[attr-defined]
    tab.goto((tmp_path / "p.html").as_uri())
    assert tab.evaluate("getComputedStyle(document.querySelector('mark.place')).borderBottomStyle") == "dashed"
