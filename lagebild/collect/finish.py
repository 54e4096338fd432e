"""Draft to document: cleaned, identified, credited, compared with what came before, or skipped with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from lagebild.collect import refusal
from lagebild.collect.cleaning import Cleaned, clean, join_wrapped, keep_storable
from lagebild.collect.completeness import LackFinder
from lagebild.collect.dateline import CreditFinder
from lagebild.collect.draft import Draft
from lagebild.collect.encoding import is_text
from lagebild.collect.identity import identify
from lagebild.collect.language import LanguageFinder, has_letters, shorten_code
from lagebild.collect.markdown import strip_markup
from lagebild.collect.options import CollectOptions
from lagebild.collect.reprint import Reprints
from lagebild.records import Document, Skipped


class Finisher:
    """Turns drafts into documents; keeps what it must remember from one to the next."""

    def __init__(self, options: CollectOptions) -> None:
        self._options = options
        self._seen_at = options.seen_at or datetime.now(UTC)
        self._languages = LanguageFinder(options.languages)
        self._credits = CreditFinder()
        self._lacks = LackFinder()
        self._reprints = Reprints(options.known_signatures, share=options.copy_share, window=options.copy_window)

    def finish(self, item: Draft | Skipped) -> Document | Skipped:
        """Return the document of a draft, or why it cannot be used."""
        if isinstance(item, Skipped):
            return replace(item, seen_at=item.seen_at or self._seen_at)
        finished = self._finish_draft(item)
        return self._finish_draft(item.fallback) if item.fallback and isinstance(finished, Skipped) else finished

    def _finish_draft(self, draft: Draft) -> Document | Skipped:
        limit = self._options.max_text_chars
        if len(draft.text) > limit:
            return self._skip(refusal.TOO_LONG.of(draft.name, length=len(draft.text), limit=limit))
        cleaned = clean_draft(draft)
        if not has_letters(cleaned.text):
            return self._skip((refusal.NO_WORDS if cleaned.text else refusal.EMPTY).of(draft.name))
        if not draft.verbatim and not is_text(draft.text):
            return self._skip(refusal.NOT_TEXT.of(draft.name, kind="binary", tool="pdftotext, pandoc"))
        lack = None if draft.verbatim else self._lacks.find(cleaned.text, title=draft.title, free=draft.free)
        if lack in ("consent", "paywall stub"):
            return self._skip((refusal.CONSENT if lack == "consent" else refusal.PAYWALL).of(draft.name))
        if not draft.found:
            return self._skip(refusal.NO_ARTICLE.of(draft.name))
        language = self._find_language(draft, cleaned.text)
        if language not in self._options.languages:
            known = ", ".join(self._options.languages)
            return self._skip(refusal.LANGUAGE.of(draft.name, language=language, languages=known))
        return self._build(draft, cleaned, language, draft.incomplete or lack)

    def _build(self, draft: Draft, cleaned: Cleaned, language: str, incomplete: str | None) -> Document:
        document_id = identify(cleaned.text)
        credit = self._credits.find(cleaned.text)
        return Document(
            id=document_id,
            text=cleaned.text,
            language=language,
            name=draft.name,
            external_id=_line(draft.external_id),
            title=_line(draft.title),
            published_at=draft.published_at,
            published_precision=draft.precision if draft.published_at else None,
            seen_at=draft.seen_at or self._seen_at,
            publisher=_line(draft.publisher),
            url=_line(draft.url),
            author=_line(draft.author),
            dateline=credit.dateline,
            agencies=credit.agencies,
            copy_of=self._reprints.find_original(document_id, cleaned.text),
            repairs=(*draft.repairs, *cleaned.repairs),
            incomplete=incomplete,
            offsets=cleaned.offsets,
        )

    def _find_language(self, draft: Draft, text: str) -> str:
        if self._options.language:
            return self._options.language
        declared = shorten_code(draft.language)
        if declared and draft.verbatim:
            return declared
        return self._languages.find(text, declared=declared)

    def _skip(self, skipped: Skipped) -> Skipped:
        return replace(skipped, seen_at=self._seen_at)


def clean_draft(draft: Draft) -> Cleaned:
    """Return the text of a draft as it is kept: passages of the user's own stay as they are."""
    if draft.verbatim:
        return keep_storable(draft.text)
    cleaned = clean(draft.text)
    if draft.page:
        return cleaned
    return strip_markup(cleaned) if draft.markdown else join_wrapped(cleaned)


def _line(value: str | None) -> str | None:
    return " ".join(keep_storable(value).text.split())[:1000] or None if value else None
