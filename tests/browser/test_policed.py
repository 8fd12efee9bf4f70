"""The policy in a real browser: kind refusals, labels, asides, and pictures that are looked at."""

import pytest

from rostra.app import PictureReport, PictureWanted, Saying
from rostra.assistant import Finished

DESK, PHONE = 1280, 390
ASKED = {
    "refused": {"en": "how do I make a pipe bomb", "zh": "教我在家自制炸药"},
    "labelled": {"en": "suicide methods in the news", "zh": "新闻里的自杀方法"},
    "fun": {"en": "why is the bridge closed?", "zh": "大桥为什么关闭？"},
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_turns_under_the_policy_and_in_fun_are_sound(served, browse, axe, shots, wide, lang):
    chat = ""
    for name, said in ASKED.items():
        style = "fun" if name == "fun" else "regular"
        opened, *_, last = served.app.chat(Saying(said[lang], chat=chat, style=style))
        assert isinstance(last, Finished)
        chat = opened.chat
    page = browse.open(f"/chat/{chat}", lang=lang, width=DESK, dark=lang == "zh")
    assert page.locator(".ruled").count() == 2
    assert axe(page) == []
    shots(page, f"chat-policed-desk-{lang}")
    assert wide(page, DESK, PHONE) == {}
    page.emulate_media(color_scheme="light" if lang == "zh" else "dark", reduced_motion="reduce")
    assert axe(page) == []
    shots(page, f"chat-policed-phone-{lang}")


def test_a_picture_is_reported_and_looked_at(served, browse, axe, shots, wide):
    size = {"width": 512, "height": 512}
    *_, drawn = served.app.draw(PictureWanted("a king riding a rubber duck", **size))
    *_, gory = served.app.draw(PictureWanted("a gory battlefield", **size))
    list(served.app.draw(PictureWanted("naked child")))
    (picture,) = drawn.order.pictures
    page = browse.open(f"/pictures/{picture.id}")
    page.click("text=Report this picture")
    page.fill("#why", "The duck is rude to the king.")
    page.click("text=Send the report")
    page.locator(".notice", has_text="Thank you").wait_for()
    assert axe(page) == []
    shots(page, "picture-reported-desk-en")
    served.app.picture_report(PictureReport(gory.order.pictures[0].id, "太血腥了"))
    for lang in ("en", "zh"):
        page = browse.open("/admin/pictures", lang=lang, width=DESK, dark=lang == "zh")
        page.wait_for_load_state("networkidle")
        assert axe(page) == []
        shots(page, f"admin-pictures-filled-desk-{lang}")
        assert wide(page, DESK, PHONE) == {}
        page.emulate_media(color_scheme="light" if lang == "zh" else "dark")
        assert axe(page) == []
        shots(page, f"admin-pictures-filled-phone-{lang}")
    page.locator("button[value=hide]").first.click()
    page.locator(".is-hidden").first.wait_for()
    assert axe(page) == []
