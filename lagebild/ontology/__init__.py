"""PLOVER event types, ICD 203 bands and the other fixed vocabularies."""

from __future__ import annotations
