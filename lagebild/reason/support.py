"""How foreign support rises and falls: weapons, troops, withdrawal."""

from __future__ import annotations

from lagebild.reason.parameter import draw_rate, read_parameters, within_months
from lagebild.reason.quantity import Case, Quantity, in_both
from lagebild.reason.scenario import Support
from lagebild.reason.state import read_states

STEPS = {
    "none": ("weapons_appear", "troops_appear_from_none"),
    "weapons": ("troops_appear_from_weapons", "weapons_stop"),
    "troops": ("troops_leave",),
}
LABELS = {
    "weapons_appear": in_both("sends weapons", "schickt Waffen"),
    "weapons_stop": in_both("stops sending weapons", "schickt keine Waffen mehr"),
    "troops_appear_from_none": in_both("sends troops", "schickt Truppen"),
    "troops_appear_from_weapons": in_both("sends troops", "schickt Truppen"),
    "troops_leave": in_both("has withdrawn its troops", "hat seine Truppen abgezogen"),
}


def support_quantities(case: Case) -> tuple[Quantity, ...]:
    """Return the next steps up and down the ladder for every supporter that the scenario states."""
    return tuple(_quantity(support, step) for support in case.scenario.supports for step in STEPS[support.now])


def _quantity(support: Support, step: str) -> Quantity:
    counts = read_parameters("support").values["steps"][step]
    pair = f"{counts['events']}/{counts['trials']}"
    names = {language: _name(support.supporter, language) for language in ("en", "de")}
    return Quantity(
        "support",
        f"{support.supporter}_{support.recipient}_{step}",
        {language: f"{names[language]} {LABELS[step][language]}" for language in ("en", "de")},
        "B",
        in_both(
            f"yearly rate in UCDP External Support 1975-2017, {pair}",
            f"Jahresrate in UCDP External Support 1975-2017, {pair}",
        ),
        lambda moment: within_months(
            draw_rate(moment.draws, f"support: {step}", counts["events"], counts["trials"]), moment.months
        ),
        parameters=("support",),
    )


def _name(code: str, language: str) -> str:
    return read_states()[code].name(language) if code in read_states() else code
