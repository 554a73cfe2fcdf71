"""Data of one's own, from hand or file to the run, on the whole page."""

import io

import numpy as np
import pytest
from PIL import Image

from playground.ui.text import text
from tests.browser.live import FRAME, SMALL, STEP, alike

ROOF = ((0.3, 0.1), (0.5, 0.9), (0.7, 0.1))


def open_pad(visit, kind):
    visit.page.click("#tab-data")
    visit.page.click(f"[data-own={kind}]")
    visit.page.wait_for_selector(".pg-pad canvas")


def places(visit, shares):
    """Places on the drawing's canvas, given in shares of it from its lower left corner."""
    box = visit.page.locator(".pg-pad canvas").bounding_box()
    return [(box["x"] + x * box["width"], box["y"] + (1 - y) * box["height"]) for x, y in shares]


def stroke(visit, shares):
    (first, *rest), mouse = places(visit, shares), visit.page.mouse
    mouse.move(*first)
    mouse.down()
    for place in rest:
        mouse.move(*place, steps=6)
    mouse.up()


def use(visit, key):
    visit.page.click(".pg-pad-use")
    visit.until(f"location.search.includes('distribution={key}')")
    visit.settle()
    assert visit.notice() == ""
    assert visit.page.locator(".pg-pad").count() == 0


def reproduced(visit, visits, **context):
    """Whether the address of the page brings another visitor the same picture."""
    other = visits(visit.page.evaluate("location.search").lstrip("?"), **context)
    other.settle()
    return alike(visit.picture(), other.picture())


def test_a_density_is_drawn_on_the_line_by_mouse(visits):
    visit = visits(f"preset=convergence&{SMALL}")
    visit.settle()
    before = visit.picture()
    open_pad(visit, "line")
    stroke(visit, ROOF)
    use(visit, "drawn")
    assert not alike(visit.picture(), before)
    drawn = np.array(visit.settings()[1].distribution.heights)
    assert len(drawn) == 64
    assert 25 < drawn.argmax() < 38
    assert drawn[:8].max() == 0
    assert visit.page.is_checked("#data input[value=drawn]")
    assert reproduced(visit, visits)
    visit.step_once()
    assert visit.step == 1


def test_a_density_is_painted_in_the_plane_by_finger(visits):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
    visit = visits(f"preset=ring&{SMALL}", **phone)
    open_pad(visit, "plane")
    wire = visit.context.new_cdp_session(visit.page)
    first, *rest = places(visit, [(0.4, 0.4), (0.5, 0.5), (0.6, 0.5)])
    for kind, place in (("touchStart", first), *(("touchMove", place) for place in rest)):
        wire.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [dict(zip("xy", place, strict=True))]}
        )
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    visit.until("!document.querySelector('.pg-pad [data-does=clear]').disabled")
    use(visit, "drawn-2d")
    assert len(visit.settings()[1].distribution.paint) > 10
    assert reproduced(visit, visits, **phone)


def test_a_density_is_drawn_by_keyboard_and_given_up_again(visits):
    visit = visits(f"preset=convergence&{SMALL}")
    visit.page.click("#tab-data")
    visit.page.focus("[data-own=line]")
    visit.page.keyboard.press("Enter")
    for key in ("Home", *["Shift+ArrowRight"] * 2, *["Shift+ArrowUp"] * 3, "Enter"):
        visit.page.keyboard.press(key)
    visit.until("location.search.includes('distribution=drawn')")
    query = visit.page.evaluate("location.search")
    assert np.count_nonzero(visit.settings()[1].distribution.heights) >= 1
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(".pg-pad")
    visit.page.keyboard.press("Escape")
    assert visit.page.locator(".pg-pad").count() == 0
    assert visit.page.evaluate("document.activeElement.dataset.own") == "line"
    assert visit.page.evaluate("location.search") == query


# -- files -----------------------------------------------------------------------------------------

GENERATOR = np.random.default_rng(0)
SPIRAL = GENERATOR.normal(size=(400, 2)) * [1, 0.2]


def npy(array):
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=array.dtype == object)
    return buffer.getvalue()


def png(picture):
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG")
    return buffer.getvalue()


def csv(points):
    return "\n".join(",".join(f"{value:.4f}" for value in row) for row in points).encode()


DISC = np.where(np.hypot(*np.mgrid[-1:1:40j, -1:1:40j]) < 0.7, 0, 255).astype(np.uint8)
FILES = {
    "points.csv": csv(SPIRAL),
    "line.csv": csv(SPIRAL[:, :1]),
    "points.npy": npy(SPIRAL),
    "disc.png": png(DISC),
}
BROKEN = {
    "empty.csv": b"",
    "words.csv": b"a poem\nof two lines\n",
    "wide.csv": b"1,2,3\n4,5,6\n",
    "pickled.npy": npy(np.array([{}], object)),
    "torn.npy": npy(SPIRAL)[:200],
    "torn.png": png(DISC)[:60],
    "tool.exe": b"MZ\x90\x00" * 20,
    "nan.csv": b"nan\nnan\n",
}


def send(visit, name, content):
    """Sends a file and returns what the page says of it."""
    visit.page.evaluate("document.querySelector('.pg-own [role=status]').textContent = ''")
    visit.page.set_input_files(
        "#data input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    visit.until(
        f"!{['', text('upload.busy')]}.includes(document.querySelector('.pg-own [role=status]').textContent)"
    )
    return visit.page.inner_text(".pg-own [role=status]")


def test_files_become_the_data_of_the_run(visits):
    visit = visits(f"preset=ring&{SMALL}")
    visit.page.click("#tab-data")
    for name, content in FILES.items():
        visit.step_once()
        visit.settle()
        before = visit.picture()
        said = send(visit, name, content)
        assert visit.page.get_attribute(".pg-own [role=status]", "data-alert") == "false", name
        assert len(said.split()) > 2, name
        visit.until(f"{STEP} === 0 && location.search.includes('uploaded=1')")
        visit.until("document.querySelector('.pg-own').dataset.chosen === 'true'")
        visit.settle()
        assert not alike(visit.picture(), before), name
    drawn = visit.stats()["framesDrawn"]
    visit.page.click("#play")
    visit.until(f"{FRAME} > {drawn + 3} && {STEP} > 0")
    assert visit.notice() == ""


@pytest.mark.thorough
def test_a_link_to_an_uploaded_file_says_what_it_lacks(visits):
    visit = visits(f"preset=ring&{SMALL}")
    visit.page.click("#tab-data")
    send(visit, "points.csv", FILES["points.csv"])
    visit.until("location.search.includes('uploaded=1')")
    other = visits(visit.page.evaluate("window.playground.link()").partition("?")[2])
    assert "uploaded" in other.notice()


def test_broken_files_are_answered_with_a_sentence_and_change_nothing(visits):
    visit = visits(f"preset=ring&{SMALL}")
    visit.page.click("#tab-data")
    visit.play_to(3)
    picture, query = visit.picture(), visit.page.evaluate("location.search")
    for name, content in BROKEN.items():
        said = send(visit, name, content)
        assert visit.page.get_attribute(".pg-own [role=status]", "data-alert") == "true", name
        assert len(said.split()) > 4, (name, said)
        assert said.endswith("."), (name, said)
        assert "Error" not in said, (name, said)
        assert visit.step == 3
    visit.settle()
    assert alike(visit.picture(), picture)
    assert visit.page.evaluate("location.search") == query
    # Chromium itself reports every answer of this kind.
    visit.complaints[:] = [said for said in visit.complaints if "400" not in said]
    visit.play_to(5)
