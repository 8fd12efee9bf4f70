"""Pictures that return: cropped, scaled, compressed, captioned, framed, recoloured, mirrored."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from rostra.errors import PictureError
from rostra.vision import Album, imprint, open_picture, packed, unpacked


def clouds(seed, size=(480, 360)):
    """A picture with the spectrum of a photograph."""
    rng = np.random.default_rng(seed)
    ys, xs = np.fft.fftfreq(size[1])[:, None], np.fft.fftfreq(size[0])[None, :]
    power = np.hypot(ys, xs)
    power[0, 0] = 1
    plane = np.fft.ifft2(np.fft.fft2(rng.normal(size=(size[1], size[0]))) / power**1.1).real
    low, high = np.percentile(plane, (1, 99))
    grey = np.clip((plane - low) / (high - low), 0, 1)
    return Image.fromarray((grey[:, :, None] * [255, 220, 180]).astype(np.uint8))


def taken(image, quality=92):
    into = BytesIO()
    image.convert("RGB").save(into, "JPEG", quality=quality)
    return imprint(open_picture(into.getvalue()))


def captioned(image):
    page = Image.new("RGB", (image.width, image.height + 60), "black")
    page.paste(image, (0, 60))
    ImageDraw.Draw(page).text((20, 10), "WHEN THE FERRY IS LATE", fill="white", font_size=36)
    return page


def framed(image):
    page = Image.new("RGB", (image.width + 60, image.height + 200), "white")
    page.paste(image, (30, 90))
    return page


CHANGES = {
    "crop": lambda i: i.crop((60, 40, 430, 330)), "small": lambda i: i.resize((200, 150)),
    "caption": captioned, "frame": framed, "grey": ImageOps.grayscale,
    "pale": lambda i: ImageEnhance.Contrast(i).enhance(0.6), "mirror": ImageOps.mirror,
}  # fmt: skip
MANY = [clouds(seed) for seed in range(12)]
ALBUM = Album(enumerate(map(taken, MANY)))


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_picture_is_found_and_no_other(change):
    for at in (0, 5):
        found = ALBUM.find(taken(CHANGES[change](MANY[at]), quality=60))
        assert [match.key for match in found] == [at]
        assert found[0].same
        assert found[0].mirrored == (change == "mirror")


def test_a_picture_not_seen_before_is_not_found():
    for seed in range(100, 110):
        assert ALBUM.find(taken(clouds(seed))) == ()


def meme(words, ground=3):
    page = MANY[ground].copy()
    pen = ImageDraw.Draw(page)
    for y, part in zip((10, 270), words, strict=True):
        pen.rectangle((0, y, 480, y + 80), fill="white")
        pen.text((20, y + 10), part, fill="black", font_size=48)
    return page


def page_of(seed):
    """A page of eight lines, always of one length, whose words are mixed by a seed."""
    rng = np.random.default_rng(seed)
    page = Image.new("RGB", (640, 420), "white")
    pen = ImageDraw.Draw(page)
    pen.ellipse((20, 16, 76, 72), fill="teal")
    pen.text((90, 24), "The Harbour Post", fill="black", font_size=28)
    words = "ferry again bridge water seven night harbour late train closed open rain".split()
    for at in range(8):
        line = " ".join(rng.permutation(words))
        pen.text((20, 90 + 38 * at), line[:52], fill="black", font_size=22)
    return page


def test_a_caption_makes_no_other_picture_and_other_words_do():
    def across(image):
        page = image.copy()
        ImageDraw.Draw(page).text((40, 240), "AS SEEN TODAY", fill="white", font_size=28,
                                  stroke_width=3, stroke_fill="black")  # fmt: skip
        return page

    for at in (1, 6, 9):
        (plain,) = ALBUM.find(taken(across(MANY[at]), quality=70))
        assert (plain.key, plain.same) == (at, True)
        (captioned_first,) = Album([(at, taken(across(MANY[at])))]).find(taken(MANY[at]))
        assert captioned_first.same
    words = [("WHEN THE FERRY", "IS LATE AGAIN"), ("WHEN THE FERRY", "NEVER CAME YET"),
             ("MONDAY AT 6:45", "NOBODY CAME"), ("TRUST ME I READ", "IS LATE AGAIN")]  # fmt: skip
    album = Album((at, taken(meme(each))) for at, each in enumerate(words))
    for at, each in enumerate(words):
        found = album.find(taken(captioned(meme(each)).resize((420, 368)), quality=60))
        assert [match.key for match in found if match.same] == [at]
        assert found[0].same
        assert all(match.altered for match in found[1:])


def test_pages_of_one_layout_are_told_apart_by_their_words():
    album = Album((seed, taken(page_of(seed))) for seed in range(10))
    for seed in range(10):
        found = album.find(taken(page_of(seed).resize((512, 336)), quality=50))
        assert [match.key for match in found if match.same] == [seed]
    assert not any(match.same for match in album.find(taken(page_of(99))))


def test_the_same_picture_is_not_altered_and_another_text_in_it_is():
    album = Album([("first", taken(meme(("WHEN THE FERRY", "IS LATE AGAIN"))))])
    (same,) = album.find(taken(meme(("WHEN THE FERRY", "IS LATE AGAIN")).resize((400, 300))))
    assert same.same
    assert not same.altered
    (other,) = album.find(taken(meme(("MONDAY AT 6:45", "NOBODY CAME"))))
    assert other.altered
    assert not other.same


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_blank_pictures_are_not_kept_and_match_nothing(grey):
    blank = taken(Image.new("RGB", (400, 300), (grey, grey, grey)))
    assert blank.blank
    assert ALBUM.find(blank) == ()
    album = Album([("blank", blank)])
    assert len(album) == 0
    assert album.find(taken(MANY[0])) == ()
    ramp = taken(Image.linear_gradient("L").resize((400, 300)))
    assert Album([("ramp", ramp)]).find(taken(Image.linear_gradient("L").resize((500, 300)))) == ()


def test_what_is_removed_is_not_found_and_what_is_added_is():
    album = Album(enumerate(map(taken, MANY[:4])))
    assert album.remove(2)
    assert not album.remove(2)
    assert len(album) == 3
    assert album.find(taken(MANY[2])) == ()
    album.add(2, taken(MANY[2]))
    album.add(2, taken(MANY[2]))
    assert len(album) == 4
    assert [match.key for match in album.find(taken(MANY[2]))] == [2]
    assert Album().find(taken(MANY[0])) == ()


def test_tables_and_what_was_added_since_give_the_same(monkeypatch):
    monkeypatch.setattr("rostra.vision._album.LOOSE", 3)
    album = Album(enumerate(map(taken, MANY)))
    asked = taken(MANY[4].crop((30, 30, 440, 340)))
    assert album.find(asked) == ALBUM.find(asked)
    album.add("new", taken(clouds(77)))
    assert [m.key for m in album.find(taken(clouds(77)))] == ["new"]


def test_an_album_that_forgets_much_closes_up(monkeypatch):
    monkeypatch.setattr("rostra.vision._album.LOOSE", 2)
    album = Album(enumerate(map(taken, MANY)))
    for at in range(10):
        album.remove(at)
    for _ in range(6):
        album.add("again", taken(MANY[0]))
    assert [m.key for m in album.find(taken(MANY[11]))] == [11]
    assert [m.key for m in album.find(taken(MANY[0]))] == ["again"]
    assert len(album._keys) <= 2 * len(album) + 2


def test_an_imprint_is_written_down_and_read():
    one = taken(MANY[0])
    data = packed(one)
    assert len(data) < 2_600
    again = unpacked(data)
    assert packed(again) == data
    assert [m.key for m in ALBUM.find(again)] == [0]
    album = Album([("kept", again)])
    assert [m.key for m in album.find(taken(captioned(MANY[0])))] == ["kept"]


@given(st.binary(max_size=80))
def test_what_is_no_imprint_is_refused(data):
    with pytest.raises(PictureError, match="anew"):
        unpacked(data)
