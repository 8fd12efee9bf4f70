"""Signing in and up, and a filled account, in a real browser where accounts exist."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pyotp
import pytest

from rostra.accounts import Person
from rostra.app import Inviting, Visit
from rostra.records import KeptPasskey, save_passkey
from rostra.web._who import SESSION

NAME, RIGHT = "Annabel", "correct horse battery"
NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def person(served):
    """Have an administrator with passkeys, and an invitation."""
    people = served.app.people
    people.desk.add(NAME, RIGHT, role="admin")
    known = people.desk.find(NAME)
    for number, called in enumerate(("A laptop with a name that goes on and on 🔑", "手机")):
        key = KeptPasskey(f"key-{number}", known.id, called, b"key", number, NOW)
        save_passkey(served.app._records, key)
    session = people.gate.sign_in(NAME, RIGHT, Visit(address="127.0.0.1")).token
    invited = people.desk.invite(Inviting("member"), Person(known.id, NAME, "admin")).token
    return SimpleNamespace(session=session, invited=invited)


def signed_in(browse, person, path, **how):
    """Open a page as the person."""
    cookie = {"name": SESSION, "value": person.session, "domain": "127.0.0.1", "path": "/"}
    whole = {"expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}
    kept = {"cookies": [cookie | whole], "origins": []}
    return browse.open(path, storage_state=kept, **how)


def sound(page, axe, shots, wide, name, lang):
    assert page.locator("h1").count() == 1
    assert axe(page) == []
    assert wide(page, 1280, 360, 390) == {}
    shots(page, f"{name}-phone-{lang}")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_doors_are_sound(browse, person, axe, shots, wide, lang):
    browse.allow(401)
    page = browse.open("/sign-in", lang=lang, dark=lang == "zh")
    page.fill("#name", NAME)
    page.fill("#password", "not the password")
    page.click("form[action='/sign-in'] .button-main")
    page.wait_for_selector("#wrong")
    sound(page, axe, shots, wide, "sign-in-wrong", lang)
    page = browse.open(f"/sign-up?token={person.invited}", lang=lang, dark=lang == "en")
    page.wait_for_selector("#password")
    sound(page, axe, shots, wide, "sign-up", lang)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_filled_account_is_sound(browse, person, axe, shots, wide, lang):
    page = signed_in(browse, person, "/account", lang=lang, dark=lang == "en")
    page.wait_for_load_state("networkidle")
    sound(page, axe, shots, wide, "account-filled", lang)
    page.click("form[action='/account/factor'] button")
    page.wait_for_selector(".qr")
    sound(page, axe, shots, wide, "account-factor", lang)
    page.fill("#code", pyotp.TOTP(page.inner_text(".secret")).now())
    page.click("form .button-main")
    page.wait_for_selector(".codes")
    sound(page, axe, shots, wide, "account-codes", lang)
    page.goto(f"{browse.address}/account")
    page.fill("#off-password", RIGHT)
    page.click("form[action='/account/factor/off'] button")
    page.wait_for_selector("form[action='/account/factor'] button")
