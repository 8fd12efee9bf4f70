"""Passwords: hashed by Argon2id, and long enough to be worth it."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rostra.errors import AccountError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 200
READ = 4 * LONGEST
"""Characters that are looked at, before they are brought to their normal form."""
KINDS = 5
"""Different characters that a password must have."""


def clean_password(password: str, name: str = "") -> str:
    """Return a password as it is hashed (NFKC); raises AccountError for one too easy to guess.

    The rule needs no list: long enough, not the name, no run (`abcdefghij`, `9876543210`), not one
    short piece again and again, enough different characters.
    """
    from rostra.accounts._names import name_key

    plain = unicodedata.normalize("NFKC", password[:READ])
    if len(plain) < SHORTEST:
        raise AccountError(f"password: write {SHORTEST} characters at least; a sentence is good")
    if len(plain) > LONGEST:
        raise AccountError(f"password: {LONGEST} characters are the most")
    folded = plain.casefold()
    if name and len(name_key(name)) > 2 and name_key(name) in name_key(plain):  # noqa: SIM102
        if len(plain) - len(name) < SHORTEST - 2:
            raise AccountError("password: it is little more than the name; add what nobody knows")
    if len(set(folded)) < KINDS or _is_run(folded) or _repeats(folded):
        raise AccountError("password: it is too regular; use words that do not belong together")
    return plain


def hash_password(password: str) -> str:
    """Hash a clean password; about 50 ms and 64 MiB, on purpose."""
    return _hasher().hash(password)


def check_password(hashed: str, password: str) -> bool:
    """Say whether a password is the hashed one. `hashed` "" takes as long and is never right.

    So a name that nobody has, and a person without a password, are not told from a wrong one.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    plain = unicodedata.normalize("NFKC", password[:READ])[: LONGEST + 1]
    try:
        _hasher().verify(hashed or _stand_in(), plain)
    except (VerificationError, InvalidHashError):
        return False
    return bool(hashed)


def is_outdated(hashed: str) -> bool:
    """Say whether a hash was made with weaker parameters than those of today."""
    return _hasher().check_needs_rehash(hashed)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    # RFC 9106, second recommended option, with one lane: 64 MiB, three passes.
    return PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=1)


@cache
def _stand_in() -> str:
    import secrets

    return _hasher().hash(secrets.token_hex(16))


def _is_run(text: str) -> bool:
    steps = [ord(b) - ord(a) for a, b in pairwise(text)]
    regular = sum(1 for step in steps if step in (-1, 0, 1))
    return regular >= 0.8 * len(steps)


def _repeats(text: str) -> bool:
    return any(text == (text[:size] * len(text))[: len(text)] for size in range(1, 5))
