"""The first layout of a project file: one table for each kind of record, and flat views for reading them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ALTERNATIVE: Final = "STRUCT(name VARCHAR, country VARCHAR, score DOUBLE, geonameid BIGINT)"
_ACTOR: Final = (
    "STRUCT(code VARCHAR, country VARCHAR, sector VARCHAR, name VARCHAR, "
    f"alternatives {_ALTERNATIVE}[], evidence VARCHAR)"
)
_PLACE: Final = (
    "STRUCT(name VARCHAR, country VARCHAR, admin1 VARCHAR, latitude DOUBLE, longitude DOUBLE, precision_km DOUBLE, "
    f"geonameid BIGINT, feature VARCHAR, alternatives {_ALTERNATIVE}[], evidence VARCHAR)"
)
_INTERVAL: Final = 'STRUCT("start" DATE, "stop" DATE, granularity VARCHAR, evidence VARCHAR)'
_SIZE: Final = 'STRUCT("of" VARCHAR, low DOUBLE, high DOUBLE, unit VARCHAR, evidence VARCHAR)'

Columns = tuple[tuple[str, str, str], ...]

_OF_DOCUMENT: Final[Columns] = (("document_id", "VARCHAR", "the document"),)
_NUMBERED: Final[Columns] = (*_OF_DOCUMENT, ("number", "INTEGER", "position in the document, from 0"))
_FOUND: Final[Columns] = (
    ("confidence", "DOUBLE", "how sure the reader is of its reading, 0–1"),
    ("sentence", "INTEGER", "number of the sentence it stands in"),
)

TABLES: Final[dict[str, tuple[str, Columns]]] = {
    "documents": (
        "One article as it was read; the id is a hash of its text.",
        (
            ("id", "VARCHAR", "hash of the cleaned text"),
            ("name", "VARCHAR", "the input it first came from: path, address or line"),
            ("external_id", "VARCHAR", "the id that the input gave it"),
            ("title", "VARCHAR", "headline"),
            ("text", "VARCHAR", "the cleaned text; all offsets point into it, in code points"),
            ("language", "VARCHAR", "ISO 639-1 code"),
            ("published_at", "TIMESTAMP", "time of publication, UTC"),
            ("published_precision", "VARCHAR", "hour or day"),
            ("seen_at", "TIMESTAMP", "when it was first read, UTC"),
            ("publisher", "VARCHAR", "outlet"),
            ("url", "VARCHAR", "address"),
            ("author", "VARCHAR", "author line"),
            ("dateline", "VARCHAR", "place line at the head of the text"),
            ("agencies", "VARCHAR[]", "wire agencies it is credited to"),
            ("copy_of", "VARCHAR", "id of the document whose text it repeats"),
            ("repairs", "VARCHAR[]", "what was mended in the input"),
            ("incomplete", "VARCHAR", "why the text is not whole"),
            ("offsets", "BIGINT[][]", "pairs (offset in text, offset in the decoded input)"),
            ("focus", _PLACE, "the place the article is about"),
            ("model", "VARCHAR", "id of the model pack that read it"),
            ("signature", "BLOB", "by which near copies are recognised; null for copies and short texts"),
            ("word_count", "INTEGER", "number of indexed words, for ranking search results"),
        ),
    ),
    "sightings": (
        "Every input a document came from: the same text may arrive from several places.",
        (
            *_OF_DOCUMENT,
            ("name", "VARCHAR", "path, address or line"),
            ("external_id", "VARCHAR", "the id that the input gave it"),
            ("publisher", "VARCHAR", "outlet"),
            ("url", "VARCHAR", "address"),
            ("published_at", "TIMESTAMP", "time of publication there, UTC"),
            ("seen_at", "TIMESTAMP", "when it was first seen there, UTC"),
        ),
    ),
    "sentences": (
        "Where the sentences of a document begin and stop.",
        (
            *_NUMBERED,
            ("start", "INTEGER", "first code point"),
            ("stop", "INTEGER", "code point after the last"),
        ),
    ),
    "mentions": (
        "Stretches of text that name a party, a place, a time or a size.",
        (
            *_NUMBERED,
            ("start", "INTEGER", "first code point"),
            ("stop", "INTEGER", "code point after the last"),
            ("text", "VARCHAR", "the wording"),
            ("kind", "VARCHAR", "actor, place, time or size"),
            ("actor", _ACTOR, "the party it was resolved to"),
            ("place", _PLACE, "the place it was resolved to"),
            ("time", _INTERVAL, "the days it was resolved to, both inclusive"),
            ("size", _SIZE, "the number it was resolved to; null is an open end"),
            ("listed", "BOOLEAN", "false if it only fills a role of an event, statement or scenario"),
        ),
    ),
    "events": (
        "One report of one act.",
        (
            *_NUMBERED,
            ("id", "VARCHAR", "id of the event"),
            ("root", "VARCHAR", "PLOVER root"),
            ("mode", "VARCHAR", "PLOVER mode"),
            ("quad", "INTEGER", "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict"),
            ("anchor_start", "INTEGER", "first code point of the wording that expresses the event"),
            ("anchor_stop", "INTEGER", "code point after its last"),
            ("anchor", "VARCHAR", "the wording"),
            ("occurred", _INTERVAL, "days it happened or is to happen, both inclusive"),
            ("status", "VARCHAR", "occurred, ongoing, planned, possible, hypothetical or denied"),
            ("certainty", "VARCHAR", "ICD 203 band that the text gives it"),
            ("intensity", "DOUBLE", "PLOVER score, -10 hostile to +10 cooperative"),
            ("contexts", "VARCHAR[]", "PLOVER contexts"),
            ("statement", "INTEGER", "number of the statement it stands in"),
            ("same_as", "INTEGER", "number of the first event of this document that tells the same happening"),
            *_FOUND,
        ),
    ),
    "event_parties": (
        "Which mention fills which role of an event.",
        (
            *_OF_DOCUMENT,
            ("event", "INTEGER", "number of the event"),
            ("role", "VARCHAR", "actor, recipient, place, size or time"),
            ("position", "INTEGER", "order within the role"),
            ("mention", "INTEGER", "number of the mention"),
        ),
    ),
    "statements": (
        "A content that somebody is made responsible for.",
        (
            *_NUMBERED,
            ("id", "VARCHAR", "id of the statement"),
            ("cue_start", "INTEGER", "first code point of the attributing wording"),
            ("cue_stop", "INTEGER", "code point after its last"),
            ("cue", "VARCHAR", "the attributing wording"),
            ("content_start", "INTEGER", "first code point of the content"),
            ("content_stop", "INTEGER", "code point after its last"),
            ("content", "VARCHAR", "the attributed text"),
            ("kind", "VARCHAR", "report, assessment, concern, demand, promise, denial or accusation"),
            ("direct", "BOOLEAN", "literal quotation"),
            ("certainty", "VARCHAR", "ICD 203 band by the source's own words"),
            ("voice", "VARCHAR", "source, or author for the author's own assessment"),
            *_FOUND,
        ),
    ),
    "statement_sources": (
        "The chain of sources of a statement, outermost voice first.",
        (
            *_OF_DOCUMENT,
            ("statement", "INTEGER", "number of the statement"),
            ("position", "INTEGER", "0 is the outermost voice"),
            ("mention", "INTEGER", "number of the mention"),
        ),
    ),
    "scenarios": (
        "One branch of what may come.",
        (
            *_NUMBERED,
            ("id", "VARCHAR", "id of the scenario"),
            ("subject_start", "INTEGER", "first code point of the open development"),
            ("subject_stop", "INTEGER", "code point after its last"),
            ("subject", "VARCHAR", "the development or decision that is open"),
            ("condition_start", "INTEGER", "first code point of the condition"),
            ("condition_stop", "INTEGER", "code point after its last"),
            ("condition", "VARCHAR", "the branch that is taken"),
            ("rank", "VARCHAR", "most_likely, likely, possible, unlikely or least_likely"),
            *_FOUND,
        ),
    ),
    "scenario_outcomes": (
        "What follows in a scenario.",
        (
            *_OF_DOCUMENT,
            ("scenario", "INTEGER", "number of the scenario"),
            ("position", "INTEGER", "order in the text"),
            ("start", "INTEGER", "first code point"),
            ("stop", "INTEGER", "code point after the last"),
            ("text", "VARCHAR", "the wording"),
            ("valence", "VARCHAR", "escalates, de-escalates or other"),
        ),
    ),
    "scenario_sources": (
        "Who sets out a scenario, outermost voice first.",
        (
            *_OF_DOCUMENT,
            ("scenario", "INTEGER", "number of the scenario"),
            ("position", "INTEGER", "0 is the outermost voice"),
            ("mention", "INTEGER", "number of the mention"),
        ),
    ),
    "decisions": (
        "Which rule or model decided a field of a record, and what else was weighed.",
        (
            *_OF_DOCUMENT,
            ("record", "VARCHAR", "event, statement or scenario"),
            ("number", "INTEGER", "number of that record"),
            ("position", "INTEGER", "order of the decisions"),
            ("field", "VARCHAR", "the field decided"),
            ("value", "VARCHAR", "the value chosen"),
            ("decided_by", "VARCHAR", "rule or model"),
            ("confidence", "DOUBLE", "0–1, if it gives one"),
            ("evidence", "VARCHAR", "wording or rule that decided"),
            ("alternatives", "STRUCT(name VARCHAR, score DOUBLE)[]", "what else was weighed"),
        ),
    ),
    "words": (
        "The full-text index: stems of the words of each sentence and of what was found in it.",
        (
            *_OF_DOCUMENT,
            ("sentence", "INTEGER", "number of the sentence, -1 for the title"),
            ("word", "VARCHAR", "stem, or pair of characters in Chinese, Japanese and Korean"),
            ("origin", "VARCHAR", "text or finding"),
            ("count", "INTEGER", "occurrences"),
        ),
    ),
    "skipped": (
        "Inputs that were not used.",
        (
            ("name", "VARCHAR", "path, address or line"),
            ("reason", "VARCHAR", "why it was not used"),
            ("remedy", "VARCHAR", "what the user can do"),
            ("seen_at", "TIMESTAMP", "when it was seen first, UTC"),
        ),
    ),
    "runs": (
        "Which inputs were added when; a run that was broken off continues in its row.",
        (
            ("id", "VARCHAR", "hash of the inputs and options"),
            ("inputs", "VARCHAR[]", "what was given"),
            ("version", "VARCHAR", "version of the program"),
            ("model", "VARCHAR", "id of the model pack"),
            ("started_at", "TIMESTAMP", "first start, UTC"),
            ("finished_at", "TIMESTAMP", "end of the last complete pass, UTC; null while unfinished"),
            ("passed", "INTEGER", "inputs handled so far in the pass, skipped ones included"),
        ),
    ),
    "judgements": (
        "What a person decided about a record; stands above the machine's finding and can be undone.",
        (
            ("id", "INTEGER", "order in which they were made"),
            ("record_id", "VARCHAR", "id of the event, statement or scenario"),
            ("verdict", "VARCHAR", "confirm or reject"),
            ("note", "VARCHAR", "the person's remark"),
            ("judge", "VARCHAR", "who decided"),
            ("judged_at", "TIMESTAMP", "when, UTC"),
            ("undone_at", "TIMESTAMP", "when it was taken back, UTC"),
        ),
    ),
}

VIEWS: Final[dict[str, tuple[str, str]]] = {
    "sentence_texts": (
        "Sentences with their wording.",
        """SELECT s.document_id, s.number, s.start, s.stop, substring(d.text, s.start + 1, s.stop - s.start) AS text
        FROM sentences s JOIN documents d ON d.id = s.document_id""",
    ),
    "event_roles": (
        "One row for each event with its parties, places and sizes as lists.",
        """SELECT p.document_id, p.event,
            list(m.text ORDER BY p.position) FILTER (p.role = 'actor') AS actors,
            list(coalesce(m.actor.code, '---') ORDER BY p.position) FILTER (p.role = 'actor') AS actor_codes,
            list(m.text ORDER BY p.position) FILTER (p.role = 'recipient') AS recipients,
            list(coalesce(m.actor.code, '---') ORDER BY p.position) FILTER (p.role = 'recipient') AS recipient_codes,
            list(coalesce(m.place.name, m.text) ORDER BY p.position) FILTER (p.role = 'place') AS places,
            list(m.place.country ORDER BY p.position) FILTER (p.role = 'place') AS place_countries,
            first(m.place ORDER BY p.position) FILTER (p.role = 'place' AND m.place IS NOT NULL) AS place,
            list(m.text ORDER BY p.position) FILTER (p.role = 'size') AS sizes
        FROM event_parties p JOIN mentions m ON m.document_id = p.document_id AND m.number = p.mention
        GROUP BY p.document_id, p.event""",
    ),
    "event_list": (
        "Events in one flat row each; `sources` counts independent reports with the same root, parties and day.",
        """WITH flat AS (
            SELECT e.id, coalesce(e.occurred.start, d.published_at::DATE) AS day,
                e.occurred.start AS occurred_start, e.occurred.stop AS occurred_stop,
                e.root, e.mode, e.quad, e.status, e.certainty, e.intensity, e.confidence,
                coalesce(r.actor_codes, []) AS actor_codes, coalesce(r.actors, []) AS actors,
                coalesce(r.recipient_codes, []) AS recipient_codes, coalesce(r.recipients, []) AS recipients,
                coalesce(r.places, []) AS places, coalesce(r.place_countries, []) AS place_countries,
                r.place.country AS country, r.place.admin1 AS admin1, r.place.latitude AS latitude,
                r.place.longitude AS longitude, r.place.precision_km AS precision_km,
                coalesce(r.sizes, []) AS sizes, e.anchor, s.text AS sentence, s.start AS sentence_start,
                e.anchor_start, e.anchor_stop, e.document_id, e.number, d.title, d.publisher, d.published_at, d.url,
                d.language, coalesce(d.copy_of IS NULL, true) AS original,
                coalesce(d.agencies[1], d.publisher, d.id) AS voice,
                concat_ws('|', e.root,
                    list_sort(list_distinct(list_transform(r.actor_codes, lambda c: split_part(c, '/', 1))))::VARCHAR,
                    list_sort(list_distinct(
                        list_transform(r.recipient_codes, lambda c: split_part(c, '/', 1))))::VARCHAR,
                    coalesce(e.occurred.start, d.published_at::DATE)::VARCHAR) AS happening
            FROM events e JOIN documents d ON d.id = e.document_id
            LEFT JOIN event_roles r ON r.document_id = e.document_id AND r.event = e.number
            LEFT JOIN sentence_texts s ON s.document_id = e.document_id AND s.number = e.sentence),
        counted AS (
            SELECT happening, greatest(1, count(DISTINCT voice) FILTER (original)) AS sources
            FROM flat GROUP BY happening)
        SELECT flat.* EXCLUDE (original, voice, happening), CASE WHEN
            len(list_filter(list_concat(actor_codes, recipient_codes), lambda c: c <> '---')) = 0 OR day IS NULL
            THEN 1 ELSE sources END AS sources
        FROM flat JOIN counted USING (happening)""",
    ),
    "statement_list": (
        "Statements in one flat row each; `sources` counts independent articles with the same wording.",
        """WITH chains AS (
            SELECT c.document_id, c.statement, list(m.text ORDER BY c.position) AS chain,
                list(coalesce(m.actor.code, '---') ORDER BY c.position) AS chain_codes
            FROM statement_sources c JOIN mentions m ON m.document_id = c.document_id AND m.number = c.mention
            GROUP BY c.document_id, c.statement),
        counted AS (
            SELECT t.content, greatest(1, count(DISTINCT coalesce(d.agencies[1], d.publisher, d.id))
                FILTER (d.copy_of IS NULL)) AS sources
            FROM statements t JOIN documents d ON d.id = t.document_id GROUP BY t.content)
        SELECT t.id, d.published_at::DATE AS day, t.kind, t.voice, t.direct, t.certainty, t.confidence,
            coalesce(c.chain_codes, []) AS chain_codes, coalesce(c.chain, []) AS chain, t.cue, t.content,
            s.text AS sentence, t.document_id, t.number, t.sentence AS sentence_number, d.title, d.publisher,
            d.published_at, d.url, d.language, n.sources
        FROM statements t JOIN documents d ON d.id = t.document_id
        LEFT JOIN chains c ON c.document_id = t.document_id AND c.statement = t.number
        LEFT JOIN sentence_texts s ON s.document_id = t.document_id AND s.number = t.sentence
        JOIN counted n ON n.content = t.content""",
    ),
    "scenario_list": (
        "Scenarios in one flat row each; `sources` counts independent articles with the same condition and outcomes.",
        """WITH outcomes AS (
            SELECT document_id, scenario, list(text ORDER BY position) AS outcomes,
                list(valence ORDER BY position) AS valences
            FROM scenario_outcomes GROUP BY document_id, scenario),
        chains AS (
            SELECT c.document_id, c.scenario, list(m.text ORDER BY c.position) AS chain,
                list(coalesce(m.actor.code, '---') ORDER BY c.position) AS chain_codes
            FROM scenario_sources c JOIN mentions m ON m.document_id = c.document_id AND m.number = c.mention
            GROUP BY c.document_id, c.scenario),
        flat AS (
            SELECT z.id, d.published_at::DATE AS day, z.rank, z.subject, z.condition,
                coalesce(o.outcomes, []) AS outcomes, coalesce(o.valences, []) AS valences,
                coalesce(c.chain_codes, []) AS chain_codes, coalesce(c.chain, []) AS chain, z.confidence,
                s.text AS sentence, z.document_id, z.number, z.sentence AS sentence_number, d.title, d.publisher,
                d.published_at, d.url, d.language, d.copy_of IS NULL AS original,
                coalesce(d.agencies[1], d.publisher, d.id) AS outlet,
                concat_ws('|', z.condition, o.outcomes::VARCHAR) AS branch
            FROM scenarios z JOIN documents d ON d.id = z.document_id
            LEFT JOIN outcomes o ON o.document_id = z.document_id AND o.scenario = z.number
            LEFT JOIN chains c ON c.document_id = z.document_id AND c.scenario = z.number
            LEFT JOIN sentence_texts s ON s.document_id = z.document_id AND s.number = z.sentence),
        counted AS (
            SELECT branch, greatest(1, count(DISTINCT outlet) FILTER (original)) AS sources FROM flat GROUP BY branch)
        SELECT flat.* EXCLUDE (original, outlet, branch), sources FROM flat JOIN counted USING (branch)""",
    ),
}

_KEYS: Final = {
    "documents": "id",
    "skipped": "name, reason",
    "runs": "id",
    "judgements": "id",
}


def apply(connection: DuckDBPyConnection) -> None:
    """Create the tables and views, each described by a comment in the file itself."""
    for table, (purpose, columns) in TABLES.items():
        parts = [f'"{name}" {kind}' for name, kind, _ in columns]
        if table in _KEYS:
            parts.append(f"PRIMARY KEY ({_KEYS[table]})")
        connection.execute(f"CREATE TABLE {table} ({', '.join(parts)})")
        connection.execute(f"COMMENT ON TABLE {table} IS '{_quoted(purpose)}'")
        for name, _, meaning in columns:
            connection.execute(f"COMMENT ON COLUMN {table}.\"{name}\" IS '{_quoted(meaning)}'")
    for view, (purpose, select) in VIEWS.items():
        connection.execute(f"CREATE VIEW {view} AS {select}")
        connection.execute(f"COMMENT ON VIEW {view} IS '{_quoted(purpose)}'")


def _quoted(text: str) -> str:
    return text.replace("'", "''")
