"""News: digests made once for all who wish the same, laid out without trusting a word of them."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from rostra.app import (
    Digesting,
    Intake,
    PersonChange,
    Saving,
    StoryCover,
    ThingNamed,
    ThingsAsked,
    open_app,
    this_process,
)
from rostra.assistant import Citation, Digest, Evidence, Sentence, Told
from rostra.errors import ModelError, QueryRefused
from rostra.posts import Author, Minute, Post
from rostra.settings import load_settings
from rostra.web import create_site
from rostra.web._news_shelf import FRESH_S, Shelf, cover_of, key_of
from rostra.web._news_shown import blocks
from rostra.web._news_trends import HIGH, HOURS, Rises, curve, hourly
from rostra.web._posts_shown import post_path
from rostra.web._words import say
from tests.web.people import HERE, MEMBER, OTHER, READER, client_of, post

PAGE = {"accept": "text/html"}
NOW = datetime(2024, 5, 4, 12, tzinfo=UTC)
EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)> & 新闻"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    environ = {
        "ROSTRA_MODELS__RERANK": "false",
        "ROSTRA_MODELS__ANSWER_WITH": "none",
        "ROSTRA_TIMEZONE": "UTC",
    }
    settings = load_settings(data=tmp_path_factory.mktemp("news"), environ=environ)
    with open_app(settings, owner=this_process("serve", NOW)) as app:
        yield app


@pytest.fixture(scope="module")
def site(app):
    return create_site(app)


@pytest.fixture
def client(site):
    return TestClient(site, base_url="http://127.0.0.1:8420", headers=PAGE)


@pytest.fixture
def mia(app):
    """A member with an account, for as long as one test takes."""
    person = app.people.desk.add("Mia", "correct horse battery")
    yield person
    app.people.delete(person.id, HERE)


def post_line(name):
    line = f'{{"id": "{name}", "text": "The ferry is back at the pier.", "network": "rss",'
    return line + f' "author": {{"id": "a"}}, "created": "{datetime.now(UTC).isoformat()}"}}'


def told(text, number=1, **more):
    said = Sentence(text, (Citation(number, f"t:{number}", text, 0, len(text)),), "supported")
    fields = {"standing": "one source", "grave": True} | more
    return Told(
        title=said, sentences=(said,), first_seen=NOW, last_seen=NOW, posts=2, authors=2, origins=2,
        expected=0.0, score=1.0, networks=("rss",), langs=("en",), **fields,
    )  # fmt: skip


def digest(text=EVIL, **more):
    post = Post(
        id="t:1", network="rss", source="m", author=Author("urn:a", "a<b>", "<b>Ann</b>"),
        text=text, created=NOW, seen=NOW, url="javascript:alert(1)", native="1", lang="en",
    )  # fmt: skip
    return Digest(
        "en", "", "UTC", NOW, NOW, (told(text, **more),), (), (Evidence(1, post, 1.0),), (), 2
    )


def test_a_page_comes_at_once_and_its_digest_as_a_part(client):
    page = client.get("/news?about=today")
    assert page.status_code == 200
    assert 'data-load="/news/digest?about=today"' in page.text
    assert "/digests.atom" in page.text
    assert "<noscript>" in page.text
    part = client.get("/news/digest?about=today", headers={"x-rostra-part": "1"})
    assert say("en", "news.quiet") in part.text
    assert "<html" not in part.text
    again = client.get("/news?about=today")
    assert say("en", "news.quiet") in again.text
    assert "/news/digest" not in again.text


def test_without_scripts_the_whole_page_can_be_had(client):
    page = client.get("/news?topic=harbour&about=topic&whole=1", headers={"accept-language": "zh"})
    assert say("zh", "news.quiet") in page.text
    assert 'value="harbour"' in page.text


@pytest.mark.parametrize("query", ["about=&topic=%00", "about=x&style=y&tongue=z", "topic=" * 99])
def test_any_wish_is_answered(client, query):
    assert client.get(f"/news?{query}").status_code == 200
    assert client.get(f"/news/digest?{query}").status_code == 200


def test_hostile_words_stay_words(app, client, monkeypatch):
    monkeypatch.setattr(app, "make_digest", lambda _wish: digest())
    shown = client.get("/news/digest?about=today&tongue=zh-hant").text
    assert "&lt;script&gt;alert" in shown
    for bad in ("<script>alert", "<img src=x", "<b>", 'href="javascript:'):
        assert bad not in shown, bad
    key = key_of(Digesting("today", tongue="zh-hant"))
    file = client.get(f"/news/{key}/digest.md")
    assert file.headers["content-type"].startswith("text/markdown")
    assert file.headers["content-disposition"].startswith("attachment")


def test_a_failure_is_told_in_its_place_and_can_be_tried_again(app, client, monkeypatch):
    def fails(_wish):
        raise ModelError("the model at <here> does not answer; start it")

    monkeypatch.setattr(app, "make_digest", fails)
    told_ = client.get("/news/digest?topic=ferry&about=topic")
    assert told_.status_code == 502
    assert "the model at &lt;here&gt; does not answer" in told_.text
    assert 'data-retry="/news/digest?topic=ferry&amp;about=topic"' in told_.text
    assert client.get("/news?topic=ferry&about=topic").status_code == 200
    monkeypatch.setattr(app, "make_digest", lambda _wish: digest())
    assert client.get("/news/digest?topic=ferry&about=topic").status_code == 200


def test_a_wish_is_computed_once_for_all_who_have_it_at_a_time():
    begun, go = [], threading.Event()
    at = [0.0]

    def make():
        begun.append(1)
        go.wait(5)
        return digest()

    shelf = Shelf(lambda: at[0])
    first, second = shelf.page("k", make), shelf.page("k", make)
    go.set()
    assert first is second
    assert first.made.result(5) == digest()
    assert shelf.ready("k") is first
    at[0] = FRESH_S + 1
    assert shelf.ready("k") is None
    assert shelf.find("k") is first
    assert shelf.page("k", make) is not first
    assert len(begun) >= 1


def test_covers_are_drawn_as_they_are_asked_for():
    drawn = []

    def draw(_digest):
        for number in (1, 2):
            drawn.append(number)
            yield StoryCover(number, "t", why="people came to harm")

    page = Shelf().stood("k", digest(), "")
    assert cover_of(page, 1, draw).number == 1
    assert drawn == [1]
    assert cover_of(page, 2, draw).number == 2
    assert cover_of(page, 1, draw).number == 1
    assert drawn == [1, 2]
    assert cover_of(page, 3, draw) is None


def test_a_cover_is_sent_small_to_look_at_and_whole_to_share(app, client, monkeypatch):
    monkeypatch.setattr(app, "make_digest", lambda _wish: digest("Ferry runs again", grave=False))
    client.get("/news/digest?about=topic&topic=boats")
    key = key_of(Digesting("boats", tongue="en"))
    small = client.get(f"/news/{key}/covers/1.webp")
    assert small.headers["content-type"] == "image/webp"
    whole = client.get(f"/news/{key}/card/1.png")
    assert whole.content.startswith(b"\x89PNG")
    assert len(small.content) < len(whole.content) / 4
    assert client.get(f"/news/{key}/covers/2.webp").status_code == 404
    assert client.get("/news/unknown/covers/1.webp").status_code == 404


def test_a_block_tells_corrections_and_who_was_first():
    block = blocks(digest("The bridge is open."))[0]
    assert block.first.id == "t:1"
    assert not block.sayings
    assert (block.settled, block.disputed) == (False, False)
    assert post_path("at://did:x/y/z?#") == "/posts/at%3A%2F%2Fdid%3Ax%2Fy%2Fz%3F%23"


def test_digests_are_ordered_kept_and_dropped_by_their_owner_alone(app, mia, monkeypatch):
    reader, other = (client_of(app, one, monkeypatch) for one in (mia, OTHER))
    form = {"about": "topic", "topic": "<b>ferry</b>", "every": "daily", "clock": "07:30"}
    done = post(reader, "/news/saved", **form)
    assert (done.status_code, done.headers["location"]) == (303, "/news/kept#saved")
    theirs = ThingsAsked(mia.id)
    (saved,) = app.saved(theirs)
    assert (saved.every, saved.wish.subject, saved.name) == (
        "daily@07:30", "<b>ferry</b>", "b-ferry-b",
    )  # fmt: skip
    assert "<b>ferry" not in reader.get("/news/kept").text
    assert "b-ferry-b" not in other.get("/news/kept").text
    app.take_in(Intake(post_line("t:9"), "m"))
    app.do_due(saved.due_at + timedelta(minutes=1))
    (kept,) = app.digests(theirs)
    assert reader.get(f"/news/{kept.id}").status_code == 200
    assert f"/news/{kept.id}" in reader.get("/news/kept").text
    feed = reader.get(f"/digests.atom?name={saved.name}").text
    assert f"urn:uuid:{kept.id}" in feed
    assert f"urn:uuid:{kept.id}" not in reader.get("/digests.atom?name=another").text
    for path in (f"/news/{kept.id}", f"/news/{kept.id}/digest.md", f"/news/{kept.id}/card/1.png"):
        assert other.get(path).status_code == 404, path
    assert kept.id not in other.get("/digests.atom").text
    post(other, "/news/saved/drop", name=saved.name)
    assert app.saved(theirs)
    post(reader, "/news/saved/drop", name=saved.name)
    assert not app.saved(theirs)
    assert app.kept_digest(ThingNamed(kept.id, mia.id)) is not None


def test_a_saved_digest_is_its_person_s_and_spends_their_plan(app, mia, monkeypatch):
    barred = post(client_of(app, READER, monkeypatch), "/news/saved", about="all")
    assert barred.status_code == 403
    assert not app.saved(ThingsAsked(READER.id))
    for number in range(50):
        app.save_digest(Saving(f"n{number}", "hourly", Digesting(), mia.id))
    with pytest.raises(QueryRefused, match="50 already"):
        app.save_digest(Saving("one-more", "hourly", Digesting(), mia.id))
    app.take_in(Intake(post_line("t:11"), "m"))
    later = datetime.now(UTC) + timedelta(hours=2)
    app.people.desk.change(PersonChange(mia.id, disabled=True), HERE)
    assert app.do_due(later) == ()
    app.people.desk.change(PersonChange(mia.id, disabled=False), HERE)
    made = app.do_due(later)
    assert len(made) == 15, "the plan has 30 units, a digest takes two"


def test_a_search_is_watched_and_let_go(app, monkeypatch):
    reader = client_of(app, READER, monkeypatch)
    assert post(reader, "/news/watches", query="港口 fire", at_least="2").status_code == 303
    (watched,) = app.watches(ThingsAsked(READER.id))
    assert (watched.watching.query, watched.watching.at_least) == ("港口 fire", 2)
    assert "港口 fire" in reader.get("/news/kept").text
    post(reader, "/news/watches/drop", name=watched.watching.name)
    assert not app.watches(ThingsAsked(READER.id))


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("saved", {"about": "topic"}),
        ("saved", {"every": "daily", "clock": "25:00"}),
        ("saved", {"name": "a b<script>"}),
        ("watches", {"query": "  "}),
        ("watches", {"query": "x", "at_least": "\u0661"}),
        ("watches", {"query": "x", "at_least": "0"}),
    ],
)
def test_an_order_that_cannot_be_is_told_beside_its_form(app, monkeypatch, path, form):
    reader = client_of(app, MEMBER, monkeypatch)
    told_ = post(reader, f"/news/{path}", **form)
    assert told_.status_code == 400
    assert 'role="alert"' in told_.text
    assert "<script>" not in told_.text.replace('<script type="module"', "")
    assert reader.post(f"/news/{path}", data=form).status_code == 403


def test_what_rises_comes_with_a_curve_and_a_table(app, client):
    assert "<html" not in client.get("/news/trends").text
    minutes = [Minute(NOW - timedelta(hours=h), h + 1, 1) for h in (0, 1, 30)]
    hours = hourly(minutes, NOW + timedelta(seconds=1))
    assert (len(hours), hours[-1], hours[-2], sum(hours)) == (HOURS, 1, 2, 3)
    assert curve((0, 4)) == f"M0.0 {HIGH - 2:.1f}L120.0 2.0"
    assert curve(()) == "M"
    at, begun = [0.0], []
    held = Rises(lambda: at[0])
    for now in (0.0, 1.0, 1000.0):
        at[0] = now
        held.found(lambda: begun.append(1) or ()).result(5)
    assert len(begun) == 2


def test_a_saved_digest_has_a_name_of_its_own(app, monkeypatch):
    reader = client_of(app, MEMBER, monkeypatch)
    app.save_digest(Saving("news", "hourly", Digesting(), MEMBER.id))
    told_ = post(reader, "/news/saved", about="all")
    assert told_.status_code == 400
    assert "news" in told_.text
    app.unsave_digest(ThingNamed("news", MEMBER.id))
