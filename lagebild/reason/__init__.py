"""Run the branches of a decision against history: base rates, honest skill, visible ignorance."""

from __future__ import annotations
