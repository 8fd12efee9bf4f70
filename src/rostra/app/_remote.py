"""Ask the owner of a data folder over its socket, with the same verbs as the app itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from rostra.app._owner import Owner
from rostra.app._rostra import Rostra
from rostra.app._wire import LAST, STREAMS, VERBS, dump, load, load_event, raise_error
from rostra.errors import OwnerError

if TYPE_CHECKING:
    import httpx


@contextmanager
def remote(owner: Owner) -> Iterator[Rostra]:
    """Reach an owner that serves: every verb asks it and waits for the reply.

    Raises OwnerError where it does not listen, or ends while it is asked.
    """
    import httpx

    # A model may think for minutes before its first word; the owner's death ends the wait.
    with httpx.Client(
        transport=httpx.HTTPTransport(uds=owner.socket),
        base_url="http://owner",
        timeout=httpx.Timeout(None, connect=10.0),
        trust_env=False,
    ) as client:
        yield cast("Rostra", _Remote(owner, client))


class _Remote:
    """The owner, as seen from another process; its verbs are those of `Rostra`."""

    def __init__(self, owner: Owner, client: httpx.Client) -> None:
        self.owner = owner
        self._client = client

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name in STREAMS:
            return partial(self._stream, name)
        if name in VERBS:
            return partial(self._call, name)
        msg = f"the owner of a data folder is not asked for {name!r}"
        raise AttributeError(msg)

    def _stream(self, name: str, argument: Any) -> Iterator[Any]:
        content = dump(STREAMS[name], argument)
        with (
            self._asking(),
            self._client.stream("POST", f"/owner/{name}", content=content) as reply,
        ):
            if reply.status_code != 200:
                reply.read()
                _refuse(reply)
            for line in reply.iter_lines():
                told = json.loads(line)
                if told["event"] == "error":
                    raise_error(told["data"])
                yield load_event(told["event"], json.dumps(told["data"]))
                if told["event"] in LAST:
                    return
            raise OwnerError(self._ended())

    def _call(self, name: str, argument: Any = None) -> Any:
        verb = VERBS[name]
        with self._asking():
            reply = self._client.post(f"/owner/{name}", content=dump(verb.takes, argument))
        if reply.status_code != 200:
            _refuse(reply)
        return load(verb.gives, reply.content)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        import httpx

        try:
            yield
        except httpx.ConnectError as error:
            msg = (
                f"the owner of the data folder (pid {self.owner.pid}) does not listen at "
                f"{self.owner.socket}: {error}; it may be just ending: try again in a second"
            )
            raise OwnerError(msg) from None
        except httpx.TransportError:
            raise OwnerError(self._ended()) from None

    def _ended(self) -> str:
        return (
            f"the owner of the data folder (pid {self.owner.pid}) ended while it was asked; "
            "ask again: without an owner the store is opened directly"
        )


def _refuse(reply: httpx.Response) -> None:
    try:
        told = reply.json()["error"]
    except (ValueError, KeyError, TypeError):
        told = {"message": f"the owner answered {reply.status_code}: {reply.text[:200]}"}
    raise_error(told)
