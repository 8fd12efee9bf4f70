"""Open the models that the settings name: roles, aliases, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rostra.errors import SettingsError
from rostra.models._adapted import Adapted
from rostra.models._capabilities import probe
from rostra.models._fallback import FirstOf
from rostra.models._llama import LlamaServer, LlamaSettings
from rostra.models._meter import own_key
from rostra.models._openai import OpenAIModel, openai_model
from rostra.models._spec import Capabilities, ModelSpec
from rostra.models._types import Model
from rostra.models._weights import WEIGHTS, weights_path

if TYPE_CHECKING:
    import httpx

ROLES = ("large", "mini")


@dataclass(frozen=True, slots=True)
class Lineup:
    """The models to open. A role that no spec names is bundled.

    `aliases` are other names for models. `fallback` names those that stand in, in order, for one
    that cannot answer. `cache` holds the weights, and what was found out about servers. `logs` is
    the folder for the bundled server's logs; `threads` and `context` are the bundled server's.
    """

    cache: Path
    specs: Sequence[ModelSpec] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    fallback: Sequence[str] = ("mini",)
    threads: int = 0
    context: int = 8192
    logs: Path | None = None


def _now() -> datetime:
    return datetime.now(UTC)


def open_models(
    lineup: Lineup,
    *,
    transport: httpx.BaseTransport | None = None,
    clock: Callable[[], datetime] = _now,
) -> OpenModels:
    """Open models by name. Nothing is started or asked before a model is first used.

    Raises SettingsError on an alias or a fallback that leads nowhere, or a wrong base URL.
    """
    named = {spec.name: spec for spec in lineup.specs}
    specs = {role: ModelSpec(role) for role in ROLES} | named
    for name, target in lineup.aliases.items():
        if target not in specs:
            raise SettingsError(f"the alias {name!r} leads to {target!r}; {_known(specs)}")
    for name in lineup.fallback:
        if lineup.aliases.get(name, name) not in specs:
            raise SettingsError(f"the fallback {name!r} is no model; {_known(specs)}")
    return OpenModels(lineup, specs, transport, clock)


class OpenModels:
    """The open models, by name, role or alias. Close it to end the bundled servers."""

    def __init__(
        self,
        lineup: Lineup,
        specs: Mapping[str, ModelSpec],
        transport: httpx.BaseTransport | None,
        clock: Callable[[], datetime],
    ) -> None:
        self.lineup = lineup
        self.specs = specs
        self._clock = clock
        self._servers: list[LlamaServer] = []
        self._models = {name: self._open(spec, transport) for name, spec in specs.items()}

    def get(self, name: str) -> Model:
        """Give a model with those that stand in for it; SettingsError names the known ones."""
        first = self._named(name)
        names = list(dict.fromkeys([first, *map(self._named, self.lineup.fallback)]))
        if self.specs[first].base_url and own_key(first):
            # Who pays for a model alone is not answered at the operator's cost where it fails.
            names = [each for each in names if not self.specs[each].base_url or own_key(each)]
        models = [self._adapted(each) for each in names]
        return FirstOf(models) if len(models) > 1 else models[0]

    def only(self, name: str) -> OpenAIModel:
        """Give a model as it is served: none stands in for it, no request is adapted."""
        return self._models[self._named(name)]

    def alone(self, name: str) -> Model:
        """Give a model that none stands in for: by role, alias, or the name of bundled weights."""
        known = self.lineup.aliases.get(name, name)
        if known not in self._models and known in WEIGHTS:
            self._models[known] = self._open(ModelSpec(known), None)
        return self._adapted(self._named(name))

    def capabilities(self, name: str) -> Capabilities:
        """Say what a model can do; the first time its server is asked. Raises ModelError."""
        model = self._models[self._named(name)]
        return probe(model, self.lineup.cache / "capabilities.json", now=self._clock())

    def _named(self, name: str) -> str:
        known = self.lineup.aliases.get(name, name)
        if known not in self._models:
            raise SettingsError(f"no model is called {name!r}; {_known(self.specs)}")
        return known

    def _adapted(self, name: str) -> Model:
        return Adapted(self._models[name], lambda: self.capabilities(name))

    def close(self) -> None:
        """End the bundled servers and close the connections."""
        for model in self._models.values():
            model.close()
        for server in self._servers:
            server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self, spec: ModelSpec, transport: httpx.BaseTransport | None) -> OpenAIModel:
        if spec.base_url:
            return openai_model(spec, transport=transport)
        lineup = self.lineup
        server = LlamaServer(
            LlamaSettings(
                weights=spec.weights or lineup.cache / _bundled(spec),
                alias=spec.name,
                threads=lineup.threads,
                context=lineup.context,
                mmproj=spec.mmproj,
                lora=spec.lora,
                log=lineup.logs / f"llama-{spec.name}.log" if lineup.logs else None,
            )
        )
        self._servers.append(server)

        def address() -> tuple[str, str]:
            if spec.weights is None:
                weights_path(spec.model or spec.name, lineup.cache)  # missing or altered: told
            return server.address()

        known = Capabilities(
            json_schema=True, logprobs=True, vision=spec.mmproj is not None, lora=True,
            context=lineup.context,
        )  # fmt: skip
        return openai_model(replace(spec, capabilities=spec.capabilities or known), address=address)


def _bundled(spec: ModelSpec) -> str:
    name = spec.model or spec.name
    if name not in WEIGHTS:
        raise SettingsError(
            f"the model {spec.name!r} has no base_url, and {name!r} is no bundled model "
            f"({', '.join(WEIGHTS)}); give base_url, or weights (a GGUF file)"
        )
    return WEIGHTS[name].file


def _known(specs: Mapping[str, ModelSpec]) -> str:
    return f"the models are {', '.join(specs)}"
