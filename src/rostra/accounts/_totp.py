"""Codes of a second factor (RFC 6238): made by a device, good for one sign-in each."""

from __future__ import annotations

import hmac
from datetime import datetime

ISSUER = "Rostra"
STEP_S = 30
WINDOW = 1
"""Steps that a device's clock may be off."""


def new_secret() -> str:
    """Return a new seed in base 32: 160 random bits."""
    import pyotp

    return pyotp.random_base32()


def secret_address(secret: str, name: str) -> str:
    """Return the `otpauth:` address that a device reads."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def secret_picture(address: str) -> bytes:
    """Return the address as a QR code, as PNG."""
    from io import BytesIO

    import segno

    out = BytesIO()
    segno.make(address, error="m").save(out, kind="png", scale=5, border=3)
    return out.getvalue()


def step_of(secret: str, code: str, now: datetime, after: int) -> int:
    """Return the time step whose code this is, 0 where it is none later than the step `after`.

    Every step is compared, so that the time tells nothing.
    """
    import pyotp

    given = "".join(c for c in code if c.isdecimal() and c.isascii())
    totp = pyotp.TOTP(secret)
    now_step = int(now.timestamp()) // STEP_S
    found = 0
    for step in range(now_step - WINDOW, now_step + WINDOW + 1):
        right = hmac.compare_digest(totp.generate_otp(step), given)
        found = step if right and step > after else found
    return found
