"""The numbered changes of the project file's layout, applied in order and recorded when applied."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from lagebild.errors import StoreError
from lagebild.keep import m001_initial

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MIGRATIONS: Final[tuple[tuple[int, str, Callable[[DuckDBPyConnection], None]], ...]] = (
    (1, "initial", m001_initial.apply),
)
LATEST: Final = MIGRATIONS[-1][0]


def read_number(connection: DuckDBPyConnection) -> int:
    """Return the number of the last migration applied to the file, 0 for an empty file."""
    known = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'migrations'").fetchone()
    if not known or not known[0]:
        return 0
    row = connection.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()
    return int(row[0]) if row else 0


def migrate(connection: DuckDBPyConnection) -> list[str]:
    """Bring the file to the latest layout and return the names of the migrations applied now."""
    number = read_number(connection)
    if number == 0:
        _refuse_foreign(connection)
    if number > LATEST:
        raise StoreError(
            f"the project file has layout {number}, this program knows layouts up to {LATEST}; "
            "install a newer Lagebild: pip install --upgrade lagebild"
        )
    return [_apply(connection, *migration) for migration in MIGRATIONS if migration[0] > number]


def _apply(connection: DuckDBPyConnection, number: int, name: str, change: Callable[[DuckDBPyConnection], None]) -> str:
    connection.execute("BEGIN")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name VARCHAR, applied_at TIMESTAMP)"
    )
    change(connection)
    connection.execute("INSERT INTO migrations VALUES (?, ?, now() AT TIME ZONE 'UTC')", [number, name])
    connection.execute("COMMIT")
    return f"m{number:03d}_{name}"


def _refuse_foreign(connection: DuckDBPyConnection) -> None:
    tables = [row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
    if tables:
        raise StoreError(
            f"the file is a DuckDB database but no Lagebild project: it holds {', '.join(sorted(tables)[:5])}; "
            "name another file with --project"
        )
