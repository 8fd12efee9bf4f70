"""Every route there is, also of pages yet to come: no change without our token, nothing of others.

A new page needs nothing here, unless it takes an id that belongs to somebody: then a line in OWNED.
"""

import re

import pytest

from rostra.app import (
    AnswerNamed,
    BattleAsking,
    BattleNamed,
    ChatNamed,
    Decided,
    PictureNamed,
    PictureWanted,
    Saying,
)
from rostra.arena import Entrant, Told
from rostra.web import create_site
from rostra.web._site import PAGES
from signed_in import client_of, opened, people_of, token_of

ROUTES = [route for page in PAGES for route in page.routes()]
CHANGING = sorted({r.path for r in ROUTES if r.methods and r.methods & {"POST", "PUT", "DELETE"}})
WITH_ID = sorted({r.path for r in ROUTES if "{" in r.path})
FREE = (
    "/static/", "/admin/", "/settings/models/", "/account/", "/board/", "/posts/", "/news/", "/s/",
    "/feeds/", "/arena/register/", "/sign-in/", "/shared/",
)  # fmt: skip
"""What is nobody's own, is held by role, or is shared on purpose."""
OWNED = ("/chat/", "/answers/", "/pictures/", "/arena/battle/")
"""What belongs to somebody: each has a thing of another's made below."""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("routes")) as app:
        yield app


@pytest.fixture(scope="module")
def site(app):
    return create_site(app)


@pytest.fixture(scope="module")
def sessions(app):
    return people_of(app)


@pytest.fixture(scope="module")
def of_another(app, sessions):
    """Make a chat, a picture and a battle of the operator's; return the ids by parameter."""
    owner = app.people.desk.find("The operator").id
    opening, *_ = app.chat(Saying(said="hello", owner=owner, model="none"))
    wanted = PictureWanted("a boat", who=owner)
    decided, *_ = app.draw(wanted)
    assert isinstance(decided, Decided)
    return {
        "/chat/": {"chat": opening.chat, "turn": opening.answer, "name": opening.chat},
        "/answers/": {"answer": opening.answer},
        "/pictures/": {"id": decided.order},
        "/arena/battle/": {"battle": _battle(app, owner)},
    }


def _battle(app, owner):
    def says(label):
        def call(turns):
            yield f"I say {len(turns)}."
            yield Told(f"I say {len(turns)}.")

        return Entrant(label, "rule", call)

    app.meet(lambda: {"alpha": says("alpha"), "beta": says("beta")})
    *_, last = app.battle(BattleAsking("Why is the ferry late?", voter=owner))
    return last.battle


def filled(path, ids):
    """Write ids into a path; what has none becomes a 1."""
    return re.sub(r"{(\w+)(?::\w+)?}", lambda m: ids.get(m[1], "1"), path)


@pytest.mark.parametrize("path", CHANGING)
def test_no_change_without_our_token(site, sessions, path):
    client = client_of(site, sessions["admin"])
    token_of(client)
    for more in (
        {},
        {"x-rostra-csrf": "0" * 64},
        {"x-rostra-csrf": b"\xc3\xa9"},
    ):
        told = client.post(filled(path, {}), data={"csrf": "0" * 64}, headers=more)
        assert told.status_code == 403, f"{path} takes a form that no page of ours sent"


@pytest.mark.parametrize("path", [path for path in WITH_ID if not path.startswith(FREE)])
def test_what_belongs_to_another_is_not_there(site, sessions, of_another, path):
    place = next((one for one in OWNED if path.startswith(one)), None)
    assert place, f"{path} takes an id: say in OWNED or FREE of this test whose it is"
    member = client_of(site, sessions["admin"])
    token = token_of(member)
    at = filled(path, of_another[place])
    for route in (r for r in ROUTES if r.path == path):
        if "GET" in route.methods:
            assert member.get(at).status_code == 404, at
        else:
            told = member.post(
                at, data={"csrf": token, "said": "x", "title": "x", "choice": "left"}
            )
            assert told.status_code in {400, 404}, at


def test_the_ids_above_are_real(app, of_another):
    owner = app.people.desk.find("The operator").id
    assert app.chat_show(ChatNamed(of_another["/chat/"]["chat"], owner))
    assert app.answer(AnswerNamed(of_another["/answers/"]["answer"], owner))
    assert app.picture_show(PictureNamed(of_another["/pictures/"]["id"], owner))
    assert app.battle_show(BattleNamed(of_another["/arena/battle/"]["battle"], owner))
