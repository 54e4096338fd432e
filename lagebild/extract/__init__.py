"""Understand: a Document in, a Reading out, every finding with its spans."""

from __future__ import annotations

from lagebild.extract.reader import Reader, open_reader

__all__ = ["Reader", "open_reader"]
