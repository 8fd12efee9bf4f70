"""How entrants answer, as the settings say it or as is usual, and which cannot be had here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rostra.app._models import NONE, need_weights
from rostra.app._prompts import folder, prompts_in_use
from rostra.assistant import LANGS, Prompt, Prompts, parsed_prompt, prompt, prompt_names, try_prompt
from rostra.errors import PromptError, RostraError, SettingsError
from rostra.models import WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path

    from rostra.models import OpenModels, Weights
    from rostra.settings import EntrantSettings, Settings

Way = Literal["feed", "plain", "digest"]
IN_USE, SHIPPED = "", "shipped"
"""Sets of prompts that are no folder: those that answers are asked with, and those shipped."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an entrant answers.

    `way`: the assistant over the feed, the model alone without any post ("plain"), or a digest of
    what is asked. `model` is a role, an alias, the name of bundled weights, or `none` (posts
    only). `prompts` is a set: "" those in use, `shipped`, or NAME for `prompts/NAME/{en,zh}/*.md`
    of the data folder, over the shipped ones. Without `checks` the model's sentences stand as it
    wrote them. `fun` adds a digest's asides. `names` would give it away, beside its model's;
    `licence` is that of its words where it is another than its model's.
    """

    way: Way = "feed"
    model: str = NONE
    prompts: str = IN_USE
    checks: bool = True
    fun: bool = False
    names: tuple[str, ...] = ()
    licence: str = ""


USUAL: Mapping[str, Recipe] = {
    "posts only": Recipe(),
    "mini": Recipe(model="mini"),
    "large": Recipe(model="large"),
    "tiny": Recipe(model="tiny"),
    "tiny unchecked": Recipe(model="tiny", checks=False),
    "mini unchecked": Recipe(model="mini", checks=False),
    "large unchecked": Recipe(model="large", checks=False),
    "mini alone": Recipe("plain", "mini"),
    "large alone": Recipe("plain", "large"),
    "tiny alone": Recipe("plain", "tiny"),
    "digest": Recipe("digest"),
    "digest in fun": Recipe("digest", fun=True),
}
"""Entrants that any Rostra knows by these names."""
MET = ("mini", "large", "posts only")
"""Those that are met in battles where the settings name none."""
_FAMILIES = {
    "Qwen": ("Qwen", "Alibaba Cloud", "通义千问", "阿里云"),
    "SmolLM": ("SmolLM", "SmolLM2", "Hugging Face"),
}


def recipes_of(settings: Settings) -> dict[str, Recipe]:
    """Return who is met in battles, by the name on the board: as the settings say, or as usual."""
    told = {e.code or e.label: _recipe(e) for e in settings.arena.entrants}
    return told or {name: USUAL[name] for name in MET}


def known_recipes(settings: Settings) -> dict[str, Recipe]:
    """Return every entrant that can be named: the settings' and the usual ones."""
    return {**USUAL, **recipes_of(settings)}


def chosen(recipes: Mapping[str, Recipe], names: Sequence[str]) -> dict[str, Recipe]:
    """Pick recipes by name; SettingsError lists the known names."""
    for name in names:
        if name not in recipes:
            msg = f"no entrant is called {name!r}; the entrants are {', '.join(recipes)}"
            raise SettingsError(msg)
    return {name: recipes[name] for name in names}


def fault_of(recipe: Recipe, opened: OpenModels, settings: Settings) -> str:
    """Say why an entrant cannot be had here, "" where it can."""
    if recipe.way == "plain" and recipe.model == NONE:
        return "a model alone needs a model; name one, or let it answer from the feed"
    if recipe.fun and recipe.way != "digest":
        return 'only digests have a fun mode; set way = "digest"'
    try:
        if recipe.model != NONE:
            need_weights(recipe.model, opened, settings)
            opened.alone(recipe.model)
        prompt_set(recipe.prompts, settings)
    except RostraError as error:
        return str(error)
    return ""


def prompt_set(name: str, settings: Settings) -> Prompts:
    """Return the prompts of a set; raises PromptError for one that cannot be used.

    A set is tried in form against the shipped prompts; it need not have passed with a model, for
    battles are how one finds out.
    """
    if name == IN_USE:
        return prompts_in_use(settings)
    if name == SHIPPED:
        return prompt
    if not re.fullmatch(r"[\w-][\w.-]{0,63}", name):
        msg = f"{name!r} names no set of prompts; use letters, digits, - and _"
        raise PromptError(msg)
    place = folder(settings) / name
    own = dict(_own(place))
    if not own:
        msg = f"the set of prompts {name!r} holds no file; write {place}/en/write.md"
        raise PromptError(msg)
    return lambda wanted, lang: own.get((wanted, lang)) or prompt(wanted, lang)


def _own(place: Path) -> Iterator[tuple[tuple[str, str], Prompt]]:
    for path in sorted(place.glob("*/*.md")):
        named, lang = path.stem, path.parent.name
        if lang not in LANGS or named not in prompt_names():
            msg = f"{path}: nothing reads it; names are {', '.join(prompt_names())}"
            raise PromptError(msg)
        yield (named, lang), _tried(path, named, lang)


def _tried(path: Path, named: str, lang: str) -> Prompt:
    try:
        fresh = parsed_prompt(path.read_text("utf-8"), named, lang)
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path} cannot be read: {error}"
        raise PromptError(msg) from None
    failed = [t for t in try_prompt(fresh, prompt(named, lang)) if not t.passed]
    if failed:
        msg = f"{path} fails its check ({failed[0].what}): {failed[0].says}"
        raise PromptError(msg)
    return fresh


def weights_of(recipe: Recipe, opened: OpenModels) -> Weights | None:
    """Return the bundled weights an entrant writes with, None where it has none of them."""
    if recipe.model == NONE:
        return None
    known = opened.lineup.aliases.get(recipe.model, recipe.model)
    spec = opened.specs.get(known)
    if spec is not None and (spec.base_url or spec.weights is not None):
        return None
    return WEIGHTS.get((spec.model if spec is not None else "") or known)


def licence_of(recipe: Recipe, opened: OpenModels) -> str:
    """Return the licence of an entrant's words, "" where it is not known."""
    if recipe.licence or recipe.model == NONE:
        return recipe.licence or "as the posts"
    weights = weights_of(recipe, opened)
    return weights.licence if weights else ""


def names_of(recipe: Recipe, opened: OpenModels) -> tuple[str, ...]:
    """Return words that would give an entrant away: what its model is called, and its makers."""
    if recipe.model == NONE:
        return recipe.names
    weights = weights_of(recipe, opened)
    if weights is not None:
        family = next((f for f in _FAMILIES if weights.about.startswith(f)), "")
        return (*recipe.names, *_FAMILIES.get(family, ()))
    spec = opened.specs.get(opened.lineup.aliases.get(recipe.model, recipe.model))
    return (*recipe.names, spec.model) if spec is not None and spec.model else recipe.names


def _recipe(told: EntrantSettings) -> Recipe:
    hidden = (told.label, told.maker) if told.code else (told.maker,)
    names = tuple(name for name in (*told.names, *hidden) if name)
    return Recipe(told.way, told.model, told.prompts, told.checks, told.fun, names, told.licence)
