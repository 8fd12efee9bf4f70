"""OpenID Connect: the code flow with state, nonce and PKCE, over the one outbound fetcher."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from rostra.errors import FetchError, SignInFailed
from rostra.fetch import Limits, Reach, fetch

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA", "Ed25519")
"""Signatures by a key that only the provider has; `none` and shared secrets are no signature."""
LEEWAY_S = 60
LIMITS = Limits(max_bytes=1_000_000, seconds=15.0, redirects=0)
FAILED = "the provider did not confirm who you are"


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID provider; `hosts` are further ones of its own, as `keys.example:443`."""

    name: str
    issuer: str
    client_id: str
    client_secret: str = ""
    scopes: Sequence[str] = ("openid", "profile")
    hosts: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where to send a browser, and what must come back with it."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Told:
    """Who somebody is at a provider; `name` is what they are called there ("" = not told)."""

    issuer: str
    subject: str
    name: str = ""


def ask_provider(provider: Provider, back: str) -> Asked:
    """Ask a provider who somebody is; `back` is the address it sends them to.

    Raises SignInFailed where the provider's own document cannot be had.
    """
    from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    document = _document(provider)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    url: str = prepare_grant_uri(
        _endpoint(provider, document, "authorization_endpoint"), provider.client_id, "code",
        redirect_uri=back, scope=list(provider.scopes), state=state, nonce=nonce,
        code_challenge=create_s256_code_challenge(verifier), code_challenge_method="S256",
    )  # fmt: skip
    return Asked(url, state, nonce, verifier)


def told_by_provider(
    provider: Provider, asked: Asked, reply: Mapping[str, str], back: str, now: datetime
) -> Told:
    """Check what came back: state, issuer, signature, audience, nonce; raises SignInFailed.

    OpenID Connect Core 3.1.2 and 3.1.3; the issuer in the reply (RFC 9207) where it stands there.
    """
    if not secrets.compare_digest(reply.get("state", "").encode(), asked.state.encode()):
        raise SignInFailed(f"{FAILED}: its reply belongs to another sign-in")
    if reply.get("iss", provider.issuer) != provider.issuer:
        raise SignInFailed(f"{FAILED}: the reply is another provider's")
    if not reply.get("code"):
        raise SignInFailed(f"{FAILED}: {_short(reply.get('error', 'it sent no code'))}")
    document = _document(provider)
    if document.get("authorization_response_iss_parameter_supported") and "iss" not in reply:
        raise SignInFailed(f"{FAILED}: the reply does not say whose it is")
    tokens = _tokens(provider, document, reply["code"], asked.verifier, back)
    claims = _claims(provider, document, str(tokens.get("id_token", "")), asked.nonce, now)
    name = claims.get("preferred_username") or claims.get("name") or ""
    return Told(provider.issuer, str(claims["sub"])[:400], name if isinstance(name, str) else "")


def _document(provider: Provider) -> Mapping[str, Any]:
    url = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
    document = _fetched(provider, url)
    if str(document.get("issuer", "")).rstrip("/") != provider.issuer.rstrip("/"):
        raise SignInFailed(f"{FAILED}: its document names another issuer")
    return document


def _tokens(
    provider: Provider, document: Mapping[str, Any], code: str, verifier: str, back: str
) -> Mapping[str, Any]:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back,
            "code_verifier": verifier}  # fmt: skip
    headers = {"content-type": "application/x-www-form-urlencoded"}
    ways = document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if not provider.client_secret:
        form["client_id"] = provider.client_id
    elif "client_secret_basic" in ways:
        pair = f"{quote_plus(provider.client_id)}:{quote_plus(provider.client_secret)}"
        headers["authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    else:
        form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    return _fetched(
        provider, _endpoint(provider, document, "token_endpoint"), urlencode(form), headers
    )


def _claims(
    provider: Provider, document: Mapping[str, Any], token: str, nonce: str, now: datetime
) -> Mapping[str, Any]:
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    keys = _fetched(provider, _endpoint(provider, document, "jwks_uri"))
    try:
        known = KeySet.import_key_set(dict(keys))  # type: ignore[arg-type]
        signed = jwt.decode(token, known, algorithms=list(ALGORITHMS))
        options = {
            "iss": {"essential": True, "value": str(document["issuer"])},
            "aud": {"essential": True, "value": provider.client_id},
            "sub": {"essential": True},
        }
        claims = CodeIDToken(
            signed.claims, signed.header, options,
            {"nonce": nonce, "client_id": provider.client_id},
        )  # fmt: skip
        claims.validate(int(now.timestamp()), LEEWAY_S)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise SignInFailed(f"{FAILED}: its token does not hold ({type(error).__name__})") from error
    except Exception as error:
        if type(error).__module__.startswith("authlib"):
            says = f"{FAILED}: its token does not hold ({type(error).__name__})"
            raise SignInFailed(says) from error
        raise
    return dict(claims)


def _endpoint(provider: Provider, document: Mapping[str, Any], name: str) -> str:
    """Return an address of a provider's document; one in the clear only where the issuer is."""
    url = document.get(name)
    clear = ("http",) if urlsplit(provider.issuer).scheme == "http" else ()
    if not isinstance(url, str) or urlsplit(url).scheme not in ("https", *clear):
        raise SignInFailed(f"{FAILED}: its document names no {name} that is safe")
    return url


def _fetched(
    provider: Provider, url: str, body: str = "", headers: Mapping[str, str] | None = None
) -> Mapping[str, Any]:
    reach = Reach(allow=frozenset({_place(provider.issuer), *map(_named, provider.hosts)}))
    try:
        reply = fetch(
            url, method="POST" if body else "GET", body=body.encode() or None,
            headers={"accept": "application/json", **(headers or {})}, limits=LIMITS, reach=reach,
        )  # fmt: skip
        told = json.loads(reply.body) if reply.status == 200 else None
    except (FetchError, ValueError, RecursionError) as error:
        raise SignInFailed(f"{FAILED}: {_short(str(error))}") from error
    if not isinstance(told, dict):
        raise SignInFailed(f"{FAILED}: it answered {reply.status}")
    return told


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _named(host: str) -> tuple[str, int]:
    return _place(f"https://{host}")


def _short(text: str) -> str:
    return "".join(c for c in text if c.isprintable())[:200]
