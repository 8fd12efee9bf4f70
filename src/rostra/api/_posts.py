"""Posts, digests and verdicts: /v1/search, /v1/posts, /v1/digests, /v1/verify."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Request
from pydantic import AfterValidator, Field
from starlette.concurrency import run_in_threadpool

from rostra.api._bodies import HANDLES, NAME, Body
from rostra.api._strict import routes
from rostra.api._who import owned, who
from rostra.app import (
    Asking,
    Digesting,
    KeptDigest,
    Saved,
    Saving,
    ThingNamed,
    ThingsAsked,
    Verified,
    plain,
)
from rostra.assistant import Digest, markdown
from rostra.errors import ApiRefused
from rostra.posts import Post, Query

if TYPE_CHECKING:
    from rostra.app import App

router = routes()
PAGE, DEEPEST = 50, 200
"""Posts of a page, and the last one that can be turned to."""
FIRST_YEAR, LAST_YEAR = 1971, 2199


def in_reach(at: datetime | None) -> datetime | None:
    """Take a time without an offset as UTC; refuse one that no post can have."""
    if at is None:
        return None
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        msg = f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}"
        raise ValueError(msg)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


Moment = Annotated[datetime | None, AfterValidator(in_reach)]
Names = Annotated[list[Annotated[str, Field(max_length=NAME)]], Field(max_length=HANDLES)]


class Narrow(Body):
    """What narrows the posts."""

    networks: Names = Field(default_factory=list)
    since: Moment = None
    until: Moment = None
    lang: str = Field("", max_length=16)
    sample: bool | None = None


class SearchBody(Narrow):
    """The body of POST /v1/search."""

    query: str = Field("", max_length=2000)
    authors: Names = Field(default_factory=list)
    phrases: Names = Field(default_factory=list)
    min_likes: int = Field(0, ge=0, le=1_000_000_000)
    limit: int = Field(20, ge=1, le=PAGE)
    cursor: str = Field("", max_length=300)


@router.post("/search", tags=["posts"], summary="Search the posts")
async def search(body: SearchBody, request: Request) -> Any:
    """Return posts, best first; without a query the newest. `next_cursor` turns the page."""
    app: App = request.app.state.app
    whom = who(request, "search")
    offset, now = _turned(body.cursor)

    def work() -> Any:
        with app.people.allowance(whom, "search"):
            return app.search(
                Query(
                    text=body.query, now=now, authors=tuple(body.authors),
                    phrases=tuple(body.phrases), networks=tuple(body.networks),
                    langs=(body.lang,) if body.lang else (), since=body.since, until=body.until,
                    min_likes=body.min_likes, limit=min(offset + body.limit + 1, DEEPEST),
                    sample=app.only_sample() if body.sample is None else body.sample,
                )
            )  # fmt: skip

    hits = (await run_in_threadpool(work)).hits
    page = hits[offset : offset + body.limit]
    more = len(hits) > offset + body.limit
    return {
        "object": "list",
        "data": [{**post_row(hit.post), "score": hit.score} for hit in page],
        "has_more": more,
        "next_cursor": _cursor(offset + body.limit, now) if more else None,
    }


def _cursor(offset: int, now: datetime) -> str:
    told = json.dumps({"o": offset, "n": now.isoformat()})
    return base64.urlsafe_b64encode(told.encode()).decode()


def _turned(cursor: str) -> tuple[int, datetime]:
    """Read a cursor: where the page begins, and the moment the first page was asked at."""
    if not cursor:
        return 0, datetime.now(UTC)
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor))
        offset, now = int(told["o"]), in_reach(datetime.fromisoformat(told["n"]))
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        offset, now = -1, None
    if now is None or not 0 < offset <= DEEPEST:
        raise ApiRefused("cursor: it is none that was given here", param="cursor")
    return offset, now


def post_row(post: Post) -> dict[str, Any]:
    """Write a post."""
    row: dict[str, Any] = plain(Post, post)
    return {"object": "post", **row}


@router.get("/posts/{post_id:path}", tags=["posts"], summary="A post, and its thread")
async def post(post_id: str, request: Request, *, thread: bool = False) -> Any:
    """Return a post by its id; `thread` brings what stands around it."""
    app: App = request.app.state.app
    who(request, "search")
    found = await run_in_threadpool(app.show, post_id[:2048])
    if found is None:
        raise ApiRefused("there is no such post, or it is gone", status=404, code="post_not_found")
    row = post_row(found)
    if thread:
        around = await run_in_threadpool(app.thread, found.id)
        row["thread"] = [post_row(one) for one in around]
    return row


class SaveBody(Body):
    """Have the digest made again and again: `daily@08:00`, `hourly`, `6h`."""

    name: str = Field(min_length=1, max_length=64)
    every: str = Field(min_length=1, max_length=64)


class DigestBody(Narrow):
    """The body of POST /v1/digests; `subject` is now, today or a topic."""

    subject: str = Field("", max_length=500)
    authors: Names = Field(default_factory=list)
    tongue: str = Field("", max_length=16)
    fun: bool = False
    stories: int = Field(7, ge=1, le=30)
    timezone: str = Field("", max_length=64)
    model: str = Field("", max_length=NAME)
    save: SaveBody | None = None
    sure: bool = False


@router.post("/digests", tags=["digests"], summary="Make a digest, or save one to be made again")
async def make_digest(body: DigestBody, request: Request) -> Any:
    """Make a digest of what was posted; with `save` it is kept up instead."""
    app: App = request.app.state.app
    whom = who(request, "digest")
    if body.fun:
        app.people.hold_mode(whom, "fun")
    wish = Digesting(
        subject=body.subject, since=body.since, until=body.until, authors=tuple(body.authors),
        networks=tuple(body.networks), lang=body.lang, tongue=body.tongue, fun=body.fun,
        stories=body.stories, timezone=body.timezone, model=body.model, sample=body.sample,
        owner=whom.id, sure=body.sure,
    )  # fmt: skip
    if body.save is not None:
        app.people.hold(whom, "digest", wish.model)
        saving = Saving(body.save.name, body.save.every, wish, **owned(Saving, whom))
        saved = await run_in_threadpool(app.save_digest, saving)
        return {"object": "saved_digest", **plain(Saved, saved)}

    def work() -> Digest:
        with app.people.allowance(whom, "digest", wish.model):
            return app.digest(wish)

    made = await run_in_threadpool(work)
    return {"object": "digest", "markdown": markdown(made), "digest": plain(Digest, made)}


@router.get("/digests", tags=["digests"], summary="The newest kept digests")
async def digests(request: Request, limit: Annotated[int, Field(ge=1, le=100)] = 20) -> Any:
    """List kept digests, the newest first."""
    app: App = request.app.state.app
    whom = who(request, "digest")
    kept = await run_in_threadpool(kept_digests, app, whom, limit)
    return {"object": "list", "data": [_kept(one, whole=False) for one in kept]}


@router.get("/digests/{digest_id}", tags=["digests"], summary="A kept digest")
async def digest(digest_id: str, request: Request) -> Any:
    """Return a kept digest of one's own."""
    app: App = request.app.state.app
    whom = who(request, "digest")
    kept = await run_in_threadpool(kept_digest, app, whom, digest_id)
    if kept is None:
        raise ApiRefused("there is no such digest", status=404, code="digest_not_found")
    return _kept(kept, whole=True)


def kept_digests(app: App, whom: Any, limit: int) -> tuple[KeptDigest, ...]:
    """List a person's kept digests."""
    return app.digests(ThingsAsked(whom.id, limit))


def kept_digest(app: App, whom: Any, digest_id: str) -> KeptDigest | None:
    """Return a person's kept digest."""
    return app.kept_digest(ThingNamed(digest_id[:64], whom.id))


def _kept(kept: KeptDigest, *, whole: bool) -> dict[str, Any]:
    row = {
        "object": "digest", "id": kept.id, "name": kept.name, "made_at": kept.made_at.isoformat(),
        "changed_at": kept.changed_at.isoformat(),
        "titles": [told.title.text for told in kept.digest.stories],
    }  # fmt: skip
    more = {"markdown": markdown(kept.digest), "digest": plain(Digest, kept.digest)}
    return {**row, **more} if whole else row


class VerifyBody(Narrow):
    """The body of POST /v1/verify."""

    claim: str = Field(min_length=1, max_length=2000)
    timezone: str = Field("", max_length=64)
    sure: bool = False


@router.post("/verify", tags=["posts"], summary="Do the posts support a claim?")
async def verify(body: VerifyBody, request: Request) -> Any:
    """Rule on a claim, with the posts for and against it."""
    app: App = request.app.state.app
    whom = who(request, "ask")
    asking = Asking(
        body.claim, lang=body.lang, timezone=body.timezone, networks=tuple(body.networks),
        since=body.since, until=body.until, sample=body.sample, sure=body.sure,
        **owned(Asking, whom),
    )  # fmt: skip

    def work() -> Verified:
        with app.people.allowance(whom, "verify"):
            return app.verify(asking)

    return {"object": "ruling", **plain(Verified, await run_in_threadpool(work))}
