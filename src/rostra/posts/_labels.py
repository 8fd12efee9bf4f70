"""What labels mean, which posts they take out of sight, and which stand on a post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from rostra.posts._columns import key_columns, moments
from rostra.posts._engine import Engine, numbers
from rostra.posts._intake import key_of
from rostra.posts._types import EPOCH, Labelling, Post

Meaning: TypeAlias = Literal["hide", "warn", "inform"]
"""Out of search and every other reading; shown with a warning; only shown."""

FIRM = ("!hide", "!takedown", "!suspend")
"""Orders of a moderation service that no setting changes."""

MEANINGS: Mapping[str, Meaning] = MappingProxyType(
    dict.fromkeys([*FIRM, "!no-unauthenticated", "dmca-violation", "doxxing"], "hide")
    | dict.fromkeys(["spam", "scam", "security", "unsafe-link", "threat", "extremist"], "hide")
    | dict.fromkeys(["porn", "sexual", "nsfl"], "hide")
    | dict.fromkeys(["!warn", "nudity", "graphic-media", "gore", "corpse", "self-harm"], "warn")
    | dict.fromkeys(["intolerant", "rude", "illicit", "impersonation", "misleading"], "warn")
)
"""What labels mean unless the settings say otherwise; one that is not here informs."""

FOR_EVER = datetime(2299, 12, 31, tzinfo=UTC)
"""The end of a label that has none; the table knows no time after it."""

LONGEST = 2_000
"""Characters of a subject, a labeler or a label."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_TIME = "DateTime64(6, 'UTC')"


def hiding(changed: Mapping[str, Meaning]) -> tuple[str, ...]:
    """Return the labels that hide, when some meanings are changed; `FIRM` ones always do."""
    meant = {**MEANINGS, **changed, **dict.fromkeys(FIRM, "hide")}
    return tuple(sorted(label for label, meaning in meant.items() if meaning == "hide"))


@dataclass(frozen=True, slots=True)
class Veil:
    """The labels that hide, and the moment at which they are asked for.

    `posts` and `authors` are conditions of SQL on `key` and `author_key`; `values` go with them.
    """

    hiding: tuple[str, ...] = hiding({})
    moment: datetime = EPOCH

    @property
    def values(self) -> dict[str, Any]:
        """The values of the conditions."""
        return {"hiding": list(self.hiding), "moment": self.moment}


def _hidden(author: int) -> str:
    return (
        "(SELECT subject_key FROM labels FINAL WHERE label IN {hiding:Array(String)} "  # noqa: S608
        f"AND author = {author} AND NOT gone AND until > {{moment:{_TIME}}})"
    )


UNVEILED_POST = f"key NOT IN {_hidden(0)}"
"""Rows that no label on the post itself hides."""

VEILED_AUTHOR = f"author_key IN {_hidden(1)}"
"""Rows of `posts` whose author a label hides."""

UNVEILED = f"{UNVEILED_POST} AND NOT ({VEILED_AUTHOR})"
"""Rows of `posts` that no label hides."""


@dataclass(slots=True)
class Labels:
    """The labellings of a batch: of each label by each labeler on each subject the newest."""

    newest: dict[tuple[str, int, str, str], Labelling] = field(default_factory=dict)

    def take(self, labelling: Labelling) -> None:
        """Add one; at the same moment what comes later holds."""
        key = key_of(labelling.subject)
        name = (labelling.label, key, labelling.source, labelling.labeler)
        held = self.newest.get(name)
        if held is None or labelling.at >= held.at:
            self.newest[name] = labelling

    def columns(self) -> Any:
        """Make an Arrow table with the columns of `labels`."""
        told = list(self.newest.values())
        return key_columns(
            [name[1] for name in self.newest],
            name="subject_key",
            label=[one.label for one in told],
            author=[one.of == "author" for one in told],
            source=[one.source for one in told],
            labeler=[one.labeler for one in told],
            gone=[one.gone for one in told],
            at=moments(one.at for one in told),
            until=moments(min(one.until or FOR_EVER, FOR_EVER) for one in told),
        )


def fault(labelling: Labelling) -> str:
    """Say why a labelling cannot be kept, "" where it can."""
    names = (labelling.subject, labelling.label, labelling.labeler, labelling.source)
    if not (labelling.subject and labelling.label):
        return "a labelling without a subject or a label"
    if any(len(name) > LONGEST or _SURROGATE.search(name) for name in names):
        return "a labelling with a name that is no valid text or too long"
    times = (labelling.at, labelling.until or labelling.at)
    if any(moment.tzinfo is None or moment < EPOCH for moment in times):
        return "a labelling whose times lie before 1970 or have no zone"
    return ""


def labelled(engine: Engine, posts: Sequence[Post], moment: datetime) -> list[Post]:
    """Return the posts with the labels that stand on them and on their authors at a moment."""
    if not posts:
        return []
    keys = {key_of(post.id) for post in posts} | {key_of(post.author.id) for post in posts}
    rows = engine.rows(
        "SELECT DISTINCT subject_key, author, label FROM labels FINAL "  # noqa: S608
        "WHERE subject_key IN {keys:Array(UInt64)} AND NOT gone "
        f"AND until > {{moment:{_TIME}}} ORDER BY label",
        keys=numbers(keys),
        moment=moment,
    )
    if not rows:
        return list(posts)
    of: dict[tuple[int, bool], list[str]] = {}
    for key, author, label in rows:
        of.setdefault((key, author), []).append(label)
    return [_with(post, of) for post in posts]


def _with(post: Post, of: Mapping[tuple[int, bool], Iterable[str]]) -> Post:
    told = (*of.get((key_of(post.id), False), ()), *of.get((key_of(post.author.id), True), ()))
    return replace(post, labels=tuple(dict.fromkeys([*post.labels, *told]))) if told else post


def forget_labels(engine: Engine, condition: str, **values: Any) -> None:
    """Take labels of a condition out of the table, where there are any."""
    if engine.rows(f"SELECT 1 FROM labels WHERE {condition} LIMIT 1", **values):  # noqa: S608
        sql = f"ALTER TABLE labels DELETE WHERE {condition} SETTINGS mutations_sync = 2"
        engine.run(sql, **values)
