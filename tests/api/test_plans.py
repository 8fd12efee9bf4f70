"""Plans at the rim: what is spent is told in headers, what is too much is 429 with a time."""

import pytest
from serving import ECHO, open_rostra, scripted
from test_owners import acting

from rostra.accounts import Person
from rostra.settings import PlanSettings, WindowSettings

HI = {
    "model": "mini",
    "messages": [{"role": "user", "content": "Hi"}],
    "search_parameters": {"mode": "off"},
}


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    with open_rostra(tmp_path_factory.mktemp("plans")) as app:
        plan = PlanSettings(
            name="few", models=["mini"], modes=["chat"], weights={"chat": 1},
            limits=[WindowSettings(units=2, hours=1)],
        )  # fmt: skip
        app.settings = app.settings.model_copy(update={"plans": [plan]})
        yield app


def test_a_plan_ends_with_429_and_says_when(few):
    scripted(few, lambda *_: ECHO)
    ann = acting(few, Person("ann", "Ann", "member", plan="few"))
    first = ann.post("/chat/completions", json=HI)
    assert first.headers["x-ratelimit-limit-requests"] == "2"
    assert ann.post("/chat/completions", json=HI).status_code == 200
    spent = ann.post("/chat/completions", json=HI)
    assert spent.status_code == 429
    assert spent.json()["error"]["code"] == "rate_limit_exceeded"
    assert int(spent.headers["retry-after"]) > 0
    assert spent.headers["x-ratelimit-remaining-requests"] == "0"


def test_what_fails_costs_nothing_and_what_no_plan_holds_is_403(few):
    bob = acting(few, Person("bob", "Bob", "member", plan="few"))
    scripted(few, [])
    for _ in range(3):
        assert bob.post("/chat/completions", json=HI).status_code == 503
    scripted(few, lambda *_: ECHO)
    assert bob.post("/chat/completions", json=HI).status_code == 200
    assert bob.post("/chat/completions", json={**HI, "model": "large"}).status_code == 403
    told = bob.post("/embeddings", json={"model": "static", "input": "x"})
    assert told.status_code == 403
    assert told.json()["error"]["type"] == "permission_error"
