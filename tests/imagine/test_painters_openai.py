"""Painters behind OpenAI's images API, against servers written from its documented shapes."""

import base64
import io
import itertools
import json
import re
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from localhttp import Answer, serve
from rostra.errors import (
    PainterDenied,
    PainterError,
    PainterGarbage,
    PainterUnreachable,
    PaintingRefused,
    SettingsError,
)
from rostra.imagine import Order, PainterSpec, check_painter, open_painter, pictures
from rostra.imagine._finished import finished
from rostra.imagine._server import LARGEST

KEY = "sk-secret-of-mine"


def encoded(picture, kind="PNG", **more):
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


PNG = encoded(Image.new("RGB", (64, 48), "teal"))
ORDER = Order("a red fox 一只狐狸", width=512, height=256, seed=7, negative="rain")


def b64(raw=PNG):
    body = {"created": 1, "data": [{"b64_json": base64.b64encode(raw).decode()}]}
    return Answer(body=json.dumps(body).encode())


def painter(server, **more):
    spec = {"api_key": KEY, "timeout_s": 5.0, "connect_s": 2.0} | more
    return open_painter(PainterSpec("studio", "openai", f"{server.url}/v1", **spec))


def told_in(prompt):
    """Read what a prompt tells stable-diffusion.cpp's server, as that takes it out."""
    found = re.search(r"<sd_cpp_extra_args>(.*?)</sd_cpp_extra_args>", prompt, re.DOTALL)
    return json.loads(found[1])


def fails(answer, **more):
    """Give the error of one order against a server that answers so."""
    with serve(lambda _: answer) as server, pytest.raises(PainterError) as caught:
        pictures(painter(server, **more), ORDER)
    assert KEY not in str(caught.value)
    assert "studio" in str(caught.value)
    return caught.value


def test_from_order_to_picture():
    with serve(lambda _: b64()) as server:
        painted = pictures(painter(server, model="flux", steps=4, guidance=1.5), ORDER)[0]
    asked = server.asked[0]
    sent = json.loads(asked.body)
    assert (asked.method, asked.path) == ("POST", "/v1/images/generations")
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert (sent["size"], sent["n"], sent["seed"], sent["model"]) == ("512x256", 1, 7, "flux")
    assert told_in(sent["prompt"]) == {
        "seed": 7, "negative_prompt": "rain",
        "sample_params": {"sample_steps": 4, "guidance": {"txt_cfg": 1.5}},
    }  # fmt: skip
    assert (painted.width, painted.height, painted.seed) == (64, 48, 7)
    assert painted.prompt_sent == "a red fox 一只狐狸"
    assert Image.open(io.BytesIO(painted.data)).getpixel((0, 0)) == (0, 128, 128)


def test_each_picture_has_its_own_seed():
    with serve(lambda _: b64()) as server:
        order = Order("a fox", width=512, height=512, n=3, seed=5)
        assert [p.seed for p in pictures(painter(server), order)] == [5, 6, 7]
    assert [json.loads(a.body)["seed"] for a in server.asked] == [5, 6, 7]


def test_nobody_sets_the_servers_arguments_by_a_prompt():
    """In a prompt such a block would be read first, and set size, steps or a LoRA's path."""
    evil = 'x <sd_cpp_<sd_cpp_extra_args>extra_args>{"width":9999}</sd_cpp_extra_args> < SD_CPP_EXTRA_ARGS >'
    order = Order(evil, width=512, height=512, negative="</sd_cpp_extra_args>", seed=1)
    with serve(lambda _: b64()) as server:
        pictures(painter(server), order)
    prompt = json.loads(server.asked[0].body)["prompt"]
    assert prompt.count("<sd_cpp_extra_args>") == prompt.count("</sd_cpp_extra_args>") == 1
    assert "SD_CPP" not in prompt
    assert told_in(prompt) == {"seed": 1, "negative_prompt": "</sd_cpp_extra_args>"}


def test_hosted_servers_get_only_what_they_know():
    with serve(lambda _: b64()) as server:
        plain = painter(server, extra={"plain": True, "quality": "low"}, model="gpt-image-1")
        pictures(plain, ORDER)
    assert json.loads(server.asked[0].body) == {
        "prompt": ORDER.prompt, "n": 1, "size": "512x256", "model": "gpt-image-1", "quality": "low",
    }  # fmt: skip
    assert not plain.abilities.seed
    assert not open_painter(PainterSpec("o", "openai", "https://api.openai.com/v1")).abilities.seed
    assert open_painter(PainterSpec("o", "openai", "https://example.org/v1")).abilities.seed


def test_an_edit_sends_picture_and_mask():
    order = Order("more sky", width=512, height=512, task="edit", source=PNG, mask=PNG)
    with serve(lambda _: b64()) as server:
        pictures(painter(server), order)
    asked = server.asked[0]
    assert asked.path == "/v1/images/edits"
    assert asked.headers["content-type"].startswith("multipart/form-data")
    assert asked.body.count(PNG) == 2
    assert b'name="image"' in asked.body
    assert b'name="mask"' in asked.body


def test_a_variation_needs_no_prompt():
    order = Order("", width=512, height=512, task="vary", source=PNG)
    with serve(lambda _: b64()) as server:
        assert "small changes" in pictures(painter(server), order)[0].prompt_sent


def test_a_picture_by_url_on_the_server_itself_comes_without_the_key():
    def answer(asked):
        if asked.path == "/files/a.png":
            return Answer(body=PNG)
        return Answer(body=json.dumps({"data": [{"url": f"{server.url}/files/a.png"}]}).encode())

    with serve(answer) as server:
        assert pictures(painter(server), ORDER)[0].width == 64
    assert KEY not in str(server.asked[1].headers)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_a_picture_by_url_elsewhere_inside_is_not_fetched(host):
    with serve(lambda _: Answer(body=PNG)) as inner:
        url = f"http://{host}:{inner.port}/secret"
        error = fails(Answer(body=json.dumps({"data": [{"url": url}]}).encode()))
    assert isinstance(error, PainterGarbage)
    assert inner.asked == []


def test_a_picture_by_url_that_redirects_inside_is_not_fetched():
    with serve(lambda _: Answer(body=PNG)) as inner:

        def answer(asked):
            if asked.path == "/a.png":
                return Answer(302, headers={"Location": f"{inner.url}/secret"})
            return Answer(body=json.dumps({"data": [{"url": f"{server.url}/a.png"}]}).encode())

        with serve(answer) as server, pytest.raises(PainterGarbage):
            pictures(painter(server), ORDER)
    assert inner.asked == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_takes_the_key_nowhere(status):
    with serve(lambda _: b64()) as other:
        error = fails(Answer(status, headers={"Location": f"{other.url}/v1/images/generations"}))
    assert isinstance(error, PainterDenied)
    assert "base_url" in str(error)
    assert other.asked == []


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, PaintingRefused), (401, PainterDenied), (402, PainterDenied), (403, PainterDenied),
        (404, PainterDenied), (405, PainterDenied), (413, PaintingRefused), (418, PainterError),
        (422, PaintingRefused), (429, PainterUnreachable), (451, PaintingRefused),
        (500, PainterUnreachable), (502, PainterUnreachable), (503, PainterUnreachable),
    ],
)  # fmt: skip
def test_statuses(status, kind):
    said = {"error": {"message": f"no such thing as {KEY}", "code": status}}
    error = fails(Answer(status, json.dumps(said).encode()))
    assert type(error) is kind
    assert "no such thing as …" in str(error)


@pytest.mark.parametrize(
    ("told", "wait"), [("17", 17.0), ("soon", 0.0), ("-1", 0.0), ("9" * 30, 0.0)]
)
def test_a_busy_server_says_how_long(told, wait):
    assert fails(Answer(429, b"slow down", {"Retry-After": told})).wait_s == wait


HALF = PNG[: len(PNG) // 2]
GIF = encoded(Image.new("P", (8, 8)), "GIF")


def bomb():
    """A PNG of a few kilobytes that claims 60,000 by 60,000 pixels."""

    def chunk(kind, body):
        return (
            len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
        )

    head = (60_000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    packed = zlib.compress(bytes(1_000_000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>Bad gateway</body></html>", b"", b"null", b"[]", b"{}", b'{"data": []}',
        b'{"data": [null]}', b'{"data": {}}', b'{"data": [{}]}', b'{"data": [{"b64_json": 5}]}',
        b'{"data": [{"url": 5}]}', b'{"data": [{"b64_json": "%%%"}]}', b'{"data": NaN}',
        b'{"error": {"message": "out of memory"}}', b"[" * 100_000, b'{"data": [{"url": "file:///etc/passwd"}]}',
        b'{"data": [{"url": "ftp://x/y"}]}', b'{"data": [{"url": "http://"}]}', b"\xff\xfe\x00",
    ],
    ids=range(19),
)  # fmt: skip
def test_replies_without_a_picture(body):
    assert isinstance(fails(Answer(body=body)), PainterGarbage)


@pytest.mark.parametrize("raw", [HALF, GIF, bomb(), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"x",
                                 PNG[:8], PNG[:40]])  # fmt: skip
def test_bytes_that_are_no_picture(raw):
    assert isinstance(fails(b64(raw)), PainterGarbage)


def test_a_server_that_hangs():
    def slow(_):
        time.sleep(1.5)
        return b64()

    with serve(slow) as server, pytest.raises(PainterUnreachable, match="hangs"):
        pictures(painter(server, timeout_s=0.3), ORDER)


def test_a_server_that_drips():
    def drops():
        while True:
            time.sleep(0.05)
            yield b" "

    error = fails(Answer(body=drops()), timeout_s=0.4)
    assert isinstance(error, PainterUnreachable)
    assert "too slow" in str(error)


def test_a_server_without_an_end():
    error = fails(Answer(body=itertools.repeat(b" " * 4_000_000)), timeout_s=20.0)
    assert isinstance(error, PainterGarbage)
    assert f"{LARGEST:,}" in str(error)


def test_nobody_there():
    with serve(lambda _: b64()) as server:
        gone = painter(server)
    with pytest.raises(PainterUnreachable, match="start it, or correct base_url"):
        pictures(gone, ORDER)


def test_an_answer_cut_in_the_middle():
    def cut():
        yield b'{"data": [{"b64_json": "'
        raise ConnectionResetError

    assert isinstance(fails(Answer(body=cut())), (PainterGarbage, PainterUnreachable))


def test_pictures_before_a_failure_stay():
    answers = iter([b64(), Answer(500, b"dead")])
    with serve(lambda _: next(answers)) as server:
        items = painter(server).paint(Order("a", width=256, height=256, n=2))
        assert next(items).width == 64
        with pytest.raises(PainterUnreachable):
            next(items)


def test_closing_the_iterator_asks_for_no_more():
    with serve(lambda _: b64()) as server:
        items = painter(server).paint(Order("a", width=256, height=256, n=4))
        next(items)
        items.close()
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (Order("  ", width=256, height=256), "empty"),
        (Order("a", width=100, height=256), "100x256"),
        (Order("a", width=256, height=256, n=0), "0 pictures"),
        (Order("a", width=256, height=256, n=9), "1 to 4"),
        (Order("a", width=256, height=256, seed=-1), "seed"),
        (Order("a", width=256, height=256, task="edit"), "no picture"),
    ],
)
def test_orders_that_are_not_sent(order, why):
    with serve(lambda _: b64()) as server, pytest.raises(PaintingRefused, match=why):
        pictures(painter(server), order)
    assert server.asked == []


def test_a_long_prompt_is_cut_and_said():
    with serve(lambda _: b64()) as server:
        painted = pictures(painter(server), Order("猫" * 10_001, width=256, height=256, lang="zh"))[
            0
        ]
    assert painted.prompt_sent == "猫" * 10_000
    assert "过长" in painted.note


def test_the_check_button():
    with serve(lambda _: b64()) as server:
        good = check_painter(painter(server), timer=iter([1.0, 3.5]).__next__)
    assert (good.ok, good.seconds, good.width) == (True, 2.5, 64)
    with serve(lambda _: Answer(401, b'{"error": {"message": "bad\\nkey"}}')) as server:
        bad = check_painter(painter(server))
    assert not bad.ok
    assert "bad key" in bad.problem


@pytest.mark.parametrize(
    ("spec", "why"),
    [
        (PainterSpec("a", "openai", "127.0.0.1:1/v1"), "base_url"),
        (PainterSpec("a", "openai", "file:///etc"), "base_url"),
        (PainterSpec("a", "openai", "http://[::1"), "base_url"),
        (PainterSpec("a", "openai", "http://x", api_key="a\nb: c"), "api_key"),
        (PainterSpec("a", "bfl", "http://x", api_key="ключ"), "api_key"),
        (PainterSpec("a", "dalle", "http://x"), "known are openai, bfl"),
    ],
)
def test_specs_that_cannot_be(spec, why):
    with pytest.raises(SettingsError, match=why):
        open_painter(spec)


def test_a_key_is_not_in_the_words_of_a_spec():
    spec = PainterSpec("a", "bfl", "http://x", api_key=KEY, webhook_secret="hush")
    assert KEY not in repr(spec)
    assert "hush" not in repr(spec)


@pytest.mark.parametrize(
    ("picture", "kind", "mode", "pixel"),
    [
        (Image.new("CMYK", (4, 4), (0, 255, 255, 0)), "JPEG", "RGB", (254, 0, 0)),
        (Image.new("I;16", (4, 4), 0x8000), "PNG", "RGB", (128, 128, 128)),
        (Image.new("L", (4, 4), 9), "PNG", "RGB", (9, 9, 9)),
        (Image.new("LA", (4, 4), (9, 40)), "PNG", "RGBA", (9, 9, 9, 40)),
        (Image.new("1", (4, 4), 1), "PNG", "RGB", (255, 255, 255)),
        (Image.new("RGB", (4, 4), (1, 2, 3)), "WEBP", "RGB", None),
    ],
)
def test_pictures_of_every_kind_become_plain_ones(picture, kind, mode, pixel):
    data, *size = finished(encoded(picture, kind), "x")
    again = Image.open(io.BytesIO(data))
    assert (size, again.mode, again.format) == ([4, 4], mode, "PNG")
    if pixel:
        assert all(abs(a - b) < 3 for a, b in zip(again.getpixel((0, 0)), pixel, strict=True))


def test_nothing_hidden_in_a_picture_goes_on():
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", exif=Image.Exif().tobytes(), icc_profile=b"x" * 200)
    hidden = out.getvalue() + b"<script>alert(1)</script>PK\x03\x04"
    data, _, _ = finished(hidden, "x")
    assert b"script" not in data
    assert b"iCCP" not in data


@settings(max_examples=80)
@given(st.data())
def test_damaged_pictures_are_said_to_be_so(data):
    whole = data.draw(st.sampled_from([PNG, encoded(Image.new("RGB", (9, 9)), "JPEG"),
                                       encoded(Image.new("RGBA", (9, 9)), "WEBP")]))  # fmt: skip
    raw = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        png, width, height = finished(bytes(raw), "x")
    except PainterGarbage:
        return
    assert Image.open(io.BytesIO(png)).size == (width, height)
