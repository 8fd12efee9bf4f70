"""The unmodified `openai` and `llm` clients against a real server on loopback."""

import json

import llm
import openai
import pytest
from llm.default_plugins.openai_models import Chat
from serving import ECHO, FERRY, scripted, served, site

from rostra.models import Reply, ToolCall

X = {"type": "x_search"}
WEATHER = {
    "name": "weather",
    "description": "Tell the weather",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
}


@pytest.fixture(scope="module")
def address(app):
    with served(site(app)) as address:
        yield address


@pytest.fixture(scope="module")
def client(address):
    return openai.OpenAI(base_url=f"{address}/v1", api_key="anything", max_retries=0)


@pytest.fixture(scope="module")
def talker(address):
    return Chat("rostra", model_name="grok-2-mini", api_base=f"{address}/v1", key="anything")


@pytest.fixture(autouse=True)
def model(app):
    return scripted(app, lambda *_: ECHO, tools=True)


def asked(text=FERRY):
    return [{"role": "user", "content": text}]


def test_chat(client):
    told = client.chat.completions.create(
        model="grok-2",
        messages=asked(),
        extra_body={"search_parameters": {"mode": "on", "max_search_results": 5}},
    )
    text = told.choices[0].message.content
    assert "fog" in text
    assert told.citations[0].startswith("https://social.example/")
    assert told.usage.num_sources_used >= 1
    note = told.choices[0].message.annotations[0].url_citation
    assert text[note.start_index : note.end_index] == f"[[1]]({note.url})"


def test_chat_streams_and_the_last_chunk_has_the_citations(client):
    chunks = list(
        client.chat.completions.create(
            model="mini",
            messages=asked(),
            stream=True,
            stream_options={"include_usage": True},
            extra_body={"search_parameters": {"mode": "on"}},
        )
    )
    whole = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert "[[1]](" in whole
    assert chunks[0].choices[0].delta.role == "assistant"
    ended = [c for c in chunks if c.choices and c.choices[0].finish_reason]
    assert [c.choices[0].finish_reason for c in ended] == ["stop"]
    assert ended[0].citations
    assert chunks[-1].usage.total_tokens > 0


def test_sources_can_be_narrowed(client):
    only = {"sources": [{"type": "x", "included_x_handles": ["@bea"]}], "mode": "on"}
    told = client.chat.completions.create(
        model="mini", messages=asked(), extra_body={"search_parameters": only}
    )
    assert told.citations == ["https://social.example/@bea/1"]
    without = {"sources": [{"type": "x", "excluded_x_handles": ["bea"]}], "mode": "on"}
    told = client.chat.completions.create(
        model="mini", messages=asked(), extra_body={"search_parameters": without}
    )
    assert "https://social.example/@bea/1" not in told.citations
    late = {"mode": "on", "from_date": "2024-06-01"}
    told = client.chat.completions.create(
        model="mini", messages=asked(), extra_body={"search_parameters": late}
    )
    assert told.citations == []
    both = {"sources": [{"type": "x", "x_handles": ["a"], "excluded_x_handles": ["b"]}]}
    for wrong in (both, {"sources": [{"type": "web"}]}, {"max_search_results": 31}):
        with pytest.raises(openai.BadRequestError) as refused:
            client.chat.completions.create(
                model="mini", messages=asked(), extra_body={"search_parameters": wrong}
            )
        assert refused.value.body["param"]


def test_tools_and_their_results(client, app):
    call = ToolCall("call-9", "weather", '{"city": "Oslo"}')
    model = scripted(app, [Reply("", "m", tool_calls=(call,), finish="tool_calls"), "Rain."])
    tools = [{"type": "function", "function": WEATHER}]
    told = client.chat.completions.create(model="mini", messages=asked("Oslo?"), tools=tools)
    assert told.choices[0].finish_reason == "tool_calls"
    made = told.choices[0].message
    assert json.loads(made.tool_calls[0].function.arguments) == {"city": "Oslo"}
    turns = [*asked("Oslo?"), made, {"role": "tool", "tool_call_id": "call-9", "content": "wet"}]
    told = client.chat.completions.create(model="mini", messages=turns, tools=tools)
    assert told.choices[0].message.content == "Rain."
    assert model.asked[1][0][-1].text == "wet"


def test_a_model_that_chose_no_tool_is_asked_for_words(client, app):
    scripted(app, ['{"tool": "none"}', "Just words."])
    tools = [{"type": "function", "function": WEATHER}]
    told = client.chat.completions.create(model="mini", messages=asked("Hi"), tools=tools)
    assert told.choices[0].message.content == "Just words."


def test_a_schema_reaches_the_model(client, app):
    model = scripted(app, ['{"n": 3}'], json_schema=True)
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}}
    told = client.chat.completions.create(
        model="mini",
        messages=asked("three"),
        response_format={"type": "json_schema", "json_schema": {"name": "n", "schema": schema}},
    )
    assert json.loads(told.choices[0].message.content) == {"n": 3}
    assert model.asked[0][1].schema == schema


def test_errors_are_the_clients_own(client):
    with pytest.raises(openai.NotFoundError) as unknown:
        client.chat.completions.create(model="gpt-99", messages=asked())
    assert unknown.value.code == "model_not_found"
    with pytest.raises(openai.BadRequestError) as many:
        client.chat.completions.create(model="mini", messages=asked(), n=2)
    assert many.value.param == "n"


def test_responses_answer_from_posts_and_go_on(client):
    told = client.responses.create(model="grok-2", input=FERRY, tools=[X], tool_choice="required")
    assert [item.type for item in told.output] == ["custom_tool_call", "message"]
    assert "fog" in told.output_text
    note = told.output[1].content[0].annotations[0]
    assert told.output_text[note.start_index : note.end_index] == f"[[1]]({note.url})"
    assert client.responses.retrieve(told.id).output_text == told.output_text
    more = client.responses.create(
        model="grok-2", input="Who said it?", tools=[X], previous_response_id=told.id
    )
    assert more.output_text
    client.responses.delete(told.id)
    with pytest.raises(openai.NotFoundError):
        client.responses.retrieve(told.id)


def test_responses_stream_in_the_order_that_is_known(client):
    events = list(
        client.responses.create(
            model="mini", input=FERRY, tools=[X], tool_choice="required", stream=True
        )
    )
    assert [e.sequence_number for e in events] == list(range(len(events)))
    kinds = list(dict.fromkeys(e.type.removeprefix("response.") for e in events))
    assert kinds == [
        "created", "in_progress", "output_item.added", "custom_tool_call_input.delta",
        "custom_tool_call_input.done", "output_item.done", "content_part.added",
        "output_text.delta", "output_text.annotation.added", "output_text.done",
        "content_part.done", "completed",
    ]  # fmt: skip
    last = events[-1].response
    assert last.status == "completed"
    said = "".join(e.delta for e in events if e.type == "response.output_text.delta")
    assert said == last.output_text


def test_a_response_calls_functions_and_runs_code(client, app):
    scripted(
        app,
        [
            Reply("", "m", tool_calls=(ToolCall("c1", "weather", "{}"),), finish="tool_calls"),
            Reply(
                "", "m", tool_calls=(ToolCall("c2", "run_python", '{"code": "print(6*7)"}'),),
                finish="tool_calls",
            ),
            "It is 42.",
            "It is 42.",
        ],
    )  # fmt: skip
    function = {"type": "function", "strict": False, **WEATHER}
    told = client.responses.create(model="mini", input="Oslo?", tools=[function])
    assert [item.type for item in told.output] == ["function_call"]
    told = client.responses.create(
        model="mini", input="six times seven", tools=[{"type": "code_execution"}]
    )
    assert [item.type for item in told.output] == ["code_interpreter_call", "message"]
    assert told.output_text == "It is 42."
    with pytest.raises(openai.BadRequestError) as refused:
        client.responses.create(
            model="mini", input="x", tools=[{"type": "mcp", "server_url": "http://127.0.0.1:1"}]
        )
    assert "tools.mcp" in str(refused.value)


def test_embeddings_models_and_images(client):
    told = client.embeddings.create(model="static", input=["fog", "mist"])
    assert len(told.data) == 2
    assert "grok-2" in {model.id for model in client.models.list()}
    drawn = client.images.generate(model="illustrator", prompt="a red boat", size="256x256")
    assert drawn.data[0].b64_json


def test_llm_answers_from_posts_and_streams(talker):
    told = talker.prompt(f"News: {FERRY}", stream=True)
    assert "fog" in "".join(told)
    whole = talker.prompt(f"News: {FERRY}", stream=False)
    assert "[[1]](https://social.example/" in whole.text()


def test_a_conversation_of_llm_goes_on(talker):
    talk = llm.Conversation(model=talker)
    assert talk.prompt("Write a poem about the sea", stream=False).text().strip()
    assert talk.prompt("Another one", stream=False).text().strip()
