"""A run as text for the terminal, in English or German."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

WIDTH: Final = 100

TEXT: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "as_of": "as of", "option": "Option", "ranked": "ranked", "limit_breaks": "if the limit breaks",
        "same": "The same for every option", "months": "months", "any_time": "any time", "grade": "grade",
        "drivers": "moved by", "basis": "from", "combined": "All options, weighted by the stated likelihoods",
        "branches": "If the limit is not kept", "kept": "kept", "broken": "broken", "difference": "difference",
        "candidates": "Who would enter, most likely first", "side_a": "on side A", "side_b": "on side B",
        "ranking": "ranked by {variant}: ROC area {auc_within:.2f} within disputes left out, {auc_within_later:.2f} "
        "after 1990, {auc_pooled:.2f} over all disputes at once",
        "portable": "borders, distance, pacts, stated rivals",
        "with folder": "borders, distance, pacts, stated rivals, capability",
        "coalition": "when anybody joined a past dispute ({disputes}), {q50:g} did at the median, {q90:g} at the 90 % "
        "quantile, {largest} at most",
        "capability": "Side A's share of both sides, without and with the intervener",
        "population": "population (capability needs --history)",
        "voters": "Who would condemn", "most": "most likely", "least": "least likely",
        "opinions": "What the reports' own words say (kept apart from the numbers above)",
        "linear": "linear pool", "log_odds": "log-odds pool", "not_estimated": "Not estimated",
        "assumptions": "Taken for granted because nobody stated it", "trace": "Where the numbers come from",
        "interval": "mean [80 % interval of the probability]", "seed": "seed", "draws": "draws",
        "error": "Monte Carlo error of a mean at most", "points": "points", "likelihood": "likelihood stated",
        "decision": "Decision", "aim": "Aim", "limit": "Limit", "bound": "bound to the target by a pact",
        "no_ranking": "not ranked: needs the folder of UN votes (--history); pacts and borders alone scored {auc:.2f}",
        "against": "against", "higher": "higher in", "of_draws": "of draws", "rank_skill": "ranking ROC area",
    },
    "de": {
        "as_of": "Stand", "option": "Option", "ranked": "eingestuft", "limit_breaks": "falls die Begrenzung bricht",
        "same": "Für alle Optionen gleich", "months": "Monate", "any_time": "jederzeit", "grade": "Güte",
        "drivers": "bewegt durch", "basis": "aus",
        "combined": "Alle Optionen, nach genannter Wahrscheinlichkeit gewichtet",
        "branches": "Falls die Begrenzung nicht eingehalten wird", "kept": "eingehalten", "broken": "gebrochen",
        "difference": "Unterschied", "candidates": "Wer einträte, wahrscheinlichste zuerst",
        "side_a": "auf Seite A", "side_b": "auf Seite B",
        "ranking": "geordnet nach {variant}: Rangfläche {auc_within:.2f} innerhalb ausgelassener Fälle, "
        "{auc_within_later:.2f} nach 1990, {auc_pooled:.2f} über alle Fälle zugleich",
        "portable": "Grenzen, Entfernung, Verträgen, genannten Rivalen",
        "with folder": "Grenzen, Entfernung, Verträgen, genannten Rivalen, Macht",
        "coalition": "wenn früher jemand beitrat ({disputes} Fälle), dann im Median {q50:g}, am 90-%-Quantil {q90:g}, "
        "höchstens {largest}",
        "capability": "Anteil der Seite A an beiden Seiten, ohne und mit der entsendenden Macht",
        "population": "Bevölkerung (Machtindex braucht --history)",
        "voters": "Wer verurteilte", "most": "am ehesten", "least": "am wenigsten",
        "opinions": "Was die Wörter der Berichte selbst sagen (getrennt von den Zahlen oben)",
        "linear": "lineare Bündelung", "log_odds": "Log-Odds-Bündelung", "not_estimated": "Nicht geschätzt",
        "assumptions": "Angenommen, weil niemand es sagt", "trace": "Woher die Zahlen stammen",
        "interval": "Mittel [80-%-Intervall der Wahrscheinlichkeit]", "seed": "Startwert", "draws": "Ziehungen",
        "error": "Monte-Carlo-Fehler eines Mittels höchstens", "points": "Punkte",
        "likelihood": "genannte Wahrscheinlichkeit",
        "decision": "Entscheidung", "aim": "Ziel", "limit": "Begrenzung", "bound": "durch Vertrag an das Ziel gebunden",
        "no_ranking": "keine Rangfolge: braucht den Ordner der UN-Abstimmungen (--history); Verträge und Grenzen "
        "allein kamen auf {auc:.2f}",
        "against": "gegen", "higher": "höher in", "of_draws": "der Ziehungen", "rank_skill": "Rangfläche (ROC)",
    },
}  # fmt: skip

SCORES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"resolved": "resolved", "open": "open", "base": "base rate", "skill": "skill", "all": "all"},
    "de": {"resolved": "aufgelöst", "open": "offen", "base": "Grundrate", "skill": "Gewinn", "all": "alle"},
}
GROUPS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {},
    "de": {
        "parameters": "Parameter",
        "war effect": "Kriegseffekt",
        "reference class": "Vergleichsklasse",
        "inputs": "Eingaben",
        "elicited": "Erfragtes",
    },
}
RANKS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "most_likely": "most likely",
        "likely": "likely",
        "possible": "possible",
        "unlikely": "unlikely",
        "least_likely": "least likely",
    },
    "de": {
        "most_likely": "am wahrscheinlichsten",
        "likely": "wahrscheinlich",
        "possible": "möglich",
        "unlikely": "unwahrscheinlich",
        "least_likely": "am unwahrscheinlichsten",
    },
}


def render_run(result: Mapping[str, Any], *, language: str) -> str:
    """Return a run as text: per option and horizon every quantity with interval, grade, word and drivers."""
    words = TEXT[language]
    lines = [*_head(result, words, language)]
    for option in result["scenario"]["options"]:
        shown = [o for o in result["outcomes"] if o["option"] == option["id"] and o["depends_on_option"]]
        lines += ["", *_option_head(option, words, language), *_outcomes(shown, words, language)]
    first = result["scenario"]["options"][0]["id"]
    same = [o for o in result["outcomes"] if o["option"] == first and not o["depends_on_option"]]
    lines += _section(words["same"], _outcomes(same, words, language))
    lines += _section(words["combined"], _outcomes(result["combined"], words, language))
    lines += _section(words["branches"], _branches(result, words, language))
    lines += _section(
        words["candidates"], [*_candidates(result, words, language), _ranking(result, words), _coalition(result, words)]
    )
    lines += _section(words["capability"], _capability(result["capability"], words, language))
    lines += _section(words["voters"], _voters(result["voters"], words))
    lines += _section(words["opinions"], _opinions(result["opinions"], words, language))
    lines += _section(words["assumptions"], [f"  - {text[language]}" for text in result["assumptions"]])
    lines += _section(words["not_estimated"], [f"  - {text[language]}" for text in result["not_estimated"]])
    lines += _section(words["trace"], _trace(result))
    return "\n".join(lines) + "\n"


def render_comparison(rows: Sequence[Mapping[str, Any]], *, language: str) -> str:
    """Return the differences of the options from one of them, on common random numbers."""
    words = TEXT[language]
    lines: list[str] = []
    for row in rows:
        if row["option"] == row["against"]:
            horizon = _horizon(row["months"], words)
            lines += ["", f"{row['label'][language]}, {horizon} ({words['against']} {row['against']})"]
        change = row["difference"]
        lines.append(
            f"  {row['option']:<24} {_interval(row['summary'], language):<24} {words['difference']} "
            f"{_points(change['mean'])} [{_points(change['q10'])}, {_points(change['q90'])}] {words['points']}, "
            f"{words['higher']} {_percent(row['higher'], language)} {words['of_draws']}"
        )
    return "\n".join(lines[1:]) + "\n"


def render_sensitivity(rows: Sequence[Mapping[str, Any]], *, language: str) -> str:
    """Return for each quantity what moves it: variance shares, then single inputs."""
    lines: list[str] = []
    for row in rows:
        lines += ["", f"{row['label'][language]}, {row['option']}, {_horizon(row['months'], TEXT[language])}"]
        lines.append("  " + _drivers(row["shares"], language))
        lines += [
            f"  {_percent(swing['low'], language):>7} … {_percent(swing['high'], language):<7} {swing['name']}"
            for swing in row["swings"]
        ]
    return "\n".join(lines[1:]) + "\n"


def render_scores(scores: Mapping[str, Any], *, language: str) -> str:
    """Return the log's scores over time beside the base rate's."""
    words = SCORES[language]
    lines = [f"{scores['resolved']} {words['resolved']}, {scores['open']} {words['open']}"]
    if scores["resolved"]:
        lines.append(
            f"{'':<12} {'n':>4} {'Brier':>8} {words['base']:>12} {words['skill']:>8} {'log':>8} {words['base']:>12}"
        )
        rows = [(row["until"], row) for row in scores["over_time"]] + list(scores["by_quantity"].items())
        for name, row in [*rows, (words["all"], scores)]:
            lines.append(
                f"{name:<12} {row['count']:>4} {row['brier']:>8.4f} {row['brier_base']:>12.4f} "
                f"{row['brier_skill']:>+8.3f} {row['log_score']:>8.4f} {row['log_score_base']:>12.4f}"
            )
    return "\n".join(lines) + "\n"


def _head(result: Mapping[str, Any], words: Mapping[str, str], language: str) -> Iterable[str]:
    scenario, settings = result["scenario"], result["settings"]
    yield f"{scenario['title']} ({words['as_of']} {scenario['as_of']})"
    for key in ("decision", "aim", "limit"):
        if scenario[key]:
            yield f"{words[key]}: {scenario[key]}"
    error = max(o["summary"]["error"] for o in result["outcomes"])
    yield (
        f"{settings['outer']} × {settings['inner']} {words['draws']}, {words['seed']} {settings['seed']}; "
        f"{words['error']} {_points(error).lstrip('+')} {words['points']}"
    )
    yield f"{words['interval']}"
    grades = {o["grade"]: o["grade_means"][language] for o in result["outcomes"]}
    yield "; ".join(f"{grade} {meaning}" for grade, meaning in sorted(grades.items()))


def _option_head(option: Mapping[str, Any], words: Mapping[str, str], language: str) -> Iterable[str]:
    notes = []
    if option["rank"]:
        notes.append(f"{words['ranked']} {RANKS[language][option['rank']]}")
    if option["likelihood"]:
        low, high = option["likelihood"]
        notes.append(f"{words['likelihood']} {_percent(low, language)}-{_percent(high, language)}")
    if option["breaks_into"]:
        notes.append(f"{words['limit_breaks']}: {option['breaks_into']}")
    yield f"── {words['option']} {option['id']}: {option['label']} " + (f"({'; '.join(notes)}) " if notes else "")


def _outcomes(outcomes: Sequence[Mapping[str, Any]], words: Mapping[str, str], language: str) -> list[str]:
    lines: list[str] = []
    previous = None
    for outcome in outcomes:
        if outcome["name"] != previous:
            condition = outcome["condition"].get(language)
            head = outcome["label"][language] + (f" ({condition})" if condition else "")
            lines.append(
                f"  {head}  [{words['grade']} {outcome['grade']}; {words['basis']} {outcome['basis'][language]}]"
            )
            previous = outcome["name"]
        word = outcome["word"].get(language, "")
        drivers = _drivers(outcome.get("drivers", {}), language)
        moved = f"; {words['drivers']} {drivers}" if drivers else ""
        lines.append(
            f"    {_horizon(outcome['months'], words):>10}  {_interval(outcome['summary'], language):<22} {word}{moved}"
        )
    return lines


def _branches(result: Mapping[str, Any], words: Mapping[str, str], language: str) -> list[str]:
    labels = {o["name"]: o["label"][language] for o in result["outcomes"]}
    return [
        f"  {row['option']} → {row['breaks_into']}, {row['months']} {words['months']}: {labels[row['quantity']]}: "
        f"{words['kept']} {_interval(row['kept'], language)}, {words['broken']} {_interval(row['broken'], language)}, "
        f"{words['difference']} [{_points(row['difference']['q10'])}, {_points(row['difference']['q90'])}] "
        f"{words['points']}"
        for row in result["branches"]
    ]


def _candidates(result: Mapping[str, Any], words: Mapping[str, str], language: str) -> list[str]:
    ranked = [
        f"  {row['rank']:>3} {row['name'][language]:<28} {_interval(row['enters'], language):<22} "
        f"{words['side_a']} {_percent(row['side_a']['mean'], language)} ({words['grade']} {result['side_grade']})"
        for row in result["candidates"]
    ]
    return [*ranked, _ranking(result, words), _coalition(result, words)]


def _coalition(result: Mapping[str, Any], words: Mapping[str, str]) -> str:
    coalition = result["coalition"]
    return "  " + words["coalition"].format(**coalition)


def _ranking(result: Mapping[str, Any], words: Mapping[str, str]) -> str:
    return "  " + words["ranking"].format(**{**result["ranking"], "variant": words[result["ranking"]["variant"]]})


def _capability(capability: Mapping[str, Any], words: Mapping[str, str], language: str) -> list[str]:
    if capability["before"] is None:
        return []
    before, after = (_percent(capability[when], language) for when in ("before", "after"))
    return [f"  {words['population'] if capability['variant'] == 'population' else 'CINC'}: {before} → {after}"]


def _voters(voters: Mapping[str, Any], words: Mapping[str, str]) -> list[str]:
    if not voters:
        return []
    if voters["variant"] == "portable":
        bound = ", ".join(voters["bound_by_pact"]) or "-"
        return [f"  {words['no_ranking'].format(auc=voters['auc_within'])}", f"  {words['bound']}: {bound}"]
    return [
        f"  {words['most']}: {', '.join(voters['most'])}",
        f"  {words['least']}: {', '.join(voters['least'])}",
        f"  {words['rank_skill']} {voters['auc_within']:.2f}",
    ]


def _opinions(opinions: Sequence[Mapping[str, Any]], words: Mapping[str, str], language: str) -> list[str]:
    return [
        f"  {row['about']}: {words['linear']} {_interval(row['linear'], language)}, "
        f"{words['log_odds']} {_interval(row['log_odds'], language)} ({', '.join(row['sources'])})"
        for row in opinions
    ]


def _trace(result: Mapping[str, Any]) -> list[str]:
    trace = result["trace"]
    lines = [f"  code {trace['code_sha256'][:12]}, scenario {trace['scenario_sha256'][:12]}"]
    for node, entry in trace["parameters"].items():
        data = ", ".join(f"{table['file']} {table['sha256'][:8]}" for table in entry["data"])
        lines.append(f"  {node}.json {entry['sha256'][:12]} ({data})")
    return lines


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return ["", f"── {title}", *lines] if lines else []


def _drivers(shares: Mapping[str, float], language: str) -> str:
    names = GROUPS[language]
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(
        f"{names.get(group, group)} {share:.0%}".replace("%", " %") for group, share in ordered if share >= 0.1
    )


def _horizon(months: int | None, words: Mapping[str, str]) -> str:
    return words["any_time"] if months is None else f"{months} {words['months']}"


def _interval(summary: Mapping[str, float], language: str) -> str:
    low, high = (_percent(summary[name], language).removesuffix(" %") for name in ("q10", "q90"))
    return f"{_percent(summary['mean'], language)} [{low}, {high}]"


def _percent(value: float, language: str) -> str:
    text = f"{100 * value:.1f}" if value < 0.095 else f"{100 * value:.0f}"
    return (text.replace(".", ",") if language == "de" else text) + " %"


def _points(value: float) -> str:
    return f"{100 * value:+.1f}"
