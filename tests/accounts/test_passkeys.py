"""Passkeys: made and used for this site alone, and each challenge once."""

import copy

import pytest
from authenticator import Device

from rostra.accounts import Site
from rostra.app import Visit
from rostra.errors import SignInFailed

HERE = Site("rostra.example", "https://rostra.example")
EVIL = Site("evil.example", "https://evil.example")
HOME = Visit("192.0.2.7")


@pytest.fixture
def device(people, ann):
    device = Device()
    asked = people.factors.begin_passkey(ann, HERE)
    reply = device.make(asked.options, HERE.origin)
    people.factors.add_passkey(ann, HERE, asked.step, reply, " my\nphone ")
    return device


def sign(people, device, origin=HERE.origin):
    asked = people.factors.begin_signing(HERE)
    return asked.step, device.sign(asked.options, origin)


def test_a_passkey_signs_in_and_its_reply_does_so_once(people, ann, device):
    (line,) = people.factors.passkeys(ann)
    assert line.name == "my phone"
    step, reply = sign(people, device)
    done = people.factors.sign_in(HERE, step, reply, HOME)
    assert people.gate.session(done.token) == ann
    with pytest.raises(SignInFailed, match="too long"):
        people.factors.sign_in(HERE, step, reply, HOME)
    other = people.factors.begin_signing(HERE).step
    with pytest.raises(SignInFailed, match="did not do"):
        people.factors.sign_in(HERE, other, reply, HOME)


def test_what_was_signed_for_another_site_does_not_count(people, device):
    step, reply = sign(people, device, EVIL.origin)
    with pytest.raises(SignInFailed, match="did not do"):
        people.factors.sign_in(HERE, step, reply, HOME)


def test_a_copy_of_a_passkey_is_noticed(people, device):
    twin = copy.copy(device)
    for _ in range(2):
        people.factors.sign_in(HERE, *sign(people, device), HOME)
    with pytest.raises(SignInFailed):
        people.factors.sign_in(HERE, *sign(people, twin), HOME)


def test_a_challenge_is_for_whom_it_was_made(people, ann, device, clock):
    bob = people.desk.add("Bob", "correct horse battery")
    asked = people.factors.begin_passkey(ann, HERE)
    reply = Device().make(asked.options, HERE.origin)
    with pytest.raises(SignInFailed, match="too long"):
        people.factors.add_passkey(bob, HERE, asked.step, reply, "")
    late = people.factors.begin_passkey(bob, HERE)
    clock.pass_(minutes=11)
    with pytest.raises(SignInFailed, match="too long"):
        people.factors.add_passkey(
            bob, HERE, late.step, Device().make(late.options, HERE.origin), ""
        )


@pytest.mark.parametrize("reply", [{}, {"id": 5}, {"id": "x" * 5000}, {"id": "é"}])
def test_garbage_is_no_passkey(people, reply):
    with pytest.raises(SignInFailed, match="not known"):
        people.factors.sign_in(HERE, people.factors.begin_signing(HERE).step, reply, HOME)


def test_a_broken_reply_of_a_known_passkey_is_refused(people, device):
    step, reply = sign(people, device)
    reply["response"] = {"clientDataJSON": "!", "authenticatorData": "", "signature": ""}
    with pytest.raises(SignInFailed):
        people.factors.sign_in(HERE, step, reply, HOME)


def test_a_removed_passkey_and_a_disabled_person_do_not_sign_in(people, ann, device):
    bob = people.desk.add("Bob", "correct horse battery")
    (line,) = people.factors.passkeys(ann)
    assert people.factors.drop_passkey(bob, line.id) == 0, "not Bob's"
    assert people.factors.drop_passkey(ann, line.id) == 1
    with pytest.raises(SignInFailed):
        people.factors.sign_in(HERE, *sign(people, device), HOME)
