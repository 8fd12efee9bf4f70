"""Each route that takes an id: another's thing is as if unknown, whatever the role."""

from datetime import UTC, datetime

import pytest
from serving import ECHO, FERRY, scripted
from starlette.testclient import TestClient

from rostra.accounts import ROLES, Person
from rostra.api import create_api
from rostra.app import Digesting, Saving
from rostra.posts import Deletion


def acting(app, person):
    """A client whose requests come from a person, as the site says it."""
    api = create_api(app)

    async def known(scope, receive, send):
        scope.setdefault("state", {})["person"] = person
        await api(scope, receive, send)

    return TestClient(known, base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def ann(app):
    scripted(app, lambda *_: ECHO)
    return acting(app, Person("ann", "Ann", "member"))


@pytest.fixture(scope="module")
def things(app, ann):
    """What Ann has: a response, a hook, a picture."""
    saving = Saving("morning", "hourly", Digesting(model="none"), owner="ann")
    app.save_digest(saving)
    x = {"tools": [{"type": "x_search"}], "tool_choice": "required"}
    response = ann.post("/responses", json={"model": "mini", "input": FERRY, **x}).json()["id"]
    body = {"digest": "morning", "url": "https://reader.example/x"}
    hook = ann.post("/digest-hooks", json=body).json()["id"]
    asked = {"prompt": "a red boat", "size": "256x256"}
    picture = ann.post("/images/generations", json=asked).json()["data"][0]["id"]
    return {"response": response, "hook": hook, "picture": picture}


ROUTES = [
    ("GET", "/responses/{response}", None),
    ("POST", "/responses", {"model": "mini", "input": "x", "previous_response_id": "{response}"}),
    ("DELETE", "/responses/{response}", None),
    ("GET", "/digest-hooks/{hook}", None),
    ("DELETE", "/digest-hooks/{hook}", None),
    ("GET", "/images/files/{picture}.png", None),
    ("POST", "/images/variations", {"image": "{picture}"}),
]


def filled(value, things):
    if isinstance(value, dict):
        return {key: filled(inner, things) for key, inner in value.items()}
    return value.format(**things) if isinstance(value, str) else value


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
def test_anothers_thing_is_unknown(app, things, role, method, path, body):
    bob = acting(app, Person("bob", "Bob", role))
    told = bob.request(method, filled(path, things), json=filled(body, things))
    assert told.status_code in (404, 400)
    assert told.json()["error"]["code"] in (
        "response_not_found", "previous_response_not_found", "hook_not_found", "image_not_found",
    )  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_lists_hold_ones_own_alone(app, things, role):
    bob = acting(app, Person("bob", "Bob", role))
    assert bob.get("/digest-hooks").json()["data"] == []


def test_ones_own_things_are_there(ann, things):
    assert ann.get(f"/responses/{things['response']}").status_code == 200
    assert ann.get(f"/digest-hooks/{things['hook']}").status_code == 200
    assert ann.get(f"/images/files/{things['picture']}.png").content.startswith(b"\x89PNG")
    assert [row["id"] for row in ann.get("/digest-hooks").json()["data"]] == [things["hook"]]


def test_a_lost_post_takes_the_responses_that_rest_on_it(app, ann):
    x = {"tools": [{"type": "x_search"}], "tool_choice": "required"}
    told = ann.post("/responses", json={"model": "mini", "input": "bakery bread?", **x}).json()
    assert "Mill Street" in str(told["output"])
    follows = {"model": "mini", "input": "Thanks", "previous_response_id": told["id"]}
    later = ann.post("/responses", json=follows).json()["id"]
    app.delete(Deletion("t:2", datetime.now(UTC)))
    assert ann.get(f"/responses/{told['id']}").status_code == 404
    assert ann.get(f"/responses/{later}").status_code == 404
