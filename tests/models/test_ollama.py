"""A running Ollama is found, and nothing is made of one that is not there."""

import pytest
from modelserver import page

from rostra.models import ModelSpec, complete, find_ollama, openai_model
from rostra.models._types import Message

TAGS = {
    "models": [
        {"name": "small:1b", "size": 1, "details": {"family": "llama"}},
        {"name": "big:70b", "size": 70, "details": {"family": "qwen2"}},
        {"name": "embed:latest", "size": 90, "details": {"family": "nomic-bert"}},
        {"size": 3},
    ]
}


def test_its_chat_models_are_offered_the_largest_first(server):
    server.pages["/api/tags"] = page(TAGS)
    found = find_ollama(address=server.root)
    assert [spec.name for spec in found] == ["big:70b", "small:1b"]
    assert complete(openai_model(found[0]), [Message("user", "Hi")]).text == "hello"
    assert server.chats[0]["model"] == "big:70b"


def test_nothing_runs(server):
    server.close()
    assert find_ollama(address=server.root) == ()


@pytest.mark.parametrize("said", [None, [], {"models": None}, {"models": [1]}, "x"])
def test_something_else_listens_there(said):
    assert find_ollama(lambda _: said) == ()


def test_the_network_is_a_seam():
    asked = []
    found = find_ollama(lambda url: asked.append(url) or TAGS)
    assert asked == ["http://127.0.0.1:11434/api/tags"]
    assert found[0] == ModelSpec("big:70b", "big:70b", "http://127.0.0.1:11434/v1")
