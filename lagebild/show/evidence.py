"""What stands behind one finding, in the terminal: sentence, article, sources, judgements, decisions."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from lagebild.keep.evidence import Evidence
from lagebild.messages import Say
from lagebild.records import Decision
from lagebild.show import wording
from lagebild.show.terminal import print_finding, print_picture


def print_evidence(console: Console, evidence: Evidence, say: Say) -> None:
    """Print a finding with its sentence, its article and every place where that was seen."""
    if evidence.record is None:
        print_picture(console, evidence.document, evidence.reading, say)
    else:
        print_finding(console, evidence.document, evidence.reading, evidence.record, say)
        console.print(Text(f"  {say('article')}: {evidence.document.id}  {wording.head_text(evidence.document)}"))
    _print_sightings(console, evidence, say)
    _print_judgements(console, evidence, say)


def print_explanation(console: Console, evidence: Evidence, say: Say) -> None:
    """Print, field by field, who decided it, how surely, on what wording, and what else was weighed."""
    if evidence.record is None:
        print_picture(console, evidence.document, evidence.reading, say)
        console.print(Text(say("a document has no decisions; explain one of its findings by its id"), style="dim"))
        return
    print_finding(console, evidence.document, evidence.reading, evidence.record, say)
    console.print(Text(f"  {say('read by')}: {evidence.reading.model}", style="dim"))
    for decision in evidence.record.trace:
        console.print(_decision_text(decision, say))
    _print_judgements(console, evidence, say)


def _decision_text(decision: Decision, say: Say) -> Text:
    line = Text(f"  {decision.field}", style="bold")
    line.append(f" = {wording.one_line(decision.value)}", style="default")
    surely = f", {decision.confidence:.2f}" if decision.confidence is not None else ""
    line.append(f"  ← {decision.decided_by}{surely}", style="cyan")
    if decision.evidence:
        line.append(f"  „{wording.one_line(decision.evidence)}“", style="default")
    if decision.alternatives:
        others = ", ".join(f"{wording.one_line(name)} {score:.2f}" for name, score in decision.alternatives)
        line.append(f"  {say('weighed and not taken')}: {others}", style="dim")
    return line


def _print_sightings(console: Console, evidence: Evidence, say: Say) -> None:
    for sighting in evidence.sightings:
        parts = (sighting["name"], sighting["publisher"], sighting["url"], sighting["published_at"])
        shown = " · ".join(wording.one_line(str(part)) for part in parts if part)
        console.print(Text(f"  {say('seen in')}: {shown}", style="dim"))


def _print_judgements(console: Console, evidence: Evidence, say: Say) -> None:
    for judgement in evidence.judgements:
        note = f": {wording.one_line(judgement['note'])}" if judgement["note"] else ""
        line = say("{verdict} by {judge}, {day}", verdict=say(judgement["verdict"]), judge=judgement["judge"],
                   day=judgement["judged_at"].date())  # fmt: skip
        console.print(Text(f"  {line}{note}", style="bold green"))
    if not evidence.judgements and evidence.record is not None:
        console.print(Text(f"  {say('machine coded, not verified')}", style="dim"))
