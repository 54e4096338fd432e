"""Lagebild reads news reports in many languages and keeps a sourced picture of a conflict."""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = ["__version__"]
