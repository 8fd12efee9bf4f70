"""The scripted model keeps to its script, and the yes/no reading to its arithmetic."""

import math

import pytest

from rostra.errors import ModelError, ModelUnreachable
from rostra.models import (
    Chunk,
    Message,
    Options,
    Reply,
    Scripted,
    Token,
    ToolCall,
    complete,
    yes_probability,
)

HI = [Message("user", "Hi")]


def test_lines_come_in_order_and_in_pieces():
    model = Scripted(["one two", "三"], piece=3, name="fake")
    assert [chunk.text for chunk in model.reply(HI)] == ["one", " tw", "o", ""]
    reply = complete(model, HI)
    assert (reply.text, reply.model, reply.finish) == ("三", "fake", "stop")
    with pytest.raises(ModelError, match="2 lines"):
        complete(model, HI)
    assert model.asked == [((HI[0],), Options())] * 3


def test_a_function_answers_what_it_is_asked():
    model = Scripted(lambda messages, options: f"{messages[-1].text} {options.max_tokens}")
    assert complete(model, HI, Options(max_tokens=3)).text == "Hi 3"


def test_whole_replies_and_errors_are_lines_too():
    call = ToolCall("1", "look", "{}")
    model = Scripted(
        [
            Reply("", "other", tool_calls=(call,), finish="tool_calls"),
            ModelUnreachable("down"),
            ("half", ModelUnreachable("cut")),
        ]
    )
    reply = complete(model, HI)
    assert (reply.model, reply.tool_calls, reply.finish) == ("other", (call,), "tool_calls")
    with pytest.raises(ModelUnreachable, match="down"):
        complete(model, HI)
    pieces = model.reply(HI)
    assert next(pieces).text == "half"
    with pytest.raises(ModelUnreachable, match="cut"):
        next(pieces)


def weighing(**shares):
    tops = tuple((text, math.log(share)) for text, share in shares.items())
    return Reply(tops[0][0], "m", tokens=(Token(tops[0][0], tops[0][1], tops),))


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"Yes": 0.6, "No": 0.2, "It": 0.2}, 0.75),
        ({"是": 0.3, "否": 0.6}, 1 / 3),
        ({"Yes": 0.3, " yes": 0.1, "YES": 0.1, "No": 0.4, "不": 0.1}, 0.5),
        ({"是的": 0.2, "不是": 0.2, "Yes.": 0.2}, 2 / 3),
        ({"Maybe": 0.9, "Yes": 0.1}, 1.0),
        ({"Maybe": 1.0}, None),
    ],
)
def test_yes_is_its_share_over_both_languages_spellings(shares, expected):
    found = yes_probability(Scripted([weighing(**shares)]), "Is it so?")
    assert found == (None if expected is None else pytest.approx(expected))


def test_empty_first_tokens_are_passed_over_and_the_rest_is_not_read():
    space = Token("\n", -0.1, (("\n", -0.1),))
    yes = Token("Yes", -0.1, (("Yes", math.log(0.9)), ("No", math.log(0.1))))
    model = Scripted([Reply("\nYes and more", "m", tokens=(space, yes, space))])
    assert yes_probability(model, HI) == pytest.approx(0.9)
    assert model.closed == 1
    asked = model.asked[0][1]
    assert asked.logprobs >= 10
    assert asked.max_tokens <= 4


def test_a_word_that_was_guessed_and_not_weighed_gives_no_number():
    class Guessing:
        name = "guessing"

        def reply(self, *_):
            yield Chunk("\n", tokens=(Token("\n", -0.1, (("\n", -0.1),)),))
            yield Chunk("Yes")
            yield Chunk("No", tokens=(Token("No", -0.1, (("No", -0.1),)),))

    assert yes_probability(Guessing(), HI) is None


def test_without_log_probabilities_there_is_no_number():
    assert yes_probability(Scripted(["Yes"]), "Is it so?") is None
