"""Mail messages (EML): the text of the message is the article, attachments are listed."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr
from typing import Final

from lagebild.collect import refusal
from lagebild.collect.draft import Draft
from lagebild.collect.encoding import decode
from lagebild.collect.moment import read_moment
from lagebild.collect.options import CollectOptions
from lagebild.collect.page import read_markup
from lagebild.collect.source import Source
from lagebild.records import Skipped

_MOST_PARTS: Final = 200
# The parser takes 0.3 ms for each part, 200 bytes for each line, and the square of its length in time for a header.
_MOST_LINES: Final = 1_000_000
_MOST_BOUNDARIES: Final = 10_000
_LONGEST_HEADER: Final = 2_000


class _BoundedPolicy(EmailPolicy):
    """Cuts headers that are longer than any of a real message."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


def read_mail(source: Source, options: CollectOptions) -> Iterator[Draft | Skipped]:
    """Give the text of a message, then its attachments as skipped."""
    data = source.stream.read_within(options.max_mail_bytes)
    if data is None:
        yield refusal.TOO_LARGE.of(source.name, limit=options.max_mail_bytes)
        return
    if data.count(b"\n--") > _MOST_BOUNDARIES or data.count(b"\n") > _MOST_LINES:
        yield refusal.TOO_MANY_PARTS.of(source.name, parts=_MOST_BOUNDARIES, lines=_MOST_LINES)
        return
    try:
        yield from _read_message(data, source)
    except Exception as error:  # the parser raises of any type on hostile headers
        yield refusal.MAIL_FAILED.of(source.name, error=type(error).__name__)


def _read_message(data: bytes, source: Source) -> list[Draft | Skipped]:
    message = BytesParser(policy=_BoundedPolicy(max_line_length=None)).parsebytes(data)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    found: list[Draft | Skipped] = []
    if isinstance(body, EmailMessage):
        found.append(_read_body(body, message, source))
    else:
        found.append(refusal.NO_WORDS.of(source.name))
    for number, part in enumerate(message.walk()):
        name = part.get_filename()
        if name and number < _MOST_PARTS:
            kind = part.get_content_type()
            found.append(refusal.ATTACHMENT.of(f"{source.name}#{name}", kind=kind))
    return found


def _read_body(body: EmailMessage, message: EmailMessage, source: Source) -> Draft | Skipped:
    payload = body.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(payload).encode("utf-8", "surrogateescape")
    text, repairs = decode(data, declared=body.get_content_charset())
    published_at, precision = read_moment(_header(message, "Date"))
    title, author = _header(message, "Subject"), parseaddr(_header(message, "From") or "")[0] or None
    if body.get_content_subtype() == "html":
        drafts = read_markup(text, source.name)
        if isinstance(drafts, Skipped):
            return drafts
        text = "\n".join(draft.text for draft in drafts)
    return Draft(
        source.name,
        text,
        external_id=(_header(message, "Message-ID") or "").strip("<> ") or None,
        title=title,
        published_at=published_at,
        precision=precision,
        publisher=author,
        repairs=repairs,
        page=body.get_content_subtype() == "html",
        incomplete="cut off" if source.stream.damaged else None,
    )


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
        return str(value) if value is not None else None
    except (ValueError, IndexError, AttributeError, TypeError):  # headers of a form that the parser does not know
        return None
