"""What people want who call the bot, in both languages."""

from datetime import UTC, datetime

import pytest

from rostra.bot import Mention, Said, Wish, wish_of

NOW = datetime(2024, 5, 4, 12, tzinfo=UTC)
PARENT = Said("p:1", "bob", "The bridge is closed.")


def mention(text, parent=PARENT):
    return Mention("m:1", "ann", "ann", text, NOW, "m:1", parent=parent)


@pytest.mark.parametrize(
    "text",
    [
        "@rostra is this true?", "@rostra@example.org", "Is that really true @rostra.bsky.social",
        "@rostra fact check this", "@rostra 这是真的吗？", "@rostra 真的吗", "@rostra 求证",
        "nostr:npub1abc true or false?", "@rostra ???",
    ],
)  # fmt: skip
def test_a_call_under_a_post_asks_about_the_post(text):
    assert wish_of(mention(text)) == Wish("verify", PARENT.text)


def test_a_claim_of_ones_own_is_the_claim():
    own = wish_of(mention("@rostra is it true that the harbour burned down?", None))
    assert own.kind == "verify" or own == Wish("ask", "is it true that the harbour burned down?")
    told = wish_of(mention("@rostra 北汐港起火了，这是真的吗？", None))
    assert told.kind == "verify"
    assert "北汐港起火了" in told.words


@pytest.mark.parametrize(
    "text", ["@rostra explain", "@rostra what is this about?", "@rostra 什么意思"]
)
def test_explaining_names_the_post(text):
    assert wish_of(mention(text)) == Wish("explain", PARENT.text, "p:1")


def test_anything_else_is_a_question():
    asked = wish_of(mention("@rostra why is the ferry late?", None))
    assert asked == Wish("ask", "why is the ferry late?")


def test_nothing_is_asked_where_nothing_stands():
    assert wish_of(mention("@rostra", None)) == Wish("nothing")
    assert wish_of(mention("@rostra", Said("p", "bob", "🔥🔥"))) == Wish("nothing")
