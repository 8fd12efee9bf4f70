"""A turn of a chat that asks for a picture gets it: as Markdown, by its address, from its quota."""

import json
import re

import pytest
from serving import ECHO, open_rostra, scripted
from test_owners import acting

from rostra.accounts import Person
from rostra.app import UsageAsked
from rostra.settings import PlanSettings

DRAW = "Draw a red boat on the sea"


def turn(said, **more):
    return {"model": "mini", "messages": [{"role": "user", "content": said}], **more}


@pytest.fixture(scope="module")
def rostra(tmp_path_factory):
    with open_rostra(tmp_path_factory.mktemp("turns")) as app:
        plan = PlanSettings(name="two", pictures=2)
        app.settings = app.settings.model_copy(update={"plans": [plan]})
        scripted(app, lambda *_: ECHO)
        yield app


def used(app, who):
    return [(o.action, o.state) for o in app.people.books.usage(UsageAsked(who))]


def test_a_picture_comes_by_its_address_and_from_its_quota(rostra):
    ann = acting(rostra, Person("ann", "Ann", "member", plan="two"))
    told = ann.post("/chat/completions", json=turn(DRAW)).json()
    (choice,) = told["choices"]
    (image,) = choice["message"]["images"]
    address = image["image_url"]["url"]
    shown = re.fullmatch(r"!\[([^\]]+)\]\((\S+)\)", choice["message"]["content"])
    assert shown[2] == address
    path = address.removeprefix("http://127.0.0.1/v1")
    assert ann.get(path).content.startswith(b"\x89PNG")
    assert told["model"] == "mini"
    assert used(rostra, "ann") == [("draw", "settled")]
    streamed = ann.post("/chat/completions", json=turn("画一只红色的猫", stream=True)).text
    chunks = [json.loads(found) for found in re.findall(r"data: (\{.*)", streamed)]
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks if chunk["choices"]]
    assert "".join(d.get("content") or "" for d in deltas).startswith("![")
    assert [d["images"][0]["type"] for d in deltas if "images" in d] == ["image_url"]
    spent = ann.post("/chat/completions", json=turn(DRAW))
    assert spent.status_code == 429, "two pictures a day"
    assert spent.json()["error"]["code"] == "rate_limit_exceeded"
    assert ann.post("/chat/completions", json=turn("Hi")).status_code == 200


def test_a_response_carries_the_picture_as_its_own_item(rostra):
    bob = acting(rostra, Person("bob", "Bob", "member", plan="two"))
    told = bob.post("/responses", json={"model": "mini", "input": DRAW}).json()
    assert [item["type"] for item in told["output"]] == ["image_generation_call", "message"]
    assert told["output"][0]["result"].startswith("iVBOR")
    assert used(rostra, "bob") == [("draw", "settled")]


def test_what_is_refused_or_cannot_be_drawn_costs_nothing(rostra):
    cat = acting(rostra, Person("cat", "Cat", "member", plan="two"))
    told = cat.post("/chat/completions", json=turn("Draw a naked child")).json()["choices"][0]
    assert told["finish_reason"] == "content_filter"
    assert told["message"]["refusal"]
    assert "images" not in told["message"]
    assert used(rostra, "cat") == [("draw", "refunded")]


TOOL = {"type": "function", "function": {"name": "paint", "parameters": {"type": "object"}}}


@pytest.mark.parametrize(
    "asked",
    [
        turn("Draw a conclusion from this."),
        turn(DRAW, tools=[TOOL]),
        turn(DRAW, response_format={"type": "json_object"}),
        turn(DRAW, search_parameters={"mode": "on"}),
    ],
)
def test_what_only_a_model_can_do_is_left_to_it(rostra, asked):
    dan = acting(rostra, Person("dan", "Dan", "member", plan="two"))
    dan.post("/chat/completions", json=asked)
    assert "draw" not in {action for action, _ in used(rostra, "dan")}


def test_a_key_draws_where_it_is_for_pictures_and_where_pictures_are_on(rostra):
    for scopes, status in ((("chat",), 403), (("chat", "images"), 200)):
        eve = acting(rostra, Person("eve", "Eve", "member", plan="two", key="k", scopes=scopes))
        assert eve.post("/chat/completions", json=turn(DRAW)).status_code == status
    api = rostra.settings.api.model_copy(update={"pictures": False})
    rostra.settings = rostra.settings.model_copy(update={"api": api})
    told = acting(rostra, Person("fay", "Fay", "member", plan="two")).post(
        "/chat/completions", json=turn(DRAW, search_parameters={"mode": "off"})
    )
    assert told.json()["choices"][0]["message"]["content"] == ECHO
