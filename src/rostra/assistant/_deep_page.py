"""A long answer as a Markdown page, and the words that head its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from rostra.assistant._frames import who
from rostra.assistant._inquiry import Inquired
from rostra.assistant._mode_phrases import say
from rostra.assistant._types import Evidence, Sentence, Tongue

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def deep_words(tongue: Tongue) -> Mapping[str, str]:
    """Word what stands above the parts of a long answer; `above` has a field for numbers."""
    heads = ("short", "timeline", "missing", "posts")
    return {
        **{name: say(tongue, f"head_{name}") for name in heads},
        "above": say(tongue, "above", numbers="{numbers}"),
    }


def deep_page(inquired: Inquired) -> str:
    """Write a long answer as Markdown; what posts say is escaped and stands in no link's place."""
    return "\n".join(_lines(inquired)) + "\n"


def _lines(inquired: Inquired) -> Iterator[str]:
    words = deep_words(inquired.plan.tongue)
    yield f"# {_plain(inquired.question)}"
    yield from ("", f"## {words['short']}", "")
    yield from (_said(sentence) for sentence in inquired.short)
    yield from ("", f"*{_plain(inquired.sure.text)}*")
    for section in inquired.sections:
        yield from ("", f"## {_plain(section.heading)}", "")
        yield from (f"- {_said(sentence)}" for sentence in section.sentences)
        if section.above:
            yield f"- {words['above'].format(numbers=_numbers(section.above))}"
    if inquired.timeline:
        yield from ("", f"## {words['timeline']}", "")
        yield from (f"- {_said(sentence)}" for sentence in inquired.timeline)
    if inquired.missing:
        yield from ("", f"## {words['missing']}", "")
        yield from (f"- {_plain(part)}" for part in inquired.missing)
    if inquired.evidence:
        yield from ("", f"## {words['posts']}", "")
        zone = ZoneInfo(inquired.plan.timezone)
        yield from (_listed(item, zone) for item in inquired.evidence)
    yield from (f"\n*{_plain(note)}*" for note in inquired.notes)


def _said(sentence: Sentence) -> str:
    numbers = dict.fromkeys(citation.number for citation in sentence.citations)
    doubt = "" if sentence.verdict in ("supported", "quoted") else f" ({sentence.verdict})"
    return _plain(sentence.text) + doubt + _numbers(tuple(numbers))


def _numbers(numbers: tuple[int, ...]) -> str:
    return "".join(f"\\[{number}\\]" for number in numbers)


def _listed(item: Evidence, zone: ZoneInfo) -> str:
    """Give a post its line in the list of citations, with the address where it has a web one."""
    at = item.post.created.astimezone(zone)
    url = item.post.url
    address = f" <{url}>" if re.fullmatch(r"https?://[^\s<>]+", url) else ""
    head = f"\\[{item.number}\\] {_plain(who(item.post))} · {at:%Y-%m-%d %H:%M}"
    return f"- {head} · {_plain(item.post.network)}{address}"


def _plain(written: str) -> str:
    """Write on one line, with nothing that Markdown would read as its own."""
    return _MARKS.sub(r"\\\1", " ".join(written.split()))
