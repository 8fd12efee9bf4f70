"""GET /v1/docs: the API on one page, made from its description; no script, no other host."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from fastapi import Request

from rostra.api._strict import routes

router = routes()

STYLE = """\
:root { color-scheme: light dark; --ink: #1d1d1b; --soft: #5c5c57; --paper: #fdfcfa;
  --card: #f3f2ed; --line: #dedcd3; --link: #185a8d; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e7e1; --soft: #a5a39b; --paper: #161614;
  --card: #21211e; --line: #383833; --link: #8cc4f0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, "Noto Sans CJK SC", sans-serif; }
main { max-width: 54rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .25rem; padding-top: .75rem;
  border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { margin: .25rem 0 .5rem; color: var(--soft); }
a { color: var(--link); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
code { font: .9em ui-monospace, "DejaVu Sans Mono", monospace; color: var(--ink); }
b { display: inline-block; min-width: 4.5rem; color: var(--link); font-weight: 700; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  padding: .75rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0 0; }
"""
_CODE = re.compile(r"`([^`]+)`")


@router.get("/docs", include_in_schema=False)
async def docs(request: Request) -> Any:
    """Show every route with what it takes and an example."""
    from starlette.responses import HTMLResponse

    told = request.app.openapi()
    base = str(request.base_url).rstrip("/")
    return HTMLResponse("\n".join(_page(told, f"{base}/v1")))


@router.get("/docs.css", include_in_schema=False)
async def style() -> Any:
    """Return the style of the page."""
    from starlette.responses import Response

    return Response(STYLE, media_type="text/css")


def _page(told: Mapping[str, Any], base: str) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8"><title>Rostra API</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<link rel="stylesheet" href="/v1/docs.css"></head><body><main>'
    yield f"<h1>Rostra API {escape(told['info']['version'])}</h1>"
    yield f"<p>{_said(told['info']['description'])}</p>"
    yield f"<p>Base address: <code>{escape(base)}</code></p>"
    groups = _groups(told)
    yield '<nav aria-label="Contents"><ul>'
    yield from (f'<li><a href="#{name}">{name}</a></li>' for name in groups)
    yield '<li><a href="/v1/openapi.json">OpenAPI</a></li></ul></nav>'
    for name, group in groups.items():
        yield f'<section><h2 id="{name}">{name}</h2>'
        for path, method, route in group:
            yield from _route(path, method, route, base)
        yield "</section>"
    yield "</main></body></html>"


def _groups(told: Mapping[str, Any]) -> dict[str, list[tuple[str, str, Mapping[str, Any]]]]:
    groups: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = {}
    for path, methods in told["paths"].items():
        for method, route in methods.items():
            name = escape(route.get("tags", ["other"])[0])
            groups.setdefault(name, []).append((path, method.upper(), route))
    return groups


def _route(path: str, method: str, route: Mapping[str, Any], base: str) -> Iterator[str]:
    yield f"<h3><b>{method}</b> <code>/v1{escape(path)}</code></h3>"
    yield f"<p>{_said(route.get('description', ''))}</p>"
    body = route.get("requestBody", {}).get("content", {}).get("application/json", {})
    if example := body.get("example"):
        data = json.dumps(example, ensure_ascii=False)
        line = f"curl {base}{path} -d '{data}'"
        yield f"<pre><code>{escape(line)}</code></pre>"


def _said(words: str) -> str:
    return _CODE.sub(r"<code>\1</code>", escape(words))
