"""What people do, on SQLite and on a real PostgreSQL."""

import threading
from datetime import UTC, datetime

import pytest

from rostra import records
from rostra.accounts import HERE
from rostra.app import AuditAsked, Inviting, KeyWanted, PersonChange, UsageAsked, Visit
from rostra.errors import AccountError, QuotaSpent, SignInFailed

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
RIGHT = "correct horse battery"
HOME = Visit("192.0.2.7")


def test_a_persons_life(both, clock):
    boss = both.desk.add("boss", RIGHT, role="admin")
    token = both.desk.invite(Inviting("member", "premium"), boss).token
    ann = both.desk.sign_up(token, "Ann", RIGHT, HOME).person
    with pytest.raises(AccountError, match="taken"):
        both.desk.add("ANN", RIGHT)
    with pytest.raises(AccountError, match="taken"):
        both.desk.change(PersonChange(ann.id, name="b0ss"), boss)
    for _ in range(6):
        with pytest.raises(SignInFailed):
            both.gate.sign_in("Ann", "wrong horse battery", HOME)
    with pytest.raises(SignInFailed, match="wait"):
        both.gate.sign_in("Ann", RIGHT, HOME)
    clock.pass_(minutes=10)
    session = both.gate.sign_in("Ann", RIGHT, HOME).token
    assert both.gate.session(session) == ann
    key = both.keys.make(ann, KeyWanted("it", ("ask",), ((3, 24.0),))).key
    by_key = both.keys.person(key)
    both.settle(both.reserve(by_key, "ask", "large"), tokens=(10, 20))
    with pytest.raises(QuotaSpent):
        both.reserve(by_key, "ask", "large", times=2)
    both.keys.put_own(ann, "large", "sk-zyzzyva-secret-1234")
    assert both.keys.own(ann, "large") == "sk-zyzzyva-secret-1234"
    assert both.allowance_state(ann).windows[0].used == 2
    assert len(both.books.audit(AuditAsked())) > 8
    gone = both.delete(ann.id, boss)
    assert gone.rows["people"] == 1
    assert both.keys.person(key) is None
    assert both.gate.session(session) is None
    assert [line.person for line in both.books.usage(UsageAsked())] == [records.GONE]
    clock.pass_(days=500)
    assert both.tidy() > 0
    assert both.desk.add("Ann", RIGHT)
    assert both.here() is None
    assert HERE.id == ""


def test_ten_at_once_win_five_places(both):
    ann = both.desk.add("Ann", RIGHT)
    won, refused = [], []

    def run():
        try:
            won.append(both.reserve(ann, "draw"))
        except QuotaSpent as error:
            refused.append(error)

    threads = [threading.Thread(target=run) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(refused)) == (2, 8), "the plan lets two be under way"


def test_whose_things_are_and_chats_are_found_in_both_languages(both):
    engine = both.ground.engine
    for owner in ("", "ann", "bob"):
        name = owner or "here"
        kept = records.Kept(f"a-{name}", NOW, "什么", "zh", "mini", {}, owner)
        records.save_answer(engine, kept, ())
        order = records.Order("watch", "w", "1h", "UTC", {"q": owner}, NOW, NOW, owner)
        assert records.give_order(engine, order), "each may have a watch of that name"
        assert not records.give_order(engine, order)
        records.save_chat(engine, records.Chat(f"c-{name}", "t", NOW, NOW, owner=owner))
        words = "火箭发射的新闻 rocket launch"
        message = records.Message(f"m-{name}", f"c-{name}", "", "user", NOW, "asked", words)
        records.save_message(engine, message)
    assert [k.id for k in records.list_answers(engine, owner="ann")] == ["a-ann"]
    assert [o.wish for o in records.list_orders(engine, "watch", "bob")] == [{"q": "bob"}]
    assert len(records.due_orders(engine, NOW)) == 3
    for words in ("新闻", "rocket", "火箭发射"):
        found = records.search_messages(engine, words, owner="bob")
        assert [one.message_id for one in found] == ["m-bob"], words
    assert records.drop_order(engine, "watch", "w", "ann") == 1
    assert [o.owner for o in records.due_orders(engine, NOW)] == ["", "bob"]
    records.delete_person(engine, "ann")
    assert records.search_messages(engine, "新闻", owner="ann") == []
