"""What went wrong with an account, in the person's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rostra.errors import NotInPlan, QuotaSpent, RostraError
from rostra.web._frame import when
from rostra.web._words import say

if TYPE_CHECKING:
    from rostra.app import App

_KNOWN = (
    (r"too many tries; wait (?P<number>\d+) seconds", "wait"),
    (r"name, password or code are wrong", "wrong"),
    (r"the password is wrong", "wrong_password"),
    (r"that took too long", "late"),
    (r"that code is not", "code"),
    (r"this invitation is", "invitation"),
    (r"the name .* taken", "taken"),
    (r"name: write", "name_length"),
    (r"name: letters", "name_letters"),
    (r"name: its letters", "name_mixed"),
    (r"password: write", "password_short"),
    (r"password: \d+ characters", "password_long"),
    (r"password: it is little", "password_name"),
    (r"password: it is too regular", "password_regular"),
    (r"this is the last admin", "last_admin"),
    (r"scopes:", "scopes"),
    (r"key: it must", "own_key"),
    (r"model: ", "own_key_model"),
    (r"(?P<host>\S+) refuses your own key for '(?P<model>[^']+)'", "own_refused"),
    (r"(?:the|this) passkey|\d+ passkeys", "passkey"),
    (r"the provider", "provider"),
)


def _spent(lang: str, error: QuotaSpent | NotInPlan) -> str:
    """Say that a plan does not hold what is asked for, now or at all."""
    if isinstance(error, NotInPlan):
        return say(lang, "frame.not_in_plan")
    if error.at_once:
        return say(lang, "frame.at_once", n=error.at_once)
    if error.resets_at is None:
        return say(lang, "frame.spent")
    return say(lang, "frame.spent_until", at=when(lang, error.resets_at.astimezone()))


def plan_called(app: App, plan: str, lang: str) -> str:
    """Return what a plan is called in a language."""
    label = next((one.label for one in app.settings.plans if one.name == plan), {})
    return label.get(lang) or plan


def says(lang: str, error: RostraError, *, at_code: bool = False) -> str:
    """Say an error in a language; one that has no words of its own is said as it is.

    `at_code`: the password was right already, and only the code can be wrong.
    """
    if isinstance(error, QuotaSpent | NotInPlan):
        return _spent(lang, error)
    told = str(error)
    for pattern, key in _KNOWN:
        if found := re.match(pattern, told, re.DOTALL):
            named = "wrong_code" if at_code and key == "wrong" else key
            return say(lang, f"sign_in.error_{named}", **found.groupdict())
    return told
