"""A chat through the real site: turns stream, resume and stop; lists, branches, marks, owners."""

import json
import re
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from rostra.app import ChatNamed, ChatPaged, Intake, Saying, open_app, this_process
from rostra.assistant import (
    Answer,
    Citation,
    Evidence,
    Finished,
    Gathered,
    LeftOut,
    Plan,
    Planned,
    Said,
    Sentence,
    Step,
    Typed,
)  # fmt: skip
from rostra.posts import Author, Deletion, Media, Post
from rostra.settings import load_settings
from rostra.web import create_site
from rostra.web._works import close
from tests.web.people import state_of

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
PAGE = {"accept": "text/html"}
PART = {"x-rostra-part": "1", "accept": "*/*"}
EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'{{7*7}}"
POST = Post(
    id="t:1", network="mastodon", source="test", native="1",
    author=Author("urn:ann", EVIL, EVIL),
    text=f"The harbour ferry is late because of fog. {EVIL}", created=NOW, seen=NOW,
    url="javascript:alert(1)", lang="en", media=(Media("image", "https://x.example/p.png", EVIL),),
)  # fmt: skip
QUOTE = "late because of fog"


class Told:
    """Answers turns as a test wants them: `gate` holds the stream after its first words."""

    def __init__(self):
        self.gate = threading.Event()
        self.gate.set()
        self.words = ("One ", "two ", "three.")
        self.error = None

    def __call__(self, saying, said, _talk):
        plan = Plan(said, "en", "UTC", ())
        at = POST.text.index(QUOTE)
        cites = (Citation(1, POST.id, QUOTE, at, at + len(QUOTE)),)
        checked = (
            Sentence(f"The ferry is late. {EVIL}", cites, "supported"),
            Sentence("It may be Monday.", cites, "unsupported", ("the post names no day",)),
        )
        evidence = (Evidence(1, POST, 1.0),)
        yield Planned(plan)
        yield Gathered(evidence, ())
        for sentence in checked:
            yield Said(sentence)
        for word in self.words:
            yield Typed(word)
            self.gate.wait(20)
        if self.error:
            raise self.error
        own = Sentence("".join(self.words), (), "own")
        yield Said(own)
        yield Finished(Answer(
            said, "en", (*checked, own), evidence, (Step("find", 9, (("t:2", "off topic"),), 0.1),),
            plan, saying.now or NOW, "fake", followups=("And then?",), missing=("the hour",),
            left_out=(LeftOut("t:2", "find", "off topic", "it does not speak of it"),),
        ))  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    settings = load_settings(
        data=tmp_path_factory.mktemp("chat"), environ={"ROSTRA_MODELS__RERANK": "false"}
    )
    with open_app(settings, owner=this_process("serve", NOW)) as app:
        app.told = Told()
        app._chatting._reply = app.told  # the seam that `App` fills with its models
        yield app


@pytest.fixture
def told(app):
    app.told.__init__()
    return app.told


@pytest.fixture
def site(app):
    return create_site(app)


@pytest.fixture
def client(site, told):
    return person(site)


def person(site):
    client = TestClient(site, base_url="http://127.0.0.1:8420", headers=PAGE)
    page = client.get("/chat").text
    client.headers["x-rostra-csrf"] = re.search('data-csrf="([0-9a-f]{64})"', page)[1]
    return client


def begin(client, said="why is the ferry late?", **fields):
    got = client.post("/chat", data={"said": said, **fields}, headers=PART)
    assert got.status_code == 200, got.text
    return got.json()


def events(client, turn, after=0):
    told = client.get(f"/chat/turn/{turn}/events", headers={"last-event-id": str(after)})
    assert told.headers["content-type"].startswith("text/event-stream")
    found = re.findall(r"id: (\d+)\nevent: (\w+)\ndata: (.*)\n", told.text)
    return [(int(number), name, json.loads(data)) for number, name, data in found]


def test_a_turn_streams_cards_then_sentences_then_the_whole(client):
    turn = begin(client)
    got = events(client, turn["turn"])
    names = [name for _, name, _ in got]
    assert names == ["opened", "cards", "said", "said", "typed", "typed", "typed", "said", "done"]
    assert [number for number, _, _ in got] == list(range(1, len(got) + 1))
    assert events(client, turn["turn"], after=4) == got[4:]
    assert got[-1][2]["state"] == "done"
    page = client.get(f"/chat/{turn['chat']}").text
    assert got[-1][2]["html"].strip()[:60] in page
    for words in ("not supported", "supported by the post", "the hour", "And then?"):
        assert words in page


def test_nothing_that_strangers_wrote_is_markup(client):
    turn = begin(client, said=EVIL)
    told = events(client, turn["turn"])
    page = client.get(f"/chat/{turn['chat']}").text
    for shown in (page, *(data.get("html", "") for _, _, data in told)):
        assert "<img src=x" not in shown
        assert "<script>alert" not in shown
        assert "javascript:" not in shown
        assert "49" not in re.findall(r"\{\{.{0,9}", shown)
        assert 'src="https://x.example' not in shown


def test_a_quote_is_marked_in_its_post_and_names_its_sentences(client):
    turn = begin(client)
    events(client, turn["turn"])
    page = client.get(f"/chat/{turn['chat']}").text
    assert f'<mark class="quote" data-s="1 2">{QUOTE}</mark>' in page
    assert 'data-sentence="1"' in page


def test_without_a_script_a_form_gets_the_answered_page(client):
    got = client.post("/chat", data={"said": "why?"}, follow_redirects=False)
    assert got.status_code == 303
    where, _, name = got.headers["location"].partition("#")
    assert f'id="{name}"' in client.get(where).text


def test_a_stopped_turn_keeps_exactly_what_was_said(client, told, app):
    told.gate.clear()
    turn = begin(client)
    stopped = client.post(f"/chat/turn/{turn['turn']}/stop", headers=PART)
    assert stopped.status_code == 204
    told.gate.set()
    got = events(client, turn["turn"])
    typed = "".join(data["text"] for _, name, data in got if name == "typed")
    _, kept = app.chat_message("", turn["turn"])
    assert kept.state == got[-1][2]["state"] == "partial"
    assert [s.text for s in kept.answer.sentences if s.verdict == "own"] == [typed.strip()]
    assert typed != "".join(told.words)


def test_a_turn_goes_on_without_its_reader_and_is_joined_again(client, told):
    told.gate.clear()
    turn = begin(client)
    page = client.get(f"/chat/{turn['chat']}").text
    assert f'data-turn="{turn["turn"]}"' in page
    told.gate.set()
    assert events(client, turn["turn"])[-1][1] == "done"


def test_a_failed_turn_says_so_and_can_be_asked_again(client, told):
    told.error = RuntimeError("secret detail")
    turn = begin(client)
    last = events(client, turn["turn"])[-1][2]
    assert last["state"] == "partial"
    assert "secret detail" not in last["html"]
    told.error = None
    again = begin(client, said="", chat=turn["chat"], again=turn["turn"])
    assert "2/2" in events(client, again["turn"])[-1][2]["html"]
    page = client.get(f"/chat/{again['chat']}").text
    assert "2/2" in page


def test_a_turn_whose_server_died_is_shown_as_broken_off(client, site, app):
    opened = next(app.chat(Saying("why?", now=NOW)))  # never read on: as if the process had died
    from rostra.records import find_message, rewrite_message

    message = find_message(app._records, opened.answer)
    rewrite_message(app._records, replace(message, state="answering", body={}, text=""))
    page = client.get(f"/chat/{opened.chat}").text
    assert "broke off" in page
    assert "data-turn=" not in page
    told = client.get(f"/chat/turn/{opened.answer}/events").text
    assert "event: done" in told


def test_questions_are_edited_into_branches_one_can_move_between(client, app):
    first = begin(client, "first?")
    events(client, first["turn"])
    shown = app.chat_page(ChatPaged(first["chat"]))
    edited = begin(client, "second?", chat=first["chat"], parent="")
    events(client, edited["turn"])
    page = client.get(f"/chat/{first['chat']}").text
    assert "second?" in page
    assert "first?" not in re.sub("<title>.*?</title>|<h1.*?</h1>|<aside.*?</aside>|"
                                  '<input id="rename"[^>]*>', "", page, flags=re.DOTALL)  # fmt: skip
    client.post(f"/chat/{first['chat']}/branch", data={"through": shown.messages[0].id})
    assert app.chat_page(ChatPaged(first["chat"])).head == first["turn"]
    gone = client.post(f"/chat/{first['chat']}/branch", data={"through": "no such message"})
    assert gone.status_code == 404


def test_chats_are_renamed_pinned_searched_and_deleted(client):
    turn = begin(client, "港口的渡轮为什么晚点？")
    events(client, turn["turn"])
    chat = turn["chat"]
    client.post(f"/chat/{chat}/change", data={"title": EVIL})
    client.post(f"/chat/{chat}/change", data={"pinned": "1"})
    listed = client.get("/chat/list").text
    assert listed.index(chat) == min(
        listed.index(c) for c in re.findall('"/chat/([0-9a-f-]{36})"', listed)
    )
    assert "<img src=x" not in listed
    found = client.get("/chat/list?q=渡輪", headers=PART).text
    assert "<mark>渡轮</mark>" in found
    assert client.get("/chat/list?q=zyzzyva", headers=PART).text.count("<li>") == 0
    client.post(f"/chat/{chat}/delete")
    assert client.get(f"/chat/{chat}").status_code == 404


def test_the_list_goes_on_page_by_page(client, app):
    from rostra.records import Chat, save_chat

    for n in range(95):
        at = NOW - timedelta(minutes=n)
        save_chat(app._records, Chat(f"paged-{n}", f"chat {n}", at, at, "pager"))
    seen, before = [], None
    from rostra.app import ChatSearch

    while part := app.chats(ChatSearch(owner="pager", limit=40, before=before)):
        seen += [line.id for line in part]
        before = part[-1].touched
    assert seen == [f"paged-{n}" for n in range(95)]


def test_older_messages_of_a_long_chat_come_when_asked_for(client, app):
    turn = begin(client, "long?")
    events(client, turn["turn"])
    for _ in range(10):
        for _event in app.chat(Saying("more?", chat=turn["chat"], now=NOW)):
            pass
    page = client.get(f"/chat/{turn['chat']}").text
    older = re.search('data-older href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert "2 earlier messages" in page
    part = client.get(older, headers=PART).text
    assert "long?" in part
    assert "<html" not in part


def test_a_wrong_citation_is_marked(client, app):
    turn = begin(client)
    events(client, turn["turn"])
    form = {"message": turn["turn"], "sentence": "2", "note": "no day in it"}
    assert client.post(f"/chat/{turn['chat']}/mark", data=form, headers=PART).status_code == 204
    assert app.marks(1)[0].note == "no day in it"
    other = client.post("/chat/elsewhere/mark", data=form, headers=PART)
    assert other.status_code == 404


def test_ways_stay_with_the_chat(client, app):
    form = {"ways": "1", "mode": "off", "length": "short", "style": "fun", "model": "none"}
    turn = begin(client, "say something", **form)
    events(client, turn["turn"])
    page = client.get(f"/chat/{turn['chat']}").text
    assert '<option value="off" selected>' in page
    assert '<option value="none" selected>' in page
    assert re.search('value="fun" checked', page)
    back = {"ways": "1", "mode": "auto", "length": "normal", "style": "regular", "model": "mini"}
    events(client, begin(client, "again", chat=turn["chat"], **back)["turn"])
    ways = app.chat_page(ChatPaged(turn["chat"])).ways
    assert ways.get("tone", "") == ""
    assert ways["model"] == "mini"


@pytest.mark.parametrize("wrong", [{"said": "  "}, {"said": "x", "length": "huge"},
                                   {"said": "x", "chat": "nowhere"},
                                   {"said": "x" * 100_001}])  # fmt: skip
def test_what_is_no_turn_is_refused(client, wrong):
    assert client.post("/chat", data=wrong, headers=PART).status_code == 400


def test_another_persons_chat_is_as_if_unknown(client, app):
    turn = begin(client)
    events(client, turn["turn"])
    chat = turn["chat"]
    from rostra.records import change_chat

    change_chat(app._records, chat, owner="someone-else")
    for path in (f"/chat/{chat}", f"/chat/{chat}/export.md", f"/chat/{chat}/export.json",
                 f"/chat/{chat}/print"):  # fmt: skip
        assert client.get(path).status_code == 404, path
    forms = {
        f"/chat/{chat}/change": {"title": "mine"}, f"/chat/{chat}/delete": {},
        f"/chat/{chat}/branch": {"through": turn["turn"]}, f"/chat/{chat}/share": {},
        f"/chat/{chat}/mark": {"message": turn["turn"], "sentence": "1"},
    }  # fmt: skip
    for path, form in forms.items():
        assert client.post(path, data=form).status_code == 404, path
    assert client.post("/chat", data={"said": "x", "chat": chat}, headers=PART).status_code == 400
    assert app.chat_show(ChatNamed(chat, "someone-else")).title != "mine"


def test_a_running_turn_is_its_owners_alone(client, told, site):
    told.gate.clear()
    turn = begin(client)
    turns = state_of(site).turns
    assert turns.find(turn["turn"], "someone-else") is None
    assert turns.find(turn["turn"], "") is not None
    told.gate.set()
    events(client, turn["turn"])


def test_every_change_needs_our_token(client):
    turn = begin(client)
    bare = {"x-rostra-csrf": ""}
    for path in ("/chat", f"/chat/turn/{turn['turn']}/stop", f"/chat/{turn['chat']}/delete",
                 f"/chat/{turn['chat']}/change", f"/chat/{turn['chat']}/share", "/chat/import",
                 f"/chat/{turn['chat']}/branch", f"/chat/{turn['chat']}/mark"):  # fmt: skip
        assert client.post(path, data={"said": "x"}, headers=bare).status_code == 403, path


def test_a_deleted_post_leaves_the_answer_and_says_so(client, app):
    line = {"id": "t:1", "network": "mastodon", "text": "The harbour ferry is late because of fog.",
            "author": {"id": "urn:ann"}, "created": "2024-05-04T12:00:00Z"}  # fmt: skip
    app.take_in(Intake(json.dumps(line), "test"))
    turn = begin(client)
    events(client, turn["turn"])
    app.delete(Deletion("t:1", NOW))
    page = client.get(f"/chat/{turn['chat']}").text
    assert "Deleted since" in page
    assert QUOTE not in page


def test_a_server_that_ends_lets_every_turn_keep_what_it_said(client, told, site, app):
    told.gate.clear()
    turn = begin(client)
    turns = state_of(site).turns
    threading.Timer(0.2, told.gate.set).start()
    assert close([turns], 10)
    assert app.chat_message("", turn["turn"])[1].state == "partial"
    assert client.post("/chat", data={"said": "x"}, headers=PART).status_code == 503
