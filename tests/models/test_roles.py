"""Roles, aliases and who stands in for whom, over real servers and the bundled one."""

import pytest
from modelserver import Server, begin, delta, event, refuses, says

from rostra.errors import (
    ModelDenied,
    ModelError,
    ModelUnreachable,
    SettingsError,
    WeightsMissing,
)
from rostra.models import (
    FirstOf,
    Lineup,
    Message,
    ModelSpec,
    Options,
    Scripted,
    Timeouts,
    check_model,
    complete,
    open_models,
)

HI = [Message("user", "Hi")]


@pytest.fixture
def other():
    server = Server()
    server.behave = says("from the other")
    yield server
    server.close()


def spec(name, server, **more):
    return ModelSpec(
        name, model="m", base_url=server.base_url, retries=0, timeouts=Timeouts(1, 1, 1), **more
    )


@pytest.fixture
def open_with(tmp_path):
    opened = []

    def start(*specs, **more):
        models = open_models(Lineup(tmp_path / "cache", specs, **more))
        opened.append(models)
        return models

    yield start
    for models in opened:
        models.close()


def test_roles_and_aliases_lead_to_models(open_with, server, other):
    models = open_with(spec("large", server), spec("mini", other), aliases={"fast": "mini"})
    assert complete(models.get("large"), HI).text == "hello"
    reply = complete(models.get("fast"), HI)
    assert (reply.text, reply.model) == ("from the other", "mini")


def test_names_that_lead_nowhere_are_told(open_with, server):
    with pytest.raises(SettingsError, match=r"'fats'.*large, mini, gpt"):
        open_with(spec("gpt", server)).get("fats")
    with pytest.raises(SettingsError, match="alias 'fast' leads to 'gone'"):
        open_with(aliases={"fast": "gone"})
    with pytest.raises(SettingsError, match="fallback 'gone'"):
        open_with(fallback=["gone"])
    with pytest.raises(SettingsError, match="'gpt' is no bundled model"):
        open_with(ModelSpec("gpt"))


def test_the_next_model_answers_for_one_that_is_down_and_says_so(open_with, server, other):
    models = open_with(spec("large", server), spec("mini", other))
    server.close()
    reply = complete(models.get("large"), HI)
    assert (reply.text, reply.model) == ("from the other", "mini")


@pytest.mark.parametrize("behave", [refuses(401, "no"), refuses(503, "full")])
def test_it_answers_for_one_that_denies_or_is_full(open_with, server, other, behave):
    server.behave = behave
    models = open_with(spec("large", server), spec("mini", other))
    assert complete(models.get("large"), HI).model == "mini"


def test_two_models_never_write_one_reply(open_with, server, other):
    def breaks_off(handler, body):
        begin(handler)
        event(handler, delta("half"))

    server.behave = breaks_off
    models = open_with(spec("large", server), spec("mini", other))
    with pytest.raises(ModelUnreachable, match="in the middle"):
        complete(models.get("large"), HI)
    assert other.requests == []


def test_a_wrong_request_is_not_handed_on(open_with, server, other):
    server.behave = refuses(400, "too long")
    models = open_with(spec("large", server), spec("mini", other))
    with pytest.raises(ModelError, match="too long"):
        complete(models.get("large"), HI)
    assert other.requests == []


def test_when_none_answers_the_first_ones_error_is_raised_with_the_others(open_with, server):
    server.behave = refuses(401, "no")
    models = open_with(spec("large", server))  # mini is bundled, and its weights are not there
    with pytest.raises(ModelDenied) as caught:
        complete(models.get("large"), HI)
    assert "rostra models fetch mini" in caught.value.__notes__[0]


def test_the_order_of_the_fallback_is_kept():
    down = [Scripted([ModelUnreachable(name)], name=name) for name in "ab"]
    up = Scripted(["up"], name="c")
    late = Scripted(["late"], name="d")
    assert complete(FirstOf([*down, up, late]), HI).model == "c"
    assert late.asked == []


def test_closing_the_iterator_reaches_the_model_that_writes():
    writer = Scripted(["a long text"])
    pieces = FirstOf([writer]).reply(HI)
    next(pieces)
    pieces.close()
    assert writer.closed == 1


def test_a_role_without_a_server_is_bundled(open_with, gguf, tmp_path):
    models = open_with(ModelSpec("mini", weights=gguf), context=512, threads=1, logs=tmp_path)
    reply = complete(models.get("mini"), HI, Options(max_tokens=5))
    assert (reply.model, reply.usage.completion) == ("mini", 5)
    assert (tmp_path / "llama-mini.log").exists()
    can = models.capabilities("mini")
    assert can.json_schema
    assert can.context == 512


def test_bundled_weights_that_are_absent_are_told_with_the_cure(open_with):
    with pytest.raises(WeightsMissing, match="rostra models fetch mini"):
        complete(open_with().get("mini"), HI)


# Trying a model out


def test_a_check_tells_speed_and_what_it_can_do(open_with, gguf):
    models = open_with(ModelSpec("mini", weights=gguf), context=512, threads=1)
    check = check_model(models, "mini")
    assert check.ok
    assert check.where == "bundled"
    assert check.first_word_s > 0
    assert check.tokens_per_s > 0
    assert check.capabilities.logprobs
    assert check.served == ("mini",)


def test_a_check_says_what_to_do_in_one_line(open_with, server):
    listed = b'{"data": [{"id": "right-name"}]}'
    server.pages["/v1/models"] = lambda handler, _: says_json(handler, listed)
    server.behave = refuses(404, "model m does not exist")
    check = check_model(open_with(spec("large", server)), "large")
    assert not check.ok
    assert "knows no model 'm'" in check.problem
    assert "\n" not in check.problem
    assert check.served == ("right-name",)
    server.close()
    down = check_model(open_with(spec("large", server)), "large")
    assert "cannot be reached" in down.problem


def says_json(handler, body):
    from modelserver import send

    send(handler, 200, body)
