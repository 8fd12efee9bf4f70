"""Write settings: comments stay, and the file is always whole."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from rostra.errors import SettingsError
from rostra.settings._models import FeedSettings, Settings

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def add_feed(file: Path, feed: Mapping[str, Any]) -> FeedSettings:
    """Add a feed to the settings file; raises SettingsError when it is wrong or its name taken."""
    try:
        checked: FeedSettings = TypeAdapter(FeedSettings).validate_python(dict(feed))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"][1:]) or "network"
        msg = f"the feed {feed.get('name', '')!r} is wrong: {key}: {first['msg']}"
        raise SettingsError(msg) from None
    kept = checked.model_dump(mode="json", exclude_defaults=True) | {
        "name": checked.name,
        "network": checked.network,
    }
    order = ["name", "network", *sorted(set(kept) - {"name", "network"})]
    with editing(file) as document:
        import tomlkit

        feeds = document.setdefault("feeds", tomlkit.aot())
        if any(other.get("name") == checked.name for other in feeds):
            msg = (
                f"a feed called {checked.name!r} is already in {file}; "
                "choose another name with --name, or remove that one first"
            )
            raise SettingsError(msg)
        if document and not feeds:
            document.add(tomlkit.nl())
        table = tomlkit.table()
        for key in order:
            table.add(key, kept[key])
        feeds.append(table)
    return checked


def drop_feed(file: Path, name: str) -> None:
    """Take a feed out of the settings file; raises SettingsError when there is none."""
    with editing(file) as document:
        feeds = document.get("feeds", [])
        at = [i for i, feed in enumerate(feeds) if feed.get("name") == name]
        if not at:
            known = ", ".join(feed.get("name", "?") for feed in feeds) or "none"
            msg = f"no feed is called {name!r} in {file}; the feeds there: {known}"
            raise SettingsError(msg)
        del feeds[at[0]]
        if not feeds:
            del document["feeds"]


def switch_feed(file: Path, name: str, *, on: bool) -> None:
    """Switch a feed of the settings file on or off; raises SettingsError when there is none."""
    with editing(file) as document:
        feed = next((f for f in document.get("feeds", []) if f.get("name") == name), None)
        if feed is None:
            msg = f"no feed is called {name!r} in {file}; it may have been removed meanwhile"
            raise SettingsError(msg)
        if on:
            feed.pop("enabled", None)
        else:
            feed["enabled"] = False


def add_mute(file: Path, kind: str, value: str) -> None:
    """Mute an author (`kind` = authors) or a word (`kind` = words)."""
    with editing(file) as document:
        muted = document.setdefault("mutes", {}).setdefault(kind, [])
        if value not in muted:
            muted.append(value)


def drop_mute(file: Path, kind: str, value: str) -> None:
    """Take a mute back; raises SettingsError when there is none."""
    with editing(file) as document:
        muted = document.get("mutes", {}).get(kind, [])
        if value not in muted:
            msg = f"{value!r} is not among the muted {kind} in {file}"
            raise SettingsError(msg)
        muted.remove(value)
        if not muted:
            del document["mutes"][kind]


def set_key(file: Path, section: str, key: str, value: str) -> None:
    """Set one key of a section; "" takes it out, so that the default holds.

    Raises SettingsError for a value that the section does not take.
    """
    held: Any = Settings.model_fields[section].annotation
    try:
        if value:
            TypeAdapter(held).validate_python({key: value})
    except ValidationError as error:
        msg = f"{section}.{key} is wrong: {error.errors(include_url=False)[0]['msg']}"
        raise SettingsError(msg) from None
    with editing(file) as document:
        table = document.setdefault(section, {})
        if value:
            table[key] = value
        else:
            table.pop(key, None)
            if not table:
                del document[section]


@contextmanager
def editing(file: Path) -> Iterator[TOMLDocument]:
    """Hand out the document and write it back whole; two writers take turns."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    # The file may be a link into a folder of dotfiles: replace what it points to.
    file = file.resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    with (file.parent / f".{file.name}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        try:
            document = tomlkit.parse(text)
        except TOMLKitError as error:
            msg = f"{file} is not valid TOML: {error}; mend it first"
            raise SettingsError(msg) from None
        yield document
        _replace(file, tomlkit.dumps(document))


def _replace(file: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        if file.exists():
            temporary.chmod(file.stat().st_mode & 0o777)
        temporary.replace(file)
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    finally:
        temporary.unlink(missing_ok=True)
