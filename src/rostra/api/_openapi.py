"""The API's own description: OpenAPI with examples, errors in their one shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fastapi import FastAPI

ABOUT = (
    "Rostra answers from a live public feed, with the posts it rests on. The shapes are those of "
    "OpenAI's and xAI's clients; what is ours beside them is said with each route."
)
FERRY = "Why is the harbour ferry late?"
EXAMPLES: dict[str, dict[str, Any]] = {
    "/chat/completions": {
        "model": "mini",
        "messages": [{"role": "user", "content": FERRY}],
        "search_parameters": {"mode": "on", "sources": [{"type": "x"}]},
    },
    "/responses": {
        "model": "mini",
        "input": FERRY,
        "tools": [{"type": "x_search", "from_date": "2024-05-01"}],
    },
    "/embeddings": {"model": "static", "input": ["fog", "大雾"]},
    "/tokenize-text": {"model": "mini", "text": "fog"},
    "/images/generations": {"prompt": "a red boat in fog", "n": 1, "aspect_ratio": "16:9"},
    "/search": {"query": "ferry fog", "lang": "en", "limit": 5},
    "/digests": {"subject": "today", "tongue": "en", "fun": True},
    "/digest-hooks": {"digest": "morning", "url": "https://reader.example/hook"},
    "/verify": {"claim": "The harbour ferry is late."},
    "/ask": {"question": FERRY},
}
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["message", "type", "param", "code"],
            "properties": {
                "message": {"type": "string"},
                "type": {"type": "string"},
                "param": {"type": ["string", "null"]},
                "code": {"type": ["string", "null"]},
            },
        }
    },
}


def described(api: FastAPI) -> dict[str, Any]:
    """Return the description; made once."""
    from fastapi.openapi.utils import get_openapi

    if api.openapi_schema is None:
        told = get_openapi(
            title=api.title, version=api.version, description=ABOUT, routes=api.routes,
            servers=[{"url": "/v1"}],
        )  # fmt: skip
        schemas = told.setdefault("components", {}).setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        schemas["Error"] = ERROR
        told["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        told["security"] = [{"key": []}, {}]
        for path, methods in told["paths"].items():
            for route in methods.values():
                _finished(path, route)
        api.openapi_schema = told
    return api.openapi_schema


def _finished(path: str, route: dict[str, Any]) -> None:
    route["responses"].pop("422", None)
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    route["responses"]["default"] = {"description": "What went wrong", "content": error}
    body = route.get("requestBody", {}).get("content", {}).get("application/json")
    if body is not None and path in EXAMPLES:
        body["example"] = EXAMPLES[path]
