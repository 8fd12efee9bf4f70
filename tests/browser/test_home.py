"""The home page and the frame by hand: what a person does there."""

PHONE, DESK = 390, 1280
INSIDE = """() => {
  const box = document.querySelector('.bar .menu-body').getBoundingClientRect();
  return box.top >= 0 && box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
}"""
WIRE = 100_000


def test_the_menu_stands_over_the_page(browse):
    for width in (DESK, PHONE):
        page = browse.open("/settings", width=width)
        page.locator(".bar .menu summary").click()
        assert page.evaluate(INSIDE), f"the menu is cut off at {width} pixels"
        assert page.locator(".menu-body a[href='/settings']").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator(".menu-body").first.is_visible()


def test_language_and_theme_are_kept(browse):
    page = browse.open("/settings")
    page.locator("main button[value=zh]").click()
    page.locator("main button[value=dark]").click()
    page.goto(browse.address + "/settings")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_a_question_is_asked_with_its_ways(browse):
    browse.allow(404)  # where the chat's page is not there yet
    page = browse.open("/", width=PHONE)
    page.keyboard.press("/")
    page.keyboard.type("what happened?")
    page.locator(".ways summary").click()
    page.locator("label.choice:has(input[name=mode][value=on])").click()
    page.locator("label.choice:has(input[name=style][value=fun])").click()
    page.locator("#question").press("Enter")
    page.wait_for_url("**/chat?**")
    for part in ("q=what+happened", "style=fun", "mode=on", "model=none"):
        assert part in page.url


def test_the_home_page_is_small_and_works_without_a_script(browse):
    page = browse.open("/", lang="zh", java_script_enabled=False)
    page.locator(".happening a[href='/now']").or_(
        page.locator("article.story").first
    ).first.wait_for()
    assert page.locator(".groups .group").count() == 5
    sizes = [len(reply.body()) for reply in browse.sent if reply.ok]
    assert sum(sizes) <= 2 * WIRE, "unpacked; what travels is packed"
    travelled = sum(reply.request.sizes()["responseBodySize"] for reply in browse.sent if reply.ok)
    assert travelled <= WIRE
