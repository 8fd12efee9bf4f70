"""The home page: examples that lead somewhere, stories that never keep it waiting."""

import asyncio
import re
import threading
from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

from rostra.errors import StoreBusy
from rostra.feeds import sample_truth
from rostra.web import create_site
from rostra.web._examples import groups
from rostra.web._lately import FRESH_S, STALE_S, Happening, Lately, lately
from rostra.web._static import assets
from rostra.web._words import LANGS
from signed_in import client_of, opened, post


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("home")) as app:
        app.begin_sample()
        yield app


@pytest.fixture(scope="module")
def site(app):
    return create_site(app)


@pytest.fixture
def client(site):
    return client_of(site)


def test_the_page_opens_at_once_and_the_stories_come_as_a_part(client, app):
    first = client.get("/")
    assert first.status_code == 200
    assert 'data-part="/now"' in first.text
    assert 'href="/now"' in first.text, "it is readable without a script"
    part = client.get("/now", headers={"x-rostra-part": "1"})
    assert "<html" not in part.text
    assert part.text.count('<article class="story">') >= 2
    assert "data-part" not in client.get("/").text, "what was told a minute ago comes with the page"
    assert "<h1>" in client.get("/now", headers={"accept-language": "zh"}).text


@pytest.mark.parametrize("lang", LANGS)
def test_every_example_leads_to_a_page_of_ours_with_its_question(lang):
    found = groups(lang, None, sample=True)
    assert [group.name for group in found] == ["news", "check", "advice", "draw", "fun"]
    for group in found:
        for example in group.examples:
            way = urlsplit(example.path)
            assert way.path in {"/chat", "/pictures", "/news"}
            asked = parse_qs(way.query)
            words = asked.get("q", asked.get("prompt", [example.text]))
            assert words == [example.text]


@pytest.mark.parametrize("lang", LANGS)
def test_most_examples_are_questions_whose_truth_the_sample_knows(lang):
    known = {question.text for question in sample_truth(datetime.now(UTC), UTC).questions}
    shown = [
        example.text for group in groups(lang, None, sample=True) for example in group.examples
    ]
    assert sum(text in known for text in shown) >= 5, shown


def test_live_examples_name_nothing_of_the_sample():
    heads = ["A dam broke near Alta", "See https://spam.example now", "x" * 300]
    told = Lately("now", None, tuple(SimpleNamespace(head=SimpleNamespace(text=t)) for t in heads))
    shown = [e.text for g in groups("en", told, sample=False) for e in g.examples]
    assert "Is this true? “A dam broke near Alta”" in shown
    assert not any("Linxi" in text or "spam" in text or "xxx" in text for text in shown)
    empty = groups("en", None, sample=False)
    assert all(group.examples for group in empty)
    assert empty[1].examples[0].path.startswith("/?q=")


def test_a_hostile_question_in_the_address_stays_text(client):
    told = client.get("/", params={"q": "</textarea><script>alert(1)</script>"})
    assert "<script>alert" not in told.text
    assert "&lt;/textarea&gt;" in told.text


def test_a_home_page_is_small_on_the_wire(client):
    files = [
        a
        for n, a in assets().items()
        if n in {"home.css", "rostra.css", "rostra.js", "icons.svg", "mark.svg"}
    ]
    assert len(client.get("/").content) + sum(len(a.packed) for a in files) <= 100_000


def test_stories_are_made_once_however_many_wait():
    made, go = [], threading.Event()

    def digest(wish):
        made.append(wish.subject)
        go.wait(10)
        return SimpleNamespace(stories=(1, 2, 3))

    app = SimpleNamespace(digest=digest, only_sample=lambda: False, trends=lambda _: ())
    clock = [100.0]

    async def run():
        happening = Happening(app, lambda: clock[0])
        waiting = [asyncio.create_task(happening.told("en")) for _ in range(20)]
        await asyncio.sleep(0.05)
        go.set()
        told = await asyncio.gather(*waiting)
        assert len({id(one) for one in told}) == 1
        assert made == ["now"]
        clock[0] += FRESH_S + 1
        assert happening.held("en") is told[0], "stale stories are shown while new ones are made"
        again = happening._making["en"]
        await again
        assert len(made) == 2
        clock[0] += STALE_S + 1
        assert happening.held("en") is None

    asyncio.run(run())


def test_a_quiet_span_gives_way_to_a_longer_one(app):
    told = lately(app, "zh", datetime.now(UTC))
    assert told.digest is not None
    assert told.digest.stories
    assert told.digest.tongue == "zh"


def test_a_busy_store_is_told_and_not_kept():
    def busy(wish):
        raise StoreBusy("the store is busy; try again")

    app = SimpleNamespace(digest=busy)

    async def run():
        happening = Happening(app)
        told = await happening.told("en")
        assert "busy" in told.problem
        assert happening.held("en") is None

    asyncio.run(run())


def test_the_sample_goes_and_comes_back(client, app):
    """Last in the module: the sample is dropped."""
    assert client.post("/sample", data={"do": "drop"}).status_code == 403
    assert "/feeds/add" in client.get("/").text
    assert post(client, "/sample", do="drop").headers["location"] == "/"
    assert not app.status().sample
    told = client.get("/").text
    assert re.search('name="do" value="load"', told)
    post(client, "/sample", do="load")
    assert app.status().sample
