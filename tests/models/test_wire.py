"""The chat format, whatever way its bytes are cut."""

import json

from hypothesis import given
from hypothesis import strategies as st

from rostra.models import Message, Options
from rostra.models._wire import events, request_body


@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.integers(1, 40), min_size=1))
def test_events_do_not_depend_on_how_the_bytes_are_cut(texts, cuts):
    sent = [json.dumps({"text": text}, ensure_ascii=False) for text in texts]
    # Lone surrogates cannot be sent at all; what is sent is what must come back.
    raw = "".join(f"data: {line}\r\n\r\n" for line in sent).encode("utf-8", "replace")
    pieces, at, turn = [], 0, 0
    while at < len(raw):
        size = cuts[turn % len(cuts)]
        pieces.append(raw[at : at + size])
        at, turn = at + size, turn + 1
    assert list(events(pieces)) == [line.encode("utf-8", "replace").decode() for line in sent]


@given(st.text(), st.text())
def test_any_text_makes_a_body_that_can_be_sent(system, user):
    messages = [Message("system", system), Message("user", user)]
    sent = json.loads(request_body("m", messages, Options(), {}))
    expected = user.encode("utf-8", "replace").decode()
    assert sent["messages"][1]["content"] == expected
