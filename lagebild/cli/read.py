"""`lagebild read`: the picture of some reports, nothing stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from lagebild.cli import FINE, SOME_FAILED
from lagebild.cli.option import AsJson, Inputs, Jobs
from lagebild.cli.output import print_json, with_progress
from lagebild.cli.session import Session, current_session
from lagebild.cli.source import SourceOptions, collect_options
from lagebild.errors import UsageError

if TYPE_CHECKING:
    from lagebild.keep.entry import Read
    from lagebild.records import Skipped

    Entry = Read | Skipped


def read(
    *inputs: Inputs,
    json: AsJson = False,
    lines: Annotated[bool, Parameter(help="Print one line for each finding.")] = False,
    html: Annotated[Path | None, Parameter(help="Write the picture to this HTML file.")] = None,
    jobs: Jobs = None,
    source: SourceOptions = SourceOptions(),  # noqa: B008 - frozen; the library reads the default
) -> int:
    """Read reports and print the picture; nothing is stored."""
    return read_and_print(named(inputs), as_json=json, lines=lines, html=html, jobs=jobs, source=source)


def read_and_print(
    inputs: list[str], *, as_json: bool, lines: bool, html: Path | None, jobs: int | None, source: SourceOptions
) -> int:
    """Read the inputs, print each as asked for, and return the exit code."""
    from lagebild.pipeline import read_inputs
    from lagebild.records import Skipped

    session = current_session()
    chosen = session.settings.jobs if jobs is None else jobs
    entries = read_inputs(inputs, options=collect_options(source), jobs=chosen)
    show = _printer(session, as_json=as_json, lines=lines)
    kept: list[Entry] = []
    skipped = 0
    for entry in with_progress(session, entries, "reading"):
        skipped += isinstance(entry, Skipped)
        if html is None:
            show(entry)
        else:
            kept.append(entry)
    if html is not None:
        write_page(session, html, kept)
    if skipped:
        session.tell("{count} inputs were skipped", count=skipped)
    return SOME_FAILED if skipped else FINE


def named(inputs: tuple[str, ...]) -> list[str]:
    """Return the inputs, of which there must be one."""
    if not inputs:
        raise UsageError("name something to read: a file, a folder, an address, or - for stdin; or try lagebild demo")
    return list(inputs)


def _printer(session: Session, *, as_json: bool, lines: bool) -> Callable[[Entry], None]:
    if as_json:
        return _print_json
    console = session.out()

    def show(entry: Entry) -> None:
        from lagebild.records import Skipped
        from lagebild.show.line import finding_lines
        from lagebild.show.terminal import print_picture, print_skipped

        if isinstance(entry, Skipped):
            print_skipped(console, entry, session.say)
        elif lines:
            for fields in finding_lines(entry.document, entry.reading, session.say):
                print("\t".join(fields))
        else:
            print_picture(console, entry.document, entry.reading, session.say)

    return show


def _print_json(entry: Entry) -> None:
    from lagebild.records import Skipped
    from lagebild.schema import passage_json, skipped_json

    print_json(skipped_json(entry) if isinstance(entry, Skipped) else passage_json(entry.document, entry.reading))


def write_page(session: Session, path: Path, entries: Sequence[Entry]) -> None:
    """Write the picture of the entries as one HTML file."""
    from lagebild.errors import StoreError
    from lagebild.records import Skipped
    from lagebild.show.page import page_html

    read = [(entry.document, entry.reading) for entry in entries if not isinstance(entry, Skipped)]
    skipped = [entry for entry in entries if isinstance(entry, Skipped)]
    try:
        path.write_text(page_html(read, skipped, session.say), encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror}; name another file") from None
    session.tell("wrote {path}", path=path)
