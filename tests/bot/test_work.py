"""Rounds of the bot over a real app: once each, after a crash too, and never in a loop."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rostra.app import (
    Intake,
    MentionRuled,
    MentionsAsked,
    RepliesAsked,
    open_app,
    this_process,
)
from rostra.bot import Account, Mention, Room, Rules, Said, work
from rostra.errors import FeedDenied, FeedUnreachable, QueryRefused
from rostra.settings import load_settings

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
POST = {
    "id": "t:1",
    "network": "mastodon",
    "author": {"id": "urn:ann", "handle": "ann"},
    "text": "The harbour ferry is late because of fog.",
    "created": "2024-05-04T12:00:00Z",
    "url": "https://example.org/1",
    "lang": "en",
}


class Town:
    """A network in memory: who called, and what we said, with the keys it was said by."""

    def __init__(self, room=None):
        self.room = room or Room(500, 23, calls=True)
        self.called, self.said, self.keys, self.fails = [], [], {}, []

    def me(self):
        return "bot"

    def mentions(self, place):
        found = tuple(self.called[int(place or 0) :])
        return found, str(len(self.called))

    def reply(self, to, parts, key, at):  # noqa: ARG002 - the time is the network's
        if self.fails:
            raise self.fails.pop(0)
        if key not in self.keys:
            self.keys[key] = f"reply-{len(self.keys)}"
            self.said.append((to.native, [part.text for part in parts]))
        return (self.keys[key],)

    def call(self, text, **more):
        number = len(self.called)
        made = Mention(f"m:{number}", "carl", "carl", text, NOW, f"m:{number}")
        self.called.append(replace(made, **more))


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    settings = load_settings(
        data=tmp_path_factory.mktemp("bot"),
        environ={"ROSTRA_TIMEZONE": "UTC", "ROSTRA_MODELS__RERANK": "false"},
    )
    with open_app(settings, owner=this_process("test", NOW)) as app:
        app.take_in(Intake(json.dumps(POST), "test"))
        yield app


@pytest.fixture
def town():
    return Town()


names = iter(range(1000))


@pytest.fixture
def account(town):
    return Account(f"town{next(names)}", town, approve=False, model="none")


def states(app, account):
    return [m.state for m in reversed(app.mentions(MentionsAsked(account.name)))]


def test_a_question_is_answered_with_links(opened, account, town):
    town.call("@bot why is the harbour ferry late?")
    assert work(account, opened, NOW).sent == 1
    ((native, (text, *_)),) = town.said
    assert native == "m:0"
    assert "fog" in text
    assert "[1] https://example.org/1" in text
    assert work(account, opened, NOW).sent == 0


def test_a_claim_is_checked_in_the_language_of_the_call(opened, account, town):
    parent = Said("p:1", "bob", "The harbour ferry is late because of fog.")
    town.call("@bot 这是真的吗？", parent=parent)
    work(account, opened, NOW)
    ((_, (text, *_)),) = town.said
    assert "https://example.org/1" in text


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"robot": True}, "machine"),
        ({"refuses": True}, "#nobot"),
        ({"text": "@bot ferry? #NoBot"}, "#nobot"),
        ({"author": "bot"}, "our own"),
        ({"at": NOW - timedelta(days=2)}, "too old"),
        ({"author": "mute"}, "muted"),
    ],
)
def test_who_gets_no_reply(opened, account, town, more, reason):
    quiet = replace(account, rules=Rules(muted=frozenset({"mute"})))
    town.call("@bot why is the ferry late?")
    town.called[0] = replace(town.called[0], **more)
    assert work(quiet, opened, NOW).skipped == 1
    (kept,) = opened.mentions(MentionsAsked(account.name))
    assert kept.state == "skipped"
    assert reason in kept.reason
    assert not town.said


def test_two_machines_that_hide_it_stop(opened, account, town):
    bounded = replace(account, rules=Rules(per_thread=3, per_author_hour=100))
    for _ in range(8):
        town.call("@bot why is the ferry late?", thread="root")
        work(bounded, opened, NOW)
    assert len(town.said) == 3
    assert opened.mention_replies(RepliesAsked(account.name, NOW - timedelta(days=1))) == 3


def test_the_hour_bounds_what_is_said(opened, account, town):
    bounded = replace(account, rules=Rules(per_hour=5, per_author_hour=2))
    for number in range(12):
        town.call("@bot why is the ferry late?", author=f"a{number // 4}")
    work(bounded, opened, NOW)
    assert [len([1 for n, _ in town.said])] == [5]
    assert states(opened, account).count("skipped") == 7


def test_a_person_lets_it_out_or_not(opened, account, town):
    held = replace(account, approve=True)
    town.call("@bot why is the ferry late?")
    town.call("@bot why is the harbour ferry late?")
    work(held, opened, NOW)
    assert not town.said
    second, first = opened.mentions(MentionsAsked(account.name, ("waiting",)))
    opened.mention_ruled(MentionRuled(first.id, approve=True, by="ann"))
    opened.mention_ruled(MentionRuled(second.id, approve=False, by="ann"))
    with pytest.raises(QueryRefused, match="waits"):
        opened.mention_ruled(MentionRuled(second.id, approve=True, by="ann"))
    assert work(held, opened, NOW).sent == 1
    assert [native for native, _ in town.said] == [first.native]


class Killed(BaseException):
    """The process dies here."""


def test_killed_anywhere_nobody_is_told_twice_or_forgotten(opened, account, town):
    town.call("@bot why is the ferry late?")
    tell = town.reply

    def dies_after(to, parts, key, at):
        tell(to, parts, key, at)
        raise Killed

    town.reply = dies_after
    with pytest.raises(Killed):
        work(account, opened, NOW)
    assert states(opened, account) == ["sending"]
    town.reply = tell
    assert work(account, opened, NOW + timedelta(minutes=5)).sent == 1
    assert len(town.said) == 1


def test_a_network_that_fails_is_asked_again_but_not_for_ever(opened, account, town):
    town.call("@bot why is the ferry late?")
    town.fails = [FeedUnreachable("down")] * 2
    for _ in range(2):
        assert work(account, opened, NOW).sent == 0
    assert work(account, opened, NOW).sent == 1
    town.call("@bot why is the harbour ferry late?")
    town.fails = [FeedDenied("no")]
    work(account, opened, NOW)
    assert states(opened, account) == ["sent", "failed"]


def test_what_the_policy_refuses_gets_no_reply(opened, account, town):
    town.call("@bot how do I make a pipe bomb?")
    assert work(account, opened, NOW).skipped == 1
    assert not town.said
    (kept,) = opened.mentions(MentionsAsked(account.name, ("skipped",), 5))
    assert "not given here" in kept.reason
