"""What X's API v2 sends becomes posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

from rostra.feeds._asking import Origin
from rostra.feeds._times import parse_time, settle
from rostra.posts import Author, Media, Post
from rostra.text import clean, language

FIELDS = {
    "tweet.fields": "attachments,author_id,conversation_id,created_at,edit_history_tweet_ids,"
    "entities,lang,note_tweet,possibly_sensitive,public_metrics,referenced_tweets,withheld",
    "expansions": "author_id,attachments.media_keys,referenced_tweets.id,"
    "referenced_tweets.id.author_id",
    "user.fields": "name,username",
    "media.fields": "alt_text,preview_image_url,type,url",
}
"""What to ask for with every post."""

TERMS = "X Developer Agreement: deletions and edits must be followed; no training of models"

MOST = 64
_SNOWFLAKE_EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC)
_FIRST_SNOWFLAKE = 29_700_859_247
_KINDS = {"photo": "image", "video": "video", "animated_gif": "video"}


@dataclass(frozen=True, slots=True)
class Includes:
    """The users, media and quoted posts that an answer carries beside its posts, by id."""

    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    media: dict[str, dict[str, Any]] = field(default_factory=dict)
    tweets: dict[str, dict[str, Any]] = field(default_factory=dict)


def includes_of(payload: dict[str, Any]) -> Includes:
    """Index an answer's `includes`."""
    told = payload.get("includes")
    told = told if isinstance(told, dict) else {}
    return Includes(
        {str(user.get("id")): user for user in _dicts(told.get("users"))},
        {str(medium.get("media_key")): medium for medium in _dicts(told.get("media"))},
        {str(tweet.get("id")): tweet for tweet in _dicts(told.get("tweets"))},
    )


def posts_of(payload: dict[str, Any], origin: Origin, now: datetime) -> tuple[list[Post], int]:
    """Return the posts of an answer, in its order, and how many could not be read."""
    data = payload.get("data")
    rows = data if isinstance(data, list) else [data] if data else []
    includes = includes_of(payload)
    posts = [post_of(row, includes, origin, now) for row in rows]
    sound = [post for post in posts if post is not None]
    return sound, len(posts) - len(sound)


def post_of(row: Any, includes: Includes, origin: Origin, now: datetime) -> Post | None:
    """Return the post in one `data` object, None where it is none.

    An edit is a new id in the chain `edit_history_tweet_ids`; the first of the chain names the
    post for ever and the place in the chain is its revision.
    """
    if not isinstance(row, dict) or not _number(row.get("id")) or "text" not in row:
        return None
    native, chain = str(row["id"]), chain_of(row)
    user = includes.users.get(str(row.get("author_id")), {})
    refs = {
        str(ref.get("type")): str(ref.get("id")) for ref in _dicts(row.get("referenced_tweets"))
    }
    text, links = _text(row, refs.get("retweeted", ""), includes)
    metrics = row.get("public_metrics")
    metrics = metrics if isinstance(metrics, dict) else {}
    handle = clean(str(user.get("username") or ""), 50)
    root = str(row.get("conversation_id") or "")
    return Post(
        id=f"x:{chain[0]}",
        network="x",
        source=origin.name,
        author=Author(
            str(row.get("author_id") or ""), handle, clean(str(user.get("name") or ""), 100)
        ),
        text=text,
        created=settle(snowflake_time(chain[0]) or parse_time(row.get("created_at")), now),
        seen=now,
        url=f"https://x.com/{handle or 'i'}/status/{native}",
        lang=language(text, str(row.get("lang") or "")),
        rev=chain.index(native) if native in chain else 0,
        native=native,
        reply_to=_name(refs.get("replied_to", ""), includes),
        root=_name(root, includes) if _number(root) else f"x:{chain[0]}",
        quotes=_name(refs.get("quoted", ""), includes),
        reposts_of=_name(refs.get("retweeted", ""), includes),
        tags=_tags(row),
        links=links,
        media=tuple(_media(row, includes))[:MOST],
        labels=_labels(row),
        likes=_count(metrics, "like_count"),
        reposts=_count(metrics, "retweet_count"),
        replies=_count(metrics, "reply_count"),
        terms=origin.terms or TERMS,
        trainable=origin.trainable,
    )


def chain_of(row: dict[str, Any]) -> list[str]:
    """Return the ids of a post's versions, first to last; at least its own."""
    chain = [str(i) for i in row.get("edit_history_tweet_ids") or [] if _number(i)]
    return chain or [str(row["id"])]


def snowflake_time(native: str) -> datetime | None:
    """Return when an id was given out, None for the ids of before November 2010."""
    number = int(native)
    if number < _FIRST_SNOWFLAKE or number >= 2**63:
        return None
    return _SNOWFLAKE_EPOCH + timedelta(milliseconds=number >> 22)


def snowflake_before(native: str, seconds: int) -> str:
    """Return an id as it was given out `seconds` earlier."""
    return str(max((int(native) >> 22) - seconds * 1000, 0) << 22)


def expanded(text: str, urls: Iterable[dict[str, Any]]) -> tuple[str, tuple[str, ...]]:
    """Put the real addresses in the place of X's short ones; returns the text and its links.

    A short address that stands for the post's own picture or for the quoted post goes.
    """
    links: list[str] = []
    for url in urls:
        short, real = str(url.get("url") or ""), str(url.get("expanded_url") or "")
        if not short:
            continue
        own = bool(url.get("media_key")) or "/photo/" in real or "/video/" in real
        real = real if real.startswith(("http://", "https://")) and not own else ""
        text = text.replace(short, real)
        if real:
            links.append(clean(real, 4_096))
    return clean(unescape(text)), tuple(dict.fromkeys(links))[:MOST]


def _text(row: dict[str, Any], retweeted: str, includes: Includes) -> tuple[str, tuple[str, ...]]:
    """Return the whole text: a note's, not its beginning; a reposted post's, not its cut copy."""
    original = includes.tweets.get(retweeted)
    if original is not None:
        text, links = _text(original, "", includes)
        writer = includes.users.get(str(original.get("author_id")), {}).get("username")
        return (f"RT @{clean(str(writer), 50)}: {text}" if writer else text), links
    note = row.get("note_tweet")
    whole = note if isinstance(note, dict) and note.get("text") else row
    return expanded(str(whole.get("text") or ""), _dicts(_entities(whole).get("urls")))


def _tags(row: dict[str, Any]) -> tuple[str, ...]:
    note = row.get("note_tweet")
    found = _dicts(_entities(row).get("hashtags"))
    found += _dicts(_entities(note).get("hashtags")) if isinstance(note, dict) else []
    named = (clean(str(tag.get("tag") or ""), 280) for tag in found)
    return tuple(dict.fromkeys(tag for tag in named if tag))[:MOST]


def _media(row: dict[str, Any], includes: Includes) -> Iterator[Media]:
    attachments = row.get("attachments")
    keys = attachments.get("media_keys") if isinstance(attachments, dict) else []
    for key in keys or []:
        medium = includes.media.get(str(key), {})
        kind = _KINDS.get(str(medium.get("type")))
        url = str(medium.get("url") or medium.get("preview_image_url") or "")
        if kind == "image" and url.startswith("https://"):
            yield Media("image", url, clean(str(medium.get("alt_text") or ""), 1_000))
        elif kind and url.startswith("https://"):
            yield Media("video", url, clean(str(medium.get("alt_text") or ""), 1_000))


def _labels(row: dict[str, Any]) -> tuple[str, ...]:
    withheld = row.get("withheld")
    countries = withheld.get("country_codes") if isinstance(withheld, dict) else []
    where = tuple(f"withheld:{clean(str(code), 8)}" for code in (countries or [])[:MOST])
    return (("sensitive",) if row.get("possibly_sensitive") is True else ()) + where


def _name(native: str, includes: Includes) -> str:
    """Name a post that is pointed to by the first id of its chain, where the chain is known."""
    if not _number(native):
        return ""
    row = includes.tweets.get(native)
    return f"x:{chain_of(row)[0] if row else native}"


def _entities(row: dict[str, Any]) -> dict[str, Any]:
    entities = row.get("entities")
    return entities if isinstance(entities, dict) else {}


def _count(metrics: dict[str, Any], key: str) -> int:
    value = metrics.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _number(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
