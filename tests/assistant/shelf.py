"""Posts to write in one line, and a search over a list of them."""

from datetime import UTC, datetime, timedelta

from rostra.assistant import Evidence
from rostra.posts import Author, Found, Hit, Post
from rostra.text import language, words

NOW = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)


def make_post(key, text, *, hours=1.0, by="", lang="", **fields):
    """Write a post `hours` before NOW."""
    at = NOW - timedelta(hours=hours)
    author = Author(id=by or f"author-{key}", handle=by or f"author{key}")
    return Post(
        id=str(key),
        network=fields.pop("network", "bluesky"),
        source="test",
        author=author,
        text=text,
        created=at,
        seen=at,
        lang=lang or language(text),
        **fields,
    )


def search_in(posts):
    """Search a list by shared words, as the store does by better means."""

    def search(query):
        wordings = [query.text, *query.variants]
        asked = [set(words(w)) for w in wordings if w]
        hits = []
        for post in posts:
            if not _passes(post, query):
                continue
            own = set(words(post.text))
            score = max((len(own & a) / len(a) for a in asked if a), default=1.0)
            if score or not asked:
                hits.append(Hit(post, score))
        hits.sort(key=lambda h: (-h.score, -h.post.created.timestamp()))
        seen = (("all", len(posts)),)
        return Found(tuple(hits[: query.limit]), seen, (query.since, query.until))

    return search


def _passes(post, query):
    return (
        (not query.networks or post.network in query.networks)
        and (not query.langs or post.lang in query.langs)
        and (not query.authors or post.author.handle in query.authors)
        and all(p.lower() in post.text.lower() for p in query.phrases)
        and (query.since is None or post.created >= query.since)
        and (query.until is None or post.created < query.until)
        and post.likes >= query.min_likes
        and (query.now is None or post.created <= query.now)
    )


def evidence_of(*posts):
    """Number posts as evidence."""
    return tuple(Evidence(n, post, 1.0) for n, post in enumerate(posts, start=1))
