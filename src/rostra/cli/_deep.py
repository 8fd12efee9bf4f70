"""`rostra deep`: a long question, answered in short and in sections, resumable."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, note, pass_rim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rostra.assistant import Concluded, Deepening, Inquired, Section


@click.command()
@click.argument("question", nargs=-1)
@click.option(
    "--format", "form", default="text", type=click.Choice(["text", "md", "json"]),
    help="How the answer is written.",
)  # fmt: skip
@click.option("--resume", default="", metavar="ID", help="Go on with a kept question.")
@click.option("--list", "listing", is_flag=True, help="List the kept questions.")
@click.option("--sure", is_flag=True, help="Go on where the policy asks first.")
@click.option("--lang", default="", help="Only posts in this language.")
@click.option("--tz", "timezone", default="", help="The time zone `today` is meant in.")
@click.option("--network", "networks", multiple=True, help="Only posts of this network.")
@click.option("--model", default="", help="A role or alias; `none` answers by quoting posts.")
@click.option("--sample/--live", default=None, help="Ask the sample feed, or live posts.")
@common
@pass_rim
def deep(
    rim: Rim,
    /,
    question: tuple[str, ...],
    form: str,
    resume: str,
    listing: bool,  # noqa: FBT001
    **how: Any,
) -> None:
    """Divide a question, search for each part, and answer in short and in sections."""
    from rostra.app import Asking, Delving

    if listing:
        _list(rim, as_json=form == "json")
        return
    asked = " ".join(question)
    if bool(asked) == bool(resume):
        raise click.UsageError("write the question behind the verb, or --resume ID alone")
    with rim.reach("deep") as rostra:
        concluded = _follow(rostra.deep(Delving(Asking(asked, **how), resume)))
    click.echo(_drawn(concluded, form))
    if not concluded.inquired.found:
        raise NothingFound


def _follow(events: Iterable[Deepening]) -> Concluded:
    """Tell on standard error how far it is; return the end."""
    from rostra.assistant import Divided, Looked

    for event in events:
        if isinstance(event, Divided):
            kept = f"kept as {event.id}; " if event.id else ""
            note(f"{kept}{len(event.questions)} questions are asked")
        elif isinstance(event, Looked):
            told = "as kept" if event.kept else "found" if event.found else "nothing told"
            note(f"[{event.number}/{event.of}] {event.subquestion.question} · {told}")
        else:
            return event
    raise RuntimeError("a long answer ended without Concluded")


def _drawn(concluded: Concluded, form: str) -> str:
    from rostra.app import dump
    from rostra.assistant import Concluded, deep_page

    if form == "json":
        return dump(Concluded, concluded).decode()
    if form == "md":
        return _show.safe(deep_page(concluded.inquired))
    return drawn(concluded.inquired)


def drawn(inquired: Inquired) -> str:
    """Draw a long answer: in short, how sure, sections, timeline, what is missing, posts."""
    from rostra.assistant import deep_words

    words = deep_words(inquired.plan.tongue)
    lines = [*map(_show.sentence, inquired.short), _dim(inquired.sure.text)]
    for section in inquired.sections:
        if section.sentences:
            lines += ["", _bold(section.heading), *_body(section, words["above"])]
    lines += [""] * (not all(section.sentences for section in inquired.sections))
    for section in inquired.sections:
        if not section.sentences:
            lines.append(f"{_bold(section.heading)} · {_body(section, words['above'])[0]}")
    if inquired.timeline:
        lines += ["", _bold(words["timeline"]), *map(_show.sentence, inquired.timeline)]
    if inquired.missing:
        lines += ["", _bold(words["missing"]), *(f"– {_show.safe(m)}" for m in inquired.missing)]
    if inquired.evidence:
        place = _show.zone(inquired.plan.timezone)
        lines += ["", _bold(words["posts"])]
        lines += [_show.card(item.post, place, item.number) for item in inquired.evidence]
    wrote = ", ".join(inquired.models) or "posts are quoted"
    lines += ["", _dim(f"{wrote} · time zone {inquired.plan.timezone}")]
    return "\n".join([*lines, *map(_dim, inquired.notes)])


def _body(section: Section, above: str) -> list[str]:
    told = [_show.sentence(sentence) for sentence in section.sentences]
    if section.above:
        told.append(_dim(above.format(numbers="".join(f"[{n}]" for n in section.above))))
    return told


def _bold(line: str) -> str:
    return click.style(_show.safe(line), bold=True)


def _dim(line: str) -> str:
    return click.style(_show.safe(line), dim=True)


def _list(rim: Rim, *, as_json: bool) -> None:
    from rostra.app import KeptInquiry, plain

    with rim.reach("deep") as rostra:
        kept = rostra.inquiries(50)
    if as_json:
        rows = [plain(KeptInquiry, inquiry) for inquiry in kept]
        click.echo(json.dumps(rows, ensure_ascii=False))
    elif kept:
        place = _show.zone(rim.settings.timezone)
        told = [
            (k.id, _show.moment(k.asked_at, place), f"{k.answered} of {k.of}", k.question[:60])
            for k in kept
        ]
        click.echo(_show.table(("id", "asked", "answered", "question"), told))
    if not kept:
        raise NothingFound("no long question is kept")
