"""What the caller of `collect` may set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lagebild import __version__

LANGUAGES: Final = ("de", "en", "fr", "es", "it", "pl", "ru", "uk", "tr", "ar", "zh", "pt")


@dataclass(frozen=True, slots=True)
class CollectOptions:
    """Limits and choices for reading inputs; the defaults suit newspaper articles.

    `languages` are the ones that may be identified, `language` says which one every text is in. `fetch_links` allows
    fetching the addresses found in local files; a URL, or an OPML list, that is named as an input is always fetched.
    `known_signatures` are pairs (document id, `sign_text` of its text) against which near copies are recognised.
    `allow_private_addresses` is for tests against a server on this machine. `seen_at` is the time to put on every
    document, by default the time when collecting starts.
    """

    languages: tuple[str, ...] = LANGUAGES
    language: str | None = None
    fetch_links: bool = False
    allow_private_addresses: bool = False
    user_agent: str = f"Lagebild/{__version__}"
    timeout_s: float = 20.0
    delay_s: float = 1.0
    max_redirects: int = 5
    max_feed_entries: int = 200
    max_body_bytes: int = 10_000_000
    max_page_bytes: int = 4_000_000
    max_mail_bytes: int = 25_000_000
    max_file_bytes: int = 64_000_000
    max_line_bytes: int = 16_000_000
    max_text_chars: int = 1_000_000
    max_inflation: int = 200
    copy_share: float = 0.4
    copy_window: int = 50_000
    known_signatures: tuple[tuple[str, bytes], ...] = ()
    seen_at: datetime | None = None
