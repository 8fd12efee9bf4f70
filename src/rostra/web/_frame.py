"""The frame of every page: language, theme, navigation, and the template that fills it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from rostra.web import _csrf, _static, _words
from rostra.web._cookies import cookie_of, give
from rostra.web._posts_shown import post_path

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "rostra_theme"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the navigation, and paths elsewhere that belong to it."""

    name: str
    path: str
    icon: str
    also: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """Tell whether a path is this place or below it."""
        if self.path == "/":
            return path == "/"
        return any(path == one or path.startswith(f"{one}/") for one in (self.path, *self.also))


PLACES = (
    Place("home", "/", "home"),
    Place("chat", "/chat", "chat", ("/answers",)),
    Place("news", "/news", "news"),
    Place("feeds", "/feeds", "feeds", ("/posts",)),
    Place("pictures", "/pictures", "pictures"),
    Place("arena", "/arena", "arena"),
    Place("board", "/board", "board"),
)
"""What stands in the navigation. The tutor desk and the benchmarks come here once they stand."""


def lang_of(request: Request) -> str:
    """Return the language a request is answered in."""
    cookie = request.cookies.get(_words.COOKIE, "")
    return _words.spoken(cookie, request.headers.get("accept-language", ""))


def theme_of(request: Request) -> str:
    """Return the theme the person chose; "auto" follows the system."""
    chosen = request.cookies.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else THEMES[0]


def page(request: Request, name: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Fill a template and answer with it; a first visit gets its cookie."""
    from starlette.responses import HTMLResponse

    known = cookie_of(request, _csrf.COOKIE)
    visit = known or _csrf.new_visit()
    body = render(request, name, visit, **values)
    reply = HTMLResponse(body, status, headers={"cache-control": "no-store"})
    if not known:
        give(reply, request, _csrf.COOKIE, visit)
    return reply


def render(request: Request, name: str, visit: str = "", **values: Any) -> str:
    """Fill a template, for a part of a page that is sent alone too."""
    lang = lang_of(request)
    visit = visit or cookie_of(request, _csrf.COOKIE)
    common = {
        "request": request,
        "lang": lang,
        "html_lang": "zh-Hans" if lang == "zh" else "en",
        "theme": theme_of(request),
        "person": getattr(request.state, "person", None),
        "places": PLACES,
        "path": request.url.path,
        "t": partial(_words.say, lang),
        "when": partial(when, lang),
        "money": partial(_money, request),
        "csrf_token": _csrf.token(request.app.state.csrf_key, visit),
    }
    filled: str = environment().get_template(name).render({**common, **values})
    return filled


@cache
def environment() -> Environment:
    """Return the templates: everything is escaped, a name that is not given is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("rostra.web", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # they are the package's; else each page would look at eight files
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(static=_static.address, drawn_icon=_static.icon, post_path=post_path)
    return made


def when(lang: str, at: datetime) -> str:
    """Write a moment (UTC offset kept) in a few words; scripts make it the reader's local time."""
    return f"{at.month}月{at.day}日 {at:%H:%M}" if lang == "zh" else f"{at.day} {at:%b %H:%M}"


def _money(request: Request, cost: float) -> str:
    """Write what something cost in the operator's currency, to a millionth of it."""
    whole = f"{cost:.2f}" if cost >= 1 else f"{cost:.6f}".rstrip("0").rstrip(".")
    return f"{whole} {request.app.state.app.settings.accounts.currency}"
