"""What the survival tests run as processes of their own: python child.py DEED FOLDER …"""

# ruff: noqa: T201 - its output is what the tests read
import os
import signal
import sys
from pathlib import Path

from corner import NOW, Hashed, post

from rostra.errors import RostraError
from rostra.posts import Deletion, Labelling, open_store
from rostra.posts._engine import Engine


def write_for_ever(folder, first):
    """Write batches of new posts, edits and deletions; report each when it is acknowledged."""
    store = open_store(folder, embed=Hashed(8), clock=lambda: NOW)
    n = int(first)
    print("open", flush=True)
    while True:
        batch = [post(f"p{n}-{m}", f"storm number {n} {m}", age=m) for m in range(50)]
        if n:
            batch += [Deletion(f"p{n - 1}-{m}", NOW) for m in range(5)]
            batch += [post(f"p{n - 1}-{m}", f"edited {m}", rev=1, age=m) for m in range(5, 10)]
        store.write(batch)
        print(n, flush=True)
        n += 1


def die_at_insert(folder, nth):
    """Delete one post and edit another, killed just before the nth insert of the batch."""
    die_writing(
        folder,
        nth,
        [post("edited", "new words", rev=1), Deletion("deleted", NOW), post("new", "fresh")],
    )


def die_labelling(folder, nth):
    """Write a post with the label that hides it, killed just after the nth insert."""
    shame = Labelling("shamed", "spam", NOW, "did:plc:mod", "sky.mod")
    die_writing(folder, int(nth) + 1, [post("shamed", "storm"), shame])


def die_writing(folder, nth, batch):
    """Write a batch, killed just before its nth insert."""
    store = open_store(folder, embed=Hashed(8), clock=lambda: NOW)
    insert, seen = Engine.insert, []

    def dying(self, table, columns):
        seen.append(table)
        if len(seen) == int(nth):
            os.kill(os.getpid(), signal.SIGKILL)
        insert(self, table, columns)

    Engine.insert = dying
    store.write(batch)
    print("survived", flush=True)


def hold(folder):
    """Own the folder until standard input ends."""
    store = open_store(folder)
    print("open", flush=True)
    sys.stdin.read()
    store.close()


def fill(folder, limit):
    """Write until a file may grow no further; tell how it ended and what was acknowledged."""
    import random
    import resource

    store = open_store(folder, clock=lambda: NOW)
    store.write([post("before", "kept words")])
    if int(limit):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    rng = random.Random(1)
    kept = 0
    try:
        for n in range(400):
            words = [
                "".join(map(chr, rng.choices(range(0x4E00, 0x9FA5), k=600))) for _ in range(50)
            ]
            store.write([post(f"{n}-{m}", text) for m, text in enumerate(words)])
            kept += 50
    except RostraError as error:
        print(type(error).__name__, kept, error, flush=True)
    os._exit(0)


if __name__ == "__main__":
    deeds = {
        "write": write_for_ever,
        "die": die_at_insert,
        "label": die_labelling,
        "hold": hold,
        "fill": fill,
    }
    deeds[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
