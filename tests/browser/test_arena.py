"""The arena in a real browser: a battle from the question to the names, and the board."""

import time

import pytest

from rostra.arena import Card, Entrant, Stated, Told

DESK, PHONE, NARROW = 1280, 390, 360
CARD = Card(1, "t:1", "urn:ann", "The harbour ferry is late because of fog.", "m", "17",
            "mastodon", "Ann", "ann", "https://example.org/1")  # fmt: skip
CITED = "The ferry is late because of fog.[1]"
LONG = "Ferries stop in fog because the crew cannot see the quay. " * 6


def feed(turns):
    time.sleep(0.4)
    yield CITED
    yield Told(CITED, (Stated(CITED, (1,)),), (CARD,), "en")


def plain(turns):
    for n in range(0, len(LONG), 12):
        yield LONG[n : n + 12]
        time.sleep(0.06)
    yield Told(LONG.strip())


@pytest.fixture(scope="module")
def met(served):
    entrants = {
        "zyzzyva-large": Entrant("zyzzyva-large", "setting", feed, mode="feed"),
        "quokka-mini": Entrant("quokka-mini", "model", plain),
    }
    served.app.meet(lambda: entrants)
    return served


def ask(page, question):
    page.fill("#question", question)
    page.click(".ask-both .button-main")
    page.wait_for_selector("#battle[data-state='asking']")


@pytest.mark.parametrize(("lang", "width", "dark"), [("en", DESK, False), ("zh", PHONE, True)])
def test_a_battle_from_the_question_to_the_names(  # noqa: PLR0917
    browse, met, axe, shots, wide, lang, width, dark
):
    browse.allow(429)  # a second vote within the gap waits
    page = browse.open("/arena", lang=lang, width=width, dark=dark)
    name = f"{'phone' if width == PHONE else 'desk'}-{'dark' if dark else 'light'}-{lang}"
    assert axe(page) == []
    shots(page, f"arena-{name}")
    ask(page, "渡轮为什么停航？" if lang == "zh" else "Why is the ferry late?")
    page.wait_for_selector(".tail")
    shots(page, f"battle-under-way-{name}")
    form = page.wait_for_selector("form[data-vote]")
    assert form.query_selector("button[value=tie]").is_disabled(), "first both are read"
    page.wait_for_function("() => !document.querySelector('[data-key]').disabled")
    assert "zyzzyva" not in page.content() + page.inner_text("body")
    cite = page.locator("a.cite").first
    cite.dispatch_event("click")
    assert page.locator("details.rests").first.get_attribute("open") is not None
    assert axe(page) == []
    shots(page, f"battle-open-{name}")
    if width == PHONE:
        page.click(".side-tabs a:last-child")
        page.wait_for_selector(".side-tabs a:last-child[aria-current]")
        page.click("button[value=right]")
    else:
        page.evaluate("() => document.activeElement.blur()")
        page.keyboard.press("2")
    page.wait_for_selector(".reveal, [role=alert]")
    if page.locator("[role=alert]").count():
        page.wait_for_function("() => !document.querySelector('[data-key]').disabled")
        page.click("button[value=right]")
    page.wait_for_selector(".reveal")
    assert "zyzzyva-large" in page.inner_text(".reveal")
    assert "quokka-mini" in page.inner_text(".reveal")
    assert axe(page) == []
    shots(page, f"battle-names-{name}")
    assert wide(page, DESK, PHONE, NARROW) == {}


def test_a_lost_connection_loses_neither_words_nor_vote(browse, met):
    page = browse.open("/arena")
    ask(page, "Why is the ferry late, and until when?")
    page.wait_for_selector(".tail")
    page.context.set_offline(True)
    page.wait_for_selector(".offline:not([hidden])")
    page.context.set_offline(False)
    page.wait_for_selector("form[data-vote]", timeout=30_000)
    assert " ".join(LONG.split()) in " ".join(page.inner_text(".sides").split())
    page.wait_for_function("() => !document.querySelector('[data-key]').disabled")
    page.context.set_offline(True)
    page.click("button[value=tie]")
    page.wait_for_selector(".offline:not([hidden])")
    page.context.set_offline(False)
    page.wait_for_selector(".reveal", timeout=30_000)
    browse.wrong[:] = [one for one in browse.wrong if "Failed to load" not in one
                       and "ERR_INTERNET_DISCONNECTED" not in one]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("path", "name"),
    [("/board", "board"), ("/board/mini-large", "mini-large"), ("/arena/register", "register"),
     ("/arena/battles", "battles")],
)  # fmt: skip
def test_pages_of_the_arena_are_sound(browse, met, axe, shots, wide, path, name, lang):  # noqa: PLR0917
    dark = lang == "zh"
    page = browse.open(path, lang=lang, dark=dark)
    assert page.locator("h1").count() == 1
    assert axe(page) == []
    shots(page, f"{name}-desk-{'dark' if dark else 'light'}-{lang}")
    assert wide(page, DESK, NARROW, PHONE) == {}
    page.emulate_media(color_scheme="light" if dark else "dark")
    assert axe(page) == []
    shots(page, f"{name}-phone-{'light' if dark else 'dark'}-{lang}")
