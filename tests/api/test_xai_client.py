"""The unmodified `xai-sdk` client over an insecure loopback channel."""

import grpc
import pytest
from serving import ECHO, FERRY, scripted
from test_things import Tokens
from xai_sdk import Client
from xai_sdk.chat import system, tool, user
from xai_sdk.proto import embed_pb2, embed_pb2_grpc
from xai_sdk.search import SearchParameters, x_source

from rostra.api import serve_grpc
from rostra.models import Reply, ToolCall


@pytest.fixture(scope="module")
def port(app):
    with serve_grpc(app, "127.0.0.1", 0) as port:
        yield port


@pytest.fixture(scope="module")
def client(port):
    client = Client(api_key="anything", api_host=f"127.0.0.1:{port}", use_insecure_channel=True)
    yield client
    client.close()


@pytest.fixture(autouse=True)
def model(app):
    return scripted(app, lambda *_: ECHO, tools=True)


ON = SearchParameters(mode="on", sources=[x_source()], max_search_results=5)


def test_chat(client, model):
    chat = client.chat.create(
        model="grok-2",
        messages=[system("Be brief.")],
        search_parameters=SearchParameters(mode="off"),
        max_tokens=7,
    )
    chat.append(user("Hi"))
    told = chat.sample()
    assert told.content == ECHO
    assert told.role == "ROLE_ASSISTANT"
    assert model.asked[0][1].max_tokens == 7


def test_live_search_with_citations(client):
    chat = client.chat.create(model="mini", messages=[user(FERRY)], search_parameters=ON)
    told = chat.sample()
    assert "fog" in told.content
    assert told.citations[0].startswith("https://social.example/")
    assert told.usage.num_sources_used >= 1
    only = SearchParameters(mode="on", sources=[x_source(included_x_handles=["bea"])])
    chat = client.chat.create(model="mini", messages=[user(FERRY)], search_parameters=only)
    assert list(chat.sample().citations) == ["https://social.example/@bea/1"]


def test_a_stream_carries_the_role_and_ends_with_citations(client):
    chat = client.chat.create(model="mini", messages=[user(FERRY)], search_parameters=ON)
    said, last = "", None
    for last, chunk in chat.stream():  # noqa: B007 - it grows with each chunk
        said += chunk.content
    assert "fog" in said
    assert last.content == said
    assert last.citations


def test_tools(client, app):
    call = ToolCall("c1", "weather", '{"city": "Oslo"}')
    scripted(app, [Reply("", "m", tool_calls=(call,), finish="tool_calls")], tools=True)
    weather = tool("weather", "Tell the weather", {"type": "object", "properties": {}})
    told = client.chat.create(model="mini", messages=[user("Oslo?")], tools=[weather]).sample()
    assert told.tool_calls[0].function.name == "weather"
    assert told.finish_reason == "REASON_TOOL_CALLS"


def test_models_tokens_vectors_and_pictures(client, app, port):
    assert "grok-2" in {one.name for one in client.models.list_language_models()}
    assert client.models.get_language_model("mini").name == "mini"
    scripted(app, Tokens([]))
    assert [t.token_id for t in client.tokenize.tokenize_text("fo大", "mini")] == [5, 9]
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        stub = embed_pb2_grpc.EmbedderStub(channel)
        fog = embed_pb2.EmbedInput(string="fog")
        told = stub.Embed(embed_pb2.EmbedRequest(model="static", input=[fog]))
    assert len(told.embeddings[0].embeddings[0].float_array) > 50
    drawn = client.image.sample("a red boat", "illustrator", image_format="base64")
    assert drawn.image.startswith(b"\x89PNG")
    refused = client.image.sample("naked child", "illustrator", image_format="base64")
    assert not refused.respect_moderation


def test_errors_are_statuses(client):
    with pytest.raises(grpc.RpcError) as unknown:
        client.chat.create(model="gpt-99", messages=[user("Hi")]).sample()
    assert unknown.value.code() == grpc.StatusCode.NOT_FOUND
    empty = client.chat.create(model="mini", messages=[system("x")])
    with pytest.raises(grpc.RpcError) as wrong:
        list(empty.stream())
    assert wrong.value.code() == grpc.StatusCode.INVALID_ARGUMENT
