"""Every route of the API with every scope: a key opens what it is for, over HTTP and over gRPC."""

import re

import grpc
import pytest
from serving import ECHO, scripted, site
from starlette.testclient import TestClient
from test_openapi import Sayer
from test_owners import ROUTES as OWNED
from xai_sdk.proto import (
    chat_pb2,
    chat_pb2_grpc,
    embed_pb2,
    embed_pb2_grpc,
    image_pb2,
    image_pb2_grpc,
    models_pb2_grpc,
)

from rostra.accounts import SCOPES
from rostra.api import _create as create
from rostra.api import create_api, serve_grpc
from rostra.api._openapi import EXAMPLES
from rostra.app import KeyWanted, PersonChange

HERE = "http://127.0.0.1:8420"
WANTED = {
    "/ask": "ask", "/verify": "ask", "/chat/completions": "chat", "/responses": "chat",
    "/digest-hooks": "digest", "/digests": "digest", "/images": "images", "/embeddings": "embed",
    "/search": "search", "/posts": "search", "/models": "", "/tokenize-text": "",
}  # fmt: skip
"""The scope that the routes below a path take; "" is any."""
PUBLIC = ("/models/{name}", "/posts/{post_id}")
"""Paths with an id of what is nobody's own."""
OF_OWNER = {"/digests/{digest_id}": "tests/web/test_news_pages.py"}
"""Ids whose owner is tried elsewhere: a kept digest has none before it is due."""


def routes():
    """Return every path and method that the description has."""
    for router in create.ROUTERS:
        for route in router.routes:
            if route.include_in_schema:
                yield from ((route.path, method) for method in sorted(route.methods))


ROUTES = sorted(routes())


def wanted_by(path):
    return next((WANTED[at] for at in WANTED if path == at or path.startswith(f"{at}/")), None)


def request(client, path, method):
    body = EXAMPLES.get(path) if method == "POST" else None
    if path in ("/images/edits", "/images/variations"):
        body = {"prompt": "a boat", "image": "none"}
    at = "/v1" + re.sub(r"{[^}]+}", "nothing", path)
    return client.request(method, at, json=body)


@pytest.fixture(scope="module")
def person(app):
    scripted(app, Sayer(lambda *_: ECHO))
    return app.people.desk.add("Mia", "correct horse battery", role="reader")


@pytest.fixture(scope="module")
def clients(app, person):
    """Return a client for each scope alone, and one for all but each."""
    the_site = site(app)

    def client(*scopes):
        key = app.people.keys.make(person, KeyWanted("k", scopes)).key
        return TestClient(the_site, base_url=HERE, headers={"authorization": f"Bearer {key}"})

    usual = [scope for scope in SCOPES if scope != "admin"]
    alone = {scope: client(scope) for scope in usual}
    return alone, {scope: client(*(s for s in usual if s != scope)) for scope in usual}


@pytest.mark.parametrize(("path", "method"), ROUTES)
def test_each_route_takes_its_scope_and_no_other(app, clients, path, method):
    scope = wanted_by(path)
    assert scope is not None, f"{path}: say in WANTED which scope it takes"
    alone, without = clients
    stranger = TestClient(site(app), base_url=HERE)
    assert request(stranger, path, method).status_code == 401
    if scope:
        told = request(without[scope], path, method)
        assert told.status_code == 403, told.text
        assert f"not for {scope};" in told.json()["error"]["message"]
        # A reader's plan holds little, so that nothing is made here; the scope is looked at first.
        assert "this key is for" not in request(alone[scope], path, method).text
    else:
        assert request(alone["read"], path, method).status_code in (200, 404, 501, 503)


@pytest.mark.parametrize("path", sorted({path for path, _ in ROUTES if "{" in path}))
def test_every_route_with_an_id_is_tried_with_another_s(path):
    plain = re.sub(r":path}", "}", path)
    tried = {re.sub(r"{[^}]+}", "{}", at) for _, at, _ in OWNED}
    assert plain in PUBLIC or plain in OF_OWNER or re.sub(r"{[^}]+}", "{}", plain) in tried


def test_whoever_is_shut_out_has_no_key_any_more(app, clients, person):
    alone, _ = clients
    admin = app.people.desk.add("Adm", "correct horse battery", role="admin")
    assert request(alone["read"], "/models", "GET").status_code == 200
    app.people.desk.change(PersonChange(person.id, disabled=True), admin)
    assert request(alone["read"], "/models", "GET").status_code == 401
    app.people.desk.change(PersonChange(person.id, disabled=False), admin)


def test_a_session_is_no_way_in_for_programs_and_a_key_none_to_pages(app, clients, person):
    alone, _ = clients
    for path in ("/", "/settings", "/account", "/chat", "/admin"):
        assert alone["read"].get(path).status_code == 401
    stranger = TestClient(site(app), base_url=HERE)
    for headers in ({"x-api-key": "rk_abc_def"}, {"authorization": "bearer rk_abc_def"}):
        assert stranger.get("/v1/models", headers=headers).status_code == 401
    key = alone["read"].headers["authorization"].removeprefix("Bearer ")
    assert stranger.get("/v1/models", params={"key": key}).status_code == 400


def test_grpc_takes_the_same_scopes(app, person):
    chat = chat_pb2.GetCompletionsRequest(model="mini")
    calls = [
        ("chat", lambda c, m: chat_pb2_grpc.ChatStub(c).GetCompletion(chat, metadata=m)),
        ("embed", lambda c, m: embed_pb2_grpc.EmbedderStub(c).Embed(
            embed_pb2.EmbedRequest(model="static", input=[embed_pb2.EmbedInput(string="x")]), metadata=m)),
        ("images", lambda c, m: image_pb2_grpc.ImageStub(c).GenerateImage(
            image_pb2.GenerateImageRequest(prompt="a boat"), metadata=m)),
    ]  # fmt: skip
    with (
        serve_grpc(app, "127.0.0.1", 0) as port,
        grpc.insecure_channel(f"127.0.0.1:{port}") as channel,
    ):
        for scope, call in calls:
            others = [one for one in SCOPES if one not in (scope, "admin")]
            key = app.people.keys.make(person, KeyWanted("g", tuple(others))).key
            with pytest.raises(grpc.RpcError) as refused:
                call(channel, (("authorization", f"Bearer {key}"),))
            assert refused.value.code() == grpc.StatusCode.PERMISSION_DENIED
            assert f"not for {scope};" in refused.value.details()
            with pytest.raises(grpc.RpcError) as refused:
                call(channel, (("authorization", "Bearer rk_none_such"),))
            assert refused.value.code() == grpc.StatusCode.UNAUTHENTICATED
        key = app.people.keys.make(person, KeyWanted("g", ("read",))).key
        from google.protobuf.empty_pb2 import Empty

        listed = models_pb2_grpc.ModelsStub(channel).ListLanguageModels(
            Empty(), metadata=(("authorization", f"Bearer {key}"),)
        )
        assert listed.models
        large = chat_pb2.GetCompletionsRequest(model="x" * 41_000_000)
        with pytest.raises(grpc.RpcError) as refused:
            chat_pb2_grpc.ChatStub(channel).GetCompletion(large, metadata=(("authorization", "x"),))
        assert refused.value.code() == grpc.StatusCode.RESOURCE_EXHAUSTED


def test_ten_pictures_of_one_request_count_as_ten(app, person):
    whom = app.people.desk.add("Ten", "correct horse battery", role="member")
    key = app.people.keys.make(whom, KeyWanted("k", ("images",))).key
    client = TestClient(site(app), base_url=HERE, headers={"authorization": f"Bearer {key}"})
    asked = {"prompt": "a red boat", "size": "256x256", "n": 6}
    told = client.post("/v1/images/generations", json=asked)
    assert told.status_code == 429, "the plan holds five pictures a day"
    assert client.post("/v1/images/generations", json={**asked, "n": 2}).status_code == 200
    drawn = next(w for w in app.people.allowance_state(whom).windows if w.action == "draw")
    assert drawn.used in (2, 6)  # by pictures, or by their units


def test_the_description_names_every_route(app):
    told = create_api(app)
    assert told
    paths = {re.sub(r":path}", "}", path) for path, _ in ROUTES}
    client = TestClient(told, base_url=HERE)
    assert set(client.get("/openapi.json").json()["paths"]) == paths
