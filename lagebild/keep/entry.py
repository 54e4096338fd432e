"""What happened to one input, in the form in which it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.records import Document, Reading, Skipped


@dataclass(frozen=True, slots=True)
class Known:
    """A document that is in the project already and needs no reading; only where it was seen is kept."""

    document: Document


@dataclass(frozen=True, slots=True)
class Read:
    """A document with the reading that is to be kept, and the signature by which near copies are recognised."""

    document: Document
    reading: Reading
    signature: bytes | None = None


Entry = Read | Known | Skipped
