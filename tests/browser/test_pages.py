"""Every page in a real browser: both languages, desk and phone, light and dark."""

import pytest

from browser_pages import MISSING, PAGES, SINGLE
from browser_things import make

DESK, PHONE, NARROW = 1280, 390, 360
SPOIL = """() => new Promise((told) => {
  const picture = new Image();
  picture.onerror = () => told();
  picture.src = "http://127.0.0.2:9/spy.png";
  document.body.append(picture);
})"""
UNREADABLE = "() => document.body.insertAdjacentHTML('beforeend', '<button></button>')"


def test_the_watch_sees_what_goes_wrong(browse, axe, wide):
    browse.allow(404)
    page = browse.open("/nothing-here")
    page.evaluate(SPOIL)
    page.evaluate(UNREADABLE)
    assert "button-name" in axe(page)[0]
    page.evaluate("() => { document.body.style.minWidth = '700px'; }")
    assert set(wide(page, DESK, PHONE)) == {PHONE}
    page.goto(f"{browse.address}/static/nothing.js")
    browse.allowed.clear()
    page.goto(f"{browse.address}/static/nothing.js")
    seen = "\n".join(browse.wrong)
    assert "against the policy: img-src http://127.0.0.2:9/spy.png" in seen
    assert "404 for" in seen
    browse.wrong.clear()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("path", "name"), PAGES, ids=[name for _, name in PAGES])
def test_a_page_is_sound(browse, axe, shots, wide, path, name, lang):  # noqa: PLR0917
    if name in MISSING:
        browse.allow(404)
    _sound(browse, axe, shots, wide, path, name, lang)


@pytest.fixture(scope="module")
def made(served):
    """Make one of each thing; the pages above were looked at before anything was there."""
    return make(served.app)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("path", "name"), SINGLE, ids=[name for _, name in SINGLE])
def test_a_page_of_one_thing_is_sound(browse, made, axe, shots, wide, path, name, lang):  # noqa: PLR0917
    _sound(browse, axe, shots, wide, path.format(**made), name, lang, phone=False)


def _sound(browse, axe, shots, wide, path, name, lang, *, phone=True):  # noqa: PLR0917
    """Look at a page on a desk and a phone; `phone` has the rules read there too."""
    dark = lang == "zh"
    page = browse.open(path, lang=lang, width=DESK, dark=dark)
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("lang") == {"en": "en", "zh": "zh-Hans"}[lang]
    assert page.locator("h1").count() == 1
    assert axe(page) == []
    shots(page, f"{name}-desk-{'dark' if dark else 'light'}-{lang}")
    assert wide(page, DESK, NARROW, PHONE) == {}
    page.emulate_media(color_scheme="light" if dark else "dark", reduced_motion="reduce")
    if phone:
        assert axe(page) == []
    shots(page, f"{name}-phone-{'light' if dark else 'dark'}-{lang}")
