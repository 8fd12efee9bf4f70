"""The real reader on a few rendered pages; skipped, saying so, where it is not installed."""

import importlib.util
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from rostra.errors import PictureError
from rostra.vision import answer_in, open_picture, open_reader, see

CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
HAS_READER = bool(importlib.util.find_spec("rapidocr") and importlib.util.find_spec("onnxruntime"))
reads = pytest.mark.skipif(not HAS_READER, reason="the extra [vision] (rapidocr) is not installed")


@pytest.fixture(scope="module")
def reader():
    return open_reader()


def page(lines, size=(760, 260), font=None, turn=0):
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    for n, words in enumerate(lines):
        pen.text((30, 30 + 48 * n), words, fill="black", font=font or ImageFont.load_default(26))
    into = BytesIO()
    image.rotate(turn, expand=True, fillcolor="white").save(into, "PNG")
    return open_picture(into.getvalue())


LINES = ["Delivery note", "Order number: AX-20931", "Total amount: $1,284.50"]


@reads
def test_a_page_is_read_and_a_question_answered(reader):
    seen = see(page(LINES), reader)
    assert seen.text.splitlines() == LINES
    found = answer_in(seen, "What is the order number?")
    assert found.text == "AX-20931"
    assert 100 < found.box.left < 300
    assert 70 < found.box.middle[1] < 110


@reads
@pytest.mark.skipif(not CJK.is_file(), reason="no font with Chinese letters (fonts-noto-cjk)")
def test_chinese_is_read(reader):
    lines = ["港务局通知", "开往东港的渡轮停运到周四。", "城市：盐湾"]
    seen = see(page(lines, font=ImageFont.truetype(str(CJK), 28, index=2)), reader)
    assert seen.text.splitlines() == lines


@reads
def test_a_page_on_its_side_is_turned_and_a_tall_one_read_in_parts(reader):
    assert see(page(LINES, turn=90), reader).text.splitlines() == LINES
    tall = [f"This is line number {n} of a long page" for n in range(30)]
    assert see(page(tall, (600, 1500)), reader).text.splitlines() == tall


@reads
def test_a_blank_page_holds_nothing(reader):
    assert see(page([]), reader).rows == ()


@pytest.mark.skipif(HAS_READER, reason="the extra [vision] is installed")
def test_without_the_extra_it_is_named():
    with pytest.raises(PictureError, match=r"rostra\[vision\]"):
        open_reader()


@reads
@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3)])
def test_a_picture_of_any_shape_is_read(reader, size):
    assert see(page([], size), reader).rows == ()
