"""Convolutional networks: the paper's switches, replicas, and runs that repeat."""

import numpy as np
import pytest
import torch

from playground import SettingError, Settings, Trainer
from playground.networks.conv_layers import ConvTranspose2d
from playground.networks.dcgan import CHANNELS, Dcgan
from playground.networks.mlp_2014 import Mlp2014
from playground.training.threads import most_threads
from tests.runs import same_state

IMAGE, LATENT = (1, 28, 28), (12,)
PLAYERS = ("generator", "discriminator")
SWITCHES = [
    "resampling=pooling",
    "norm=none",
    "norm=layer",
    "norm=spectral",
    "dense=true",
    "activation=tanh",
    "activation=relu",
    "squashed=false",
    "start=he",
    "precision=bfloat16",
]
SMALL = "distribution=digits&noise.dim=12&batch=8&"


def settings_of(query="", network="dcgan"):
    networks = "&".join(f"{player}.network={network}" for player in PLAYERS)
    return Settings.from_query(f"{SMALL}{networks}&{query}")


def images(query="", network="dcgan", **options):
    """A trainer of small convolutional nets on the embedded digits, on one thread."""
    trainer = Trainer(settings_of(query, network), **options)
    trainer.run.threads = 1
    return trainer


def both(switch):
    return "&".join(f"{player}.{switch}" for player in PLAYERS)


def generators(replicas):
    return [torch.Generator().manual_seed(seed) for seed in range(replicas)]


@pytest.mark.parametrize("replicas", [1, 2])
@pytest.mark.parametrize("switch", ["capacity=medium", "capacity=large", *SWITCHES])
def test_flat_rows_in_flat_rows_out(switch, replicas):
    name, _, text = switch.partition("=")
    network = Dcgan(**{name: Dcgan.knobs()[name].parse(name, text)})
    for inputs, outputs in ((LATENT, IMAGE), (IMAGE, (1,)), (IMAGE, IMAGE), ((3, 32, 32), (2,))):
        module = network.build(inputs, outputs, replicas)
        module.draw(generators(replicas))
        x = torch.randn(replicas, 4, int(np.prod(inputs)))
        made = module(x)
        assert made.shape == (replicas, 4, int(np.prod(outputs)))
        assert made.dtype == x.dtype
        if outputs == IMAGE and network.squashed:
            assert made.abs().max() <= 1


@pytest.mark.parametrize("size", CHANNELS)
@pytest.mark.parametrize(("resampling", "dense"), [("strided", False), ("pooling", False), ("strided", True)])
def test_work_counts_every_multiplication(size, resampling, dense):
    """Against the sum over layers of weights times the places at which each is used."""
    network = Dcgan(capacity=size, resampling=resampling, dense=dense, norm="none", precision="float32")
    for inputs, outputs in ((LATENT, IMAGE), (IMAGE, (1,))):
        module, total = network.build(inputs, outputs, 1), 0
        module.draw(generators(1))

        def count(layer, given, made):
            nonlocal total
            plane = given[0] if isinstance(layer, ConvTranspose2d) else made
            total += layer.weight.numel() * (plane.shape[-1] * plane.shape[-2] if plane.ndim == 4 else 1)

        for layer in module.modules():
            if getattr(layer, "weight", None) is not None:
                layer.register_forward_hook(count)
        module(torch.zeros(1, 1, int(np.prod(inputs))))
        assert network.work(inputs, outputs) == total


@pytest.mark.parametrize("capacity", CHANNELS)
def test_every_size_is_allowed_under_both_penalties(capacity):
    query = f"batch=64&noise.dim=100&{both(f'capacity={capacity}')}&discriminator.norm=none&constraint=r1,r2"
    assert settings_of(query).family.work() > 0


@pytest.mark.parametrize("switch", ["", *SWITCHES])
def test_twenty_steps_with_each_guideline_kept_or_broken(switch):
    trainer = images(both(switch) if switch else "")
    before = {name: net.flat.data.clone() for name, net in trainer.run.nets.items()}
    trainer.step(20)
    assert trainer.error is None
    for name, net in trainer.run.nets.items():
        assert torch.isfinite(net.flat.data).all()
        for parameter in net.flat.parameters:
            assert parameter.grad.ne(0).any()
        assert (net.flat.data - before[name]).abs().max() > 1e-4


@pytest.mark.parametrize("dropout", [0.0, 0.5])
def test_twenty_steps_of_the_networks_of_2014(dropout):
    trainer = images(f"discriminator.dropout={dropout}", "mlp-2014")
    before = {name: net.flat.data.clone() for name, net in trainer.run.nets.items()}
    trainer.step(20)
    assert trainer.error is None
    assert all((net.flat.data - before[name]).abs().max() > 1e-3 for name, net in trainer.run.nets.items())
    assert np.abs(trainer.sample(10)).max() <= 1


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
@pytest.mark.parametrize(
    "constraint", ["r1", "r2", "gradient-penalty", "one-sided-penalty", "instance-noise"]
)
def test_penalties_reach_through_convolutions(constraint, precision):
    trainer = images(f"constraint={constraint}&discriminator.norm=none&{both(f'precision={precision}')}")
    trainer.step(3)
    assert trainer.error is None


@pytest.mark.parametrize("switch", ["norm=none", "norm=layer", "norm=spectral", "resampling=pooling"])
def test_the_slope_of_a_penalty_is_that_of_its_loss(switch):
    """Double backward through every kind of layer, by finite differences of the loss itself."""
    trainer = images(
        f"constraint=gradient-penalty&batch=3&discriminator.activation=tanh&discriminator.{switch}",
        dtype=torch.float64,
    )
    run = trainer.run
    half = run.family.halves()[0]
    modules = {name: net.module for name, net in run.nets.items()}
    draws = {name: stream.at(0) for name, stream in run._streams[half.name].items()}
    modules["discriminator"].eval()
    run._gradients.fill(half, draws)
    flat = run.nets["discriminator"].flat
    known = flat.grad.clone()
    for index in np.random.default_rng(0).integers(flat.data.shape[1], size=12):
        ends = []
        for step in (1e-6, -1e-6):
            flat.data[0, index] += step
            ends.append(run.family.loss(half.name, modules, draws).item())
            flat.data[0, index] -= step
        assert known[0, index].item() == pytest.approx((ends[0] - ends[1]) / 2e-6, abs=2e-7, rel=1e-4)


@pytest.mark.parametrize(
    ("query", "network"),
    [
        ("", "dcgan"),
        (both("norm=spectral"), "dcgan"),
        (both("norm=layer"), "dcgan"),
        (f"{both('resampling=pooling')}&{both('dense=true')}", "dcgan"),
        ("constraint=r1&discriminator.norm=none&generator.ema=0.9", "dcgan"),
        ("", "mlp-2014"),
    ],
)
def test_a_replica_equals_the_run_of_its_seed_alone(query, network):
    together = images(query, network, seeds=(5, 3), dtype=torch.float64)
    together.step(3)
    for replica, seed in enumerate(together.seeds):
        alone = images(query, network, seeds=(seed,), dtype=torch.float64)
        alone.step(3)
        for name, tensor in alone.run.state().items():
            if tensor.ndim:
                other = together.run.state()[name][replica]
                torch.testing.assert_close(tensor[0], other, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("network", ["dcgan", "mlp-2014"])
def test_equal_seeds_give_equal_runs(network, threads):
    runs = []
    for _ in range(2):
        trainer = images(f"{both('precision=bfloat16')}&seed=4&generator.ema=0.9", network)
        trainer.run.threads = threads
        trainer.step(5)
        runs.append(trainer)
    assert same_state(*runs)
    assert np.array_equal(runs[0].sample(20), runs[1].sample(20))


@pytest.mark.parametrize("network", ["dcgan", "mlp-2014"])
def test_a_saved_run_goes_on_exactly(network, tmp_path):
    through, halted = images("", network), images("", network)
    through.step(8)
    halted.step(4)
    halted.save(tmp_path / "run.safetensors")
    resumed = Trainer.load(tmp_path / "run.safetensors")
    resumed.run.threads = 1
    resumed.step(4)
    assert same_state(through, resumed)


def test_going_back_leaves_out_the_same_units():
    trainer = images("", "mlp-2014")
    trainer.step(5)
    state = trainer.run.state()
    trainer.rewind(2)
    trainer.step(3)
    assert all(torch.equal(state[name], tensor) for name, tensor in trainer.run.state().items())


def test_dropout_keeps_its_share_and_the_mean():
    module = Mlp2014(dropout=0.5).build(IMAGE, (1,), 2)
    module.draw(generators(2))
    dropout = [layer for layer in module.body if hasattr(layer, "share")][-1]
    x = torch.ones(2, 400, 240)
    made = dropout(x)
    assert made.unique().tolist() == [0, 2]
    assert made.mean().item() == pytest.approx(1, abs=0.02)
    assert not torch.equal(made[0], made[1])
    assert not torch.equal(dropout(x), made)
    assert torch.equal(dropout.eval()(x), x)


def test_maxout_takes_the_largest_of_five_lines():
    module = Mlp2014(dropout=0.0, precision="float32").build(IMAGE, (1,), 1)
    module.draw(generators(1))
    x = torch.randn(1, 3, 784)
    h = x[0]
    for layer in (layer for layer in module.body if hasattr(layer, "weight")):
        h = (h @ layer.weight[0] + layer.bias[0]).view(3, 240, 5).max(-1).values
    torch.testing.assert_close(module(x)[0], h @ module.head.weight[0] + module.head.bias[0])


def test_an_averaged_generator_is_shown_with_statistics_of_its_own():
    trainer = images("generator.ema=0.9", dtype=torch.float64)
    trainer.step(20)
    net = trainer.run.nets["generator"]
    z = torch.randn(1, 500, 12, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    shown = net.frozen(0, lambda _: z)
    made = shown(z)
    torch.testing.assert_close(made, shown.train()(z), atol=1e-3, rtol=0)


def test_a_look_at_the_same_state_takes_no_statistics_anew():
    trainer = images("generator.ema=0.9")
    net, taken = trainer.run.nets["generator"], []

    def inputs(n):
        taken.append(n)
        return torch.randn(1, n, 12, generator=torch.Generator().manual_seed(0))

    for changes in (lambda: trainer.step(1), lambda: trainer.rewind(0), lambda: net.follow(net.plan)):
        changes()
        looks = [net.frozen(0, inputs, lasting=False) for _ in range(2)]
        assert looks[0] is looks[1]
        assert len(taken) == 1
        fresh = net.frozen(0, inputs)
        assert all(map(torch.equal, looks[0].state_dict().values(), fresh.state_dict().values()))
        taken.clear()


def test_data_that_are_no_images_get_a_sentence():
    with pytest.raises(SettingError, match="multiples of 4"):
        Trainer(Settings.from_query("distribution=ring&generator.network=dcgan"))


def test_heavy_networks_use_more_threads_and_light_ones_do_not(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("playground.training.threads._spared", 0)
    light, heavy = Trainer(Settings.from_query("distribution=ring")), images()
    heavy.run.retune(heavy.family)
    assert (light.run.threads, heavy.run.threads) == (1, 2)
    try:
        heavy.sample(10)
        assert torch.get_num_threads() == 2
        light.step(1)
        assert torch.get_num_threads() == 1
        heavy.step(1)
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(1)


@pytest.mark.parametrize(("cores", "spared", "threads"), [(8, 0, 4), (2, 1, 1), (1, 1, 1), (None, 0, 1)])
def test_threads_leave_cores_to_others_and_are_never_none(monkeypatch, cores, spared, threads):
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    monkeypatch.setattr("playground.training.threads._spared", spared)
    assert most_threads() == threads


@pytest.mark.parametrize(("gpu", "home"), [(True, "cuda"), (False, "cpu")])
def test_heavy_networks_are_at_home_on_a_gpu(gpu, home, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: gpu)
    assert settings_of().family.home() == home
    assert Settings.from_query("distribution=ring").family.home() == "cpu"
