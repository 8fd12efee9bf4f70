"""A thousand posts through five real servers, every connection cut three times, Rostra killed.

Afterwards the store holds exactly what was published less what was deleted, edits current; and
deleted text is on the disk before the purge and nowhere after it.
"""

import json
import random
import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

import pytest
from bytesearch import find
from cutting import Cutter
from programs import publisher, servers
from rostra_process import Rostra

SEED = 20_260_820
# Mastodon: less than the 1,000 posts whose edits and deletions during a break can be known
# (docs/decisions/043); no network tells of older ones.
SIZES = {"bluesky": 300, "mastodon": 250, "relay": 200, "local_relay": 200, "blog": 50}
EDITS = {"bluesky": 20, "mastodon": 20, "blog": 10}
DELETES = {"bluesky": 20, "mastodon": 20, "relay": 15, "local_relay": 15}
FORGED = {"relay": 5, "local_relay": 5}
CUTS = 3

OPENINGS = (
    "Smoke over the harbour", "The bridge is closed again", "Lost a grey cat near the station",
    "北汐港仓库今天起火", "地铁三号线又停运了", "这家面馆的汤太好喝", "Rain all morning, 下了一整天的雨",
)  # fmt: skip


SETTINGS = """
[posts]
upkeep_minutes = 600

[models]
rerank = false

[[feeds]]
name = "bsky"
network = "bluesky"
protocol = "firehose"
url = "ws://127.0.0.1:{bluesky}"

[[feeds]]
name = "masto"
network = "mastodon"
url = "http://127.0.0.1:{mastodon}"
token = "mock_token"
opted_in_only = false

[[feeds]]
name = "relays"
network = "nostr"
relays = ["ws://127.0.0.1:{relay}", "ws://127.0.0.1:{local_relay}"]

[[feeds]]
name = "blog"
network = "rss"
url = "http://127.0.0.1:{blog}/feed.xml"
every_seconds = 1
"""


@dataclass
class Network:
    """One network while it is published on: what stands there now, and what once stood."""

    name: str
    publish: object
    cutter: Cutter
    rng: random.Random
    stands: dict[str, str] = field(default_factory=dict)  # a post's own word → its text now
    ids: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)  # a word that only the first version has
    edited: set[str] = field(default_factory=set)
    gone: list[str] = field(default_factory=list)  # texts and words that stand nowhere any more
    held: list[str] = field(default_factory=list)  # those of them that Rostra is known to hold
    early: list[str] = field(default_factory=list)  # posts of which Rostra said that it has them

    def __post_init__(self):
        """Plan what to do, and when to be cut: the seed decides."""
        acts = ["post"] * (SIZES[self.name] - 20 - (self.name == "bluesky"))
        for act, counts in (("edit", EDITS), ("delete", DELETES), ("forge", FORGED)):
            acts += [act] * counts.get(self.name, 0)
        self.rng.shuffle(acts)
        self.acts = ["post"] * 20 + acts  # and one more at Bluesky, which is asked about
        self.cuts = set(self.rng.sample(range(20, len(self.acts)), CUTS))

    def go(self, start, stop=None):
        """Do a part of the plan."""
        for at, act in list(enumerate(self.acts))[start:stop]:
            if at in self.cuts:
                self.cutter.cut()
            getattr(self, act)()
            if self.name == "blog" and at % 12 == 0:
                self.publish("build")
        if self.name == "blog":
            self.publish("build")

    def post(self, opening=""):
        word, first = (self._word() for _ in range(2))
        text = f"{opening or self.rng.choice(OPENINGS)} {word} {first}"
        self.ids[word] = self.publish("post", text=text)["id"]
        self.stands[word], self.first[word] = text, first
        return word

    def edit(self):
        word = self._any()
        self.edited.add(word)
        self._forget([self.stands[word], self.first[word]], word)
        self.stands[word] = f"Corrected: {self.rng.choice(OPENINGS)} {word}"
        self.publish("edit", id=self.ids[word], text=self.stands[word])

    def delete(self, word=""):
        word = word or self._any()
        self._forget([self.stands.pop(word), self.first[word], word], word)
        self.publish("delete", id=self.ids[word])

    def forge(self):
        self.publish("forge", id=self.ids[self._any()])

    def _forget(self, texts, word):
        self.gone += texts
        self.held += texts if word in self.early else []

    def _any(self):
        whole = [word for word in self.stands if word not in self.edited]
        early = [word for word in whole if word in self.early]
        return self.rng.choice(early if early and self.rng.random() < 0.3 else whole)

    def _word(self):
        return "".join(self.rng.choices("bcdfghjklmnprstvwz", k=12))


@pytest.fixture
def networks(tmp_path):
    with ExitStack() as stack:
        started = stack.enter_context(servers(tmp_path / "servers", *SIZES))
        found = []
        for number, name in enumerate(SIZES):
            publish = publisher(name, started)
            stack.callback(publish.close)
            cutter = Cutter(started.ports[name])
            stack.callback(cutter.close)
            found.append(Network(name, publish, cutter, random.Random(SEED + number)))
        yield found


@pytest.fixture
def rostra(tmp_path, networks):
    ports = {network.name: network.cutter.port for network in networks}
    process = Rostra(tmp_path / "rostra", SETTINGS.format(**ports))
    yield process
    process.end()


def exported(rostra):
    """Return every post of the store."""
    return [json.loads(line) for line in rostra.run("feed", "export").splitlines()]


def told(networks, rows):
    """Return what is wrong with the store's posts: lost, doubled, outdated, risen again."""
    wrong = []
    texts = [row["text"].removesuffix("\n\n.") for row in rows]
    for network in networks:
        for word, text in network.stands.items():
            held = [t for t in texts if word in t]
            if held != [text]:
                wrong.append((network.name, text, held))
        wrong += [(network.name, "gone", t) for t in texts if any(g in t for g in network.gone)]
    return wrong


@pytest.mark.timeout(900)
def test_nothing_is_lost_doubled_outdated_or_left_behind(networks, rostra, tmp_path):
    rostra.start()
    rostra.until(lambda: rostra.connected() == 4, "four feeds are connected", 60)
    for network in networks:
        network.go(0, 20)
    bluesky = networks[0]
    quoted = bluesky.post("The old lighthouse is orange now")
    rostra.until(lambda: rostra.posts() == 101, "the first posts are in", 60)
    for network in networks:
        network.early = list(network.stands)
    # An answer is kept that quotes a post which is deleted later.
    answer = rostra.run("ask", "--json", "--model", "none", "Is the old lighthouse orange now?")
    assert quoted in answer

    threads = [threading.Thread(target=network.go, args=(20,)) for network in networks]
    for thread in threads:
        thread.start()
    rostra.until(lambda: rostra.posts() > 450, "half of the posts are in", 300)
    rostra.kill()
    rostra.start()
    for thread in threads:
        thread.join(300)
        assert not thread.is_alive()
    if quoted in bluesky.stands:
        bluesky.delete(quoted)
    assert quoted in bluesky.gone or bluesky.first[quoted] in bluesky.gone

    standing = sum(len(network.stands) for network in networks)
    rostra.until(lambda: all(n.cutter.cuts >= CUTS for n in networks), "every cut was made", 60)
    rostra.until(lambda: rostra.posts() == standing, f"{standing} posts are in", 180)
    with suppress(AssertionError):  # what is wrong is named below
        rostra.until(lambda: not told(networks, exported(rostra)), "edits are current", 30)
    rows = exported(rostra)
    assert (len(rows), told(networks, rows)) == (standing, [])

    gone = [text for network in networks for text in network.gone]
    rostra.stop()
    before = find(rostra.data, gone)
    for network in networks:
        assert network.held
        assert not set(network.held) - set(before), "it was on the disk, and is until the purge"

    file = rostra.data / "rostra.toml"
    file.write_text(file.read_text().replace("upkeep_minutes = 600", "upkeep_minutes = 0.05"))
    rostra.start()
    with suppress(AssertionError):  # what is left is named below
        rostra.until(lambda: not find(rostra.data, gone), "the purge is done", 60)
    rostra.stop()
    assert find(tmp_path / "rostra", gone) == {}
    rows = exported(rostra)
    assert (len(rows), told(networks, rows)) == (standing, [])
