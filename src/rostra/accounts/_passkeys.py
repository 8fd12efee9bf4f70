"""Passkeys (WebAuthn): a device proves that it holds a key, for this site alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rostra.errors import SignInFailed


@dataclass(frozen=True, slots=True)
class Site:
    """The site as browsers see it: its name without a port, and its whole origin."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What a device made: the credential's id (base64url), its public key and its count."""

    id: str
    public_key: bytes
    sign_count: int


def ask_to_make(
    site: Site, person_id: str, name: str, known: Sequence[str], challenge: bytes
) -> dict[str, Any]:
    """Return what a browser needs to make a passkey that is none of those known."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=site.host,
        rp_name="Rostra",
        user_id=person_id.encode(),
        user_name=name,
        challenge=challenge,
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    made: dict[str, Any] = json.loads(options_to_json(options))
    return made


def made_passkey(site: Site, reply: Mapping[str, Any], challenge: bytes) -> NewPasskey:
    """Check what a device made; raises SignInFailed."""
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        made = verify_registration_response(
            credential=dict(reply),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise SignInFailed("the passkey was not made; try again") from error
    return NewPasskey(
        bytes_to_base64url(made.credential_id), made.credential_public_key, made.sign_count
    )


def ask_to_sign(site: Site, challenge: bytes) -> dict[str, Any]:
    """Return what a browser needs to sign in by a passkey, whosesoever it is."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    asked: dict[str, Any] = json.loads(options_to_json(options))
    return asked


def passkey_id(reply: Mapping[str, Any]) -> str:
    """Return which passkey a reply is of ("" = none that can be)."""
    named = reply.get("id")
    return named if isinstance(named, str) and len(named) <= 1400 else ""


def signed_count(
    site: Site, reply: Mapping[str, Any], challenge: bytes, public_key: bytes, sign_count: int
) -> int:
    """Check that a device signed the challenge for this site; return its new count.

    Raises SignInFailed.
    """
    from webauthn import verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        signed = verify_authentication_response(
            credential=dict(reply),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise SignInFailed("the passkey did not do; try again, or sign in otherwise") from error
    return signed.new_sign_count
