"""News in a real browser: the digest comes as a part, numbers lead to their posts."""

import pytest

PATIENCE = 90_000
"""Milliseconds that a digest may take on a busy machine."""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_story_leads_to_the_posts_it_rests_on(browse, axe, shots, wide, lang):
    desk, phone = 1280, 390
    page = browse.open("/healthz", lang=lang, dark=lang == "zh")
    page.route("**/covers/*", lambda route: route.abort())
    page.goto(f"{browse.address}/news?about=today&style=fun")
    assert page.locator(".news-wait, .story").first.is_visible()
    page.wait_for_selector(".story-body", timeout=PATIENCE)
    page.wait_for_selector(".rises a", timeout=PATIENCE)
    cite = page.locator(".story .cite").first
    post = page.locator(cite.get_attribute("href"))
    assert not post.is_visible()
    cite.click()
    post.wait_for(state="visible")
    assert page.locator(".story-cover").count() == 0
    assert page.locator(".remark").first.is_visible()
    assert page.locator(".jests").is_visible()
    assert axe(page) == []
    shots(page, f"news-filled-desk-{lang}")
    assert wide(page, desk, phone) == {}
    assert axe(page) == []
    shots(page, f"news-filled-phone-{lang}")


def test_a_digest_that_fails_says_so_and_can_be_tried_again(browse, axe, served, monkeypatch):
    from rostra.errors import ModelError

    real = served.app.make_digest

    def fails(_wish):
        raise ModelError("the model at http://127.0.0.1:9 does not answer; start it")

    monkeypatch.setattr(served.app, "make_digest", fails)
    browse.allow(502)
    page = browse.open("/news?about=topic&topic=rovers")
    failed = page.locator("#digest .part-failed, .part-failed")
    failed.first.wait_for(timeout=PATIENCE)
    assert "does not answer" in failed.first.inner_text()
    assert axe(page) == []
    monkeypatch.setattr(served.app, "make_digest", real)
    page.locator("[data-retry]").first.click()
    page.wait_for_selector(".digest-foot", timeout=PATIENCE)


def test_without_scripts_the_whole_page_comes(browse):
    page = browse.open("/news?about=topic&topic=rovers&whole=1", java_script_enabled=False)
    assert page.locator(".digest-foot").is_visible()


def test_a_search_is_watched(browse, axe, wide):
    page = browse.open("/news/kept")
    page.fill("#w-query", "harbour fire")
    page.click("#watches button.button-main")
    page.wait_for_url("**/news/kept#watches")
    assert "harbour fire" in page.locator("#watches").inner_text()
    assert axe(page) == []
    assert wide(page, 1280, 390) == {}
    page.click("#watches .plain-row button")
    page.wait_for_load_state()
    assert page.locator("#watches .plain-row").count() == 0
