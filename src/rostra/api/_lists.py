"""Models, embeddings, tokens: /v1/models, /v1/embeddings, /v1/tokenize-text."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from rostra.api._bodies import NAME, Body
from rostra.api._names import EMBEDDERS, listed, resolve
from rostra.api._strict import routes
from rostra.api._who import who
from rostra.errors import ApiRefused
from rostra.models import estimate_tokens

if TYPE_CHECKING:
    from rostra.app import App

router = routes()
TEXTS, CHARS = 256, 100_000

Input = Annotated[str, Field(max_length=CHARS)]


@router.get("/models", tags=["models"], summary="The models, by every name a client may use")
def models(request: Request) -> Any:
    """List the models."""
    who(request)
    return {"object": "list", "data": listed(request.app.state.app)}


@router.get("/models/{name:path}", tags=["models"], summary="One model")
def model(name: str, request: Request) -> Any:
    """Tell of one model."""
    who(request)
    for row in listed(request.app.state.app):
        if row["id"] == name:
            return row
    said = f"the model {name[:100]!r} does not exist here; see /v1/models"
    raise ApiRefused(said, status=404, param="model", code="model_not_found")


class EmbeddingsBody(Body):
    """The body of POST /v1/embeddings."""

    input: Input | Annotated[list[Input], Field(min_length=1, max_length=TEXTS)]
    model: str = Field("", max_length=NAME)
    encoding_format: Literal["float", "base64"] | None = "float"
    dimensions: int | None = Field(None, ge=1, le=10_000)
    input_type: Literal["query", "passage"] | None = "query"


def embedder(app: App, named: str) -> str:
    """Return which embedder is meant; raises ApiRefused (404) for none."""
    ours = app.settings.api.models.get(named, named) or next(iter(app.talking.embedders), "")
    if ours not in EMBEDDERS:
        said = f"{named[:100]!r} embeds nothing; there are {', '.join(EMBEDDERS)}"
        raise ApiRefused(said, status=404, param="model", code="model_not_found")
    return ours


@router.post("/embeddings", tags=["models"], summary="Vectors of texts")
async def embeddings(body: EmbeddingsBody, request: Request) -> Any:
    """Return the unit vectors of texts; `input_type` says what e5 is to read them as."""
    app: App = request.app.state.app
    whom = who(request, "embed")
    texts = [body.input] if isinstance(body.input, str) else body.input
    name = embedder(app, body.model)

    def work() -> Any:
        with app.people.allowance(whom, "embed", name):
            return app.talking.embed(name, texts, passages=body.input_type == "passage")

    vectors = await run_in_threadpool(work)
    if body.dimensions not in (None, vectors.shape[1]):
        said = f"dimensions: {name} gives {vectors.shape[1]}, and no other number"
        raise ApiRefused(said, param="dimensions", code="unsupported_value")
    read = sum(map(estimate_tokens, texts))
    return {
        "object": "list",
        "model": body.model or name,
        "data": [
            {"object": "embedding", "index": at, "embedding": written(row, body.encoding_format)}
            for at, row in enumerate(vectors)
        ],
        "usage": {"prompt_tokens": read, "total_tokens": read},
    }


def written(row: Any, form: str | None) -> Any:
    """Write a vector as numbers, or as its little-endian float32 bytes in base64."""
    if form == "base64":
        return base64.b64encode(row.astype("<f4").tobytes()).decode()
    return [float(value) for value in row]


class TokenizeBody(Body):
    """The body of POST /v1/tokenize-text."""

    text: str = Field(max_length=CHARS)
    model: str = Field("", max_length=NAME)


@router.post("/tokenize-text", tags=["models"], summary="A text as a model's tokenizer reads it")
async def tokenize_text(body: TokenizeBody, request: Request) -> Any:
    """Return the tokens of a text."""
    app: App = request.app.state.app
    who(request)
    ours = resolve(app, body.model)
    tokens = await run_in_threadpool(app.talking.tokens, ours, body.text)
    return [
        {"token_id": one.id, "string_token": one.text, "token_bytes": list(one.bytes)}
        for one in tokens
    ]
