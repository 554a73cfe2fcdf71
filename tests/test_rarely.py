"""Layers that take turns where several runs hurry."""

import numpy as np
import pytest

from playground import Settings, Trainer
from playground.pictures import Picture
from playground.runs import Session
from playground.runs.rarely import Rarely
from tests.test_runs import PLANE, Viewer, newest

PATIENT = [key for key, entry in Picture.entries.items() if entry.patient]


@pytest.fixture(scope="module")
def trainer():
    return Trainer(Settings.from_query(PLANE))


def test_patient_layers_of_runs_that_hurry_take_turns(trainer):
    rarely = Rarely()

    def came(state, layers=None, hurried=True):
        scene = rarely.scene(trainer, "plane", layers, settled=False, state=state, hurried=hurried)
        assert not {"heat", "arrows"} & scene.arrays.keys()
        return set(scene.slow)

    both = {"heat", "arrows"}
    assert [came((1, n)) for n in range(4)] == [both, {"arrows"}, {"heat"}, {"arrows"}]
    # A viewer that comes now finds the last ones.
    assert rarely.held.keys() == both
    assert came((2, 5)) == both, "another configuration is seen as a whole"
    assert came((2, 6)) == {"arrows"}
    assert [came((2, n), hurried=False) for n in range(7, 10)] == [both] * 3
    # One by itself comes every second time.
    assert [came((2, n), {"heat"}) for n in range(10, 14)] == [{"heat"}, set(), {"heat"}, set()]
    assert came((2, 14), {"warp"}) == set()


def test_whatever_comes_is_the_picture_of_its_own_state(trainer):
    rarely, plain = Rarely(), trainer.scene("plane")
    for state in range(3):
        scene = rarely.scene(trainer, "plane", None, settled=False, state=(1, state), hurried=True)
        for name, values in (scene.arrays | scene.slow).items():
            assert np.allclose(values, plain.arrays[name], atol=1e-5), name


@pytest.mark.parametrize("key", PATIENT)
def test_a_picture_has_patient_layers_or_slow_ones(key):
    entry = Picture.find(key)
    assert entry.patient.keys() <= entry.layers.keys()
    assert len(entry.patient) <= 2
    assert not entry.slow


def frames(crowd, speed=None):
    """Which of six frames of a playing run, one of a `crowd`, have the heat map."""
    viewer, run = Viewer(), Session(Settings.from_query(PLANE), speed)
    run.watch(viewer)
    run.obey({"do": "play"})
    found = []
    for _ in range(6):
        run.moved()
        run._shown_at = -np.inf
        run.turn(0.004, crowd)
        header, arrays = newest(viewer)
        found.append("heat" in arrays)
        assert ("heat" in header["slow"]) == found[-1]
    late = Viewer()
    run.watch(late)
    run._shown_at = -np.inf
    run.turn(0.004, crowd)
    assert "heat" in newest(late)[1]
    return found


def test_only_where_several_runs_hurry():
    assert frames(crowd=1) == [True] * 6
    assert frames(crowd=2) == [True, False] * 3
    assert frames(crowd=2, speed="slow") == [True] * 6
