"""A digest as Markdown and as HTML; what strangers wrote is escaped in both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from rostra.assistant._digest_types import Digest, Told
from rostra.assistant._digest_words import word
from rostra.assistant._frames import lang_name, listed, who
from rostra.assistant._types import Sentence

_MARKS = re.compile(r"([\\`*_\[\]<>#|~!])")


_CITED = re.compile(r"\\\[(\d{1,4})\\\]")


def _unescaped(match: re.Match[str]) -> str:
    return f"[{match[1]}]"


def markdown(digest: Digest) -> str:
    """Write a digest as Markdown: stories, disputes, voices, asides, jests, posts, who wrote."""
    return "\n".join(_lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    yield f"# {_safe(heading(digest))}\n"
    yield _safe(span(digest)) + "\n"
    if not digest.stories:
        yield word(digest.tongue, "nothing", read=digest.read) + "\n"
    for at, told in enumerate(digest.stories, start=1):
        yield f"## {at}. {_marked(digest, told.title, cite=False)}\n"
        yield from _story(digest, told)
    if digest.jests:
        yield f"## {word(digest.tongue, 'jests')}\n"
        yield from (f"- {_marked(digest, jest.quote)}" for jest in digest.jests)
        yield ""
    yield f"## {word(digest.tongue, 'sources')}\n"
    for item in digest.evidence:
        link = item.post.url if re.match(r"https?://[^\s<>]+$", item.post.url) else ""
        at_ = moment(item.post.created, digest)
        tail = f" <{link}>" if link else ""
        yield f"- [{item.number}] {_safe(who(item.post))} · {at_} · {item.post.network}{tail}"
    yield "\n" + " · ".join(_safe(part) for part in foot(digest))


def _story(digest: Digest, told: Told) -> Iterator[str]:
    glue = "" if digest.tongue != "en" else " "
    yield glue.join(_marked(digest, s) for s in told.sentences) + "\n"
    yield f"*{_safe(facts(digest, told))}*\n"
    yield from (f"- {_CITED.sub(_unescaped, _safe(row))}" for row in _rows(digest, told))
    for remark in told.remarks:
        yield f"\n> {word(digest.tongue, 'aside')}: {_safe(remark.text)}"
    yield ""


def heading(digest: Digest) -> str:
    """Name the digest."""
    return word(digest.tongue, "title_topic" if digest.topic else "title", topic=digest.topic)


def span(digest: Digest) -> str:
    """Say which time was read, and how many posts."""
    return word(
        digest.tongue, "span", since=moment(digest.since, digest),
        until=moment(digest.until, digest), zone=digest.timezone, read=digest.read,
    )  # fmt: skip


def facts(digest: Digest, told: Told) -> str:
    """Say since when and by how many a story is told."""
    names = dict.fromkeys(lang_name(digest.tongue, lang) for lang in told.langs)
    said = word(
        digest.tongue, "facts", first=moment(told.first_seen, digest), origins=told.origins,
        posts=told.posts, networks=listed(digest.tongue, told.networks),
        langs=listed(digest.tongue, tuple(names)),
    )  # fmt: skip
    one = told.standing == "one source"
    return f"{word(digest.tongue, 'one source')}; {said}" if one else said


def foot(digest: Digest) -> tuple[str, ...]:
    """Say who wrote what."""
    parts = [
        word(digest.tongue, "wrote_model", model=digest.model)
        if digest.model
        else word(digest.tongue, "wrote"),
        word(digest.tongue, "titles_model", model=digest.titled)
        if digest.titled
        else word(digest.tongue, "titles"),
    ]
    if digest.remarked:
        parts.append(word(digest.tongue, "asides", who=word(digest.tongue, "templates")))
    if digest.sample:
        parts.append(word(digest.tongue, "sample"))
    return (*parts, *digest.notes)


def moment(at: datetime, digest: Digest) -> str:
    """Write a time in the digest's zone."""
    return f"{at.astimezone(ZoneInfo(digest.timezone)):%Y-%m-%d %H:%M}"


def cited(digest: Digest, sentence: Sentence) -> str:
    """Write a sentence with the numbers it cites, plain."""
    marks = "".join(f"[{n}]" for n in dict.fromkeys(c.number for c in sentence.citations))
    return (sentence.text or word(digest.tongue, "gone")) + marks


def html(digest: Digest) -> str:
    """Write a digest as an HTML fragment: only its own tags, everything else escaped."""
    parts = [f"<h1>{escape(heading(digest))}</h1>", f"<p>{escape(span(digest))}</p>"]
    for told in digest.stories:
        said = " ".join(escape(cited(digest, s)) for s in told.sentences)
        parts += [f"<h2>{escape(told.title.text)}</h2>", f"<p>{said}</p>"]
        parts.append(f"<p><small>{escape(facts(digest, told))}</small></p>")
        rows = _rows(digest, told)
        if rows:
            parts.append("<ul>" + "".join(f"<li>{escape(row)}</li>" for row in rows) + "</ul>")
        aside = word(digest.tongue, "aside")
        parts += [f"<aside>{aside}: {escape(r.text)}</aside>" for r in told.remarks]
    if digest.jests:
        parts.append(f"<h2>{escape(word(digest.tongue, 'jests'))}</h2>")
        quotes = "".join(f"<li>{escape(cited(digest, j.quote))}</li>" for j in digest.jests)
        parts.append(f"<ul>{quotes}</ul>")
    sources = "".join(
        _source(item.number, item.post.url, who(item.post)) for item in digest.evidence
    )
    parts.append(f"<h2>{escape(word(digest.tongue, 'sources'))}</h2><ol>{sources}</ol>")
    parts.append(f"<p><small>{escape(' · '.join(foot(digest)))}</small></p>")
    return "\n".join(parts) + "\n"


def plainly(digest: Digest) -> Iterator[tuple[str, str]]:
    """Yield a digest as plain lines, each with its kind: head, line, aside or small."""
    yield "head", heading(digest)
    yield "small", span(digest)
    if not digest.stories:
        yield "line", word(digest.tongue, "nothing", read=digest.read)
    glue = "" if digest.tongue != "en" else " "
    for at, told in enumerate(digest.stories, start=1):
        yield "head", f"{at}. {told.title.text or word(digest.tongue, 'gone')}"
        yield "line", glue.join(cited(digest, s) for s in told.sentences)
        yield from (("line", row) for row in _rows(digest, told))
        yield from (("aside", f"{word(digest.tongue, 'aside')}: {r.text}") for r in told.remarks)
        yield "small", facts(digest, told)
    if digest.jests:
        yield "head", word(digest.tongue, "jests")
        yield from (("line", cited(digest, jest.quote)) for jest in digest.jests)
    yield "head", word(digest.tongue, "sources")
    for item in digest.evidence:
        at_ = moment(item.post.created, digest)
        yield "small", f"[{item.number}] {who(item.post)} · {at_} · {item.post.url}"
    yield "small", " · ".join(foot(digest))


def _rows(digest: Digest, told: Told) -> list[str]:
    """Write the disputes and the voices of a story, a line each."""
    rows = [
        word(
            digest.tongue, "settled" if d.settled else "open",
            claim=cited(digest, d.claim), reply=cited(digest, d.reply),
        )
        for d in told.disputes
    ]  # fmt: skip
    counts = dict(told.voices.counts)
    said = word(digest.tongue, "said")
    rows += [
        f"{said} ({word(digest.tongue, side)} {counts[side]}): {cited(digest, s)}"
        for side, s in told.voices.said
    ]
    return rows


def _source(number: int, url: str, name: str) -> str:
    linked = re.match(r"https?://[^\s<>\"']+$", url) is not None
    shown = f'<a href="{escape(url)}" rel="nofollow noopener">{escape(name)}</a>'
    return f'<li value="{number}">{shown if linked else escape(name)}</li>'


def _marked(digest: Digest, sentence: Sentence, *, cite: bool = True) -> str:
    text = _safe(sentence.text or word(digest.tongue, "gone"))
    numbers = dict.fromkeys(c.number for c in sentence.citations)
    return text + "".join(f"[{n}]" for n in numbers) if cite else text


def _safe(written: str) -> str:
    """Escape what Markdown would read as marks."""
    return _MARKS.sub(r"\\\1", " ".join(written.split()))
