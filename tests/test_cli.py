"""The command line, as a user calls it."""

import json
import math
import subprocess
import sys

import pytest

from playground.cli import main, to_json


def run(capsys, *arguments):
    status = main(list(arguments))
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_list_names_every_catalogue(capsys):
    status, out, _ = run(capsys, "list", "--json")
    listed = json.loads(out)
    assert status == 0
    assert "convergence" in listed["preset"]
    assert "wasserstein" in listed["objective"]
    assert "ring" in run(capsys, "list")[1]


def test_train_prints_what_it_promises(capsys):
    status, out, _ = run(
        capsys, "train", "--preset", "convergence", "--seed", "7", "--steps", "60",
        "--set", "generator.width=8", "--set", "discriminator.width=8", "--json",
    )  # fmt: skip
    result = json.loads(out)
    assert status == 0
    assert (result["preset"], result["seed"], result["steps"]) == ("convergence", 7, 60)
    assert result["seconds"] > 0
    assert {"jsd", "kl", "reverse_kl", "tv", "w1", "d_star_gap", "d_half_gap", "value"} <= result[
        "metrics"
    ].keys()


def test_train_in_the_plane_has_the_names_to_keep(capsys):
    _, out, _ = run(capsys, "train", "--preset", "ring", "--seconds", "0.3", "--json")
    names = {"modes", "modes_published", "high_quality", "width_ratio", "mode_kl", "sliced_w1", "w1", "jsd"}
    assert names <= json.loads(out)["metrics"].keys()


def test_a_variant_trains_after_a_run_and_as_long(capsys):
    arguments = ["train", "--preset", "ring", "--seed", "3", "--versus", "objective=hinge", "--json"]
    for length in (["--steps", "4"], ["--seconds", "0.1"]):
        own, other = json.loads(run(capsys, *arguments, *length)[1])
        assert [own["versus"], other["versus"]] == ["", "objective=hinge"]
        assert {"modes", "w1"} <= own["metrics"].keys() & other["metrics"].keys()
    assert min(own["seconds"], other["seconds"]) >= 0.1


def test_evidence_and_its_variants(capsys):
    arguments = ["evidence", "--preset", "ring", "--seeds", "4:6", "--steps", "5", "--json"]
    assert json.loads(run(capsys, *arguments)[1])["seeds"] == [4, 5]
    both = json.loads(run(capsys, *arguments, "--versus", "objective=hinge")[1])
    assert [block["versus"] for block in both] == ["", "objective=hinge"]


def test_track_follows_one_run_or_many(capsys):
    arguments = ["track", "--preset", "wasserstein", "--steps", "4", "--every", "2", "--json"]
    alone = json.loads(run(capsys, *arguments, "--seed", "3")[1])
    assert (alone["seeds"], alone["steps"]) == ([3], [0, 2, 4])
    assert set(alone["values"]) == {"loss_d", "loss_g", "w1_estimate", "sliced_w1", "jsd"}
    assert alone["along"]["sliced_w1"].keys() == {"loss_d", "loss_g", "w1_estimate"}
    arguments += ["--seeds", "4:6", "--versus", "objective=jensen-shannon&constraint=none"]
    both = json.loads(run(capsys, *arguments)[1])
    assert [block["seeds"] for block in both] == [[4, 5]] * 2
    assert "jsd_estimate" in both[1]["values"]


@pytest.mark.parametrize("suffix", ["pdf", "png", "svg"])
def test_figure_draws_the_four_panels(capsys, tmp_path, suffix):
    out = tmp_path / f"figure.{suffix}"
    steps = ["--steps", "30", "--set", "generator.width=8"]
    status, printed, _ = run(capsys, "figure", "--preset", "convergence", "--out", str(out), "--json", *steps)
    assert status == 0
    assert [panel["title"] for panel in json.loads(printed)["panels"]] == ["(a)", "(b)", "(c)", "(d)"]
    assert out.stat().st_size > 3000


def test_figure_of_the_plane_is_a_strip(capsys, tmp_path):
    out = tmp_path / "ring.png"
    _, printed, _ = run(capsys, "figure", "--preset", "ring", "--steps", "30", "--out", str(out), "--json")
    assert [panel["steps"] for panel in json.loads(printed)["panels"]] == [0, 3, 10, 30]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["train", "--preset", "nope"], "preset must be one of"),
        (["train", "--set", "k=0"], "between 1 and 100"),
        (["train", "--set", "k"], "KEY=VALUE"),
        (["train", "--steps", "many"], "--steps must be"),
        (["train", "--seconds", "0"], "--seconds must be"),
        (["train", "--seed", "x"], "seed must be"),
        (["evidence", "--preset", "ring", "--seeds", "5:5"], "must look like 0:32"),
        (["figure", "--out", "figure.gif"], "must end in one of"),
        (["figure", "--out", "/no/such/folder/figure.png"], "no folder"),
    ],
)
def test_mistakes_get_a_sentence(capsys, arguments, told):
    status, out, err = run(capsys, *arguments)
    assert status == 2
    assert out == ""
    assert told in err


def test_json_is_strict_and_keeps_infinity():
    text = to_json({"a": math.inf, "b": [-math.inf, math.nan], "c": "Infinity"})
    assert json.loads(text) == {"a": math.inf, "b": [-math.inf, None], "c": "Infinity"}
    assert "Infinity" not in text.replace('"Infinity"', "")


def test_the_core_needs_neither_gradio_nor_the_web():
    code = (
        "import sys, playground, playground.cli\n"
        "found = {'gradio', 'fastapi', 'starlette', 'uvicorn', 'websockets'} & set(sys.modules)\n"
        "sys.exit(', '.join(found) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "playground", "train", "--set", "k=0"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("playground: k must be")
