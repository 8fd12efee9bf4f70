"""The tokens of every action that calls a model are in the books of whoever asked."""

import asyncio
from functools import partial

import pytest
from serving import ECHO, FERRY, open_rostra, scripted
from test_owners import acting

from rostra.accounts import Person
from rostra.app import BattleAsking, UsageAsked
from rostra.arena import Entrant, Told
from rostra.models import Message, Scripted, complete
from rostra.settings import PlanSettings
from rostra.web._arena_turns import fought, open_turns

PLAN = PlanSettings(name="all")
OFF = {"search_parameters": {"mode": "off"}}
WHEN = {"since": "2024-05-04T00:00:00Z", "until": "2024-05-05T00:00:00Z"}
HI = [{"role": "user", "content": "Hi"}]


@pytest.fixture(scope="module")
def rostra(tmp_path_factory):
    with open_rostra(tmp_path_factory.mktemp("tokens")) as app:
        app.settings = app.settings.model_copy(update={"plans": [PLAN]})
        scripted(app, lambda *_: ECHO)
        yield app


ROUTES = [
    ("chat", "/chat/completions", {"model": "mini", "messages": HI, **OFF}),
    ("chat", "/responses", {"model": "mini", "input": "Write a poem.", "tools": []}),
    ("ask", "/ask", {"question": FERRY, "model": "mini"}),
    ("digest", "/digests", {"model": "mini", "subject": "harbour ferry", **WHEN}),
    ("embed", "/embeddings", {"model": "static", "input": "the harbour ferry"}),
]


@pytest.mark.parametrize(("action", "path", "body"), ROUTES, ids=[r[1] for r in ROUTES])
def test_a_route_counts_once_what_its_models_used(rostra, action, path, body):
    model = scripted(rostra, lambda *_: ECHO)
    name = path.strip("/").replace("/", "-")
    whom = Person(
        name, name, "member", plan="all", key="k1", scopes=("ask", "chat", "digest", "embed")
    )
    assert acting(rostra, whom).post(path, json=body).status_code == 200
    lines = rostra.people.books.usage(UsageAsked(name))
    assert {(o.action in (action, "ask"), o.key, o.state) for o in lines} == {
        (True, "k1", "settled")
    }
    if action == "embed":
        assert [(o.model, o.tokens_in, o.estimated) for o in lines] == [("static", 5, True)]
        return
    asked = sum(len(message.text) for messages, _ in model.asked for message in messages)
    assert asked > 0
    assert sum(o.tokens_in for o in lines) == asked, "as the model itself counts, each call once"
    assert {o.model for o in lines} == {"mini-scripted"}


def test_a_battle_counts_both_sides(rostra):
    sides = {}

    def entrant(name, text):
        model = sides[name] = Scripted([text], name=name)

        def call(turns):
            said = complete(model, [Message("user", turns[-1].question)]).text
            yield said
            yield Told(said)

        return Entrant(name, "model", call, names=(name,))

    entrants = {
        name: entrant(name, text) for name, text in (("one", "Fog."), ("two", "It is fog."))
    }
    rostra.meet(lambda: entrants)
    gus, turns = Person("gus", "Gus", "member", plan="all"), open_turns()
    asking = BattleAsking(FERRY, voter="gus")
    cost = partial(rostra.people.allowance, gus, "battle")
    turn = turns.begin("gus", fought(lambda: rostra.battle(asking), cost))
    assert asyncio.run(turn.finished(20))
    lines = rostra.people.books.usage(UsageAsked("gus"))
    assert {(o.action, o.model, o.tokens_out) for o in lines} == {
        ("battle", "one", 4), ("battle", "two", 10),
    }  # fmt: skip
    assert sum(o.units for o in lines) == 2
