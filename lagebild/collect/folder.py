"""Files and folders: what is to be read, in an order that does not change."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from lagebild.collect import refusal
from lagebild.collect.options import CollectOptions
from lagebild.records import Skipped


def list_files(folder: Path, options: CollectOptions) -> Iterator[Path | Skipped]:
    """Give the files of a folder and its subfolders by name; hidden ones are left out, odd ones are skipped."""
    found = False
    for item in _walk(folder, options):
        found = True
        yield item
    if not found:
        yield refusal.EMPTY_FOLDER.of(str(folder))


def _walk(folder: Path, options: CollectOptions) -> Iterator[Path | Skipped]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield refusal.UNREADABLE.of(str(folder), error=error.strerror or error)
        return
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _judge(Path(entry.path), options)


def _judge(path: Path, options: CollectOptions) -> Iterator[Path | Skipped]:
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        yield refusal.UNREADABLE.of(str(path), error=error.strerror or error)
        return
    if stat.S_ISLNK(mode):
        yield refusal.OUTSIDE.of(str(path))
    elif stat.S_ISDIR(mode):
        yield from _walk(path, options)
    elif stat.S_ISREG(mode):
        yield path
    else:
        yield refusal.NOT_REGULAR.of(str(path))
