"""POST /v1/images/generations, /edits and /variations, and the files they give."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from fastapi import Request
from pydantic import Field, ValidationError, model_validator
from starlette.concurrency import run_in_threadpool

from rostra.api import _signed
from rostra.api._bodies import NAME, Body, ImageAddress
from rostra.api._places import gathered
from rostra.api._strict import routes
from rostra.api._who import who
from rostra.app import (
    App,
    Drawn,
    Failed,
    PictureNamed,
    PictureOrder,
    PicturesAsked,
    PictureShown,
    PictureWanted,
)
from rostra.errors import ApiRefused, PainterError

router = routes()
SIDE, STEP = 1024, 64
UPLOAD = 30_000_000
RECENT = 50
"""Orders among whose pictures an upload is looked for."""
_SIZE = re.compile(r"(\d{2,4})x(\d{2,4})")
_RATIO = re.compile(r"(\d{1,2}(?:\.\d)?):(\d{1,2}(?:\.\d)?)")


class ImageBody(Body):
    """The body of POST /v1/images/generations."""

    prompt: str = Field("", max_length=8000)
    model: str = Field("", max_length=NAME)
    n: int | None = Field(1, ge=1, le=10)
    response_format: Literal["b64_json", "url"] | None = None
    size: str | None = Field(None, max_length=20)
    aspect_ratio: str | None = Field(None, max_length=20)
    style: str | None = Field(None, max_length=40)
    seed: int | None = Field(None, ge=0, lt=2**62)
    sure: bool = False
    image: ImageAddress | str | None = None
    user: str | None = Field(None, max_length=NAME)

    @model_validator(mode="after")
    def _sized(self) -> ImageBody:
        sides(self.size, self.aspect_ratio)
        return self


def sides(size: str | None, ratio: str | None) -> tuple[int, int]:
    """Read width and height in pixels, (0, 0) for the painter's usual; raises ValueError."""
    if size and size != "auto":
        match = _SIZE.fullmatch(size)
        if match is None:
            raise ValueError(f"size is {size!r}; write it as 1024x1024, or auto")
        return int(match[1]), int(match[2])
    if not ratio or ratio == "auto":
        return 0, 0
    match = _RATIO.fullmatch(ratio)
    across, down = (float(match[1]), float(match[2])) if match else (0.0, 0.0)
    if not across or not down or not 0.25 <= across / down <= 4:
        raise ValueError(f"aspect_ratio is {ratio!r}; write it as 16:9, from 1:4 to 4:1")
    longer = SIDE
    shorter = max(round(longer * min(across, down) / max(across, down) / STEP) * STEP, STEP)
    return (longer, shorter) if across >= down else (shorter, longer)


@dataclass(frozen=True, slots=True)
class Made:
    """A picture that came of a request, with its order."""

    picture: PictureShown
    order: PictureOrder


@router.post("/images/generations", tags=["images"], summary="Draw pictures")
async def generate(body: ImageBody, request: Request) -> Any:
    """Draw `n` pictures."""
    return await _drawn(request, body, "paint")


@router.post("/images/edits", tags=["images"], summary="Change a picture drawn here")
async def edit(request: Request) -> Any:
    """Change a picture of one's own by words (JSON or a form)."""
    return await _drawn(request, await _asked(request), "edit")


@router.post("/images/variations", tags=["images"], summary="Vary a picture drawn here")
async def vary(request: Request) -> Any:
    """Draw a picture of one's own anew (JSON or a form)."""
    return await _drawn(request, await _asked(request), "vary")


async def _asked(request: Request) -> ImageBody:
    """Read a JSON body, or a form with the picture as a file."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        try:
            return ImageBody.model_validate(await request.json())
        except (ValueError, RecursionError) as error:
            raise ApiRefused(f"the body does not fit: {str(error)[:300]}") from None
    async with request.form(max_files=1, max_fields=30, max_part_size=UPLOAD) as form:
        values: dict[str, Any] = {k: v for k, v in form.items() if isinstance(v, str)}
        file = next((v for v in form.values() if not isinstance(v, str)), None)
        if file is not None:
            data = await file.read(UPLOAD)
            values["image"] = "data:;base64," + base64.b64encode(data).decode()
    try:
        return ImageBody.model_validate(values)
    except ValidationError as error:
        raise ApiRefused(f"the form does not fit: {error.errors()[0]['msg']}") from None


async def _drawn(request: Request, body: ImageBody, task: Literal["paint", "edit", "vary"]) -> Any:
    app: App = request.app.state.app
    whom = who(request, "images")
    width, height = sides(body.size, body.aspect_ratio)
    source = await run_in_threadpool(source_of, app, whom.id, body.image) if task != "paint" else ""
    wanted = PictureWanted(
        body.prompt, style=body.style if body.style in ("regular", "fun") else "regular",
        width=width, height=height, n=body.n or 1, seed=body.seed,
        painter=painter_of(app, body.model), task=task, source=source, sure=body.sure, who=whom.id,
    )  # fmt: skip

    def begin() -> Iterator[Made]:
        with app.people.allowance(whom, "draw", wanted.painter, wanted.n):
            yield from draw(app, wanted)

    made = await gathered(request, begin)
    form = body.response_format or "b64_json"
    base = str(request.base_url).rstrip("/")
    rows = [await run_in_threadpool(row, app, one, form, base) for one in made]
    return {"created": int(time.time()), "data": rows, **_labels(made)}


def _labels(made: list[Made]) -> dict[str, Any]:
    labels = dict.fromkeys(label for one in made for label in one.order.ruling.labels)
    return {"labels": list(labels)} if labels else {}


def painter_of(app: App, named: str) -> str:
    """Return the painter a client means: a known one by name, else the usual one."""
    return named if any(state.name == named for state in app.painters()) else ""


def draw(app: App, wanted: PictureWanted) -> Iterator[Made]:
    """Draw in as many orders as the painter needs; raises ApiRefused for what is refused."""
    usual = next((s for s in app.painters() if s.name == wanted.painter or s.usual), None)
    most = max(min(app.settings.pictures.most, usual.most if usual else 1), 1)
    left, seed = wanted.n, wanted.seed
    while left:
        part = replace(wanted, n=min(left, most), seed=seed)
        for event in app.draw(part):
            if isinstance(event, Failed):
                raise _failure(event)
            if isinstance(event, Drawn):
                yield from (Made(picture, event.order) for picture in event.order.pictures)
        left -= part.n
        seed = seed + part.n if seed is not None else None


def _failure(event: Failed) -> ApiRefused | PainterError:
    order = event.order
    if event.unsure:
        said = f"{order.ruling.reason} Send `sure: true` where this is meant."
        return ApiRefused(said, param="sure", code="confirmation_required")
    if order.state == "refused":
        said = order.ruling.reason or order.error or "the policy refuses this picture"
        return ApiRefused(said, param="prompt", code="content_policy_violation")
    return PainterError(order.error or "no picture came")


def row(app: App, made: Made, form: str, base: str) -> dict[str, Any]:
    """Write a picture as the client wants it: its bytes, or where they lie."""
    told: dict[str, Any] = {
        "id": made.picture.id,
        "revised_prompt": made.order.prompt_sent or made.order.prompt,
        "respect_moderation": True,
        "mime_type": "image/png",
        "alt": made.picture.alt,
        "credit": list(made.picture.credit),
    }
    if form == "url":
        return {**told, "url": address(app, made.picture.id, made.order.who, base)}
    data = bytes_of(app, made.picture.id, made.order.who)
    return {**told, "b64_json": base64.b64encode(data).decode()}


def bytes_of(app: App, name: str, owner: str) -> bytes:
    """Return the PNG of an owner's picture; raises ApiRefused (404) where there is none."""
    found = app.picture_file(PictureNamed(name, owner))
    if found is None:
        raise ApiRefused("there is no such picture", status=404, code="image_not_found")
    return found.data


def address(app: App, name: str, owner: str, base: str) -> str:
    """Return where a picture lies for a day, without a key."""
    until = int(time.time()) + _signed.LASTS_S
    signed = _signed.signature(_signed.key_in(app.settings.data), name, owner, until)
    return f"{base}/v1/images/files/{name}.png?until={until}&owner={owner}&sig={signed}"


def source_of(app: App, owner: str, image: ImageAddress | str | None) -> str:
    """Return the id of the picture a client names: by id, by its address here, or by its bytes."""
    told = image.url if isinstance(image, ImageAddress) else image or ""
    if told.startswith("data:"):
        found = _same_bytes(app, owner, told.partition(",")[2])
    else:
        name = told.partition("?")[0].rpartition("/")[2].removesuffix(".png")
        order = app.picture_show(PictureNamed(name, owner)) if name else None
        found = order.pictures[0].id if order and order.pictures else ""
    if not found:
        said = "image: name a picture that was drawn here for you, by its id, address or file"
        raise ApiRefused(said, param="image", code="image_not_found")
    return found


def _same_bytes(app: App, owner: str, data: str) -> str:
    try:
        raw = base64.b64decode(data, validate=True)
    except ValueError:
        return ""
    for order in app.pictures(PicturesAsked(owner, RECENT)):
        for picture in order.pictures:
            found = app.picture_file(PictureNamed(picture.id, owner))
            if found is not None and found.data == raw:
                return picture.id
    return ""


@router.get("/images/files/{name}.png", tags=["images"], summary="A picture's file")
async def file(
    name: str, request: Request, *, until: int = 0, owner: str = "", sig: str = ""
) -> Any:
    """Return a picture by a signed address, or to the person it was drawn for."""
    from starlette.responses import Response

    app: App = request.app.state.app
    if sig:
        key = _signed.key_in(app.settings.data)
        if not _signed.holds(key, name, owner, until, sig, time.time()):
            raise ApiRefused("the address is over, or is not ours", status=403, code="expired")
    else:
        owner = who(request, "images").id
    data = await run_in_threadpool(bytes_of, app, name, owner)
    headers = {"cache-control": "private, max-age=86400"}
    return Response(data, media_type="image/png", headers=headers)
