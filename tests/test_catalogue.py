"""Specs, knobs, catalogues and addresses."""

import math

import pytest

from playground.addresses import addresses, assign, differences
from playground.catalogue import Catalogued, Spec, knob, part, slot, slots
from playground.constraints.slopes import R1, R2
from playground.docs import CATALOGUES
from playground.families.gan import Gan
from playground.knobs import SettingError

ENTRIES = [entry for root in CATALOGUES.values() for entry in root.entries.values()]


class Shape(Catalogued, abstract=True):
    """A catalogue of this test's own."""


class Square(Shape):
    """Four sides."""

    side: float = knob(1.0, 0.0, 10.0, help="Length.")


class Circle(Shape):
    """No sides."""

    radius: float = knob(2.0, 0.0, 10.0, live=False, help="Radius.")


class Inner(Spec):
    count: int = knob(3, 1, 9, help="How many.")


class Drawing(Spec):
    shape: Shape = slot(Square(), Shape, inline=True, help="What is drawn.")
    inner: Inner = part(Inner())
    more: tuple = slots((), Shape, help="What else.")
    bright: bool = knob(False, help="Whether it shines.")
    mood: str = knob("calm", choices=("calm", "wild"), help="How it feels.")
    heights: tuple = knob((1.0, 2.0), 0.0, 5.0, length=(2, 4), help="A skyline.")


def test_a_class_enters_its_catalogue_under_its_key():
    assert Shape.entries == {"square": Square, "circle": Circle}
    assert Square.title == "Square"
    assert Square.summary() == "Four sides."


def test_an_entry_without_a_docstring_is_refused():
    with pytest.raises(TypeError, match="docstring"):
        type("Silent", (Shape,), {})


def test_a_key_is_taken_once():
    with pytest.raises(TypeError, match="taken"):
        type("Other", (Shape,), {"__doc__": "Again.", "key": "square"})


def test_addresses_reach_everything():
    assert list(addresses(Drawing(more=(Circle(),)))) == [
        "shape",
        "side",
        "inner.count",
        "more",
        "more.circle.radius",
        "bright",
        "mood",
        "heights",
    ]


def test_addresses_know_what_may_change_in_flight():
    found = addresses(Drawing(more=(Circle(),)))
    assert found["side"].live
    assert not found["more.circle.radius"].live


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("side", "2.5", Drawing(shape=Square(side=2.5))),
        ("shape", "circle", Drawing(shape=Circle())),
        ("inner.count", "4", Drawing(inner=Inner(count=4))),
        ("inner.count", "4.0", Drawing(inner=Inner(count=4))),
        ("more", "circle,square", Drawing(more=(Circle(), Square()))),
        ("more", "none", Drawing()),
        ("bright", "true", Drawing(bright=True)),
        ("mood", "wild", Drawing(mood="wild")),
        ("heights", "1,2,3", Drawing(heights=(1.0, 2.0, 3.0))),
    ],
)
def test_assign_and_differences_are_inverse(path, text, expected):
    assert assign(Drawing(), path, text) == expected
    spec = Drawing()
    for key, value in differences(expected, Drawing()):
        spec = assign(spec, key, value)
    assert spec == expected


def test_choosing_the_same_entry_keeps_its_knobs():
    spec = assign(assign(Drawing(), "side", "3"), "shape", "square")
    assert spec.shape.side == 3


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("side", "11", "between 0 and 10"),
        ("side", "nan", "between 0 and 10"),
        ("side", "inf", "between 0 and 10"),
        ("side", "", "between 0 and 10"),
        ("inner.count", "2.5", "a whole number between 1 and 9"),
        ("inner.count", "1e999", "a whole number between 1 and 9"),
        ("inner", "4", "group"),
        ("shape", "hexagon", "one of circle, square"),
        ("more.circle.radius", "3", "Add circle to more first"),
        ("more", "circle,circle", "twice"),
        ("bright", "maybe", "true or false"),
        ("mood", "sad", "one of calm, wild"),
        ("heights", "1", "2 to 4 numbers between 0 and 5"),
        ("heights", "1,9", "2 to 4 numbers between 0 and 5"),
        ("heights", "1,x", "2 to 4 numbers between 0 and 5"),
        ("nothing", "1", "There is no setting 'nothing'"),
        ("shape.deeper", "1", "'shape.deeper'"),
        ("xyz", "1", "'xyz' here. Known are: .*side"),
        ("side.deeper", "1", "There is no setting 'side.deeper'"),
    ],
)
def test_a_bad_setting_gets_a_sentence(path, text, told):
    with pytest.raises(SettingError, match=told):
        assign(Drawing(), path, text)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.__mro__[1].__name__}-{entry.key}")
class TestEveryEntry:
    def test_can_be_made_without_arguments_and_compared(self, entry):
        assert entry() == entry()
        assert hash(entry()) == hash(entry())

    def test_says_what_it_is(self, entry):
        assert entry.summary().endswith((".", ":", ";", ",", ")")) or len(entry.summary()) > 20
        assert entry.title

    def test_knobs_explain_themselves_and_have_a_range(self, entry):
        for name, declared in entry.knobs().items():
            assert declared.help.endswith((".", "?")), name
            if declared.kind in (int, float, tuple):
                assert math.isfinite(declared.low), name
                assert math.isfinite(declared.high), name
            if declared.log:
                assert declared.low >= 0, name

    def test_knobs_refuse_what_is_out_of_range(self, entry):
        for name, declared in entry.knobs().items():
            for bad in ("nan", "1e400", "", "x y", "-1e30", "1e30"):
                with pytest.raises(SettingError, match=r"must be"):
                    declared.parse(name, bad)


def test_every_setting_of_a_gan_has_help():
    family = Gan(constraint=(R1(), R2()))
    assert all(address.help for address in addresses(family).values())


def test_asked_for_keys_are_there():
    found = addresses(Gan())
    for key in (
        "distribution",
        "objective",
        "constraint",
        "k",
        "batch",
        "data.size",
        "noise.dim",
        "noise.kind",
    ):
        assert key in found
    for player in ("generator", "discriminator"):
        for key in ("width", "depth", "activation", "norm", "lr", "optimizer"):
            assert f"{player}.{key}" in found
