"""A small OpenID provider on loopback, which tests turn bad in every way they need."""

import base64
import json
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from localhttp import Answer, serve

KEY = RSAKey.generate_key(2048, {"kid": "one"})
OTHER = RSAKey.generate_key(2048, {"kid": "one"})


@dataclass
class State:
    """What the provider knows; `twist` changes the claims of the next token."""

    issuer: str = ""
    named: str = ""
    more: dict = field(default_factory=dict)
    codes: dict = field(default_factory=dict)
    key: object = field(default_factory=lambda: KEY)
    algorithm: str = "RS256"
    twist: dict = field(default_factory=dict)


def _answer(state):
    def answer(asked):
        if asked.path.endswith("openid-configuration"):
            return _json({
                "issuer": state.named or state.issuer,
                "authorization_endpoint": f"{state.issuer}/authorize",
                "token_endpoint": f"{state.issuer}/token",
                "jwks_uri": f"{state.issuer}/keys", **state.more,
            })  # fmt: skip
        if asked.path == "/keys":
            return _json({"keys": [KEY.as_dict(private=False)]})
        if asked.path == "/token":
            return _token(state, asked)
        return Answer(404)

    return answer


def _token(state, asked):
    form = {k: v[0] for k, v in parse_qs(asked.body.decode()).items()}
    basic = base64.b64decode(asked.headers["authorization"].split()[1]).decode()
    begun = state.codes.pop(form["code"], None)
    if begun is None or basic != "rostra:s3cret%21" or not _proves(begun, form["code_verifier"]):
        return Answer(400, b'{"error": "invalid_grant"}')
    now = int(time.time())
    claims = {"iss": state.issuer, "aud": "rostra", "sub": "u-1", "iat": now, "exp": now + 60,
              "nonce": begun["nonce"], "preferred_username": "ann@example.org"}  # fmt: skip
    claims = {k: v for k, v in (claims | state.twist).items() if v is not None}
    token = jwt.encode({"alg": state.algorithm, "kid": "one"}, claims, state.key)
    return _json({"access_token": "x", "token_type": "Bearer", "id_token": token})


def _proves(begun, verifier):
    import hashlib

    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == begun["code_challenge"]


def _json(told):
    return Answer(200, json.dumps(told).encode(), {"Content-Type": "application/json"})


def visit(state, url, code="c1"):
    """Do what the browser and the person do at the provider; return what goes back."""
    asked = {k: v[0] for k, v in parse_qs(urlsplit(url).query).items()}
    assert asked["code_challenge_method"] == "S256"
    state.codes[code] = asked
    return {"code": code, "state": asked["state"]}


@contextmanager
def provider():
    state = State()
    with serve(_answer(state)) as server:
        state.issuer = server.url
        yield state
