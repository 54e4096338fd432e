"""What every command of one call shares: the language, the settings and the two streams."""

from __future__ import annotations

import sys
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lagebild.messages import Say
from lagebild.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH: Final = 200
"""Columns of a table that goes into a file or pipe, where there is no window to fit."""


@dataclass(frozen=True, slots=True)
class Session:
    """Language, settings and streams of one call."""

    say: Say
    settings: Settings

    def out(self) -> Console:
        """Return the console for data."""
        from rich.console import Console

        return Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)

    def tell(self, message: str, **values: object) -> None:
        """Print a message for the user on stderr."""
        print(self.say(message, **values), file=sys.stderr)


_CURRENT: Final[ContextVar[Session]] = ContextVar("session")


def current_session() -> Session:
    """Return the session of the running call."""
    return _CURRENT.get()


def begin_session(session: Session) -> None:
    """Make a session that of the running call."""
    _CURRENT.set(session)
