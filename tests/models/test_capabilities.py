"""What a server can do: read from its pages, tried out, kept with its age."""

import json
from datetime import timedelta

import pytest
from modelserver import page, refuses, says, send

from rostra.errors import ModelUnreachable
from rostra.models import Capabilities, probe


def able(server, **refused):
    """A server that can do everything but what is named."""

    def behave(handler, body):
        if "response_format" in body and "json_schema" not in refused:
            says('{"code": "k7"}')(handler, body)
        elif "tools" in body:
            if "tools" in refused:
                refuses(400, "tools are not supported")(handler, body)
            else:
                call = {"id": "1", "function": {"name": "get_time", "arguments": "{}"}}
                message = {"content": None, "tool_calls": [call]}
                whole(handler, {"message": message, "finish_reason": "tool_calls"})
        elif "top_logprobs" in body and "logprobs" not in refused:
            top = [{"token": "It", "logprob": -0.5}]
            token = {"token": "It", "logprob": -0.5, "top_logprobs": top}
            message, logprobs = {"content": "It"}, {"content": [token]}
            whole(handler, {"message": message, "logprobs": logprobs, "finish_reason": "stop"})
        elif "image_url" in json.dumps(body) and "vision" in refused:
            refuses(500, "image input is not supported")(handler, body)
        else:
            says("It is noon.")(handler, body)

    server.behave = behave


def whole(handler, choice):
    send(handler, 200, json.dumps({"choices": [choice]}).encode())


def test_everything_is_found_out(server, now):
    able(server)
    can = probe(server.model(), None, now=now)
    assert can == Capabilities(json_schema=True, logprobs=True, tools=True, vision=True)


@pytest.mark.parametrize("lacking", ["json_schema", "logprobs", "tools", "vision"])
def test_each_lack_is_found_out_alone(server, now, lacking):
    able(server, **{lacking: True})
    can = probe(server.model(), None, now=now)
    for name in ("json_schema", "logprobs", "tools", "vision"):
        assert getattr(can, name) is (name != lacking), name
    assert len(server.chats) <= 6  # a refusal while trying is an answer, not to be repeated


def test_llama_cpp_tells_context_pictures_and_adapters(server, now):
    able(server)
    server.pages = {
        "/props": page(
            {"default_generation_settings": {"n_ctx": 8192}, "modalities": {"vision": False}}
        ),
        "/lora-adapters": page([{"id": 0, "path": "a.gguf", "scale": 1.0}]),
    }
    can = probe(server.model(), None, now=now)
    assert (can.context, can.vision, can.lora) == (8192, False, True)


@pytest.mark.parametrize(
    ("parameters", "context"), [("", 4096), ("stop  x\nnum_ctx                8192", 8192)]
)
def test_ollama_tells_its_own_names_and_the_context_it_really_uses(
    server, now, parameters, context
):
    able(server)
    server.pages["/api/show"] = page(
        {
            "capabilities": ["completion", "vision"],
            "model_info": {"llama.context_length": 131072},
            "parameters": parameters,
        }
    )
    can = probe(server.model(), None, now=now)
    assert (can.vision, can.tools, can.context) == (True, False, context)


def test_vllm_tells_the_context_in_its_list(server, now):
    able(server)
    server.pages["/v1/models"] = page(
        {"data": [{"id": "other", "max_model_len": 1}, {"id": "m", "max_model_len": 32768}]}
    )
    assert probe(server.model(), None, now=now).context == 32768


def test_what_was_found_out_is_kept_until_it_is_old(server, now, tmp_path):
    able(server, tools=True)
    cache = tmp_path / "deep" / "capabilities.json"
    found = probe(server.model(), cache, now=now)
    asked = len(server.requests)
    assert probe(server.model(), cache, now=now + timedelta(days=6)) == found
    assert len(server.requests) == asked
    able(server)
    assert probe(server.model(), cache, now=now + timedelta(days=8)).tools
    assert probe(server.model(model="another"), cache, now=now) is not None
    assert len(json.loads(cache.read_text())) == 2


@pytest.mark.parametrize("broken", ["", "[]", '{"x": 1}', "\x00"])
def test_a_broken_cache_is_written_anew(server, now, tmp_path, broken):
    able(server)
    cache = tmp_path / "capabilities.json"
    cache.write_text(broken)
    assert probe(server.model(), cache, now=now).tools
    assert probe(server.model(), cache, now=now).tools


def test_settings_stand_in_for_finding_out(server, now):
    stated = Capabilities(vision=True)
    assert probe(server.model(capabilities=stated), None, now=now) is stated
    assert server.requests == []


def test_a_server_that_is_down_is_an_error_and_nothing_is_kept(server, now, tmp_path):
    server.close()
    cache = tmp_path / "capabilities.json"
    with pytest.raises(ModelUnreachable):
        probe(server.model(), cache, now=now)
    assert not cache.exists()
