"""Try a model out, and say in one line how to mend it where it does not answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from rostra.errors import ModelError, ModelUnreachable, WeightsError
from rostra.models._openai import OpenAIModel
from rostra.models._roles import OpenModels
from rostra.models._spec import Capabilities
from rostra.models._types import Message, Options, Usage

_QUESTION = (Message("user", "Count from one to twenty in words."),)


@dataclass(frozen=True, slots=True)
class Check:
    """What came of trying a model: seconds to its first word, tokens written a second after it.

    `problem` is "" when it answered; else it says what is wrong and what to do. `served` are the
    models the server says it has.
    """

    name: str
    where: str
    problem: str = ""
    first_word_s: float = 0.0
    tokens_per_s: float = 0.0
    capabilities: Capabilities = field(default_factory=Capabilities)
    served: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """True when the model answered."""
        return not self.problem


def check_model(
    models: OpenModels, name: str, *, timer: Callable[[], float] = time.perf_counter
) -> Check:
    """Ask one model a short question and find out what it can do; no other stands in for it."""
    model = models.only(name)
    where = model.spec.base_url or "bundled"
    began = timer()
    first, usage = 0.0, Usage()
    try:
        for chunk in model.reply(_QUESTION, Options(max_tokens=32)):
            first = first or timer()
            usage = chunk.usage or usage
        ended = timer()
        can = models.capabilities(name)
    except ModelUnreachable as error:
        return Check(name, where, problem=_one_line(error))
    except (ModelError, WeightsError) as error:
        served = _served(model) if model.spec.base_url else ()
        return Check(name, where, problem=_one_line(error), served=served)
    # The first token is there when the clock of writing starts.
    speed = max(usage.completion - 1, 0) / max(ended - (first or ended), 1e-6)
    return Check(name, where, "", (first or ended) - began, speed, can, _served(model))


def _served(model: OpenAIModel) -> tuple[str, ...]:
    listed = model.page("/v1/models")
    entries = listed.get("data") if isinstance(listed, dict) else None
    return tuple(str(entry["id"]) for entry in entries or () if "id" in entry)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
