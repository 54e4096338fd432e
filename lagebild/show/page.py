"""The picture of some documents as one self-contained page: no script, no outside address, article text escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from typing import Final

from lagebild.messages import Say
from lagebild.records import Document, Event, Reading, Scenario, Skipped, Statement
from lagebild.show import wording
from lagebild.show.mark import Mark, marks_of, split_marked
from lagebild.show.terminal import facts_of
from lagebild.spans import Span

_RIGHT_TO_LEFT: Final = ("ar", "fa", "he", "ur")


def page_html(read: Sequence[tuple[Document, Reading]], skipped: Sequence[Skipped], say: Say) -> str:
    """Return the page; its policy lets the browser load nothing but the page's own style."""
    style = (files("lagebild.show") / "page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = escape(say("Picture from reports: {count}", count=len(read)))
    body = "".join(_article(document, reading, say) for document, reading in read)
    return f"""<!doctype html>
<html lang="{say.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header><h1>{title}</h1><p>{escape(say("machine coded, not verified"))}</p>{_legend(say)}</header>
<main>{body}{_skipped(skipped, say)}</main>
</body>
</html>
"""


def _article(document: Document, reading: Reading, say: Say) -> str:
    groups: tuple[tuple[str, Sequence[Event | Statement | Scenario]], ...] = (
        ("Events", reading.events),
        ("Statements", reading.statements),
        ("Scenarios", reading.scenarios),
    )
    findings = "".join(_group(say(title), document, reading, records, say) for title, records in groups)
    if not findings:
        findings = f"<p>{escape(say('nothing to code in this text'))}</p>"
    name = f"d-{escape(document.id)}"
    return (
        f'<article aria-labelledby="{name}"><h2 id="{name}">{_text(wording.head_text(document))}</h2>'
        f"{findings}<details><summary>{escape(say('Text with all marks'))}</summary>"
        f'<p class="text" {_direction(document)}>{_full_text(document, reading)}</p></details></article>'
    )


def _group(
    title: str,
    document: Document,
    reading: Reading,
    records: Sequence[Event | Statement | Scenario],
    say: Say,
) -> str:
    if not records:
        return ""
    items = "".join(_finding(document, reading, record, say) for record in records)
    return f"<section><h3>{escape(title)} ({len(records)})</h3><ol>{items}</ol></section>"


def _finding(document: Document, reading: Reading, record: Event | Statement | Scenario, say: Say) -> str:
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{_text(value)}</dd>" for name, value in facts_of(record, say))
    known = record.sentence < len(reading.sentences)
    within = reading.sentences[record.sentence] if known else Span(0, 0)
    marks = [mark for mark in marks_of(record) if mark.role != "content"]
    return (
        f'<li id="{escape(record.id)}"><p class="head">{_head(record, say)}</p>'
        f"<blockquote {_direction(document)}>{_marked(document.text, within, marks)}</blockquote><dl>{facts}</dl></li>"
    )


def _head(record: Event | Statement | Scenario, say: Say) -> str:
    if isinstance(record, Event):
        words = (wording.type_text(record), say(record.status))
    elif isinstance(record, Statement):
        words = (say(record.kind), say("literal") if record.direct else "")
    else:
        words = (say(record.rank) if record.rank else say("scenario"), "")
    small = f"<small>{record.confidence:.2f} {escape(record.id)}</small>"
    return f"<strong>{escape(words[0])}</strong> {escape(words[1])} {small}"


def _full_text(document: Document, reading: Reading) -> str:
    records: tuple[Event | Statement | Scenario, ...] = (*reading.events, *reading.statements, *reading.scenarios)
    marks = [mark for record in records for mark in marks_of(record) if mark.role != "content"]
    return _marked(document.text, Span(0, len(document.text)), marks)


def _marked(text: str, within: Span, marks: Sequence[Mark]) -> str:
    return "".join(
        f'<mark class="{roles[0]}">{_text(piece)}</mark>' if roles else _text(piece)
        for piece, roles in split_marked(text, within, marks)
    )


def _legend(say: Say) -> str:
    roles = ("anchor", "actor", "recipient", "place", "time", "size", "source", "condition", "outcome")
    marks = " ".join(f'<mark class="{role}">{escape(say(role))}</mark>' for role in roles)
    return f'<p class="legend">{marks}</p>'


def _skipped(skipped: Sequence[Skipped], say: Say) -> str:
    def rows() -> Iterator[str]:
        for each in skipped:
            cells = (each.name, say.translate(each.reason), say.translate(each.remedy))
            yield f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in cells)}</tr>"

    if not skipped:
        return ""
    head = "".join(f"<th>{escape(say(name))}</th>" for name in ("name", "reason", "remedy"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows())}</tbody></table>"
    return f"<section><h2>{escape(say('Skipped'))}</h2>{table}</section>"


def _direction(document: Document) -> str:
    side = "rtl" if document.language in _RIGHT_TO_LEFT else "ltr"
    return f'lang="{escape(document.language)}" dir="{side}"'


def _text(text: str) -> str:
    """Return text for HTML: escaped, and without characters that could reorder or hide what is around them."""
    return escape("".join(char if char.isprintable() or char in "\n\t" else " " for char in text))
