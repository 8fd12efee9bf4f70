"""Turns that want a picture are drawn, unclear ones asked about, all others answered as before."""

from datetime import UTC, datetime

import pytest

from rostra.app import (
    Decided,
    Drawing,
    Drawn,
    Failed,
    PictureOrder,
    PictureShown,
    Queued,
    Saying,
)
from rostra.app._chat_pictures import with_pictures
from rostra.assistant import Finished, Gathered, Planned, Said, Talk
from rostra.errors import QuotaSpent
from rostra.policy import Decision

NOW = datetime(2024, 5, 4, 12, tzinfo=UTC)


ALLOWED = Decision("allow")


def order(state="done", *, error="", ruling=ALLOWED, pictures=1):
    shown = tuple(
        PictureShown(
            f"abc-{k}", "abc", NOW, k, 8, 8, f"pictures/abc-{k}.png", alt="a cat", note="by rules"
        )
        for k in range(pictures)
    )
    return PictureOrder(
        "abc", "", NOW, state, "x", "x", "", "regular", "squares", 8, 8, 1, 1, "paint", "",
        ruling, error=error, pictures=shown,
    )  # fmt: skip


class Chat:
    """A conversation whose other turns are noted, and whose orders end as they are told to."""

    def __init__(self, *ends):
        self.ends = list(ends)
        self.wanted = []
        self.others = []
        self.path = ()
        self._answered = with_pictures(self._reply, self._draw, lambda: "UTC")

    def _reply(self, _saying, said, _talk):
        self.others.append(said)
        return iter(())

    def _draw(self, wanted):
        self.wanted.append(wanted)
        end = self.ends.pop(0)
        if isinstance(end, Exception):
            raise end
        yield Decided("abc", Decision("allow"))
        yield Queued("abc", 1)
        yield Drawing("abc", prompt_sent="a cat, soft light")
        yield end

    def say(self, said):
        events = list(self._answered(Saying(said, now=NOW, owner="ann"), said, Talk(self.path)))
        if not events:
            return None
        assert [type(e) for e in events[:2]] == [Planned, Gathered]
        assert isinstance(events[-1], Finished)
        self.far = [e for e in events if isinstance(e, (Queued, Drawing))]
        assert [e.sentence for e in events[2:-1] if isinstance(e, Said)] == list(
            events[-1].answer.sentences
        )
        self.path = (*self.path, events[-1].answer)
        return events[-1].answer


@pytest.mark.parametrize(
    ("said", "what", "style", "told"),
    [
        ("画一只猫", "一只猫", "regular", "已由 squares 画好：图 abc-0"),
        ("draw a cat", "a cat", "regular", "Drawn by squares: picture abc-0"),
        ("make a funny sticker of a cat", "make a funny sticker of a cat", "fun", "Drawn by"),
    ],
)
def test_a_turn_that_asks_for_a_picture_gets_one(said, what, style, told):
    chat = Chat(Drawn(order()))
    answer = chat.say(said)
    assert answer.need == "picture"
    assert answer.found
    assert answer.drawn == ("abc-0",)
    assert [type(e) for e in chat.far] == [Queued, Drawing]  # how far it is, while it is drawn
    assert told in answer.text
    assert "a cat, soft light" in answer.text  # what the painter was asked is shown
    assert [(w.prompt, w.style, w.who) for w in chat.wanted] == [(what, style, "ann")]


def test_other_turns_are_answered_as_before():
    chat = Chat()
    for said in ("画蛇添足是什么意思", "draw a conclusion", "yes", "不用"):
        assert chat.say(said) is None
    assert chat.others == ["画蛇添足是什么意思", "draw a conclusion", "yes", "不用"]
    assert chat.wanted == []


def test_an_unclear_turn_is_asked_about_and_yes_draws():
    chat = Chat(Drawn(order()))
    said = "a picture of the situation in the harbour?"
    asked = chat.say(said)
    assert (asked.found, chat.wanted) == (False, [])
    assert "Shall I draw a picture" in asked.text
    drawn = chat.say("yes")
    assert (drawn.question, drawn.asked, drawn.found) == (said, "yes", True)
    assert not chat.wanted[0].sure
    assert chat.say("yes") is None  # it was answered; a second yes is an ordinary turn


def test_an_unclear_turn_that_wanted_none_is_answered_from_posts():
    chat = Chat()
    chat.say("港口的图片？")
    assert chat.say("不用") is None
    assert chat.others == ["港口的图片？"]


def test_what_the_policy_asks_is_asked_in_the_chat():
    ruling = Decision("ask", "nudity", "This may show nudity.")
    chat = Chat(Failed(order("refused", ruling=ruling, pictures=0), unsure=True), Drawn(order()))
    asked = chat.say("draw a nude")
    assert "This may show nudity. Say yes to have it drawn" in asked.text
    assert chat.say("OK").found
    assert [w.sure for w in chat.wanted] == [False, True]


def test_a_no_to_the_policy_leaves_it_undrawn():
    ruling = Decision("ask", "nudity", "这可能含有裸露内容。")
    chat = Chat(Failed(order("refused", ruling=ruling, pictures=0), unsure=True))
    chat.say("画一个裸体")
    assert chat.say("不用").text == "没有画。"
    assert chat.others == []


@pytest.mark.parametrize(
    "end", [Failed(order("failed", error="it is down", pictures=0)), QuotaSpent("it is down")]
)
def test_what_fails_says_why_and_is_over(end):
    chat = Chat(end)
    answer = chat.say("draw a cat")
    assert "No picture came: it is down" in answer.text
    assert chat.say("yes") is None
