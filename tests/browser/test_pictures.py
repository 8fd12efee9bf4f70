"""Pictures in a real browser: an order is followed to its picture; a file is chosen and shown."""

import struct
import zlib

PATIENCE = 90_000


def png(width=40, height=30):
    """Write a small red PNG."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + b"\xc0\x30\x30" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_an_order_is_followed_to_its_picture(browse, axe, shots, wide):
    page = browse.open("/pictures")
    assert axe(page) == []
    page.fill("#prompt", "a boat under the moon")
    page.click("form.draw summary")
    page.select_option("#size", "512x512")
    page.click("form.draw .button-main")
    page.wait_for_url("**/pictures#order-*")
    page.locator(".thumb").first.wait_for(timeout=PATIENCE)
    assert page.locator("[data-order]").count() == 0
    assert axe(page) == []
    assert wide(page, 1280, 390) == {}
    shots(page, "pictures-filled-phone-en")
    page.locator(".thumb").first.click()
    shown = page.locator(".one-picture img")
    shown.wait_for()
    assert shown.evaluate("(one) => one.decode().then(() => one.naturalWidth)") == 512
    assert axe(page) == []
    assert wide(page, 1280, 390) == {}
    shots(page, "picture-phone-en")


def test_an_example_of_the_home_page_is_drawn_by_one_click(browse):
    page = browse.open("/")
    page.locator("a[href^='/pictures?prompt=']").first.click()
    page.wait_for_url("**/pictures#order-*")
    page.locator(".thumb").first.wait_for(timeout=PATIENCE)


def test_what_is_refused_is_told_with_its_reason(browse, axe, shots):
    page = browse.open("/pictures", lang="zh", dark=True)
    page.fill("#prompt", "naked children")
    page.click("form.draw .button-main")
    page.locator(".order .notice-bad").first.wait_for()
    assert axe(page) == []
    shots(page, "pictures-refused-desk-zh")


def test_a_file_is_shown_before_it_is_sent(browse, axe, wide):
    page = browse.open("/pictures/ask", lang="zh")
    file = {"name": "red.png", "mimeType": "image/png", "buffer": png()}
    page.set_input_files("#picture", file)
    page.locator(".drop-shown").wait_for()
    assert axe(page) == []
    assert wide(page, 1280, 390) == {}
    page.locator(".ask-picture").evaluate("(one) => { one.dataset.limit = '50'; }")
    page.set_input_files("#picture", file)
    assert not page.locator("#picture").evaluate("(one) => one.validity.valid")
