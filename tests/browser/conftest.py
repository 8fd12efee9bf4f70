"""A real app over the sample feed, and a browser that tells what goes wrong in it.

`browse.open("/chat", lang="zh", width=390)` gives a page of Playwright. At the end of a test every
request to another host, every violation of the policy, every error on a page and every reply of
400 and above fails it; `browse.allow(404)` lets a status pass. `axe(page)` names what shuts people
out; `shots(page, name)` keeps pictures under artefacts/screens.

Under the strict policy `page.wait_for_function` takes the form of a function, `"() => …"`.
"""

import asyncio
import contextlib
import json
import shutil
import socket
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from rostra.app import App, open_app, this_process
from rostra.settings import load_settings
from rostra.web import create_site
from rostra.web._serve import _server

CHROMIUM = shutil.which("chromium")
SCREENS = Path(__file__).parents[2] / "artefacts" / "screens"
LOCALES = {"en": "en-US", "zh": "zh-CN"}
DESK, PHONE, NARROW = 1280, 390, 360
HEIGHTS = {DESK: 860, PHONE: 844, NARROW: 740}
SETTINGS = {
    "ROSTRA_MODELS__ANSWER_WITH": "none",
    "ROSTRA_MODELS__RERANK": "false",
    "ROSTRA_MODELS__WARM": "false",
    "ROSTRA_TIMEZONE": "UTC",
}
"""No model takes part: answers quote posts, and need no weights."""

TELL = """
document.addEventListener("securitypolicyviolation", (event) =>
  tellViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True, slots=True)
class Served:
    """An app that is served on loopback."""

    app: App
    address: str


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Serve an app that holds the sample feed, for the tests of one file: a store and an event loop a process, no more."""
    settings = load_settings(data=tmp_path_factory.mktemp("served"), environ=SETTINGS)
    owner = this_process("serve", datetime.now(UTC))
    with (
        contextlib.closing(socket.create_server(("127.0.0.1", 0))) as listening,
        open_app(settings, owner=owner) as app,
    ):
        app.begin_sample()
        server = _server(create_site(app))
        thread = threading.Thread(
            target=lambda: asyncio.run(server.serve([listening])), daemon=True
        )
        thread.start()
        give_up = time.monotonic() + 20
        while not server.started and time.monotonic() < give_up:
            time.sleep(0.02)
        assert server.started
        yield Served(app, f"http://127.0.0.1:{listening.getsockname()[1]}")
        server.should_exit = True
        thread.join(20)
        _let_work_end()


def _let_work_end(seconds=30):
    """Wait for what was begun for a page that went away: it holds the store open.

    Idle threads of the pool end with their loop; some of other loops may stay for good.
    """
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up and any(
        thread.name.startswith("AnyIO worker") for thread in threading.enumerate()
    ):
        time.sleep(0.05)


@pytest.fixture(scope="module")
def chromium():
    """Start the system's browser for the tests of one file."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium on the path: pages are not looked at in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Browse:
    """Opens pages, one context a language, and keeps what went wrong on them."""

    browser: object
    address: str
    contexts: dict = field(default_factory=dict)
    pages: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    allowed: set = field(default_factory=set)
    sent: list = field(default_factory=list)
    """The replies of our own server, in order."""

    def open(self, path, *, lang="en", width=DESK, dark=False, **context):
        """Open a page; more words are given to the browser's context."""
        page = self._context(lang, context).new_page()
        self.pages.append(page)
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 860)})
        page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"error on {path}: {error}"))
        page.goto(self.address + path)
        return page

    def allow(self, *statuses):
        """Let replies of these statuses pass."""
        self.allowed.update(statuses)

    def close(self):
        """Close all, and return what went wrong."""
        for context in self.contexts.values():
            context.close()
        return self.wrong

    def _context(self, lang, more):
        key = lang + json.dumps(more, sort_keys=True)
        if key not in self.contexts:
            made = self.browser.new_context(locale=LOCALES[lang], timezone_id="UTC", **more)
            made.set_default_timeout(60_000)
            made.add_init_script(TELL)
            made.expose_binding(
                "tellViolation", lambda _, what: self.wrong.append(f"against the policy: {what}")
            )
            made.on("request", self._request)
            made.on("response", self._response)
            self.contexts[key] = made
        return self.contexts[key]

    def _request(self, request):
        host = urlsplit(request.url)
        ours = host.scheme in ("data", "blob") or request.url.startswith(self.address + "/")
        if not ours:
            self.wrong.append(f"a request to {request.url}")

    def _response(self, response):
        self.sent.append(response)
        if response.status >= 400 and response.status not in self.allowed:
            self.wrong.append(f"{response.status} for {response.url}")

    def _console(self, message):
        # A reply that was let pass is told on the console too.
        told = message.type == "error" and "Failed to load resource" not in message.text
        if told:
            self.wrong.append(f"on the console: {message.text}")


@pytest.fixture
def browse(chromium, served):
    """Open pages of the served app; what goes wrong on them fails the test."""
    opened = Browse(chromium, served.address)
    yield opened
    wrong = opened.close()
    assert not wrong, "\n".join(wrong)


@pytest.fixture(scope="module")
def axe_source():
    """Read the rules of axe-core."""
    axe_playwright_python = pytest.importorskip("axe_playwright_python")
    folder = Path(axe_playwright_python.__file__).parent
    return (folder / "axe.min.js").read_text("utf-8")


@pytest.fixture
def axe(axe_source):
    """Tell what on a page shuts people out: a line a violation, none where all is well."""

    def look(page):
        # The debugger's evaluation is not under the page's policy, a script of the page is.
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": axe_source})
        session.detach()
        found = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
        return [
            f"{one['id']} ({one['impact']}): {node['html'][:160]} {node['failureSummary'][:300]}"
            for one in found["violations"]
            for node in one["nodes"][:3]
        ]

    return look


@pytest.fixture
def shots():
    """Keep a picture of a page as it stands."""

    def keep(page, name):
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"{name}.png", full_page=True)

    return keep


@pytest.fixture
def wide():
    """Tell how many pixels a page is wider than its window, by width."""

    def look(page, *widths):
        found = {}
        for width in widths:
            page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            found[width] = page.evaluate(OVERFLOW)
        return {width: more for width, more in found.items() if more > 0}

    return look
