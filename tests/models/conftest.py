"""The model server and the model file that these tests use."""

from datetime import UTC, datetime

import pytest
from modelserver import Server, random_llama


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


@pytest.fixture(scope="session")
def gguf(tmp_path_factory):
    """A one-layer llama with random weights: it says nothing sensible, in milliseconds."""
    path = tmp_path_factory.mktemp("gguf") / "random.gguf"
    path.write_bytes(random_llama())
    return path


@pytest.fixture
def now():
    return datetime(2026, 5, 4, 12, tzinfo=UTC)
