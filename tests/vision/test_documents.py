"""Documents by page, and vector pictures with all that runs, fetches or names a file taken out."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from rostra.errors import PictureRefused
from rostra.vision import Limits, open_picture, open_pictures
from rostra.vision._svg import plain_svg


def pdf(count, size=(200, 100)):
    document = pypdfium2.PdfDocument.new()
    for _ in range(count):
        document.new_page(*size)
    into = BytesIO()
    document.save(into)
    return into.getvalue()


def pictured(*colours):
    into = BytesIO()
    first, *rest = (Image.new("RGB", (200, 100), colour) for colour in colours)
    first.save(into, "PDF", save_all=True, append_images=rest)
    return into.getvalue()


LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<"
    + b"ab" * 32
    + b">/U<"
    + b"cd" * 32
    + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<" + b"01" * 16 + b"><" + b"01" * 16 + b">]>>\n%%EOF"
)


def colour(picture):
    return Image.open(BytesIO(picture.data)).getpixel((picture.width // 2, picture.height // 2))


def test_a_document_is_opened_by_page():
    red, green, blue = open_pictures(pictured("red", "green", "blue"))
    assert [p.page for p in (red, green, blue)] == [1, 2, 3]
    assert {p.pages for p in (red, green, blue)} == {3}
    assert red.source == "pdf"
    assert colour(red)[0] > 200
    assert colour(green)[0] < 100
    (second,) = open_pictures(pictured("red", "green", "blue"), pages=(2, 2))
    assert second.page == 2
    assert second.more
    assert colour(second)[:3] == colour(green)[:3]
    assert open_picture(pictured("red", "green")).page == 1


def test_two_thousand_pages_are_not_read_at_once():
    document = pdf(2000)
    with pytest.raises(PictureRefused, match="2,000 pages and at most 20"):
        open_pictures(document)
    with pytest.raises(PictureRefused, match="at most 20"):
        open_pictures(document, pages=(1, 21))
    (last,) = open_pictures(document, pages=(2000, 2000))
    assert (last.page, last.pages) == (2000, 2000)
    with pytest.raises(PictureRefused, match="no page 1990-2001"):
        open_pictures(document, pages=(1990, 2001))
    assert open_picture(document).pages == 2000


@pytest.mark.parametrize("pages", [(0, 1), (3, 2), (-4, -1)])
def test_pages_that_cannot_be_are_refused(pages):
    with pytest.raises(PictureRefused, match="there is no page"):
        open_pictures(pdf(3), pages=pages)


def test_a_locked_document_says_so():
    with pytest.raises(PictureRefused, match="password"):
        open_pictures(LOCKED)


@pytest.mark.parametrize("sent", [b"%PDF-1.7\n", pdf(1)[:40], b"%PDF-1.7" + bytes(3000)])
def test_a_broken_document_is_refused(sent):
    with pytest.raises(PictureRefused, match="damaged"):
        open_pictures(sent)


def test_a_vast_page_is_drawn_within_the_limits():
    (page,) = open_pictures(pdf(1, (14_000, 14_000)), Limits(kept_pixels=500_000))
    assert page.width * page.height <= 500_000


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'
)


def drawn(body, size='width="100" height="100"', limits=None):
    sent = SVG.format(size, body).encode()
    return open_picture(sent, limits or Limits())


def test_shapes_are_drawn_and_a_small_picture_large_enough_to_read():
    picture = drawn('<rect width="100" height="100" fill="#0000ff"/>')
    assert picture.source == "svg"
    assert picture.width == picture.height == 1024
    assert colour(picture) == (0, 0, 255)


def secret(tmp_path):
    where = tmp_path / "secret.png"
    Image.new("RGB", (100, 100), (255, 0, 0)).save(where)
    return where


@pytest.mark.parametrize(
    "body",
    [
        '<image href="{}" width="100" height="100"/>',
        '<image xlink:href="file://{}" width="100" height="100"/>',
        '<image href="https://example.org/x.png" width="100" height="100"/>',
        '<style>rect {{ fill: url({}) }}</style><rect width="100" height="100"/>',
        '<style>@import "http://example.org/x.css"; rect {{ fill: red }}</style>',
        '<script>document.write("{}")</script>',
        '<foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" src="{}"/></foreignObject>',
        '<use href="{}#a"/>',
        '<filter id="f"><feImage href="{}"/></filter><g filter="url(#f)"><path d="M0 0"/></g>',
        '<rect width="9" height="9" onload="fetch(1)" style="fill:u\\72l({})"/>',
        '<a href="javascript:alert(1)"><path d="M0 0h1"/></a>',
    ],
)
def test_nothing_runs_is_fetched_or_read_from_disk(body, tmp_path):
    where = secret(tmp_path)
    sent = SVG.format('width="100" height="100"', body.format(where))
    plain = plain_svg(sent.encode(), Limits())
    for word in (str(where), "http://example", "https://example", "script", "onload", "file:"):
        assert word not in plain
    kept = Image.open(BytesIO(open_picture(sent.encode()).data)).convert("RGB")
    assert kept.getpixel((500, 500)) != (255, 0, 0)


def test_an_embedded_picture_of_pixels_is_drawn():
    from base64 import b64encode

    into = BytesIO()
    Image.new("RGB", (8, 8), (0, 200, 0)).save(into, "PNG")
    link = f"data:image/png;base64,{b64encode(into.getvalue()).decode()}"
    assert colour(drawn(f'<image href="{link}" width="100" height="100"/>'))[1] > 150


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (
            b'<!DOCTYPE svg [<!ENTITY a "ha">]>' + SVG.format("", "<text>&a;</text>").encode(),
            "entities",
        ),
        (SVG.format("", "<g>" * 300 + "</g>" * 300).encode(), "nested deeper"),
        (SVG.format("", "<g/>" * 30_000).encode(), "20,000 elements"),
        (b"<svg><g></svg>", "sound XML"),
        (b'<svg width="1" height="1"><rect fill=red/></svg>', "sound XML"),
        (b"<svg" + b" " * 5_000_000 + b"/>", "bytes"),
    ],
)
def test_an_svg_that_is_a_trap_is_refused(sent, said):
    with pytest.raises(PictureRefused, match=said):
        open_picture(sent)


def test_an_svg_that_multiplies_itself_is_cut_off():
    body = '<g id="a0"><rect width="9" height="9"/></g>' + "".join(
        f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9)
    )
    with pytest.raises(PictureRefused, match=r"cannot be drawn|takes more than"):
        drawn(body, limits=Limits(seconds=2))


def test_an_svg_of_any_declared_size_stays_within_the_limits():
    for size in ('width="1e8" height="1e8"', 'viewBox="0 0 100000 10"', 'width="0" height="nan"'):
        picture = drawn('<rect width="5" height="5"/>', size)
        assert picture.width * picture.height <= Limits().kept_pixels
