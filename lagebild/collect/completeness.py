"""Whether an article is there as a whole: teasers before a paywall, consent pages and live blogs."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from importlib.resources import files
from typing import Final, Literal

Lack = Literal["consent", "paywall stub", "paywall", "live blog"]

# A teaser before a paywall is one or two paragraphs; below this many characters nothing but the teaser is there.
_STUB_CHARS: Final = 900
_CONSENT_CHARS: Final = 2_500
_CONSENT_SIGNS: Final = 3
_END_CHARS: Final = 500
_STAMP: Final = re.compile(r"^\W{0,3}(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?(?:Uhr|h|Uhr:|[ap]\.?m\.?))?\b", re.M | re.I)
_STAMPS: Final = 4


class LackFinder:
    """Recognises what keeps a page from being a whole article; its wordings are read with the first page."""

    @cached_property
    def _signs(self) -> dict[str, re.Pattern[str]]:
        table = tomllib.loads((files("lagebild.collect") / "signs.toml").read_text("utf-8"))
        return {
            kind: _any_of(w for signs in table.values() for w in signs[kind]) for kind in ("paywall", "consent", "live")
        }

    def find(self, text: str, *, title: str | None = None, free: bool | None = None) -> Lack | None:
        """Return what is lacking; `free` is False where the page itself says that reading it must be paid for."""
        signs = {m.group().lower() for m in self._signs["consent"].finditer(text)}
        if len(text) < _CONSENT_CHARS and len(signs) >= _CONSENT_SIGNS:
            return "consent"
        walled = self._signs["paywall"].search(text[-_END_CHARS:]) is not None
        if (walled or free is False) and len(text) < _STUB_CHARS:
            return "paywall stub"
        if walled:
            return "paywall"
        named = self._signs["live"].search(f"{title or ''}\n{text[:300]}") is not None
        return "live blog" if named and len(_STAMP.findall(text)) >= _STAMPS else None


def _any_of(wordings: object) -> re.Pattern[str]:
    assert not isinstance(wordings, str)
    ordered = sorted(set(wordings), key=len, reverse=True)  # type: ignore[call-overload]
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + ")", re.I)
