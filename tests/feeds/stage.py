"""What the feed tests play with: a feed that does as told, a shop that remembers, a websocket."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from websockets.asyncio.server import serve

from rostra.errors import FeedError
from rostra.feeds import News, Supervisor
from rostra.posts import Author, Deletion, Post, Tally, Written

T0 = datetime(2026, 8, 20, 8, 0, tzinfo=UTC)


def post(number, text="hello", **more):
    at = T0 + timedelta(seconds=number)
    fields = {"network": "stage", "source": "stage", "created": at, "seen": at} | more
    return Post(id=f"stage:{number}", author=Author("ann"), text=text, **fields)


def tally(number):
    return Tally(f"stage:{number}", T0, likes=1)


@dataclass
class Told:
    """A feed whose connections are scripted: each a list of News and errors, in order.

    After its last item a connection ends; after the last connection it waits for ever.
    """

    connections: list
    name: str = "told"
    network: str = "stage"
    cursors: list = field(default_factory=list)

    async def news(self, cursor):
        number = len(self.cursors)
        self.cursors.append(cursor)
        if number >= len(self.connections):
            await asyncio.Event().wait()
        for item in self.connections[number]:
            if isinstance(item, Exception):
                raise item
            if callable(item):
                await item()
                continue
            yield item


@dataclass
class Shop:
    """Stores in memory as the real store does, and keeps the books; may be made to fail."""

    posts: dict = field(default_factory=dict)
    batches: list = field(default_factory=list)
    cursors: dict = field(default_factory=dict)
    gaps: list = field(default_factory=list)
    calls: list = field(default_factory=list)
    failures: list = field(default_factory=list)
    poison: str = ""

    def keep(self, changes):
        self.calls.append(("keep", len(changes)))
        if self.failures:
            error = self.failures.pop(0)
            if error is not None:
                raise error
        if self.poison and any(getattr(c, "id", "") == self.poison for c in changes):
            msg = f"cannot digest {self.poison}"
            raise ValueError(msg)
        self.batches.append(list(changes))
        added = edited = deleted = repeated = 0
        for change in changes:
            if isinstance(change, Post):
                old = self.posts.get(change.id)
                added += old is None
                edited += old is not None and change.rev > old.rev
                repeated += old is not None and change.rev <= old.rev
                if old is None or change.rev > old.rev:
                    self.posts[change.id] = change
            elif isinstance(change, Deletion):
                deleted += self.posts.pop(change.id, None) is not None
        return Written(added, edited, deleted, repeated)

    def load_cursor(self, name):
        return self.cursors.get(name, "")

    def save_cursor(self, name, value):
        self.calls.append(("cursor", value))
        self.cursors[name] = value

    def record_gap(self, name, gap):
        self.gaps.append((name, gap))


async def until(condition, seconds=60.0):
    """Wait until `condition()` holds; fail after `seconds`, long enough for a busy machine."""
    end = asyncio.get_running_loop().time() + seconds
    while not condition():
        assert asyncio.get_running_loop().time() < end, "it did not come to pass in time"
        await asyncio.sleep(0.005)


@asynccontextmanager
async def supervised(shop, *feeds, **more):
    """Run a supervisor over `feeds` in this loop; stop it at the end."""
    supervisor = Supervisor(shop.keep, shop, **more)
    for feed in feeds:
        supervisor.add(feed)
    running = asyncio.create_task(supervisor.run())
    try:
        yield supervisor
    finally:
        supervisor.stop()
        await asyncio.wait_for(running, 60)


async def hear(feed, cursor="", *, enough=lambda _: False, seconds=60.0):
    """Collect a feed's news until `enough(heard)` or its end; return it and the error, if any."""
    heard: list[News] = []

    async def listen():
        async for news in feed.news(cursor):
            heard.append(news)
            if enough(heard):
                return

    try:
        await asyncio.wait_for(listen(), seconds)
    except (FeedError, TimeoutError) as error:
        return heard, error
    return heard, None


def changes(heard):
    return [change for news in heard for change in news.changes]


@dataclass
class Played:
    """A websocket server on loopback: where it is, and what was asked of it."""

    url: str
    paths: list


@asynccontextmanager
async def websocket(play, *, refuse=None):
    """Serve websockets on loopback: `play(connection, number)` speaks on each connection.

    `refuse(path, number)` may answer a handshake with (status, body) instead.
    """
    paths = []

    async def handler(connection):
        await play(connection, len(paths) - 1)

    def process(connection, request):
        paths.append(request.path)
        answer = refuse(request.path, len(paths) - 1) if refuse else None
        if answer is None:
            return None
        response = connection.respond(answer[0], answer[1])
        for key, value in (answer[2] if len(answer) > 2 else {}).items():
            response.headers[key] = value
        return response

    server = serve(handler, "127.0.0.1", 0, process_request=process, max_size=None,
                   close_timeout=0.2)  # fmt: skip
    async with server as running:
        port = running.sockets[0].getsockname()[1]
        yield Played(f"ws://127.0.0.1:{port}", paths)
