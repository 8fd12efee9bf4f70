"""Pictures: ordering one, what is under way, the gallery, and a picture's own page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from rostra.app import PictureAlt, PictureNamed, PictureReport, PicturesAsked, PictureWanted
from rostra.errors import NotInPlan, QueryRefused, QuotaSpent
from rostra.web import _pictures_ask, _pictures_file
from rostra.web._csrf import form_of, from_our_page
from rostra.web._frame import lang_of, page
from rostra.web._news_parts import allowance, part, wants_part
from rostra.web._people_says import says
from rostra.web._pictures_line import drawn
from rostra.web._replies import STATUS
from rostra.web._who import owner_of
from rostra.web._words import say
from rostra.web._works import Busy, opened

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App, PictureShown
    from rostra.web._pictures_line import Jobs

SHOWN = 24
"""Orders on a page of the gallery."""
DEEPEST = 40
SIZES = ("1024x1024", "1280x720", "720x1280", "1536x640", "512x512")
OPEN = ("waiting", "drawing")
PROMPT = 2_000


def routes() -> list[Route]:
    """Return the routes of the pictures."""
    from starlette.routing import Route

    return [
        Route("/pictures", gallery, methods=["GET"]),
        Route("/pictures", ordered, methods=["POST"]),
        *_pictures_ask.routes(),
        *_pictures_file.routes(),
        Route("/pictures/{id}", shown, methods=["GET"]),
        Route("/pictures/{id}/card", card, methods=["GET"]),
        Route("/pictures/{id}/cancel", cancelled, methods=["POST"]),
        Route("/pictures/{id}/alt", described, methods=["POST"]),
        Route("/pictures/{id}/report", reported, methods=["POST"]),
        Route("/pictures/{id}/delete", deleted, methods=["POST"]),
    ]


async def gallery(request: Request) -> Response:
    """Show the box, what is under way and what was drawn; what our own page brought is drawn."""
    told = request.query_params
    form = {name: told[name][:PROMPT] for name in ("prompt", "style") if name in told}
    return await gallery_page(
        request, form=form, asks=bool(form.get("prompt") and from_our_page(request))
    )


async def gallery_page(request: Request, status: int = 200, **more: Any) -> Response:
    """Show the page, with what a form said and what was wrong with it."""
    from starlette.concurrency import run_in_threadpool

    asked = request.query_params.get("page", "1")
    number = min(int(asked), DEEPEST) if asked.isdecimal() and asked != "0" else 1
    values = await run_in_threadpool(_gallery, request, max(1, number))
    return page(request, "pictures.html", status=status, **{**values, **more})


def _gallery(request: Request, number: int) -> dict[str, Any]:
    app: App = request.app.state.app
    who = owner_of(request)
    every = app.pictures(PicturesAsked(who, number * SHOWN + 1))
    orders = every[(number - 1) * SHOWN : number * SHOWN]
    return {
        "under_way": [order for order in every if order.state in OPEN],
        "orders": [one for one in orders if one.state not in OPEN and (one.prompt or one.pictures)],
        "number": number,
        "more": len(every) > number * SHOWN,
        "painters": app.painters(),
        "sizes": SIZES,
        "most": app.settings.pictures.most,
        "left": left(request),
        "form": {},
        "asks": False,
        "wrong": "",
        "value": value,
    }


def value(form: dict[str, str], name: str, otherwise: str = "") -> str:
    """Return what a form said in a field."""
    return form.get(name, otherwise)


def left(request: Request) -> Any:
    """Return the tightest window of the person's plan; None where nothing is limited."""
    app: App = request.app.state.app
    person = request.state.person
    if person is None or not person.id:
        return None
    state = app.people.allowance_state(person)
    own = [window for window in state.windows if window.action == "draw" and window.limit]
    return own[0] if own else state.tightest


async def ordered(request: Request) -> Response:
    """Take an order; it is drawn on when the person leaves."""
    from starlette.responses import RedirectResponse

    form = await form_of(request)
    app: App = request.app.state.app
    jobs: Jobs = request.app.state.picture_jobs
    try:
        wanted = wish_of(form, owner_of(request), lang_of(request))
        work = drawn(partial(app.draw, wanted), partial(allowance, request, "draw"))
        job = await opened(jobs.begin(wanted.who, work))
    except (QueryRefused, QuotaSpent, NotInPlan) as error:
        status = next((s for kind, s in STATUS if isinstance(error, kind)), 400)
        return await gallery_page(
            request, status, form=_said(form), wrong=says(lang_of(request), error)
        )
    if isinstance(job, Busy):
        wrong = say(lang_of(request), "pictures.busy")
        return await gallery_page(request, 503, form=_said(form), wrong=wrong)
    return RedirectResponse(f"/pictures#order-{job.id}", 303)


def _said(form: FormData) -> dict[str, str]:
    return {key: str(form.get(key, "")) for key in form}


def wish_of(form: FormData, who: str, lang: str) -> PictureWanted:
    """Read an order from a form; raises QueryRefused for what is no number."""

    def told(name: str, limit: int = 200) -> str:
        return str(form.get(name, "")).strip()[:limit]

    def number(name: str, otherwise: int) -> int:
        said = told(name)
        if not said:
            return otherwise
        if not (said.isascii() and said.isdecimal()) or len(said) > 18:
            raise QueryRefused(say(lang, "pictures.no_number", name=say(lang, f"pictures.{name}")))
        return int(said)

    width, _, height = told("size").partition("x")
    sides = (int(width), int(height)) if f"{width}x{height}" in SIZES else (0, 0)
    task = told("task") or "paint"
    return PictureWanted(
        told("prompt", PROMPT),
        style=told("style") or "regular",
        width=sides[0],
        height=sides[1],
        n=number("n", 1),
        seed=number("seed", 0) if told("seed") else None,
        painter=told("painter"),
        negative=told("negative", PROMPT),
        task=task if task in ("paint", "edit", "vary") else "paint",  # type: ignore[arg-type]
        source=told("source"),
        sure=told("sure") == "1",
        who=who,
    )


async def shown(request: Request) -> Response:
    """Show one picture, or an order with its own; as a part where a script asks."""
    from starlette.concurrency import run_in_threadpool

    order = await _pictures_file.named(request)
    key = request.path_params["id"]
    values: dict[str, Any] = {"order": order, "value": value, "left": None}
    if wants_part(request):
        return part(request, "pictures_order.html", **values)
    if order.id.startswith(key) or len(order.pictures) != 1:
        return page(request, "pictures_orders.html", **values)
    app: App = request.app.state.app
    painters = await run_in_threadpool(app.painters)
    able = next((one for one in painters if one.name == order.painter), None)
    facts = await run_in_threadpool(_pictures_file.facts, app, order.pictures[0].id, order.who)
    return page(
        request, "pictures_one.html", picture=order.pictures[0], able=able, facts=facts,
        reported="reported" in request.query_params, **values,
    )  # fmt: skip


async def card(request: Request) -> Response:
    """Lead to the whole file, with its provenance, to be shared."""
    from starlette.responses import RedirectResponse

    picture = await _one(request)
    return RedirectResponse(f"/pictures/{picture.id}/file?save=1", 303)


async def cancelled(request: Request) -> Response:
    """Cancel an order that waits or is drawn."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import RedirectResponse

    await form_of(request)
    order = await _pictures_file.named(request)
    app: App = request.app.state.app
    named = PictureNamed(order.id, owner_of(request))
    await run_in_threadpool(app.picture_cancel, named)
    return RedirectResponse("/pictures", 303)


async def described(request: Request) -> Response:
    """Give a picture another description."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import RedirectResponse

    form = await form_of(request)
    picture = await _one(request)
    app: App = request.app.state.app
    said = PictureAlt(picture.id, str(form.get("alt", ""))[:2_000], owner_of(request))
    await run_in_threadpool(app.picture_alt, said)
    return RedirectResponse(f"/pictures/{picture.id}", 303)


async def reported(request: Request) -> Response:
    """Tell whoever runs the site that something is wrong with a picture."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import RedirectResponse

    form = await form_of(request)
    picture = await _one(request)
    app: App = request.app.state.app
    told = PictureReport(picture.id, str(form.get("reason", ""))[:500], owner_of(request))
    await run_in_threadpool(app.picture_report, told)
    return RedirectResponse(f"/pictures/{picture.id}?reported=1", 303)


async def deleted(request: Request) -> Response:
    """Delete a picture, or an order with all of its own, for good."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import RedirectResponse

    await form_of(request)
    await _pictures_file.named(request)
    app: App = request.app.state.app
    named = PictureNamed(request.path_params["id"], owner_of(request))
    await run_in_threadpool(app.picture_delete, named)
    return RedirectResponse("/pictures", 303)


async def _one(request: Request) -> PictureShown:
    from starlette.exceptions import HTTPException

    order = await _pictures_file.named(request)
    if len(order.pictures) != 1:
        raise HTTPException(404)
    return order.pictures[0]
