"""Messages give their text; attachments are listed."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from lagebild.records import Document, Skipped
from tests.collect.sample import ARTICLE, SENTENCES, only, page, read, reasons, write


def message(text: str = ARTICLE, *, html: str | None = None) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Nordblatt Newsletter <news@a.example>"
    mail["To"] = "b@c.example"
    mail["Subject"] = "Lage in Kirun: Größe der Städte"
    mail["Date"] = "Tue, 06 Aug 2024 10:30:00 +0200"
    mail["Message-ID"] = "<m1@a.example>"
    mail.set_content(text)
    if html is not None:
        mail.add_alternative(html, subtype="html")
    return mail


def test_a_message_is_read(tmp_path: Path) -> None:
    document = only(read(write(tmp_path, "a.eml", message().as_bytes())))
    assert document.text == ARTICLE
    assert document.title == "Lage in Kirun: Größe der Städte"
    assert (document.publisher, document.external_id) == ("Nordblatt Newsletter", "m1@a.example")
    assert (document.published_at, document.published_precision) == (datetime(2024, 8, 6, 8, 30, tzinfo=UTC), "hour")


def test_plain_text_is_taken_before_html(tmp_path: Path) -> None:
    assert (
        only(read(write(tmp_path, "a.eml", message("Kiew meldet Ruhe.", html=page()).as_bytes()))).text
        == "Kiew meldet Ruhe."
    )


def test_a_message_in_html_only_is_read(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Lage"
    mail.set_content(page(), subtype="html")
    assert SENTENCES[0] in only(read(write(tmp_path, "a.eml", mail.as_bytes()))).text


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8"])
def test_charsets(tmp_path: Path, charset: str) -> None:
    raw = f"Subject: Lage\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n{ARTICLE}"
    assert only(read(write(tmp_path, "a.eml", raw.encode(charset)))).text == ARTICLE


def test_attachments_are_listed(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="lage.pdf")
    path = write(tmp_path, "a.eml", mail.as_bytes())
    first, second = read(path)
    assert isinstance(first, Document)
    assert isinstance(second, Skipped)
    assert (second.name, second.reason) == (f"{path}#lage.pdf", "attachments are not read (application/pdf)")


@pytest.mark.parametrize(
    "raw",
    [
        "Subject: x\nFrom: " + "(" * 100_000 + "\n\nText",
        "Subject: " + "=?utf-8?q?x?= " * 200_000 + "\nDate: 99 Foo\n\nKiew",
        "".join(f'Content-Type: multipart/mixed; boundary="b{i}"\n\n--b{i}\n' for i in range(3000)),
        "Content-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: base64\n\n!!!!",
        'Content-Type: multipart/mixed; boundary="x"\n\n--x\n',
    ],
    ids=["comment", "words", "nested", "charset", "cut"],
)
def test_hostile_messages_are_read_or_listed(tmp_path: Path, raw: str) -> None:
    assert len(read(write(tmp_path, "a.eml", raw))) == 1


def test_an_empty_message_is_listed(tmp_path: Path) -> None:
    assert reasons(read(write(tmp_path, "a.eml", "Subject: x\n\n"))) == ["it is empty"]


def test_a_message_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    raw = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nKiew\n" * 20_000
    assert reasons(read(write(tmp_path, "a.eml", raw))) == ["the message has more than 10000 parts or 1000000 lines"]
