"""An operator's prompts: which are in use, what they change, and the check that lets them in."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rostra.app._words import PromptState, PromptTried
from rostra.assistant import (
    LANGS,
    Prompt,
    Prompts,
    Trial,
    compared,
    parsed_prompt,
    prompt,
    prompt_names,
    prompt_source,
    try_prompt,
)
from rostra.errors import PromptError, RostraError
from rostra.settings import Settings

if TYPE_CHECKING:
    from rostra.models import Model

PASSED = "passed.json"
LARGEST = 100_000
"""Bytes of an operator's prompt at most."""


def prompts_in_use(settings: Settings) -> Prompts:
    """Return the prompts to ask models with: the operator's that passed, else the shipped."""
    own = {
        (state.name, state.lang): _own(settings, state.name, state.lang)
        for state in prompt_states(settings)
        if state.origin == "operator" and state.in_use
    }
    return lambda name, lang: own.get((name, lang)) or prompt(name, lang)


def prompt_states(settings: Settings) -> tuple[PromptState, ...]:
    """Tell of every prompt in every language which is in use; operator's files of no use last."""
    passed = _passed(settings)
    known = [_state(settings, n, lang, passed) for n in prompt_names() for lang in LANGS]
    return (*known, *_strays(settings))


def prompt_notes(settings: Settings) -> tuple[str, ...]:
    """Say which of the operator's prompts are not in use, and why."""
    return tuple(
        f"the prompt {s.lang}/{s.name}.md in {folder(settings)} is not in use: {s.problem}"
        for s in prompt_states(settings)
        if s.problem
    )


def prompt_diff(settings: Settings, name: str, lang: str) -> str:
    """Return what the operator's prompt changes in the shipped one, as a unified diff."""
    known_prompt(name)
    path = _path(settings, name, lang)
    if not path.exists():
        return ""
    shipped, own = prompt_source(name, lang), _read(path)
    return "".join(
        line if line.endswith("\n") else f"{line}\n"
        for line in difflib.unified_diff(
            shipped.splitlines(keepends=True),
            own.splitlines(keepends=True),
            f"shipped/{lang}/{name}.md",
            f"operator/{lang}/{name}.md",
        )
    )


def check_prompts(
    settings: Settings, name: str, model: Model | None, now: datetime, *, admit: bool
) -> tuple[PromptTried, ...]:
    """Try the operator's prompts ("" = all of them, the shipped too).

    With `admit`, those that pass are in use from now on.
    With a model, a changed prompt must do no worse than the shipped one on the cases. Raises
    PromptError for a name that nobody asks with, ModelError where the model fails.
    """
    if name:
        known_prompt(name)
    tried = []
    for state in prompt_states(settings):
        if state.sha256 and name in ("", state.name):
            trials = tuple(_trials(settings, state, model))
            good = all(trial.passed for trial in trials)
            if good and admit:
                _pass(settings, state, model.name if model else "", now)
            tried.append(PromptTried(state.name, state.lang, state.origin, good, trials))
    return tuple(tried)


def known_prompt(name: str) -> None:
    """Raise PromptError, with the known names, for a prompt that nobody asks with."""
    if name not in prompt_names():
        msg = f"there is no prompt {name!r}; there are {', '.join(prompt_names())}"
        raise PromptError(msg)


def folder(settings: Settings) -> Path:
    """Return the folder of the operator's prompts."""
    return settings.data / "prompts"


def _state(
    settings: Settings, name: str, lang: str, passed: Mapping[str, Mapping[str, Any]]
) -> PromptState:
    shipped, path = prompt(name, lang), _path(settings, name, lang)
    plain = PromptState(name, lang, "shipped", shipped.version, shipped.sha256, True)  # noqa: FBT003
    if not path.exists():
        return plain
    try:
        own = _own(settings, name, lang)
    except PromptError as error:
        return PromptState(
            name, lang, "operator", 0, _hash_of(path), False, shipped.mark, str(error)  # noqa: FBT003
        )  # fmt: skip
    kept = passed.get(f"{lang}/{name}", {})
    holds = (kept.get("sha256"), kept.get("against")) == (own.sha256, shipped.sha256)
    why = "" if holds else _why_not(name, kept, own)
    return PromptState(name, lang, "operator", own.version, own.sha256, holds, shipped.mark, why)


def _why_not(name: str, kept: Mapping[str, Any], own: Prompt) -> str:
    cure = f"run `rostra prompts check {name}`"
    if not kept:
        return f"it has not passed the check; {cure}"
    what = "the shipped one" if kept.get("sha256") == own.sha256 else "it"
    return f"{what} was changed after it passed the check; {cure}"


def _strays(settings: Settings) -> Iterator[PromptState]:
    """Find the operator's files that no question ever reads."""
    names = prompt_names()
    for path in sorted(folder(settings).glob("*/*.md")):
        lang, name = path.parent.name, path.stem
        if lang not in LANGS or name not in names:
            why = f"nothing reads it: names are {', '.join(names)}, languages {', '.join(LANGS)}"
            yield PromptState(name, lang, "operator", 0, "", False, "", why)  # noqa: FBT003


def _trials(settings: Settings, state: PromptState, model: Model | None) -> Iterator[Trial]:
    if state.origin == "shipped":
        fresh = shipped = prompt(state.name, state.lang)
        yield from try_prompt(fresh, shipped)
        return
    shipped = prompt(state.name, state.lang)
    try:
        fresh = _own(settings, state.name, state.lang)
    except PromptError as error:
        yield Trial("reads", passed=False, says=str(error))
        return
    good = True
    for trial in try_prompt(fresh, shipped):
        good &= trial.passed
        yield trial
    if good and model is not None:
        yield from compared(fresh, shipped, model)


def _path(settings: Settings, name: str, lang: str) -> Path:
    return folder(settings) / lang / f"{name}.md"


def _own(settings: Settings, name: str, lang: str) -> Prompt:
    return parsed_prompt(_read(_path(settings, name, lang)), name, lang)


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            msg = f"{path} has more than {LARGEST} bytes; shorten it"
            raise PromptError(msg)
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path} cannot be read: {error}; write it in UTF-8, readable by Rostra"
        raise PromptError(msg) from None


def _hash_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "unreadable"


def _passed(settings: Settings) -> Mapping[str, Mapping[str, Any]]:
    """Read what passed; a file that cannot be read lets nothing in."""
    try:
        told = json.loads((folder(settings) / PASSED).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    entries = told.items() if isinstance(told, dict) else ()
    return {name: kept for name, kept in entries if isinstance(kept, dict)}


def _pass(settings: Settings, state: PromptState, model: str, now: datetime) -> None:
    if state.origin == "shipped":
        return
    shipped = prompt(state.name, state.lang)
    kept = dict(_passed(settings))
    kept[f"{state.lang}/{state.name}"] = {
        "sha256": state.sha256,
        "against": shipped.sha256,
        "at": now.isoformat(),
        "model": model,
    }
    place = folder(settings) / PASSED
    fresh = place.with_suffix(".new")
    fresh.write_text(json.dumps(kept, indent=2), "utf-8")
    try:
        os.replace(fresh, place)  # noqa: PTH105 - a reader sees the old file or the new one
    except OSError as error:
        msg = f"{place} cannot be written: {error}"
        raise RostraError(msg) from None
