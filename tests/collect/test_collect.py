"""The way of an input: files, folders, standard input, packed files; every one is read or listed."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lagebild.collect import CollectOptions, collect, sign_text
from lagebild.records import Document, Skipped
from tests.collect.sample import ARTICLE, SENTENCES, documents, only, page, read, reasons, write

NOON = datetime(2024, 8, 6, 12, tzinfo=UTC)


def test_a_text_file_is_one_document(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", ARTICLE)
    document = only(read(path, seen_at=NOON))
    assert (document.text, document.language, document.name, document.seen_at) == (ARTICLE, "de", str(path), NOON)
    assert document.repairs == ()


def test_a_markdown_file_has_a_title_and_a_date(tmp_path: Path) -> None:
    document = only(read(write(tmp_path, "a.md", f"---\ndate: 2024-08-06\n---\n# Lage\n\n{ARTICLE}")))
    assert (document.title, document.published_precision) == ("Lage", "day")
    assert document.text.startswith("Lage\n\nDie Armee")


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ARTICLE)
    write(tmp_path, "b.html", page())
    assert read(tmp_path, seen_at=NOON) == read(tmp_path, seen_at=NOON)


def test_the_id_is_that_of_the_text_whatever_brought_it(tmp_path: Path) -> None:
    paths = [
        write(tmp_path, "a.txt", ARTICLE),
        write(tmp_path, "b.txt", ARTICLE.replace("\n", "\r\n\r\n").encode("utf-16")),
    ]
    first, second = documents(read(*paths))
    assert first.id == second.id


def test_a_folder_is_read_in_order_and_its_odd_parts_are_listed(tmp_path: Path) -> None:
    write(tmp_path, "b/z.txt", ARTICLE)
    write(tmp_path, "a.html", page())
    write(tmp_path, ".hidden/x.txt", ARTICLE)
    write(tmp_path, "c.pdf", b"%PDF-1.7")
    os.mkfifo(tmp_path / "d.txt")
    (tmp_path / "e").symlink_to(tmp_path)
    found = read(tmp_path)
    assert [Path(item.name).name for item in found] == ["a.html", "z.txt", "c.pdf", "d.txt", "e"]
    assert reasons(found[2:]) == [
        "it is not text but PDF", "it is no regular file", "it is a link that leaves the folder",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.txt", "it is empty"),
        (b"\n \n", "a.txt", "it is empty"),
        (b"12 34 !!", "a.txt", "it holds no words"),
        (b"PK\x03\x04....", "a.docx", "it is not text but ZIP, DOCX or ODT"),
        (b"Kiew " * 300_000, "a.txt", "its text has 1500000 characters, 1000000 are allowed"),
        (b"Kiew " * 900_000, "a.txt", "it is larger than the 4000000 bytes allowed"),
        (b"\x1f\x8b\x08\x00kaputt", "a.gz", "the compressed data ends early or is damaged; what came before it was read"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_listed(tmp_path: Path, content: bytes, name: str, reason: str) -> None:
    (skipped,) = read(write(tmp_path, name, content), seen_at=NOON)
    assert isinstance(skipped, Skipped)
    assert (skipped.reason, skipped.seen_at, bool(skipped.remedy)) == (reason, NOON, True)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("/no/such/file.txt", "there is no such file or folder"),
        ("ftp://a.example/x", "addresses of the kind ftp: are not fetched"),
        ("file:///etc/passwd", "addresses of the kind file: are not fetched"),
        ("ftp://" + "x" * 5000, "addresses of the kind ftp: are not fetched"),
        ("a\0b", "there is no such file or folder"),
        ("x" * 5000, "it could not be opened: "),
    ],
)
def test_inputs_that_are_not_there(given: str, reason: str) -> None:
    (said,) = reasons(read(given))
    assert said.startswith(reason)


def test_an_unreadable_or_empty_folder_is_listed(tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    assert reasons(read(tmp_path / "leer")) == ["the folder holds no file"]


def test_packed_files_are_read(tmp_path: Path) -> None:
    once = gzip.compress(ARTICLE.encode())
    first, second = documents(read(write(tmp_path, "a.txt.gz", once), write(tmp_path, "b.gz", gzip.compress(once))))
    assert first.text == second.text == ARTICLE
    assert reasons(read(write(tmp_path, "c.gz", gzip.compress(gzip.compress(once))))) == [
        "it is not text but gzip in gzip in gzip"
    ]


def test_a_cut_packed_file_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    text = "\n".join(f"{n} {sentence}" for n in range(200) for sentence in SENTENCES)
    document, skipped = read(write(tmp_path, "a.txt.gz", gzip.compress(text.encode())[:-400]))
    assert isinstance(document, Document)
    assert document.incomplete == "cut off"
    assert text.startswith(document.text[:1000])
    assert isinstance(skipped, Skipped)


def test_standard_input_is_read() -> None:
    code = "from lagebild.collect import collect; print([d.language for d in collect(['-'])])"
    done = subprocess.run(
        [sys.executable, "-c", code], input=gzip.compress(ARTICLE.encode()), capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "['de']"


def test_near_copies_are_kept_and_name_their_original(tmp_path: Path) -> None:
    text = f"KIRUN (dpa) – {ARTICLE}"
    paths = [write(tmp_path, "a.txt", text), write(tmp_path, "b.txt", f"Unruhe im Norden\n{text}")]
    first, second = documents(read(*paths))
    assert (first.copy_of, second.copy_of) == (None, first.id)
    assert second.agencies == ("dpa",)
    signature = sign_text(first.text)
    assert signature is not None
    assert only(read(paths[1], known_signatures=((first.id, signature),))).copy_of == first.id
    assert only(read(paths[0], known_signatures=((first.id, signature),))).copy_of is None


def test_another_language_is_named(tmp_path: Path) -> None:
    text = (
        "A magyar kormány hétfőn bejelentette, hogy támogatja a javaslatot, amelyet a parlament elé terjesztettek. " * 3
    )
    (reason,) = reasons(read(write(tmp_path, "a.txt", text)))
    assert reason.startswith("its language 'hu' is not read")


@pytest.mark.parametrize(
    ("text", "language"),
    [("انسحبت القوات الروسية من المدينة يوم الاثنين بعد معارك عنيفة", "ar"), ("俄罗斯军队周一撤出该市", "zh")],
)
def test_other_scripts_keep_their_letters(tmp_path: Path, text: str, language: str) -> None:
    document = only(read(write(tmp_path, "a.txt", f"\u202b{text}\u202c")))
    assert (document.text, document.language) == (text, language)
    assert document.offsets.to_raw(0) == 1


def test_mended_text_is_listed(tmp_path: Path) -> None:
    document = only(read(write(tmp_path, "a.txt", "Die Armee in Ã–sterreich\x00 ist zurÃ¼ck. Das sagte der Minister.")))
    assert document.text == "Die Armee in Österreich ist zurück. Das sagte der Minister."
    assert document.repairs == ("mojibake mended", "control characters removed: 1")


def test_documents_come_one_by_one(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"id": "1", "text": "Kiew meldet Ruhe.", "lang": "de"}\n' * 3 + "kaputt")
    items = collect([path, "/no/such"], options=CollectOptions())
    first = next(items)
    assert isinstance(first, Document)
    rest = list(items)
    assert [replace(item, name="") for item in rest[:2] if isinstance(item, Document)] == [replace(first, name="")] * 2
