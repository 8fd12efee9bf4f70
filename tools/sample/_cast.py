"""Who writes the sample: named voices, and anybody of a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

# Where anybody of a language is found, and how often.
HOMES = (("bluesky", 36), ("x", 24), ("mastodon", 26), ("nostr", 14))


@dataclass(frozen=True, slots=True)
class Voice:
    """One author on one network."""

    handle: str
    name: str
    network: str
    lang: str
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """Named voices by handle, and the crowd by language."""

    named: dict[str, Voice]
    crowd: dict[str, tuple[Voice, ...]]

    def anybody(self, lang: str, network: str, rng: Random, avoid: set[str]) -> Voice:
        """Draw a voice of `lang` on `network` ("" = any), one not in `avoid` where there is one.

        A language with `$` behind it draws from those who sell in it.
        """
        pool = [v for v in self.crowd[lang] if not network or v.network == network]
        if not pool:  # nobody of the language lives there: someone opens an account
            pool = [_moved(voice, network) for voice in self.crowd[lang]]
        fresh = [voice for voice in pool if voice.handle not in avoid]
        return rng.choice(fresh or pool)


def _moved(voice: Voice, network: str) -> Voice:
    return Voice(voice.handle, voice.name, network, voice.lang, voice.bot)


def read_cast(path: Path, seed: str) -> Cast:
    """Read `cast.txt`; the crowd is spread over the networks by `seed`."""
    named: dict[str, Voice] = {}
    crowd: dict[str, list[Voice]] = {}
    lang = ""
    rng = Random(f"{seed}/cast")
    networks, weights = zip(*HOMES, strict=True)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            handle, network, own, *rest = line[1:].split()
            bot = rest[0] == "bot"
            named[handle] = Voice(handle, " ".join(rest[bot:]), network, own, bot)
        elif line.startswith("["):
            lang = line[1:-1]
        elif line and not line.startswith("#"):
            for handle, name in re.findall(r"(\w+)=(.*?)(?= \w+=|$)", line):
                network = rng.choices(networks, weights)[0]
                crowd.setdefault(lang, []).append(Voice(handle, name, network, lang))
    return Cast(named, {key: tuple(voices) for key, voices in crowd.items()})
