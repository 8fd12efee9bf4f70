"""People sign in by what is theirs alone; guessing is slow, and nobody is locked out for ever."""

import dataclasses
import stat
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from rostra import records
from rostra.accounts import HERE, Person, hash_of, read_key
from rostra.app import (
    AuditAsked,
    Inviting,
    KeyWanted,
    NeedsCode,
    PersonChange,
    UsageAsked,
    Visit,
)
from rostra.app._people_gate import Gate
from rostra.app._people_ground import Ground
from rostra.errors import AccountError, NotInPlan, QuotaSpent, SignInFailed
from rostra.models import Used

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
RIGHT = "correct horse battery"
HOME = Visit("192.0.2.7", "Browser\r\nX-Evil: 1")


def bytes_of(folder):
    return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


def test_a_session_is_kept_by_its_hash_rotated_and_ends(people, ann, clock, tmp_path):
    first = people.gate.sign_in("ann", RIGHT, HOME)
    assert people.gate.session(first.token) == ann
    raw = bytes_of(tmp_path)
    assert first.token.encode() not in raw
    assert RIGHT.encode() not in raw
    assert hash_of(first.token).encode() in raw
    again = people.gate.sign_in("ANN", RIGHT, dataclasses.replace(HOME, token=first.token))
    assert again.token != first.token
    assert people.gate.session(first.token) is None, "the planted token holds no more"
    (line,) = people.gate.sessions(ann, again.token)
    assert (line.here, line.agent) == (True, "BrowserX-Evil: 1")
    clock.pass_(days=6)
    assert people.gate.session(again.token) == ann
    clock.pass_(days=6)
    assert people.gate.session(again.token) == ann, "each visit counts anew"
    clock.pass_(days=8)
    assert people.gate.session(again.token) is None, "idle for too long"
    assert people.gate.session("") is None


def test_a_session_ends_in_the_end_and_when_it_is_ended(people, ann, clock):
    token = people.gate.sign_in("Ann", RIGHT, HOME).token
    for _ in range(10):
        clock.pass_(days=2.9)
        assert people.gate.session(token) == ann
    clock.pass_(days=1.1)
    assert people.gate.session(token) is None, "30 days are over"
    one, two = (people.gate.sign_in("Ann", RIGHT, HOME).token for _ in range(2))
    assert people.gate.end_others(ann, two) >= 1
    assert (people.gate.session(one), people.gate.session(two)) == (None, ann)
    (line,) = people.gate.sessions(ann)
    assert people.gate.end_session(people.desk.add("Bob", RIGHT), line.id) == 0, "not Bob's"
    assert people.gate.end_session(ann, line.id) == 1
    assert people.gate.session(two) is None


def test_nothing_tells_a_name_that_nobody_has(people, ann):
    """The same words, and the same work: a password is hashed either way."""
    hashed = []

    class Counting:
        def __enter__(self):
            hashed.append(1)

        def __exit__(self, *_):
            pass

    gate = dataclasses.replace(people.gate, hashers=Counting())
    told = []
    for name in ("Ann", "nobody", ""):
        with pytest.raises(SignInFailed) as failed:
            gate.sign_in(name, "wrong horse battery", HOME)
        told.append(str(failed.value))
    assert len(set(told)) == 1
    assert len(hashed) == 3


def test_guessing_has_to_wait_across_restarts_and_the_owner_comes_in(people, ann, clock, settings):
    device = people.gate.sign_in("Ann", RIGHT, HOME).device
    wrong = 0
    for number in range(200):
        try:
            people.gate.sign_in("Ann", "wrong horse battery", Visit(f"198.51.100.{number}"))
        except SignInFailed as error:
            wrong += not error.wait_s
    assert wrong == 5, "others had to wait, though each came from elsewhere"
    again = Gate(Ground(people.ground.engine, lambda: settings, clock))
    with pytest.raises(SignInFailed, match="too many tries; wait"):
        again.sign_in("Ann", RIGHT, Visit("198.51.100.250"))
    known = Visit("203.0.113.4", device=device)
    assert again.sign_in("Ann", RIGHT, known).person == ann, "her own device is not kept out"
    with pytest.raises(SignInFailed, match="too many"):
        again.sign_in("Ann", RIGHT, Visit("203.0.113.4", device="f" * 64))
    clock.pass_(minutes=6)
    assert again.sign_in("Ann", RIGHT, Visit("203.0.113.4")).person == ann, "nor for ever"


def test_one_address_cannot_try_many_names(people, clock):
    waits = []
    for number in range(60):
        try:
            people.gate.sign_in(f"name{number}", "wrong horse battery", HOME)
        except SignInFailed as error:
            waits.append(error.wait_s)
    assert any(waits)
    assert sum(not wait for wait in waits) <= 21


def test_a_second_factor_is_asked_for_and_no_code_does_twice(people, ann, clock, tmp_path):
    offer = people.factors.offer(ann)
    assert offer.picture.startswith(b"\x89PNG")
    totp = pyotp.TOTP(offer.secret)
    with pytest.raises(SignInFailed, match="clock"):
        people.factors.confirm(ann, offer.step, "000000")
    assert people.factors.offered(ann, offer.step).secret == offer.secret
    codes = people.factors.confirm(ann, offer.step, totp.at(clock.now))
    assert len(set(codes)) == 10
    raw = bytes_of(tmp_path)
    assert offer.secret.encode() not in raw
    assert codes[0].encode() not in raw
    step = people.gate.sign_in("Ann", RIGHT, HOME)
    assert isinstance(step, NeedsCode)
    with pytest.raises(SignInFailed):
        people.gate.second(step.step, totp.at(clock.now), HOME)  # used to confirm
    clock.pass_(seconds=30)
    code = totp.at(clock.now)
    done = people.gate.second(step.step, code, HOME)
    assert people.gate.session(done.token) == ann
    with pytest.raises(SignInFailed):
        people.gate.second(step.step, totp.at(clock.now + timedelta(seconds=30)), HOME)
    other = people.gate.sign_in("Ann", RIGHT, HOME)
    with pytest.raises(SignInFailed):
        people.gate.second(other.step, code, HOME)
    assert people.gate.second(other.step, codes[0].upper().replace("-", " "), HOME)
    last = people.gate.sign_in("Ann", RIGHT, HOME)
    with pytest.raises(SignInFailed):
        people.gate.second(last.step, codes[0], HOME)
    assert people.factors.codes_left(ann) == 9
    people.factors.turn_off(ann, RIGHT, HOME)
    assert not isinstance(people.gate.sign_in("Ann", RIGHT, HOME), NeedsCode)


def test_another_password_ends_every_other_session(people, ann):
    one = people.gate.sign_in("Ann", RIGHT, HOME)
    two = people.gate.sign_in("Ann", RIGHT, HOME)
    with pytest.raises(SignInFailed):
        people.factors.change_password(ann, "wrong horse battery", "staple battery horse", HOME)
    mine = dataclasses.replace(HOME, token=two.token)
    people.factors.change_password(ann, RIGHT, "staple battery horse", mine)
    assert (people.gate.session(one.token), people.gate.session(two.token)) == (None, ann)
    assert people.gate.sign_in("Ann", "staple battery horse", HOME)


def test_who_is_disabled_is_out_at_once_keys_and_all(people, ann):
    token = people.gate.sign_in("Ann", RIGHT, HOME).token
    key = people.keys.make(ann, KeyWanted("it", ("ask",))).key
    assert people.keys.person(key).id == ann.id
    assert people.desk.change(PersonChange(ann.id, disabled=True), HERE)
    assert not people.desk.nobody(), "the door does not open because an account is shut"
    assert people.gate.session(token) is None
    assert people.keys.person(key) is None
    with pytest.raises(SignInFailed):
        people.gate.sign_in("Ann", RIGHT, HOME)


def test_an_invitation_makes_one_account(people, clock, tmp_path):
    boss = people.desk.add("boss", RIGHT, role="admin")
    made = people.desk.invite(Inviting("operator", "premium", "for Cem"), boss)
    assert made.token.encode() not in bytes_of(tmp_path)
    with pytest.raises(AccountError, match="taken"):
        people.desk.sign_up(made.token, "B0SS", RIGHT, HOME)
    new = people.desk.sign_up(made.token, "Cem", RIGHT, HOME)
    assert (new.person.role, new.person.plan) == ("operator", "premium")
    with pytest.raises(SignInFailed, match="used up"):
        people.desk.sign_up(made.token, "Dee", RIGHT, HOME)
    clock.pass_(seconds=1)
    late = people.desk.invite(Inviting(days=1), boss)
    clock.pass_(days=2)
    with pytest.raises(SignInFailed, match="over"):
        people.desk.sign_up(late.token, "Dee", RIGHT, HOME)
    with pytest.raises(AccountError, match="may not"):
        people.desk.invite(Inviting("admin"), new.person)
    assert [i.state for i in people.desk.invitations()] == ["over", "used"]


def test_the_first_visit_makes_the_first_admin_and_no_second(people):
    token = people.desk.first_visit()
    with pytest.raises(AccountError, match="password"):
        people.desk.sign_up(token, "Ann", "short", HOME)
    other = people.desk.first_visit()
    assert people.desk.sign_up(token, "Ann", RIGHT, HOME).person.role == "admin"
    with pytest.raises(SignInFailed):
        people.desk.sign_up(other, "Eve", RIGHT, HOME)
    assert not people.desk.nobody()


def test_the_last_admin_stays(people):
    boss = people.desk.add("boss", RIGHT, role="admin")
    for change in ({"role": "member"}, {"disabled": True}):
        with pytest.raises(AccountError, match="last admin"):
            people.desk.change(PersonChange(boss.id, **change), boss)
    with pytest.raises(AccountError, match="last admin"):
        people.delete(boss.id, boss)


def test_a_key_is_shown_once_and_holds_until_it_does_not(people, ann, clock, tmp_path):
    with pytest.raises(AccountError, match="scopes"):
        people.keys.make(ann, KeyWanted("it", ("everything",)))
    with pytest.raises(AccountError, match="admin"):
        people.keys.make(ann, KeyWanted("it", ("admin",)))
    made = people.keys.make(ann, KeyWanted("it", ("ask", "read"), ((2, 24.0),), days=3))
    assert read_key(made.key).secret.encode() not in bytes_of(tmp_path)
    by_key = people.keys.person(made.key)
    assert (by_key.id, by_key.key, by_key.scopes) == (ann.id, made.id, ("ask", "read"))
    for wrong in (made.key[:-1] + "0", "rk_x_y", "rk_" + made.id, "", "sk-1", made.key + "é"):
        assert people.keys.person(wrong) is None
    assert people.person_of_key(made.key, "draw") is None
    for _ in range(2):
        people.settle(people.reserve(by_key, "ask"))
    with pytest.raises(QuotaSpent):
        people.reserve(by_key, "ask")
    people.settle(people.reserve(ann, "ask"))
    (line,) = people.keys.listed(ann)
    assert (line.limits[0].used, line.state) == (2, "holds")
    bob = people.desk.add("Bob", RIGHT)
    assert people.keys.revoke(bob, made.id) == 0, "not Bob's to revoke"
    clock.pass_(days=4)
    assert people.keys.person(made.key) is None
    other = people.keys.make(ann, KeyWanted("it", ("ask",)))
    assert people.keys.revoke(ann, other.id) == 1
    assert people.keys.person(other.key) is None


def test_ones_own_key_is_sealed_and_for_that_person_and_model_alone(people, ann, tmp_path):
    people.keys.put_own(ann, "large", "sk-zyzzyva-secret-1234")
    assert b"zyzzyva" not in bytes_of(tmp_path)
    assert people.keys.own(ann, "large") == "sk-zyzzyva-secret-1234"
    (line,) = people.keys.owned(ann)
    assert line.hint == "1234"
    assert people.keys.own(ann, "mini") == ""
    assert stat.S_IMODE((tmp_path / "seal.key").stat().st_mode) == 0o600
    with pytest.raises(AccountError, match="takes no key"):
        people.keys.put_own(ann, "mini", "sk-zyzzyva-secret-1234")
    kept = records.find_own_key(people.ground.engine, ann.id, "large")
    bob = people.desk.add("Bob", RIGHT)
    records.put_own_key(people.ground.engine, dataclasses.replace(kept, person_id=bob.id))
    with pytest.raises(AccountError, match="cannot be opened"):
        people.keys.own(bob, "large")


def test_what_an_answer_cost_and_the_files_no_spreadsheet_runs(people, ann):
    boss = people.desk.add("Eve", RIGHT)
    held = people.reserve(dataclasses.replace(ann, plan="premium"), "ask", "large")
    held.meter.note(Used("large", 1000, 500))
    people.settle(held, outcome="=HYPERLINK(1)")
    people.refund(people.reserve(boss, "ask"))
    (total,) = people.books.totals(UsageAsked(person=ann.id))
    assert (total.cost, total.units, total.tokens_in) == (0.006, 2, 1000)
    assert "'=HYPERLINK(1)" in people.books.usage_csv(UsageAsked())
    assert '"cost": 0.006' in people.books.usage_json(UsageAsked(person=ann.id))
    (gone,) = people.books.totals(UsageAsked(person=boss.id))
    assert (gone.times, gone.refunded) == (0, 1)


def test_plans_hold_actions_models_and_windows(people, ann):
    with pytest.raises(NotInPlan, match="large"):
        people.reserve(ann, "ask", "large")
    with pytest.raises(NotInPlan, match="deep"):
        people.reserve(ann, "deep")
    with pytest.raises(NotInPlan, match="reader"):
        people.reserve(Person("r", "r", "reader"), "ask")
    people.refund(people.reserve(ann, "ask", "none"))
    first = people.reserve(ann, "draw")
    people.reserve(ann, "ask")
    with pytest.raises(QuotaSpent, match="under way"):
        people.reserve(ann, "ask")
    people.refund(first)
    with pytest.raises(RuntimeError), people.allowance(ann, "verify"):
        raise RuntimeError
    state = people.allowance_state(ann)
    assert [(w.used, w.limit, w.action) for w in state.windows] == [
        (1, 30, ""), (1, 120, ""), (0, 5, "draw"),
    ]  # fmt: skip
    assert (state.plan, state.under_way, state.tightest.left) == ("free", 1, 29)
    assert state.windows[0].resets_at == NOW + timedelta(hours=2)
    assert people.reserve(HERE, "deep", "large").id == ""
    assert people.allowance_state(HERE).windows == ()
    assert people.allowance_state(Person("o", "o", "operator")).windows == ()


def test_what_a_killed_process_reserved_comes_back(people, ann):
    held = people.reserve(ann, "ask")
    gone = dataclasses.replace(people._till, holder=people._till.holder + "0")
    gone.reserve(ann, "ask")
    assert people.take_up() == 1
    assert people.settle(held)
    assert people.allowance_state(ann).windows[0].used == 1


def test_who_leaves_leaves_no_byte_behind(people, ann, tmp_path):
    engine = people.ground.engine
    secret = "zyzzyva的秘密"
    chat = records.Chat("c1", secret, NOW, NOW, owner=ann.id)
    records.save_chat(engine, chat)
    records.save_message(engine, records.Message("m1", "c1", "", "user", NOW, "asked", secret))
    kept = records.Kept("a1", NOW, secret, "zh", "mini", {"text": secret}, ann.id)
    records.save_answer(engine, kept, ())
    other = records.Kept("a2", NOW, "other", "zh", "mini", {}, "somebody")
    records.save_answer(engine, other, ())
    records.save_inquiry(engine, records.Inquiry("i1", NOW, {"q": secret}, owner=ann.id))
    rest = records.Rest("p1", "a")
    mark = records.Mark("k1", NOW, "a1", 1, secret, secret, rest, ann.id)
    records.save_marks(engine, [mark])
    page = records.KeptPage("d1", secret, NOW, NOW, {"t": secret}, ann.id)
    records.save_digest(engine, page, ())
    order = records.Order("watch", "w", "1h", "UTC", {"q": secret}, NOW, NOW, ann.id)
    records.give_order(engine, order)
    battle = records.KeptBattle("b1", NOW, "x", "y", voter=ann.id, kind="account",
                                body={"turns": [secret]})  # fmt: skip
    records.save_battle(engine, battle)
    share = records.KeptShare("s1", ann.id, "c1", secret, NOW, {"t": secret})
    records.save_share(engine, share, ())
    token = people.gate.sign_in("Ann", RIGHT, HOME).token
    key = people.keys.make(ann, KeyWanted(secret[:7], ("ask",))).key
    people.settle(people.reserve(ann, "ask"))
    assert b"zyzzyva" in bytes_of(tmp_path)
    gone = people.delete(ann.id, ann)
    assert gone.rows["chats"] == gone.rows["answers"] == gone.rows["people"] == 1
    raw = bytes_of(tmp_path)
    assert b"zyzzyva" not in raw
    assert b"192.0.2.7" not in raw
    assert people.gate.session(token) is None
    assert people.keys.person(key) is None
    assert records.find_answer(engine, "a2") == other
    (line,) = people.books.usage(UsageAsked())
    assert (line.person, line.name) == (records.GONE, "")
    assert people.desk.add("Ann", RIGHT).id != ann.id


def test_no_table_with_a_person_in_it_is_forgotten_when_one_leaves():
    """A new table with such a column goes into records/_people_gone.py, and then here."""
    goes_by_its_owner = {"alerts", "answers", "chats", "digests", "hooks", "inquiries", "marks",
                         "orders", "responses", "rulings", "seen_pictures", "shares"}  # fmt: skip
    goes_with_the_account = {"api_keys", "outside_names", "own_keys", "passkeys", "recovery_codes",
                             "sessions"}  # fmt: skip
    stays_under_no_name = {
        "audit",
        "drawings",
        "invitations",
        "picture_quota",
        "spendings",
        "votes",
    }
    goes_else = {"battles", "picture_reports", "steps"}
    names = {"owner", "person_id", "who", "voter", "actor", "target", "made_by", "used_by"}
    found = {t.name for t in records.metadata.sorted_tables if names & {*t.columns.keys()}}
    known = goes_by_its_owner | goes_with_the_account | stays_under_no_name | goes_else
    assert found == known


def test_the_audit_tells_who_did_what_without_a_secret(people, ann):
    boss = people.desk.add("boss", RIGHT, role="admin")
    people.desk.change(PersonChange(ann.id, plan="premium"), boss, "192.0.2.9")
    line = people.books.audit(AuditAsked())[0]
    assert (line.actor_name, line.action, line.target_name) == ("boss", "account changed", "Ann")
    assert (line.address, line.note) == ("192.0.2.9", "plan premium")
    assert "correct horse" not in people.books.audit_json(AuditAsked())
    assert people.books.audit_csv(AuditAsked()).count("\r\n") == 4
    assert [a.action for a in people.books.audit(AuditAsked(person=ann.id))] == [
        "account changed", "account added",
    ]  # fmt: skip
