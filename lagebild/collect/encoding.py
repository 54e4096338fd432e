"""Bytes to text: the encoding is declared, proven or guessed, and what had to be guessed is listed."""

from __future__ import annotations

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"""(?:charset\s*=|encoding\s*=)\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_GUESS_BYTES: Final = 32_000
# Newspaper texts in windows-1252, 1251, 1250, 1254, 1256 and koi8-r hold none; random bytes hold one in nine.
_BINARY_SHARE: Final = 0.02
# Encodings in which any bytes make letters, so that a guess for them means nothing.
_GUESSES: Final = [
    "cp1252", "cp1251", "koi8_r", "koi8_u", "cp1250", "iso8859_2", "cp1254", "cp1256", "gb18030", "big5",
    "mac_roman", "cp866", "cp850",
]  # fmt: skip
# The guess between these is by the letters that the languages we read use: general guessing takes French and
# Spanish in windows-1252 for windows-1250. The first of equals wins.
_LATIN: Final = {
    "cp1252": ("äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúüªº", "àèéìíîòóù", "áâãàçéêíóôõúªº"),
    "cp1250": ("ąćęłńóśźż",),
    "iso8859_2": ("ąćęłńóśźż",),
    "cp1254": ("çğıöşüâîûi\u0307",),
    "cp850": ("äöüß", "àâçéèêëîïôùûü", "áéíñóúü"),
    "mac_roman": ("äöüß", "àâçéèêëîïôœùûü", "áéíñóúü"),
}
_SIGNS: Final = frozenset("„“”‚‘’‹›«»–—…€§°·•©®½¼¾²³\xa0\xad¿¡")


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text of some bytes and the repairs that were needed to get it."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], name)
    wide = _guess_wide(data)
    if wide:
        return _decode_as(data, wide, f"decoded as {wide} without a byte order mark")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decode_legacy(data, declared or find_charset(data))


def find_charset(data: bytes) -> str | None:
    """Return the encoding that an HTML or XML head declares, if it is one we know."""
    match = _DECLARED.search(data[:4096])
    return _known(match.group(1).decode("ascii")) if match else None


def is_text(text: str) -> bool:
    """Return whether decoded text is text and not some other data read as such."""
    head = text[:65_536]
    return len(_CONTROL.findall(head)) <= max(2, _BINARY_SHARE * len(head))


def _decode_as(data: bytes, name: str, *repairs: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(name, "replace")
    damaged = text.count("\ufffd")
    return text, (*repairs, *([f"undecodable bytes replaced: {damaged}"] if damaged else []))


def _guess_wide(data: bytes) -> str | None:
    """UTF-16 without a mark shows as zero bytes at every second place."""
    head = data[:2000]
    if len(head) < 8 or head.count(0) < len(head) // 4:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 9 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 9 * odd else None


def _decode_legacy(data: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    lines = data.split(b"\n")
    broken = [line for line in lines if not _is_utf8(line)]
    legacy = _known(declared) if declared else None
    if legacy in (None, "utf-8", "ascii"):
        legacy = _guess(b"\n".join(broken)[:_GUESS_BYTES])
    if any(line for line in lines if not line.isascii() and _is_utf8(line)):
        text = "\n".join(line.decode("utf-8" if _is_utf8(line) else legacy or "cp1252", "replace") for line in lines)
        return text, (f"mixed encodings: {len(broken)} of {len(lines)} lines decoded as {legacy or 'cp1252'}",)
    return _decode_as(data, legacy or "cp1252", f"decoded as {legacy or 'cp1252'}")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _known(name: str | None) -> str | None:
    try:
        found = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    # Browsers read these as their Windows supersets; codecs such as "hex" decode to no text.
    if found in ("iso8859-1", "latin-1", "ascii"):
        return "cp1252"
    return found if found.startswith(("utf", "cp", "iso", "koi", "mac", "gb", "big5", "euc", "shift")) else None


def _guess(data: bytes) -> str | None:
    best = from_bytes(data, steps=5, chunk_size=512, cp_isolation=_GUESSES).best()
    if best is None or best.encoding in _LATIN:
        return max(_LATIN, key=lambda name: _share_expected(data.decode(name, "replace"), _LATIN[name]))
    return best.encoding


def _share_expected(text: str, alphabets: tuple[str, ...]) -> float:
    """The share of the characters beyond ASCII that the best of some languages uses."""
    foreign = [c for c in text.lower() if c > "\x7f" and c not in _SIGNS]
    return max(sum(c in alphabet for c in foreign) for alphabet in alphabets) / len(foreign) if foreign else 1.0
