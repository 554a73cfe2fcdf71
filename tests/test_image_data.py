"""Fetching pictures: whatever is dead, damaged or missing is named, and there is something to train on."""

import gzip
import hashlib
import http.server
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from playground import SettingError, image_data
from playground.image_data import embedded, fetch, sets
from playground.image_data.files import FOLDER
from playground.image_data.idx import Damaged, read_idx, unpacked
from playground.image_data.known import SOURCES, IdxFile, Source

NAMES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
SHAPES = ((6, 28, 28), (6,), (4, 28, 28), (4,))
REAL = Path(os.environ.get(FOLDER, "/nowhere")) / "mnist"


def idx(shape: tuple[int, ...], seed: int) -> bytes:
    values = np.random.default_rng(seed).integers(0, 10, shape, dtype=np.uint8)
    return np.array([0x800 + len(shape), *shape], dtype=">u4").tobytes() + values.tobytes()


PLAIN = {name: idx(shape, seed) for seed, (name, shape) in enumerate(zip(NAMES, SHAPES, strict=True))}


class Server(http.server.ThreadingHTTPServer):
    """A mirror whose folders serve the same files in different ways; it remembers what was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.gate = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def mirror(self, way: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{way}/"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        _, way, file = self.path.split("/")
        self.server.asked.append(f"{way}/{file}")
        plain = PLAIN[file.removesuffix(".gz")]
        packed = gzip.compress(plain)
        if way == "missing":
            self.send_error(404)
            return
        body = {
            "plain": plain,
            "loose": gzip.compress(plain, 1),
            "cut": packed[: len(packed) // 2],
            "wrong": gzip.compress(plain[:-1] + bytes([plain[-1] ^ 1])),
            "bomb": gzip.compress(plain + bytes(2**20)),
            "page": b"<html>Please log in to this network.</html>",
        }.get(way, packed)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if way == "broken":
            body = body[: len(body) // 2]
        if way == "gate":
            self.wfile.write(body[: len(body) // 2])
            self.server.gate.wait(10)
            body = body[len(body) // 2 :]
        if way != "silent":
            self.wfile.write(body)
        else:
            self.server.gate.wait(10)

    def log_message(self, *arguments) -> None:
        pass


@pytest.fixture
def server():
    server = Server()
    yield server
    server.gate.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def cache(monkeypatch, tmp_path):
    """An empty cache, and nothing in memory."""
    monkeypatch.delenv(FOLDER, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(sets, "cache_folder", lambda source: tmp_path / "cache" / source.key)
    monkeypatch.setattr(fetch, "REST", 0.0)
    image_data.forget()
    yield tmp_path / "cache" / "mnist"
    image_data.forget()


@pytest.fixture
def mirrors(monkeypatch, server, cache):
    """Sets the ways in which a small set under the name of MNIST is served."""

    assert not cache.exists()

    def use(*ways: str, **sums: dict[str, str]) -> None:
        sums = sums or {name: {"sha256": hashlib.sha256(PLAIN[name]).hexdigest()} for name in NAMES}
        files = tuple(
            IdxFile(name, shape, 1000, **sums.get(name, {}))
            for name, shape in zip(NAMES, SHAPES, strict=True)
        )
        dead = {"dead": "http://127.0.0.1:9/"}
        each = tuple(dead.get(way) or server.mirror(way) for way in ways)
        monkeypatch.setitem(SOURCES, "mnist", Source("mnist", "MNIST", tuple("0123456789"), each, files))

    return use


def same(found, source: str) -> bool:
    """Whether a set holds the served pictures, and says where they are from."""
    arrays = (found.train.images, found.train.labels, found.test.images, found.test.labels)
    equal = [
        array.tobytes() == PLAIN[name][-array.nbytes :] for name, array in zip(NAMES, arrays, strict=True)
    ]
    return all(equal) and found.source == source and not found.stand_in


def put(folder: Path, packed: bool = False) -> None:
    folder.mkdir(parents=True)
    for name, content in PLAIN.items():
        path = folder / (f"{name}.gz" if packed else name)
        path.write_bytes(gzip.compress(content) if packed else content)


# Where a set comes from.


@pytest.mark.skipif(not REAL.is_dir(), reason=f"the folder that {FOLDER} names holds no mnist/")
def test_real_mnist_has_its_hashes():
    image_data.forget()
    started = time.perf_counter()
    mnist = image_data.load("mnist", wait=False)
    assert time.perf_counter() - started < 5
    assert mnist.source == "folder"
    assert not mnist.stand_in
    assert (mnist.train.images.shape, mnist.test.images.shape) == ((60_000, 28, 28), (10_000, 28, 28))
    assert mnist.train.labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert image_data.why_stand_in("mnist") is None
    for pictures in (mnist.train, mnist.test):
        with pytest.raises(ValueError, match="read-only"):
            pictures.images[0, 0, 0] = 1


@pytest.mark.parametrize("way", ["gz", "plain", "loose"])
def test_any_packing_will_do(mirrors, cache, server, way):
    mirrors(way)
    assert same(image_data.load("mnist"), "download")
    assert len(server.asked) == 4
    image_data.forget()
    assert same(image_data.load("mnist"), "cache")
    assert len(server.asked) == 4, "what is in the cache is not fetched again"
    suffix = "" if way == "plain" else ".gz"
    assert sorted(path.name for path in cache.iterdir()) == sorted(name + suffix for name in NAMES)


@pytest.mark.parametrize("packed", [True, False])
def test_the_folder_comes_first(mirrors, cache, server, monkeypatch, tmp_path, packed):
    mirrors("gz")
    put(cache)
    put(tmp_path / "own" / "mnist", packed)
    monkeypatch.setenv(FOLDER, str(tmp_path / "own"))
    assert same(image_data.load("mnist"), "folder")
    assert image_data.load("mnist") is image_data.load("mnist")
    monkeypatch.delenv(FOLDER)
    assert same(image_data.load("mnist"), "cache")
    assert not server.asked


@pytest.mark.parametrize("first", ["dead", "missing", "broken", "cut", "wrong", "bomb", "page"])
def test_the_next_mirror_is_asked(mirrors, server, cache, first):
    mirrors(first, "gz")
    assert same(image_data.load("mnist"), "download")
    asked = [way for way in server.asked if way.startswith(first)]
    assert len(asked) <= 1, "the mirror that answered is asked first for the other files"
    assert len(list(cache.iterdir())) == 4


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        ("dead", "does not give train-images-idx3-ubyte (ConnectionError)."),
        ("missing", "does not give train-images-idx3-ubyte (404)."),
        ("broken", "does not give train-images-idx3-ubyte"),
        ("cut", "ends too early."),
        ("wrong", "has the SHA-256"),
        ("bomb", "has more than"),
        ("page", "has fewer than the 4,720 bytes it should."),
    ],
)
def test_without_a_good_mirror_digits_stand_in_and_say_why(mirrors, server, cache, way, reason):
    mirrors(way)
    found = image_data.load("mnist")
    assert found.stand_in
    assert found.source == "embedded"
    assert found.train is embedded.embedded_digits().train
    why = image_data.why_stand_in("mnist")
    assert why.startswith("MNIST could not be fetched.")
    assert reason in why
    assert "train-images-idx3-ubyte" in why
    assert why == image_data.fetching("mnist").error
    assert way == "dead" or server.asked == [f"{way}/{NAMES[0]}.gz"] * fetch.ROUNDS
    assert not cache.exists()


def test_threads_that_ask_at_once_get_the_same_digits(monkeypatch):
    monkeypatch.setattr(embedded, "embedded_digits", embedded._once(embedded.embedded_digits.__wrapped__))
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: embedded.embedded_digits(), range(4)))
    assert all(digits is found[0] for digits in found)


def test_damage_is_named_when_it_is_noticed(mirrors, caplog):
    mirrors("wrong", "gz")
    image_data.load("mnist")
    wanted = hashlib.sha256(PLAIN[NAMES[0]]).hexdigest()
    assert f"{NAMES[0]} from " in caplog.text
    assert f"not {wanted[:12]}" in caplog.text


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    "harm", [lambda content: content[:-9], lambda content: content[:99] + b"!" + content[100:]]
)
def test_a_damaged_cache_is_named_and_fetched_again(mirrors, cache, server, caplog, packed, harm):
    mirrors("gz")
    put(cache, packed)
    hurt = cache / f"{NAMES[2]}{'.gz' * packed}"
    hurt.write_bytes(harm(hurt.read_bytes()))
    assert image_data.load("mnist", wait=False).stand_in
    assert str(hurt) in caplog.text
    caplog.clear()
    assert same(image_data.load("mnist"), "download")
    assert server.asked == [f"gz/{NAMES[2]}.gz"], "only what is damaged comes anew"
    assert not caplog.text, "it is named once"
    image_data.forget()
    assert same(image_data.load("mnist"), "cache")


def test_a_damaged_folder_is_named_and_passed_over(mirrors, monkeypatch, tmp_path, caplog):
    mirrors("gz")
    put(tmp_path / "own" / "mnist")
    hurt = tmp_path / "own" / "mnist" / NAMES[1]
    hurt.write_bytes(hurt.read_bytes()[:-1])
    monkeypatch.setenv(FOLDER, str(tmp_path / "own"))
    assert same(image_data.load("mnist"), "download")
    assert str(hurt) in caplog.text
    assert hurt.stat().st_size == 13, "nobody writes to the folder"
    hurt.write_bytes(PLAIN[NAMES[1]])
    assert same(image_data.load("mnist"), "folder")


def test_a_published_md5_of_the_packed_file_is_checked_on_the_way(mirrors, monkeypatch):
    mirrors("loose", "gz", **{name: {"md5": "0" * 32} for name in NAMES})
    assert "MD5" in (image_data.load("mnist") and image_data.why_stand_in("mnist"))
    monkeypatch.setattr(gzip.time, "time", lambda: 0)
    image_data.forget()
    packed = {name: {"md5": hashlib.md5(gzip.compress(PLAIN[name])).hexdigest()} for name in NAMES}
    mirrors("loose", "gz", **packed)
    assert same(image_data.load("mnist"), "download")


def test_a_cache_that_cannot_be_written_does_no_harm(mirrors, cache, caplog):
    mirrors("gz")
    cache.parent.parent.mkdir(exist_ok=True)
    cache.parent.write_bytes(b"a file where the folder should be")
    assert same(image_data.load("mnist"), "download")
    assert "cannot be kept" in caplog.text


def test_a_full_disk_leaves_nothing_half_written(mirrors, cache, monkeypatch, caplog):
    mirrors("gz")
    write = Path.write_bytes

    def half(path: Path, content: bytes) -> None:
        write(path, content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    assert same(image_data.load("mnist"), "download")
    assert "cannot be kept" in caplog.text
    assert not list(cache.iterdir())


# Time and threads.


def test_nobody_waits_who_does_not_want_to(mirrors, server):
    mirrors("gz")
    embedded.embedded_digits()
    started = time.perf_counter()
    assert image_data.load("mnist", wait=False).stand_in
    assert time.perf_counter() - started < 0.5
    assert not server.asked
    assert "has not been fetched" in image_data.why_stand_in("mnist")
    assert image_data.fetching("mnist") == image_data.Fetch()


def test_a_silent_network_is_not_waited_for(mirrors, monkeypatch):
    mirrors("silent")
    monkeypatch.setattr(sets, "PATIENCE", 0.3)
    started = time.perf_counter()
    assert image_data.load("mnist").stand_in
    assert time.perf_counter() - started < 3
    assert "still on its way" in image_data.why_stand_in("mnist")


def until(condition) -> None:
    """Waits for what is on its way, but not for ever."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_background_brings_the_set_and_tells_how_far_it_is(mirrors, server, cache, monkeypatch):
    monkeypatch.setattr(fetch, "_CHUNK", 256)
    mirrors("gate")
    for _ in range(5):
        image_data.fetch_in_background("mnist")
    until(lambda: image_data.fetching("mnist").done)
    state = image_data.fetching("mnist")
    assert 0 < state.done < state.total
    assert not state.finished
    stand_in = image_data.load("mnist", wait=False)
    assert stand_in.stand_in
    assert stand_in is image_data.load("mnist", wait=False)
    assert not [path for path in cache.rglob("*") if path.name in NAMES], "half a file is in nobody's way"
    server.gate.set()
    assert same(image_data.load("mnist"), "download")
    state = image_data.fetching("mnist")
    assert (state.done, state.finished, state.error) == (state.total, True, None)
    assert len(server.asked) == 4
    assert image_data.fetch_in_background("mnist") == state
    assert image_data.why_stand_in("mnist") is None


def test_progress_is_told(mirrors):
    mirrors("dead", "broken", "gz")
    told = []
    image_data.load("mnist", progress=lambda done, total: told.append((done, total)))
    assert all(0 <= done <= total for done, total in told)
    assert told[-1][0] == told[-1][1] > 0


def test_many_threads_fetch_once(mirrors, server):
    mirrors("gz")
    found = []
    threads = [threading.Thread(target=lambda: found.append(image_data.load("mnist"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert all(each is found[0] for each in found)
    assert same(found[0], "download")
    assert len(server.asked) == 4


def test_two_programs_that_fetch_at_once_do_not_disturb_each_other(mirrors, server, cache):
    mirrors("gate")
    got = []
    jobs = [fetch.Job(SOURCES["mnist"], cache, got.append) for _ in range(2)]
    until(lambda: len(server.asked) == 2)
    server.gate.set()
    assert all(job.ended.wait(10) for job in jobs)
    assert len(got) == 2
    assert all(job.state.error is None for job in jobs)
    assert sorted(path.name for path in cache.iterdir()) == sorted(f"{name}.gz" for name in NAMES)
    assert same(image_data.load("mnist"), "cache")


def test_the_background_does_not_knock_all_the_time(mirrors, server, monkeypatch):
    mirrors("missing")
    image_data.load("mnist")
    asked = len(server.asked)
    for _ in range(3):
        assert image_data.fetch_in_background("mnist").error
    assert len(server.asked) == asked
    monkeypatch.setattr(sets, "AGAIN", 0.0)
    time.sleep(0.01)
    image_data.fetch_in_background("mnist")
    assert image_data.load("mnist").stand_in
    assert len(server.asked) > asked


def test_a_stand_in_gives_way_once_the_set_is_here(mirrors):
    mirrors("dead")
    assert image_data.load("mnist").stand_in
    mirrors("gz")
    assert same(image_data.load("mnist"), "download")
    assert image_data.why_stand_in("mnist") is None


def test_a_fresh_program_has_pictures_in_five_seconds(tmp_path):
    """No folder, no cache, no network: time from the import of the package to a set of pictures."""
    code = (
        "import time, sys; from playground import image_data; "
        "assert not {'sklearn', 'pooch', 'requests'} & set(sys.modules), 'imports are slow'; "
        "t = time.perf_counter(); found = image_data.load('mnist', wait=False); "
        "t = time.perf_counter() - t; why = image_data.why_stand_in('mnist'); "
        "print(t, found.stand_in, len(found.train.images), why)"
    )
    environment = {key: value for key, value in os.environ.items() if key != FOLDER}
    environment |= {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    seconds, stand_in, count, *why = done.stdout.split()
    assert float(seconds) < 5
    assert (stand_in, count) == ("True", "1497")
    assert why[0] == "MNIST"


# Files and digits.


def test_the_catalogue_of_sets_is_whole():
    for source in SOURCES.values():
        assert [file.name for file in source.files] == list(NAMES)
        assert all(bool(file.sha256) != bool(file.md5) for file in source.files)
        assert len(source.names) == 10
        assert len(source.mirrors) >= 2
        assert all(mirror.startswith("http") and mirror.endswith("/") for mirror in source.mirrors)


def test_an_unknown_set_gets_a_sentence():
    with pytest.raises(SettingError, match="mnist, fashion-mnist, digits; 'cifar' is not"):
        image_data.load("cifar")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "fewer"),
        (idx((3, 2), 0)[:-1], "fewer"),
        (idx((3, 2), 0) + b"!", "more"),
        (gzip.compress(idx((3, 2), 0))[:-3], "too early"),
        (
            gzip.compress(idx((3, 2), 0))[:20] + b"!!!!" + gzip.compress(idx((3, 2), 0))[24:],
            "unpacked|too early",
        ),
        (b"\x1f\x8b\x08" + bytes(30), "unpacked|too early|fewer"),
        (gzip.compress(bytes(10**7)), "more"),
        (idx((2, 3), 0), "no IDX file"),
        (b"\0\0\x0d\x02" + idx((3, 2), 0)[4:], "no IDX file"),
    ],
    ids=range(9),
)
def test_a_damaged_file_is_told_from_a_sound_one(content, reason):
    good = idx((3, 2), 0)
    for sound in (good, gzip.compress(good)):
        assert read_idx(unpacked(sound, len(good)), (3, 2)).tobytes() == good[-6:]
    with pytest.raises(Damaged, match=reason):
        read_idx(unpacked(content, len(good)), (3, 2))


def test_the_embedded_digits_look_like_mnist():
    digits = image_data.load("digits")
    assert digits is image_data.load("digits")
    assert (digits.key, digits.source, digits.stand_in) == ("digits", "embedded", False)
    assert digits.names == tuple("0123456789")
    for pictures, count in ((digits.train, 1497), (digits.test, 300)):
        images, labels = pictures.images, pictures.labels
        assert images.shape == (count, 28, 28)
        assert images.dtype == labels.dtype == np.uint8
        assert (np.bincount(labels, minlength=10) > count / 15).all()
        assert (images.reshape(count, -1).max(axis=1) > 200).all(), "black and white"
        assert (images.min(axis=(1, 2)) == 0).all()
        ink = images / images.sum(axis=(1, 2), keepdims=True)
        places = np.arange(28) + 0.5
        middle = np.array([(ink.sum(axis=axis) @ places).mean() for axis in (1, 2)])
        np.testing.assert_allclose(middle, 14, atol=0.5)
        assert 28 < images.mean() < 39, "as much ink as in MNIST, 33.3"
        with pytest.raises(ValueError, match="read-only"):
            images[0] = 0
    kinds = {digits.train.images[digits.train.labels == digit].mean(axis=0).tobytes() for digit in range(10)}
    assert len(kinds) == 10
    assert image_data.why_stand_in("digits") is None
    assert image_data.fetch_in_background("digits") == image_data.Fetch(finished=True)


def test_every_stand_in_is_a_set_of_its_own():
    one, other = embedded.stand_in("mnist"), embedded.stand_in("fashion-mnist")
    assert (one.key, other.key) == ("mnist", "fashion-mnist")
    assert one.stand_in
    assert one != other
    assert one == embedded.stand_in("mnist")
