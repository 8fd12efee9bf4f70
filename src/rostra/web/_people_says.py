"""What went wrong with an account, in the person's language."""

from __future__ import annotations

import re

from rostra.errors import RostraError
from rostra.web._words import say

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


def says(lang: str, error: RostraError) -> str:
    """Say an error in a language; one that has no words of its own is said as it is."""
    told = str(error)
    for pattern, key in _KNOWN:
        if found := re.match(pattern, told, re.DOTALL):
            return say(lang, f"sign_in.error_{key}", **found.groupdict())
    return told
