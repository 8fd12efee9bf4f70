"""What every test shares: a network that reaches loopback only."""

import os
import socket
import sys

import pytest
from hypothesis import settings

# A property is about answers; on a busy machine an example may take its time. The suite tries the
# same examples everywhere, so that a change is judged by itself; `make fuzz` looks for new ones.
settings.register_profile("rostra", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=500, print_blob=True)
settings.load_profile("rostra")

# Processes that tests start read compiled modules, even where the surroundings would write none.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

_connect = socket.socket.connect
LOOPBACK = ("127.", "localhost", "::1")


@pytest.fixture(autouse=True, scope="session")
def loopback_only():
    """Refuse every connection that leaves this machine."""

    def connect(self, address):
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(host).startswith(LOOPBACK):
            msg = f"a test tried to reach {address}; only loopback is allowed"
            raise OSError(msg)
        return _connect(self, address)

    socket.socket.connect = connect
    yield
    socket.socket.connect = _connect
