"""The layers of convolutional networks against torch's own, for one replica and for several."""

import pytest
import torch
from torch.nn import functional

from playground.networks.channel_layers import ChannelBatchNorm, ChannelLayerNorm
from playground.networks.conv_layers import (
    Conv2d,
    ConvTranspose2d,
    Planes,
    Rows,
    SpectralConv2d,
    SpectralConvTranspose2d,
)


def generators(replicas):
    return [torch.Generator().manual_seed(seed) for seed in range(replicas)]


def drawn(module, replicas):
    """The module in float64, its weights drawn, its biases not zero."""
    module.draw(generators(replicas))
    module.double()
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if name.endswith("bias"):
                parameter.copy_(torch.randn(parameter.shape, generator=torch.Generator().manual_seed(9)))
    return module


def stack(replicas, channels, height=12, width=8, batch=3):
    generator = torch.Generator().manual_seed(1)
    return torch.randn(batch, replicas * channels, height, width, generator=generator, dtype=torch.float64)


@pytest.mark.parametrize("replicas", [1, 3])
@pytest.mark.parametrize(("inputs", "outputs"), [(1, 6), (6, 1), (5, 6)])
@pytest.mark.parametrize(("side", "stride"), [(4, 2), (3, 1)])
@pytest.mark.parametrize(
    ("kind", "reference"), [(Conv2d, functional.conv2d), (ConvTranspose2d, functional.conv_transpose2d)]
)
def test_a_convolution_is_torchs_for_each_replica(kind, reference, side, stride, inputs, outputs, replicas):
    """Whether it goes over patches, as next to the image, or is grouped."""
    layer, x = drawn(kind(replicas, inputs, outputs, side, stride), replicas), stack(replicas, inputs)
    made = layer(x).chunk(replicas, dim=1)
    for r, own in enumerate(x.chunk(replicas, dim=1)):
        torch.testing.assert_close(made[r], reference(own, layer.weight[r], layer.bias[r], stride, 1))


@pytest.mark.parametrize("inner", [False, True])
@pytest.mark.parametrize("replicas", [1, 2])
def test_rows_and_planes_are_inverse(replicas, inner):
    rows = torch.arange(replicas * 2 * 24.0).view(replicas, 2, 24)
    planes = Planes((3, 4, 2), inner=inner)(rows)
    assert planes.shape == (2, replicas * 3, 4, 2)
    assert torch.equal(Rows(replicas, inner=inner)(planes), rows)
    if not inner:
        assert torch.equal(planes[1, -1], rows[-1, 1, 16:].view(4, 2))


def test_batch_norm_is_torchs_for_each_replica():
    layer, x = drawn(ChannelBatchNorm(2, 3), 2), stack(2, 3)
    for own in (references := [torch.nn.BatchNorm2d(3).double() for _ in range(2)]):
        own.bias.data = layer.bias[references.index(own)].detach()
    for training in (True, True, False):
        layer.train(training)
        made = layer(x).chunk(2, dim=1)
        for r, own in enumerate(references):
            torch.testing.assert_close(made[r], own.train(training)(x.chunk(2, dim=1)[r]))
    for r, own in enumerate(references):
        torch.testing.assert_close(layer.mean[r], own.running_mean)
        torch.testing.assert_close(layer.variance[r], own.running_var)


def test_recalibration_takes_the_statistics_of_that_batch():
    layer, x = drawn(ChannelBatchNorm(1, 3), 1), stack(1, 3)
    layer.eval()
    layer.recalibrate(x)
    torch.testing.assert_close(layer.mean[0], x.mean((0, 2, 3)))
    torch.testing.assert_close(layer.variance[0], x.var((0, 2, 3)))


def test_layer_norm_is_torchs_for_each_replica():
    layer, x = drawn(ChannelLayerNorm(2, 3), 2), stack(2, 3)
    for r, (own, made) in enumerate(zip(x.chunk(2, dim=1), layer(x).chunk(2, dim=1), strict=True)):
        normal = functional.layer_norm(own, own.shape[1:])
        torch.testing.assert_close(made, normal + layer.bias[r, :, None, None])


@pytest.mark.parametrize("kind", [SpectralConv2d, SpectralConvTranspose2d])
def test_spectral_norm_is_the_largest_singular_value(kind):
    layer = drawn(kind(2, 3, 5, 4, 2), 2)
    for _ in range(100):
        layer.kernel()
    layer.eval()
    for given, used in zip(layer.weight, layer.kernel(), strict=True):
        # Outputs by everything that one output is the sum of.
        given, used = (w.transpose(0, 1) if kind is SpectralConvTranspose2d else w for w in (given, used))
        largest = torch.linalg.svdvals(given.flatten(1))[0]
        assert torch.linalg.svdvals(used.flatten(1))[0].item() == pytest.approx(1, rel=1e-6)
        torch.testing.assert_close(used, given / largest)
