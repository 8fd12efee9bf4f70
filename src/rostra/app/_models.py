"""From the settings to open models, and what to say when there are none."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from rostra import models
from rostra.app._feeds import secret
from rostra.app._words import ModelState
from rostra.errors import RostraError, SettingsError
from rostra.models import Lineup, ModelSpec, OpenModels, Sources, Timeouts
from rostra.settings import ModelSettings, Settings

NONE = "none"
"""The model's name by which a person asks for quotes only."""


def weights_folder(settings: Settings) -> Path:
    """Return the folder that holds weights."""
    return settings.models.cache or models.cache_folder(os.environ, Path.home())


def weights_sources(settings: Settings) -> Sources:
    """Return where weights may come from."""
    chosen = settings.models
    usual = Sources(proxy=chosen.proxy or None)
    return replace(usual, hub=chosen.hub_mirror) if chosen.hub_mirror else usual


def open_lineup(settings: Settings) -> OpenModels:
    """Open the models the settings name; nothing is started before it is used."""
    chosen = settings.models
    return models.open_models(
        Lineup(
            cache=weights_folder(settings),
            specs=[_spec(role, told, chosen.proxy) for role, told in chosen.roles.items()],
            aliases=chosen.aliases,
            fallback=tuple(chosen.fallback),
            threads=chosen.threads,
            context=chosen.context,
            logs=settings.data / "logs",
        )
    )


def _spec(role: str, told: ModelSettings, proxy: str) -> ModelSpec:
    key = secret(told.api_key, told.api_key_env, f"the key of the model {role!r}")
    return ModelSpec(
        role,
        model=told.model,
        base_url=told.base_url,
        api_key=key,
        weights=Path(told.weights).expanduser() if told.weights else None,
        mmproj=Path(told.mmproj).expanduser() if told.mmproj else None,
        timeouts=Timeouts(told.connect_timeout_s, told.timeout_s, told.timeout_s),
        retries=told.retries,
        proxy=proxy or None,
    )


def model_states(opened: OpenModels, settings: Settings) -> tuple[ModelState, ...]:
    """Return who fills each role, without starting or asking anything."""
    return tuple(_state(name, opened, settings) for name in opened.specs)


def _state(name: str, opened: OpenModels, settings: Settings) -> ModelState:
    spec = opened.specs[name]
    if spec.base_url:
        return ModelState(name, spec.model or name, spec.base_url)
    if spec.weights is not None:
        problem = "" if spec.weights.is_file() else f"{spec.weights} is no file"
        return ModelState(name, spec.weights.name, "the bundled server", problem)
    problem = weights_problem(spec.model or name, settings)
    return ModelState(name, models.WEIGHTS[spec.model or name].about, "the bundled server", problem)


def weights_problem(name: str, settings: Settings) -> str:
    """Return what is wrong with a known weights file, "" when it can be used."""
    try:
        models.weights_path(name, weights_folder(settings))
    except RostraError as error:
        return str(error)
    return ""


def usable(name: str, opened: OpenModels, settings: Settings) -> str:
    """Return why a model cannot write at all (its weights are missing), "" when it may."""
    known = opened.lineup.aliases.get(name, name)
    spec = opened.specs.get(known)
    if spec is None or spec.base_url or spec.weights is not None:
        return ""
    return weights_problem(spec.model or known, settings)


def need_weights(name: str, opened: OpenModels, settings: Settings) -> None:
    """Raise WeightsError where a model by role, alias or bundled weights lacks its file."""
    known = opened.lineup.aliases.get(name, name)
    spec = opened.specs.get(known)
    if spec is not None and (spec.base_url or spec.weights is not None):
        return
    weights = (spec.model if spec is not None else "") or known
    if weights in models.WEIGHTS:
        models.weights_path(weights, weights_folder(settings))


def try_model(name: str, opened: OpenModels, settings: Settings) -> models.Check:
    """Ask a role one short question, with the seconds it took; what is wrong stands in the reply.

    Raises SettingsError for a role that there is not.
    """
    if name not in opened.specs:
        known = ", ".join(opened.specs) or "none"
        raise SettingsError(f"there is no role {name!r}; there are {known}")
    missing = usable(name, opened, settings)
    if missing:
        return models.Check(name, "bundled", problem=missing)
    return models.check_model(opened, name)
