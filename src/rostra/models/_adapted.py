"""Fit a request to what the model can do: JSON by prompt where the server knows no schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from rostra.errors import ModelError, ModelGarbage
from rostra.models._called import calls_by_schema
from rostra.models._schema import schema_faults
from rostra.models._spec import Capabilities
from rostra.models._types import Chunk, Message, Model, Options, Reply, complete

TRIES = 3
PLAIN = Options()


class Adapted:
    """A model that is asked only for what it can do.

    `capabilities` is called when a request first needs one: a plain chat finds nothing out. A
    schema becomes a prompt, a check and at most three tries; log probabilities a server does not
    give are not asked for; a picture for a model that cannot see raises ModelError.
    """

    def __init__(self, model: Model, capabilities: Callable[[], Capabilities]) -> None:
        self.name = model.name
        self.model = model
        self._capabilities = capabilities

    def reply(self, messages: Sequence[Message], options: Options = PLAIN) -> Iterator[Chunk]:
        """Stream a reply; one whose schema had to be prompted for comes in one piece."""
        pictures = any(message.images for message in messages)
        if not (pictures or options.schema is not None or options.logprobs or options.tools):
            yield from self.model.reply(messages, options)
            return
        can = self._capabilities()
        if pictures and not can.vision:
            raise ModelError(
                f"the model {self.name!r} cannot see pictures; choose one that can, or ask about "
                "the text in them"
            )
        if options.logprobs and not can.logprobs:
            options = replace(options, logprobs=0)
        if options.tools and not can.tools:
            yield from calls_by_schema(self, messages, options)
        elif options.schema is not None and not can.json_schema:
            yield from _json_by_prompt(self.model, messages, options)
        else:
            yield from self.model.reply(messages, options)


def complete_json(model: Model, messages: Sequence[Message], options: Options) -> tuple[Any, Reply]:
    """Read a whole reply that fits `options.schema`: the value, and the reply it came in.

    Raises ModelGarbage, with the reply's start and what is wrong, when it does not fit.
    """
    reply = complete(model, messages, options)
    value, faults = _read(reply.text, options.schema or {})
    if faults:
        cut = " (it was cut at max_tokens)" if reply.finish == "length" else ""
        raise ModelGarbage(
            f"the model {reply.model!r} did not keep to the schema{cut}: {faults}. It wrote "
            f"{reply.text[:100]!r}"
        )
    return value, reply


def _json_by_prompt(model: Model, messages: Sequence[Message], options: Options) -> Iterator[Chunk]:
    """Ask for JSON in words, check it, and show the model its faults, a bounded number of times."""
    schema = options.schema or {}
    order = Message(
        "system",
        "Reply with one JSON value and nothing else: no explanation, no Markdown. It must fit this "
        f"JSON schema:\n{json.dumps(schema, ensure_ascii=False, default=dict)}",
    )
    asked = [order, *messages]
    faults = ""
    for _ in range(TRIES):
        reply = complete(model, asked, replace(options, schema=None))
        value, faults = _read(reply.text, schema)
        if not faults:
            yield Chunk(text=json.dumps(value, ensure_ascii=False), tokens=reply.tokens)
            yield Chunk(finish=reply.finish, usage=reply.usage, model=reply.model)
            return
        asked += [
            Message("assistant", reply.text),
            Message("user", f"That does not fit: {faults}. Reply again with the JSON alone."),
        ]
    raise ModelGarbage(
        f"the model {model.name!r} did not give JSON that fits in {TRIES} tries ({faults}); choose "
        "one that can, see: rostra models check"
    )


def _read(text: str, schema: Mapping[str, Any]) -> tuple[Any, str]:
    """Read the JSON in a reply; the second value says what is wrong with it, if anything."""
    starts = [at for at in (text.find("{"), text.find("[")) if at >= 0]
    try:
        # The first value counts; what a chatty model puts around it does not.
        value, _ = json.JSONDecoder().raw_decode(text[min(starts) :] if starts else text.strip())
    except ValueError as error:
        return None, f"it is no JSON ({error})"
    return value, "; ".join(islice(schema_faults(value, schema), 3))
