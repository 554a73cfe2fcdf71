"""The map of the families: the tree they make, what each costs, and that all of it is in the view."""

import re

import pytest

from playground import lineage
from playground.catalogue import slot
from playground.distributions import Distribution
from playground.distributions.plane_mixtures import Ring
from playground.families import Family
from playground.families.gan import Gan
from playground.families.mixture import Mixture
from playground.flow import Box, Flow
from playground.presets import Preset
from playground.ui.map_view import MOST_PRESETS, drawn_flow, family_map


def all_of(branches):
    for branch in branches:
        yield branch.family
        yield from all_of(branch.children)


def below(key, branches=None):
    """The keys that grew out of a family."""
    for branch in lineage.tree() if branches is None else branches:
        if branch.family.key == key:
            return [child.family.key for child in branch.children]
        if (found := below(key, branch.children)) is not None:
            return found
    return None


@pytest.fixture
def entered():
    """Families entered for one test."""
    before = dict(Family.entries)
    yield
    Family.entries.clear()
    Family.entries.update(before)


@pytest.fixture
def view():
    return family_map()


def test_every_family_is_in_the_tree_once():
    assert sorted(family.key for family in all_of(lineage.tree())) == sorted(Family.entries)


def test_the_tree_is_as_the_papers_have_it():
    assert [branch.family for branch in lineage.tree()] == [Mixture]
    assert below("gmm") == ["gan"]
    found = below("gan")
    assert {"cgan", "cyclegan"} <= set(found)
    years = [lineage.told(Family.entries[key], "year") for key in found]
    assert years == sorted(years)


@pytest.mark.usefixtures("entered")
def test_what_a_family_inherits_is_not_told_of_it():
    class Child(Gan):
        """A GAN with a little more."""

    assert lineage.grew_from(Child) == "gan"
    assert (lineage.told(Child, "paper"), lineage.told(Child, "year")) == ("", None)
    assert "child" in below("gan")
    assert below("gan")[-1] == "child"  # nobody knows its year


@pytest.mark.usefixtures("entered")
@pytest.mark.parametrize("said", ["unheard-of", "alone"])
def test_a_parent_that_is_not_there_makes_a_root(said):
    class Alone(Mixture, abstract=True):
        grew_from = said

    Alone.key = "alone"
    Family.entries["alone"] = Alone
    assert Alone in [branch.family for branch in lineage.tree()]
    assert sorted(family.key for family in all_of(lineage.tree())) == sorted(Family.entries)


def test_families_that_grew_out_of_each_other_are_still_there(monkeypatch):
    monkeypatch.setattr(Mixture, "grew_from", "cgan")
    assert sorted(family.key for family in all_of(lineage.tree())) == sorted(Family.entries)


@pytest.mark.parametrize("family", Family.entries.values(), ids=lambda family: family.key)
def test_each_says_where_it_comes_from_and_what_it_costs(family):
    for name in ("paper", "year", "what_for"):
        assert lineage.told(family, name), name
    model = family()
    cost = lineage.cost(family)
    assert cost["weights"] == model.weights()
    assert cost["work"] == pytest.approx(model.work(), rel=0.05)
    assert not str(cost["work"])[2:].strip("0")


def test_the_plain_gans_numbers_are_those_of_its_layers():
    gan = Gan()
    made, judge = gan.generator.network, gan.discriminator.network

    def layers(network, inputs, outputs):
        sizes = [inputs, *[network.width] * network.depth, outputs]
        return [(sizes[i], sizes[i + 1]) for i in range(len(sizes) - 1)]

    g = layers(made, gan.noise.dim, 2)
    d = layers(judge, 2, 1)
    assert lineage.cost(Gan)["weights"] == sum(a * b + b for a, b in g + d)


def test_presets_are_those_that_play_it():
    shared = [preset for family in Family.entries.values() for preset in lineage.presets(family)]
    assert sorted(preset.key for preset in shared) == sorted(Preset.entries)
    assert lineage.presets(Gan)[0].key == "convergence"


def test_the_view_holds_every_family_and_its_doors(view):
    markup = view.html_template
    assert re.findall(r'data-family="([^"]*)"', markup) == [f.key for f in all_of(lineage.tree())]
    assert view.props["flows"].keys() == Family.entries.keys()
    for family in Family.entries.values():
        for preset in lineage.presets(family)[:MOST_PRESETS]:
            assert f'data-opens="presets" data-value="{preset.key}"' in markup


def test_what_joins_nothing_is_left_out_of_the_drawing():
    flow = drawn_flow(Gan)
    assert [box["key"] for box in flow["boxes"]] == [
        *("noise", "generator", "samples", "data", "discriminator", "sigmoid", "loss")
    ]
    assert all({"start", "end", "kind", "halves"} == arrow.keys() for arrow in flow["arrows"])


@pytest.mark.usefixtures("entered")
def test_a_family_that_says_nothing_is_on_the_map():
    class Silent(Family):
        """Says as little as a family can."""

        distribution: Distribution = slot(Ring(), Distribution, help="p_data.")

        def begin(self, seeds, device, dtype):
            raise NotImplementedError

        def half_names(self):
            return ("update",)

    made = family_map()
    card = made.html_template.partition('data-family="silent"')[2].partition("</section>")[0]
    assert 'data-opens="models" data-value="silent"' in card
    assert "<dl>" not in card
    assert "<time>" not in card
    assert Silent().flow() == Flow((Box("model", "Silent", ("distribution",), kind="model"),))
    assert [box["key"] for box in made.props["flows"]["silent"]["boxes"]] == ["model"]
