"""Everyday lines that belong to no story, strewn over the three days."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from tools.sample._script import MINUTES_A_DAY, Line, Story

_HOURS = re.compile(r"^<(\d+)-(\d+)> ")
# Posts an hour, from midnight: few at night, many at noon and in the evening.
_WAKING = (3, 2, 1, 1, 1, 2, 4, 7, 9, 9, 9, 10, 12, 10, 9, 9, 9, 10, 11, 12, 13, 13, 10, 7)
_MEDIA = re.compile(r"\s*\[(image|video|audio|link): ([^\]]*)\]")


def read_noise(folder: Path, seed: str) -> list[Story]:
    """One pretended story a file `LANG[.ad|.spam].txt`; `> ` answers the line above.

    A line that speaks of a time of day says so (`<7-10> `) and never falls on the last day,
    whose clock is pressed together when the feed is loaded.
    """
    return [_strewn(path, seed) for path in sorted(folder.glob("*.txt"))]


def _strewn(path: Path, seed: str) -> Story:
    who, _, kind = path.stem.partition(".")
    story = Story(slug=f"{kind or 'noise'}-{who}")
    rng = Random(f"{seed}/{path.stem}")
    written = path.read_text(encoding="utf-8").splitlines()
    for number, raw in enumerate((raw for raw in written if raw.strip()), 1):
        answers = raw.startswith("> ")
        text = raw.removeprefix("> ").strip()
        hours = _HOURS.match(text)
        minute = (
            min(story.lines[-1].minute + rng.randrange(2, 40), 3 * MINUTES_A_DAY - 1)
            if answers
            else _moment(hours, rng)
        )
        body = _HOURS.sub("", text)
        story.lines.append(
            Line(
                key=f"n{number:03d}",
                minute=minute,
                who=who,
                kind=kind or "noise",
                text=_MEDIA.sub("", body).replace("\\n", "\n"),
                reply_to=story.lines[-1].key if answers else "",
                media=tuple(_MEDIA.findall(body)),
            )
        )
    return story


def _moment(hours: re.Match[str] | None, rng: Random) -> int:
    if hours:
        first, last = int(hours[1]), int(hours[2])
        return rng.randrange(2) * MINUTES_A_DAY + rng.randrange(first * 60, last * 60)
    hour = rng.choices(range(24), _WAKING)[0]
    return rng.randrange(3) * MINUTES_A_DAY + hour * 60 + rng.randrange(60)
