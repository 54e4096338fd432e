"""The named read queries: listings of findings under one set of filters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import duckdb

from lagebild.errors import UsageError
from lagebild.keep.connection import Store

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a listing is narrowed to; empty means everything.

    `country` is ISO 3166 alpha-3, `actor` a code or its beginning (`RUS` finds `RUS/MIL`) or a part of the wording,
    `min_sources` the least number of independent reports.
    """

    since: date | None = None
    until: date | None = None
    country: str | None = None
    actor: str | None = None
    roots: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    min_sources: int = 1


_PARTY: Final = "len(list_filter(list_concat(actor_codes, recipient_codes), lambda c: starts_with(c, $country))) > 0"
_CODES: Final = "len(list_filter({codes}, lambda c: c = $actor OR starts_with(c, $actor || '/'))) > 0"
_NAMES: Final = "len(list_filter({names}, lambda n: contains(lower(n), lower($actor)))) > 0"
_IN_SENTENCE: Final = (
    "EXISTS (FROM mentions m JOIN sentences s ON s.document_id = m.document_id AND s.start <= m.start AND "
    "m.stop <= s.stop WHERE s.document_id = f.document_id AND s.number = f.sentence_number AND ({condition}))"
)
_EVENT: Final = (
    "EXISTS (FROM events e WHERE e.document_id = f.document_id AND e.sentence = f.sentence_number AND {condition})"
)

_OF_EVENTS: Final = {
    "since": "coalesce(occurred_stop, day) >= $since",
    "until": "day <= $until",
    "country": f"(list_contains(place_countries, $country) OR (len(places) = 0 AND {_PARTY}))",
    "actor": f"({_CODES.format(codes='actor_codes')} OR {_NAMES.format(names='actors')})",
    "roots": "list_contains($roots, root)",
    "statuses": "list_contains($statuses, status)",
    "min_sources": "sources >= $min_sources",
}
_OF_VOICES: Final = {
    "since": "day >= $since",
    "until": "day <= $until",
    "country": "(len(list_filter(chain_codes, lambda c: starts_with(c, $country))) > 0 OR "
    + _IN_SENTENCE.format(condition="m.place.country = $country OR m.actor.country = $country")
    + ")",
    "actor": f"({_CODES.format(codes='chain_codes')} OR {_NAMES.format(names='chain')} OR "
    + _IN_SENTENCE.format(condition="m.actor.code = $actor OR starts_with(m.actor.code, $actor || '/')")
    + ")",
    "roots": _EVENT.format(condition="list_contains($roots, e.root)"),
    "statuses": _EVENT.format(condition="list_contains($statuses, e.status)"),
    "min_sources": "sources >= $min_sources",
}
_OF_SKIPPED: Final = {"since": "seen_at::DATE >= $since", "until": "seen_at::DATE <= $until"}


def list_events(store: Store, chosen: Filter, *, limit: int | None = None) -> list[Row]:
    """Return the events that pass the filter, newest first."""
    return _list(store, "event_list", _OF_EVENTS, chosen, "day DESC NULLS LAST, document_id, number", limit)


def list_statements(store: Store, chosen: Filter, *, limit: int | None = None) -> list[Row]:
    """Return the statements that pass; root and status are those of events in the same sentence."""
    return _list(store, "statement_list", _OF_VOICES, chosen, "day DESC NULLS LAST, document_id, number", limit)


def list_scenarios(store: Store, chosen: Filter, *, limit: int | None = None) -> list[Row]:
    """Return the scenarios that pass; root and status are those of events in the same sentence."""
    return _list(store, "scenario_list", _OF_VOICES, chosen, "day DESC NULLS LAST, document_id, number", limit)


def list_skipped(store: Store, chosen: Filter, *, limit: int | None = None) -> list[Row]:
    """Return the inputs that were not used, with reason and remedy; only the days of the filter apply."""
    return _list(store, "skipped", _OF_SKIPPED, chosen, "name, reason", limit)


def select_documents(store: Store, chosen: Filter) -> list[str]:
    """Return the ids of the documents published in the filter's days that hold an event passing the rest of it."""
    days, values = where_sql(chosen, {"since": "published_at >= $since", "until": "published_at::DATE <= $until"})
    published = [row["id"] for row in store.rows(f"SELECT id FROM documents{days} ORDER BY rowid", values)]
    rest = replace(chosen, since=None, until=None)
    if rest == Filter():
        return published
    holding = {row["document_id"] for row in list_events(store, rest)}
    return [document_id for document_id in published if document_id in holding]


def ask(store: Store, query: str) -> list[Row]:
    """Return the rows of a user's query; it reaches the project alone, no other file and not the network."""
    try:
        store.rows("SET enable_external_access = false")
        return store.rows(query)
    except duckdb.Error as error:
        raise UsageError(f"the query failed: {error}; `lagebild sql 'SHOW TABLES'` lists the tables") from None


def where_sql(chosen: Filter, clauses: dict[str, str]) -> tuple[str, dict[str, object]]:
    """Return the WHERE part for the filter fields that are set, and their values."""
    values: dict[str, object] = {
        name: list(value) if isinstance(value, tuple) else value
        for name in clauses
        if (value := getattr(chosen, name)) not in (None, (), 1)
    }
    wanted = [clauses[name] for name in values]
    return (f" WHERE {' AND '.join(wanted)}" if wanted else ""), values


def _list(
    store: Store, table: str, clauses: dict[str, str], chosen: Filter, order: str, limit: int | None
) -> list[Row]:
    where, values = where_sql(chosen, clauses)
    head = f" LIMIT {limit:d}" if limit is not None else ""
    return store.rows(f"FROM {table} f{where} ORDER BY {order}{head}", values)
