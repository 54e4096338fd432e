"""Grounding: spans to actors, places, days and numbers."""
