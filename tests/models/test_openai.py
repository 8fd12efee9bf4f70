"""The HTTP client against a real server on loopback that behaves, misbehaves, hangs and lies."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from modelserver import begin, delta, event, in_turn, refuses, says, send

from rostra.errors import (
    ModelDenied,
    ModelError,
    ModelGarbage,
    ModelUnreachable,
    SettingsError,
)
from rostra.models import (
    Message,
    ModelSpec,
    Options,
    Timeouts,
    Token,
    Tool,
    ToolCall,
    Usage,
    complete,
    openai_model,
    warm,
)

HI = [Message("user", "你好 🙂")]


def ask(model, options=None):
    return complete(model, HI, options)


# Replies


def test_a_reply_streams_and_tells_how_it_ended(server):
    server.behave = says("上", "海", "。")
    chunks = list(server.model().reply(HI))
    assert [chunk.text for chunk in chunks] == ["上", "海", "。", ""]
    last = chunks[-1]
    assert (last.finish, last.usage, last.model) == ("stop", Usage(7, 2), "test")


def test_the_first_piece_comes_before_the_last_is_written(server):
    may_end = threading.Event()

    def slow(handler, body):
        begin(handler)
        event(handler, delta("first"))
        may_end.wait(5)
        event(handler, delta(" last", finish="stop"))

    server.behave = slow
    pieces = server.model().reply(HI)
    assert next(pieces).text == "first"
    may_end.set()
    assert "".join(chunk.text for chunk in pieces) == " last"


def test_messages_and_options_reach_the_server(server):
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}}
    tool = Tool("look", "Look it up", {"type": "object"})
    messages = [
        Message("system", "be brief"),
        Message("user", "what is this", images=("data:image/png;base64,AA==",)),
        Message("assistant", "", tool_calls=(ToolCall("c1", "look", '{"a":1}'),)),
        Message("tool", "a cat", tool_call_id="c1"),
    ]
    options = Options(9, 0.5, schema=schema, tools=(tool,), logprobs=3, stop=("\n",), seed=4)
    model = server.model(api_key="secret", headers={"x-team": "blue"}).having(
        {"lora": [{"id": 0, "scale": 1.0}], "cache_prompt": False}
    )
    complete(model, messages, options)
    path, headers, body = server.requests[0]
    sent = json.loads(body)
    assert path == "/v1/chat/completions"
    assert headers["authorization"] == "Bearer secret"
    assert headers["x-team"] == "blue"
    assert sent["messages"] == [
        {"role": "system", "content": "be brief"},
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "what is this"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}},
            ],
        },
        {
            "role": "assistant",
            "content": "",
            "tool_calls": [
                {
                    "id": "c1",
                    "type": "function",
                    "function": {"name": "look", "arguments": '{"a":1}'},
                }
            ],
        },
        {"role": "tool", "content": "a cat", "tool_call_id": "c1"},
    ]
    assert sent["response_format"]["json_schema"]["schema"] == schema
    assert sent["tools"][0]["function"]["name"] == "look"
    wanted = {"max_tokens": 9, "temperature": 0.5, "top_logprobs": 3, "stop": ["\n"], "seed": 4}
    assert wanted.items() <= sent.items()
    assert sent["lora"] == [{"id": 0, "scale": 1.0}]
    assert sent["cache_prompt"] is False
    assert sent["stream"] is True


def test_a_lone_surrogate_in_a_post_does_not_stop_the_request(server):
    complete(server.model(), [Message("user", "broken \ud83d text")])
    assert server.chats[0]["messages"][0]["content"] == "broken ? text"


def test_log_probabilities_come_with_their_alternatives(server):
    def behave(handler, body):
        begin(handler)
        top = [{"token": "Yes", "logprob": -0.1}, {"token": "No", "logprob": -2.5}]
        token = {"token": "Yes", "logprob": -0.1, "top_logprobs": top}
        event(
            handler, {"choices": [{"delta": {"content": "Yes"}, "logprobs": {"content": [token]}}]}
        )
        event(handler, delta(finish="stop"))

    server.behave = behave
    reply = ask(server.model(), Options(logprobs=2))
    assert reply.tokens == (Token("Yes", -0.1, (("Yes", -0.1), ("No", -2.5))),)


def test_tool_calls_that_come_in_parts_are_joined(server):
    def part(index, call_id=None, name=None, arguments=None):
        call = {"index": index, "function": {"name": name, "arguments": arguments}}
        return delta(tool_calls=[call | ({"id": call_id} if call_id else {})])

    def behave(handler, body):
        begin(handler)
        event(handler, part(0, "a", "search", ""))
        event(handler, part(0, arguments='{"q":'))
        event(handler, part(1, "b", "time", "{}"))
        event(handler, part(0, arguments='"x"}'))
        event(handler, delta(finish="tool_calls"))
        event(handler, b"[DONE]")

    server.behave = behave
    reply = ask(server.model())
    assert reply.finish == "tool_calls"
    assert reply.tool_calls == (ToolCall("a", "search", '{"q":"x"}'), ToolCall("b", "time", "{}"))


def test_a_server_that_does_not_stream_is_understood(server):
    whole = {"choices": [{"message": {"content": "whole"}, "finish_reason": "length"}]}
    server.behave = lambda handler, _: send(handler, 200, json.dumps(whole).encode())
    reply = ask(server.model())
    assert (reply.text, reply.finish) == ("whole", "length")


def test_pings_and_other_fields_of_the_stream_are_passed_over(server):
    def behave(handler, body):
        begin(handler)
        handler.wfile.write(b": ping\n\nevent: message\r\nid: 1\r\n")
        event(handler, delta("ok", finish="stop"))

    server.behave = behave
    assert ask(server.model()).text == "ok"


def test_warming_reads_the_prompt_and_writes_one_token(server):
    assert warm(server.model(), HI) == Usage(7, 2)
    assert server.chats[0]["max_tokens"] == 1


def test_closing_the_iterator_stops_the_server(server):
    gone = threading.Event()

    def endless(handler, body):
        begin(handler)
        try:
            while True:
                event(handler, delta("word "))
                time.sleep(0.01)
        except OSError:
            gone.set()

    server.behave = endless
    pieces = server.model().reply(HI)
    next(pieces)
    pieces.close()
    assert gone.wait(60)


def test_a_proxy_carries_the_request(server):
    carried = []

    class Proxy(BaseHTTPRequestHandler):
        def do_POST(self):
            carried.append(self.path)
            self.rfile.read(int(self.headers["content-length"]))
            says("by proxy")(self, {})

        def log_message(self, *args):
            pass

    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=proxy.serve_forever, args=(0.02,), daemon=True).start()
    model = server.model(
        base_url="http://models.invalid/v1", proxy=f"http://127.0.0.1:{proxy.server_port}"
    )
    assert ask(model).text == "by proxy"
    assert carried == ["http://models.invalid/v1/chat/completions"]
    proxy.shutdown()
    proxy.server_close()


def test_no_proxy_carries_a_request_to_this_machine(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert ask(server.model(proxy="http://127.0.0.1:9")).text == "hello"


# Refusals


def fails(model, error, *words, options=None):
    with pytest.raises(error) as caught:
        ask(model, options)
    for word in words:
        assert word in str(caught.value)
    return caught.value


@pytest.mark.parametrize("url", ["", "localhost:1", "ftp://x/v1", "http://", "http://x:99999/v1"])
def test_a_base_url_that_is_no_address_is_told_when_it_is_opened(url):
    with pytest.raises(SettingsError, match="up to /v1"):
        openai_model(ModelSpec("test", base_url=url) if url else ModelSpec("test", base_url=" "))


def test_nothing_listens(server):
    pauses = []
    url = server.base_url
    server.close()
    model = server.model(base_url=url, sleep=pauses.append)
    fails(model, ModelUnreachable, url, "cannot be reached", "base_url", "'test'")
    assert pauses == [0.5, 1.0]


def test_a_wrong_path_is_a_wrong_address_and_is_not_tried_again(server):
    model = server.model(base_url=server.root)
    server.behave = lambda handler, _: send(handler, 404, b"<h1>Not Found</h1>", "text/html")
    fails(model, ModelDenied, server.root, "ends in /v1")
    assert len(server.requests) == 1


def test_a_redirect_is_told_and_the_key_is_not_sent_on(server):
    server.behave = lambda handler, _: send(handler, 307, b"", location="http://elsewhere.invalid/")
    fails(server.model(api_key="k"), ModelDenied, "elsewhere.invalid")


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_key(server, status):
    server.behave = refuses(status, "Invalid API Key")
    error = fails(server.model(api_key="hush"), ModelDenied, "Invalid API Key", "api_key_env")
    assert "hush" not in str(error)
    assert len(server.requests) == 1


def test_an_unknown_model(server):
    server.behave = refuses(404, "The model `m` does not exist")
    fails(server.model(), ModelDenied, "knows no model 'm'", "rostra models check")


def test_a_refused_request_is_not_repeated(server):
    server.behave = refuses(400, "exceeds the available context size")
    error = fails(server.model(), ModelError, "context size")
    assert not isinstance(error, (ModelDenied, ModelUnreachable, ModelGarbage))
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_or_failing_server_is_asked_again(server, status):
    pauses = []
    server.behave = in_turn(refuses(status, "later"), says("now"))
    assert ask(server.model(sleep=pauses.append)).text == "now"
    assert pauses == [0.5]


def test_the_pause_a_server_asks_for_is_kept(server):
    pauses = []
    server.behave = in_turn(refuses(429, "slow down", retry_after="7"), says("now"))
    assert ask(server.model(sleep=pauses.append)).text == "now"
    assert pauses == [7.0]


def test_a_pause_that_is_too_long_is_not_waited_for(server):
    pauses = []
    server.behave = refuses(429, "come back tomorrow", retry_after="86400")
    fails(server.model(sleep=pauses.append), ModelUnreachable, "busy", "86400")
    assert pauses == []


def test_repeated_calls_are_bounded(server):
    server.behave = refuses(503, "overloaded")
    fails(server.model(retries=3), ModelUnreachable, "overloaded")
    assert len(server.requests) == 4


# Silence


def test_a_server_that_never_begins(server):
    over = threading.Event()
    server.behave = lambda *_: over.wait(5)
    model = server.model(timeouts=Timeouts(1, 0.2, 5))
    fails(model, ModelUnreachable, "hangs", "first word within 0.2 s")
    assert len(server.requests) == 1  # it has waited long enough
    over.set()


def hangs_after(*sent, ping=False):
    def behave(handler, body):
        begin(handler)
        for value in sent:
            event(handler, value)
        for _ in range(300):
            time.sleep(0.01)
            if ping:
                handler.wfile.write(b": ping\n\n")

    return behave


def test_a_server_that_hangs_behind_its_head(server):
    server.behave = hangs_after(delta(role="assistant"))
    fails(server.model(timeouts=Timeouts(1, 0.2, 5)), ModelUnreachable, "first word within 0.2 s")


def test_a_server_that_hangs_between_words(server):
    server.behave = hangs_after(delta("one"))
    model = server.model(timeouts=Timeouts(1, 5, 0.2))
    fails(model, ModelUnreachable, "next word within 0.2 s")
    assert len(server.requests) == 1


def test_pings_are_no_words(server):
    server.behave = hangs_after(ping=True)
    fails(server.model(timeouts=Timeouts(1, 0.2, 5)), ModelUnreachable, "first word within 0.2 s")


def test_slow_words_are_no_silence(server):
    def slow(handler, body):
        begin(handler)
        for _ in range(12):
            time.sleep(0.15)
            event(handler, delta("w"))
        event(handler, delta(finish="stop"))

    server.behave = slow
    assert ask(server.model(timeouts=Timeouts(10, 1.5, 1.5))).text == "w" * 12


def test_reasoning_counts_as_a_sign_of_life_and_is_not_shown(server):
    def thinks(handler, body):
        begin(handler)
        for _ in range(12):
            time.sleep(0.15)
            event(handler, delta(reasoning_content="hm"))
        event(handler, delta("so", finish="stop"))

    server.behave = thinks
    assert ask(server.model(timeouts=Timeouts(10, 1.5, 1.5))).text == "so"


# Garbage


def streams(*lines):
    def behave(handler, body):
        begin(handler)
        for line in lines:
            handler.wfile.write(line)

    return behave


@pytest.mark.parametrize(
    "behave",
    [
        lambda handler, _: send(handler, 200, b"<html>Welcome</html>", "text/html"),
        lambda handler, _: send(handler, 200, b"not json"),
        lambda handler, _: send(handler, 200, b"[]"),
        lambda handler, _: send(handler, 200, b"{}"),
        streams(b"\x00\xff\xfe binary \x80\n"),
        streams(b"data: {not json}\n\n"),
        streams(b'data: {"choices": 5}\n\n'),
        streams(b'data: {"choices": [{"delta": {"content": {"x": 1}}}]}\n\n'),
        streams(
            b'data: {"choices": [{"delta": {"content": "a"}, "logprobs": {"content": [1]}}]}\n'
        ),
        streams(b"data: " + b"x" * 4_100_000),
    ],
)
def test_garbage_is_told_with_the_address_and_not_asked_for_twice(server, behave):
    server.behave = behave
    fails(server.model(), ModelGarbage, server.base_url, "OpenAI-compatible")
    assert len(server.requests) == 1


def test_an_error_inside_a_stream(server):
    server.behave = streams(b'data: {"error": {"message": "out of memory"}}\n\n')
    fails(server.model(), ModelError, "out of memory")


def test_a_reply_cut_in_the_middle_is_no_reply(server):
    server.behave = streams(b'data: {"choices": [{"delta": {"content": "half a"}}]}\n\n')
    pieces = server.model().reply(HI)
    assert next(pieces).text == "half a"
    with pytest.raises(ModelUnreachable, match="in the middle"):
        next(pieces)
    assert len(server.requests) == 1  # two replies must never be glued together


def test_a_chunked_reply_cut_in_the_middle_is_no_reply(server):
    def behave(handler, body):
        handler.send_response(200)
        handler.send_header("content-type", "text/event-stream")
        handler.send_header("transfer-encoding", "chunked")
        handler.end_headers()
        line = b'data: {"choices": [{"delta": {"content": "half"}}]}\n\n'
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
        handler.close_connection = True

    server.behave = behave
    fails(server.model(), ModelUnreachable, "in the middle")


def test_a_connection_closed_before_the_first_word_is_tried_again(server):
    def hang_up(handler, body):
        handler.close_connection = True

    server.behave = in_turn(hang_up, says("now"))
    assert ask(server.model()).text == "now"
    assert len(server.requests) == 2
