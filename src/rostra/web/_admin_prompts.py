"""Administration: the prompts, what the operator changed in them, and the check that lets in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rostra.app import PromptCheck, prompt_diff, prompt_states
from rostra.assistant import LANGS, prompt_names, prompt_source
from rostra.web._admin import around, back
from rostra.web._csrf import field_of, form_of
from rostra.web._frame import page
from rostra.web._roles import need
from rostra.web._who import app_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import PromptsTried

LARGEST = 100_000
"""Characters of a prompt at most."""


def routes() -> list[Route]:
    """Return the routes of the prompts."""
    from starlette.routing import Route

    return [
        Route("/admin/prompts", prompts, methods=["GET"]),
        Route("/admin/prompts/{lang}/{name}", prompt, methods=["GET"]),
        Route("/admin/prompts/{lang}/{name}", save, methods=["POST"]),
        Route("/admin/prompts/{lang}/{name}/check", check, methods=["POST"]),
        Route("/admin/prompts/{lang}/{name}/drop", drop, methods=["POST"]),
    ]


async def prompts(request: Request) -> Response:
    """List the prompts with versions, and which are in use."""
    from starlette.concurrency import run_in_threadpool

    need(request, "operator")
    states = await run_in_threadpool(prompt_states, app_of(request).settings)
    return page(request, "admin_prompts.html", tab="prompts", states=states, **around(request))


async def prompt(request: Request) -> Response:
    """Show a prompt, the operator's where there is one, with what it changes."""
    need(request, "operator")
    return await _prompt(request)


async def save(request: Request) -> Response:
    """Write the operator's prompt; it is in use once it passes the check."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    form = await form_of(request)
    me = need(request, "operator")
    path = _path(request)
    source = field_of(form, "source").replace("\r\n", "\n")
    if not source.strip() or len(source) > LARGEST:
        raise HTTPException(400, f"a prompt has from 1 to {LARGEST} characters")

    def write() -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_text(source, "utf-8")
        draft.replace(path)
        app_of(request).people.ground.note(
            me.id, "prompt written", f"{path.parent.name}/{path.stem}"
        )

    await run_in_threadpool(write)
    return back(f"/admin/prompts/{path.parent.name}/{path.stem}", "saved")


async def check(request: Request) -> Response:
    """Try a prompt, without a model or with the one that answers; one that passes is in use."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request)
    need(request, "operator")
    path = _path(request)
    model = "" if field_of(form, "model") == "answering" else "none"
    tried = await run_in_threadpool(app_of(request).check_prompts, PromptCheck(path.stem, model))
    return await _prompt(request, tried)


async def drop(request: Request) -> Response:
    """Take the operator's prompt back; the shipped one is in use again."""
    from starlette.concurrency import run_in_threadpool

    await form_of(request)
    me = need(request, "operator")
    path = _path(request)
    await run_in_threadpool(path.unlink, missing_ok=True)
    name = f"{path.parent.name}/{path.stem}"
    await run_in_threadpool(app_of(request).people.ground.note, me.id, "prompt taken back", name)
    return back(f"/admin/prompts/{name}", "taken_back")


async def _prompt(request: Request, tried: PromptsTried | None = None) -> Response:
    from starlette.concurrency import run_in_threadpool

    settings, path = app_of(request).settings, _path(request)
    name, lang = path.stem, path.parent.name

    def read() -> tuple[str, str, str]:
        shipped = prompt_source(name, lang)
        own = path.read_text("utf-8", "replace")[:LARGEST] if path.exists() else ""
        return shipped, own, prompt_diff(settings, name, lang)

    shipped, own, changed = await run_in_threadpool(read)
    states = await run_in_threadpool(prompt_states, settings)
    return page(
        request,
        "admin_prompt.html",
        tab="prompts",
        state=next(s for s in states if (s.name, s.lang) == (name, lang)),
        shipped=shipped,
        own=own,
        changed=changed.splitlines(),
        tried=tried,
        **around(request),
    )


def _path(request: Request) -> Path:
    """Return the file of a known prompt; raises HTTPException 404 for any other."""
    from starlette.exceptions import HTTPException

    lang, name = request.path_params["lang"], request.path_params["name"]
    if lang not in LANGS or name not in prompt_names():
        raise HTTPException(404)
    folder: Path = app_of(request).settings.data / "prompts"
    return folder / str(lang) / f"{name}.md"
