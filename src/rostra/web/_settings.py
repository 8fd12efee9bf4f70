"""Settings: what is a person's own, which models answer, and how the server answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rostra.web._csrf import form_of
from rostra.web._frame import lang_of, page, render
from rostra.web._home import happening_of
from rostra.web._people_says import plan_called
from rostra.web._roles import may, need
from rostra.web._who import app_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App

DONE = frozenset({"saved"})
LENGTHS = ("", "short", "long")
LANGUAGES = ("", "en", "zh", "zh-hant")
ASSISTANT = ("length", "language", "tone", "instructions")
"""Keys of the assistant's settings that the page changes."""
SECTIONS = ("self", "voice", "limits")


def routes() -> list[Route]:
    """Return the routes of the settings; those of a person's data stand in `_own_data`."""
    from starlette.routing import Route

    return [
        Route("/settings", settings, methods=["GET"]),
        Route("/settings/models/{role}/check", check, methods=["POST"]),
        Route("/settings/answers", answers, methods=["POST"]),
    ]


async def settings(request: Request) -> Response:
    """Show the settings."""
    return await _settings(request)


async def check(request: Request) -> Response:
    """Ask a role one short question, and say how long it took."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import HTMLResponse

    await form_of(request)
    need(request, "operator")
    role = request.path_params["role"]
    status = await happening_of(request).status()
    if all(state.role != role for state in status.models):
        raise HTTPException(404)
    tried = await run_in_threadpool(app_of(request).check_model, role)
    if "x-rostra-part" in request.headers:
        return HTMLResponse(render(request, "settings_check.html", role=role, tried=tried))
    return await _settings(request, checked={role: tried})


async def answers(request: Request) -> Response:
    """Change how the server answers, in its settings file; raises SettingsError."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import RedirectResponse

    from rostra.errors import SettingsError
    from rostra.settings import set_key

    form = await form_of(request)
    me = need(request, "operator")
    app = app_of(request)
    chosen = str(form.get("answer_with", ""))
    if chosen not in _roles(app, [s.role for s in (await happening_of(request).status()).models]):
        raise SettingsError(f"there is no role {chosen!r} to answer with; choose one of the list")

    def write() -> None:
        set_key(app.settings.file, "models", "answer_with", chosen)
        for key in ASSISTANT:
            set_key(app.settings.file, "assistant", key, str(form.get(key, "")).strip())
        app.reload()
        app.people.ground.note(me.id, "settings changed", "answers")

    await run_in_threadpool(write)
    happening_of(request).forget()
    return RedirectResponse("/settings?done=saved#answers", 303)


async def _settings(request: Request, checked: dict[str, Any] | None = None) -> Response:
    from starlette.concurrency import run_in_threadpool

    app = app_of(request)
    status = await happening_of(request).status()
    person = request.state.person
    allowance = await run_in_threadpool(app.people.allowance_state, person) if person else None
    done = request.query_params.get("done", "")
    return page(
        request,
        "settings.html",
        fares=status,
        roles=_roles(app, [state.role for state in status.models]),
        usual=app.settings.models.answer_with,
        assistant=app.settings.assistant,
        lengths=LENGTHS,
        languages=LANGUAGES,
        persona=await run_in_threadpool(_persona, request),
        allowance=allowance,
        plan=plan_called(app, allowance.plan, lang_of(request)) if allowance else "",
        checked=checked or {},
        operator=may(request, "operator"),
        done=done if done in DONE else "",
    )


def _persona(request: Request) -> list[tuple[str, str]]:
    """Return what the assistant says of itself, section by section."""
    from rostra.assistant import default_persona, read_persona
    from rostra.errors import RostraError

    app = app_of(request)
    named, lang = app.settings.assistant.persona, lang_of(request)
    try:
        persona = read_persona(app.settings.data / named) if named else default_persona()
    except RostraError as error:
        return [("", str(error))]
    names = dict.fromkeys(name for (name, _), _ in default_persona().sections)
    return [(name, persona.section(name, lang)) for name in names]


def _roles(app: App, known: list[str]) -> tuple[str, ...]:
    usual = app.settings.models.answer_with
    return tuple(dict.fromkeys(("auto", *known, "none", usual)))
