"""Find out what a served model can do: its own pages first, then one small request each."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rostra.errors import ModelError
from rostra.models._openai import OpenAIModel
from rostra.models._spec import Capabilities
from rostra.models._types import Message, Options, Reply, Tool, complete

LASTS = timedelta(days=7)
# Ollama cuts prompts at this many tokens unless the model file says otherwise.
OLLAMA_CONTEXT = 4096
_ENUM = {"type": "object", "properties": {"code": {"enum": ["k7"]}}, "required": ["code"]}
_TOOL = Tool("get_time", "Tell the time in a city", {"type": "object", "properties": {}})
# 16 × 16 grey pixels: small, and not too small for any image reader.
_PICTURE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAD0lEQVR4nGNo"
    "QAMMI1sAAAUMgAFaSOXNAAAAAElFTkSuQmCC"
)


def probe(
    model: OpenAIModel, cache: Path | None, *, now: datetime, lasts: timedelta = LASTS
) -> Capabilities:
    """Find out what a model can do, or recall it from `cache` (a JSON file) where fresh.

    Costs up to five requests of a few tokens. What the settings state is taken as it is. Raises
    ModelError when the model does not answer at all; nothing is kept then.
    """
    spec = model.spec
    if spec.capabilities is not None:
        return spec.capabilities
    key = f"{spec.base_url}|{spec.model}"
    kept = _recall(cache, key, now - lasts) if cache else None
    if kept is not None:
        return kept
    found = _find_out(model)
    if cache:
        _keep(cache, key, found, now)
    return found


def _find_out(model: OpenAIModel) -> Capabilities:
    complete(model, _asked("Hi"), Options(max_tokens=1))  # unreachable, denied: told from here
    stated = _stated(model)
    once = model.once()
    return Capabilities(
        json_schema=_takes_schema(once),
        logprobs=any(token.alternatives for token in _try(once, Options(8, logprobs=2)).tokens),
        tools=stated.get("tools") is not False and _calls_tools(once),
        vision=stated["vision"] if "vision" in stated else _sees(once),
        lora=isinstance(model.page("/lora-adapters"), list),
        context=int(stated.get("context") or 0),
    )


def _asked(text: str, images: Sequence[str] = ()) -> list[Message]:
    return [Message("user", text, images=tuple(images))]


def _try(model: OpenAIModel, options: Options, images: Sequence[str] = ()) -> Reply:
    """Ask; a refusal is an empty reply: the server answered a plain request just before."""
    try:
        return complete(model, _asked("What time is it in Paris?", images), options)
    except ModelError:
        return Reply("", model.name, finish="refused")


def _takes_schema(model: OpenAIModel) -> bool:
    """Ask for a word that nobody would write unless the schema were enforced."""
    try:
        return bool(json.loads(_try(model, Options(32, schema=_ENUM)).text)["code"] == "k7")
    except (ValueError, KeyError, TypeError):
        return False


def _calls_tools(model: OpenAIModel) -> bool:
    made = model.having({"tool_choice": "required"})
    return bool(_try(made, Options(64, tools=(_TOOL,))).tool_calls)


def _sees(model: OpenAIModel) -> bool:
    return _try(model, Options(4), [_PICTURE]).finish != "refused"


def _stated(model: OpenAIModel) -> dict[str, Any]:
    """Read what the server itself tells, in the dialects of llama.cpp, Ollama, vLLM and others."""
    stated: dict[str, Any] = {}
    listed = model.page("/v1/models")
    entries = (listed.get("data") if isinstance(listed, dict) else None) or []
    for entry in entries:
        if isinstance(entry, dict) and (entry.get("id") == model.spec.model or len(entries) == 1):
            meta = entry.get("meta") or {}
            for context in (
                meta.get("n_ctx"),
                entry.get("max_model_len"),
                entry.get("context_length"),
                entry.get("context_window"),
            ):
                stated["context"] = stated.get("context") or context
    props = model.page("/props")
    if isinstance(props, dict) and "default_generation_settings" in props:
        stated["context"] = props["default_generation_settings"].get("n_ctx")
        stated["vision"] = bool(props.get("modalities", {}).get("vision"))
    shown = model.page("/api/show", {"model": model.spec.model})
    if isinstance(shown, dict) and isinstance(shown.get("capabilities"), list):
        stated["vision"] = "vision" in shown["capabilities"]
        stated["tools"] = "tools" in shown["capabilities"]
        stated["context"] = _ollama_context(shown)
    return stated


def _ollama_context(shown: Mapping[str, Any]) -> int:
    for line in str(shown.get("parameters", "")).splitlines():
        name, _, value = line.strip().partition(" ")
        if name == "num_ctx" and value.strip().isdecimal():
            return int(value)
    information = shown.get("model_info") or {}
    trained = [v for k, v in information.items() if k.endswith(".context_length")]
    return min([*map(int, trained), OLLAMA_CONTEXT])


def _recall(cache: Path, key: str, since: datetime) -> Capabilities | None:
    entry = _read(cache).get(key)
    try:
        if datetime.fromisoformat(entry["at"]) < since:  # type: ignore[index]
            return None
        known = {field.name: entry[field.name] for field in fields(Capabilities)}  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return None
    return replace(Capabilities(), **known)


def _read(cache: Path) -> dict[str, Any]:
    try:
        kept = json.loads(cache.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _keep(cache: Path, key: str, found: Capabilities, now: datetime) -> None:
    cache.parent.mkdir(parents=True, exist_ok=True)
    kept = _read(cache) | {key: {"at": now.isoformat(), **asdict(found)}}
    draft = cache.with_name(f"{cache.name}.{os.getpid()}")
    draft.write_text(json.dumps(kept, indent=1), "utf-8")
    draft.replace(cache)
