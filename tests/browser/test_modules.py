"""The record of a run's numbers, G's loss at the fakes, the balance and the address, each by itself."""

import csv
import io
import math
from itertools import pairwise

import pytest

from tests.browser import modules

address, page = modules.address, modules.page

# -- the record ------------------------------------------------------------------------------------


def test_the_record_keeps_one_row_for_each_measured_step(page):
    found = page.evaluate("""() => {
        const record = new Record(), seen = [];
        const note = (measured, metrics, more) =>
            seen.push(record.note({ line: 1, since: -1, step: 100, measured, metrics, ...more }));
        note(0, { a: 1 }); note(50, { a: 2 }); note(50, { a: 2 });   // nothing new the second time
        note(20, { a: 3 }); note(50, { a: 4, b: 5 });                // out of order; measured again
        note(undefined, undefined); note(null, { a: 9 }); note(500, { a: 9 });
        return [seen, record.rows.map(({ step, metrics }) => [step, metrics.a]), record.measured()];
    }""")
    assert found == [
        [True, True, False, True, True, False, False, False],
        [[0, 1], [20, 3], [50, 4]],
        ["a", "b"],
    ]


def test_numbers_carried_along_from_earlier_steps_are_not_taken_again(page):
    found = page.evaluate("""() => {
        const record = new Record(), note = (measured, metrics, fresh) =>
            record.note({ line: 1, step: measured, measured, metrics, fresh });
        note(0, { fast: 1, slow: 5 }, ["fast", "slow"]);
        note(10, { fast: 2, slow: 5 }, ["fast"]);
        note(20, { fast: 3, slow: 5 }, ["fast"]);
        note(20, { fast: 3, slow: 6 }, ["slow"]);   // later, at the same step
        return [record.csv(), [...record.series(["slow"]).steps], record.newest("slow")];
    }""")
    assert found == ["step,fast,slow\n0,1,5\n10,2,\n20,3,6\n", [0, 20], 6]


def test_a_new_line_of_history_drops_what_lies_beyond_its_start(page):
    steps = page.evaluate("""() => {
        const record = new Record(), seen = [];
        const keep = () => seen.push(record.rows.map(({ step }) => step));
        const metrics = { a: 1 };
        for (const step of [0, 10, 20, 30]) record.note({ line: 3, step, measured: step, metrics });
        record.note({ line: 3, since: -1, step: 10, measured: 30, metrics }); keep();  // rewound
        record.note({ line: 4, since: 20, step: 20, measured: 30, metrics }); keep();  // and changed
        record.note({ line: 5, since: -1, step: 0, measured: 30, metrics }); keep();  // anew
        return seen;
    }""")
    assert steps == [[0, 10, 20, 30], [0, 10, 20], []]


def test_a_long_run_is_thinned_from_its_far_end(page):
    steps = page.evaluate("""() => {
        const record = new Record();
        for (let step = 0; step < 9000; step++) {
            record.note({ line: 1, step, measured: step, metrics: { a: step } });
        }
        return record.rows.map(({ step }) => step);
    }""")
    assert 1000 < len(steps) <= 2000
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1]) == (0, 8999)
    assert steps[-500:] == list(range(8500, 9000)), "the newest are all there"


def test_the_table_can_be_read_back_exactly(page):
    text = page.evaluate("""() => {
        const record = new Record();
        record.note({ line: 1, step: 0, measured: 0, metrics: { loss: 0.1, jsd: 1e-17 } });
        record.note({ line: 1, step: 7, measured: 7, metrics: { loss: "inf", kl: null } });
        record.note({ line: 1, step: 9, measured: 9, metrics: { loss: "-inf", kl: 1 / 3 } });
        return record.csv();
    }""")
    head, first, second, third = csv.reader(io.StringIO(text))
    assert head == ["step", "loss", "jsd", "kl"]
    assert first == ["0", "0.1", "1e-17", ""]
    assert second == ["7", "inf", "", "nan"]
    assert [float(third[1]), float(third[3])] == [-math.inf, 1 / 3]


def test_thinned_series_keep_the_peaks(page):
    found = page.evaluate("""() => {
        const record = new Record();
        for (let step = 0; step < 1900; step++) {
            const a = step === 777 ? 50 : Math.sin(step), b = step === 1234 ? -50 : step === 5 ? null : 0;
            const metrics = { a, b };
            record.note({ line: 1, step, measured: step, metrics });
        }
        const { steps, values } = record.series(["a", "b"], 300);
        const all = record.series(["a"]);
        return [steps.length, [...steps], Math.max(...values.a), Math.min(...values.b.filter((v) => v === v)),
                values.a.length, all.steps.length];
    }""")
    count, steps, high, low, length, everything = found
    assert count == length <= 300
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1], high, low, everything) == (0, 1899, 50, -50, 1900)


# -- G's loss at the fakes, and who is ahead -------------------------------------------------------

STARVE = """([loss, verdicts, more]) => {
    window.starving ??= new Starve(document.getElementById("starve"), texts);
    const colours = readColours(document.getElementById("starve"));
    starving.draw({ playing: false, facts: { generator_loss: loss, ...more } },
                { verdicts: { values: Float32Array.from(verdicts) } }, colours);
    return document.querySelector(".pg-starve-caption").textContent;
}"""


def test_starving_is_said_when_the_numbers_say_so(page):
    def said(loss, verdicts, **facts):
        return page.evaluate(STARVE, [loss, verdicts, facts])

    assert said("saturating", [0.001, 0.01]) == (
        "The fakes sit where log(1 − D) is flat: G gets a slope of 0.01, of 1 at most."
    )
    assert said("saturating", [0.4, 0.5]) == "log(1 − D) gives G a slope of 0.45 on average, of 1 at most."
    assert "steep: G gets a slope of 0.99" in said("non-saturating", [0.001, 0.01])
    assert "flat: G gets a slope of 0.01" in said("non-saturating", [0.999, 0.99])
    assert said("non-saturating", [0.25]) == "−log D gives G a slope of 0.75 on average, of 1 at most."
    assert said("score", [-3, 4]).endswith("the same slope, −1.00.")
    parabola = [[s / 4, (s / 4 - 1) ** 2] for s in range(-12, 13)]
    assert "changes by −2.25" in said("score", [-0.125, -0.125 + 1e-3], loss_curve=parabola)
    assert said("score", [2, 2], loss_curve=[[2, 1], [2, 1]]) == said("score", []) == ""
    assert said("saturating", [math.nan]) == ""
    assert page.evaluate("document.getElementById('starve').ariaLabel").startswith("G's loss")


def test_sure_verdicts_of_any_size_are_drawn(page):
    for loss in ("saturating", "non-saturating"):
        assert page.evaluate(STARVE, [loss, [0, 1e-30, 1, 0.5], {}])
        # It is drawn once it is known to be in view, and how large.
        page.wait_for_function("starving.seen && starving.width > 0")
        dots = page.evaluate("""() => {
            const { width, height } = starving.canvas;
            const { data } = starving.canvas.getContext("2d").getImageData(0, 0, width, height);
            const purple = [];   // the tangent is drawn in the colour of pushes
            for (let i = 0; i < data.length; i += 4) {
                const [red, green, blue, alpha] = data.slice(i, i + 4);
                if (alpha > 150 && red > green + 60 && blue > green + 40) purple.push(i / 4);
            }
            return [purple.length, Math.min(...purple.map((i) => i % width)), width];
        }""")
        count, left, width = dots
        assert count > 30
        assert 0 < left < width


@pytest.mark.parametrize(
    ("value", "ahead", "now"),
    [
        (0.5, "even", "0.50"),
        (0.51, "even", "0.51"),
        (0.9, "d", "0.90"),
        (0.2, "g", "0.20"),
        (None, "", None),
        ("inf", "", None),
    ],
)
def test_the_balance_is_a_meter(page, value, ahead, now):
    found = page.evaluate(
        """(value) => {
        const element = document.getElementById("balance");
        new Balance(element, texts).show(value);
        const meter = element.querySelector("[role=meter]");
        const [now, text] = ["now", "text"].map((name) => meter.getAttribute(`aria-value${name}`));
        return [element.dataset.ahead, now, text, meter.ariaLabel, element.querySelector("b").hidden];
    }""",
        value,
    )
    assert found[:2] == [ahead, now]
    assert found[3:] == ["Who is ahead", now is None]
    assert bool(found[2])


# -- the address bar -------------------------------------------------------------------------------


def test_the_address_bar_keeps_below_what_browsers_allow_and_shows_the_last(page):
    """Safari throws from the hundredth address in 30 s on; a slider dragged for 30 s makes 750."""
    shown, within = page.evaluate("""() => {
        const shown = [];
        let clock = 0, timer = null;
        const bar = new AddressBar((query) => shown.push([query, clock]), () => clock);
        const plain = window.setTimeout;
        window.setTimeout = (work, wait) => (timer = { work, at: clock + wait });
        for (let i = 0; i < 750; i++, clock = i * 40) {
            if (timer && timer.at <= clock) { const { work } = timer; timer = null; work(); }
            bar.write(`?${i}`);
        }
        if (timer) { clock = timer.at; timer.work(); }
        window.setTimeout = plain;
        bar.write("?" + "x".repeat(LONGEST));
        return [shown, shown.length];
    }""")
    assert [query for query, _ in shown[:30]] == [f"?{i}" for i in range(30)]
    assert shown[-1][0] == "?749"
    assert 60 <= within < 100
    assert all(later[1] - earlier[1] <= 540 for earlier, later in pairwise(shown))
