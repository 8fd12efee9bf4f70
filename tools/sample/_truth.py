"""What is true of the sample: facts, timelines, corrections, questions and altered claims."""

from __future__ import annotations

import re
from typing import Any

from tools.sample._posts import DAY_SECONDS, Recorded
from tools.sample._script import Claim, Fact, Question, Story

Row = dict[str, Any]
# Keys that the parser counted out: they move when a line is put in, so truth may not rest on them.
_UNNAMED = re.compile(r"/c\d{3}$")


def truth_of(stories: list[Story], posts: list[Recorded]) -> Row:
    """Make the object of `truth.json`: every story's truth, and what each post is."""
    by_key = {post.key: post for post in posts}
    return {
        "format": 1,
        "stories": [_story(story, posts, by_key) for story in stories],
        "claims": [
            _claim(f"{story.slug}/A{n}", story, claim, by_key)
            for story in stories
            for n, claim in enumerate(story.claims, 1)
        ],
        "posts": {post.key: _what(post) for post in posts},
    }


def questions_of(stories: list[Story], posts: list[Recorded]) -> list[Row]:
    """Make the rows of `questions.jsonl`."""
    facts = {
        f"{story.slug}/{fact.name}": (story, fact) for story in stories for fact in story.facts
    }
    jests: dict[str, list[str]] = {}
    for post in posts:
        if post.kind in {"joke", "satire"}:
            jests.setdefault(post.story, []).append(post.key)
    keys = {post.key for post in posts}
    return [
        _question(f"{story.slug}/Q{n}", story, question, (facts, jests, keys))
        for story in stories
        for n, question in enumerate(story.questions, 1)
    ]


def _full(slug: str, names: tuple[str, ...]) -> list[str]:
    return [name if "/" in name else f"{slug}/{name}" for name in names]


def _known(keys: list[str], known: object, whose: str) -> list[str]:
    missing = [key for key in keys if key not in known]  # type: ignore[operator]
    missing += [key for key in keys if _UNNAMED.search(key)]
    if missing:
        raise ValueError(f"{whose} names what is not there, or has no key of its own: {missing}")
    return keys


def _story(story: Story, posts: list[Recorded], by_key: dict[str, Recorded]) -> Row:
    own = [post for post in posts if post.story == story.slug]
    facts = [_fact(story, fact, by_key) for fact in story.facts]
    named = {fact["id"]: fact for fact in facts}
    events = [fact for fact in facts if fact.pop("event")]
    events.sort(key=lambda fact: (fact["day"], fact["second"]))
    copies: dict[str, list[str]] = {}
    for post in own:
        if post.origin:
            copies.setdefault(post.origin, []).append(post.key)
    return {
        "id": story.slug,
        "zh": story.zh,
        "en": story.en,
        "facts": facts,
        "timeline": [fact["id"] for fact in events],
        "corrections": [
            {
                "claim": fact["id"],
                "truth": fact["superseded_by"],
                "rumour": fact["rumour"],
                "claim_posts": fact["by"],
                "truth_posts": named[fact["superseded_by"]]["by"],
            }
            for fact in facts
            if fact["superseded_by"]
        ],
        "jokes": [post.key for post in own if post.kind in {"joke", "satire"}],
        "advertisements": [post.key for post in own if post.kind in {"ad", "spam"}],
        "duplicates": copies,
        "deleted": [f"{story.slug}/{turn.key}" for turn in story.turns if turn.text is None],
    }


def _fact(story: Story, fact: Fact, by_key: dict[str, Recorded]) -> Row:
    whose = f"{story.slug}/{fact.name}"
    by = _known(_full(story.slug, fact.by), by_key, whose)
    first = min((by_key[key] for key in by), key=lambda post: post.second)
    day, second = divmod(first.second, DAY_SECONDS)
    return {
        "id": whose,
        "zh": fact.zh,
        "en": fact.en,
        "by": by,
        "first": first.key,
        "day": day - 2,
        "second": second,
        "superseded_by": f"{story.slug}/{fact.superseded_by}" if fact.superseded_by else "",
        "rumour": fact.rumour,
        "event": fact.event,
    }


def _question(
    name: str,
    story: Story,
    question: Question,
    known: tuple[dict[str, tuple[Story, Fact]], dict[str, list[str]], set[str]],
) -> Row:
    facts, jests, keys = known
    expected = _known(_full(story.slug, question.facts), facts, name)
    touched = {facts[fact][0].slug for fact in expected} | {story.slug}
    false = set(_known(_full(story.slug, question.must_not), facts, name))
    false |= {
        fact
        for fact, (owner, it) in facts.items()
        if f"{owner.slug}/{it.superseded_by}" in expected
    }
    false -= set(expected)
    posts = [
        f"{owner.slug}/{key}" for owner, it in map(facts.__getitem__, expected) for key in it.by
    ]
    return {
        "id": name,
        "story": story.slug,
        "lang": question.lang,
        "text": question.text,
        "needs": question.needs,
        "answerable": bool(expected),
        "facts": expected,
        "must_not": {
            "facts": sorted(false),
            "posts": sorted(key for slug in touched for key in jests.get(slug, ())),
        },
        "relevant": sorted({*posts, *_known(_full(story.slug, question.see), keys, name)}),
        "about": question.about,
        "home": question.home,
    }


def _claim(name: str, story: Story, claim: Claim, by_key: dict[str, Recorded]) -> Row:
    return {
        "id": name,
        "story": story.slug,
        "lang": claim.lang,
        "text": claim.text,
        "posts": _known(_full(story.slug, claim.posts), by_key, name),
        "supported": claim.supported,
        "change": claim.change,
    }


def _what(post: Recorded) -> Row:
    outside = post.story.split("-")[0] in {"noise", "ad", "spam"}
    row = {
        "kind": post.kind,
        "story": "" if outside else post.story,
        "stance": post.stance,
        "origin": post.origin,
    }
    return {name: value for name, value in row.items() if value}
