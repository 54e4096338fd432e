"""What people decide about findings: kept beside the machine's, with who and when, and never lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from lagebild.errors import UsageError
from lagebild.keep.connection import Store
from lagebild.keep.evidence import follow
from lagebild.keep.row import utc_text

Verdict = Literal["confirm", "reject"]


def judge(store: Store, identifier: str, verdict: Verdict | None, *, judge: str, note: str = "") -> str:
    """Keep a judgement of a finding, None taking back the one in force, and return the finding's full id.

    The earlier judgement stays in the file, marked as undone.
    """
    record = follow(store, identifier).record
    if record is None:
        raise UsageError(f"{identifier} is a document; judge one of its findings: lagebild show {identifier}")
    now = utc_text(datetime.now(UTC))
    with store.session() as connection:
        connection.execute("BEGIN")
        connection.execute(
            "UPDATE judgements SET undone_at = ?::TIMESTAMP WHERE record_id = ? AND undone_at IS NULL",
            [now, record.id],
        )
        if verdict is not None:
            connection.execute(
                "INSERT INTO judgements SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ?, ?::TIMESTAMP, NULL "
                "FROM judgements",
                [record.id, verdict, note, judge, now],
            )
        connection.execute("COMMIT")
    return record.id
