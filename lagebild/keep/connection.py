"""One writer, many readers: the writer opens the file only while it commits, so readers find it free in between."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import duckdb
from filelock import FileLock, Timeout

from lagebild.errors import StoreError
from lagebild.keep.migrations import LATEST, migrate, read_number

WAIT_S: Final = 15.0
"""How long to wait for a file held by another process; writing 16 articles takes 0.2 s (tests/keep/test_speed.py)."""
_PAUSE_S: Final = 0.02
_HELD: Final = re.compile(r"set lock on file|used by another process")
_CONFIG: Final[dict[str, Any]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": "1GB",
}


class Store:
    """An opened project file; a writer holds the project's lock as long as it is open."""

    def __init__(self, path: Path, *, write: bool, wait_s: float) -> None:
        self.path = path
        self.write = write
        self._wait_s = wait_s
        self._lock = FileLock(f"{path}.lock") if write else None
        self._reader: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> Store:
        if self.write:
            self._take_lock()
        elif not self.path.is_file():
            raise StoreError(
                f"there is no project file {self.path}; make one with `lagebild add FILE… --project {self.path}` "
                "or name another with --project"
            )
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the file and, for a writer, the project's lock."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        if self._lock is not None:
            self._lock.release()

    def session(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Return a connection for one piece of work; a writer's is closed after it, a reader's is kept."""
        return self._write_session() if self.write else self._read_session()

    def rows(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> list[dict[str, Any]]:
        """Return the rows of a query, each as a dict by column name."""
        with self.session() as connection:
            cursor = connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @contextmanager
    def _write_session(self) -> Iterator[duckdb.DuckDBPyConnection]:
        connection = self._connect(read_only=False)
        try:
            with _interruptible():
                yield connection
        finally:
            connection.close()

    @contextmanager
    def _read_session(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if self._reader is None:
            self._reader = self._connect(read_only=True)
        with _interruptible():
            yield self._reader

    def _take_lock(self) -> None:
        if not self.path.parent.is_dir():
            raise StoreError(f"the folder {self.path.parent} does not exist; create it or name another --project")
        try:
            assert self._lock is not None
            self._lock.acquire(timeout=0)
        except Timeout:
            raise StoreError(
                f"another process is writing to {self.path}; wait until it ends, or stop it and run this again "
                "(what it has written stays)"
            ) from None
        except OSError as error:
            raise StoreError(f"cannot write beside {self.path}: {error.strerror}; name another --project") from None

    def _prepare(self) -> None:
        with self.session() as connection:
            if self.write:
                migrate(connection)
            elif (number := read_number(connection)) != LATEST:
                raise StoreError(
                    f"{self.path} has layout {number}, this program reads layout {LATEST}; "
                    f"`lagebild add --project {self.path}` brings an older file up to date"
                )

    def _connect(self, *, read_only: bool) -> duckdb.DuckDBPyConnection:
        deadline = time.monotonic() + self._wait_s
        while True:
            try:
                with _interruptible():
                    return duckdb.connect(str(self.path), read_only=read_only, config=_CONFIG)
            except (duckdb.Error, OSError) as error:
                if not _HELD.search(str(error)):
                    raise _unreadable(self.path, error) from None
                if time.monotonic() >= deadline:
                    raise StoreError(
                        f"{self.path} is held by another program (waited {self._wait_s:g} s); close it and try again"
                    ) from None
            time.sleep(_PAUSE_S)


def open_store(path: Path, *, write: bool = False, wait_s: float = WAIT_S) -> Store:
    """Return the project file for use in a `with` block; `write` creates it where it is missing.

    A second writer gets a StoreError at once. Readers and the writer wait up to `wait_s` for each other.
    """
    return Store(Path(path), write=write, wait_s=wait_s)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C in the middle of a query end the program as it does elsewhere."""
    try:
        yield
    except duckdb.InterruptException:
        raise KeyboardInterrupt from None
    except RuntimeError as error:
        if "interrupted" in str(error):
            raise KeyboardInterrupt from None
        raise


def _unreadable(path: Path, error: Exception) -> StoreError:
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return StoreError(f"{path} cannot be opened as a project file: {first}; name another file with --project")
