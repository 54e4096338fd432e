"""Help in the user's language: the library's layout with translated wording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cyclopts.help import DefaultFormatter
from rich.text import Text

from lagebild.messages import Say

if TYPE_CHECKING:
    from cyclopts.help import HelpPanel
    from rich.console import Console, ConsoleOptions


class TranslatedHelp:
    """Prints help as the library does, after translating titles and descriptions."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._inner: DefaultFormatter = DefaultFormatter.with_newline_metadata()  # type: ignore[no-untyped-call]

    def __call__(self, console: Console, options: ConsoleOptions, panel: HelpPanel) -> None:
        """Print one panel of commands or options."""
        entries = [entry.copy(description=self._translated(entry.description)) for entry in panel.entries]
        self._inner(console, options, panel.copy(title=self._translated(panel.title), entries=entries))

    def render_usage(self, console: Console, options: ConsoleOptions, usage: Any) -> None:
        """Print the usage line."""
        self._inner.render_usage(console, options, usage)

    def render_description(self, console: Console, options: ConsoleOptions, description: Any) -> None:
        """Print what the command does."""
        self._inner.render_description(console, options, self._translated(description))

    def _translated(self, part: Any) -> Any:
        if isinstance(part, str):
            return self._say(part)
        primary = getattr(part, "primary_renderable", None)
        if isinstance(primary, Text):
            primary.plain = self._say(primary.plain)
        return part
