"""Records of our own and of other tools become documents; own passages stay as they were given."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.records import Document, Skipped
from tests.collect.sample import ARTICLE, documents, only, read, reasons, write


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def test_own_passages_keep_id_text_order_and_date(tmp_path: Path) -> None:
    texts = ["  Kiew\r\n\r\n\r\n  Ende ", "Cafe\u0301\xa0\u200bKiew\xad", "Ã–sterreich", "Kiew"]
    path = write(
        tmp_path,
        "a.jsonl",
        lines(*({"id": i, "text": t, "date": "2024-08-06", "lang": "de"} for i, t in enumerate(texts))),
    )
    found = documents(read(path))
    assert [d.text for d in found] == texts
    assert [d.external_id for d in found] == ["0", "1", "2", "3"]
    assert [d.name for d in found] == [f"{path}:{n}" for n in range(1, 5)]
    assert {(d.published_at, d.published_precision) for d in found} == {(datetime(2024, 8, 6, tzinfo=UTC), "day")}
    assert all(d.offsets.to_raw(i) == i for d in found for i in range(len(d.text)))


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_own_passages_are_kept_code_point_for_code_point(tmp_path: Path, texts: list[str]) -> None:
    texts = [f"Kiew {text}" for text in texts]
    path = write(tmp_path, "a.jsonl", lines(*({"id": str(i), "text": t, "lang": "de"} for i, t in enumerate(texts))))
    assert [d.text for d in documents(read(path))] == [t.replace("\0", "\ufffd") for t in texts]


def test_lone_surrogates_and_nuls_are_replaced_one_for_one(tmp_path: Path) -> None:
    document = only(
        read(write(tmp_path, "a.jsonl", '{"id": "1", "text": "Kiew \\ud800 und \\u0000 \\ud83d\\ude00", "lang": "de"}'))
    )
    assert document.text == "Kiew \ufffd und \ufffd 😀"
    assert document.repairs == ("lone surrogates or NULs replaced: 2",)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            {"title": "T", "author": "A", "hostname": "a.example", "date": "2024-08-06", "fingerprint": "f", "id": None,
             "raw_text": ARTICLE, "text": ARTICLE, "language": "de", "source": "https://a.example/1", "source-hostname": "Nordblatt"},
            {"title": "T", "author": "A", "publisher": "Nordblatt", "url": "https://a.example/1", "published_precision": "day"},
        ),
        (
            {"title": "T", "author": "A", "published_date": "2024-08-06 08:30:00", "published_date_precision": "full",
             "link": "https://a.example/1", "clean_url": "a.example", "content": ARTICLE, "language": "de", "country": "DE", "_id": "x1"},
            {"title": "T", "publisher": "a.example", "published_precision": "hour", "external_id": "x1", "url": "https://a.example/1"},
        ),
        (
            {"maintext": ARTICLE, "source_domain": "a.example", "date_publish": "2024-08-06 08:30:00", "authors": ["A", "B"], "url": "u"},
            {"publisher": "a.example", "author": "A, B", "published_precision": "hour"},
        ),
        (
            {"content": ARTICLE, "published_at": 1722933000, "source": "Nordblatt", "uid": 7},
            {"publisher": "Nordblatt", "external_id": "7", "published_precision": "hour"},
        ),
    ],
    ids=["trafilatura", "NewsCatcher", "news-please", "other"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["one", "lines", "list", "wrapped"])
def test_presets(tmp_path: Path, record: dict[str, object], expected: dict[str, object], form: str) -> None:
    content = {
        "one": json.dumps(record, indent=2),
        "lines": lines(record),
        "list": json.dumps([record]),
        "wrapped": json.dumps({"status": "ok", "articles": [record]}),
    }[form]
    document = only(read(write(tmp_path, "a.json", content)))
    assert document.text == ARTICLE
    assert {name: getattr(document, name) for name in expected} == expected


MEDIA_CLOUD = (
    "id,title,url,language,publish_date,media_name,media_url,indexed_date\n"
    '9,"Lage, neu",https://a.example/1,de,2024-08-06,Nordblatt,https://a.example,2024-08-07\n'
)
GDELT = "URL,MobileURL,Date,Title\nhttps://a.example/1,,2024-08-06 08:30:00,Lage\n"
GDELT_JSON = json.dumps(
    {"articles": [{"url": "https://a.example/1", "seendate": "20240806T083000Z", "domain": "a.example"}]}
)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", MEDIA_CLOUD), ("-.txt", GDELT), ("a.json", GDELT_JSON), ("a.txt", "https://a.example/1\n")],
)
def test_lists_of_addresses_are_not_fetched_unasked(tmp_path: Path, name: str, content: str) -> None:
    assert reasons(read(write(tmp_path, name.replace("-", "b"), content))) == [
        "the record gives only the address https://a.example/1"
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_tables_with_text_are_read(tmp_path: Path, mark: str) -> None:
    row = [f'"{ARTICLE}"', "2024-08-06", "7"]
    document = only(
        read(write(tmp_path, "a.csv", "\ufeff" + mark.join(["Text", "Date", "ID"]) + "\r\n" + mark.join(row) + "\r\n"))
    )
    assert (document.text, document.external_id) == (ARTICLE, "7")


def test_a_table_in_utf16_is_read(tmp_path: Path) -> None:
    document = only(read(write(tmp_path, "a.csv", f'title,text,url\nT,"{ARTICLE}",u\n'.encode("utf-16"))))
    assert document.text == ARTICLE
    assert document.repairs == ("decoded as utf-16",)


def test_a_broken_line_is_skipped_and_the_others_are_read(tmp_path: Path) -> None:
    good = {"id": "1", "text": "Kiew meldet Ruhe.", "lang": "de"}
    path = write(tmp_path, "a.jsonl", lines(good) + '{"id": "2", "te\n' + "\n[1]\n" + '{"id": "4"}\n' + lines(good))
    found = read(path)
    assert [type(item) for item in found] == [Document, Skipped, Skipped, Skipped, Document]
    said = [item.reason for item in found if isinstance(item, Skipped)]
    assert said[0].startswith("it is not valid JSON: Unterminated string")
    assert said[1:] == ["it is JSON but no article: 1", "the record has no text; its fields are: id"]
    assert [item.name for item in found] == [f"{path}:{n}" for n in (1, 2, 4, 5, 6)]


def test_a_line_in_another_encoding_is_read_and_listed(tmp_path: Path) -> None:
    record = json.dumps({"id": "1", "text": "Die Größe der Städte", "lang": "de"}, ensure_ascii=False)
    first, second = documents(
        read(write(tmp_path, "a.jsonl", record.encode() + b"\n" + record.encode("cp1252") + b"\n"))
    )
    assert first.text == second.text
    assert (first.repairs, second.repairs) == ((), ("decoded as cp1252",))


def test_a_file_that_is_no_jsonl_is_given_up(tmp_path: Path) -> None:
    said = reasons(read(write(tmp_path, "a.jsonl", "kein JSON\n" * 5000)))
    assert len(said) == 1001
    assert said[-1] == "the last 1000 records could not be used, so the rest was left unread"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a,b,c\n1,2,3\n", "the table has neither a column for text nor one for addresses; its columns are: a, b, c"),
        (
            'text,url,id\n"' + "x" * 200_000 + '",u,1\n',
            "the row cannot be read: field larger than field limit (131072)",
        ),
    ],
)
def test_tables_that_cannot_be_read(tmp_path: Path, content: str, reason: str) -> None:
    assert reasons(read(write(tmp_path, "a.csv", content))) == [reason]


@pytest.mark.parametrize("depth", [10_000, 1_000_000])
def test_deep_json_is_skipped(tmp_path: Path, depth: int) -> None:
    (reason,) = reasons(read(write(tmp_path, "a.json", "[" * depth)))
    assert reason.startswith("it is not valid JSON")


@pytest.mark.parametrize("language", ["hu", "xx"])
def test_a_declared_language_that_is_not_read_is_named(tmp_path: Path, language: str) -> None:
    (reason,) = reasons(read(write(tmp_path, "a.jsonl", lines({"id": "1", "text": "Kiew", "lang": language}))))
    assert reason.startswith(f"its language '{language}' is not read; these are: de, en")


def test_the_language_can_be_given(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", lines({"id": "1", "text": "Kiew"}))
    assert only(read(path, language="pl")).language == "pl"
