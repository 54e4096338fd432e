"""Bytes become the text that was meant, and what was guessed is listed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.collect.encoding import decode, find_charset, is_text

GERMAN = "Der Außenminister erklärte am Montag, die Gespräche über die Größe der Hilfe würden fortgeführt."
FRENCH = "Le ministre des Affaires étrangères a déclaré à Genève que l’armée française était déjà là."
SPANISH = "El ministro señaló que el año pasado la situación empeoró en España."
ITALIAN = "Il presidente ha detto che la città è più sicura e che ciò avverrà."
PORTUGUESE = "O ministro afirmou que as negociações não avançaram na região."
POLISH = "Minister oświadczył, że rozmowy będą kontynuowane w Łodzi, gdzie żołnierze pełnią służbę."
TURKISH = "Dışişleri Bakanı, görüşmelerin İstanbul'da süreceğini ve ordunun şehre girdiğini söyledi."
RUSSIAN = "Министр обороны заявил, что войска отошли от города."
UKRAINIAN = "Міністр оборони заявив, що війська відійшли від міста і тримають її."
ARABIC = "قال وزير الخارجية إن القوات انسحبت من المدينة يوم الاثنين بعد معارك عنيفة."
CHINESE = "中国外交部发言人周一表示，双方将继续就停火问题进行谈判。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"), (FRENCH, "cp1252"), (SPANISH, "cp1252"), (ITALIAN, "cp1252"), (PORTUGUESE, "cp1252"),
        (POLISH, "cp1250"), (POLISH, "iso8859_2"), (TURKISH, "cp1254"), (RUSSIAN, "cp1251"), (UKRAINIAN, "cp1251"),
        (RUSSIAN, "koi8_r"), (UKRAINIAN, "koi8_u"), (RUSSIAN, "cp866"), (ARABIC, "cp1256"), (CHINESE, "gb18030"),
    ],
)  # fmt: skip
def test_legacy_encodings_are_guessed_and_listed(text: str, encoding: str) -> None:
    decoded, repairs = decode(text.encode(encoding))
    assert decoded == text
    assert repairs[0].startswith("decoded as ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_needs_no_repair(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding)) == (GERMAN, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_a_mark_is_recognised(encoding: str) -> None:
    decoded, repairs = decode(GERMAN.encode(encoding))
    assert decoded == GERMAN
    assert repairs == (f"decoded as {encoding} without a byte order mark",)


def test_mixed_encodings_are_told_apart_by_line() -> None:
    data = GERMAN.encode() + b"\n" + GERMAN.encode("cp1252") + b"\n" + CHINESE.encode()
    decoded, repairs = decode(data)
    assert decoded == f"{GERMAN}\n{GERMAN}\n{CHINESE}"
    assert repairs == ("mixed encodings: 1 of 3 lines decoded as cp1252",)


def test_a_declared_encoding_is_believed_only_where_utf8_fails() -> None:
    assert decode(GERMAN.encode(), declared="cp1251")[0] == GERMAN
    assert decode("Größe".encode("cp1252"), declared="iso-8859-1") == ("Größe", ("decoded as cp1252",))
    assert decode(RUSSIAN.encode("koi8_r"), declared="koi8-r")[0] == RUSSIAN


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="windows-1251">', "cp1251"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">', "cp1252"),
        (b'<?xml version="1.0" encoding="koi8-r"?>', "koi8-r"),
        (b'<meta charset="hex">', None),
        (b'<meta charset="no-such-thing">', None),
        (b"<p>charset</p>", None),
    ],
)
def test_the_charset_of_a_page_is_found(head: bytes, charset: str | None) -> None:
    assert find_charset(head) == charset


def test_binary_data_is_no_text() -> None:
    assert is_text(GERMAN + "\n\t")
    assert not is_text(bytes(range(256)).decode("cp1252", "replace"))


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "cp1252", "utf-16", "nonsense"]))
def test_any_bytes_become_text_that_can_be_written(data: bytes, declared: str | None) -> None:
    decode(data, declared=declared)[0].encode("utf-8")
