"""Data from files: what is read is exact, and what cannot be read gets a sentence."""

import io
import pickle
import struct
import zipfile
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from playground import SettingError
from playground.own_data import LARGEST, archive, read_data
from playground.own_data.scaling import MOST_ROWS, short
from playground.ui.text import ENGLISH

ROWS = np.array([[10.0, 1.0], [30.0, 5.0], [20.0, 3.0]])
SCALED = np.array([[-2.0, -0.4], [2.0, 0.4], [0.0, 0.0]])


def npy(array, **options) -> bytes:
    with io.BytesIO() as file:
        np.save(file, array, **options)
        return file.getvalue()


def header(text: str, body: bytes = b"\0" * 160, version: bytes = b"\x01\x00") -> bytes:
    return b"\x93NUMPY" + version + struct.pack("<H", len(text)) + text.encode() + body


def told(descr="'<f8'", order="False", shape="(10, 2)") -> bytes:
    return header(f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}\n")


def picture(array, kind="PNG", mode=None, **options) -> bytes:
    with io.BytesIO() as file:
        made = Image.fromarray(np.asarray(array))
        (made.convert(mode) if mode else made).save(file, kind, **options)
        return file.getvalue()


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    size = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + b"".join(chunks)


def webp(kind: bytes, head: bytes) -> bytes:
    body = b"WEBP" + kind + struct.pack("<I", len(head)) + head + b"\0" * 40
    return b"RIFF" + struct.pack("<I", len(body)) + body


def zipped(files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", packing) as made:
            for name, content in files.items():
                made.writestr(name, content)
        return file.getvalue()


def points(content: bytes) -> np.ndarray:
    return read_data(content, "file").distribution.points


# Numbers that are read.


@pytest.mark.parametrize(
    "content",
    [
        "10,1\n30,5\n20,3\n",
        "10,1\r\n30,5\r\n20,3",
        "10,1\r30,5\r20,3\r",
        "height,weight\n10,1\n30,5\n20,3\n",
        '"height, in cm","weight"\n"10","1"\n"30","5"\n"20","3"\n',
        "# made by savetxt\n1.0e1 1.0e0\n3.0e1 5.0e0\n\n2.0e1 3.0e0\n",
        "  10\t1\n30\t5\t\n20\t3\n",
        "10;1\n30;5\n20;3\n",
        "10,0;1,0\n30,0;5,0\n20,0;3,0\n",
        "키,몸무게\n10, 1\n30, 5\n20, 3\n",
    ],
    ids=repr,
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_of_two_columns_are_points_in_the_plane(content, encoding):
    np.testing.assert_array_equal(points(content.encode(encoding)), SCALED.astype(np.float32))


def test_words_in_an_older_encoding_do_no_harm():
    np.testing.assert_array_equal(points("키,몸무게\n10,1\n30,5\n20,3\n".encode("cp949")), np.float32(SCALED))


@pytest.mark.parametrize("content", [b"1\n2\n5", b"x\n1\n2\n5\n", b"1,\n2,\n5,".replace(b",", b"")], ids=repr)
def test_a_table_of_one_column_is_points_on_the_line(content):
    own = read_data(content, "C:\\fakepath\\mine.csv")
    assert own.distribution.key == "points-1d"
    np.testing.assert_array_equal(own.distribution.points[:, 0], [-2.0, -1.0, 2.0])
    assert own.note == "own.points.line"
    assert own.values == {"name": "mine.csv", "rows": 3, "x": "3", "scale": "1"}


@pytest.mark.parametrize("kind", ["<f8", ">f8", "<f4", "<f2", "<i4", ">i2", "u1", "<u8"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_arrays_of_any_real_kind_are_read(kind, order):
    np.testing.assert_array_equal(points(npy(np.array(ROWS, kind, order=order))), SCALED.astype(np.float32))
    line = read_data(npy(ROWS[:, :1].astype(kind, order=order)), "")
    assert line.distribution.key == "points-1d"
    np.testing.assert_array_equal(line.distribution.points[:, 0], SCALED[:, 0])
    np.testing.assert_array_equal(points(npy(ROWS[:, 0].astype(kind))), SCALED[:, :1])


def test_a_header_may_be_written_in_another_style():
    body = np.array([1.0, 3.0]).tobytes()
    text = "{'shape':(2,),'fortran_order':False,'descr':'<f8'}"
    np.testing.assert_array_equal(points(header(text, body))[:, 0], [-2, 2])


@given(
    st.lists(st.tuples(*[st.floats(-1e308, 1e308)] * 2), min_size=2, max_size=30).filter(
        lambda rows: np.ptp(np.array(rows) / 4, axis=0).max() > 1e-290
    )
)
def test_any_finite_rows_reach_from_minus_two_to_two_and_keep_their_shape(rows):
    own = read_data(npy(np.array(rows)), "")
    low, high = own.distribution.points.min(axis=0), own.distribution.points.max(axis=0)
    assert (high - low).max() == pytest.approx(4, rel=1e-6)
    np.testing.assert_allclose(low, -high, atol=1e-6)
    spans = np.ptp(np.array(rows) / 4, axis=0)
    np.testing.assert_allclose((high - low) / 4, spans / spans.max(), rtol=1e-5, atol=1e-6)


def test_the_note_says_how_to_get_back():
    own = read_data(npy(ROWS), "own.npy")
    assert own.values == {"name": "own.npy", "rows": 3, "x": "20", "y": "3", "scale": "5"}
    scale, *middle = (float(own.values[name]) for name in ("scale", "x", "y"))
    np.testing.assert_allclose(own.distribution.points * scale + np.array(middle), ROWS, rtol=1e-6)


@pytest.mark.parametrize(
    "content",
    [
        npy(ROWS),
        npy(ROWS[:, 0]),
        picture(np.eye(3, dtype=np.uint8)),
        zipped({name: picture(np.eye(3, dtype=np.uint8)) for name in "ab"}),
    ],
)
def test_every_note_has_its_sentence(content):
    own = read_data(content, "name")
    sentence = ENGLISH[own.note]
    assert all(f"{{{name}" in sentence for name in own.values)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("", ""), ("a/b\\c.csv", "c.csv"), ("x\n\x1b[1m.npy", "x[1m.npy"), ("n" * 99, "n" * 39 + "…")],
)
def test_names_are_shown_short_and_plain(name, shown):
    assert short(name) == shown


def test_as_many_rows_as_allowed_are_read():
    rows = np.arange(MOST_ROWS)
    assert len(points("\n".join(map(str, rows)).encode())) == MOST_ROWS
    assert len(points(npy(rows))) == MOST_ROWS


# Pictures that are read.


@pytest.mark.parametrize(
    "options",
    [
        {"kind": "PNG"},
        {"kind": "GIF"},
        {"kind": "WEBP", "mode": "RGB", "lossless": True},
        {"kind": "PNG", "mode": "RGBA"},
        {"kind": "PNG", "mode": "P"},
        {"kind": "PNG", "mode": "I;16"},
    ],
    ids=str,
)
def test_the_darker_the_denser_and_upright(options):
    grey = np.full((4, 2), 255, dtype=np.uint8)
    grey[0, 0], grey[3, 1], grey[1, 0] = 0, 51, 204  # top left, bottom right, second from the top
    if options.get("mode") == "I;16":
        content = picture(grey.astype(np.uint16) * 257)
    else:
        content = picture(grey, **options)
    own = read_data(content, "p")
    expected = np.zeros((2, 4))
    expected[0, 3], expected[1, 0], expected[0, 2] = 1, 0.8, 0.2
    np.testing.assert_allclose(own.distribution.cells, expected, atol=1e-6)
    assert own.distribution.box() == ((-1.0, 1.0), (-2.0, 2.0))
    assert own.values == {"name": "p", "width": 2, "height": 4, "columns": 2, "lines": 4}


def test_a_jpeg_is_read_as_it_was_taken():
    grey = np.full((64, 32), 255, dtype=np.uint8)
    grey[:16, :16] = 0
    turned = Image.Exif()
    turned[0x0112] = 6  # the camera was held so that the right side is down
    plain = read_data(picture(grey, "JPEG", quality=95), "").distribution
    sideways = read_data(picture(np.rot90(grey), "JPEG", quality=95, exif=turned), "")
    assert plain.cells[:14, -14:].min() > 0.95
    assert plain.cells[18:].max() < 0.05
    np.testing.assert_allclose(sideways.distribution.cells, plain.cells, atol=0.05)
    assert (sideways.values["width"], sideways.values["height"]) == (32, 64)
    assert sideways.distribution.box() == plain.box()


def test_transparent_places_hold_no_data():
    pixels = np.zeros((2, 2, 4), dtype=np.uint8)
    pixels[..., 3] = [[0, 255], [51, 0]]
    np.testing.assert_allclose(
        read_data(picture(pixels), "").distribution.cells, [[0.2, 0], [0, 1]], atol=1e-6
    )


def test_large_pictures_are_averaged():
    dark = np.zeros((600, 512), dtype=np.uint8)
    dark[:, ::2] = 255
    cells = read_data(picture(dark), "").distribution.cells
    assert cells.shape == (109, 128)
    assert cells.mean() == pytest.approx(0.5, abs=0.01)


def test_only_the_first_frame_counts():
    frames = [Image.new("L", (4, 4), shade) for shade in (51, 255)]
    with io.BytesIO() as file:
        frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
        cells = read_data(file.getvalue(), "").distribution.cells
    np.testing.assert_allclose(cells, 0.8, atol=0.01)


def test_pieces_that_a_picture_may_have_do_no_harm():
    for content in (
        GOOD_PNG[:33] + chunk(b"teST") * 300 + GOOD_PNG[33:],
        GOOD_GIF[:13] + b"\x21\xfe\x01x\0" * 30 + GOOD_GIF[13:],
    ):
        assert read_data(content, "").distribution.cells.any()


# Archives of pictures.


def drawn(content: dict[str, bytes]) -> np.ndarray:
    own = read_data(zipped(content), "mine.zip")
    assert own.distribution.key == "images"
    return own.distribution.images


def test_an_archive_of_pictures_is_read_as_it_is():
    """Pictures of the right size keep every grey value; whatever else lies beside them is passed over."""
    grey = np.arange(28 * 28, dtype=np.uint8).reshape(28, 28)
    files = {
        "readme.txt": b"My pictures",
        "a/": b"",
        "a/1.png": picture(grey),
        "../../2": picture(255 - grey),
        "a/._1.png": b"\0\5\x16\7",
        "3.webp": picture(grey.T, "WEBP", "RGB", lossless=True),
        "4.png": picture(grey, mode="RGBA"),
        "5.png": picture(grey.astype(np.uint16) * 257),
    }
    own = read_data(zipped(files), "C:\\mine.zip")
    assert own.values == {"name": "mine.zip", "count": 5, "others": 2}
    np.testing.assert_array_equal(own.distribution.images, [grey, 255 - grey, grey.T, grey, grey])
    stored = read_data(zipped(files, zipfile.ZIP_STORED), "")
    assert stored.distribution == own.distribution


def test_pictures_of_other_shapes_are_cut_to_their_middle():
    wide = np.zeros((56, 112), dtype=np.uint8)
    wide[:, 28:84] = 200
    tall = np.zeros((40, 14), dtype=np.uint8)
    tall[13:27] = 90
    clear = np.zeros((28, 28, 4), dtype=np.uint8)
    wide_image, tall_image, clear_image = drawn(
        {"w": picture(wide, "PNG"), "t": picture(tall), "c": picture(clear)}
    )
    assert (wide_image == 200).all()
    assert (tall_image == 90).all()
    assert (clear_image == 255).all(), "clear places are white paper"


def test_turned_photographs_stand_upright():
    grey = np.zeros((64, 32), dtype=np.uint8)
    grey[16:32] = 255
    turned = Image.Exif()
    turned[0x0112] = 6
    plain, sideways = drawn(
        {
            "plain": picture(grey, "JPEG", quality=95),
            "turned": picture(np.rot90(grey), "JPEG", quality=95, exif=turned),
        }
    )
    assert plain[:12].min() > 240
    np.testing.assert_allclose(sideways.astype(int), plain, atol=8)


@pytest.mark.parametrize(
    ("limit", "value", "expected"),
    [
        ("MOST_FILES", 2, "more than 2 files"),
        ("MOST_PIXELS", 2_000_000, "more than 2 million pixels"),
        ("LARGEST_UNPACKED", 100, "far more than it is"),
    ],
)
def test_an_archive_has_limits(monkeypatch, limit, value, expected):
    content = zipped({name: picture(np.zeros((1000, 999), dtype=np.uint8)) for name in "abc"}, 0)
    assert len(read_data(content, "").distribution.images) == 3
    monkeypatch.setattr(archive, limit, value)
    with pytest.raises(SettingError, match=expected):
        read_data(content, "")


# What cannot be read.

NOISE = np.random.default_rng(0).integers(0, 256, 5000, dtype=np.uint8).tobytes()
GOOD_PNG = picture(np.arange(10_000, dtype=np.uint8).reshape(100, 100) % 251)
GOOD_JPEG = picture(np.arange(10_000, dtype=np.uint8).reshape(100, 100) % 251, "JPEG", progressive=True)
# Without a table of colours for the whole, so that pieces may follow its first 13 bytes.
GOOD_GIF = b"GIF89a\x02\0\x01\0\0\0\0,\0\0\0\0\x02\0\x01\0\x80\0\0\0\xff\xff\xff\x02\x02\x44\n\0;"
BOMB = png(3000, 3000, chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * 3000) * 3000)), chunk(b"IEND"))

TWO = {"1.png": GOOD_PNG, "2.png": GOOD_PNG}
PAIR = zipped(TWO, zipfile.ZIP_STORED)
LOCKED = bytearray(PAIR)
for at in (6, PAIR.index(b"PK\x01\x02") + 8):
    LOCKED[at] |= 1

MALFORMED = {
    "empty": (b"", "empty"),
    "blanks": (b" \n\n ", "empty"),
    "noise": (b"\x01" + NOISE, "neither text nor"),
    "too large": (b"1\n" * (LARGEST // 2 + 1), "the most is 16 MB"),
    "prose": (b"It was a dark and stormy night.\nThe end.\n", "Line 2 holds 'The'"),
    "one line of prose": (b"Hello world", "No line of this file holds numbers"),
    "only a header": (b"x,y\n", "No line of this file holds numbers"),
    "only comments": (b"# a\n# b\n", "No line of this file holds numbers"),
    "one row": (b"1,2\n", "has 1 row of numbers"),
    "three columns": (b"1,2,3\n4,5,6\n", "3 columns"),
    "ragged": (b"x,y\n1,2\n3,4\n5\n", "Line 4 .*: 1, not 2"),
    "a word": (b"1,2\n3,four\n", "Line 2 holds 'four'"),
    "a word in the first row": (b"1,two\n3,4\n", "Line 1 holds 'two'"),
    "an empty place": (b"1,2\n3,\n", "Line 2 holds ''"),
    "nan": (b"1\n2\nnan\n", "Line 3 holds 'nan'"),
    "inf": (b"1,2\n-inf,2\n", "Line 2 holds '-inf'"),
    "1e400": (b"1\n1e400\n", "Line 2 holds '1e400'"),
    "too many lines": (b"1\n" * (MOST_ROWS + 2000), "more than 200,000 lines"),
    "too many rows": (b"1\n" * (MOST_ROWS + 1), "200,001 rows"),
    "a long line": (b"1,2\n" + b"1," * 2000, "Line 2 has more than 1,000"),
    "constant": (b"1,2\n1,2\n1,2\n", "All rows of this file are the same"),
    "nearly constant": (npy(np.array([0.0, 5e-324])), "All rows of this file are the same"),
    "UTF-16 without its mark": ("1\n2\n3".encode("utf-16-le"), "neither text nor"),
    "UTF-16 cut off": ("1\n2\nx".encode("utf-16")[:-1], "Line 3 holds"),
    "UTF-32": ("1\n2\n3".encode("utf-32"), "neither text nor"),
    "a web page": (b"<!DOCTYPE html>\n<html>1 2</html>\n", "Line 2 holds"),
    "npy: magic alone": (b"\x93NUMPY", "damaged"),
    "npy: version 9": (header("{}", version=b"\x09\x00"), "damaged"),
    "npy: long header": (header(" " * 20_000), "damaged"),
    "npy: header cut off": (told()[:40], "damaged"),
    "npy: no header": (header("nothing"), "header of this NPY file is damaged"),
    "npy: code": (header("{'descr': __import__('os').abort()}"), "plain real numbers"),
    "npy: nested": (header("(" * 9000), "header of this NPY file is damaged"),
    "npy: objects": (npy(np.array([{}, []], dtype=object), allow_pickle=True), "plain real numbers"),
    "npy: complex": (npy(np.ones((3, 2), dtype=complex)), "plain real numbers"),
    "npy: text": (npy(np.array(["a", "b"])), "plain real numbers"),
    "npy: times": (npy(np.array(["2020-01-01"] * 2, dtype="M8[s]")), "plain real numbers"),
    "npy: fields": (npy(np.zeros(3, dtype=[("x", "f8"), ("y", "f8")])), "plain real numbers"),
    "npy: 12 bytes": (told(descr="'<f12'"), "no numbers of the kind"),
    "npy: 0-d": (npy(np.array(1.0)), r"shape \(\)"),
    "npy: 3-d": (npy(np.ones((2, 2, 2))), r"shape \(2, 2, 2\)"),
    "npy: three columns": (npy(np.ones((5, 3))), r"shape \(5, 3\)"),
    "npy: no columns": (npy(np.ones((5, 0))), r"shape \(5, 0\)"),
    "npy: no rows": (npy(np.ones((0, 2))), "has no rows of numbers"),
    "npy: one row": (npy(np.ones((1, 2))), "has 1 row of numbers"),
    "npy: ten million rows": (told(shape="(10000000, 2)"), "10,000,000 rows"),
    "npy: 10**30 rows": (told(shape=f"({10**30}, 2)"), "the most is 200,000"),
    "npy: negative": (told(shape="(-5, 2)"), "header of this NPY file is damaged"),
    "npy: cut off": (npy(ROWS)[:-1], "ends too early"),
    "npy: nan": (npy(np.array([1.0, 2.0, np.nan])), "Row 3 of the data is not finite"),
    "npy: inf": (npy(np.array([[1.0, 2.0], [1.0, -np.inf]])), "Row 2 of the data is not finite"),
    "npz": (b"PK\x03\x04" + NOISE, "ZIP archive"),
    "zip: npz": (zipped({"x.npy": npy(ROWS)}), "ZIP archive without pictures"),
    "zip: xlsx": (zipped({"[Content_Types].xml": b"<x/>", **TWO}), "ZIP archive without pictures"),
    "zip: nothing": (zipped({"a/": b"", "b/": b""}), "ZIP archive without pictures"),
    "zip: a single picture": (zipped({"1.png": GOOD_PNG}), "a single picture"),
    "zip: cut off": (PAIR[:-40], "damaged or cut off"),
    "zip: a damaged picture": (zipped({**TWO, "bad.png": GOOD_PNG[:90]}), "'bad.png' .* damaged"),
    "zip: a wrong sum": (PAIR.replace(GOOD_PNG, GOOD_PNG[:-1] + b"!", 1), "damaged or cut off"),
    "zip: locked": (bytes(LOCKED), "password"),
    "zip: packed otherwise": (zipped(TWO, zipfile.ZIP_LZMA), "unusual way"),
    "zip: a large file": (zipped({**TWO, "big": b"\0" * (4 * 2**20 + 1)}), "'big' has more than 4 MB"),
    "zip: bomb": (zipped({**TWO, "bomb": b"\0" * 2**20}), "far more than it is"),
    "zip: picture bombs": (
        zipped({str(number): BOMB for number in range(12)}, zipfile.ZIP_STORED),
        "more than 100 million pixels in all",
    ),
    "zip: announced picture": (
        zipped({**TWO, "huge": png(30_000, 30_000, chunk(b"IDAT", b""))}),
        "'huge' .* 12.5 million",
    ),
    "zip: a strip": (zipped({**TWO, "s.png": picture(np.zeros((2, 500), np.uint8))}), "50 times as long"),
    "zip: a zip in it": (zipped({"inner.zip": PAIR}), "ZIP archive without pictures"),
    "zip: empty": (b"PK\x05\x06" + b"\0" * 18, "neither text nor"),
    "gzip": (b"\x1f\x8b\x08" + NOISE, "compressed"),
    "pickle": (pickle.dumps(ROWS), "pickle"),
    "pdf": (b"%PDF-1.7\n" + NOISE, "PDF"),
    "bmp": (b"BM" + NOISE, "not read here"),
    "tiff": (b"II*\0" + NOISE, "not read here"),
    "png: signature alone": (b"\x89PNG\r\n\x1a\n", "damaged or cut off"),
    "png: cut off": (GOOD_PNG[: len(GOOD_PNG) // 2], "damaged or cut off"),
    "png: noise": (b"\x89PNG\r\n\x1a\n" + NOISE, "damaged or cut off"),
    "png: wrong sum": (GOOD_PNG.replace(b"IHDR\0\0\0d", b"IHDR\0\0\0c"), "damaged or cut off"),
    "png: announced bomb": (png(30_000, 30_000, chunk(b"IDAT", b"")), "more than 12.5 million"),
    "png: 100 million pixels": (png(10_000, 10_000, chunk(b"IDAT", b"")), "more than 12.5 million"),
    "png: 20 million pixels": (png(5000, 4000, chunk(b"IDAT", b"")), "more than 12.5 million"),
    "png: blank bomb": (BOMB, "blank"),
    "png: many pieces": (GOOD_PNG[:33] + chunk(b"teST") * 30_000 + GOOD_PNG[33:], "damaged or cut off"),
    "png: a strip": (picture(np.zeros((2, 500), np.uint8)), "more than 50 times as long"),
    "png: white": (picture(np.full((9, 9), 255, np.uint8)), "blank"),
    "png: clear": (picture(np.zeros((9, 9, 4), np.uint8)), "blank"),
    "jpeg: cut off": (GOOD_JPEG[: len(GOOD_JPEG) // 2], "damaged or cut off"),
    "jpeg: start alone": (b"\xff\xd8\xff\xe0", "damaged or cut off"),
    "jpeg: many scans": (GOOD_JPEG[:-2] + b"\xff\xda" * 99 + b"\xff\xd9", "too many pieces"),
    "jpeg: many comments": (b"\xff\xd8" + b"\xff\xfe\0\2" * 900_000, "damaged or cut off"),
    "gif: many comments": (GOOD_GIF[:13] + b"\x21\xfe\x01x\0" * 3000 + GOOD_GIF[13:], "damaged or cut off"),
    "gif: one endless comment": (
        b"GIF89a\x10\0\x10\0\0\0\0\x21\xfe" + b"\x01x" * 10**6,
        "damaged or cut off",
    ),
    "webp: bomb": (webp(b"VP8X", b"\0" * 4 + b"\xff\xff\xff" * 2), "more than 8 million"),
    "webp: lossless bomb": (webp(b"VP8L", b"\x2f\xff\xff\xff\x0f"), "more than 8 million"),
    "webp: lossy bomb": (webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a\xff\x3f\xff\x3f"), "more than 8 million"),
    "webp: noise": (b"RIFF\0\0\0\0WEBP" + NOISE, "damaged|more than"),
    "webp: header alone": (b"RIFF\0\0\0\0WEBP", "damaged"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_file_gets_a_sentence(name):
    content, expected = MALFORMED[name]
    with pytest.raises(SettingError, match=expected) as caught:
        read_data(content, "file")
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert 20 < len(sentence) < 250


def judge(content: bytes) -> None:
    """Whatever the content: a distribution, or a sentence."""
    complaint = "."
    try:
        read_data(content, "file")
    except SettingError as refused:
        complaint = str(refused)
    assert complaint.endswith(".")


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\x93NUMPY\x01\x00", b"GIF89a", b"\xff\xd8\xff", b"PK\x03\x04", b"1,2\n"]),
)
def test_any_bytes_are_read_or_refused(content, start):
    judge(start + content)


WHOLE = [
    GOOD_PNG,
    GOOD_JPEG,
    picture(np.arange(400, dtype=np.uint8).reshape(20, 20) % 251, "GIF"),
    picture(np.arange(400, dtype=np.uint8).reshape(20, 20) % 251, "WEBP"),
    npy(ROWS),
    PAIR,
    zipped(TWO),
    b"x,y\n1,2\n3,4\n5,6\n",
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WHOLE), st.data())
def test_any_damage_is_read_or_refused(content, data):
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(0, min(len(content) - 1, 150)))] = data.draw(st.integers(0, 255))
    judge(bytes(damaged[: data.draw(st.integers(1, len(damaged)))]))
    judge(bytes(damaged))
