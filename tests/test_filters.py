"""Inside the networks: planted filters are found, and what is switched off is what its weights made."""

import numpy as np
import pytest
import torch

from playground import Settings, Trainer
from playground.filters import SIDE, Window, inside, switched_off

SMALL = "distribution=digits&batch=8&noise.dim=6&generator.precision=float32&discriminator.precision=float32"
DCGAN = f"{SMALL}&generator.network=dcgan&discriminator.network=dcgan"
POOLING = f"{DCGAN}&generator.resampling=pooling&discriminator.resampling=pooling"
MLP = "distribution=digits&batch=8&noise.dim=6&generator.width=16&discriminator.width=16"
MLP_2014 = f"{SMALL}&generator.network=mlp-2014&discriminator.network=mlp-2014"
CONDITIONAL = f"family=cgan&{DCGAN}"


def trained(query, steps=2):
    trainer = Trainer(Settings.from_query(f"{query}&seed=4"))
    trainer.step(steps)
    return trainer


def look(query, name):
    evaluation = trained(query).evaluation()
    return evaluation, inside(evaluation, name)


@pytest.mark.parametrize(
    ("query", "judge", "maker"),
    [
        (DCGAN, [(32, Window(4, 2, -1)), (64, Window(10, 4, -3))], [64, 32]),
        (POOLING, [(32, Window(4, 2, -1)), (64, Window(10, 4, -3))], [64, 32]),
        (f"{DCGAN}&discriminator.dense=true", [32, 64, (512, Window(28, 28))], [64, 32]),
        (MLP, [(16, Window(28, 28)), (16, Window(28, 28))], [16, 16]),
        (f"{MLP}&discriminator.norm=spectral&discriminator.fourier=1&generator.depth=0", [16, 16], []),
        (MLP_2014, [(240, Window(28, 28)), (240, Window(28, 28))], [1200, 1200]),
        (CONDITIONAL, [32, 64], [64, 32]),
    ],
)
def test_hidden_layers_and_what_their_numbers_see(query, judge, maker):
    evaluation = trained(query, 0).evaluation()
    for name, expected in (("discriminator", judge), ("generator", maker)):
        layers = inside(evaluation, name).layers
        assert [layer.maps for layer in layers] == [
            each if isinstance(each, int) else each[0] for each in expected
        ]
        for layer, each in zip(layers, expected, strict=True):
            assert isinstance(each, int) or layer.window == each[1]


def test_models_without_such_networks_have_no_inside():
    evaluation = trained("family=gmm").evaluation()
    assert inside(evaluation, "generator") is inside(evaluation, "discriminator") is None


@pytest.mark.parametrize("query", [DCGAN, POOLING])
@pytest.mark.parametrize("depth", [0, 1])
def test_a_map_sees_its_window_and_nothing_else(query, depth):
    _, judge = look(f"{query}&discriminator.norm=none", "discriminator")
    layer = judge.layers[depth]
    rng = np.random.default_rng(2)
    base = rng.uniform(-1, 1, (28, 28))
    row, column = 3, 2
    first = layer.window.first + layer.window.stride * np.array([row, column])
    top, left = np.maximum(first, 0)
    bottom, right = first + layer.window.side
    within, outside = base.copy(), rng.uniform(-1, 1, (28, 28))
    outside[top:bottom, left:right] = base[top:bottom, left:right]
    within[top:bottom, left:right] *= -1
    x = np.stack([base, outside, within]).reshape(3, -1)
    seen = np.stack([judge.activity(layer, chosen, x)[:, row, column] for chosen in range(8)], axis=1)
    np.testing.assert_allclose(seen[1], seen[0], atol=1e-6)
    assert np.abs(seen[2] - seen[0]).max() > 1e-4


def test_a_planted_kernel_is_shown_and_finds_what_it_looks_for():
    trainer = trained(f"{DCGAN}&discriminator.norm=none&discriminator.activation=relu")
    corner = -np.ones((4, 4))
    corner[1, 1:] = corner[1:, 1] = 1.0
    first = next(
        part for part in trainer.run.nets["discriminator"].module.modules() if hasattr(part, "kernel")
    )
    with torch.no_grad():
        first.weight[0, 5, 0] = torch.tensor(corner)
        first.bias[0, 5] = 0
    judge = inside(trainer.evaluation(), "discriminator")
    np.testing.assert_allclose(judge.kernels()[5], corner, rtol=1e-6)
    rng = np.random.default_rng(3)
    x = 0.5 * rng.uniform(-1, 1, (60, 28, 28))
    # Windows begin at odd pixels.
    x[40, 9:13, 15:19] = corner
    x[20, 3:7, 21:25] = 0.9 * corner
    found = judge.exciting(judge.layers[0], 5, x.reshape(60, -1))
    assert found.places[:2].tolist() == [40, 20]
    assert found.corners[:2].tolist() == [[9, 15], [3, 21]]
    np.testing.assert_allclose(found.patches[0], corner)
    np.testing.assert_allclose(found.values[:2], [16, 0.9 * 16], rtol=1e-5)


@pytest.mark.parametrize("depth", [0, 1])
def test_patches_are_those_of_brute_force(depth):
    evaluation, judge = look(DCGAN, "discriminator")
    layer, x = judge.layers[depth], evaluation.real(40)
    found = judge.exciting(layer, 3, x)
    each = [judge.activity(layer, 3, one[None])[0] for one in x]
    strongest = sorted(range(40), key=lambda i: -each[i].max())[: len(found.places)]
    np.testing.assert_allclose(found.values, [each[i].max() for i in strongest], atol=1e-5)
    assert len(set(found.places.tolist())) == len(found.places) == 9
    for patch, place, (row, column) in zip(found.patches, found.places, found.corners, strict=True):
        for y, x_ in np.ndindex(patch.shape):
            inside_it = 0 <= row + y < SIDE and 0 <= column + x_ < SIDE
            assert patch[y, x_] == (x[place].reshape(SIDE, SIDE)[row + y, column + x_] if inside_it else -1)


def test_filters_of_a_dense_layer_are_its_weights_as_pictures():
    trainer = trained(MLP)
    weight = trainer.run.nets["discriminator"].module.layers[0].weight[0].detach().numpy()
    kernels = inside(trainer.evaluation(), "discriminator").kernels()
    assert kernels.shape == (16, 28, 28)
    np.testing.assert_allclose(kernels[3].ravel(), weight[:, 3], rtol=1e-6)


def test_filters_are_as_they_are_applied():
    trainer = trained(f"{MLP}&discriminator.norm=spectral")
    kernels = inside(trainer.evaluation(), "discriminator").kernels()
    assert np.linalg.norm(kernels.reshape(16, -1), 2) == pytest.approx(1, rel=0.05)


@pytest.mark.parametrize(
    ("query", "depth"),
    [(DCGAN, 0), (DCGAN, 1), (POOLING, 1), (MLP, 0), (MLP, 1), (MLP_2014, 0), (CONDITIONAL, 1)],
)
def test_switching_a_map_off_is_zeroing_the_weights_that_read_it(query, depth):
    trainer = trained(query)
    evaluation = trainer.evaluation()
    maker, z = inside(evaluation, "generator"), evaluation.latents(5)
    before = evaluation.players.generate(z)
    with switched_off(maker.layers[depth], 2):
        after = evaluation.players.generate(z)
    np.testing.assert_array_equal(evaluation.players.generate(z), before)

    readers = [part for part in trainer.run.nets["generator"].module.modules() if hasattr(part, "kernel")]
    with torch.no_grad():
        reader = readers[depth + 1]
        # A dense layer and a transposed convolution have their inputs first, a convolution second.
        axis = 2 if type(reader).__name__ == "Conv2d" else 1
        reader.weight.select(axis, 2).zero_()
    cut = trainer.evaluation().players.generate(z)
    np.testing.assert_allclose(after, cut, atol=2e-6)
    assert np.abs(after - before).max() > 1e-6
