"""Whether pictures that are posted again are known again, and no others.

Pictures made by code (`measure/_scenes.py`) are put into an album. Each is asked about under six
kinds of change (crop to 50-77 % of its area, scale, two JPEGs down to quality 12, caption, an
app's frame around it, colours), and mirrored besides. `recall` is the share of the six found as
`same`; `false_matches` counts every other picture that was given as `same`, also for as many
pictures that are not in the album, and for blank ones. Memes of one template with other words are
other pictures, with the same words they are one; a crop of one may have lost its words, and may
then be given as another of its template (`crops_of_templates`, counted apart). What only looks
alike is counted too, and how much of it is of another kind. The time of a look-up is taken with the
album filled up to `--fill` imprints whose hashes are those of the pictures with bits turned.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from statistics import median, quantiles
from typing import Any

import numpy as np
from PIL import Image

from measure._scenes import CHANGES, MORE, blanks, originals
from rostra.vision import Album, Imprint, imprint, open_picture


@dataclass(slots=True)
class Tally:
    """What was found, by change, and what should not have been."""

    families: list[str]
    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    cropped: int = 0
    alike: Counter[str] = field(default_factory=Counter)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pictures", type=int, default=300)
    parser.add_argument(
        "--fill", type=int, default=100_000, help="imprints in the album when timed"
    )
    parser.add_argument(
        "--small", action="store_true", help="look up as in an album of under 1,024, spot by spot"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what was missed or wrong")


def run(args: argparse.Namespace) -> dict[str, Any]:
    made = originals(args.pictures, args.seed)
    started = time.process_time()
    known = [_imprint(image) for _, image in made]
    taken = (time.process_time() - started) / len(made)
    album = Album(enumerate(known))
    if not args.small:
        album._make_tables()  # noqa: SLF001 - as in an album of many
    tally, kinds = Tally([family for family, _ in made]), Counter[str]()
    for at, (family, image) in enumerate(made):
        for name, change in {**CHANGES, **MORE}.items():
            rng = random.Random(f"{args.seed}-{at}-{name}")
            asked = _imprint(change(image, rng))
            hit = _ask(album, asked, at, tally, f"{family} {name}")
            tally.asked[name] += 1
            tally.found[name] += hit
            kinds[_kind(family)] += hit and name in CHANGES
            if args.show and not hit:
                print(f"missed: {family} {name}")
    strangers = originals(args.pictures, args.seed + 1)
    for family, image in strangers:
        _ask(album, _imprint(image), None, tally, f"{family} stranger")
    for image in blanks(args.seed):
        _ask(album, _imprint(image), None, tally, "blank page")
    if args.show:
        print("\n".join(tally.false))
    times, cpu = _timed(known, args.fill, args.seed)
    six = sum(tally.asked[name] for name in CHANGES)
    whole = Counter(_kind(family) for family, _ in made)
    return {
        "pictures": len(made),
        "recall": round(sum(tally.found[name] for name in CHANGES) / six, 4),
        "false_matches": len(tally.false),
        "lookup_ms": round(median(times) * 1000, 2),
        "lookup_p95_ms": round(quantiles(times, n=20)[-1] * 1000, 2),
        "lookup_cpu_ms": round(median(cpu) * 1000, 2),
        "album": args.fill,
        "album_mb": _size(known, args.fill),
        "by_change": {n: round(tally.found[n] / tally.asked[n], 3) for n in tally.asked},
        "by_kind": {k: round(kinds[k] / (whole[k] * len(CHANGES)), 3) for k in sorted(whole)},
        "crops_of_templates": tally.cropped,
        "look_alike": dict(sorted(tally.alike.items())),
        "strangers": len(strangers),
        "imprint_cpu_s": round(taken, 3),
    }


def _imprint(image: Image.Image) -> Imprint:
    into = BytesIO()
    image.convert("RGB").save(into, "JPEG", quality=95)
    return imprint(open_picture(into.getvalue()))


def _ask(album: Album[int], asked: Imprint, right: int | None, tally: Tally, family: str) -> bool:
    """Look one up; count what is false, and say whether the right one is among what was found.

    `right` is its number in the album, None where it is not there; `family` its family, or what
    it is.
    """
    matches = album.find(asked)
    name, _, change = family.rpartition(" ")
    for match in matches:
        found = tally.families[match.key]
        if match.key == right or found == name:
            continue
        if not match.same:
            tally.alike[_kind(name) if _kind(name) == _kind(found) else "another kind"] += 1
        elif change == "crop" and name.partition(":")[0] == found.partition(":")[0]:
            tally.cropped += 1
        else:
            tally.false.append(f"false: {family} is {found}: {match}")
    return any(match.key == right and match.same for match in matches)


def _kind(family: str) -> str:
    return family.partition(":")[0].rstrip("0123456789")


def _filled(known: list[Imprint], fill: int, seed: int) -> Album[int]:
    """Fill an album with hashes that are distributed as real ones are, and mean nothing."""
    noise = np.random.default_rng(seed)
    shown = [one for one in known if not one.blank]
    album: Album[int] = Album()
    for key in range(fill):
        one = shown[key % len(shown)]
        turned = noise.random((len(one.spots[:32]), 64)) < 0.25
        places = np.arange(64, dtype=np.uint64)
        bits = (turned.astype(np.uint64) << places).sum(axis=1, dtype=np.uint64)
        cells = noise.permutation(one.likeness.reshape(-1)).reshape(one.likeness.shape)
        album.add(key, Imprint(int(noise.integers(2**63)), one.spots[:32] ^ bits, one.places[:32],
                               cells, one.aspect, blank=False))  # fmt: skip
    return album


def _timed(known: list[Imprint], fill: int, seed: int) -> tuple[list[float], list[float]]:
    """Take the wall and the processor seconds of a hundred look-ups."""
    album = _filled(known, fill, seed)
    for at, one in enumerate(known):
        album.add(fill + at, one)
    album.find(known[0])  # makes the tables
    times, cpu = [], []
    for one in known[:100]:
        started, spent = time.perf_counter(), time.thread_time()
        album.find(one)
        times.append(time.perf_counter() - started)
        cpu.append(time.thread_time() - spent)
    return times, cpu


def _size(known: list[Imprint], fill: int) -> float:
    """Count the bytes of the arrays of an album of that many pictures, in MB."""
    sizes = [Album(enumerate(known * times)) for times in (1, 2)]
    few, many = ((album.nbytes, len(album)) for album in sizes)
    each = (many[0] - few[0]) / max(1, many[1] - few[1])
    return round((few[0] + each * (fill - few[1])) / 1e6, 1)
