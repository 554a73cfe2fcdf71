"""The small pictures: what they hold, that they are small, and that kept ones are not out of date."""

import time

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from playground import Settings
from playground.distributions import Distribution, Images, Line
from playground.presets import Preset
from playground.runs import previews
from playground.runs.frames import decode
from playground.runs.previews import (
    ALONE,
    CELLS,
    FOLDER,
    HEAT,
    LARGEST,
    POINTS,
    data_preview,
    distribution_preview,
    in_full,
    kept_preview,
    preset_preview,
    preview_step,
)
from playground.ui import gallery


@pytest.fixture
def client():
    with TestClient(Starlette(routes=[Route("/preview/{kind}/{key}", gallery.serve_preview)])) as made:
        yield made


def within(window, points):
    low, high = np.transpose(window)
    return ((points >= low) & (points <= high)).all(axis=-1)


@pytest.mark.parametrize("entry", Distribution.entries.values(), ids=lambda entry: entry.key)
def test_every_distribution_has_a_picture_of_its_data(entry):
    frame = distribution_preview(entry.key)
    assert len(frame) <= LARGEST
    header, arrays = decode(frame)
    if issubclass(entry, Images):
        assert header["picture"] == "tiles"
        assert arrays["tiles"].size == 9 * entry().dimension
        return
    window = header["facts"]["window"]
    if issubclass(entry, Line):
        assert header["picture"] == "line"
        assert set(arrays) == {"x", "p"}
        assert (np.diff(arrays["x"]) > 0).all()
        assert window[0] < arrays["x"][0] < arrays["x"][-1] < window[1]
        area = arrays["p"].sum() * (window[1] - window[0]) / CELLS
        assert 0.85 < area < 1 + 1e-4
    else:
        assert header["picture"] == "plane"
        assert arrays["real"].shape == (ALONE, 2)
        assert within(window, arrays["real"]).mean() > 0.97


def test_the_density_of_a_picture_is_the_exact_one():
    _, arrays = decode(distribution_preview("gaussian"))
    exact = Distribution.find("gaussian")().density(arrays["x"][:, None].astype(float))
    np.testing.assert_allclose(arrays["p"], exact, atol=2e-4 * exact.max() + 1e-6)


def test_pictures_of_data_are_quick_and_made_once():
    distribution_preview("ring")
    data_preview.cache_clear()
    began = time.perf_counter()
    for key in Distribution.entries:
        distribution_preview(key)
    assert (time.perf_counter() - began) / len(Distribution.entries) < 0.05
    assert distribution_preview("ring") is distribution_preview("ring")


@pytest.mark.parametrize("query", ["distribution=gaussian&noise.dim=1", "distribution=ring"])
def test_a_preset_has_its_picture_taken_at_its_moment(query, monkeypatch):
    class Shown:
        key, steps, preview_step, settings = (
            "shown",
            40,
            20,
            query + "&generator.width=8&discriminator.width=8",
        )

    monkeypatch.setitem(Preset.entries, "shown", Shown)
    told = []
    frame = preset_preview("shown", told.append)
    header, arrays = decode(frame)
    assert len(frame) <= LARGEST
    assert header["step"] == sum(told) == 20
    assert header["query"] == in_full(Shown)
    assert Settings.from_query(header["query"]).preset == ""
    if header["picture"] == "line":
        assert {name: array.shape for name, array in arrays.items()} == dict.fromkeys("xpqd", (CELLS,))
    else:
        assert arrays["heat"].shape == (HEAT, HEAT)
        assert arrays["real"].shape == arrays["fake"].shape == (POINTS, 2)
        assert header["facts"]["probability"]


def test_a_small_field_is_the_mean_of_the_large_one():
    field = np.arange(48 * 48, dtype=np.float32).reshape(48, 48)
    small = previews._thinned("heat", field)
    assert small[0, 1] == field[:2, 2:4].mean()
    assert previews._thinned("heat", field[:30, :30]).shape == (30, 30)


def test_a_moment_of_its_own_or_the_end():
    class Usual:
        steps = 7

    assert preview_step(Usual) == 7


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.frame")), ids=lambda file: file.stem)
def test_kept_pictures_are_of_the_presets_as_they_are(file):
    """A preset whose settings change needs a new picture: python -m playground.runs.previews KEY."""
    assert file.stem in Preset.entries, "a picture of no preset"
    frame = kept_preview(file.stem)
    assert frame == file.read_bytes()
    assert len(frame) <= LARGEST
    header, arrays = decode(frame)
    preset = Preset.entries[file.stem]
    assert header["query"] == in_full(preset)
    assert header["step"] == preview_step(preset)
    for name, array in arrays.items():
        assert np.isfinite(array).all(), name


@pytest.mark.parametrize("key", Preset.entries)
def test_a_preset_without_a_kept_picture_shows_its_data(key, monkeypatch, tmp_path):
    monkeypatch.setattr(previews, "FOLDER", tmp_path)
    header, arrays = decode(kept_preview(key))
    assert "fake" not in arrays
    assert "q" not in arrays
    assert header["picture"] in ("line", "plane", "tiles")


def test_pictures_are_served(client):
    answer = client.get("/preview/distribution/moons")
    assert answer.content == distribution_preview("moons")
    for key in Preset.entries:
        assert client.get(f"/preview/preset/{key}").content == kept_preview(key)


@pytest.mark.parametrize(
    "address",
    ["preset/nope", "distribution/nope", "nope/ring", "preset/ring.frame", "preset/%00", "distribution/key"],
)
def test_other_addresses_get_a_sentence(client, address):
    answer = client.get(f"/preview/{address}")
    assert answer.status_code == 404
    assert len(answer.json()["error"]) > 10
