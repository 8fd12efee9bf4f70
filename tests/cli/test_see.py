"""`rostra see` and `--image` as a person uses them, asked of a serving owner."""

import importlib.util
import json
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFont

HAS_READER = bool(importlib.util.find_spec("rapidocr") and importlib.util.find_spec("onnxruntime"))
reads = pytest.mark.skipif(not HAS_READER, reason="the extra [vision] (rapidocr) is not installed")
NOTE = ["Delivery note", "Order number: AX-20931", "Total amount: $1,284.50"]


@pytest.fixture(scope="module")
def note(served):
    """A delivery note as a PNG, and as the second page of a PDF of two."""
    pages = [_page(["A cover"]), _page(NOTE)]
    folder = served.path.parent
    pages[1].save(folder / "note.png")
    pages[0].save(folder / "note.pdf", save_all=True, append_images=pages[1:], resolution=72)
    return folder


def _page(lines):
    image = Image.new("RGB", (760, 260), "white")
    pen = ImageDraw.Draw(image)
    for n, words in enumerate(lines):
        pen.text((30, 30 + 48 * n), words, fill="black", font=ImageFont.load_default(26))
    return image


@reads
def test_see_answers_with_the_place_and_draws_it(served, note):
    told = json.loads(served.ok(
        "see", "--json", "--model", "none", "--mark", str(note / "out.png"),
        str(note / "note.png"), "What is the order number?",
    ))  # fmt: skip
    assert told["found"]["text"] == "AX-20931"
    assert told["found"]["box"]["left"] > 100
    marked = Image.open(BytesIO((note / "out.png").read_bytes()))
    assert marked.size == (760, 260)
    box = told["found"]["box"]
    edge = marked.getpixel((int(box["left"]) - 4, int(box["top"] + box["bottom"]) // 2))
    assert edge[0] > 150 > edge[1]


@reads
def test_ask_about_a_page_of_a_document(served, note):
    told = served.ok(
        "ask", "--model", "none", "--image", str(note / "note.pdf"), "--pages", "2",
        "What is the total amount?",
    )  # fmt: skip
    assert "On page 2, under “Total amount”: $1,284.50" in told
    assert "Only the text in the picture was read" in told


def test_verify_tells_where_a_picture_was_seen_before(served, note):
    first = served.ok("verify", "--image", str(note / "note.png"))
    again = served.ok("verify", "--image", str(note / "note.png"))
    assert "the very same" in again
    assert "in an earlier question" in again
    assert first.splitlines()[0] == again.splitlines()[0]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("see", "--pages", "4-2", "x.png"), "the first one first"),
        (("see", "--pages", "two", "x.png"), "write 3 or 2-4"),
        (("see", "nowhere.png"), "no file, no address and no post"),
        (("see", "--mark", "o.png", "x.png"), "ask a question"),
        (("ask", "--image", "nowhere.png", "what?"), "No such file"),
        (("ask", "--pages", "2", "what?"), "--pages goes with --image"),
        (("ask", "--image", "http://127.0.0.1:1/x.png", "what?"), "only public addresses"),
    ],
)
def test_what_cannot_be_seen_is_told_in_a_line(served, args, says):
    done = served.run(*args)
    assert done.returncode in (1, 2)
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_locked_or_hostile_file_is_refused_by_name(served, note):
    (note / "page.png").write_bytes(b"<!doctype html><script>alert(1)</script>")
    done = served.run("see", str(note / "page.png"))
    assert done.returncode == 1
    assert "page.png: this is a web page" in done.stderr
