"""The binary frame: what goes in comes out, within what packing promises."""

import json
import math
import struct

import hypothesis.extra.numpy as hnp
import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from playground.runs.frames import ALIGNMENT, REACH, Levels, Points, decode, encode

NAMES = st.text("abcdefghij_", min_size=1, max_size=8)
RAW = st.sampled_from([np.uint8, np.int16, np.int32, np.float32]).flatmap(
    lambda kind: hnp.arrays(kind, hnp.array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=7))
)


@given(arrays=st.dictionaries(NAMES, RAW, max_size=5), step=st.integers(0, 10**9), note=st.text(max_size=20))
def test_plain_arrays_come_back_bit_for_bit(arrays, step, note):
    header, back = decode(encode({"step": step, "note": note}, arrays))
    assert header == {"step": step, "note": note}
    assert list(back) == list(arrays)
    for name, array in arrays.items():
        assert back[name].dtype == array.dtype
        np.testing.assert_array_equal(back[name], array)


@given(
    points=hnp.arrays(np.float64, (9, 2), elements=st.floats(-1.4, 1.4)),
    low=st.floats(-100, 100),
    width=st.floats(1e-3, 1e3),
)
def test_points_within_reach_keep_their_place(points, low, width):
    window = [(low, low + width), (low, low + 2 * width)]
    sides = np.array([width, 2 * width])
    places = low + points * sides
    back = decode(encode({}, {"points": Points(places, window)}))[1]["points"]
    assert np.abs(back - places).max() <= (sides * REACH / 32_000).max() + 1e-6 * (abs(low) + 4 * width)


def test_points_beyond_reach_stay_at_its_edge_and_missing_ones_stay_missing():
    given = np.array([[1e30, -np.inf], [np.nan, 0.5]])
    back = decode(encode({}, {"points": Points(given, [(0, 1), (0, 1)])}))[1]["points"]
    assert back[0, 0] == pytest.approx(0.5 + REACH, abs=1e-3)
    assert np.isnan(back[0, 1])
    assert np.isnan(back[1, 0])
    assert back[1, 1] == pytest.approx(0.5, abs=1e-3)


@given(field=hnp.arrays(np.float32, (5, 6), elements=st.floats(-1e6, 1e6, width=32)))
def test_levels_are_right_to_half_a_level(field):
    back = decode(encode({}, {"heat": Levels(field)}))[1]["heat"]
    assert np.abs(back - field).max() <= (field.max() - field.min()) / 255 * 0.51 + 1e-3


@given(field=hnp.arrays(np.float32, (3, 3), elements=st.floats(width=32)))
def test_no_field_breaks_a_frame(field):
    header, back = decode(encode({}, {"heat": Levels(field), "unit": Levels(field, 0.0, 1.0)}))
    assert header == {}
    assert np.isfinite(back["unit"]).all()
    assert ((back["unit"] >= 0) & (back["unit"] <= 1)).all()


def test_arrays_are_aligned_for_views_without_a_copy():
    frame = encode({"odd": "ö"}, {"a": np.zeros(3, np.uint8), "b": np.zeros(5, np.float32)})
    (length,) = struct.unpack_from("<I", frame)
    assert (4 + length) % ALIGNMENT == 0
    assert [entry["at"] % ALIGNMENT for entry in json.loads(frame[4 : 4 + length])["arrays"]] == [0, 0]


def test_numbers_that_json_cannot_hold_are_spelled():
    header, _ = decode(encode({"kl": math.inf, "w1": -math.inf, "x": [math.nan, 1.0]}, {}))
    assert header == {"kl": "inf", "w1": "-inf", "x": [None, 1.0]}


def test_a_torn_frame_is_refused():
    frame = encode({}, {"a": np.zeros(100, np.float32)})
    for torn in (b"", frame[:3], frame[:10], frame[:-200]):
        with pytest.raises(ValueError, match="frame"):
            decode(torn)
