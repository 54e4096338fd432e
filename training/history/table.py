"""Read the history tables and say which columns a model may see."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]
Group = npt.NDArray[np.str_]


class LeakError(ValueError):
    """A column that is known only after the outcome was offered to a model."""


class IntegrityError(ValueError):
    """A source table that is not what its publisher released."""


# What an analyst can know before the outcome. A column that is not listed is refused, so that a new or planted
# column has to be argued for here first. Left out on purpose: CDB90's judged factors (coded by historians who knew
# the result), `surpa` (its code 0 includes "did not affect the outcome"), ICB `iwcmb`, `protrac` and `gravcr`
# (set or shaped by the war to be predicted), joiner counts, hostility, fatality and durations of a dispute.
ALLOWED: dict[str, frozenset[str]] = {
    "cdb90_battles.csv": frozenset(
        [
            "str_a",
            "str_d",
            "arty_a",
            "arty_d",
            "tank_a",
            "tank_d",
            "aeroa",
            "post1",
            "post2",
            "terra1",
            "terra2",
            "wx1",
            "year",
        ]
    ),
    "mid5_dispute_features.csv": frozenset(
        [
            "styear",
            "cinc_a",
            "cinc_b",
            "maj_a",
            "maj_b",
            "nuc_a",
            "nuc_b",
            "conttype",
            "mindist",
            "def_cross",
            "ally_cross",
            "nonagg_cross",
            "n_allies_a",
            "n_allies_b",
            "cinc_allies_a",
            "cinc_allies_b",
            "rival",
            "dem_a",
            "dem_b",
            "terr",
            "policy",
            "regime",
        ]
    ),
    "join_panel_war_disputes.csv": frozenset(
        [
            "year",
            "cinc",
            "major",
            "nuc",
            "dem",
            "a_cont",
            "a_def",
            "a_ally",
            "a_nonagg",
            "a_riv",
            "a_dist",
            "b_cont",
            "b_def",
            "b_ally",
            "b_nonagg",
            "b_riv",
            "b_dist",
            "maj_a",
            "maj_b",
            "share_a",
            "terr",
            "policy",
            "regime",
            "dem_a",
            "dem_b",
            "cinc_a",
            "cinc_b",
        ]
    ),
    "icb1v14_subset.csv": frozenset(["yrtrig", "break", "powdissy", "geog", "ethnic", "period"]),
    "icb2v14_subset.csv": frozenset(["nuclear", "powsta", "powdis", "triggr", "issue"]),
    "un_condemnation_votes.csv": frozenset(["ag_t", "ag_us", "ag_ru", "ally_t", "def_t", "dem", "cont_t"]),
    "ucdp_esd_actor_year_subset.csv": frozenset(
        ["actor_nonstate", "civil", "ext_sup_s", "ext_x_s", "ext_w_s", "ext_count_s"]
    ),
    "cow_war_month_panel.csv": frozenset(["m", "n_in", "n_maj", "nuc", "late_before", "recent6", "ww", "year"]),
}
ALLOWED["join_panel_all_disputes.csv"] = ALLOWED["join_panel_war_disputes.csv"]


@dataclass(frozen=True, slots=True)
class Table:
    """One source file: its name, rows as text, and the hash that provenance cites."""

    name: str
    rows: tuple[dict[str, str], ...]
    sha256: str

    def text(self, column: str) -> list[str]:
        """Return a column as text."""
        return [row[column] for row in self.rows]

    def number(self, column: str, *, missing: float = float("nan")) -> Vector:
        """Return a column as numbers, with `missing` where the source has nothing."""
        return np.array([float(value) if value not in ("", "NA") else missing for value in self.text(column)])

    def where(self, keep: Callable[[dict[str, str]], bool]) -> Table:
        """Return the table with only the rows that `keep` accepts."""
        return Table(self.name, tuple(row for row in self.rows if keep(row)), self.sha256)


def read_table(folder: Path, name: str) -> Table:
    """Return a source table of the history folder."""
    path = folder / name
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: point --data at the folder with the history tables")
    content = path.read_bytes()
    text = content.decode("utf-8", errors="strict") if _is_utf8(content) else content.decode("latin-1")
    rows = tuple(dict(row) for row in csv.DictReader(text.splitlines()))
    return Table(name, rows, hashlib.sha256(content).hexdigest())


def require_allowed(table: str, columns: Iterable[str]) -> None:
    """Refuse columns that are not on the list of what is known before the outcome."""
    unknown = sorted(set(columns) - ALLOWED[table])
    if unknown:
        raise LeakError(
            f"{table}: {', '.join(unknown)} is not on the allow-list of columns known before the outcome; "
            f"allowed are {', '.join(sorted(ALLOWED[table]))}"
        )


@dataclass(frozen=True, slots=True)
class Design:
    """What one model sees: named features, outcomes, groups that must stay together, and years."""

    features: tuple[str, ...]
    x: Matrix
    y: Vector
    group: Group
    year: Vector
    table: str

    def only(self, rows: npt.NDArray[np.bool_]) -> Design:
        """Return the design with the marked rows."""
        return Design(self.features, self.x[rows], self.y[rows], self.group[rows], self.year[rows], self.table)

    def using(self, features: Sequence[str]) -> Design:
        """Return the design with the named features only."""
        columns = [self.features.index(name) for name in features]
        return Design(tuple(features), self.x[:, columns], self.y, self.group, self.year, self.table)


def build_design(
    table: Table,
    columns: Mapping[str, tuple[tuple[str, ...], Vector]],
    *,
    outcome: Vector,
    group: Sequence[str],
    year: Vector,
) -> Design:
    """Return a design from features, each given with the source columns it is made of, all of them checked."""
    for sources, _ in columns.values():
        require_allowed(table.name, sources)
    x = np.column_stack([values for _, values in columns.values()])
    return Design(tuple(columns), x, outcome, np.array(group, dtype=np.str_), year, table.name)


def provenance(table: Table, *, source: str, licence: str) -> dict[str, Any]:
    """Return what a parameter file says of the table it was estimated from."""
    return {
        "file": table.name,
        "rows": len(table.rows),
        "sha256": table.sha256,
        "source": source,
        "licence": licence,
    }


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
