"""`rostra ask`: a question, and an answer with the posts it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, pass_rim
from rostra.cli._see import pictured, shown_images

if TYPE_CHECKING:
    from rostra.assistant import Answer, Evidence, Progress


@click.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@click.option("--sure", is_flag=True, help="Go on where the policy asks first.")
@click.option("--lang", default="", help="Only posts in this language.")
@click.option("--tz", "timezone", default="", help="The time zone `today` is meant in.")
@click.option("--network", "networks", multiple=True, help="Only posts of this network.")
@click.option("--since", default="", help="Only posts from then on: 2026-05-04, 6h, 2d.")
@click.option("--until", default="", help="Only posts before then.")
@click.option("--model", default="", help="A role or alias; `none` answers by quoting posts.")
@click.option("--sample/--live", default=None, help="Ask the sample feed, or live posts.")
@click.option(
    "--tools/--no-tools",
    default=None,
    help="Let the model choose tools too, and show results whole; use none.",
)
@pictured("A picture the question is about.")
@click.option("--trace", is_flag=True, help="Show what each step kept and dropped, and why.")
@click.option("--left-out", "left_out", is_flag=True, help="Show each post left out, and why.")
@common
@pass_rim
def ask(
    rim: Rim,
    /,
    question: tuple[str, ...],
    as_json: bool,  # noqa: FBT001
    trace: bool,  # noqa: FBT001
    left_out: bool,  # noqa: FBT001
    **how: Any,
) -> None:
    """Ask the feed. The answer comes sentence by sentence, each checked against its posts."""
    from rostra.app import Asking
    from rostra.cli._times import parse_moment

    for end in ("since", "until"):
        how[end] = parse_moment(how[end], how["timezone"] or rim.settings.timezone)
    images = shown_images(how.pop("images"), rim.settings, how.pop("pages"))
    asking = Asking(" ".join(question), images=images, **how)
    with rim.reach("ask") as rostra:
        events = rostra.ask(asking)
        answer = last_answer(events) if as_json else tell(events, trace=trace or bool(how["tools"]))
        if left_out and not as_json:
            for one in answer.left_out:
                post = rostra.show(one.post_id)
                click.echo(_show.left_out(one, post.text if post else ""))
    if as_json:
        from rostra.app import dump
        from rostra.assistant import Answer

        click.echo(dump(Answer, answer).decode())
    if not answer.found:
        raise NothingFound


def last_answer(events: Iterable[Progress]) -> Answer:
    """Read the events to the end and return the answer."""
    from rostra.assistant import Finished

    answer = None
    for event in events:
        if isinstance(event, Finished):
            answer = event.answer
    if answer is None:
        raise RuntimeError("an answer ended without Finished")
    return answer


def tell(events: Iterable[Progress], *, trace: bool = False) -> Answer:
    """Print cards, sentences and the foot as they come; return the answer."""
    from rostra.assistant import Called, Finished, Gathered, Planned, Said
    from rostra.cli._tools import call_line

    place = _show.zone("UTC")
    answer = None
    for event in events:
        if isinstance(event, Planned):
            place = _show.zone(event.plan.timezone)
        elif isinstance(event, Called):
            click.echo(call_line(event.call, whole=trace))
        elif isinstance(event, Gathered):
            _cards(event.evidence, place)
        elif isinstance(event, Said):
            click.echo(_show.sentence(event.sentence))
        elif isinstance(event, Finished):
            answer = event.answer
    if answer is None:
        raise RuntimeError("an answer ended without Finished")
    click.echo()
    click.echo(_show.foot(answer))
    if trace:
        click.echo(_show.steps(answer.steps))
        for sentence in answer.dropped:
            click.echo(f"             − sentence: {_show.safe('; '.join(sentence.reasons))}")
    return answer


def _cards(evidence: Iterable[Evidence], place: Any) -> None:
    for item in evidence:
        click.echo(_show.card(item.post, place, item.number))
    click.echo()
