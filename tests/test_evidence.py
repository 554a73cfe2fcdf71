"""Claims, their statistics, and the runs behind them."""

import math

import pytest

from playground import Settings, Trainer
from playground.evidence import compare, evidence, judge
from playground.knobs import SettingError
from playground.metrics import Metric
from playground.presets import Bound, Claim, Preset
from playground.presets.measured import FOLDER, evidence_of, measured_claims
from playground.training.run import NetworkFamily
from tests.runs import SMALL

KEPT = sorted(file for file in FOLDER.glob("*.json") if file.stem != "remedies")
"""The evidence of the presets; what is kept of the remedies is looked at in its own tests."""


def test_a_bound_reads_and_judges():
    bound = Bound.read("jsd <= 0.01")
    assert bound == Bound("jsd", "<=", 0.01)
    assert bound.holds({"jsd": 0.01})
    assert not bound.holds({"jsd": 0.011})
    assert not bound.holds({"jsd": math.nan})
    assert not bound.holds({})
    with pytest.raises(SettingError, match="compares by"):
        Bound.read("jsd = 3")


@pytest.mark.parametrize(
    ("when", "records", "met"),
    [
        ("end", [{"a": 0, "b": 9}, {"a": 1, "b": 2}], True),
        ("end", [{"a": 1, "b": 2}, {"a": 0, "b": 2}], False),
        ("start", [{"a": 1, "b": 2}, {"a": 0, "b": 2}], True),
        ("ever", [{"a": 0, "b": 2}, {"a": 1, "b": 2}, {"a": 0, "b": 0}], True),
        # Both bounds must be met at once.
        ("ever", [{"a": 1, "b": 0}, {"a": 0, "b": 2}], False),
        # Changes are counted, not values, and what is undefined is no change.
        ("turns", [{"a": 7, "b": 7}, {"a": 0, "b": 0}, {"a": 0, "b": 7}], True),
        ("turns", [{"a": 7, "b": 7}, {"a": 7, "b": 0}, {"a": 7, "b": 7}], False),
        ("turns", [{"a": 7, "b": 7}, {"a": 0, "b": math.nan}, {"a": 0, "b": 7}], False),
    ],
)
def test_when_a_claim_is_met(when, records, met):
    assert Claim("", "a >= 1 and b >= 2", when).met(records) == met


def test_a_claim_may_name_its_step():
    records = [{"a": 0}, {"a": 1, "step": 20}, {"a": 2, "step": 30}, {"a": 3}]
    assert [Claim("", "a == 1", at=step).met(records) for step in (20, 30, 40)] == [True, False, False]


def test_a_claim_holds_unless_the_binomial_test_rejects_it():
    claim = Claim("", "a >= 1", wanted=0.95)

    def judged(met, n):
        return judge(claim, [[{"a": 1 if i < met else 0}] for i in range(n)])

    assert judged(32, 32)["share"] == 1
    # P(X <= 28 | 32, .95) = .074; P(X <= 26) = .004, below 1 %.
    assert judged(28, 32)["holds"]
    assert not judged(26, 32)["holds"]


@pytest.mark.parametrize("preset", Preset.entries.values(), ids=lambda preset: preset.key)
def test_presets_are_whole(preset):
    settings = Settings.from_query(preset.settings)
    assert preset.steps > 0
    if preset.speed is not None:
        by_network = isinstance(settings.family, NetworkFamily)
        assert preset.speed >= 40 or not by_network, "below that, single steps of little weight show"
        assert 15 <= preset.steps / preset.speed <= 30, "seconds of a story that is watched to its end"
    for claim in preset.claims:
        assert claim.metrics() <= Metric.entries.keys()
        assert claim.when in ("start", "end", "ever", "turns")
        assert 0 < claim.wanted <= 1
        assert claim.text
    assert settings.preset == ""


def test_the_story_tells_every_preset_once():
    told = [preset.key for chapter in Preset.story().values() for preset in chapter]
    assert sorted(told) == sorted(Preset.entries)
    assert told[0] == "convergence"
    assert told.index("mode-collapse") + 1 == told.index("wasserstein")
    assert told[-2:] == ["ring-best", "grid-best"]


def test_evidence_counts_over_seeds_and_equals_single_runs():
    settings = Settings.from_query(SMALL + "distribution=gaussian&noise.dim=1")
    claims = (Claim("begins", "jsd >= 0", "start"), Claim("never", "jsd < 0", "ever"))
    block = evidence(settings, range(3, 6), 40, claims=claims, every=20)
    assert block["seeds"] == [3, 4, 5]
    assert [claim["share"] for claim in block["claims"]] == [1, 0]
    alone = evidence(settings, [4], 40)
    assert block["metrics"]["w1"]["values"][1] == pytest.approx(alone["metrics"]["w1"]["values"][0], rel=1e-3)
    spread = block["metrics"]["w1"]
    assert spread["min"] <= spread["median"] <= spread["max"]
    assert spread["floor"] is None
    assert block["metrics"]["high_quality"]["floor"] == pytest.approx(0.997, abs=0.003)


def test_turns_are_counted_at_every_look():
    settings = Settings.from_query(SMALL + "distribution=gaussian&noise.dim=1")
    # Looks at steps 0, 20, 40 and 50: an untrained G moves all the time.
    block = evidence(settings, [0], 50, claims=[Claim("moves", "w1 == 3", "turns")], every=20)
    assert block["claims"][0]["share"] == 1


def test_a_step_that_a_claim_names_is_looked_at():
    settings = Settings.from_query(SMALL + "distribution=gaussian&noise.dim=1")
    trainer = Trainer(settings)
    trainer.step(7)
    w1 = trainer.measure(["w1"])["w1"]
    claim = Claim("", f"w1 >= {w1 - 1e-6} and w1 <= {w1 + 1e-6}", at=7)
    shares = [evidence(settings, [0], steps, claims=[claim])["claims"][0]["share"] for steps in (12, 5)]
    assert shares == [1, 0]


def test_what_presets_claim_has_been_measured():
    assert {file.stem for file in KEPT} == set(Preset.entries)


@pytest.mark.parametrize("file", KEPT, ids=lambda file: file.stem)
def test_kept_evidence_is_about_the_presets_as_they_are(file):
    """A preset whose settings or claims change needs new evidence: run its command again."""
    preset = Preset.entries[file.stem]
    for block in evidence_of(file.stem):
        settings = Settings.from_query(f"preset={file.stem}&{block['versus']}")
        assert block["in_full"] == settings.of_any_seed()
        assert block["steps"] == preset.steps
        assert block["command"].startswith(f"python -m playground evidence --preset {file.stem} --seeds")
        for claim in block["claims"]:
            assert claim["holds"], claim["text"]
            assert (claim["text"], claim["bounds"]) in {(made.text, made.bounds) for made in preset.claims}
    assert len(measured_claims(file.stem)) == len(preset.claims)


def test_what_the_page_quotes_is_what_was_measured():
    for text, met, n in measured_claims("ring-best"):
        (claim,) = [claim for claim in evidence_of("ring-best")[0]["claims"] if claim["text"] == text]
        assert met / n == claim["share"]


def test_compare_adds_a_block_for_each_variant():
    blocks = compare(Preset.entries["ring"], range(2), ["objective=wasserstein&k=2", "k=3"], steps=10)
    assert [block["versus"] for block in blocks] == ["", "objective=wasserstein&k=2", "k=3"]
    assert "wasserstein" in blocks[1]["settings"]
