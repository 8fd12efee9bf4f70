"""The arena's pages over a real app: blind to the vote, alike on both sides, never lost."""

import asyncio
import json
import re
import threading
import time
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from pages_as import HERE, client_as, site_of
from rostra.accounts import Person
from rostra.app import ExamplesAsked, open_app, this_process
from rostra.arena import Card, Entrant, Stated, Told
from rostra.errors import ModelUnreachable
from rostra.settings import load_settings
from rostra.web import create_site
from rostra.web._arena_turns import open_turns, wait_s
from rostra.web._words import say
from rostra.web._works import Busy, close

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
PAGE = {"accept": "text/html"}
PART = {**PAGE, "x-rostra-part": "1"}
NAMES = ("zyzzyva-large", "quokka-mini")
EVIL = "<script>alert(1)</script>"
CARD = Card(
    1, "t:1", "urn:ann", f"The ferry is late {EVIL}", "m", "17", "mastodon", f"Ann {EVIL}", "ann",
    "https://example.org/1", NOW,
)  # fmt: skip
CITING = Told(
    f"Fog. {EVIL}[1] So wait.[7]", (Stated("Fog.[1]", (1,)),), (CARD,), "en", "MIT", 98765.4321
)
SETTINGS = {
    "ROSTRA_MODELS__RERANK": "false",
    "ROSTRA_ARENA__VOTE_GAP_S": "0",
    "ROSTRA_ARENA__TURNS": "2",
    "ROSTRA_ARENA__VOTES_PER_MINUTE": "0",
}


def says(label, *pieces, go=None, fails=False):
    def call(turns):
        if turns[-1].question == "Fail?" and fails:
            raise ModelUnreachable(f"{label} is gone")
        yield from pieces[:-1]
        if go is not None and "slowly" in turns[-1].question:
            assert go.wait(20)
        last = pieces[-1]
        if isinstance(last, Told):
            yield last.text
            yield last
        else:
            yield last
            yield Told("".join(pieces))

    return Entrant(label, "model", call, names=(label,))


@pytest.fixture(scope="module")
def go():
    return threading.Event()


@pytest.fixture(scope="module")
def app(tmp_path_factory, go):
    settings = load_settings(data=tmp_path_factory.mktemp("arena"), environ=SETTINGS)
    entrants = {
        NAMES[0]: says(NAMES[0], CITING, fails=True),
        NAMES[1]: says(NAMES[1], "It is ", "late.", go=go),
    }
    with open_app(settings, owner=this_process("serve", NOW)) as app:
        app.meet(lambda: entrants)
        yield app


@pytest.fixture(scope="module")
def site(app):
    return site_of(app)


@pytest.fixture
def client(site):
    return client_as(site, HERE)


def token(client):
    return re.search('name="csrf" value="([0-9a-f]{64})"', client.get("/arena").text)[1]


def post(client, path, **form):
    return client.post(path, data={"csrf": token(client), **form}, follow_redirects=False)


def asked(client, question="Why is the ferry late?", **form):
    begun = post(client, "/arena", question=question, **form)
    assert begun.status_code == 303, begun.text
    return begun.headers["location"]


def until(client, path, state):
    for _ in range(200):
        page = client.get(path, headers=PART).text
        if f'data-state="{state}"' in page:
            return page
        time.sleep(0.02)
    raise AssertionError(page)


def heard(text):
    return re.findall(r"(?:id: (\d+)\n)?event: (\w+)\ndata: (.*)\n\n", text)


def test_a_battle_is_blind_until_its_vote_everywhere(app):
    client = TestClient(create_site(app), base_url="http://127.0.0.1:8420", headers=PAGE)
    path = asked(client)
    until(client, path, "open")
    told = [client.get(path), client.get(path, headers=PART), client.get(f"{path}/events"),
            client.get("/arena/battles"), client.get("/arena")]  # fmt: skip
    for one in told[:-1]:
        assert one.status_code == 200
        whole = one.text + repr(one.headers)
        assert not [name for name in NAMES if name in whole], one.url
        assert "MIT" not in whole
        assert "98765" not in whole
    assert "It is late." in told[0].text
    voted = post(client, f"{path}/vote", choice="left", reason="inaccurate", vote="v-1")
    assert voted.status_code == 303
    shown = client.get(path).text
    assert all(name in shown for name in NAMES)
    assert "You found the left answer better" in shown
    assert all(name in client.get("/arena/battles").text for name in NAMES)


def test_an_example_is_shown_where_its_asker_let_it_be_published(app, client):
    shows = f"/board/entrant/{NAMES[0]}"
    said = {
        "Why is the fog so thick?": {},
        "Is it foggy? Write to ann@example.org": {"consent": "on"},
        "Was it foggy, and nobody voted?": {"consent": "on"},
    }
    for question, form in said.items():
        path = asked(client, question, **form)
        until(client, path, "open")
        if "nobody" not in question:
            assert post(client, f"{path}/vote", choice="left", vote=path).status_code == 303
    stranger = client_as(site_of(app), Person("zoe", "Zoe", "reader"))
    page = stranger.get(shows).text
    assert "Is it foggy? Write to [email]" in page
    assert "so thick" not in page
    assert "nobody voted" not in page
    assert "ann@example.org" not in page
    assert EVIL not in page
    assert "MIT" not in page
    assert path not in page
    assert app.battle_examples(ExamplesAsked("nobody")) == ()
    assert len(app.battle_examples(ExamplesAsked(NAMES[1]))) == 1


def test_an_example_gives_no_post_away_and_other_votes_only_how_they_went(app, client):
    shows = f"/board/entrant/{NAMES[0]}"
    path = asked(client, "What does the post say?", consent="on")
    until(client, path, "open")
    post(client, f"{path}/vote", choice="right", vote=path)
    path = asked(client, "Nobody may read this")
    until(client, path, "open")
    post(client, f"{path}/vote", choice="tie", vote=path)
    page = client.get(shows).text
    assert "What does the post say?" in page
    assert "The ferry is late" not in page
    assert "Ann" not in page
    assert 'href="/posts/t%3A1"' in page
    assert "may read this" not in page
    newest, before = app.battle_outcomes(ExamplesAsked(NAMES[0], 2))
    assert (newest.rival, newest.ended, newest.turns) == (NAMES[1], "tie", 1)
    assert before.ended in ("won", "lost")
    assert min(newest.length, newest.rival_length) > 0
    other = app.battle_outcomes(ExamplesAsked(NAMES[1], 2))[1]
    assert {before.ended, other.ended} == {"won", "lost"}
    assert (other.length, other.rival_length) == (before.rival_length, before.length)
    unrated = client.get(f"{shows}?lang=ja")
    assert unrated.status_code == 200
    assert say("en", "board.unrated") in unrated.text
    assert say("en", "board.outcomes") in unrated.text
    assert client.get("/board/entrant/nobody?lang=ja").status_code == 404


def test_what_strangers_write_is_only_words(client):
    path = asked(client, f"Why {EVIL}?")
    page = until(client, path, "open")
    assert EVIL not in page + client.get("/arena").text
    ended = [json.loads(d)["html"] for _, n, d in heard(client.get(f"{path}/events").text)
             if n == "ended"]  # fmt: skip
    assert len(ended) == 2
    assert EVIL not in "".join(ended)
    assert page.count("&lt;script&gt;") >= 4
    assert 'href="https://example.org/1"' in page
    side = "left" if page.index("Fog.") < page.index("It is late.") else "right"
    assert f'<a class="cite" href="#{side}-1-1">1</a>' in page
    assert "[7]" in page, "a number without a card is no citation"


def test_events_are_numbered_and_told_again_from_any_of_them(client):
    path = asked(client)
    until(client, path, "open")
    whole = heard(client.get(f"{path}/events").text)
    assert [name for _, name, _ in whole[-2:]] == ["ready", "over"]
    numbers = [int(n) for n, _, _ in whole if n]
    assert numbers == list(range(1, len(numbers) + 1))
    pieces = {"left": "", "right": ""}
    for _, name, data in whole:
        if name == "piece":
            pieces[json.loads(data)["side"]] += json.loads(data)["text"]
    assert set(pieces.values()) == {CITING.text, "It is late."}
    for last in (0, 2, numbers[-1]):
        again = heard(client.get(f"{path}/events", headers={"last-event-id": str(last)}).text)
        assert again == whole[last:]
    assert heard(client.get(f"{path}/events?after=x").text) == whole


def test_a_battle_goes_on_while_nobody_listens(client, go):
    go.clear()
    path = asked(client, "Answer slowly, please")
    page = until(client, path, "asking")
    assert 'data-events="' in page
    assert page.count("data-live") >= 1
    early = post(client, f"{path}/vote", choice="left", vote="early")
    assert early.status_code == 409
    assert "not there yet" in early.text
    go.set()
    assert "data-vote" in until(client, path, "open")


def test_two_at_once_are_enough(client, go):
    go.clear()
    paths = [asked(client, f"Answer slowly, {n}") for n in range(2)]
    third = post(client, "/arena", question="And slowly again")
    assert third.status_code == 429
    assert "Two of your battles" in third.text
    assert f'href="{paths[1]}"' in third.text
    assert "And slowly again" in third.text, "what was typed is kept"
    go.set()
    for path in paths:
        until(client, path, "open")


def test_the_same_vote_again_is_no_mistake_and_another_is_refused(client):
    path = asked(client)
    until(client, path, "open")
    first = post(client, f"{path}/vote", choice="tie", vote="v-2")
    again = post(client, f"{path}/vote", choice="tie", vote="v-2")
    other = post(client, f"{path}/vote", choice="left", vote="v-3")
    assert (first.status_code, again.status_code, other.status_code) == (303, 303, 409)
    assert "has its vote" in other.text
    assert "You called it a tie" in other.text
    wrong = post(client, f"{asked(client)}/vote", choice="best", vote="v-4")
    assert wrong.status_code == 409


def test_a_void_battle_says_why_and_takes_no_vote(client):
    path = asked(client, "Fail?")
    page = until(client, path, "void")
    assert re.search("No answer came from the (left|right) side", page)
    assert "data-vote" not in page
    assert not [name for name in NAMES if name in page]
    assert post(client, f"{path}/vote", choice="left", vote="v-5").status_code == 409
    zh = client.get(path, headers={**PART, "accept-language": "zh"}).text
    assert "没有给出回答" in zh


def test_names_may_be_told_without_a_vote(client):
    path = asked(client)
    until(client, path, "open")
    told = post(client, f"{path}/names")
    assert told.status_code == 303
    page = client.get(path, headers=PART).text
    assert all(name in page for name in NAMES)
    assert "data-vote" not in page
    late = post(client, f"{path}/vote", choice="left", vote="v-6")
    assert (late.status_code, "told before" in late.text) == (409, True)


def test_further_questions_come_before_the_vote(client):
    path = asked(client)
    until(client, path, "open")
    assert post(client, f"{path}/turn", question="And then?").status_code == 303
    page = until(client, path, "open")
    assert page.count('class="round"') == 2
    assert "data-further" not in page, "two questions are the most here"
    spent = post(client, f"{path}/turn", question="And then?")
    assert (spent.status_code, "all its questions" in spent.text) == (409, True)


BEA, CID = Person("p-bea", "Bea", "member"), Person("p-cid", "Cid", "admin")


@pytest.mark.parametrize(("owner", "other"), [(BEA, CID), (BEA, None), (None, BEA), (None, None)])
def test_a_battle_is_its_voters_alone(site, owner, other):
    mine, stranger = client_as(site, owner), client_as(site, other)
    path = asked(mine)
    until(mine, path, "open")
    assert stranger.get(path).status_code == 404
    assert stranger.get(f"{path}/events").status_code == 404
    for deed, form in (("vote", {"choice": "left", "vote": "x"}), ("names", {}),
                       ("turn", {"question": "Why?"})):  # fmt: skip
        assert post(stranger, f"{path}/{deed}", **form).status_code == 404
    assert path not in stranger.get("/arena/battles").text
    assert path in mine.get("/arena/battles").text
    assert mine.get(path[:-4]).status_code == 404, "an id is given whole on a page"
    assert "data-vote" in mine.get(path, headers=PART).text


def test_a_browser_is_known_again_and_its_cookie_is_not_kept(site, app):
    browser = client_as(site, None)
    path = asked(browser)
    until(browser, path, "open")
    token = browser.cookies["rostra_voter"]
    assert post(browser, f"{path}/vote", choice="tie", vote="v-b").status_code == 303
    again = client_as(site, None)
    again.cookies.set("rostra_voter", token)
    assert "You called it a tie" in again.get(path).text
    assert token not in (app.settings.data / "records.sqlite").read_bytes().decode("latin-1")
    odd = client_as(site, None)
    odd.cookies.set("rostra_voter", "x" * 500)
    assert len(odd.get("/arena").cookies["rostra_voter"]) == 32
    attributes = client_as(site, None).get("/arena").headers["set-cookie"].lower()
    assert "httponly" in attributes


def test_votes_in_haste_wait_and_nothing_is_lost(site, app):
    hasty = client_as(site, Person("p-hasty", "Hasty", "member"))
    paths = [asked(hasty) for _ in range(2)]
    for path in paths:
        until(hasty, path, "open")
    usual = app.settings
    app.settings = load_settings(
        data=usual.data, environ={**SETTINGS, "ROSTRA_ARENA__VOTE_GAP_S": "200"}
    )
    try:
        soon = post(hasty, f"{paths[0]}/vote", choice="tie", vote="v-h")
        assert soon.status_code == 429
        assert "Many votes in a short time" in soon.text
        wait = float(re.search('data-wait="([0-9.]+)"', soon.text)[1])
        assert 150 < wait <= 200
        assert "data-vote" in soon.text, "the battle waits"
    finally:
        app.settings = usual
    assert post(hasty, f"{paths[0]}/vote", choice="tie", vote="v-h").status_code == 303


def test_a_voter_has_two_places_and_is_led_to_what_goes_on(site, go):
    keen = client_as(site, Person("p-keen", "Keen", "member"))
    go.clear()
    paths = [asked(keen, "Tell me slowly") for _ in range(2)]
    third = post(keen, "/arena", question="And a third?")
    assert (third.status_code, "Two of your battles" in third.text) == (429, True)
    assert paths[1] in third.text
    assert ">And a third?</textarea>" in third.text, "what was typed is kept"
    go.set()
    for path in paths:
        until(keen, path, "open")


def test_a_vote_waits_until_both_answers_can_have_been_read():
    turns = open_turns()
    turn = turns.begin("ann", lambda _turn: iter(()))
    assert not isinstance(turn, Busy)
    assert asyncio.run(turn.finished(5))
    turns.clock = lambda: turn.ended + 1
    assert wait_s(turns, turn, 3) == 2
    assert wait_s(turns, turn, 0) == wait_s(turns, None, 3) == 0


def test_rostra_ends_and_the_turn_that_runs_is_void(app, go):
    site = site_of(app)
    client = client_as(site, HERE)
    go.clear()
    path = asked(client, "Tell me slowly")
    threading.Timer(0.1, go.set).start()
    assert close([site.state.arena_turns], 10)
    assert "Rostra ended before both had answered." in until(client, path, "void")
    late = post(client, "/arena", question="Is it too late?")
    assert (late.status_code, "try again" in late.text) == (429, True)


def test_what_cannot_be_asked_is_told_kindly(client):
    for question, words in (("?!", "ask in words"), ("x " * 2001, "too long")):
        refused = post(client, "/arena", question=question)
        assert refused.status_code == 400
        assert words in refused.text
    assert client.post("/arena", data={"question": "No token?"}).status_code == 403
    few = post(client, "/arena", question="Why?", mode="feed")
    assert (few.status_code, "two entrants of this kind" in few.text) == (400, True)
