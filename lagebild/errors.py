"""What can go wrong on the user's side, as exceptions whose message says what to do next."""

from __future__ import annotations


class LagebildError(Exception):
    """Base of every error that is meant for the user: shown as one line, never as a stack trace."""


class UsageError(LagebildError):
    """A wrong argument, setting or scenario file; exit code 2."""


class SourceError(LagebildError):
    """A file, page or feed that could not be read; exit code 1."""


class AssetError(LagebildError):
    """A model pack or gazetteer that is missing or of another protocol; exit code 1."""


class StoreError(LagebildError):
    """A project file that cannot be opened or written; exit code 1."""
