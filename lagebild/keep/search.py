"""Full-text search over the wording and the findings, ranked by BM25."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from lagebild.errors import UsageError
from lagebild.keep.connection import Store
from lagebild.keep.query import Filter, select_documents
from lagebild.keep.row import TITLE_SENTENCE
from lagebild.keep.word import split_words

# Robertson & Zaragoza (2009) give 1.2 and 0.75 as values that hold over many collections.
_K1: Final = 1.2
_B: Final = 0.75

_RANKED: Final = f"""
WITH terms AS (SELECT unnest($words) AS word, unnest($parts) AS part),
found AS (SELECT w.document_id, w.sentence, t.part, sum(w.count) AS hits
    FROM words w JOIN terms t USING (word) GROUP BY ALL),
in_document AS (SELECT document_id, part, sum(hits) AS hits FROM found GROUP BY ALL),
frequency AS (SELECT part, count(*) AS documents FROM in_document GROUP BY part),
collection AS (SELECT count(*) AS documents, greatest(1, avg(word_count)) AS mean_words FROM documents),
scored AS (SELECT i.document_id, count(*) AS matched, sum(
        ln(1 + (c.documents - f.documents + 0.5) / (f.documents + 0.5))
        * i.hits * {_K1 + 1} / (i.hits + {_K1} * (1 - {_B} + {_B} * d.word_count / c.mean_words))) AS score
    FROM in_document i JOIN frequency f USING (part) JOIN documents d ON d.id = i.document_id, collection c
    GROUP BY i.document_id),
best AS (SELECT document_id, sentence FROM found GROUP BY document_id, sentence
    QUALIFY row_number() OVER (PARTITION BY document_id
        ORDER BY count(*) DESC, sum(hits) DESC, sentence < 0, sentence) = 1)
SELECT s.document_id, round(s.score, 3) AS score, b.sentence, d.title, d.publisher, d.language,
    d.published_at::DATE AS day, CASE WHEN b.sentence = {TITLE_SENTENCE} THEN d.title ELSE t.text END AS text,
    (SELECT list(e.id ORDER BY e.number) FROM events e
        WHERE e.document_id = s.document_id AND e.sentence = b.sentence) AS events,
    (SELECT list(q.id ORDER BY q.number) FROM statements q
        WHERE q.document_id = s.document_id AND q.sentence = b.sentence) AS statements
FROM scored s JOIN best b USING (document_id) JOIN documents d ON d.id = s.document_id
LEFT JOIN sentence_texts t ON t.document_id = s.document_id AND t.number = b.sentence
WHERE s.matched = $needed AND ($documents IS NULL OR list_contains($documents, s.document_id))
ORDER BY s.score DESC, s.document_id LIMIT $limit
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that holds all words asked for, its best sentence, and what was found in that sentence."""

    document_id: str
    score: float
    sentence: int
    text: str
    title: str | None
    publisher: str | None
    day: date | None
    language: str
    events: tuple[str, ...]
    statements: tuple[str, ...]


def search(store: Store, query: str, *, chosen: Filter = Filter(), limit: int | None = 20) -> list[Hit]:  # noqa: B008
    """Return the documents that hold every word of the query, best first.

    Words are found in any inflection, in the wording and in resolved names and codes; `Artiller*` finds every word
    that begins so. The filter keeps documents as `select_documents` does.
    """
    parts = _expand(store, query)
    words = [(word, number) for number, found in enumerate(parts) for word in sorted(found)]
    values = {
        "words": [word for word, _ in words],
        "parts": [number for _, number in words],
        "needed": len(parts),
        "documents": None if chosen == Filter() else select_documents(store, chosen),
        "limit": limit,
    }
    return [
        Hit(**{**row, "events": tuple(row["events"] or ()), "statements": tuple(row["statements"] or ())})
        for row in store.rows(_RANKED, values)
    ]


def _expand(store: Store, query: str) -> list[set[str]]:
    """Return, for each word of the query, the index words that stand for it in the project's languages."""
    languages = ["en", *(row["language"] for row in store.rows("SELECT DISTINCT language FROM documents"))]
    parts: list[set[str]] = []
    for token in query.split():
        if token.endswith("*") and len(token) > 1:
            beginning = "".join(split_words(token[:-1], "")) or token[:-1]
            rows = store.rows("SELECT DISTINCT word FROM words WHERE starts_with(word, ?)", [beginning])
            parts.append({row["word"] for row in rows} or {beginning})
            continue
        variants = [list(split_words(token, language)) for language in languages]
        parts += [set(alternatives) for alternatives in zip(*variants, strict=True)]
    if not parts:
        raise UsageError("the query holds no word; type for example: lagebild search Artillerie Charkiw")
    return parts
