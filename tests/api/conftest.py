"""An open Rostra with posts of our own and a scripted model, shared by a module's tests."""

import pytest
from serving import open_rostra


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with open_rostra(tmp_path_factory.mktemp("api")) as app:
        yield app
