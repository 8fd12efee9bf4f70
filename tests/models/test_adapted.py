"""Requests fitted to what a model can do, and JSON by prompt."""

import json

import pytest

from rostra.errors import ModelError, ModelGarbage
from rostra.models import (
    Adapted,
    Capabilities,
    Message,
    Options,
    Reply,
    Scripted,
    complete,
    complete_json,
)

HI = [Message("user", "Which city?")]
SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "cite": {"enum": [1, 2]}},
    "required": ["city", "cite"],
    "additionalProperties": False,
}
ASK = Options(schema=SCHEMA)
GOOD = {"city": "上海", "cite": 2}


def adapted(script, **can):
    model = Scripted(script)
    return model, Adapted(model, lambda: Capabilities(**can))


def test_a_model_that_knows_schemas_is_asked_as_it_is():
    model, fitted = adapted([json.dumps(GOOD)], json_schema=True)
    value, reply = complete_json(fitted, HI, ASK)
    assert value == GOOD
    assert reply.model == "scripted"
    assert model.asked[0] == (tuple(HI), ASK)


def test_a_plain_chat_finds_nothing_out():
    def never():
        raise AssertionError

    assert complete(Adapted(Scripted(["hi"]), never), HI).text == "hi"


@pytest.mark.parametrize(
    "wrapped", ["{}", "```json\n{}\n```", "Here you are: {} I hope it helps {{", " \n{}\n"]
)
def test_json_is_asked_for_in_words_and_read_out_of_chatter(wrapped):
    text = wrapped.replace("{}", json.dumps(GOOD, ensure_ascii=False))
    model, fitted = adapted([text])
    value, _ = complete_json(fitted, HI, ASK)
    assert value == GOOD
    asked, options = model.asked[0]
    assert options.schema is None
    assert json.dumps(SCHEMA) in asked[0].text


def test_a_reply_that_does_not_fit_is_shown_its_faults():
    model, fitted = adapted(['{"city": "上海", "cite": 9}', json.dumps(GOOD)])
    value, _ = complete_json(fitted, HI, ASK)
    assert value == GOOD
    again = model.asked[1][0]
    assert "$.cite must be one of [1, 2]" in again[-1].text
    assert again[-2] == Message("assistant", '{"city": "上海", "cite": 9}')


def test_tries_are_bounded():
    model, fitted = adapted(["no", "{", '{"city": 1, "cite": 1}', json.dumps(GOOD)])
    with pytest.raises(ModelGarbage, match="in 3 tries"):
        complete(fitted, HI, ASK)
    assert len(model.asked) == 3


def test_json_cut_at_its_length_says_so():
    cut = Reply('{"city": "Sh', "scripted", finish="length")
    _, fitted = adapted([cut], json_schema=True)
    with pytest.raises(ModelGarbage, match="cut at max_tokens"):
        complete_json(fitted, HI, ASK)


def test_log_probabilities_nobody_gives_are_not_asked_for():
    model, fitted = adapted(["a", "b"])
    complete(fitted, HI, Options(logprobs=5))
    assert model.asked[0][1].logprobs == 0
    model, fitted = adapted(["a"], logprobs=True)
    complete(fitted, HI, Options(logprobs=5))
    assert model.asked[0][1].logprobs == 5


def test_a_picture_for_a_model_that_cannot_see():
    picture = [Message("user", "what is it", images=("data:image/png;base64,AA==",))]
    model, fitted = adapted(["a cat"])
    with pytest.raises(ModelError, match="cannot see"):
        complete(fitted, picture)
    assert model.asked == []
    _, fitted = adapted(["a cat"], vision=True)
    assert complete(fitted, picture).text == "a cat"
