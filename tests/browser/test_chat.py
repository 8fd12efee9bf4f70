"""The chat in a real browser: streaming without freezes, citations, keys, stop, drafts, phones."""

import os
import threading
from datetime import UTC, datetime

import pytest

from rostra.assistant import (
    Answer,
    Citation,
    Evidence,
    Finished,
    Gathered,
    Plan,
    Planned,
    Said,
    Sentence,
    Typed,
)  # fmt: skip
from rostra.posts import Author, Post

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
DESK, PHONE, NARROW = 1280, 390, 360
TEXT = "The harbour ferry is late because of fog."
QUOTE = "late because of fog"
BLOCK = """## Part {n}

A paragraph with **bold** words, `code` and a formula $x_{n}^2$, so that the page has work to do.

```python
def part_{n}(value):
    return value * {n}  # a comment
```

| a | b |
|---|--:|
| {n} | 2 |

"""
TASKS = """() => {
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.longest = Math.max(window.longest, one.duration);
  }).observe({ type: "longtask", buffered: true });
}"""
DONE = "() => document.querySelector('.msg-answer:last-child:not(.is-running) .how')"


class Told:
    """Answers with a card, two checked sentences and `words` of a model's own."""

    def __init__(self, words="All is well.", gate=None):
        self.words, self.gate = words, gate

    def __call__(self, _saying, said, _talk):
        plan = Plan(said, "en", "UTC", ())
        post = Post("t:1", "mastodon", "test", Author("urn:ann", "ann", "Ann"), TEXT, NOW, NOW)
        at = TEXT.index(QUOTE)
        cites = (Citation(1, "t:1", QUOTE, at, at + len(QUOTE)),)
        checked = (
            Sentence("The ferry is late.", cites, "supported"),
            Sentence("It sank.", cites, "unsupported"),
        )
        yield Planned(plan)
        yield Gathered((Evidence(1, post, 1.0),), ())
        yield from (Said(sentence) for sentence in checked)
        own = []
        for block in self.words.split("\n\n"):
            for at in range(0, len(block), 12):
                yield Typed(block[at : at + 12])
                if self.gate:
                    self.gate.wait(30)
            own.append(Sentence(block, (), "own"))
            yield Said(own[-1])
        sentences = (*checked, *own)
        yield Finished(Answer(
            said, "en", sentences, (Evidence(1, post, 1.0),), (), plan, NOW, "fake",
            followups=("And then?",),
        ))  # fmt: skip


@pytest.fixture
def told(served):
    """Have turns answered by a script of ours; what stood there before comes back."""
    chatting = served.app._chatting
    before = chatting._reply

    def use(**how):
        chatting._reply = Told(**how)

    use()
    yield use
    chatting._reply = before


def say(page, words="why is the ferry late?", key="Enter"):
    page.fill("#said", words)
    page.press("#said", key)


def test_a_long_answer_streams_without_a_freeze(browse, told):
    told(words="".join(BLOCK.replace("{n}", str(n)) for n in range(34)).strip())
    page = browse.open("/chat")
    say(page, "first")
    page.wait_for_url("**/chat/*-*")
    page.wait_for_function(DONE)
    page.evaluate(TASKS)
    longest = []
    for tried in range(2, 5):  # one calm run tells; a crowded machine gets as much longer
        page.evaluate("() => { window.longest = 0; }")
        say(page, "long")
        page.wait_for_function(
            "(n) => document.querySelectorAll('.msg-answer:not(.is-running)').length === n",
            arg=tried,
        )
        page.wait_for_timeout(300)
        assert page.locator(".msg-answer:last-child .own table").count() == 34
        longest.append(page.evaluate("() => window.longest"))
        if longest[-1] <= 200:
            break
    assert min(longest) <= 200 * max(1, os.getloadavg()[0] / (os.cpu_count() or 1))


def test_a_citation_opens_its_post_with_the_quote_marked(browse, told, axe, shots):
    page = browse.open("/chat", lang="zh", dark=True)
    say(page)
    page.wait_for_url("**/chat/*-*")
    page.wait_for_function(DONE)
    page.locator(".cite").first.focus()
    assert page.locator(".said.lit").count() == 1
    page.keyboard.press("Enter")
    assert page.locator(".peek .quote.lit").inner_text() == QUOTE
    assert page.locator(".cite").first.get_attribute("aria-expanded") == "true"
    assert axe(page) == []
    shots(page, "chat-answer-zh-dark")
    page.keyboard.press("Enter")
    assert page.locator(".peek").count() == 0
    page.locator("[data-sentence='2']").first.click()
    assert page.locator(".said.lit").inner_text().startswith("It sank.")


def test_keys_send_break_and_wait_for_composition(browse, told):
    page = browse.open("/chat")
    page.fill("#said", "one")
    page.press("#said", "Shift+Enter")
    assert page.input_value("#said") == "one\n"
    page.evaluate("""() => document.getElementById("said").dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }))""")
    page.evaluate("""() => document.getElementById("said").dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true }))""")
    page.wait_for_timeout(150)
    assert page.url.endswith("/chat")
    page.press("#said", "Enter")
    page.wait_for_url("**/chat/*-*")


def test_escape_stops_and_a_reload_joins_again(browse, told):
    gate = threading.Event()
    told(words="slowly " * 40, gate=gate)
    page = browse.open("/chat")
    say(page)
    page.wait_for_url("**/chat/*-*")
    page.wait_for_function("() => document.querySelector('[data-tail]').textContent")
    page.reload()
    page.wait_for_function("() => document.querySelector('[data-tail]').textContent")
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    gate.set()
    page.wait_for_function("() => document.querySelector('.broken')")
    assert page.locator(".msg-answer .own").count() == 1
    told()
    page.locator(".msg-answer [data-turn-form] button").click()
    page.wait_for_function(DONE)
    assert "2/2" in page.locator(".msg-answer .branches").inner_text()


def test_a_draft_outlives_a_lost_connection(browse, told):
    page = browse.open("/chat")
    page.route(
        "**/chat",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    say(page, "kept words")
    page.wait_for_function("() => !document.querySelector('.offline').hidden")
    assert page.input_value("#said") == "kept words"
    page.reload()
    assert page.input_value("#said") == "kept words"


def test_it_works_without_a_script(browse, told):
    page = browse.open("/chat", java_script_enabled=False)
    page.fill("#said", "no script here")
    page.click("[data-send]")
    assert page.locator(".msg-answer .said").count() == 2
    page.locator(".edit summary").click()
    page.locator(".edit-form textarea").fill("changed")
    page.locator(".edit-form button").click()
    assert "2/2" in page.locator(".msg-user .branches").inner_text()
    page.locator(".msg-user .branches button").first.click()
    assert page.locator(".bubble").inner_text() == "no script here"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_fits_a_phone_and_shuts_nobody_out(browse, told, axe, shots, wide, lang):
    page = browse.open("/chat", lang=lang, width=PHONE)
    assert axe(page) == []
    say(page)
    page.wait_for_url("**/chat/*-*")
    page.wait_for_function(DONE)
    assert wide(page, DESK, PHONE, NARROW) == {}
    page.locator(".how > summary").click()
    assert axe(page) == []
    shots(page, f"chat-phone-{lang}")
    page.goto(f"{browse.address}/chat/list")
    assert axe(page) == []
    page.locator(".chats-page a[href*='/chat/']").last.click()
