"""Write requirements/lock.txt: the exact version of everything the environment installed.

Run by `make lock` after the environment was made without the lock; walks what the package and
its `dev` extra ask for, so that nothing else that lies in the environment gets in.
"""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).with_name("lock.txt")
ROOTS = ("rostra[dev]",)
HEAD = "# Exact versions of everything; made by `make lock`. Used as constraints by the Makefile.\n"


def closure(roots: tuple[str, ...]) -> dict[str, str]:
    """Return every installed package that the roots need, with its version."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [Requirement(root) for root in roots]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            print(f"not installed, left out: {name}", file=sys.stderr)
            continue
        found[name] = installed.version
        for extra in ("", *wanted.extras):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            for line in installed.requires or ():
                needed = Requirement(line)
                environment = {**default_environment(), "extra": extra}
                if needed.marker is None or needed.marker.evaluate(environment):
                    waiting.append(needed)
    found.pop("rostra", None)
    return found


if __name__ == "__main__":
    pins = closure(ROOTS)
    LOCK.write_text(HEAD + "".join(f"{name}=={pins[name]}\n" for name in sorted(pins)))
    print(f"{len(pins)} packages in {LOCK}")
