"""What is true of the sample feed, with ids and times as the loaded copy has them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from importlib.resources import files
from typing import Any

from rostra.feeds._sample import Clock, sample_ids, sample_rows

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SampleFact:
    """What a story tells. `by` are the posts that support it, `first` the earliest of them.

    `superseded_by` names the fact that corrected this one ("" where it stands); `rumour` says
    that it was never true.
    """

    id: str
    zh: str
    en: str
    by: tuple[str, ...]
    first: str
    first_seen: datetime
    superseded_by: str = ""
    rumour: bool = False


@dataclass(frozen=True, slots=True)
class SampleStory:
    """One storyline. `timeline` are the facts that are events, in the order they were told.

    `corrections` pair a fact that fell with the one that replaced it; `duplicates` pair an
    original post with its copies and reposts.
    """

    id: str
    zh: str
    en: str
    facts: tuple[SampleFact, ...]
    timeline: tuple[str, ...]
    corrections: tuple[tuple[str, str], ...]
    jokes: tuple[str, ...]
    advertisements: tuple[str, ...]
    duplicates: tuple[tuple[str, tuple[str, ...]], ...]
    deleted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleQuestion:
    """A question. An answer holds `facts`, and neither `wrong_facts` nor what `jokes` say.

    `needs` is "posts", or "nothing" where no search is needed. Where it is "posts" and
    `answerable` is false, the posts do not tell. `about` is what kind of question it is;
    `home` names the home page's group that shows it as an example.
    """

    id: str
    story: str
    lang: str
    text: str
    needs: str
    answerable: bool
    facts: tuple[str, ...]
    wrong_facts: tuple[str, ...]
    jokes: tuple[str, ...]
    relevant: tuple[str, ...]
    about: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class SampleClaim:
    """A sentence about some posts, and whether they support it; `change` is what was altered."""

    id: str
    story: str
    lang: str
    text: str
    posts: tuple[str, ...]
    supported: bool
    change: str = ""


@dataclass(frozen=True, slots=True)
class SamplePost:
    """What a post is: its kind, its storyline, for or against, and what it is a copy of."""

    kind: str
    story: str = ""
    stance: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SampleTruth:
    """All that is known of one copy of the sample; `posts` by post id."""

    stories: tuple[SampleStory, ...]
    claims: tuple[SampleClaim, ...]
    questions: tuple[SampleQuestion, ...]
    posts: dict[str, SamplePost]

    @property
    def facts(self) -> dict[str, SampleFact]:
        """Every fact, by its id."""
        return {fact.id: fact for story in self.stories for fact in story.facts}


def sample_truth(now: datetime, tz: tzinfo) -> SampleTruth:
    """Return the truth for the copy that `sample_changes(now, tz)` yields."""
    clock = Clock(now, tz)
    ids = sample_ids(clock.today.isoformat())
    raw = json.loads((files("rostra.feeds") / "sample" / "truth.json").read_text(encoding="utf-8"))
    return SampleTruth(
        stories=tuple(_story(row, clock, ids) for row in raw["stories"]),
        claims=tuple(_claim(row, clock, ids) for row in raw["claims"]),
        questions=tuple(_question(row, clock, ids) for row in sample_rows("questions.jsonl")),
        posts={ids[key]: _what(row, ids) for key, row in raw["posts"].items()},
    )


def _ids(keys: Sequence[str], ids: dict[str, str]) -> tuple[str, ...]:
    return tuple(ids[key] for key in keys)


def _story(row: Row, clock: Clock, ids: dict[str, str]) -> SampleStory:
    return SampleStory(
        id=row["id"],
        zh=row["zh"],
        en=row["en"],
        facts=tuple(_fact(fact, clock, ids) for fact in row["facts"]),
        timeline=tuple(row["timeline"]),
        corrections=tuple((pair["claim"], pair["truth"]) for pair in row["corrections"]),
        jokes=_ids(row["jokes"], ids),
        advertisements=_ids(row["advertisements"], ids),
        duplicates=tuple((ids[key], _ids(its, ids)) for key, its in row["duplicates"].items()),
        deleted=_ids(row["deleted"], ids),
    )


def _fact(row: Row, clock: Clock, ids: dict[str, str]) -> SampleFact:
    return SampleFact(
        id=row["id"],
        zh=clock.words(row["zh"], "zh"),
        en=clock.words(row["en"], "en"),
        by=_ids(row["by"], ids),
        first=ids[row["first"]],
        first_seen=clock.moment(row["day"], row["second"]),
        superseded_by=row["superseded_by"],
        rumour=row["rumour"],
    )


def _question(row: Row, clock: Clock, ids: dict[str, str]) -> SampleQuestion:
    return SampleQuestion(
        id=row["id"],
        story=row["story"],
        lang=row["lang"],
        text=clock.words(row["text"], row["lang"]),
        needs=row["needs"],
        answerable=row["answerable"],
        facts=tuple(row["facts"]),
        wrong_facts=tuple(row["must_not"]["facts"]),
        jokes=_ids(row["must_not"]["posts"], ids),
        relevant=_ids(row["relevant"], ids),
        about=row["about"],
        home=row["home"],
    )


def _claim(row: Row, clock: Clock, ids: dict[str, str]) -> SampleClaim:
    return SampleClaim(
        id=row["id"],
        story=row["story"],
        lang=row["lang"],
        text=clock.words(row["text"], row["lang"]),
        posts=_ids(row["posts"], ids),
        supported=row["supported"],
        change=row["change"],
    )


def _what(row: Row, ids: dict[str, str]) -> SamplePost:
    origin = ids[row["origin"]] if row.get("origin") else ""
    return SamplePost(row["kind"], row.get("story", ""), row.get("stance", ""), origin)
