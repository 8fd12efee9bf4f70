"""The gRPC surface: xAI's own stubs, served so that its client works here unchanged."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial, wraps
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from rostra.accounts import BY_PROXIES, user_behind
from rostra.api._chat import wish_of
from rostra.api._drawing import action_of
from rostra.api._errors import body_of as error_body
from rostra.api._errors import fault, status_of
from rostra.api._grpc_chat import Shapes, body_of
from rostra.api._images import address, bytes_of, draw, painter_of, sides
from rostra.api._lists import embedder, written
from rostra.api._names import listed, resolve
from rostra.api._telling import tell
from rostra.api._who import here, person
from rostra.app import PictureWanted
from rostra.errors import ApiRefused, RostraError, SettingsError
from rostra.models import estimate_tokens

if TYPE_CHECKING:
    from rostra.app import App

MESSAGE = 40_000_000
"""Bytes of a message at most: a request may carry pictures."""
CODES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED",
         404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED", 502: "UNAVAILABLE",
         503: "UNAVAILABLE"}  # fmt: skip


@contextmanager
def serve_grpc(app: App, host: str, port: int) -> Iterator[int]:
    """Serve on an address for as long as the block runs; yields the port (0 took a free one).

    Raises SettingsError where the extra is not installed, or the port is taken.
    """
    try:
        import grpc

        proto = _stubs()
    except ImportError as error:
        msg = f"gRPC needs the extra [xai] ({error}); pip install 'rostra[xai]'"
        raise SettingsError(msg) from None
    workers = ThreadPoolExecutor(app.settings.api.streams, thread_name_prefix="rostra-grpc")
    sizes = [("grpc.max_receive_message_length", MESSAGE)]
    limits = {"maximum_concurrent_rpcs": app.settings.api.streams}
    server = grpc.server(workers, options=[*sizes, ("grpc.so_reuseport", 0)], **limits)
    at = [host, port]
    for add, servicer in _servicers(app, proto, grpc, at):
        add(servicer, server)
    shown = f"[{host}]" if ":" in host else host
    try:
        taken = server.add_insecure_port(f"{shown}:{port}")
    except RuntimeError:
        taken = 0
    if not taken:
        raise SettingsError(f"cannot listen for gRPC on {host} port {port}; set server.grpc_port")
    at[1] = taken
    server.start()
    try:
        yield taken
    finally:
        server.stop(grace=5).wait()
        workers.shutdown(wait=False, cancel_futures=True)


def _stubs() -> Any:
    """Return the modules of xAI's client that the surface is built on."""
    from xai_sdk import proto as stubs

    return SimpleNamespace(
        chat=stubs.chat_pb2, embed=stubs.embed_pb2, image=stubs.image_pb2,
        models=stubs.models_pb2, sample=stubs.sample_pb2, tokenize=stubs.tokenize_pb2,
        usage=stubs.usage_pb2, chat_grpc=stubs.chat_pb2_grpc, embed_grpc=stubs.embed_pb2_grpc,
        image_grpc=stubs.image_pb2_grpc, models_grpc=stubs.models_pb2_grpc,
        tokenize_grpc=stubs.tokenize_pb2_grpc,
    )  # fmt: skip


def _servicers(app: App, proto: Any, grpc: Any, at: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield each service with what answers it."""
    for (name, title), methods in _METHODS.items():
        service = getattr(proto, f"{name}_grpc")
        base = getattr(service, f"{title}Servicer")
        body = {
            method: _answering(partial(Call, app, proto, at, scope), grpc, answer)
            for method, (scope, answer) in methods.items()
        }
        yield getattr(service, f"add_{title}Servicer_to_server"), type(title, (base,), body)()


Answer = Callable[["Call", Any], Any]


class Call:
    """A call: the app, the stubs, who asks, and whether anybody still listens."""

    def __init__(self, app: App, proto: Any, at: Sequence[Any], scope: str, context: Any) -> None:
        self.app = app
        self.proto = proto
        given = dict(context.invocation_metadata())
        between = any(name in given for name in BY_PROXIES)
        near = None if between or another(app, context.peer(), at) else here(app)
        self.whom = person(app, str(given.get("authorization", "")), near, scope)
        self.listening: Callable[[], bool] = context.is_active


def another(app: App, peer: str, at: Sequence[Any]) -> bool:
    """Say whether the client is a user of this machine who is neither we nor root."""
    family, _, place = peer.partition(":")
    host, _, port = unquote(place).rpartition(":")
    if app.settings.accounts.other_users != "refuse" or not port.isdecimal():
        return False
    ours = at[0] if at[0] != "localhost" else "::1" if family == "ipv6" else "127.0.0.1"
    uid = user_behind((host.strip("[]"), int(port)), (ours, at[1]))
    return uid is not None and uid not in (0, os.getuid())


def _answering(begin: Callable[[Any], Call], grpc: Any, answer: Answer) -> Any:
    """Return the method of a servicer: errors become statuses, streams end with their reader."""

    def refuse(context: Any, error: Exception) -> None:
        status = status_of(error) if isinstance(error, RostraError) else 500
        code = getattr(grpc.StatusCode, CODES.get(status, "INTERNAL"))
        said = error_body(error) if isinstance(error, RostraError) else fault(error)
        context.abort(code, said["error"]["message"])

    if getattr(answer, "streams", False):

        @wraps(answer)
        def streaming(_self: Any, asked: Any, context: Any) -> Iterator[Any]:
            try:
                for told in answer(begin(context), asked):
                    if not context.is_active():
                        return
                    yield told
            except (RostraError, ValueError) as error:
                refuse(context, error)

        return streaming

    @wraps(answer)
    def whole(_self: Any, asked: Any, context: Any) -> Any:
        try:
            return answer(begin(context), asked)
        except (RostraError, ValueError) as error:
            refuse(context, error)

    return whole


def _complete(call: Call, asked: Any) -> Any:
    wish = wish_of(call.app, body_of(asked), call.whom, call.app.owner.address)
    action = action_of(call.app, wish, call.whom)
    return Shapes(call.proto, wish).whole(list(tell(call.app, wish, call.whom, action)))


def _chunks(call: Call, asked: Any) -> Iterator[Any]:
    wish = wish_of(call.app, body_of(asked), call.whom, call.app.owner.address)
    action = action_of(call.app, wish, call.whom)
    yield from Shapes(call.proto, wish).chunks(tell(call.app, wish, call.whom, action))


_chunks.streams = True  # type: ignore[attr-defined]


def _languages(call: Call, _asked: Any) -> Any:
    rows = [row for row in listed(call.app) if row["role"] != "embedding"]
    models = [_language(call.proto, row) for row in rows]
    return call.proto.models.ListLanguageModelsResponse(models=models)


def _one_language(call: Call, asked: Any) -> Any:
    resolve(call.app, asked.name)
    for row in listed(call.app):
        if row["id"] == asked.name and row["role"] != "embedding":
            return _language(call.proto, row)
    raise ApiRefused(f"the model {asked.name[:100]!r} does not exist here", status=404)


def _language(proto: Any, row: dict[str, Any]) -> Any:
    told = proto.models.LanguageModel(name=row["id"], aliases=[], version="1.0")
    told.input_modalities.append(proto.models.TEXT)
    told.output_modalities.append(proto.models.TEXT)
    told.created.FromSeconds(row["created"])
    return told


def _embedders(call: Call, _asked: Any) -> Any:
    names = call.app.talking.embedders
    models = [call.proto.models.EmbeddingModel(name=name, version="1.0") for name in names]
    return call.proto.models.ListEmbeddingModelsResponse(models=models)


def _painters(call: Call, _asked: Any) -> Any:
    models = [
        call.proto.models.ImageGenerationModel(name=state.name, version="1.0")
        for state in call.app.painters()
    ]
    return call.proto.models.ListImageGenerationModelsResponse(models=models)


def _embed(call: Call, asked: Any) -> Any:
    texts = [one.string for one in asked.input]
    if not texts or any(one.HasField("image_url") for one in asked.input):
        raise ApiRefused("input: give texts; pictures are not embedded", param="input")
    name = embedder(call.app, asked.model)
    with call.app.people.allowance(call.whom, "embed", name):
        vectors = call.app.talking.embed(name, texts)
    embed, told = call.proto.embed, []
    for at, row in enumerate(vectors):
        if asked.encoding_format == embed.FORMAT_BASE64:
            vector = embed.FeatureVector(base64_array=written(row, "base64"))
        else:
            vector = embed.FeatureVector(float_array=written(row, "float"))
        told.append(embed.Embedding(index=at, embeddings=[vector]))
    used = call.proto.usage.EmbeddingUsage(num_text_embeddings=len(texts))
    return embed.EmbedResponse(id="embed", embeddings=told, usage=used, model=name)


def _tokenize(call: Call, asked: Any) -> Any:
    tokens = call.app.talking.tokens(resolve(call.app, asked.model), asked.text)
    tokenize = call.proto.tokenize
    told = [
        tokenize.Token(token_id=one.id, string_token=one.text, token_bytes=one.bytes)
        for one in tokens
    ]
    return tokenize.TokenizeTextResponse(tokens=told, model=asked.model)


def _draw(call: Call, asked: Any) -> Any:
    image = call.proto.image
    if asked.HasField("image") or asked.images:
        raise ApiRefused("image: pictures are changed over HTTP (/v1/images/edits)", param="image")
    ratio = image.ImageAspectRatio.Name(asked.aspect_ratio).removeprefix("IMG_ASPECT_RATIO_")
    named = ratio.replace("_", ":", 1) if ratio[0].isdigit() and ratio.count("_") == 1 else None
    width, height = sides(None, named)
    wanted = PictureWanted(
        asked.prompt, width=width, height=height, n=min(max(asked.n, 1), 10),
        painter=painter_of(call.app, asked.model), who=call.whom.id,
    )  # fmt: skip
    told = []
    try:
        with call.app.people.allowance(call.whom, "draw", wanted.painter, wanted.n):
            made = list(draw(call.app, wanted))
    except ApiRefused as refused:
        if refused.code != "content_policy_violation":
            raise
        told = [image.GeneratedImage(respect_moderation=False) for _ in range(wanted.n)]
        made = []
    for one in made:
        drawn = image.GeneratedImage(respect_moderation=True)
        if asked.format == image.IMG_FORMAT_URL:
            drawn.url = address(call.app, one.picture.id, call.whom.id, call.app.owner.address)
        else:
            data = base64.b64encode(bytes_of(call.app, one.picture.id, call.whom.id)).decode()
            drawn.base64 = f"data:image/png;base64,{data}"
        told.append(drawn)
    spent = call.proto.usage.SamplingUsage(prompt_tokens=estimate_tokens(asked.prompt))
    return image.ImageResponse(images=told, model=asked.model, usage=spent)


_METHODS: dict[tuple[str, str], dict[str, tuple[str, Answer]]] = {
    ("chat", "Chat"): {
        "GetCompletion": ("chat", _complete), "GetCompletionChunk": ("chat", _chunks),
    },
    ("models", "Models"): {
        "ListLanguageModels": ("", _languages),
        "GetLanguageModel": ("", _one_language),
        "ListEmbeddingModels": ("", _embedders),
        "ListImageGenerationModels": ("", _painters),
    },
    ("embed", "Embedder"): {"Embed": ("embed", _embed)},
    ("tokenize", "Tokenize"): {"TokenizeText": ("", _tokenize)},
    ("image", "Image"): {"GenerateImage": ("images", _draw)},
}  # fmt: skip
"""By service: each method with the scope that a key must have ("" = any), and what answers."""
