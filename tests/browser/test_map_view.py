"""The map of the families, on the page: drawn, in both languages, by keyboard, and a way into each family."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from playground.families import Family
from tests.browser.live import QUERY
from tests.browser.test_accessibility import DESKTOP, GRAVE, PHONE
from tests.browser.test_screens import check

DRAWN = "[...document.querySelectorAll('.pg-map-flow:has(.pg-line)')]"
LABEL = "document.querySelector('[data-family=gan] figure').ariaLabel"


def show_map(visit):
    visit.page.click("[data-view-name=map]")
    visit.until(f"{DRAWN}.length === {len(Family.entries)}")


@pytest.mark.parametrize(
    ("screen", "scheme"), [(PHONE, "dark"), pytest.param(DESKTOP, "light", marks=pytest.mark.thorough)]
)
def test_the_map_fits_the_screen_and_axe_finds_nothing_grave(visits, screen, scheme):
    visit = visits(QUERY, color_scheme=scheme, **screen)
    show_map(visit)
    check(visit.page, tuple(screen["viewport"].values()))
    found = Axe().run(visit.page, options={"resultTypes": ["violations"]}).response["violations"]
    told = [
        (rule["id"], node["html"][:120])
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]
    assert told == []


def test_a_preset_is_opened_by_keyboard_and_the_diagrams_speak_korean(visit):
    page = visit.page
    show_map(visit)
    assert "Noise → Generator" in page.evaluate(LABEL)
    page.select_option("#language", "ko")
    visit.until(f"{LABEL}.includes('잡음 → 생성자')")
    visit.until("document.querySelector('[data-family=gan] .pg-title').textContent === '잡음'")
    page.focus("[data-family=gmm] button")
    page.keyboard.press("Enter")
    visit.until("window.newest.picture === 'mixture' && location.search.includes('gmm-ring')")
    assert page.is_visible("#stage")
    assert page.evaluate("document.activeElement.id") == "play"
