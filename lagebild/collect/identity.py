"""What makes two texts the same article."""

from __future__ import annotations

import hashlib
import unicodedata


def identify(text: str) -> str:
    """Return the id of a text: equal for texts that differ only in blanks, line breaks and Unicode composition."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()[:16]
