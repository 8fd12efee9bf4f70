"""The bundled illustrator as a painter: the same bytes, credit, escaping, bad input."""

import struct
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from rostra.errors import PaintingRefused
from rostra.imagine import (
    Card,
    Cover,
    Illustrator,
    Order,
    Painted,
    Progress,
    Sheet,
    card,
    cover,
    fonts,
    pictures,
)
from rostra.models import Scripted

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
WITHOUT_WORDS = Illustrator(letters=())
SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


def drawn(prompt, **more):
    order = Order(prompt, **{"width": 256, "height": 256, "now": NOW, "policy": "p7", **more})
    return pictures(WITHOUT_WORDS, order)[0]


def opened(painted):
    image = Image.open(BytesIO(painted.data))
    image.load()
    return image


def test_the_same_order_gives_the_same_bytes():
    assert drawn("a cat on a bicycle", seed=3) == drawn("a cat on a bicycle", seed=3)


def test_another_seed_composes_anew():
    assert len({drawn("two dogs and a tree", seed=k).data for k in range(4)}) == 4


def test_pictures_of_one_order_are_those_of_their_seeds():
    first, second = pictures(WITHOUT_WORDS, Order("a fox", n=2, seed=5, width=128, height=128))
    assert (first.seed, second.seed) == (5, 6)
    assert second == pictures(WITHOUT_WORDS, Order("a fox", seed=6, width=128, height=128))[0]


@pytest.mark.parametrize(("width", "height"), [(128, 128), (640, 360), (360, 640), (1200, 400)])
@pytest.mark.parametrize("style", ["regular", "fun"])
def test_every_size_and_style(width, height, style):
    made = drawn("a storm over the harbour", width=width, height=height, style=style)
    assert opened(made).size == (width, height)
    assert len(opened(made).convert("RGB").getcolors(width * height)) > 50


def test_credit_and_records_stand_in_the_png():
    made = drawn("a fox with a lamp", seed=9)
    told = opened(made).text
    assert "OpenMoji" in told["Copyright"]
    assert "CC BY-SA 4.0" in told["Copyright"]
    assert told["License"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert told["Creation Time"] == NOW.isoformat()
    assert told["Policy-Version"] == "p7"
    assert len(told["Prompt-SHA256"]) == 64
    assert "seed 9" in told["Source"]
    assert "fox with a lamp" not in str(told)


def test_credit_stands_in_the_svg_and_not_the_prompt():
    made = drawn("a purple fox with a lantern")
    assert "OpenMoji" in made.svg
    assert "creativecommons.org/licenses/by-sa/4.0" in made.svg
    assert "purple fox with a lantern" not in made.svg
    assert made.credit[0].licence == "CC BY-SA 4.0"


def test_an_svg_holds_nothing_that_runs_or_fetches():
    for style in ("regular", "fun"):
        root = parsed(drawn("a wizard cat in the rain in Tokyo", style=style).svg)
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert not tags & {"script", "image", "use", "a", "foreignObject", "style", "animate"}
        for element in root.iter():
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on")
                assert "href" not in name
                assert "url(" not in value or value.startswith("url(#")


@pytest.mark.skipif(not fonts(), reason="no font is installed here, so no words are drawn")
def test_words_are_escaped_and_written_as_text():
    order = Order('a cat saying "<script>alert(1)</script> & co"', width=256, height=256)
    made = pictures(Illustrator(), order)[0]
    root = parsed(made.svg)
    assert not list(root.iter(f"{SVG}script"))
    assert "script" in "".join(t.text or "" for t in root.iter(f"{SVG}text"))
    assert "<script>" not in made.svg


def test_words_without_a_font_are_left_out_and_told():
    made = drawn('a cat saying "hello"')
    assert "<text" not in made.svg
    assert "hello" in made.note
    told = drawn("一只猫说：“你好”")
    assert "你好" in told.note
    assert "字体" in told.note


def test_it_says_what_it_is_and_what_it_could_not_draw():
    made = drawn("a lemur with a guitar")
    assert "not a FLUX picture" in made.note
    assert "lemur" in made.note
    assert made.missing == ("lemur",)
    assert "guitar" in made.shown
    assert "不是 FLUX" in drawn("一只猫").note


def test_its_portrait_differs_by_style():
    calm, loud = drawn("your self-portrait"), drawn("your self-portrait", style="fun")
    assert "own:wellington" in calm.svg
    assert "own:wellington" not in loud.svg
    assert "role:wizard" in loud.svg
    assert "own:wellington" in drawn("画一张你的自画像").svg


def test_negative_prompts_leave_out():
    assert 'data-thing="dog"' in drawn("a cat and a dog").svg
    assert 'data-thing="dog"' not in drawn("a cat and a dog", negative="dog").svg
    assert 'data-thing="dog"' not in drawn("a cat without a dog").svg


@pytest.mark.parametrize("prompt", ["", "  \n\t "])
def test_an_empty_prompt_is_refused(prompt):
    with pytest.raises(PaintingRefused, match="empty"):
        drawn(prompt)


def test_emoji_alone_are_drawn():
    assert 'data-symbol="1F680"' in drawn("🚀").svg
    made = drawn("🐘🎈")
    assert 'data-thing="elephant"' in made.svg
    assert 'data-thing="balloon"' in made.svg


def test_a_prompt_of_ten_thousand_letters():
    made = drawn("a cat and a dog, " * 800)
    assert "only its beginning" in made.note
    assert 'data-thing="cat"' in made.svg


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (Order("a cat", width=100), "100x1024"),
        (Order("a cat", height=4096), "4096"),
        (Order("a cat", width=333), "333"),
        (Order("a cat", n=11), "11 pictures"),
        (Order("a cat", n=0), "0 pictures"),
        (Order("a cat", task="edit", source=b""), "edit"),
    ],
)
def test_what_it_cannot_do_is_refused(order, told):
    with pytest.raises(PaintingRefused, match=told):
        pictures(WITHOUT_WORDS, order)


def test_progress_comes_before_each_picture():
    order = Order("a cat", n=2, width=128, height=128)
    items = list(WITHOUT_WORDS.paint(order, progress=True))
    assert [type(i) for i in items] == [Progress, Painted, Progress, Painted]


@given(st.text(max_size=60).filter(lambda t: t.strip()))
@settings(max_examples=30)
def test_any_prompt_gives_a_picture(prompt):
    made = drawn(prompt, width=128, height=128)
    parsed(made.svg)
    assert opened(made).size == (128, 128)


def test_a_plan_of_a_model_is_used_and_a_broken_one_is_told():
    good = (
        '{"place":"desert","hour":"dusk","weather":"clear","actors":[{"thing":"camel","count":1,'
        '"role":"","pose":"","relation":"","to":-1}],"bubble":""}'
    )
    order = Order("a cat", width=128, height=128)
    planned = pictures(Illustrator(model=Scripted([good]), letters=()), order)[0]
    assert 'data-thing="camel"' in planned.svg
    assert 'data-thing="cat"' in planned.svg
    assert "rules and" in planned.model
    broken = pictures(Illustrator(model=Scripted(["no JSON"] * 4), letters=()), order)[0]
    assert 'data-thing="cat"' in broken.svg
    assert "no usable plan" in broken.note
    assert broken.model == "rules"


def test_a_cover_carries_its_story():
    story = Cover("A storm over the harbour", "Ferries wait.", "Weather")
    sheet = Sheet(600, 314, now=NOW, policy="p7", letters=())
    made = cover(story, sheet)
    assert made == cover(story, sheet)
    assert opened(made).size == (600, 314)
    assert "OpenMoji" in opened(made).text["Copyright"]
    assert "A storm over the harbour" in made.alt
    with pytest.raises(PaintingRefused, match="title"):
        cover(Cover("  "))


def test_a_card_carries_its_quotation():
    quoted = Card('He said <b>"no"</b> & left', "Jane <Doe>", 4, "Mastodon")
    sheet = Sheet(600, 314)
    made = card(quoted, sheet)
    root = parsed(made.svg)
    assert not list(root.iter(f"{SVG}b"))
    assert opened(made).size == (600, 314)
    assert "4 posts cited" in made.alt
    assert made.credit == ()
    with pytest.raises(PaintingRefused, match="quotation"):
        card(Card(" ", "nobody"))


@given(st.text(min_size=1, max_size=40).filter(lambda t: t.strip()))
@example("0\x1e")
@settings(max_examples=20)
def test_any_story_and_any_quotation_give_whole_files(text):
    for made in (
        cover(Cover(text, text, text), Sheet(256, 128)),
        card(Card(text, text, 1, text), Sheet(256, 128)),
    ):
        parsed(made.svg)
        assert opened(made).size == (256, 128)


def test_characters_that_xml_forbids_are_left_out():
    made = card(Card("no\x00\x0b\ud800\uffff way", "\x1f", 1), Sheet(256, 128))
    assert "no way" in "".join(t for t in parsed(made.svg).itertext())


def test_records_are_well_formed_chunks():
    data = drawn("a cat").data
    at, kinds = 8, []
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        kinds.append(kind)
        at += 12 + length
    assert at == len(data)
    assert kinds[0] == b"IHDR"
    assert kinds[-1] == b"IEND"
    assert kinds.count(b"iTXt") >= 7
