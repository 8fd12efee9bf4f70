"""A post's page and the search of posts: what strangers wrote stays words."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from rostra.app import Intake, open_app, this_process
from rostra.posts import Author, Media, Post, Query
from rostra.settings import load_settings
from rostra.web._posts_search import PAGE as SIZE
from rostra.web._posts_search import Sought, found
from rostra.web._posts_shown import AROUND, edited_at, turns, views, warnings
from rostra.web._words import LANGS, say
from tests.web.people import HERE, READER, client_of, post

NOW = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
MINUTE = timedelta(minutes=1)
LATER = NOW + 30 * MINUTE
EVIL = "<script>alert(1)</script> the ferry <img src=https://evil.example/x.png>"


def line(name, text, **more):
    fields = {
        "id": name, "text": text, "network": "mastodon", "author": {"id": "urn:a", "handle": "ann"},
        "created": NOW.isoformat(), "lang": "en", "native": name,
    }  # fmt: skip
    return json.dumps(fields | more)


LINES = [
    line("https://m.example/1", EVIL, url="javascript:alert(1)"),
    line("https://m.example/2", "渡轮今天停航，新闻说明天恢复", lang="zh",
         reply_to="https://m.example/1", root="https://m.example/1"),
    line("https://m.example/3", "a naked fact", labels=["nudity"], author={"id": "urn:b"}),
    *(line(f"many:{n}", f"harbour note {n}", network="nostr") for n in range(SIZE + 5)),
]  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    environ = {"ROSTRA_MODELS__RERANK": "false", "ROSTRA_MODELS__ANSWER_WITH": "none"}
    settings = load_settings(data=tmp_path_factory.mktemp("posts"), environ=environ)
    with open_app(settings, owner=this_process("serve", NOW)) as app:
        assert not app.take_in(Intake("\n".join(LINES), "m")).refused
        yield app


@pytest.fixture
def client(app, monkeypatch):
    return client_of(app, HERE, monkeypatch)


def at(name):
    return f"/posts/{quote(name, safe='')}"


def test_a_post_stands_in_its_thread(client):
    page = client.get(at("https://m.example/2"))
    assert page.status_code == 200
    assert "渡轮今天停航" in page.text
    assert 'aria-current="true"' in page.text
    assert at("https://m.example/1") in page.text
    assert "depth-1 here" in page.text


def test_hostile_words_of_a_post_stay_words(client):
    for path in (at("https://m.example/1"), "/posts?q=ferry", "/posts?q=%3Cscript%3E"):
        text = client.get(path).text
        for bad in ("<script>alert", "<script>&", "<img src=https://evil", 'href="javascript:'):
            assert bad not in text, (path, bad)


def test_what_a_label_warns_of_is_folded(client):
    assert '<details class="veil">' in client.get(at("https://m.example/3")).text


def test_when_a_post_was_edited_is_told(app, client):
    name = "https://m.example/4"
    app.take_in(Intake(line(name, "a tram note"), "m"))
    assert say("en", "posts.edited") not in client.get(at(name)).text
    app.take_in(
        Intake(
            line(name, "a tram note, edited", rev=round((NOW + MINUTE).timestamp()) * 1_000_000),
            "m",
        )
    )
    page = client.get(at(name)).text
    assert say("en", "posts.edited") in page
    assert (NOW + MINUTE).isoformat() in page


@pytest.mark.parametrize(
    ("rev", "at"),
    [
        (0, None),
        (3, LATER),  # a number of the edit alone: when it came
        (round((NOW + MINUTE).timestamp()), NOW + MINUTE),
        (round((NOW + MINUTE).timestamp()) * 1_000_000, NOW + MINUTE),
        (round(NOW.timestamp()), None),  # an article is numbered by its own time
        (round((LATER + MINUTE).timestamp()), LATER),  # a clock that is ahead
        (10**12, LATER),
        (10**18, LATER),
    ],
)
def test_the_moment_of_an_edit_is_read_from_its_revision(rev, at):
    assert edited_at(Post("x", "nostr", "n", Author("a"), "text", NOW, LATER, rev=rev)) == at


def test_what_is_gone_says_so(client):
    for path in (at("at://nothing"), "/posts/%2e%2e%2fetc", "/posts/-"):
        page = client.get(path)
        assert page.status_code in (404, 410)
        assert "<html" in page.text
    assert say("en", "posts.gone_says") in client.get(at("at://nothing")).text


@pytest.mark.parametrize("way", ["explain", "verify", "translate"])
def test_what_is_known_comes_as_a_part_or_on_the_page(client, way):
    whole = post(client, f"/posts/-/{way}", post="https://m.example/2")
    assert whole.status_code == 200
    assert "<html" in whole.text
    token = whole.text.split('data-csrf="')[1][:64]
    headers = {"x-rostra-csrf": token, "x-rostra-part": "1"}
    part = client.post(f"/posts/-/{way}", data={"post": "https://m.example/2"}, headers=headers)
    assert part.status_code == 200
    assert "<html" not in part.text
    assert f"<h3>{say('en', f'posts.{way}')}</h3>" in part.text
    assert post(client, f"/posts/-/{way}", post="nothing").status_code == 404
    assert client.post(f"/posts/-/{way}", data={"post": "x"}).status_code == 403


def test_only_operators_delete(app, client, monkeypatch):
    app.take_in(Intake(line("t:gone", "soon gone"), "m"))
    reader = client_of(app, READER, monkeypatch)
    assert say("en", "posts.delete_sure") not in reader.get(at("t:gone")).text
    assert post(reader, "/posts/-/delete", post="t:gone").status_code == 403
    assert app.show("t:gone") is not None
    done = post(client, "/posts/-/delete", post="t:gone")
    assert say("en", "posts.was_deleted") in done.text
    assert app.show("t:gone") is None
    assert client.get(at("t:gone")).status_code == 410


def test_answers_that_cite_a_post_are_their_owners_alone(app, client, monkeypatch):
    from rostra.app import Asking

    *_, last = app.ask(Asking("did the ferry stop? 渡轮停航了吗", sample=False))
    cited = {c.post_id for s in last.answer.sentences for c in s.citations}
    assert cited
    path = at(next(iter(cited)))
    assert "did the ferry stop?" in client.get(path).text
    other = client_of(app, READER, monkeypatch)
    assert "did the ferry stop?" not in other.get(path).text


def test_chinese_and_english_words_are_found(client):
    assert "渡轮今天停航" in client.get("/posts?q=新闻").text
    assert "渡轮今天停航" not in client.get("/posts?q=新闻&lang=en").text
    nothing = client.get("/posts?q=新闻&network=rss", headers={"accept-language": "zh"})
    assert say("zh", "posts.none") in nothing.text


@pytest.mark.parametrize("lang", LANGS)
def test_where_no_post_holds_the_words_it_says_that_these_are_only_near(client, lang):
    spoken_in = {"accept-language": lang}
    says = say(lang, "posts.only_near")
    assert says in client.get("/posts?q=xylophonist", headers=spoken_in).text
    assert says not in client.get("/posts?q=harbour", headers=spoken_in).text


def test_newest_posts_are_paged_through_without_a_gap_or_a_repeat(app):
    seen, after = [], ""
    for _ in range(9):
        listed = found(app, Sought(network="nostr", sort="newest", after=after), LATER)
        posts, after = listed.posts, listed.after
        seen += [one.id for one in posts]
        if not after:
            break
    assert sorted(seen) == sorted(f"many:{n}" for n in range(SIZE + 5))
    first = found(app, Sought("harbour"), LATER)
    second = found(app, Sought("harbour", after=first.after), LATER)
    assert (len(first.posts), second.after) == (SIZE, "")
    assert second.posts
    assert not {p.id for p in first.posts} & {p.id for p in second.posts}


@pytest.mark.parametrize("after", ["x", "-1", "9" * 40, "1.9999", "\u0661", "1.2.3"])
def test_a_cursor_from_anywhere_is_answered(client, after):
    for sort in ("best", "newest"):
        assert client.get(
            "/posts", params={"q": "harbour", "sort": sort, "after": after}
        ).is_success


@pytest.mark.parametrize("query", ["post=x", "post=many:1&at=0", "post=many:1&at=-1&side=9", ""])
def test_pictures_that_are_not_there_are_404(client, query):
    assert client.get(f"/posts/-/picture?{query}").status_code == 404


def test_pictures_of_posts_are_never_linked_at_their_host():
    author = Author("urn:a", "ann")
    media = (Media("link", "https://evil.example"), Media("image", "https://evil.example/p.png"))
    one = Post("p:1&2", "x", "m", author, "", NOW, NOW, media=media, labels=("gore", "news"))
    seen = views(one)
    assert len(seen) == 1
    assert seen[0].src == "/posts/-/picture?post=p%3A1%262&at=0&side=480"
    assert warnings(one, {"news": "warn", "gore": "inform"}) == ("news",)
    thread = [
        Post(f"p:{n}", "x", "m", author, "", NOW, NOW, reply_to=f"p:{n - 1}") for n in range(200)
    ]
    shown, hidden = turns(thread, thread[150])
    assert (len(shown), hidden) == (AROUND, 200 - AROUND)
    assert [turn.post.id for turn in shown if turn.here] == ["p:150"]
    assert max(turn.depth for turn in shown) == 4


def test_a_search_asks_for_a_page_and_one_more(app):
    assert app.count(Query(now=LATER, networks=("nostr",))) == SIZE + 5
