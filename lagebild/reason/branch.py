"""The options of a scenario file: what follows from what, and how likely each is called."""

from __future__ import annotations

from lagebild.reason import scenario as record
from lagebild.reason.section import Section, refuse_doubles


def read_options(top: Section, theatres: tuple[str, ...]) -> tuple[record.Option, ...]:
    """Return the options of the file, refusing circles, unknown targets and likelihoods that add up to more than 1."""
    sections = top.tables("option")
    if not sections:
        top.fail("no [[option]] is given; add one for each way the decision may go")
    options = tuple(_option(section, theatres) for section in sections)
    names = [option.id for option in options]
    refuse_doubles(top, "option", names)
    for section, option in zip(sections, options, strict=True):
        for key, targets in (("follows", option.follows), ("breaks_into", (option.breaks_into,))):
            for target in targets:
                if target is not None and target not in names:
                    section.fail(f"{key} names '{target}', which is no option; options are {', '.join(names)}", key)
    _refuse_cycles(sections, options)
    _refuse_overfull(sections, options)
    return options


def _option(section: Section, theatres: tuple[str, ...]) -> record.Option:
    section.only(("id", "label", "theatre", "rank", "likelihood", "follows", "breaks_into", "limit_kept", "shift"))
    name = section.identifier()
    likelihood = section.probabilities("likelihood", 2, "[0.55, 0.8]")
    kept = section.probabilities("limit_kept", 3, "[0.2, 0.3, 0.45]")
    if kept is not None and "breaks_into" not in section.values:
        section.fail("limit_kept needs breaks_into: the option that holds if the limit is not kept", "limit_kept")
    return record.Option(
        id=name,
        label=section.text("label", default=name),
        theatre=section.known("theatre", theatres),
        rank=section.one_of("rank", record.RANKS) if "rank" in section.values else None,
        likelihood=(likelihood[0], likelihood[1]) if likelihood else None,
        follows=section.texts("follows"),
        breaks_into=section.text("breaks_into") if "breaks_into" in section.values else None,
        limit_kept=(kept[0], kept[1], kept[2]) if kept else None,
        shifts=_shifts(section),
    )


def _shifts(section: Section) -> dict[str, record.Quantiles]:
    shift = section.table("shift")
    if shift is None:
        return {}
    shift.only(record.SHIFTS)
    found = {}
    for key in shift.values:
        values = shift.numbers(key, 3, "[-0.5, 0.0, 0.5]")
        if values is not None:
            found[key] = (values[0], values[1], values[2])
    return found


def _refuse_cycles(sections: tuple[Section, ...], options: tuple[record.Option, ...]) -> None:
    # `follows` points back and `breaks_into` points on: turn the first round so that every arrow points on.
    onward: dict[str, set[str]] = {option.id: set() for option in options}
    for option in options:
        if option.breaks_into:
            onward[option.id].add(option.breaks_into)
        for earlier in option.follows:
            onward[earlier].add(option.id)
    for section, option in zip(sections, options, strict=True):
        trail = _find_cycle(option.id, onward)
        if trail:
            key = "follows" if option.follows else "breaks_into"
            section.fail(f"conditions run in a circle: {' → '.join(trail)}; take one of them out", key)


def _find_cycle(start: str, onward: dict[str, set[str]]) -> list[str]:
    stack = [(start, [start])]
    while stack:
        here, trail = stack.pop()
        for target in sorted(onward[here]):
            if target == start:
                return [*trail, target]
            if target not in trail:
                stack.append((target, [*trail, target]))
    return []


def _refuse_overfull(sections: tuple[Section, ...], options: tuple[record.Option, ...]) -> None:
    branches = {option.breaks_into for option in options} | {o.id for o in options if o.follows}
    low = sum(option.likelihood[0] for option in options if option.likelihood and option.id not in branches)
    if low > 1 + 1e-9:
        sections[-1].fail(
            f"the options' lowest likelihoods add up to {low:.2f}, more than 1; lower one of them", "likelihood"
        )
