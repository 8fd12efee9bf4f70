"""Feeds and posts in a real browser: a source is added, posts are found and opened."""

import pytest


def test_a_source_is_added_paused_and_removed(browse, axe, shots, wide):
    page = browse.open("/feeds")
    assert axe(page) == []
    page.fill("#p-rss", "http://127.0.0.1:9/feed.xml")
    page.click("form:has(#p-rss) button")
    source = page.locator("#source-rss")
    source.wait_for()
    source.get_by_role("button", name="Pause").click()
    page.locator("#source-rss .dot-off").wait_for()
    assert axe(page) == []
    assert wide(page, 1280, 390) == {}
    shots(page, "feeds-filled-phone-en")
    source.locator("summary").click()
    assert axe(page) == []
    source.get_by_role("button", name="Remove the source").click()
    source.wait_for(state="detached")


def test_a_wrong_field_is_told_beside_it(browse, axe, shots):
    browse.allow(400)
    page = browse.open("/feeds", lang="zh", dark=True)
    page.click("#more > summary")
    page.select_option("#network", "nostr")
    page.fill("#relays", "https://example.org")
    page.click("#more .button-main")
    wrong = page.locator("#wrong-relays")
    wrong.wait_for()
    assert page.locator("#relays").input_value() == "https://example.org"
    assert axe(page) == []
    shots(page, "feeds-failing-desk-zh")


@pytest.mark.parametrize(("lang", "words"), [("en", "ferry"), ("zh", "地震")])
def test_posts_are_found_and_opened(browse, axe, shots, wide, lang, words):
    page = browse.open("/posts", lang=lang)
    page.fill("#q", words)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    first = page.locator(".found .post").first
    assert words in page.locator(".found").inner_text()
    assert axe(page) == []
    assert wide(page, 1280, 390) == {}
    first.locator(".post-foot a").first.click()
    page.locator(".here").wait_for()
    page.locator(".ask-of button").first.click()
    page.locator("#made h3").wait_for(timeout=60_000)
    assert axe(page) == []
    assert wide(page, 1280, 390) == {}
    shots(page, f"post-filled-phone-{lang}")


def test_a_post_that_is_gone_says_so(browse, axe, shots):
    browse.allow(410)
    page = browse.open("/posts/nothing", lang="zh", width=390, dark=True)
    assert axe(page) == []
    shots(page, "post-gone-phone-zh")
