"""What the tests of a kill run as a process of its own: python dying.py FOLDER URL."""

import asyncio
import os
import signal
import sys
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from rostra.feeds import Mastodon, Origin, Outside, Pace, Supervisor
from rostra.fetch import Reach
from rostra.posts import open_store


class Dying:
    """Books whose process is killed where the cursor behind five posts is to be saved."""

    def __init__(self, store):
        self.store = store

    def load_cursor(self, name):
        return self.store.cursor(name)

    def save_cursor(self, name, _value):
        if "1005" in self.store.natives(name):
            os.kill(os.getpid(), signal.SIGKILL)

    def record_gap(self, _name, _gap):
        pass


def main(folder, url):
    """Read one Mastodon server into a store, until killed."""
    store = open_store(Path(folder))
    parts = urlsplit(url)
    outside = Outside(Reach(frozenset({(parts.hostname, parts.port)})))
    held = partial(store.natives, "masto")
    feed = Mastodon(Origin("masto"), url, "secret", outside=outside, held=held)
    supervisor = Supervisor(store.write, Dying(store), Pace(linger_s=0.3))
    supervisor.add(feed)
    asyncio.run(asyncio.wait_for(supervisor.run(), 60))


if __name__ == "__main__":
    main(*sys.argv[1:])
