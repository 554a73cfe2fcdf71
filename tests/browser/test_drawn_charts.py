"""The charts beside the stage, drawn by the real Plotly in a real Chromium."""

import pytest

from tests.browser import modules

address, page = modules.address, modules.page

# -- the charts ------------------------------------------------------------------------------------

CHARTS = """() => {
    window.record = new Record();
    window.charts = new Charts(document.getElementById("charts"), { texts, base: "kept" });
    fill(charts, record, 800, { playing: false });
}"""
DRAWN = "document.querySelectorAll('#charts .js-line').length === 3"


@pytest.fixture
def charted(page):
    page.evaluate(CHARTS)
    page.wait_for_function(DRAWN, timeout=30_000)
    return page


def texts_of(page, which):
    return page.evaluate(
        f"[...document.querySelectorAll('#charts .pg-chart')[{which}].querySelectorAll('.annotation-text')]"
        ".map((node) => node.textContent)"
    )


def levels_of(page, which):
    return page.evaluate(
        f"charts.plots[{which}].plot.layout.shapes.filter(({{ yref }}) => yref === 'y').map(({{ y0 }}) => y0)"
    )


def test_charts_show_curves_levels_and_marks(charted):
    assert levels_of(charted, 0) == [1.3863, 0.6931]
    assert levels_of(charted, 1) == [8]
    assert sorted(texts_of(charted, 0)) == ["D", "D in theory: 1.39", "G", "G in theory: 0.693", "a", "b"]
    assert "perfect G: 8" in texts_of(charted, 1)
    dashes = charted.evaluate(
        "[...document.querySelectorAll('#charts .js-line')].map((line) => line.style.strokeDasharray !== '')"
    )
    assert dashes[:2] == [True, False], "D dashed, G solid"
    labels = charted.evaluate(
        "[...document.querySelectorAll('#charts [role=img]')].map((plot) => plot.ariaLabel)"
    )
    assert labels[0] == "Losses against steps; at step 800: loss of D 1.119, loss of G 1.013."
    assert labels[1] == "modes against steps; at step 800: modes 8.000."


def test_the_metric_is_the_visitors_choice(charted):
    options = charted.evaluate(
        "[...document.querySelector('#charts select').options].map(({ value }) => value)"
    )
    assert options == ["modes", "jsd", "d_fake"]
    charted.select_option("#charts select", "jsd")
    assert levels_of(charted, 1) == [0.012, 0]
    assert "perfect G: 0.012 · theory: 0" in texts_of(charted, 1)
    charted.evaluate("fill(charts, record, 900, { playing: false, facts: { modes: 1 } })")
    assert charted.input_value("#charts select") == "jsd"
    assert "modes" not in charted.evaluate("charts.menu.textContent")
    charted.select_option("#charts select", "d_fake")
    assert levels_of(charted, 1) == []


def test_the_players_own_estimate_is_drawn_with_what_it_is_of(charted):
    drawn = "document.querySelectorAll('#charts .pg-chart:nth-child(2) .js-line').length"
    said = "document.querySelector('#charts .pg-chart-companion').textContent"
    charted.evaluate("""() => {
        for (let step = 0; step <= 900; step += 10) {
            const { metrics } = header(step);
            window.told = header(step, { playing: false, estimates: { jsd: "jsd_estimate" },
                metrics: { ...metrics, jsd_estimate: metrics.jsd - 0.1 } });
            record.note(told);
        }
        charts.update(record, told);
    }""")
    assert (charted.evaluate(drawn), charted.evaluate(said)) == (1, ""), "modes have no estimate"
    assert "jsd_estimate" not in charted.evaluate("[...charts.menu.options].map(({ value }) => value)")
    charted.select_option("#charts select", "jsd")
    assert (charted.evaluate(drawn), charted.evaluate(said)) == (2, "D: its estimate")
    assert "D" in texts_of(charted, 1)
    truth, estimate = charted.evaluate(
        "charts.plots[1].figure.traces.map(({ line, y }) => ({ ...line, y: y.at(-1) }))"
    )
    assert (truth["dash"], estimate["dash"]) == ("solid", "5px,3px")
    assert estimate["color"] == charted.evaluate("charts.colours.discriminator")
    assert truth["y"] - estimate["y"] == pytest.approx(0.1)
    label = charted.evaluate("charts.plots[1].plot.ariaLabel")
    assert label == "JSD against steps; at step 900: JSD 0.160, JSD by D 0.060."
    # Under another loss there is no such number any more: what was measured stays, its name goes.
    charted.evaluate("fill(charts, record, 1000, { playing: false })")
    assert (charted.evaluate(drawn), charted.evaluate(said)) == (2, "")
    assert "D" not in texts_of(charted, 1)


def test_an_outlier_leaves_the_chart_and_the_newest_value_never_does(charted):
    top = "charts.plots[0].plot.layout.yaxis.range[1]"
    charted.evaluate("""fill(charts, record, 900, { playing: false, measured: 600,
        metrics: { ...header(600).metrics, loss_g: 1e6 } })""")
    assert charted.evaluate(top) < 10
    charted.evaluate("""fill(charts, record, 1000, { playing: false,
        metrics: { ...header(1000).metrics, loss_g: 1e3 } })""")
    assert charted.evaluate(top) >= 1000


def test_exact_values_on_hover(charted):
    box = charted.locator("#charts .pg-chart-plot").first.bounding_box()
    charted.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
    charted.wait_for_selector("#charts .hoverlayer .legend", timeout=5000)
    said = charted.evaluate("document.querySelector('#charts .hoverlayer').textContent")
    assert "step " in said
    step = int("".join(c for c in said.partition("step ")[2].partition("loss")[0] if c.isdigit()))
    assert f"loss of D {1.386 - step / 3000:.5g}" in said.replace("−", "-")


def test_playing_charts_are_redrawn_at_most_twice_a_second(charted):
    counts = charted.evaluate("""async () => {
        let drawings = 0;
        const react = charts.plotly.react;
        charts.plotly = { react: (...all) => { drawings += 1; return react(...all); } };
        const began = performance.now();
        for (let step = 810; performance.now() - began < 2100; step += 10) {
            fill(charts, record, step, { playing: true });
            await new Promise((resolve) => setTimeout(resolve, 20));
        }
        const playing = drawings;
        fill(charts, record, 9000, { playing: false });
        const paused = drawings - playing;
        fill(charts, record, 9000, { playing: false });   // nothing new
        return [playing, paused, drawings - playing - paused];
    }""")
    playing, paused, idle = counts
    # Where drawing takes long, it comes less often.
    assert 2 <= playing <= 10, "two charts, twice a second"
    assert (paused, idle) == (2, 0)


def test_nothing_is_loaded_or_drawn_out_of_sight(page):
    page.evaluate("document.getElementById('charts').style.display = 'none'")
    page.evaluate(CHARTS)
    page.wait_for_timeout(600)
    assert page.evaluate("[document.querySelectorAll('script[src]').length, typeof window.Plotly]") == [
        0,
        "undefined",
    ]
    page.evaluate("document.getElementById('charts').style.display = ''")
    page.wait_for_function(DRAWN, timeout=30_000)


def test_charts_follow_theme_width_and_words(charted):
    colour = "getComputedStyle(document.querySelector('#charts .js-line')).stroke"
    light = charted.evaluate(colour)
    charted.evaluate("document.body.classList.add('dark')")
    charted.wait_for_function(f"{colour} !== '{light}'")
    charted.evaluate("document.getElementById('charts').parentElement.style.width = '280px'")
    charted.wait_for_function("document.querySelector('#charts .main-svg').clientWidth === 280")
    charted.evaluate("charts.setTexts({ ...texts, 'charts.losses': 'Verluste' })")
    assert charted.text_content("#charts figcaption") == "Verluste"
    assert charted.evaluate("charts.plots[0].plot.ariaLabel").startswith("Verluste")


def test_a_rewound_run_shows_where_it_is(charted):
    assert charted.evaluate("charts.plots.map(({ now }) => now.hidden)") == [True, True]
    charted.evaluate("charts.update(record, header(400, { playing: false }))")
    assert charted.evaluate("charts.plots.map(({ now }) => now.hidden)") == [False, False]
    line, frame = (
        charted.locator(f"#charts .pg-chart-{part}").first.bounding_box() for part in ("now", "frame")
    )
    assert 0.4 < (line["x"] - frame["x"]) / frame["width"] < 0.65


def test_two_charts_are_drawn_within_a_blink(charted):
    """Generous: what is measured on a quiet machine is a quarter of it."""
    took = charted.evaluate("""() => {
        for (let step = 0; step < 20000; step += 10) {
            const losses = { loss_d: Math.sin(step), loss_g: Math.cos(step) };
            record.note(header(step, { metrics: { ...header(step).metrics, ...losses } }));
        }
        const times = [];
        for (let i = 0; i < 9; i++) {
            const began = performance.now();
            charts.redraw();
            document.body.getBoundingClientRect();
            times.push(performance.now() - began);
        }
        return times.sort((a, b) => a - b)[4];
    }""")
    print(f"both charts: {took:.0f} ms")
    assert took < 240
