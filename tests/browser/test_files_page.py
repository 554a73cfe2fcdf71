"""Files out of the page, and a saved run back in."""

from tests.browser.live import SMALL, STEP, same_run


def saved(visit, kind, folder):
    """What the menu hands the browser as a file."""
    visit.page.click("#export summary")
    with visit.page.expect_download() as waiting:
        visit.page.click(f"[data-export={kind}]")
    place = folder / waiting.value.suggested_filename
    waiting.value.save_as(place)
    assert not visit.page.evaluate("document.querySelector('#export').open")
    assert visit.notice() == ""
    return place


def test_pictures_and_numbers_are_saved_as_files(visit, tmp_path):
    visit.play_to(60)
    png = saved(visit, "png", tmp_path)
    assert png.name == "gan-ring-seed3-step60.png"
    assert png.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert png.stat().st_size > 10_000
    svg = saved(visit, "svg", tmp_path)
    assert svg.name == "gan-ring-seed3-step60.svg"
    assert "<svg" in svg.read_text(encoding="utf-8")[:2000]
    header, *rows = saved(visit, "csv", tmp_path).read_text(encoding="utf-8").splitlines()
    assert header.split(",")[0] == "step"
    assert {"jsd", "loss_d", "loss_g"} <= set(header.split(","))
    assert rows
    assert all(len(row.split(",")) == len(header.split(",")) for row in rows)


def test_a_saved_run_goes_on_where_it_was(visits, tmp_path):
    visit = visits(f"preset=ring&{SMALL}&seed=6")
    visit.play_to(40)
    visit.page.click("#objective label:has-text('Wasserstein')")
    visit.until("location.search.includes('wasserstein')")
    visit.play_to(70)
    run = saved(visit, "run", tmp_path)
    other = visits("preset=convergence")
    other.page.set_input_files("#export input[type=file]", run)
    other.until(f"{STEP} === 70")
    other.until("document.querySelector('#objective input[value=wasserstein]').checked")
    other.settle()
    same_run(visit, other)
    for each in (visit, other):
        each.play_to(90)
    same_run(visit, other)


def test_a_file_that_is_no_run_is_answered_with_a_sentence(visit):
    visit.step_once()
    visit.settle()
    picture = visit.picture()
    visit.page.set_input_files(
        "#export input[type=file]",
        {"name": "x.safetensors", "mimeType": "application/octet-stream", "buffer": b"no run at all"},
    )
    visit.until("!document.querySelector('.pg-notice').hidden")
    assert len(visit.notice().split()) > 3
    assert visit.step == 1
    assert visit.picture() == picture
    # Chromium itself reports every answer of this kind.
    visit.complaints[:] = [said for said in visit.complaints if "400" not in said]
