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
"""Out of search and every other reading; shown, but no answer rests on it; only shown."""

FIRM = ("!hide", "!takedown", "!suspend")
"""Orders of a moderation service that no setting changes."""

_HIDE = (
    *(*FIRM, "!no-unauthenticated", "dmca-violation", "doxxing", "porn", "sexual", "nsfl"),
    *("spam", "scam", "security", "unsafe-link", "threat", "extremist"),
)
_WARN = (
    *("!warn", "nudity", "graphic-media", "gore", "corpse", "self-harm"),
    *("intolerant", "rude", "illicit", "impersonation", "misleading"),
)
MEANINGS: Mapping[str, Meaning] = MappingProxyType(
    {**dict.fromkeys(_HIDE, "hide"), **dict.fromkeys(_WARN, "warn")}
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


_VEILED = (
    "(SELECT subject_key FROM labels FINAL WHERE label IN {hiding:Array(String)} "  # noqa: S608
    f"AND NOT gone AND until > {{moment:{_TIME}}})"
)
"""Keys of posts and authors that a label hides. Written the same each time, the engine makes the
set once a query; the id of a post is never that of an author."""


@dataclass(frozen=True, slots=True)
class Veil:
    """The labels that hide, and the moment at which they are asked for.

    `lifted` says that there are no labels, which saves looking for them.
    """

    hiding: tuple[str, ...] = hiding({})
    moment: datetime = EPOCH
    lifted: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """The values of the conditions."""
        return {"hiding": list(self.hiding), "moment": self.moment}

    @property
    def posts(self) -> str:
        """Condition for rows of `posts` and `vectors` that no label hides, by post or author."""
        return "1" if self.lifted else f"key NOT IN {_VEILED} AND author_key NOT IN {_VEILED}"

    def among(self, engine: Engine, keys: Iterable[int]) -> set[int]:
        """Return those of some keys of posts and authors that a label hides."""
        if self.lifted:
            return set()
        sql = f"SELECT * FROM {_VEILED} WHERE subject_key IN {{keys:Array(UInt64)}}"  # noqa: S608
        return {row[0] for row in engine.rows(sql, keys=numbers(keys), **self.values)}


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


def any_labels(engine: Engine) -> bool:
    """Tell whether a labeler ever said anything."""
    return bool(engine.rows("SELECT 1 FROM labels LIMIT 1"))


def labelled(engine: Engine, posts: Sequence[Post], veil: Veil) -> list[Post]:
    """Return the posts with the labels that stand now on them and on their authors.

    Those that a label hides are left out.
    """
    if not posts or veil.lifted:
        return list(posts)
    keys = {key_of(post.id) for post in posts} | {key_of(post.author.id) for post in posts}
    rows = engine.rows(
        "SELECT DISTINCT subject_key, label FROM labels FINAL "  # noqa: S608
        "WHERE subject_key IN {keys:Array(UInt64)} AND NOT gone "
        f"AND until > {{moment:{_TIME}}} ORDER BY label",
        keys=numbers(keys),
        moment=veil.moment,
    )
    if not rows:
        return list(posts)
    of: dict[int, list[str]] = {}
    for key, label in rows:
        of.setdefault(key, []).append(label)
    return [shown for post in posts if (shown := _with(post, of, veil))]


def _with(post: Post, of: Mapping[int, Iterable[str]], veil: Veil) -> Post | None:
    told = (*of.get(key_of(post.id), ()), *of.get(key_of(post.author.id), ()))
    if any(label in veil.hiding for label in told):
        return None
    return replace(post, labels=tuple(dict.fromkeys([*post.labels, *told]))) if told else post


def forget_labels(engine: Engine, condition: str, **values: Any) -> None:
    """Take labels of a condition out of the table, where there are any."""
    if engine.rows(f"SELECT 1 FROM labels WHERE {condition} LIMIT 1", **values):  # noqa: S608
        sql = f"ALTER TABLE labels DELETE WHERE {condition} SETTINGS mutations_sync = 2"
        engine.run(sql, **values)
