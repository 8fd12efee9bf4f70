"""What people do, on SQLite and on a real PostgreSQL."""

import threading
from datetime import UTC, datetime

import pytest

from rostra import records
from rostra.accounts import HERE
from rostra.app import AuditAsked, Inviting, KeyWanted, PersonChange, UsageAsked, Visit
from rostra.errors import AccountError, NotInPlan, QuotaSpent, SignInFailed
from rostra.models import Used

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
    both.settle(both.reserve(by_key, "ask", "large"))
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


def test_tokens_are_kept_by_person_key_model_and_action(both):
    ann = both.desk.add("Ann", RIGHT, role="member", plan="premium")
    by_key = both.keys.person(both.keys.make(ann, KeyWanted("it", ("ask",), ((9, 24.0),))).key)
    held = both.reserve(by_key, "ask", "auto")
    held.meter.note(Used("mini", 100, 5))
    held.meter.note(Used("large", 1000, 40, estimated=True))
    held.meter.note(Used("large", 200, 2))
    assert both.settle(held)
    assert not both.settle(held), "once, and its rows beside it too"
    lines = both.books.usage(UsageAsked(ann.id))
    told = {(o.model, o.tokens_in, o.tokens_out, o.units, o.estimated, o.cost) for o in lines}
    assert told == {
        ("large", 1200, 42, 1, True, 0.002736),
        ("mini", 100, 5, 0, False, 0.0),
    }
    assert {(o.key, o.action) for o in lines} == {(by_key.key, "ask")}
    totals = {(o.key, o.model): (o.times, o.units) for o in both.books.totals(UsageAsked())}
    assert totals == {(by_key.key, "large"): (1, 1), (by_key.key, "mini"): (0, 0)}
    assert both.allowance_state(ann).windows[0].used == 1
    refunded = both.reserve(ann, "ask", "mini")
    refunded.meter.note(Used("mini", 1, 1))
    assert both.refund(refunded)
    assert not both.settle(refunded)
    assert len(both.books.usage(UsageAsked(ann.id))) == 3, "no row beside what was given back"
    header, *rows = both.books.usage_csv(UsageAsked(key=by_key.key)).splitlines()
    assert header.endswith(",estimated")
    assert len(rows) == 2


def test_ones_own_key_takes_no_units_and_opens_the_model(both):
    ann = both.desk.add("Ann", RIGHT, role="member", plan="free")
    with pytest.raises(NotInPlan, match="large"):
        both.reserve(ann, "ask", "large")
    both.keys.put_own(ann, "large", "sk-zyzzyva-secret-1234")
    held = both.reserve(ann, "ask", "large")
    assert held.units == 0
    assert held.meter.key("large") == "sk-zyzzyva-secret-1234"
    assert held.meter.key("mini") == ""
    held.meter.note(Used("large", 10, 10, own_key=True))
    both.settle(held)
    (line,) = both.books.usage(UsageAsked(ann.id))
    assert (line.own_key, line.units, line.cost) == (True, 0, pytest.approx(1e-4))
    assert both.allowance_state(ann).windows[0].used == 0
    assert both.reserve(ann, "ask", "mini").units == 1
    with pytest.raises(NotInPlan):
        both.reserve(ann, "battle", "large")
    assert both.reserve(ann, "battle", "mini").meter.key("large") == "", "the operator's"


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
