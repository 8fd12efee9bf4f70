"""OpenID Connect against a provider on loopback: state, nonce, PKCE, signature, audience."""

from datetime import UTC, datetime

import oidc_provider
import pytest
from joserfc.jwk import OctKey

from rostra.accounts import Provider
from rostra.accounts._oidc import _endpoint
from rostra.app import Visit
from rostra.errors import SignInFailed
from rostra.settings import Settings

BACK = "https://rostra.example/sign-in/back/home"
HOME = Visit("192.0.2.7")


@pytest.fixture
def provider():
    with oidc_provider.provider() as state:
        yield state


@pytest.fixture
def settings(tmp_path, provider):
    one = {"issuer": provider.issuer, "client_id": "rostra", "client_secret": "s3cret!",
           "sign_up": True}  # fmt: skip
    oidc = [{**one, "name": "home"}, {**one, "name": "other", "sign_up": False}]
    return Settings.model_validate({"data": tmp_path, "accounts": {"oidc": oidc}})


@pytest.fixture(autouse=True)
def today(clock):
    clock.now = datetime.now(UTC)


def go(people, provider, name="home", joining=None, code="c1"):
    url, token = people.outside.begin(name, BACK, "/chat", joining)
    return token, oidc_provider.visit(provider, url, code)


def test_whom_the_provider_knows_gets_an_account_once(people, provider):
    token, reply = go(people, provider)
    done, to = people.outside.finish("home", token, reply, HOME, None)
    assert (done.person.name, done.person.role, to) == ("ann", "member", "/chat")
    token, reply = go(people, provider)
    again, _ = people.outside.finish("home", token, reply, HOME, None)
    assert again.person == done.person
    with pytest.raises(SignInFailed, match="too long"):
        people.outside.finish("home", token, reply, HOME, None)


def test_a_name_that_is_taken_is_not_taken_over(people, provider, ann):
    done, _ = people.outside.finish("home", *go(people, provider), HOME, None)
    assert (done.person.name, done.person.id != ann.id) == ("ann 2", True)


def test_joining_is_for_who_asked(people, provider, ann):
    bob = people.desk.add("Bob", "correct horse battery")
    token, reply = go(people, provider, "other", ann)
    with pytest.raises(SignInFailed, match="too long"):
        people.outside.finish("other", token, reply, HOME, bob)
    token, reply = go(people, provider, "other", ann)
    assert people.outside.finish("other", token, reply, HOME, ann) == (None, "/account")
    done, _ = people.outside.finish("other", *go(people, provider, "other"), HOME, None)
    assert done.person.id == ann.id
    token, reply = go(people, provider, "other", bob)
    with pytest.raises(SignInFailed, match="joined to an account already"):
        people.outside.finish("other", token, reply, HOME, bob)
    assert people.outside.part(ann, "other") == 1
    with pytest.raises(SignInFailed, match="no account here"):
        people.outside.finish("other", *go(people, provider, "other"), HOME, None)


def test_replies_are_not_mixed_up(people, provider):
    one, reply_of_one = go(people, provider)
    two, _ = go(people, provider, code="c2")
    with pytest.raises(SignInFailed, match="another sign-in"):
        people.outside.finish("home", two, reply_of_one, HOME, None)
    with pytest.raises(SignInFailed, match="too long"):
        people.outside.finish("other", one, reply_of_one, HOME, None)
    token, reply = go(people, provider)
    with pytest.raises(SignInFailed, match="another provider"):
        people.outside.finish("home", token, {**reply, "iss": "https://evil.example"}, HOME, None)
    token, reply = go(people, provider)
    gone = {"state": reply["state"], "error": "access_denied\r\n"}
    with pytest.raises(SignInFailed, match="denied"):
        people.outside.finish("home", token, gone, HOME, None)
    token, reply = go(people, provider)
    with pytest.raises(SignInFailed, match="400"):
        people.outside.finish("home", token, {**reply, "code": "another"}, HOME, None)


@pytest.mark.parametrize(
    "twist",
    [
        {"nonce": "another"}, {"nonce": None}, {"aud": "another"}, {"iss": "https://evil.example"},
        {"exp": 1}, {"sub": None}, {"exp": None}, {"aud": ["rostra", "x"], "azp": "x"},
    ],
)  # fmt: skip
def test_a_token_that_does_not_hold(people, provider, twist):
    provider.twist = twist
    with pytest.raises(SignInFailed, match="does not hold"):
        people.outside.finish("home", *go(people, provider), HOME, None)


def test_a_token_by_another_key_or_by_a_shared_secret(people, provider):
    provider.key = oidc_provider.OTHER
    with pytest.raises(SignInFailed, match="does not hold"):
        people.outside.finish("home", *go(people, provider), HOME, None)
    provider.key, provider.algorithm = OctKey.import_key("s3cret!" * 8), "HS256"
    with pytest.raises(SignInFailed, match="does not hold"):
        people.outside.finish("home", *go(people, provider), HOME, None)


def test_a_provider_whose_document_is_anothers(people, provider):
    provider.named = "https://evil.example"
    with pytest.raises(SignInFailed, match="another issuer"):
        people.outside.begin("home", BACK, "/", None)


def test_a_reply_says_whose_it_is_where_the_provider_promises_it(people, provider):
    provider.more = {"authorization_response_iss_parameter_supported": True}
    token, reply = go(people, provider)
    with pytest.raises(SignInFailed, match="whose it is"):
        people.outside.finish("home", token, reply, HOME, None)
    token, reply = go(people, provider)
    named = {**reply, "iss": provider.issuer}
    assert people.outside.finish("home", token, named, HOME, None)[0].person.name == "ann"


def test_no_address_in_the_clear_below_an_issuer_over_tls():
    safe = Provider("home", "https://id.example", "rostra")
    document = {"token_endpoint": "http://id.example/token", "jwks_uri": "https://id.example/k"}
    with pytest.raises(SignInFailed, match="token_endpoint"):
        _endpoint(safe, document, "token_endpoint")
    assert _endpoint(safe, document, "jwks_uri") == "https://id.example/k"
    clear = Provider("home", "http://127.0.0.1:9", "rostra")
    assert _endpoint(clear, document, "token_endpoint").startswith("http:")
