"""Grounding: spans to actors, places, days and numbers."""

from __future__ import annotations

from lagebild.extract.ground.document import Grounder

__all__ = ["Grounder"]
