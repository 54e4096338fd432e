"""Teasers, consent pages and live blogs are told from articles in every language that is read."""

from __future__ import annotations

import pytest

from lagebild.collect.completeness import LackFinder

FINDER = LackFinder()
TEASER = "Die Truppen haben am Montag die Stadt verlassen, wie der Generalstab mitteilte. "
ARTICLE = TEASER * 20


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        (ARTICLE, None),
        (TEASER, None),
        (TEASER + "Jetzt abonnieren und weiterlesen.", "paywall stub"),
        (TEASER + "Bereits Abonnent? Anmelden", "paywall stub"),
        (TEASER + "Subscribe to continue reading.", "paywall stub"),
        (TEASER + "Cet article est réservé aux abonnés.", "paywall stub"),
        (TEASER + "Contenido exclusivo. ¿Ya eres suscriptor?", "paywall stub"),
        (TEASER + "Contenuto riservato agli abbonati.", "paywall stub"),
        (TEASER + "Tekst tylko dla subskrybentów.", "paywall stub"),
        (TEASER + "Материал доступен только для подписчиков.", "paywall stub"),
        (TEASER + "Exclusivo para assinantes.", "paywall stub"),
        (TEASER + "订阅后继续阅读", "paywall stub"),
        (ARTICLE + "Jetzt abonnieren.", "paywall"),
        ("Jetzt abonnieren. " + ARTICLE, None),
        (
            "Wir und unsere Partner brauchen Ihre Einwilligung, um personenbezogene Daten zu verarbeiten. Alle akzeptieren",
            "consent",
        ),
        ("We use cookies. Accept all or manage preferences. We and our partners process personal data.", "consent"),
        ("Continuer sans accepter. Nous et nos partenaires utilisons des cookies. Tout accepter", "consent"),
        ("Aceptar y continuar. Usamos cookies. Nuestros socios tratan sus datos personales.", "consent"),
        ("Die Minister berieten über Cookies und Tracking im Netz. " + ARTICLE, None),
        ("Liveblog zum Krieg\n" + "".join(f"{h:02}:15 Uhr: {TEASER}\n" for h in range(8, 20)), "live blog"),
        ("Live updates\n" + "".join(f"{h}:15 p.m. {TEASER}\n" for h in range(1, 9)), "live blog"),
        ("Liveblog der Zeitung gelobt. " + ARTICLE, None),
    ],
)
def test_what_is_lacking(text: str, lack: str | None) -> None:
    assert FINDER.find(text) == lack


def test_a_page_that_says_it_is_paid_is_a_stub_when_short() -> None:
    assert FINDER.find(TEASER, free=False) == "paywall stub"
    assert FINDER.find(ARTICLE, free=False) is None
    assert FINDER.find(TEASER, free=True) is None


def test_the_title_can_name_a_live_blog() -> None:
    entries = "".join(f"{h:02}.15 Uhr {TEASER}\n" for h in range(8, 20))
    assert FINDER.find(entries, title="Ukraine-Liveticker: Die Lage am Montag") == "live blog"
    assert FINDER.find(entries) is None
