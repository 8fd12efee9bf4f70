"""Try models in order: the next one answers when one cannot, and says that it did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rostra.errors import ModelDenied, ModelUnreachable, RostraError, WeightsError
from rostra.models._types import Chunk, Message, Model, Options

PLAIN = Options()


class FirstOf:
    """A model that hands the question on until one of several models answers.

    The next one is asked when a model is unreachable, denies us or has no weights, and only
    before its first token: two models never write one reply. The first chunk and the last (and
    so `Reply.model`) name the one that writes. When none can, the first one's error is raised.
    """

    def __init__(self, models: Sequence[Model]) -> None:
        self.name = models[0].name
        self.models = tuple(models)

    def reply(self, messages: Sequence[Message], options: Options = PLAIN) -> Iterator[Chunk]:
        """Stream the reply of the first model that answers."""
        errors: list[RostraError] = []
        for model in self.models:
            pieces = model.reply(messages, options)
            try:
                first = next(pieces, None)
            except (ModelUnreachable, ModelDenied, WeightsError) as error:
                errors.append(error)
                continue
            if first is not None:
                yield replace(first, model=first.model or model.name)
                yield from pieces
            return
        for other in errors[1:]:
            errors[0].add_note(str(other))
        raise errors[0]
