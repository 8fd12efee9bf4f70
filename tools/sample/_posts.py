"""From written lines to recorded posts: who, where, when, how liked, and who copied it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from random import Random

from tools.sample._cast import Cast, Voice
from tools.sample._script import Line, Story

DAY_SECONDS = 86_400
LAST_SECOND = 3 * DAY_SECONDS - 60
REPOSTING = frozenset({"x", "mastodon", "nostr"})
# Median likes by kind; false rumours and jokes travel furthest, as they do.
LIKES = {
    "news": 24,
    "first-hand": 12,
    "rumour": 30,
    "correction": 14,
    "joke": 34,
    "satire": 60,
    "opinion": 5,
    "talk": 2,
    "question": 2,
    "noise": 3,
    "ad": 1,
    "spam": 0,
}
_TAG = re.compile(r"#(\w+)")
_LINK = re.compile(r"https?://[A-Za-z0-9./_-]+")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One post as the feed will play it; `second` counts from the start of the first day."""

    key: str
    story: str
    kind: str
    second: int
    lag: int
    voice: Voice
    lang: str
    text: str
    stance: str = ""
    origin: str = ""
    reply_to: str = ""
    root: str = ""
    quotes: str = ""
    reposts_of: str = ""
    media: tuple[tuple[str, str], ...] = ()
    labels: tuple[str, ...] = ()
    likes: int = 0
    reposts: int = 0
    replies: int = 0


def tags_in(text: str) -> list[str]:
    """Return the hashtags of a text, without the sign, each once."""
    return list(dict.fromkeys(_TAG.findall(_LINK.sub(" ", text))))


def links_in(text: str) -> list[str]:
    """Return the addresses in a text, each once."""
    return list(dict.fromkeys(_LINK.findall(text)))


@dataclass(slots=True)
class _Stage:
    """What casting one story remembers: its posts so far, and who is already in it."""

    cast: Cast
    rng: Random
    posts: dict[str, Recorded] = field(default_factory=dict)
    sticky: dict[str, Voice] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)


def record(story: Story, cast: Cast, seed: str) -> list[Recorded]:
    """Cast a story's lines, wire its threads and add the copies that it asks for."""
    stage = _Stage(cast, Random(f"{seed}/{story.slug}"))
    for line in story.lines:
        stage.posts[line.key] = _recorded(story.slug, line, stage)
    made = list(stage.posts.values())
    for line in story.lines:
        origin = stage.posts[line.key]
        made += [_repost(origin, n, stage) for n in range(line.reposts)]
        made += [_copy(origin, n, stage) for n in range(line.copies)]
    return made


def _recorded(slug: str, line: Line, stage: _Stage) -> Recorded:
    rng = stage.rng
    parent = stage.posts[line.reply_to] if line.reply_to else None
    quoted = stage.posts[line.quotes] if line.quotes else None
    above = parent or quoted
    voice = _voice(line, above, stage)
    if above and voice.network != above.voice.network:
        raise ValueError(
            f"{slug}/{line.key} answers {above.key} across networks: "
            f"{voice.network} and {above.voice.network}"
        )
    key = f"{slug}/{line.key}"
    return Recorded(
        key=key,
        story=slug,
        kind=line.kind,
        second=min(LAST_SECOND, line.minute * 60 + rng.randrange(60)),
        lag=rng.randrange(1, 20),
        voice=voice,
        lang=language(line.who, voice),
        text=line.text,
        stance=line.stance,
        reply_to=parent.key if parent else "",
        root=(parent.root or parent.key) if parent else key,
        quotes=quoted.key if quoted else "",
        media=line.media,
        labels=line.labels,
        likes=line.likes if line.likes >= 0 else _likes(line.kind, voice, rng),
    )


def _voice(line: Line, above: Recorded | None, stage: _Stage) -> Voice:
    if line.who.startswith("@"):
        return stage.cast.named[line.who[1:]]
    if line.who in stage.sticky:
        return stage.sticky[line.who]
    network = line.network or (above.voice.network if above else "")
    if line.reposts and not network:
        network = stage.rng.choice(("x", "mastodon", "nostr", "mastodon"))
    crowd = line.who.split(".", 1)[0] + ("$" if line.kind in {"ad", "spam"} else "")
    voice = stage.cast.anybody(crowd, network, stage.rng, stage.seen)
    stage.seen.add(voice.handle)
    if "." in line.who:
        stage.sticky[line.who] = voice
    return voice


def language(who: str, voice: Voice) -> str:
    """Return the language tag that the post itself carries ("und" where people mix)."""
    tag = voice.lang if who.startswith("@") else who.split(".", 1)[0]
    return {"zht": "zh-Hant", "mix": "und"}.get(tag, tag)


def _likes(kind: str, voice: Voice, rng: Random) -> int:
    if voice.network in {"rss", "hackernews"}:
        return 0
    return int(LIKES[kind] * rng.lognormvariate(0, 0.9))


def _later(origin: Recorded, rng: Random) -> int:
    wait = int(180 + rng.expovariate(1 / 4800))
    return min(LAST_SECOND, origin.second + wait)


def _repost(origin: Recorded, n: int, stage: _Stage) -> Recorded:
    network = origin.voice.network
    if network not in REPOSTING:
        raise ValueError(f"{origin.key}: nobody reposts on {network}; ask for copies (~)")
    voice = stage.cast.anybody(_crowd(origin), network, stage.rng, stage.seen)
    stage.seen.add(voice.handle)
    text = f"RT @{origin.voice.handle}: {origin.text}" if network == "x" else origin.text
    key = f"{origin.key}.r{n + 1}"
    return replace(
        origin,
        key=key,
        kind="repost",
        second=_later(origin, stage.rng),
        voice=voice,
        text=text,
        stance="",
        origin=origin.key,
        reply_to="",
        root=key,
        quotes="",
        reposts_of=origin.key,
        likes=0,
    )


def _crowd(origin: Recorded) -> str:
    return {"zh-Hant": "zht", "und": "mix"}.get(origin.lang, origin.lang)


def _copy(origin: Recorded, n: int, stage: _Stage) -> Recorded:
    rng = stage.rng
    voice = stage.cast.anybody(_crowd(origin), "", rng, stage.seen)
    stage.seen.add(voice.handle)
    key = f"{origin.key}.d{n + 1}"
    return replace(
        origin,
        key=key,
        kind="duplicate",
        second=_later(origin, rng),
        voice=voice,
        text=_varied(origin.text, origin.lang, n, rng),
        stance="",
        origin=origin.key,
        reply_to="",
        root=key,
        quotes="",
        media=origin.media if n % 2 else (),
        likes=_likes("talk", voice, rng),
    )


def _varied(text: str, lang: str, n: int, rng: Random) -> str:
    """Make the small changes people make to what they pass on: a word before, a word behind."""
    if lang.startswith("zh"):
        before = ["转：", "", "【转发】", "群里看到的 ", "", "转一下，"]
        after = ["", "（转）", "……真的假的", " 扩散", "👀", "！！"]
        plain = text.replace("！", "。") if n % 3 == 1 else text
    else:
        before = ["", "via a friend: ", "FYI ", "reposting: ", "", "saw this - "]
        after = [" (not mine)", "", " 👀", " pls share", "!!", " ???"]
        plain = text.lower() if n % 3 == 1 else text
    shift = rng.randrange(6)
    behind = after[(n + shift) % 6]
    gap = " " if behind and _LINK.search(plain.rsplit(maxsplit=1)[-1]) else ""
    made = before[(n + shift) % 6] + plain + gap + behind
    return made if made != text else made + " 🔁"
