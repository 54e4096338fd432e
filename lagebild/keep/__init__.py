"""Keeps documents and readings in one project file and finds them again."""

from __future__ import annotations

from lagebild.keep.connection import Store, open_store

__all__ = ["Store", "open_store"]
