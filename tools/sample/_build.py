"""Put stories and noise together into the rows of the shipped files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tools.sample._cast import read_cast
from tools.sample._noise import read_noise
from tools.sample._posts import DAY_SECONDS, LAST_SECOND, Recorded, links_in, record, tags_in
from tools.sample._script import Story, read_story
from tools.sample._truth import questions_of, truth_of

HERE = Path(__file__).parent
SEED = "rostra-sample-1"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Built:
    """The rows of `posts.jsonl` and `questions.jsonl`, and the object of `truth.json`."""

    posts: list[Row]
    questions: list[Row]
    truth: Row


def build(folder: Path = HERE, seed: str = SEED) -> Built:
    """Read every source under `folder` and make the shipped rows; the same seed, the same rows."""
    cast = read_cast(folder / "cast.txt", seed)
    stories = [read_story(path) for path in sorted((folder / "stories").glob("*.story"))]
    noise = read_noise(folder / "noise", seed)
    posts = [post for story in stories + noise for post in record(story, cast, seed)]
    posts.sort(key=lambda post: (post.second, post.key))
    rows = _rows(posts, seed) + [row for story in stories for row in _turns(story, posts)]
    rows.sort(key=lambda row: (row["day"], row["second"], row["key"], row.get("rev", 0)))
    return Built(rows, questions_of(stories, posts), truth_of(stories, posts))


def _rows(posts: list[Recorded], seed: str) -> list[Row]:
    replies = Counter(post.reply_to for post in posts if post.reply_to)
    reposts = Counter(post.reposts_of for post in posts if post.reposts_of)
    rng = Random(f"{seed}/reposts")
    rows = []
    for post in posts:
        more = rng.randrange(1 + post.likes // 6) if not post.reposts_of else 0
        rows.append(_row(post, replies[post.key], reposts[post.key] + more))
    return rows


def _row(post: Recorded, replies: int, reposts: int) -> Row:
    day, second = divmod(post.second, DAY_SECONDS)
    voice = post.voice
    full = {
        "key": post.key,
        "day": day - 2,
        "second": second,
        "lag": post.lag,
        "network": voice.network,
        "handle": voice.handle,
        "name": voice.name,
        "bot": voice.bot,
        "lang": post.lang,
        "text": post.text,
        "reply_to": post.reply_to,
        "root": post.root if post.root != post.key else "",
        "quotes": post.quotes,
        "reposts_of": post.reposts_of,
        "tags": tags_in(post.text),
        "links": links_in(post.text),
        "media": [list(item) for item in post.media],
        "labels": list(post.labels),
        "likes": post.likes,
        "reposts": reposts,
        "replies": replies,
    }
    always = {"key", "day", "second"}
    return {name: value for name, value in full.items() if value or name in always}


def _turns(story: Story, posts: list[Recorded]) -> list[Row]:
    langs = {post.key: post.lang for post in posts}
    rows = []
    edits: Counter[str] = Counter()
    for turn in story.turns:
        day, second = divmod(min(LAST_SECOND, turn.minute * 60 + 30), DAY_SECONDS)
        row: Row = {"key": f"{story.slug}/{turn.key}", "day": day - 2, "second": second}
        if turn.text is None:
            row["deleted"] = True
        else:
            edits[turn.key] += 1
            row |= {"rev": edits[turn.key], "lang": langs[row["key"]], "text": turn.text}
            row |= {"tags": tags_in(turn.text), "links": links_in(turn.text)}
        rows.append(row)
    return rows
