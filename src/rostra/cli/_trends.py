"""`rostra trends`: what more people write of than before."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, pass_rim
from rostra.cli._times import parse_moment

SHOWN_TERMS = 5


@click.command()
@click.option("--lang", "langs", multiple=True, help="Only this language.")
@click.option("--network", "networks", multiple=True, help="Only this network.")
@click.option("--since", default="", help="From then on, at most a day back: 6h. [default: a day]")
@click.option(
    "--limit", default=10, type=click.IntRange(1, 50), show_default=True, help="How many."
)
@click.option("--sample/--live", default=None, help="The sample feed, or live posts.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
@pass_rim
def trends(  # noqa: PLR0913, PLR0917 - one argument an option
    rim: Rim,
    /,
    langs: tuple[str, ...],
    networks: tuple[str, ...],
    since: str,
    limit: int,
    sample: bool | None,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """List the stories that rise: words more people write than before, with a post of each."""
    from rostra.app import plain
    from rostra.events import Trend
    from rostra.posts import Query

    start = parse_moment(since, rim.settings.timezone)
    with rim.reach("trends") as rostra:
        chosen = rostra.only_sample() if sample is None else sample
        found = rostra.trends(
            Query(
                now=datetime.now(UTC),
                langs=langs,
                networks=networks,
                since=start,
                limit=limit,
                sample=chosen,
            )
        )
    if as_json:
        click.echo(json.dumps([plain(Trend, trend) for trend in found], ensure_ascii=False))
    else:
        place = _show.zone(rim.settings.timezone)
        for number, trend in enumerate(found, 1):
            words = " · ".join(_show.safe(term) for term in trend.terms[:SHOWN_TERMS])
            click.secho(f"{number}. {words}", bold=True)
            click.echo(
                f"   {trend.people} people in {trend.window.total_seconds() / 3600:g} h to "
                f"{_show.moment(trend.peak, place)}, {trend.expected:.1f} expected; "
                f"{trend.spread.origins} independent origins; "
                f"{', '.join(trend.spread.networks)}; {', '.join(trend.spread.langs)}"
            )
            click.echo(_show.card(trend.head, place))
    if not found:
        msg = "nothing rises there; a word must be written by five people within a day"
        raise NothingFound(msg)
